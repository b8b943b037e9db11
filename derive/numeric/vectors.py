"""A normal law of several numbers as a product of normal laws of one, each given those before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import sympy
from sympy import Dummy, Expr, Matrix

from derive.language.expressions import Inverse
from derive.numeric.squares import over


def one_by_one(
    points: Sequence[Any], means: Sequence[Expr], covariance: Sequence[Sequence[Expr]]
) -> Iterator[tuple[Any, Expr, Expr]]:
    """Points, with their means and variances given the points before: by regression on these."""
    for k, (slopes, variance) in enumerate(_regressions(tuple(map(tuple, covariance)))):
        mean = means[k]
        for j, slope in enumerate(slopes):
            mean += slope * (points[j] - means[j])
        yield points[k], mean, variance


@lru_cache(64)
def _regressions(covariance: tuple[tuple[Expr, ...], ...]) -> list[tuple[list[Expr], Expr]]:
    """Each number's slopes in those before it, and the variance that is left."""
    own: dict[Expr, Any] = {}
    rows = Matrix([[_symbolic(e, own) for e in row] for row in covariance])
    back = {symbol: e for e, symbol in own.items()}
    out = [(list[Expr](), covariance[0][0])]
    for k in range(1, len(covariance)):
        beside = rows[k, :k]
        slopes = beside * rows[:k, :k].inv()
        variance = (rows[k, k] - (slopes * beside.T)[0, 0]).cancel()
        out.append(([_quotient(slope, back) for slope in slopes], _quotient(variance, back)))
    return out


def _symbolic(e: Expr, own: dict[Expr, Any]) -> Any:
    """A rational function of symbols for what is no arithmetic."""
    if e.is_number:
        return e
    if isinstance(e, (sympy.Add, sympy.Mul)) or (e.is_Pow and e.exp.is_Integer):
        return e.func(*(_symbolic(a, own) for a in e.args))
    if isinstance(e, Inverse):
        return 1 / _symbolic(e.args[0], own)
    return own.setdefault(e, Dummy())


def _quotient(e: Any, back: dict[Any, Expr]) -> Expr:
    top, bottom = sympy.fraction(sympy.cancel(e))
    return top.xreplace(back) * over(bottom.xreplace(back))
