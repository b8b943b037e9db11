"""A function f of one number, of which nothing says what it is: by its values.

Each argument has a value, a quantity with the argument's letters; the same argument has the same
one. Of a convex f there is at each point a line below it that touches it there: f(a) ≥ f(b) +
s(a − b), with a slope s of b's own. Conversely numbers that satisfy this at all points are values
of a convex function, the largest of the lines; so nothing is refuted that holds for all of them.
Of any f, f(a) − f(b) = s(a − b) for some s of each pair, which says no more than that equal
arguments have equal values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.quantities import Quantity
from derive.language.relations import Eq, Ge, Le, Relation
from derive.notes.elaborate.naming import Names
from derive.notes.kinds import Key
from derive.notes.readback import AID, VALUE
from derive.notes.source import NotRead
from derive.notes.steps import Hypothesis
from derive.notes.tree import ValueAt
from derive.notes.written import latex

_MOST = 4  # points of one function in one relation


@dataclass(frozen=True)
class Taken:
    """A value of a function: what it is taken of, and with which letters."""

    of: Expr
    value: Expr
    letters: tuple[Alphabet, ...]
    shown: str

    def at(self, letters: Sequence[Alphabet]) -> tuple[Expr, Expr]:
        """The argument and the value at other letters."""
        renamed = dict(zip(self.letters, letters, strict=True))
        return self.of.xreplace(renamed), self.value.xreplace(renamed)


def value(node: ValueAt, given: Expr, known: list[Taken], names: Names) -> Expr:
    """The value that the function has there. known: its values so far, to which this is added."""
    key = Key(node.of)
    letters = tuple(sorted(_letters(given), key=lambda i: i.name))
    for t in known:
        if len(t.letters) != len(letters):
            continue
        for order in permutations(letters):
            of, found = t.at(order)
            if of == given:
                return found
    if len(known) == _MOST:  # what is not said of more would be missed by a counterexample
        raise NotRead(node.span, f"{key.latex()} at more than {_MOST} points in one relation")
    shown = latex(node)
    again = sum(t.shown == shown for t in known)
    name = names.step(key, ("value", shown, str(again)), VALUE + shown)
    known.append(Taken(given, _quantity(name, letters), letters, shown))
    return known[-1].value


def hypotheses(
    taken: Mapping[Key, Sequence[Taken]], said: tuple[str, int], names: Names
) -> Iterator[Hypothesis]:
    """What holds of the values in a relation. said: "convex", "concave" or "", and the line."""
    bent, where = said
    for key, points in taken.items():
        doubt = f"{key.latex()} is {bent} [line {where}]" if bent else ""
        for r in _bent(key, points, bent, names) if bent else _alike(key, points, names):
            yield Hypothesis(r, doubt=doubt)


def _bent(key: Key, points: Sequence[Taken], bent: str, names: Names) -> Iterator[Relation]:
    for n, t in enumerate(points):
        slope = _quantity(names.step(key, ("slope", str(n)), AID), t.letters)
        for u in points:
            if u is t and not t.letters:
                continue
            of, found = u.at(_apart(u.letters, t.letters))
            line = t.value + slope * (of - t.of)
            yield Ge(found, line) if bent == "convex" else Le(found, line)


def _alike(key: Key, points: Sequence[Taken], names: Names) -> Iterator[Relation]:
    for n, t in enumerate(points):
        for m, u in enumerate(points[n:], n):
            if u is t and not t.letters:
                continue
            letters = _apart(u.letters, t.letters)
            of, found = u.at(letters)
            name = names.step(key, ("slope", str(n), str(m)), AID)
            yield Eq(found - t.value, _quantity(name, (*t.letters, *letters)) * (of - t.of))


def _apart(letters: Sequence[Alphabet], others: Sequence[Alphabet]) -> tuple[Alphabet, ...]:
    """The letters, each under another name where one of the others has it."""
    taken = {i.name for i in others}
    out: list[Alphabet] = []
    for i in letters:
        name = i.name
        while name in taken:
            name += "'"
        taken.add(name)
        out.append(i.another(name))
    return tuple(out)


def _letters(e: Expr) -> set[Alphabet]:
    return {i for i in e.free_symbols if isinstance(i, Alphabet)}


def _quantity(name: str, letters: Sequence[Alphabet]) -> Expr:
    over: list[Any] = []
    for i in letters:
        over += _apart((i.another(i._stem),), over)
    made: Expr = Quantity(name, *over, sign="real")(*letters)
    return made
