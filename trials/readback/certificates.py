"""What `derive show` says of a proof: each kernel term that the words print, read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.kernel import terms as t
from derive.kernel.certificates import Information
from derive.kernel.terms import Context, Index, Term
from derive.render import words
from derive.render.full import names_of
from derive.render.writers import LatexWriter, TextWriter, formula
from trials.readback import meaning as m
from trials.readback.cases import Outcome
from trials.readback.compare import compare
from trials.readback.latex import LatexLexer, plain_look
from trials.readback.operations import first, operation
from trials.readback.reader import Names, Reader, Told
from trials.readback.table import Unread, look_of, of_context
from trials.readback.tokens import TextLexer


def read(d: Derivation) -> Iterator[Outcome]:
    """The steps of a derivation, checked without the attack, in text and in LaTeX."""
    report = check(d, None)
    names = names_of(report)
    for s in report.steps:
        if s.theorem is None or s.verdict != "proved":
            continue
        opaque = _informations(s.theorem)
        for kind in (TextWriter, LatexWriter):
            said = _recording(kind)
            words.account(s.theorem, names, said.writer)
            words.whole(s.theorem, names, said.writer)
            for context, term, shown, is_equation in said.told:
                meanings = {**opaque, **said.opaque}
                yield _outcome(kind, context, term, shown, is_equation, meanings)


class _Said:
    """What a writer was asked for, and what it wrote."""

    def __init__(self) -> None:
        self.told: list[tuple[Context, Term, str, bool]] = []
        self.opaque: dict[str, Term] = {}
        self.writer: Any = None


def _recording(kind: Any) -> _Said:
    said = _Said()

    class Recording(kind):  # type: ignore[misc]
        def term(self, term: Term) -> str:
            shown: str = super().term(term)
            said.told.append((self.context, term, formula(shown), False))
            return shown

        def equation(self, term: Term) -> str:
            shown: str = super().equation(term)
            said.told.append((self.context, term, formula(shown), True))
            return shown

        def opaque(self, text: str, tex: str, *of: Term) -> t.Quantity:
            made: t.Quantity = super().opaque(text, tex, *of)
            if text.startswith("φ"):
                said.opaque[made.name] = phi(of[0])
            elif text.startswith("["):
                said.opaque[made.name] = t.minus(t.ONE, t.Nonzero(of[0]))
            return made

    said.writer = Recording
    return said


def phi(of: Term) -> Term:
    """φ(t) = t − 1 − ln t."""
    return t.minus(t.minus(of, t.ONE), t.Log(of))


def _informations(theorem: Any) -> dict[str, Term]:
    """The informations in a proof, by how they should look, and those of the theorems it uses."""
    found: dict[str, Term] = {}
    todo, seen = [theorem], set()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        for f in _flat(one.reason.given):
            if isinstance(f, Information):
                found.update(_information(one.context, f))
            inner = getattr(f, "theorem", f)
            if hasattr(inner, "reason"):
                todo.append(inner)
    return found


def _flat(given: Any) -> Iterator[Any]:
    for f in given if isinstance(given, tuple) else ():
        yield f
        if type(f) is tuple:
            yield from _flat(f)


def _information(context: Context, f: Information) -> dict[str, Term]:
    table = of_context(context, ())
    law = table.laws[f.law]
    left, right, given = (tuple(g) for g in (f.left, f.right, f.given))
    a, b, k = (",".join(v.upper() for v in g) for g in (left, right, given))
    bar = f"|{k}" if k else ""
    if left == right:
        return {f"H({a}{bar})": m.entropy_of(law, left, given, None)}
    return {f"I({a};{b}{bar})": m.information(law, left, right, given, None)}


def _outcome(
    kind: Any,
    context: Context,
    term: Term,
    shown: str,
    is_equation: bool,
    opaque: dict[str, Term],
) -> Outcome:
    latex = kind is LatexWriter
    if isinstance(term, t.Quantity) and not {term.name} & {*context.quantities, *opaque}:
        same = look_of(term.name) == plain_look(shown) if latex else term.name == shown
        return Outcome("structure" if same else "disagrees", shown, f"a letter {term.name}")
    context = _with_functions(context, term)
    try:
        letters: set[tuple[str, str]] = set()
        term = _chosen(_meant(term, opaque), context, letters)
        context, term, shown = _plainly(context, term, shown, latex)
        letters |= {
            (i.name, i.alphabet)
            for s in t.subterms(term)
            for i in (*t.own_indices(s), *(s.indices if isinstance(s, t.Sum) else ()))
        }
        table = of_context(context, letters)
        table.alphabets |= {s.alphabet for s in t.subterms(term) if isinstance(s, t.Card)}
        names = Names(table, Told(latex))
        lexer = LatexLexer(table, Told(True)) if latex else TextLexer(table)
        reader = Reader(lexer, names, shown)
        if is_equation:
            left, sign, right = reader.relation()
            if sign != "=":
                raise Unread(f"{sign} in an equation")
            both = [t.minus(left, right), t.minus(right, left)]
        else:
            both = [reader.whole()]
    except Unread as err:
        return Outcome("unread", shown, str(err))
    found = [compare(got, term, context, (), shown) for got in both]
    best = next((f for f in found if f.how), found[0])
    return Outcome(best.how or "disagrees", shown, best.why)


def _with_functions(context: Context, term: Term) -> Context:
    """With g₀, g₁, …, which the proof of a scalar lemma names, as numbers."""
    named = {s.name for s in t.subterms(term) if isinstance(s, t.Quantity)}
    new = {n: t.QuantityDecl((), "real") for n in named if re.fullmatch("g[₀-₉]+", n)}
    both = {**new, **context.quantities}
    return Context(context.laws, both, context.supports, context.hypotheses)


_BELOW = re.compile(r"(\w+|\\\w+ ?)_\{([^{}]*)\}")
_SIGNS = ((r"\to", "→"), (r"\forall", "∀"), (" ", ""))


def _plainly(context: Context, term: Term, shown: str, latex: bool) -> tuple[Context, Term, str]:
    """With other names for what a law is at letters with names: W⟨z=0→y=0⟩, shown W_{z=0→y=0}."""
    names = [n for n in (*context.laws, *context.quantities) if "⟨" in n]
    if not names:
        return context, term, shown
    short = {n: f"at{k}letter" for k, n in enumerate(names)}
    looks = {
        re.sub("⟨(.*)⟩", r"_{\1}", n).replace("≔", "=").replace(" ", ""): new
        for n, new in short.items()
    }

    def put(m: re.Match[str]) -> str:
        below = m[2]
        for tex, sign in _SIGNS:
            below = below.replace(tex, sign)
        new = looks.get(f"{plain_look(m[1])}_{{{below}}}")
        return m[0] if new is None else rf"\mathrm{{{new}}}" if latex else new

    laws = {short.get(n, n): law for n, law in context.laws.items()}
    quantities = {short.get(n, n): q for n, q in context.quantities.items()}
    return Context(laws, quantities), _short(term, short), _BELOW.sub(put, shown)


def _short(term: Term, short: dict[str, str]) -> Term:
    match term:
        case t.Quantity(name, at) if name in short:
            return t.Quantity(short[name], at)
        case t.LawTerm(name, at) if name in short:
            return t.LawTerm(short[name], at)
    return t.with_children(term, tuple(_short(c, short) for c in t.children(term)))


def _chosen(term: Term, context: Context, letters: set[tuple[str, str]]) -> Term:
    """The term with what its fresh laws and selectors stand for, by what the context says of them:
    s·(Σ s·f − f) = 0 of a law where f is largest, s·d ≥ 0 of a selector [d ≥ 0].

    letters: those that are in what they stand for are put there."""
    fresh = getattr(term, "law", getattr(term, "name", ""))
    for h in context.hypotheses if "⌈" in fresh else ():
        found = _selected(term, h, fresh)
        if found is None:
            continue
        of, bound, at = found
        letters |= {(i.name, i.alphabet) for i in (*t.free_indices(of), *bound, *at)}
        of = _chosen(of, context, letters)
        return first(at, of, bound) if bound else operation("at least", [of])
    inner = tuple(_chosen(c, context, letters) for c in t.children(term))
    return t.with_children(term, inner)


Letters = tuple[Index, ...]


def _selected(term: Term, h: Any, fresh: str) -> tuple[Term, Letters, Letters] | None:
    """What is largest, over which letters, and at which; or what is ≥ 0, over none."""
    match term, h.term:
        case t.LawTerm(_, at), t.Mul(
            (t.LawTerm(law, own), t.Add((t.Sum(over, t.Mul((_, f))), _)))
        ) if law == fresh and h.kind == "=":
            return _largest(dict(at), own, over, f)
        case t.Quantity(_, at), t.Mul((t.Quantity(name, own), d)) if name == fresh:
            sign = t.ONE
        case t.Quantity(_, at), t.Mul((t.Add((_, t.Mul((_, t.Quantity(name, own))))), d)) if (
            name == fresh
        ):
            sign = t.const(-1)
        case _:
            return None
    if h.kind != ">=":
        return None
    return m.times(sign, t.rename(d, dict(zip(own, at, strict=True)))), (), ()


def _largest(
    at: dict[str, Index], own: Any, over: Letters, of: Term
) -> tuple[Term, Letters, Letters]:
    """own: the law's variables with the letters of f; those of `over` are where it is largest."""
    here = tuple(at[v] for v, i in own if i in over)
    taken = set(at.values())
    to = {i: at[v] for v, i in own if i not in over}
    for i in over:
        to[i] = t.apart(i, taken)
        taken.add(to[i])
    return t.rename(of, to), tuple(to[i] for i in over), here


def _meant(term: Term, opaque: dict[str, Term]) -> Term:
    """The term with what φ(…), [… = 0] and informations mean put in."""
    if isinstance(term, t.Quantity) and term.name in opaque:
        return _meant(opaque[term.name], opaque)
    return t.with_children(term, tuple(_meant(c, opaque) for c in t.children(term)))
