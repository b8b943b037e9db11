"""Integrals of densities on cells, against what is constant there or falls exponentially."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy
from sympy import Expr, Integer, log

from derive.language.families import Family
from derive.language.laws import LawValue
from derive.language.line_laws import UniformOn
from derive.language.names import DeriveError
from derive.numeric import weights
from derive.numeric.integrands import Weight
from derive.numeric.products import raised
from derive.numeric.standing import Standing
from derive.numeric.weights import Ends, Step


def ends_of(value: LawValue) -> Ends:
    """Between which a law of a family is > 0."""
    law: Any = value.law
    return law.ends(*law.at(value)[2:]) if isinstance(law, Family) else (None, None)


def on_cells(standing: Standing, step: Step, w: Weight) -> Expr:
    """∫ p(x) xᵏ … dx, where what else there is is constant on the cells."""
    parts = [*step.parts(w.power, w.away)]
    smooth = 0
    for value, k in w.values.items():
        space = value.law.outputs[0].alphabet
        inside = ends_of(value) in ((None, None), standing.domain(space))
        if k and type(value.law) in weights.SMOOTH and inside:
            heights, smooth = _means(step, value, k), smooth + 1
        else:
            heights = [raised(h, k) for h in _heights(standing, value)] if k else [Integer(1)] * 3
        parts = [a * b for a, b in zip(parts, heights, strict=True)]
    if smooth > 1 or (smooth and (w.power or w.away is not None)):
        raise DeriveError(f"{sympy.Mul(*w.values)}: it is not constant on cells.")
    for value in w.logs:
        parts = [a * log(b) for a, b in zip(parts, _heights(standing, value), strict=True)]
    return sympy.Add(*parts)


def _means(step: Step, value: LawValue, k: int) -> list[Expr]:
    """On the cells, of the k-th power of a law's density."""
    law: Any = value.law
    parameters = law.at(value)[2:]
    return [weights.mean_on(type(law), parameters, k, *cell) for cell in pairwise(step.ends)]


def _heights(standing: Standing, value: LawValue) -> list[Expr]:
    """On the cells."""
    space = value.law.outputs[0].alphabet
    if not isinstance(value.law, Family):
        step = standing.step(value)
    elif isinstance(value.law, UniformOn) and ends_of(value) == standing.domain(space):
        step = standing.even(space)
    else:
        raise DeriveError(f"{value}: it is not constant on cells.")
    return [p / step.length(k) for k, p in enumerate(step.chances)]
