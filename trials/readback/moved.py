"""h(aX + b) of one variable over a space: what it says is h(X) + log |a|.

The argument is read as an expression in a number that stands for X, and a is its value at 1 less
that at 0.
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.equality import replace_atom
from derive.kernel.terms import Term
from trials.readback import meaning as m
from trials.readback.meaning import number
from trials.readback.table import LawEntry, Table, Unread

VARIABLE = t.Quantity("the variable that is moved")


def entropy(
    table: Table, argument: Term, variable: str, law: LawEntry | None, base: Term | None
) -> Term:
    """Raises Unread for what is not of the form aX + b."""
    at = [replace_atom(argument, VARIABLE, number(Fraction(k))) for k in (0, 1)]
    size = t.minus(at[1], at[0])
    if any(VARIABLE in t.subterms(part) for part in _below(argument)):
        raise Unread(f"h of what is not linear in {variable}")
    of, (letter,) = m.law_of(table, [variable], law.name if law else None)
    grown = m.times(number(Fraction(1, 2)), m.log(t.Pow(size, 2), base))
    return t.Add((m.entropy_of(of, [letter], [], base), grown))


def _below(argument: Term) -> list[Term]:
    """The parts in which nothing is linear: all but sums and products."""
    return [s for s in t.subterms(argument) if not isinstance(s, (t.Add, t.Mul, t.Quantity))]
