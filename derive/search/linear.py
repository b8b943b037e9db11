"""Exact multipliers: write a polynomial as a combination of candidates, by a rational LP."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.kernel.atoms import Mono, Poly


def combine(
    target: Poly, candidates: Sequence[Poly], free: Sequence[bool]
) -> list[Fraction] | None:
    """Multipliers μ with target = Σ μᵢ·candidateᵢ and μᵢ ≥ 0 unless free[i]; None if none exist.

    The sum of the multipliers of the sign-restricted candidates is smallest. SymPy's simplex
    works in exact rationals, so no rounding decides.
    """
    monos: dict[Mono, int] = {}
    for p in (target, *candidates):
        for m in p.terms:
            monos.setdefault(m, len(monos))
    if not candidates or not set(target.terms) <= {m for p in candidates for m in p.terms}:
        return None if target.terms else [Fraction(0)] * len(candidates)
    return _solve(monos, target, candidates, free)


def _solve(
    monos: dict[Mono, int], target: Poly, candidates: Sequence[Poly], free: Sequence[bool]
) -> list[Fraction] | None:
    from sympy import Rational
    from sympy.solvers.simplex import InfeasibleLPError, UnboundedLPError, linprog

    def exact(c: Fraction) -> Rational:
        return Rational(c.numerator, c.denominator)

    # an unrestricted multiplier is the difference of two restricted ones
    signed = [(p, 1) for p in candidates] + [
        (p, -1) for p, f in zip(candidates, free, strict=True) if f
    ]
    rows = [[exact(s * p.terms.get(m, Fraction(0))) for p, s in signed] for m in monos]
    right = [exact(target.terms.get(m, Fraction(0))) for m in monos]
    cost = [0 if f else 1 for f in free] + [0] * (len(signed) - len(candidates))
    try:
        # each equation as two inequalities: SymPy's linprog wants some of those
        both = [*rows, *([-v for v in row] for row in rows)]
        _, found = linprog(cost, A=both, b=[*right, *(-v for v in right)])
    except (InfeasibleLPError, UnboundedLPError):
        return None
    values = [Fraction(str(v)) for v in found]
    out = values[: len(candidates)]
    negative = iter(values[len(candidates) :])
    return [v - next(negative) if f else v for v, f in zip(out, free, strict=True)]
