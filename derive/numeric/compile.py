"""Fast float64 values of an expression on large batches, without error bounds.

    f = compile_expression(Sum(p(x) * log(p(x) / q(x)), x))
    f({"p": P, "q": Q})          # P, Q of shape (n, |X|); the result has shape (n,)

Rows are worked through in pieces that fit the processor's cache. A piece is first evaluated as if
no logarithm or quotient stood at zero; if one did, an infinity or NaN reaches the result (that is
checked when compiling) and the piece is evaluated again with the conventions x/0 = 0, log 0 = 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import sympy
from sympy import Expr

from derive.language.alphabets import Alphabet, Cardinality, Delta
from derive.language.expressions import Ceiling, Indicator, Inverse, NoCancel, Sum
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.names import DeriveError
from derive.language.operations import (
    Abs,
    Max,
    MaxOver,
    Min,
    MinOver,
    Pi,
    Power,
    binomial,
    factorial,
    own,
)
from derive.language.quantities import Quantity, QuantityValue
from derive.numeric.batch import placing
from derive.numeric.exact import has_hazard, sorted_letters
from derive.numeric.nodes import DEFINED, unfolded
from derive.numeric.problem import problem

_ROUNDING = 1e-13  # relative; a ceiling must not take it for a step
_CELLS = 32768  # float64 values per piece: 256 kB

Scope = tuple[Any, ...]
Array = Any  # ndarray with an axis per index in scope, or a float


@dataclass(eq=False)
class _Piece:
    """Some rows of every input; `careful` once a zero has been met."""

    arrays: Mapping[Any, np.ndarray]
    sizes: Mapping[str, int]
    careful: bool
    marginals: dict[Any, np.ndarray] = field(default_factory=dict)

    def marginal(self, law: Law, variables: tuple[str, ...]) -> np.ndarray:
        key = (law, variables)
        if key not in self.marginals:
            names = [v.name for v in law.variables_and_inputs()]
            away = tuple(n + 1 for n, name in enumerate(names) if name not in variables)
            whole = self.arrays[law]
            self.marginals[key] = whole.sum(axis=away) if away else whole
        return self.marginals[key]


Step = Callable[[_Piece], tuple[Array, bool]]  # the value, and whether it may be overwritten


class Compiled:
    """A compiled expression: call it with arrays by name.

    free: the free indices, in the order of the result's axes 1, 2, …
    """

    def __init__(self, e: Expr) -> None:
        self.expression = e
        self.free = sorted_letters(e.free_symbols)
        self._step = _compile(e, self.free)
        self._inputs = problem((e,), ())
        self._optimistic = _poison_shows(e)
        self._scopes = tuple(a for a in _deepest(e, self.free))

    def __call__(self, batch: Mapping[Any, Any]) -> np.ndarray:
        """Values, shape (n, *sizes of the free indices).

        batch: name (or the `Law`, `Quantity`) → array (n, *outputs, *inputs), or (n, *over).

        Raises:
            DeriveError: if an array is missing or shapes disagree.
        """
        arrays, sizes, n = self._read(batch)
        cells = max(1, math.prod(sizes[a] for a in self._scopes))
        rows = max(16, _CELLS // cells)
        out = np.empty((n, *(sizes[i.alphabet] for i in self.free)))
        careful = not self._optimistic
        with np.errstate(all="ignore"):
            for start in range(0, n, rows):
                piece = {k: a[start : start + rows] for k, a in arrays.items()}
                target = out[start : start + rows]
                target[...] = self._step(_Piece(piece, sizes, careful))[0]
                if not careful and not np.isfinite(target).all():
                    careful = True
                    target[...] = self._step(_Piece(piece, sizes, True))[0]
        return out

    def _read(self, batch: Mapping[Any, Any]) -> tuple[dict[Any, np.ndarray], dict[str, int], int]:
        arrays: dict[Any, np.ndarray] = {}
        sizes: dict[str, int] = {}
        n: int | None = None
        keys: tuple[Law | Quantity, ...] = (*self._inputs.laws, *self._inputs.quantities)
        for key in keys:
            array = _array(batch, key)
            letters = key.variables_and_inputs() if isinstance(key, Law) else key.over
            pairs = zip(letters, array.shape[1:], strict=False)
            shape = (len(array), *(sizes.setdefault(v.alphabet, size) for v, size in pairs))
            if (
                array.shape != shape
                or array.ndim != 1 + len(letters)
                or n not in (None, len(array))
            ):
                raise DeriveError(
                    f"{key.name}: got shape {array.shape}; expected ({n or 'n'}, "
                    f"{', '.join('|' + v.alphabet + '|' for v in letters)}) with the same sizes "
                    f"as the other arrays ({sizes})."
                )
            arrays[key], n = array, len(array)
        sizes = {**dict(self._inputs.sizes), **sizes}
        missing = [a for a in self._inputs.alphabets if a not in sizes]
        if missing:
            raise DeriveError(f"alphabets {missing}: no array tells their size.")
        return arrays, sizes, 1 if n is None else n


def compile_expression(e: Expr) -> Compiled:
    """Compile once, evaluate many times. See `Compiled.__call__` for the shapes.

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """
    return _compiled(e)


@lru_cache(maxsize=512)
def _compiled(e: Expr) -> Compiled:
    return Compiled(e)


def _array(batch: Mapping[Any, Any], key: Law | Quantity) -> np.ndarray:
    found = batch.get(key.name, batch.get(key))
    if found is None:
        raise DeriveError(f"batch: no array for {key.name}. Try {{{key.name!r}: array}}.")
    array = np.asarray(found, dtype=float)
    if array.ndim == 0:
        raise DeriveError(f"{key.name}: got a single number; expected shape (n, …).")
    return array


def _deepest(e: Any, scope: Scope) -> tuple[str, ...]:
    """The alphabets of the largest scope, to size the pieces."""
    if isinstance(e, DEFINED):
        return _deepest(unfolded(e), scope)
    inner = (*scope, *e.indices) if isinstance(e, (Sum, MaxOver, MinOver)) else scope
    found = [_deepest(a, inner) for a in e.args if isinstance(a, Expr)]
    return max([tuple(i.alphabet for i in inner), *found], key=len)


def _poison_shows(e: Any) -> bool:
    """Whether every 1/0 or log 0 inside makes the result infinite or NaN."""
    if isinstance(e, DEFINED):
        return _poison_shows(unfolded(e))
    if not has_hazard(e) and not e.has(ConditionalValue, *DEFINED):
        return True
    if isinstance(e, (sympy.Add, sympy.Mul, Sum, sympy.log, Ceiling)):
        return all(_poison_shows(a) for a in e.args if isinstance(a, Expr))
    if isinstance(e, Inverse) or (isinstance(e, sympy.Pow) and e.args[1] == -1):
        return not has_hazard(e.args[0]) and not e.args[0].has(ConditionalValue)
    if isinstance(e, sympy.Pow) and e.args[1].is_Integer and e.args[1] > 0:
        return _poison_shows(e.args[0])
    return isinstance(e, ConditionalValue)


# ---------------------------------------------------------------- steps


def _compile(e: Any, scope: Scope) -> Step:
    for kind, build in _BUILDERS:
        if isinstance(e, kind):
            return build(e, scope)
    raise DeriveError(f"{type(e).__name__}: {e} cannot be evaluated numerically.")


def _number(e: Any, scope: Scope) -> Step:
    value = float(e)
    return lambda piece: (value, False)


def _add(e: Expr, scope: Scope) -> Step:
    parts = [_compile(a, scope) for a in e.args]

    def run(piece: _Piece) -> tuple[Array, bool]:
        total, owned = parts[0](piece)
        for part in parts[1:]:
            total, owned = _into(np.add, total, owned, part(piece)[0])
        return total, owned

    return run


def _into(operation: Any, x: Array, owned: bool, y: Array) -> tuple[Array, bool]:
    """operation(x, y), in x's own memory when it is a temporary that is large enough."""
    if (
        owned
        and np.ndim(x)
        and (np.ndim(y) == 0 or np.broadcast_shapes(x.shape, y.shape) == x.shape)
    ):
        return operation(x, y, out=x), True
    out = operation(x, y)
    return out, np.ndim(out) > 0


def _sides(e: Expr) -> tuple[float, list[Expr], list[Expr]]:
    """A product as (constant, factors above, factors below the bar)."""
    scale, above, below = 1.0, [], []
    for a in sympy.Mul.make_args(e):
        if isinstance(a, Inverse):
            below.append(a.args[0])
        elif not a.has(NoCancel, Inverse, Alphabet, Cardinality):
            scale *= float(a)
        else:
            above.append(a)
    return scale, above, below


def _mul(e: Expr, scope: Scope) -> Step:
    scale, above, below = _sides(e)
    return _product(scale, [_compile(a, scope) for a in above], [_compile(a, scope) for a in below])


def _product(scale: float, up: list[Step], down: list[Step]) -> Step:
    def run(piece: _Piece) -> tuple[Array, bool]:
        total, owned = up[0](piece) if up else (scale, False)
        for step in up[1:]:
            total, owned = _into(np.multiply, total, owned, step(piece)[0])
        for step in down:
            total, owned = _divide(total, owned, step(piece)[0], piece.careful)
        if up and scale != 1.0:
            total, owned = _into(np.multiply, total, owned, scale)
        return total, owned

    return run


def _divide(x: Array, owned: bool, y: Array, careful: bool) -> tuple[Array, bool]:
    if careful:
        zero = np.equal(y, 0)
        if zero.any():
            return _into(np.multiply, x, owned, np.where(zero, 0.0, 1 / np.where(zero, 1.0, y)))
    return _into(np.divide, x, owned, y)


def _pow(e: Expr, scope: Scope) -> Step:
    base, exponent = e.args
    if exponent.is_Integer:
        inner, n = _compile(base, scope), abs(int(exponent))
        powered: Step = lambda piece: (inner(piece)[0] ** n, True)  # noqa: E731
        return powered if exponent > 0 else _product(1.0, [], [powered])
    if not (base.is_Rational and base > 0):
        return _compile(own(e), scope)
    inner, factor = _compile(exponent, scope), math.log(base)
    return lambda piece: (np.exp(inner(piece)[0] * factor), True)


def _log(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)

    def run(piece: _Piece) -> tuple[Array, bool]:
        value, owned = inner(piece)
        if piece.careful:
            value = np.abs(value)
            return np.log(np.where(value == 0, 1.0, value)), True
        return np.log(value, out=value) if owned else np.log(value), True

    return run


def _exp(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    return lambda piece: (np.exp(inner(piece)[0]), True)


def _inverse(e: Expr, scope: Scope) -> Step:
    return _product(1.0, [], [_compile(e.args[0], scope)])


def _indicator(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    return lambda piece: (np.not_equal(inner(piece)[0], 0).astype(float), True)


def _sum(e: Any, scope: Scope) -> Step:
    """Constants stay outside; the last product is fused with the summation."""
    hidden = tuple(None if i in e.indices else i for i in scope)
    inner_scope = (*hidden, *e.indices)
    body = unfolded(e.body)
    scale, above, below = _sides(body) if body.is_Mul else (1.0, [body], [])
    names, axes = tuple(i.alphabet for i in e.indices), len(e.indices)
    if not above:
        above = [sympy.Integer(1)]
    first = _compile(above[0], inner_scope)
    rest_up = [_compile(a, inner_scope) for a in above[1:]]
    rest = _product(1.0, rest_up, [_compile(a, inner_scope) for a in below])
    alone = not rest_up and not below

    def run(piece: _Piece) -> tuple[Array, bool]:
        sizes = tuple(piece.sizes[a] for a in names)
        x = first(piece)[0]
        value = _reduced(x, None if alone else rest(piece)[0], axes, sizes)
        return value * scale if scale != 1.0 else value, np.ndim(value) > 0

    return run


def _reduced(x: Array, y: Array | None, axes: int, sizes: tuple[int, ...]) -> Array:
    """Σ x·y (or Σ x) over the last axes."""
    if (
        y is not None
        and np.ndim(x)
        and np.ndim(y)
        and x.shape == y.shape
        and x.shape[-axes:] == sizes
    ):
        flat = (*x.shape[:-axes], -1)
        return np.einsum("...k,...k->...", x.reshape(flat), y.reshape(flat))
    product = x if y is None else x * y
    if np.ndim(product) == 0:
        return product * float(math.prod(sizes))
    seen = math.prod(product.shape[-axes:])
    return product.sum(axis=tuple(range(-axes, 0))) * (math.prod(sizes) / seen)


def _law_value(e: Any, scope: Scope) -> Step:
    law, variables = e.law, tuple(var for var, _ in e.at)
    place = placing(tuple(letter for _, letter in e.at), scope)
    return lambda piece: (place(piece.marginal(law, variables)), False)


def _conditional(e: Any, scope: Scope) -> Step:
    return _product(1.0, [_law_value(e.joint, scope)], [_law_value(e.given, scope)])


def _quantity(e: Any, scope: Scope) -> Step:
    quantity, place = e.quantity, placing(e.at, scope)
    return lambda piece: (place(piece.arrays[quantity]), False)


def _ceiling(e: Expr, scope: Scope) -> Step:
    """What differs from an integer by rounding only is that integer."""
    inner = _compile(e.args[0], scope)

    def run(piece: _Piece) -> tuple[Array, bool]:
        value = inner(piece)[0]
        nearest = np.rint(value)
        whole = abs(value - nearest) <= _ROUNDING * abs(value)
        return np.where(whole, nearest, np.ceil(value)), True

    return run


def _absolute(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    return lambda piece: (np.abs(inner(piece)[0]), True)


def _extremum(e: Expr, scope: Scope) -> Step:
    parts = [_compile(a, scope) for a in e.args]
    best = np.maximum if isinstance(e, Max) else np.minimum

    def run(piece: _Piece) -> tuple[Array, bool]:
        out = parts[0](piece)[0]
        for part in parts[1:]:
            out = best(out, part(piece)[0])
        return out, np.ndim(out) > 0

    return run


def _over_letters(e: Any, scope: Scope) -> Step:
    hidden = tuple(None if i in e.indices else i for i in scope)
    inner = _compile(e.body, (*hidden, *e.indices))
    last = tuple(range(-len(e.indices), 0))

    def run(piece: _Piece) -> tuple[Array, bool]:
        value = inner(piece)[0]
        if np.ndim(value) == 0:
            return value, False
        return value.max(axis=last) if isinstance(e, MaxOver) else value.min(axis=last), True

    return run


def _power(e: Any, scope: Scope) -> Step:
    base, exponent, vanishes = _compile(e.base, scope), _compile(e.exponent, scope), e.vanishes

    def run(piece: _Piece) -> tuple[Array, bool]:
        a, r = np.abs(base(piece)[0]), exponent(piece)[0]
        zero = a == 0
        return np.where(zero, 0.0 if vanishes else 1.0, np.where(zero, 1.0, a) ** r), True

    return run


def _pi(e: Any, scope: Scope) -> Step:
    return lambda piece: (math.pi, False)


def _factorial(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    f = np.vectorize(lambda n: float(math.factorial(int(n))) if n <= 170 else math.inf, [float])
    return lambda piece: (f(inner(piece)[0]), True)


def _binomial(e: Expr, scope: Scope) -> Step:
    above, below = (_compile(a, scope) for a in e.args)
    f = np.vectorize(lambda n, k: float(math.comb(int(n), int(k))) if k >= 0 else 0.0, [float])
    return lambda piece: (f(above(piece)[0], below(piece)[0]), True)


def _delta(e: Any, scope: Scope) -> Step:
    i, j = e.args
    if i == j:
        return lambda piece: (1.0, False)
    place = placing((i, j), scope)
    return lambda piece: (place(np.eye(piece.sizes[i.alphabet])[None]), False)


def _cardinality(e: Any, scope: Scope) -> Step:
    return lambda piece: (float(piece.sizes[e.alphabet]), False)


def _defined(e: Any, scope: Scope) -> Step:
    return _compile(unfolded(e), scope)


_BUILDERS: tuple[tuple[Any, Callable[[Any, Scope], Step]], ...] = (
    ((sympy.Rational, sympy.core.numbers.Exp1), _number),
    (sympy.Add, _add),
    (sympy.Mul, _mul),
    (sympy.Pow, _pow),
    (sympy.log, _log),
    (sympy.exp, _exp),
    (LawValue, _law_value),
    (ConditionalValue, _conditional),
    (QuantityValue, _quantity),
    (Sum, _sum),
    (Inverse, _inverse),
    (DEFINED, _defined),
    (Indicator, _indicator),
    (Ceiling, _ceiling),
    (Abs, _absolute),
    ((Max, Min), _extremum),
    ((MaxOver, MinOver), _over_letters),
    (Power, _power),
    (Pi, _pi),
    (factorial, _factorial),
    (binomial, _binomial),
    (Delta, _delta),
    (Cardinality, _cardinality),
)

__all__ = ["Compiled", "compile_expression"]
