"""Certificates in words: the difference of the two sides as a sum of terms, each ≥ 0 for a reason.
One of them is > 0 if the statement is strict.

The remainder of a step is a sum of forms (`kernel/certificates.py`). What is said here is read off
the theorem; nothing is recomputed or decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.information import Group, Information
from derive.kernel.terms import Term
from derive.kernel.theorem import Reason, Rests, Theorem
from derive.language.alphabets import latex_name
from derive.render import calculus
from derive.render.standing import is_meaning
from derive.render.terms import by_alphabets, nonconstant
from derive.render.writers import TextWriter, Writer

PHI = "φ(t) = t − 1 − ln t ≥ 0 for t > 0".replace(" ", "\u00a0")  # never broken


@dataclass(frozen=True)
class Part:
    """One summand of the remainder: itself, why it is ≥ 0, and when exactly it is 0.

    zero: empty for a summand that is > 0, and `because` then says why that is.
    """

    value: str
    because: str
    zero: str

    @property
    def sign(self) -> str:
        return "≥\u00a00" if self.zero else ">\u00a00"

    @property
    def vanishes(self) -> str:
        """When the summand is 0, as a sentence about it."""
        return f"it is 0 exactly when {self.zero}" if self.zero else "it is never 0"


@dataclass(frozen=True)
class Account:
    """A step's proof in words. how: one sentence; parts: the summands, if there are any; lemmas:
    how the scalar lemmas among them are proved."""

    how: str
    parts: tuple[Part, ...] = ()
    lemmas: tuple[str, ...] = ()

    @property
    def remainder(self) -> str:
        return " + ".join(p.value for p in self.parts)


Names = Mapping[int, str]  # id of a theorem → what to call it: "step 3", "Gibbs' inequality"


def account(theorem: Theorem, names: Names, writer: type[Writer] = TextWriter) -> Account:
    """How a theorem was proved. names: what to call the theorems it uses, by identity."""
    core = stripped(theorem)
    rule, given = core.reason.rule, core.reason.given
    if rule == "cite":
        return Account(f"cited: {given[0]}")
    if rule == "admit":
        return Account(f"open: {given[0]}")
    if rule == "antisymmetric":
        return Account("from both inequalities, ≤ and ≥")
    if rule == "instance":
        return Account("an instance of a proved theorem")
    if core.statement.rel == "=":
        return Account(_equation_how(core, names, writer))
    parts = _parts(core, flattened(given, names), names, writer)
    greater, less = ("right", "left") if core.statement.is_below else ("left", "right")
    if not parts:
        return Account("the two sides are equal: one normal form")
    told = tuple(s for lemma in calculus.lemmas(given) for s in calculus.sentences(lemma, writer))
    return Account(f"{greater} side − {less} side", parts, told)


def stripped(theorem: Theorem) -> Theorem:
    """The theorem below its equality condition."""
    while theorem.reason.rule == "with_equality":
        theorem = theorem.reason.given[0]
    return theorem


def _equation_how(theorem: Theorem, names: Names, writer: type[Writer]) -> str:
    forms = [f for f in theorem.reason.given if not _is_algebra(f, names)]
    say = writer(theorem.context)
    used = [_name(f, say, names) for f in forms]
    if not used:
        return "both sides have the same normal form"
    return "by " + ", ".join(dict.fromkeys(used)) + ", and the normal form"


def _is_algebra(form: c.Form, names: Names) -> bool:
    """Whether a form is an identity without a name that the normal form alone proves."""
    if not isinstance(form, c.Known) or id(form.theorem) in names:
        return False
    return form.theorem.reason == Reason("prove", ())


def flattened(forms: Sequence[c.Form], names: Names, open_steps: bool = False) -> list[c.Form]:
    """The forms, with a chain's steps opened to their own forms; equations drop out, being 0."""
    out: list[c.Form] = []
    for f in forms:
        if isinstance(f, c.Known) and f.theorem.statement.rel == "=":
            continue
        opened = isinstance(f, c.Known) and (id(f.theorem) in names) <= open_steps
        if isinstance(f, c.Known) and opened and _is_plain(f) and f.theorem.reason.rule == "prove":
            out += flattened(f.theorem.reason.given, names, open_steps)
        else:
            out.append(f)
    return out


def _is_plain(f: c.Known) -> bool:
    return not f.at and not f.indices and f.weight == t.ONE


def whole(theorem: Theorem, names: Names, writer: type[Writer] = TextWriter) -> tuple[Part, ...]:
    """The remainder of a chain, its steps opened: the claim's own proof."""
    core = stripped(theorem)
    if core.reason.rule != "prove" or core.statement.rel == "=":
        return ()
    forms = flattened(core.reason.given, names, open_steps=True)
    return _parts(core, forms, names, writer)


def _parts(
    core: Theorem, forms: Sequence[c.Form], names: Names, writer: type[Writer]
) -> tuple[Part, ...]:
    """The forms in words; a weighted strict theorem is > 0 where nothing else makes the sum so."""
    say = writer(core.context)
    parts = [part(f, say, names) for f in forms]
    above = [k for k, f in enumerate(forms) if _is_strict(f)]
    if core.statement.is_strict and len(above) == 1 and all(p.zero for p in parts):
        (k,) = above
        parts[k] = replace(parts[k], because=f"{parts[k].because} but not 0 throughout", zero="")
    return tuple(parts)


def _is_strict(form: c.Form) -> bool:
    return isinstance(form, c.Known) and form.theorem.statement.is_strict


def part(form: c.Form, say: Writer, names: Names) -> Part:
    """One form in words."""
    match form:
        case c.Tangent(indices, w, point):
            at = say.term(point)
            phi = say.opaque("φ(⟦0⟧)", r"\varphi\left( ⟦0⟧ \right)", point)
            value = t.Mul((w, phi))
            because = f"{PHI}{_weight(w, say)}"
            zero = f"{at} =\u00a01{_where(w, say)}"
            return Part(_over(indices, value, say), because, zero)
        case c.Nonneg(indices, w):
            zero = f"{say.term(w)} = 0{_for_every(indices, say)}"
            return Part(_over(indices, w, say), "all its factors are ≥ 0", zero)
        case c.Gap(indices, w, a):
            absent = say.opaque("[⟦0⟧ = 0]", "[⟦0⟧ = 0]", a)
            nothing = f"{say.term(a)}\u00a0=\u00a00"
            zero = f"{say.term(nonconstant(w))} =\u00a00 wherever {nothing}"
            if nonconstant(w) == t.Mul(()):
                zero = f"{say.term(a)}\u00a0≠\u00a00 everywhere"
            because = f"an indicator is ≥\u00a00{_weight(w, say)}"
            return Part(_over(indices, t.Mul((w, absent)), say), because, zero)
        case c.Part(indices, w, total, at):
            one = t.rename(total.body, dict(zip(total.indices, at, strict=True)))
            value = t.Mul((w, t.minus(total, one)))
            zero = f"every summand of {say.term(total)} but one is 0{_where(w, say)}"
            because = "a sum of terms ≥ 0 is at least each of them" + _weight(w, say)
            return Part(_over(indices, value, say), because, zero)
        case c.Square(indices, w, of):
            value = t.Mul((w, t.Pow(of, 2)))
            zero = f"{say.term(of)} =\u00a00{_where(w, say)}"
            because = f"a square is ≥\u00a00{_weight(w, say)}"
            return Part(_over(indices, value, say), because, zero)
        case Information(_, left, right, given, w):
            shown = _information(left, right, given)
            tex = _information(left, right, given, latex_name, r" \mid ")
            value = say.term(t.Mul((w, say.opaque(shown, tex))))
            why = f"{'entropy' if left == right else 'mutual information'} is ≥\u00a00"
            return Part(value, why, _no_information(left, right, given))
        case c.Positive(indices, w):
            return Part(_over(indices, w, say), _why_positive(indices, w, say), "")
        case c.Given() | c.Known():
            return _used(form, say, names)
    raise TypeError(f"no such form: {form!r}")


def _information(
    left: Group, right: Group, given: Group, name: Callable[[str], str] = str, bar: str = "|"
) -> str:
    """I(X;Y|Z), or H(X|Z) where both sides are one; variables by their capitals."""
    a, b, k = (",".join(name(v.upper()) for v in group) for group in (left, right, given))
    bar = f"{bar}{k}" if k else ""
    return f"H({a}{bar})" if left == right else f"I({a};{b}{bar})"


def _no_information(left: Group, right: Group, given: Group) -> str:
    a, b, k = (",".join(v.upper() for v in group) for group in (left, right, given))
    if left == right:
        return f"{a} is a function of {k}" if k else f"{a} is constant"
    return f"{a} and {b} are independent" + (f" given {k}" if k else "")


def _why_positive(indices: tuple[t.Index, ...], w: Term, say: Writer) -> str:
    if nonconstant(w) == t.Mul(()):
        return "it is a positive number"
    if isinstance(w, t.Add):
        return "its terms are ≥\u00a00 and not all of them 0"
    if not indices:
        return "all its factors are >\u00a00"
    return f"its terms are ≥\u00a00 and one at least is >\u00a00, for some {say.letters(indices)}"


def _used(form: c.Given | c.Known, say: Writer, names: Names) -> Part:
    """A hypothesis or a theorem, times a weight."""
    name = _name(form, say, names)
    if isinstance(form, c.Given):
        hypothesis = next(h for h in say.context.hypotheses if h.name == form.hypothesis)
        gap = hypothesis.term
        given = name if is_meaning(hypothesis) else f"{name} is given"
        because, zero = given, f"{name} holds with equality"
    else:
        gap = form.theorem.statement.gap()
        because, zero = f"of {name}", _equality(form.theorem, name, say)
    value = t.Mul((form.weight, t.rename(gap, dict(form.at))))
    if isinstance(form, c.Given) and hypothesis.kind == "=":  # the weight may have any sign
        shown = _over(form.indices, by_alphabets(value), say)
        told = name if is_meaning(hypothesis) else f"{name}, which is given"
        return Part(shown, f"{name} makes it 0", told)
    if _is_strict(form):
        absent = f"{say.term(form.weight)} = 0{_for_every(form.indices, say)}"
        zero = "" if nonconstant(form.weight) == t.Mul(()) else absent
        because += _weight(form.weight, say)
        return Part(_over(form.indices, by_alphabets(value), say), because, zero)
    return Part(
        _over(form.indices, by_alphabets(value), say),
        because + _weight(form.weight, say),
        zero + _where(form.weight, say, ""),
    )


def _equality(theorem: Theorem, name: str, say: Writer) -> str:
    if theorem.equality is None:
        return f"{name} holds with equality"
    there = type(say)(theorem.context)
    return " and ".join(there.equation(by_alphabets(e)) for e in theorem.equality)


def _name(form: c.Form, say: Writer, names: Names) -> str:
    if isinstance(form, c.Given):
        return form.hypothesis
    if isinstance(form, c.Known):
        return names.get(id(form.theorem)) or _statement(form.theorem, say)
    return "arithmetic"


def _statement(theorem: Theorem, say: Writer) -> str:
    s = theorem.statement
    sign = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}[s.rel]
    there = type(say)(theorem.context)
    return f"{there.term(s.lhs)} {sign} {there.term(s.rhs)}"


def _over(indices: tuple[t.Index, ...], body: Term, say: Writer) -> str:
    return say.term(t.Sum(indices, body) if indices else body)


def _weight(w: Term, say: Writer) -> str:
    """What is said of a weight that is not 1."""
    return "" if w == t.ONE else f", and {say.term(w)}\u00a0≥\u00a00"


def _where(w: Term, say: Writer, everywhere: str = " everywhere") -> str:
    """` wherever p(x) ≠ 0`, for the weight p(x)."""
    at = nonconstant(w)
    return everywhere if at == t.Mul(()) else f" wherever {say.term(at)}\u00a0≠\u00a00"


def _for_every(indices: tuple[t.Index, ...], say: Writer) -> str:
    return f" for every {say.letters(indices)}" if indices else ""


def rests(r: Rests | None) -> list[str]:
    """What a theorem or fact rests on, one item a line."""
    if r is None:
        return ["nothing: it is not proved"]
    tangent = f"{c.TANGENT_AXIOM} for t > 0, with equality only at t = 1"
    out = [tangent if a == c.TANGENT_AXIOM else a for a in sorted(r.axioms)]
    out += [f"cited, not proved here: {name}" for name in sorted(r.cited)]
    out += [f"OPEN: {name}" for name in sorted(r.open)]
    return out or ["no axiom: the algebra of finite sums alone"]
