"""The second road for calculus: f itself in numbers, beside what SymPy says of it.

Difference quotients, quadrature and large n decide nothing: they only object. A fact that they
object to stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq
from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue, Real
from derive.looks import unlooked
from derive.numeric import closed
from derive.numeric.closed import Number, Undecided, decimal
from derive.numeric.draws import admissible, draws
from derive.numeric.evidence import Settings
from derive.numeric.exact import Letters, at_letters, evaluator, scopes, sorted_letters
from derive.numeric.model import Model
from derive.numeric.problem import Hypothesis, Problem, problem

_MODELS, _ROWS, _LETTERS = 12, 6, 2
_STEPS = (fmpq(1, 2**20), fmpq(1, 2**40))
_LARGE = (10**3, 10**6, 10**9)
_NEAR, _NEAR_LIMIT = 1e-3, 1e-2
_EXTREME = 10**4  # numbers beyond it, or below its inverse, say nothing about quadrature

Given = Sequence[Hypothesis]
Place = tuple[Model, Letters]


def slope_objection(
    f: Expr, wrt: QuantityValue, slope: Expr, given: Given, settings: Settings | None
) -> str:
    """ "" if one-sided difference quotients of f are near the slope wherever they were tried."""

    def far(model: Model, letters: Letters) -> bool:
        said = _number(slope, model, letters)
        return any(_far_on_side(f, wrt, said, model, letters, side) for side in (1, -1))

    shown = (f, slope, wrt)
    return _first(shown, given, settings, far, "difference quotients of f are not near it")


def _far_on_side(
    f: Expr, wrt: QuantityValue, said: float, model: Model, letters: Letters, side: int
) -> bool:
    at = at_letters(wrt.at, letters)
    table = model.quantities[wrt.quantity]
    here = table[at] if at else table.item()
    if not isinstance(here, fmpq):
        return False
    apart = []
    for step in _STEPS:
        h = side * step * (abs(here) or 1)
        if not _allowed(here + h, wrt.quantity):
            return False
        moved = _with(model, wrt.quantity, at, here + h)
        rise = evaluator(f)(moved, letters) - evaluator(f)(model, letters)
        apart.append(abs(_float(rise / h) - said))
    return min(apart) > _NEAR * (1 + abs(said))


def limit_objection(
    f: Expr, n: QuantityValue, limit: Expr, given: Given, settings: Settings | None
) -> str:
    """ "" if f(n) for large n is near the limit, or comes nearer, wherever it was tried."""

    def far(model: Model, letters: Letters) -> bool:
        said = _number(limit, model, letters)
        found = [
            abs(_number(f, _with(model, n.quantity, (), fmpq(k)), letters) - said) for k in _LARGE
        ]
        return found[-1] > _NEAR_LIMIT * (1 + abs(said)) and found[-1] > found[0] * 0.9

    return _first((f, limit, n), given, settings, far, "f(n) for large n is not near it")


def area_objection(
    f: Expr,
    t: Any,
    ends: tuple[Expr, Expr],
    area: Expr,
    given: Given,
    settings: Settings | None,
) -> str:
    """ "" if quadrature of f between the ends is near the area wherever it was tried."""
    import mpmath  # loaded when used

    moving = Real("t")
    inside = f.xreplace({t: moving})
    finite = [e for e in ends if e.is_finite is not False]

    def far(model: Model, letters: Letters) -> bool:
        if not _moderate(model):
            return False
        limits = [
            _number(e, model, letters) if e in finite else mpmath.mpf(str(e).replace("oo", "inf"))
            for e in ends
        ]

        def at(x: Any) -> Any:
            value = closed.number(Fraction(float(x)))
            return _number(inside, _with(model, moving.quantity, (), value), letters)

        with unlooked():
            found = mpmath.quad(at, limits, maxdegree=5)
        said = _number(area, model, letters)
        return abs(found - said) > _NEAR * (1 + abs(said))

    return _first((inside, *finite, area), given, settings, far, "quadrature of f is not near it")


def _first(
    shown: tuple[Expr, ...],
    given: Given,
    settings: Settings | None,
    far: Callable[[Model, Letters], bool],
    says: str,
) -> str:
    """What speaks against it, at the first place where anything does."""
    if settings is None:
        return ""
    posed = problem(shown, tuple(given))
    for model, letters in _places(posed, shown, settings):
        try:
            if far(model, letters):
                return f"{says} at {'; '.join(model.describe()) or 'any model'}"
        except (Undecided, OverflowError, DeriveError):  # too large for numbers: no objection
            continue
    return ""


def _places(posed: Problem, shown: tuple[Expr, ...], settings: Settings) -> Iterator[Place]:
    letters: tuple[Alphabet, ...] = sorted_letters(set().union(*(e.free_symbols for e in shown)))
    for model in _models(posed, settings):
        for k, scope in enumerate(scopes(letters, model, {})):
            if k < _LETTERS:
                yield model, scope


def _models(posed: Problem, settings: Settings) -> Iterator[Model]:
    """Simple models and others, and the same with every real parameter 0."""
    left = _MODELS
    for d in draws(posed, settings.seed, settings.trials):
        ranked = np.argsort(d.score, kind="stable")
        for row in (*ranked[:_ROWS], *ranked[_ROWS :: max(1, len(ranked) // _ROWS)]):
            try:
                model = d.model(int(row))
            except Undecided:
                continue
            if model is None or not left:
                continue
            left -= 1
            yield model
            yield from _with_zeros(posed, model)


def _with_zeros(posed: Problem, model: Model) -> Iterator[Model]:
    for quantity in model.quantities:
        if quantity.sign in ("real", "nonneg", "unit"):
            zeros = np.full_like(model.quantities[quantity], fmpq(0))
            other = Model(model.sizes, model.laws, {**model.quantities, quantity: zeros})
            try:
                if not other.fault() and admissible(posed, other):
                    yield other
            except Undecided:
                continue


def _with(model: Model, quantity: Quantity, at: tuple[int, ...], value: fmpq) -> Model:
    table = model.quantities.get(quantity, np.empty((), dtype=object)).copy()
    table[at] = value
    return replace(model, quantities={**model.quantities, quantity: table}, memo={})


def _allowed(value: fmpq, quantity: Quantity) -> bool:
    if quantity.sign == "pos":
        return value > 0
    if quantity.sign == "real":
        return True
    return value >= 0 and (quantity.sign == "nonneg" or value <= 1)


def _moderate(model: Model) -> bool:
    values = [v for table in model.quantities.values() for v in table.flat]
    return all(v == 0 or 1 / _EXTREME < abs(_float(v)) < _EXTREME for v in values)


def _number(e: Expr, model: Model, letters: Letters) -> float:
    return _float(evaluator(e)(model, letters))


def _float(x: Number) -> float:
    if isinstance(x, fmpq):
        return int(x.p) / int(x.q)  # python-flint has float(x) from 0.9 on only
    shown = decimal(x, 12)
    if "known" in shown:
        raise Undecided
    return float(shown)
