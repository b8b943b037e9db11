"""Exact multipliers: write a polynomial as a combination of candidates, by a rational LP."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import mul

from derive.kernel.atoms import Mono, Poly


def combine(
    target: Poly, candidates: Sequence[Poly], free: Sequence[bool]
) -> list[Fraction] | None:
    """Multipliers μ with target = Σ μᵢ·candidateᵢ and μᵢ ≥ 0 unless free[i]; None if none exist.

    First one solution by elimination, the earliest candidates preferred; if that has a wrong sign,
    a linear program. SymPy does both in exact rationals, so no rounding decides.
    """
    monos: dict[Mono, int] = {}
    for p in (target, *candidates):
        for m in p.terms:
            monos.setdefault(m, len(monos))
    if not candidates or not set(target.terms) <= {m for p in candidates for m in p.terms}:
        return None if target.terms else [Fraction(0)] * len(candidates)
    if not monos:
        return [Fraction(0)] * len(candidates)
    zero = Fraction(0)
    rows = [[p.terms.get(m, zero) for p in candidates] for m in monos]
    right = [target.terms.get(m, zero) for m in monos]
    found = _eliminate(rows, right)
    if found is None or all(v >= 0 or f for v, f in zip(found, free, strict=True)):
        return found
    return _linear_program(rows, right, free)


def _eliminate(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction] | None:
    """A solution of the equations, of any sign, or None if there is none."""
    from sympy import QQ
    from sympy.polys.matrices import DomainMatrix

    width = len(rows[0])
    table = [
        [QQ(v.numerator, v.denominator) for v in (*row, b)]
        for row, b in zip(rows, right, strict=True)
    ]
    reduced, pivots = DomainMatrix(table, (len(rows), width + 1), QQ).rref()
    if width in pivots:
        return None
    out = [Fraction(0)] * width
    for k, column in enumerate(pivots):
        v = reduced[k, width].element
        out[column] = Fraction(int(v.numerator), int(v.denominator))
    return out


def _linear_program(
    rows: list[list[Fraction]], right: list[Fraction], free: Sequence[bool]
) -> list[Fraction] | None:
    from sympy import Rational
    from sympy.solvers.simplex import InfeasibleLPError, UnboundedLPError, linprog

    def exact(c: Fraction) -> Rational:
        return Rational(c.numerator, c.denominator)

    # an unrestricted multiplier is the difference of two restricted ones, and each equation two
    # inequalities: SymPy's linprog wants it so
    signed = [[*row, *(-v for v, f in zip(row, free, strict=True) if f)] for row in rows]
    both = [[exact(v) for v in row] for row in signed]
    both += [[-v for v in row] for row in both]
    limits = [exact(v) for v in right]
    cost = [0 if f else 1 for f in free] + [0] * sum(free)
    try:
        _, found = linprog(cost, A=both, b=[*limits, *(-v for v in limits)])
    except (InfeasibleLPError, UnboundedLPError):
        return None
    values = [Fraction(str(v)) for v in found]
    negative = iter(values[len(free) :])
    own = values[: len(free)]
    out = [v - next(negative) if f else v for v, f in zip(own, free, strict=True)]
    solved = all(sum(map(mul, row, out)) == b for row, b in zip(rows, right, strict=True))
    return out if solved else None  # what a solver says is looked at before it is used
