"""What has to be drawn: laws, quantities and alphabets, and how the hypotheses can be met.

Hypotheses are sorted by the way they are met: `structures` by factorised laws, `krafts` by
codeword lengths made from a sub-probability, `assignments` by computing one value from the rest,
`dominations` by choosing supports. Whatever else there is can only be checked (`others`); and
every hypothesis is checked exactly on each model that a verdict rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sympy
from sympy import Expr

from derive.language.expressions import Indicator, Sum
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.maps import Map
from derive.language.optimal import OptimalLengths
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation, Structure
from derive.numeric.atoms import Atoms, axes
from derive.numeric.cells import widths
from derive.numeric.least import HuffmanLength
from derive.numeric.nodes import unfolded
from derive.numeric.solving import (
    Assignment,
    Hypothesis,
    assign_law,
    distinct,
    in_order,
    is_circular,
    linear,
    scaled,
    solved,
)


@dataclass(frozen=True)
class Kraft:
    """Σ_x base^(-L(x)) ≤ 1, or = 1 when `complete`."""

    lengths: Quantity
    base: int
    complete: bool


Function = tuple[Law, str, frozenset[str]]  # a variable, and those that it is a function of


@dataclass(frozen=True)
class Problem:
    """Everything a draw depends on, in an order that is the same in every run.

    positive, nonzero: what the hypotheses want so at every letter. parameters: alphabets of the
    letters under an argmax or argmin. rounded: whether a ceiling occurs. axes: for each alphabet,
    how many of its letters are in scope at once, at most. sizes: of alphabets whose letters have
    names. functions: variables that a hypothesis H(Z|X,Y) = 0 makes functions of others.
    """

    alphabets: tuple[str, ...]
    laws: tuple[Law, ...]
    quantities: tuple[Quantity, ...]
    hypotheses: tuple[Hypothesis, ...]
    structures: tuple[Structure, ...]
    krafts: tuple[Kraft, ...]
    assignments: tuple[Assignment, ...]
    dominations: tuple[Dominated, ...]
    others: tuple[Hypothesis, ...]
    positive: tuple[Law | Quantity, ...] = ()
    nonzero: tuple[Law | Quantity, ...] = ()
    parameters: tuple[str, ...] = ()
    rounded: bool = False
    axes: tuple[tuple[str, int], ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()
    functions: tuple[Function, ...] = ()


def problem(expressions: Iterable[Expr], hypotheses: Iterable[Hypothesis]) -> Problem:
    """Collect from the expressions of a claim and sort its hypotheses."""
    given = tuple(dict.fromkeys(hypotheses))
    atoms = Atoms()
    everything = (*expressions, *(e for h in given for e in h.expressions()))
    means = (h.mean() for h in given if isinstance(h, OptimalLengths))
    for e in (*everything, *means):
        atoms.visit(e)
    atoms.quantities |= {widths(a) for a in atoms.spaces}
    sorted_out = _Sorter()
    for h in given:
        sorted_out.put(h)
    return Problem(
        tuple(sorted(atoms.alphabets)),
        tuple(sorted(atoms.laws, key=lambda law: (law.name, len(law.outputs), str(law.outputs)))),
        tuple(sorted(atoms.quantities, key=lambda q: (q.name, q.sign, str(q.over)))),
        given,
        tuple(sorted_out.structures),
        tuple(sorted_out.krafts),
        in_order(sorted_out.assignments),
        tuple(sorted_out.dominations),
        tuple(sorted_out.others),
        tuple(sorted_out.positive),
        tuple(sorted_out.nonzero),
        tuple(sorted(atoms.parameters)),
        atoms.rounded,
        tuple(sorted(axes(everything).items())),
        tuple(sorted(atoms.sizes.items())),
        tuple(f for h in given if (f := function(h)) is not None),
    )


class _Sorter:
    """Sorts hypotheses by how they are met."""

    def __init__(self) -> None:
        self.structures: list[Structure] = []
        self.krafts: list[Kraft] = []
        self.assignments: list[Assignment] = []
        self.dominations: list[Dominated] = []
        self.others: list[Hypothesis] = []
        self.positive: list[Law | Quantity] = []
        self.nonzero: list[Law | Quantity] = []

    def put(self, h: Hypothesis) -> None:
        if isinstance(h, Dominated):
            self.dominations.append(h)
            return
        if isinstance(h, Structure):
            self.structures.append(h)
            return
        if isinstance(h, OptimalLengths):
            (x,) = h.lengths.over
            best = HuffmanLength(h.law(x), h.base)
            self.assignments.append(Assignment(h.lengths, (x,), best))
            return
        kraft = kraft_shape(h)
        if kraft is not None and kraft.lengths not in {k.lengths for k in self.krafts}:
            self.krafts.append(kraft)
            if h.rel in ("<", ">"):
                self.others.append(h)
            return
        bounded_away = never_zero(h)
        if bounded_away is not None:
            (self.nonzero if h.rel == "!=" else self.positive).append(bounded_away)
        lengths: set[Law | Quantity] = {k.lengths for k in self.krafts}
        taken = lengths | {a.target for a in self.assignments}
        product = vanishing(h, taken)
        if product is not None:
            self.dominations.append(product)
            self.others.append(h)
            return
        whole = lengths | {a.target for a in self.assignments if not a.place}
        assignment = solved(h, taken) or solved(h, whole, pinned=True) or scaled(h, taken)
        if assignment is None or is_circular(assignment):
            assignment = linear(h, taken) or assignment
        if assignment is not None:
            self.assignments.append(assignment)
        else:
            self.others.append(h)


def kraft_shape(h: Relation) -> Kraft | None:
    """Recognise Σ_x D^(-L(x)) ≤ 1 (or = 1, or written the other way round)."""
    if h.rel == "!=":
        return None
    sides = (h.lhs, h.rhs) if h.rel in ("<=", "<", "=") else (h.rhs, h.lhs)
    if h.rel == "=" and not isinstance(sides[0], Sum):
        sides = (h.rhs, h.lhs)
    total, one = sides
    if one != 1 or not isinstance(total, Sum) or len(total.indices) != 1:
        return None
    power = total.body
    if not (isinstance(power, sympy.Pow) and power.base.is_Integer and power.base >= 2):
        return None
    length = -power.exp
    if not isinstance(length, QuantityValue) or length.at != total.indices:
        return None
    return Kraft(length.quantity, int(power.base), h.rel == "=")


def function(h: Hypothesis) -> Function | None:
    """Recognise Σ r(x,y)·ln 1/r(y|x) = 0, for one variable Y."""
    if not isinstance(h, Relation) or h.rel != "=" or 0 not in (h.lhs, h.rhs):
        return None
    found = unfolded(h.lhs if h.rhs == 0 else h.rhs).atoms(ConditionalValue)
    if len(found) != 1:
        return None
    (value,) = found
    given = frozenset(v for v, _ in value.given.at)
    left = [v for v, _ in value.joint.at if v not in given]
    return (value.law, left[0], given) if len(left) == 1 else None


def never_zero(h: Relation) -> Law | Quantity | None:
    """The law or quantity that h wants > 0 (or ≠ 0) at every letter, if that is all h says."""
    if h.rel not in ("<", ">", "!="):
        return None
    big, small = (h.rhs, h.lhs) if h.rel == "<" else (h.lhs, h.rhs)
    if h.rel == "!=" and big == 0:
        big, small = small, big
    if small != 0:
        return None
    if isinstance(big, LawValue):
        found = assign_law(big, small)
        return found.target if found is not None else None
    whole = isinstance(big, QuantityValue) and distinct(big.at)
    return big.quantity if whole and not isinstance(big.quantity, Map) else None


def vanishing(h: Relation, taken: set[Law | Quantity]) -> Dominated | None:
    """For a·b = 0: a is 0 where b is not. To solve it, as a = 0, would leave the other way out."""
    if h.rel != "=" or h.rhs != 0 or not isinstance(h.lhs, sympy.Mul):
        return None
    for a in h.lhs.args:
        if not isinstance(a, (LawValue, QuantityValue)) or {_of(a)} & taken:
            continue
        b = sympy.Mul(*(f for f in h.lhs.args if f is not a))
        letters = a.at if isinstance(a, QuantityValue) else tuple(i for _, i in a.at)
        if distinct(letters) and not b.is_Rational:
            return Dominated(a, 1 - Indicator(b))
    return None


def _of(e: LawValue | QuantityValue) -> Law | Quantity:
    found: Law | Quantity = e.law if isinstance(e, LawValue) else e.quantity
    return found


__all__ = ["Hypothesis", "Kraft", "Problem", "kraft_shape", "problem"]
