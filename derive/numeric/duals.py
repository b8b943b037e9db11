"""Slopes at a model, for the attack: dual numbers v + s·ε, and the same forwards for floats.

    (v + s·ε)·(w + u·ε) = v·w + (v·u + s·w)·ε        g(v + s·ε) = g(v) + g′(v)·s·ε

An exact slope is computed with exact numbers. It knows nothing of the rules by which the kernel's
side differentiates expressions (`derive.translate.differentiation`), and shares no code with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import sympy
from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.definitions import Defined, DefinedLaw, Definition
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import Inverse, Product, Sum
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.operations import Power
from derive.language.quantities import Quantity, QuantityValue
from derive.numeric import closed
from derive.numeric.closed import ONE, ZERO, Number
from derive.numeric.model import Model

Letters = dict[Alphabet, int]
Value = Callable[[Expr, Model, Letters], Number]
Dual = tuple[Number, Number]


@lru_cache(maxsize=8192)
def depends(e: Basic, quantity: Quantity) -> bool:
    """Whether e changes when the quantity does."""
    if isinstance(e, (Definition, DefinedLaw)):
        return depends(e.body, quantity)
    return e == quantity or any(depends(a, quantity) for a in e.args)


def exact_slope(e: Partial, model: Model, letters: Letters, value: Value) -> Number:
    """The derivative at a model. value: exact values of expressions.

    Raises:
        DeriveError: for a node without a slope here.
    """
    place = _numbers(e.wrt.at, letters)
    return _Slopes(e.wrt.quantity, place, model, value).of(e.f, letters)[1]


def _numbers(at: Sequence[Any], letters: Letters) -> tuple[int, ...]:
    return tuple(i.place if isinstance(i, Letter) else letters[i] for i in at)


class _Slopes:
    """Values with their slopes by one entry of a quantity's table."""

    def __init__(
        self, quantity: Quantity, place: tuple[int, ...], model: Model, value: Value
    ) -> None:
        self.quantity, self.place, self.model, self.value = quantity, place, model, value

    def of(self, e: Any, letters: Letters) -> Dual:
        if not depends(e, self.quantity):
            return self.value(e, self.model, letters), ZERO
        if isinstance(e, QuantityValue):
            here = _numbers(e.at, letters) == self.place
            return self.value(e, self.model, letters), ONE if here else ZERO
        if isinstance(e, (Measure, Product, AtEvent, Defined)):
            return self.of(e.unfold(), letters)
        if isinstance(e, Partial):
            return self.of(forward(e.f, e.wrt), letters)
        if isinstance(e, Sum):
            return self._sum(e, letters)
        if isinstance(e, sympy.Add):
            parts = [self.of(a, letters) for a in e.args]
            return _total(v for v, _ in parts), _total(s for _, s in parts)
        if isinstance(e, sympy.Mul):
            v, s = ONE, ZERO
            for a in e.args:
                w, u = self.of(a, letters)
                v, s = v * w, v * u + s * w
            return v, s
        return self._function(e, letters)

    def _sum(self, e: Any, letters: Letters) -> Dual:
        from derive.numeric.exact import scopes

        parts = [self.of(e.body, scope) for scope in scopes(e.indices, self.model, letters)]
        return _total(v for v, _ in parts), _total(s for _, s in parts)

    def _function(self, e: Any, letters: Letters) -> Dual:
        """A function of one number: its value, and its slope there."""
        result = self.value(e, self.model, letters)
        if isinstance(e, sympy.Pow) and e.exp.is_Integer:
            v, s = self.of(e.base, letters)
            return result, closed.power(v, int(e.exp) - 1) * s * int(e.exp)
        if isinstance(e, sympy.Pow) and e.base.is_Rational:
            _, s = self.of(e.exp, letters)
            return result, result * s * self.value(sympy.log(e.base), self.model, letters)
        if isinstance(e, Power):
            (v, s), (r, u) = self.of(e.base, letters), self.of(e.exponent, letters)
            return result, result * (closed.inverse(v) * r * s + closed.log(v) * u)
        if isinstance(e, Inverse):
            _, s = self.of(e.args[0], letters)
            return result, result * result * s * -1
        if isinstance(e, sympy.log):
            v, s = self.of(e.args[0], letters)
            return result, closed.inverse(v) * s
        if isinstance(e, sympy.exp):
            _, s = self.of(e.args[0], letters)
            return result, result * s
        raise DeriveError(f"{type(e).__name__}: {e} has no slope here.")


def _total(parts: Any) -> Number:
    total: Number = ZERO
    for part in parts:
        total = total + part
    return total


@lru_cache(maxsize=1024)
def forward(f: Expr, wrt: QuantityValue) -> Expr:
    """The slope as an expression, for floats: they only look for models worth an exact look."""
    return _forward(f, wrt)[1]


def _forward(e: Any, wrt: QuantityValue) -> tuple[Expr, Expr]:
    zero, one = sympy.S.Zero, sympy.S.One
    if not depends(e, wrt.quantity):
        return e, zero
    if isinstance(e, QuantityValue):
        from derive.language.alphabets import Delta

        pairs = zip(e.at, wrt.at, strict=True)
        return e, sympy.Mul(*(one if i == j else Delta(i, j) for i, j in pairs))
    if isinstance(e, (Measure, Product, Defined)):
        return _forward(e.unfold(), wrt)
    if isinstance(e, Partial):
        return _forward(forward(e.f, e.wrt), wrt)
    if isinstance(e, Sum):
        clash = set(e.indices) & wrt.free_symbols
        to = {i: i.another(f"{i.name}″") for i in clash}
        body = e.body
        for i, j in to.items():
            body = body.subs(i, j)
        indices = [to.get(i, i) for i in e.indices]
        v, s = _forward(body, wrt)
        return Sum(v, *indices), Sum(s, *indices) if s != 0 else zero
    if isinstance(e, sympy.Add):
        parts = [_forward(a, wrt) for a in e.args]
        return e, sympy.Add(*(s for _, s in parts))
    if isinstance(e, sympy.Mul):
        whole, slope = one, zero
        for a in e.args:
            v, s = _forward(a, wrt)
            whole, slope = whole * v, sympy.Add(sympy.expand_mul(slope * v), whole * s)
        return e, slope
    if isinstance(e, sympy.Pow) and e.exp.is_Integer:
        return e, e.exp * e.base ** (e.exp - 1) * _forward(e.base, wrt)[1]
    if isinstance(e, sympy.Pow) and e.base.is_Rational:
        return e, e * sympy.log(e.base) * _forward(e.exp, wrt)[1]
    if isinstance(e, Power):
        by_base = e.exponent * Inverse(e.base) * _forward(e.base, wrt)[1]
        return e, e * by_base + e * sympy.log(e.base) * _forward(e.exponent, wrt)[1]
    if isinstance(e, Inverse):
        return e, -e * e * _forward(e.args[0], wrt)[1]
    if isinstance(e, sympy.log):
        return e, Inverse(e.args[0]) * _forward(e.args[0], wrt)[1]
    if isinstance(e, sympy.exp):
        return e, e * _forward(e.args[0], wrt)[1]
    raise DeriveError(f"{type(e).__name__}: {e} has no slope here.")
