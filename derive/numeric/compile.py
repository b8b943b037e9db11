"""Fast float64 values of an expression on large batches, without error bounds.

    f = compile_expression(Sum(p(x) * log(p(x) / q(x)), x))
    f({"p": P, "q": Q})          # P, Q of shape (n, |X|); the result has shape (n,)

Rows are worked through in pieces that fit the processor's cache. A piece is first evaluated as if
no logarithm or quotient stood at zero; if one did, an infinity or NaN reaches the result (that is
checked when compiling) and the piece is evaluated again with the conventions x/0 = 0, log 0 = 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import sympy
from sympy import Expr

from derive.language.derivatives import Partial
from derive.language.expressions import Ceiling, Inverse, Sum
from derive.language.laws import ConditionalValue, Law
from derive.language.names import DeriveError
from derive.language.operations import MaxOver, MinOver
from derive.language.quantities import Quantity
from derive.numeric.floats import Floats
from derive.numeric.nodes import DEFINED, has_hazard, sorted_letters, unfolded
from derive.numeric.problem import problem
from derive.numeric.walk import Walk

_CELLS = 32768  # float64 values per piece: 256 kB

Scope = tuple[Any, ...]


@dataclass(eq=False)
class _Piece:
    """Some rows of every input."""

    arrays: Mapping[Any, np.ndarray]
    sizes: Mapping[str, int]
    memo: dict[Any, Any] = field(default_factory=dict)

    def quantity(self, quantity: Quantity) -> tuple[np.ndarray, bool]:
        return self.arrays[quantity], False

    def marginal(self, law: Law, variables: tuple[str, ...]) -> tuple[np.ndarray, bool]:
        key = (law, variables)
        if key not in self.memo:
            names = [v.name for v in law.variables_and_inputs()]
            away = tuple(n + 1 for n, name in enumerate(names) if name not in variables)
            whole = self.arrays[law]
            self.memo[key] = whole.sum(axis=away) if away else whole
        return self.memo[key], False


class Compiled:
    """A compiled expression: call it with arrays by name.

    free: the free indices, in the order of the result's axes 1, 2, …
    """

    def __init__(self, e: Expr) -> None:
        self.expression = e
        self.free = sorted_letters(e.free_symbols)
        self._steps = [Walk(Floats(careful)).step(e, self.free) for careful in (False, True)]
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
                target[...] = self._steps[careful](_Piece(piece, sizes))[0][0]
                if not careful and not np.isfinite(target).all():
                    careful = True
                    target[...] = self._steps[careful](_Piece(piece, sizes))[0][0]
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
    if not has_hazard(e) and not e.has(ConditionalValue, Partial, *DEFINED):
        return True
    if isinstance(e, (sympy.Add, sympy.Mul, Sum, sympy.log, Ceiling)):
        return all(_poison_shows(a) for a in e.args if isinstance(a, Expr))
    if isinstance(e, Inverse) or (isinstance(e, sympy.Pow) and e.args[1] == -1):
        return not has_hazard(e.args[0]) and not e.args[0].has(ConditionalValue)
    if isinstance(e, sympy.Pow) and e.args[1].is_Integer and e.args[1] > 0:
        return _poison_shows(e.args[0])
    return isinstance(e, ConditionalValue)


__all__ = ["Compiled", "compile_expression"]
