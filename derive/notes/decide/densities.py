"""What is said of densities, decided for those that are constant on cells.

    p(x) is P(x)/Δ on a cell of length Δ,   ∫ f dx is Δ Σ_x f(x)

turns a relation of densities into one of laws of finitely many cells, for every Δ > 0. Σ p = 1,
D ≥ 0, I ≥ 0 and the chain rules do not change; p(x) ≤ 1 and H ≥ 0 become false at some Δ. What
fails there fails for densities, though it may hold for finite alphabets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sympy import Basic, Expr, Mul

from derive.language.alphabets import Cardinality, Delta, Given
from derive.language.definitions import DefinedLawValue
from derive.language.events import AtEvent
from derive.language.expressions import Inverse, Product, Sum
from derive.language.laws import ConditionalValue, LawValue, RandomVariable
from derive.language.measures import Measure
from derive.language.optimisers import Optimiser
from derive.language.quantities import Positive
from derive.language.relations import Relation

_TWICE = "a variable has no density together with itself"
Pairs = Iterable[tuple[str, object]]


class NoDensity(Exception):
    """The relation says nothing of densities: it has the size of their alphabet, or events."""


def of_cells(r: Relation, continuous: Collection[str]) -> Relation:
    """The relation where the letters of these alphabets are cells.

    Raises:
        NoDensity: for what densities do not have.
    """
    lhs, rhs = (_Cells(continuous).of(e) for e in r.expressions())
    return Relation(lhs, r.rel, rhs)


class _Cells:
    def __init__(self, continuous: Collection[str]) -> None:
        self._lengths = {a: Positive(f"Δ{a}") for a in continuous}

    def of(self, e: Expr) -> Expr:
        """The same of cells."""
        match e:
            case Measure():
                return self.of(_apart(e).unfold())
            case LawValue():
                return self._over(e, e.at, {v.name for v in e.law.inputs})
            case ConditionalValue():
                return self._over(e, e.joint.at, {v for v, _ in e.given.at})
            case DefinedLawValue():
                given = {*e.given, *(v.name for v in e.law.inputs)}
                return self._over(e, e.at, given)
            case Cardinality() if e.alphabet in self._lengths:
                raise NoDensity("its alphabet is not finite")
            case AtEvent() | Optimiser() | Product():
                raise NoDensity("events, products and optimisers of densities")
            case Delta() if any(self._of(e.args)):
                raise NoDensity(_TWICE)
        made = e.func(*map(self._part, e.args)) if e.args else e
        return Mul(made, *self._of(i for i in e.indices)) if isinstance(e, Sum) else made

    def _part(self, arg: Basic) -> Basic:
        return self.of(arg) if isinstance(arg, Expr) else arg

    def _over(self, value: Expr, at: Pairs, given: Collection[str]) -> Expr:
        """A mass by the lengths of its cells."""
        cells = self._of(letter for variable, letter in at if variable not in given)
        return Mul(value, *(Inverse(c) for c in cells))

    def _of(self, letters: Iterable[object]) -> list[Expr]:
        found = (self._lengths.get(getattr(i, "alphabet", "")) for i in letters)
        return [c for c in found if c is not None]


def _apart(m: Measure) -> Measure:
    """The measure, in which no variable stands twice, as in H(X|X)."""
    args = list(m.call.args) if m.call is not None else []
    flat: list[object] = []
    while args:
        a = args.pop()
        if isinstance(a, Given):
            args += [*a.left, a.right]
        elif isinstance(a, tuple):
            args += a
        elif isinstance(a, RandomVariable):
            flat.append(a)
    if len(flat) != len(set(flat)):
        raise NoDensity(_TWICE)
    return m
