"""Theorems, and the one rule that makes them.

                 greater − less = Σ forms   (by the normal form)
                 every form ≥ 0             (`certificates.check`)
                 both sides well posed      (`wellposed`)
    PROVE   ─────────────────────────────────────────────────────────
                        greater ≥ less

Over spaces the conclusion holds where the integrals in `provided` converge (`integrals`).

With every form an equation (or none), the conclusion is lhs = rhs; with one form > 0
(`certificates.is_positive`) at least, it may be greater > less. A chain of steps is PROVE with
the steps as `Known` forms. CITE and ADMIT make theorems that say of themselves, and of all that is
built on them, that they rest on a cited or an open step.

A `Theorem` is made only here: the constructor wants a private key, instances are frozen, cannot be
subclassed, copied by pickle or changed, and no rule takes one that was not made here or has other
fields than it was made with. Python has no walls: who reaches for private names can forge anything;
a stored certificate (`derive.store`) that is made again from its data cannot lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import Any, Final, Literal, NoReturn, final
from weakref import WeakKeyDictionary

from derive.kernel import certificates, integrals, show, wellposed
from derive.kernel import terms as t
from derive.kernel.atoms import Poly
from derive.kernel.certificates import NEVER, Equation, Form, Known, Tangent
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, KernelError, Term, minus

_KEY: Final = object()
_FIELDS: Final = ("context", "equality", "provided", "reason", "rests", "statement", "zero")
_fields_of = attrgetter(*_FIELDS)
Rel = Literal["=", "<=", ">=", "<", ">"]
_SIGN: Final[dict[str, str]] = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}


class IllPosed(KernelError):
    """A side of the statement may take log 0 or divide by 0 at nonzero weight."""

    def __init__(self, found: list[wellposed.Problem]) -> None:
        self.problems = found
        places = dict.fromkeys(f"{show.text(p.place)}: {p.missing}" for p in found)
        super().__init__(f"not shown to be well posed: {'; '.join(places)}")


@dataclass(frozen=True, slots=True)
class Statement:
    """lhs rel rhs, for all values of the free indices."""

    lhs: Term
    rel: Rel
    rhs: Term

    def gap(self) -> Term:
        """greater − less: ≥ 0, or > 0, or = 0 for an equation, is what the statement says."""
        check_rel(self.rel)
        return minus(self.rhs, self.lhs) if self.is_below else minus(self.lhs, self.rhs)

    @property
    def is_strict(self) -> bool:
        return self.rel in ("<", ">")

    @property
    def is_below(self) -> bool:
        """Whether the right side is the greater one."""
        return self.rel in ("<=", "<")

    def __str__(self) -> str:
        return f"{show.text(self.lhs)} {_SIGN[self.rel]} {show.text(self.rhs)}"


def check_rel(rel: object) -> None:
    """Refuse what is none of the five relations; `!=` in particular has no gap."""
    if type(rel) is not str or rel not in _SIGN:
        raise KernelError(f"relation {rel!r}: expected one of {', '.join(_SIGN)}")


@dataclass(frozen=True, slots=True)
class Rests:
    """What a theorem rests on, transitively: axioms, cited facts, open steps."""

    axioms: frozenset[str] = frozenset()
    cited: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def __or__(self, other: Rests) -> Rests:
        return Rests(self.axioms | other.axioms, self.cited | other.cited, self.open | other.open)


@dataclass(frozen=True, slots=True)
class Reason:
    """How a theorem was made: the rule, and what it was given; enough to make it again."""

    rule: Literal[
        "prove",
        "cite",
        "admit",
        "antisymmetric",
        "by_equations",
        "with_equality",
        "instance",
        "scalar",
    ]
    given: tuple[Any, ...]


@final
class Theorem:
    """A statement the kernel has accepted, under a context, with what it rests on.

    zero: equations that hold together exactly when both sides are equal; 1 = 0 if strict.
    equality: None, or the conditions proved equivalent to equality (`equality.with_equality`).
    provided: integrals that have to converge absolutely, for almost all values of free indices.
    """

    __slots__ = (*_FIELDS, "__weakref__")
    context: Context
    statement: Statement
    reason: Reason
    zero: tuple[Equation, ...]
    rests: Rests
    equality: tuple[Equation, ...] | None
    provided: tuple[t.Sum, ...]

    def __init__(self, key: object, **fields: Any) -> None:
        if key is not _KEY:
            raise KernelError("a Theorem is made by the kernel's rules only")
        for name in _FIELDS:
            object.__setattr__(self, name, fields[name])
        _made[self] = _fields_of(self)

    def __init_subclass__(cls) -> NoReturn:
        raise KernelError("Theorem cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise KernelError("a Theorem is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise KernelError("a Theorem is frozen")

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise KernelError("a Theorem is not copied or unpickled; store its certificate instead")

    @property
    def is_proved(self) -> bool:
        """Whether no cited fact and no open step is underneath."""
        return not self.rests.cited and not self.rests.open

    @property
    def is_scalar(self) -> bool:
        """Whether it is a scalar lemma or an instance of one, so about each place by itself."""
        rule, given = self.reason.rule, self.reason.given
        return rule == "scalar" or (rule == "instance" and given[0].is_scalar)

    def __repr__(self) -> str:
        given = [s.name for s in self.context.supports] + [h.name for h in self.context.hypotheses]
        under = f"{', '.join(given)} " if given else ""
        iff = ""
        if self.equality is not None:
            conditions = ", ".join(f"{show.text(e)} = 0" for e in self.equality)
            iff = f", with equality iff {conditions}"
        if self.provided:
            iff += f", provided {', '.join(map(show.text, self.provided))} converge absolutely"
        why = sorted(self.rests.axioms) + [f"cited: {c}" for c in sorted(self.rests.cited)]
        why += [f"OPEN: {o}" for o in sorted(self.rests.open)]
        return f"{under}|= {self.statement}{iff}  [{'; '.join(why) or 'the normal form'}]"


_made: Final[WeakKeyDictionary[Theorem, tuple[Any, ...]]] = WeakKeyDictionary()


def require_made(theorem: object) -> None:
    """Refuse what the kernel has not made, or not with these fields: `object.__new__`,
    `__class__` and `object.__setattr__` go past the constructor."""
    if type(theorem) is not Theorem or theorem not in _made:
        raise KernelError(f"not a theorem: {object.__repr__(theorem)}")
    if any(a is not b for a, b in zip(_fields_of(theorem), _made[theorem], strict=True)):
        raise KernelError("a theorem was changed after it was made")


def prove(n: Normalizer, statement: Statement, certificate: tuple[Form, ...] = ()) -> Theorem:
    """PROVE (see the module's docstring).

    Raises:
        IllPosed: a side is not shown to be well posed.
        KernelError: the certificate does not prove the statement.
    """
    _expect(n, statement)
    n, certificate = integrals.recording(n), tuple(certificate)
    found = wellposed.problems(n, statement.lhs) + wellposed.problems(n, statement.rhs)
    if found:
        raise IllPosed(found)
    values: list[tuple[Fraction, Poly]] = []
    for form in certificate:
        certificates.check(n, form)
        if statement.rel == "=" and not certificates.is_equation(n, form):
            raise KernelError("an inequality cannot prove an equation")
        values += [] if n.context.spaces else certificates.normal_value(n, form)
    if statement.is_strict and not any(certificates.is_positive(n, f) for f in certificate):
        raise KernelError("a strict inequality needs a form that is visibly > 0")
    if n.context.spaces:
        left = n.reduced(integrals.remainder(n, statement.gap(), certificate))
    else:
        left = n.reduced(n.less(statement.gap(), values))
    if left.terms:
        what = "the normal forms differ" if statement.rel == "=" else "a remainder is left"
        raise KernelError(f"{what} ({len(left.terms)} terms)")
    return _theorem(n, statement, certificate)


def _expect(n: Normalizer, statement: Statement, *theorems: Theorem) -> None:
    """The kernel's own classes, not lookalikes."""
    if type(n) is not Normalizer:
        raise KernelError("normalizer: expected the kernel's own Normalizer")
    for theorem in theorems:
        require_made(theorem)
    if type(statement) is not Statement:
        raise KernelError(f"not a statement: {statement!r}")
    check_rel(statement.rel)


def _theorem(n: Normalizer, statement: Statement, certificate: tuple[Form, ...]) -> Theorem:
    rests = Rests()
    zero: list[Equation] = []
    known: list[tuple[t.Sum, ...]] = []
    for form in certificate:
        if isinstance(form, (Tangent, Information)):
            rests |= Rests(axioms=frozenset({certificates.TANGENT_AXIOM}))
        if isinstance(form, Known):
            rests |= form.theorem.rests
            known.append(form.theorem.provided)
        zero += certificates.zero_conditions(n, form)
    return Theorem(
        _KEY,
        context=n.context,
        statement=statement,
        reason=Reason("prove", certificate),
        zero=(NEVER,) if statement.is_strict else tuple(dict.fromkeys(zero)),
        rests=rests,
        equality=None,
        provided=integrals.provided(n, statement.gap(), *known),
    )


def antisymmetric(n: Normalizer, one: Theorem, other: Theorem, statement: Statement) -> Theorem:
    """ANTISYM: from a ≥ b and b ≥ a, a = b. Neither may be strict.

    greater₁ − less₁ ≥ 0    greater₂ − less₂ ≥ 0    lhs − rhs = gap₁ = −gap₂
    ────────────────────────────────────────────────────────────────────────
                                 lhs = rhs
    """
    _expect(n, statement, one, other)
    n = integrals.recording(n)
    gap = statement.gap()
    for theorem, sign in ((one, 1), (other, -1)):
        certificates.require_context(theorem.context, n.context)
        if theorem.statement.is_strict:
            raise KernelError("a strict inequality is no half of an equation")
        if not n.vanishes(minus(gap, t.Mul((t.const(sign), theorem.statement.gap())))):
            raise KernelError("the two inequalities are not the two halves of the equation")
    if statement.rel != "=":
        raise KernelError("two inequalities make an equation")
    made = prove(n, Statement(statement.lhs, ">=", statement.rhs), (Known(one),))
    reason = Reason("antisymmetric", (one, other))
    return _with(
        made,
        statement=statement,
        zero=(),
        reason=reason,
        rests=one.rests | other.rests,
        provided=integrals.provided(n, t.ZERO, made.provided, other.provided),
    )


def cite(n: Normalizer, statement: Statement, source: str) -> Theorem:
    """CITE: a fact taken from the literature. `rests.cited` names it, here and downstream."""
    return _unproved(n, statement, Rests(cited=frozenset({source})), Reason("cite", (source,)))


def admit(n: Normalizer, statement: Statement, why: str) -> Theorem:
    """ADMIT: an open step, so that a chain can go on. `rests.open` names it downstream."""
    return _unproved(n, statement, Rests(open=frozenset({why})), Reason("admit", (why,)))


def _unproved(n: Normalizer, statement: Statement, rests: Rests, reason: Reason) -> Theorem:
    _expect(n, statement)
    n = integrals.recording(n)
    n.normal(statement.gap())
    zero = () if statement.rel == "=" else (NEVER if statement.is_strict else statement.gap(),)
    return Theorem(
        _KEY,
        context=n.context,
        statement=statement,
        reason=reason,
        zero=zero,
        rests=rests,
        equality=None,
        provided=integrals.provided(n, statement.gap()),
    )


def _with(theorem: Theorem, **changes: Any) -> Theorem:
    """For the kernel's other rules: the theorem with some fields replaced."""
    fields = dict(zip(_FIELDS, _fields_of(theorem), strict=True))
    return Theorem(_KEY, **{**fields, **changes})


def chain(n: Normalizer, steps: tuple[Theorem, ...], claim: Statement) -> Theorem:
    """A chain of steps composes to its claim: PROVE with the steps as forms.

    The gap of a ≤ or < claim is right − left; an equation's is left − right and counts negatively.
    A chain of ≤ and < gives <: a strict claim needs a strict step.
    """
    sign = {s: -1 if claim.is_below and s.statement.rel == "=" else 1 for s in steps}
    return prove(n, claim, tuple(Known(s, weight=t.const(sign[s])) for s in steps))
