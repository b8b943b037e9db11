"""h(aX + bY, …) of variables over spaces: what it says is h(X, Y, …) + log |det A|.

The arguments are read as expressions in numbers that stand for the variables, and an entry of A is
an argument's value at 1 for a variable less that at 0, where all others are 0. What is given stands
still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.equality import replace_atom
from derive.kernel.terms import Term
from trials.readback import meaning as m
from trials.readback.meaning import number
from trials.readback.table import LawEntry, Table, Unread

_PREFIX = "the variable that is moved: "


def placed(variable: str) -> t.Quantity:
    """The number that stands for a variable."""
    return t.Quantity(_PREFIX + variable)


def entropy(
    table: Table,
    arguments: Sequence[Term],
    given: Sequence[str],
    law: LawEntry | None,
    base: Term | None,
) -> Term:
    """Raises Unread for what is not linear, or is no change of variables."""
    every = sorted({v for a in arguments for v in _variables(a)} - {*given})
    if len(every) != len(arguments) or not all(map(_is_linear, arguments)):
        raise Unread("h of what is no linear image of as many variables")
    matrix = [[_slope(a, v, [*every, *given]) for v in every] for a in arguments]
    of, letters = m.law_of(table, [*every, *given], law.name if law else None)
    grown = m.times(number(Fraction(1, 2)), m.log(t.Pow(_determinant(matrix), 2), base))
    k = len(every)
    return t.Add((m.entropy_of(of, letters[:k], letters[k:], base), grown))


def _variables(e: Term) -> set[str]:
    names = (s.name for s in t.subterms(e) if isinstance(s, t.Quantity))
    return {name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)}


def _is_linear(e: Term) -> bool:
    """Whether variables stand in sums and, once, in products only."""
    if isinstance(e, t.Add):
        return all(map(_is_linear, e.terms))
    if isinstance(e, t.Mul):
        inside = [f for f in e.factors if _variables(f)]
        return not inside or (len(inside) == 1 and _is_linear(inside[0]))
    return isinstance(e, t.Quantity) or not _variables(e)


def _slope(e: Term, variable: str, every: Sequence[str]) -> Term:
    at = dict.fromkeys(every, 0)
    return t.minus(_value(e, {**at, variable: 1}), _value(e, at))


def _value(e: Term, at: Mapping[str, int]) -> Term:
    for variable, k in at.items():
        e = replace_atom(e, placed(variable), number(Fraction(k)))
    return e


def _determinant(rows: Sequence[Sequence[Term]]) -> Term:
    """By its first row."""
    if not rows:
        return t.ONE
    first, *others = rows
    terms = list[Term]()
    for k, entry in enumerate(first):
        minor = _determinant([[*row[:k], *row[k + 1 :]] for row in others])
        terms.append(m.times(number(Fraction((-1) ** k)), entry, minor))
    return t.Add(tuple(terms))
