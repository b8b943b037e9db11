"""What stands for the laws that may be any: densities by cells, laws on ℕ₀ by finite ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal

import sympy
from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.families import Family
from derive.language.laws import Law, LawValue
from derive.language.line_laws import UniformOn, over
from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated
from derive.numeric.nodes import DEFINED, unfolded
from derive.numeric.weights import Ends, Step

_POINT = "the point "  # a name that no user can type
CELLS, NUMBERS = ("cell1", "cell2", "cell3"), (0, 1, 2, 3)


def number(name: str, sign: Literal["real", "pos"]) -> Expr:
    """A quantity of a name that no user can type."""
    made = Quantity("m", sign=sign)
    made.name = name
    return made()


def point(x: Alphabet) -> Expr:
    """The number where a free point is."""
    return number(f"{_POINT}{x.name}", "real")


def points_in(e: Basic) -> set[Expr]:
    """Such numbers."""
    return {v for v in e.atoms(QuantityValue) if v.quantity.name.startswith(_POINT)}


def parts(things: Sequence[Any]) -> Iterator[Basic]:
    """All that occurs in relations and hypotheses, in definitions too."""
    seen: set[Basic] = set()
    left: list[Basic] = [e for h in things for e in h.expressions()]
    while left:
        e = left.pop()
        if e not in seen:
            seen.add(e)
            yield e
            more = [unfolded(e)] if isinstance(e, DEFINED) else []
            if isinstance(e, Law):
                more += e.variables_and_inputs()
            left += [*e.args, *more]


def center(inside: Expr, x: Any) -> Expr | None:
    """c of x − c or c − x."""
    for c in (sympy.expand(x - inside), sympy.expand(inside + x)):
        if x not in c.free_symbols:
            return c
    return None


class Standing:
    """things: all relations and hypotheses; p ≪ q among them says where densities live."""

    def __init__(self, things: Sequence[Any]) -> None:
        self._domains: dict[str, Ends] = {}
        self._centers: dict[str, Expr] = {}  # from which distances are taken
        for h in things:
            if isinstance(h, Dominated):
                self._learn(h)
        for part in parts(things):
            for x in part.free_symbols if isinstance(part, Abs) else ():
                c = center(part.args[0], x)
                if c is not None and not c.free_symbols:
                    self._centers.setdefault(x.alphabet, c)

    def _learn(self, h: Dominated) -> None:
        one, other = h.premise, h.conclusion
        if isinstance(one, LawValue) and isinstance(other, LawValue):
            for law, q in ((one.law, other), (other.law, one)):
                if isinstance(q.law, Family) and not isinstance(law, Family):
                    ends = q.law.ends(*q.law.at(q)[2:])
                    bounded = law == one.law or isinstance(q.law, UniformOn)
                    if ends != (None, None) and bounded:
                        self._domains.setdefault(q.law.outputs[0].alphabet, ends)

    def domain(self, space: str) -> Ends:
        """Between which ends the densities on a space are that may be any."""
        return self._domains.get(space, (None, None))

    def ends(self, space: str) -> tuple[Expr, ...]:
        """Where the cells of a space end."""
        low, high = self.domain(space)
        name = space.rpartition("-")[0]
        lengths = [number(f"length of {cell} of {name}", "pos") for cell in CELLS]
        start = number(f"start of the cells of {name}", "real") if low is None else low
        if low is None and space in self._centers:
            start = self._centers[space] - lengths[0]
        if low is not None and high is not None:
            share = (high - low) * over(sympy.Add(*lengths))
            return (low, low + lengths[0] * share, high - lengths[2] * share, high)
        return (start, *(start + sympy.Add(*lengths[:k]) for k in (1, 2, 3)))

    def step(self, value: LawValue) -> Step:
        """The density at a point that is integrated over."""
        law = value.law
        if len(law.outputs) != 1 or law.inputs:
            raise DeriveError(f"{law.name}: a density of several letters is not evaluated on ℝ.")
        made = self.by_letters(law)
        chances = tuple(made(letter) for letter in made.outputs[0].letters)
        return Step(self.ends(law.outputs[0].alphabet), chances)

    def even(self, space: str) -> Step:
        """The uniform law on a bounded domain."""
        ends = self.ends(space)
        whole = over(ends[-1] - ends[0])
        return Step(ends, tuple((b - a) * whole for a, b in pairwise(ends)))

    def by_letters(self, law: Law) -> Law:
        """The law of the cell, or of a number that is one of the first."""
        sides = (tuple(map(finite, side)) for side in (law.outputs, law.inputs))
        outputs, inputs = sides
        return Law(law.name, *outputs, given=inputs)


def finite(i: Alphabet) -> Alphabet:
    """Cells for a space, the first numbers for ℕ₀."""
    if not i.is_measured:
        return i
    return Alphabet(i.name, i.alphabet.rpartition("-")[0], letters=CELLS if i.is_space else NUMBERS)


def letter(i: Alphabet, k: int) -> Letter:
    return finite(i).letters[k]
