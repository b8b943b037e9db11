"""Exact multipliers: write a polynomial as a combination of candidates, in rationals.

SymPy's exact row reduction solves the equations; what is left is to make the sign-restricted
multipliers ≥ 0, by the least-index dual simplex rule (Bland 1977; Terlaky's criss-cross method
without a cost), which ends for every input. It is our own: SymPy 1.14's `linprog` goes round in
circles on a few degenerate systems in ten thousand, and calls some feasible ones infeasible.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from derive.kernel.atoms import Mono, Poly
from derive.kernel.looks import look

ZERO = fmpq(0)
Rows = dict[int, dict[int, fmpq]]  # x[basic] + Σ row[j]·x[j] = value[basic]
Values = dict[int, fmpq]


def combine(
    target: Poly, candidates: Sequence[Poly], free: Sequence[bool]
) -> list[Fraction] | None:
    """Multipliers μ with target = Σ μᵢ·candidateᵢ and μᵢ ≥ 0 unless free[i]; None if none exist."""
    monos: dict[Mono, int] = {}
    for p in (target, *candidates):
        for m in p.terms:
            monos.setdefault(m, len(monos))
    if not monos:
        return [Fraction(0)] * len(candidates)
    if not set(target.terms) <= {m for p in candidates for m in p.terms}:
        return None
    order = sorted(range(len(candidates)), key=lambda j: not free[j])  # unrestricted ones first
    solved = _eliminate([*(candidates[j] for j in order), target], monos, order)
    if solved is None or not _make_nonnegative(*solved, free):
        return None
    found = (solved[1].get(j, ZERO) for j in range(len(candidates)))
    return [Fraction(int(v.p), int(v.q)) for v in found]


def _eliminate(
    columns: Sequence[Poly], monos: dict[Mono, int], order: list[int]
) -> tuple[Rows, Values] | None:
    """The equations solved for as many unknowns as possible; None if they have no solution."""
    from sympy import QQ
    from sympy.polys.matrices import DomainMatrix

    width = len(order)
    table: dict[int, dict[int, Any]] = {}
    for j, p in enumerate(columns):
        for m, c in p.terms.items():
            table.setdefault(monos[m], {})[j] = QQ(c.numerator, c.denominator)
    reduced, pivots = DomainMatrix(table, (len(monos), width + 1), QQ).rref()
    if width in pivots:
        return None
    rows: Rows = {order[p]: {} for p in pivots}
    values: Values = {order[p]: ZERO for p in pivots}
    for (k, column), v in reduced.to_dok().items():
        entry = fmpq(int(v.numerator), int(v.denominator))
        if column == width:
            values[order[pivots[k]]] = entry
        elif column != pivots[k]:
            rows[order[pivots[k]]][order[column]] = entry
    return rows, values


def _make_nonnegative(rows: Rows, values: Values, free: Sequence[bool]) -> bool:
    """Exchange basic and other unknowns until every restricted basic one is ≥ 0, if possible.

    Unrestricted unknowns were solved for first, so they do not occur in the restricted rows.
    """
    while True:
        wrong = [p for p in rows if not free[p] and values[p] < 0]
        if not wrong:
            return True
        leaving = min(wrong)
        able = [j for j, c in rows[leaving].items() if c < 0]
        if not able:
            return False  # a sum of nonnegative terms would be negative
        _exchange(rows, values, leaving, min(able))


def _exchange(rows: Rows, values: Values, leaving: int, entering: int) -> None:
    """Solve the row of `leaving` for `entering`, and put that into the other rows."""
    look()
    row, value = rows.pop(leaving), values.pop(leaving)
    pivot = row.pop(entering)
    row = {leaving: 1 / pivot, **{j: c / pivot for j, c in row.items()}}
    value /= pivot
    for p, other in rows.items():
        c = other.pop(entering, ZERO)
        if c:
            values[p] -= c * value
            for j, d in row.items():
                other[j] = other.get(j, ZERO) - c * d
                if not other[j]:
                    del other[j]
    rows[entering], values[entering] = row, value
