"""Derivatives for the judge: by rules of its own, and the places where one is not defined.

Apart from `derive.translate.differentiation` and `derive.numeric.duals` on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import sympy
from sympy import S

from derive.language.alphabets import Alphabet, Delta
from derive.language.derivatives import Partial
from derive.language.expressions import Inverse, Sum
from derive.language.laws import ConditionalValue, LawValue
from derive.language.operations import Power
from derive.language.quantities import QuantityValue


@lru_cache(maxsize=4096)
def slope(e: Any, by: Any) -> Any:
    """∂e/∂by as an expression without derivatives.

    Raises:
        TypeError: where there is no rule, as for |·|.
    """
    if not moves(e, by):
        return S.Zero
    if hasattr(e, "unfold"):
        return slope(e.unfold(), by)
    if isinstance(e, QuantityValue):
        return sympy.Mul(*(Delta(i, j) for i, j in zip(e.at, by.at, strict=True) if i != j))
    if isinstance(e, Partial):
        return slope(slope(*e.args), by)
    if isinstance(e, Sum):
        own = apart(e, by.at)
        return Sum(slope(own.body, by), *own.indices)
    if isinstance(e, sympy.Add):
        return sympy.Add(*(slope(a, by) for a in e.args))
    if isinstance(e, sympy.Mul):
        whole = enumerate(e.args)
        return sympy.Add(
            *(sympy.Mul(*e.args[:k], slope(a, by), *e.args[k + 1 :]) for k, a in whole)
        )
    if isinstance(e, sympy.log):
        return slope(e.args[0], by) * Inverse(e.args[0])
    if isinstance(e, sympy.exp):
        return slope(e.args[0], by) * e
    if isinstance(e, Inverse):
        return -slope(e.args[0], by) * e * e
    if isinstance(e, (sympy.Pow, Power)):
        base, r = e.args
        if r.is_Integer:
            return r * base ** (r - 1) * slope(base, by)
        if not moves(r, by):
            return r * e * Inverse(base) * slope(base, by)
        return slope(sympy.exp(r * sympy.log(base)), by)
    raise TypeError(f"no slope of {type(e).__name__}: {e}")


def apart(e: Sum, taken: tuple[Any, ...]) -> Any:
    """The sum with letters that are not among those taken."""
    body, indices = e.body, list(e.indices)
    for i in [i for i in e.indices if i in taken]:
        new = i.another(i.name + "'")
        while new in (*taken, *indices) or new in body.free_symbols:
            new = new.another(new.name + "'")
        body = body.subs(i, new)
        indices[indices.index(i)] = new
    return Sum(body, *indices)


@lru_cache(maxsize=4096)
def moves(e: Any, by: Any) -> bool:
    """Whether e depends on the quantity."""
    if isinstance(e, QuantityValue):
        return bool(e.quantity == by.quantity)
    if isinstance(e, (LawValue, ConditionalValue, Alphabet)):
        return False
    if hasattr(e, "unfold"):
        return moves(e.unfold(), by)
    return any(moves(a, by) for a in e.args if isinstance(a, sympy.Basic))


def steep(e: Any, by: Any) -> Iterator[Any]:
    """Expressions that have to be well posed for the derivative to be defined: each log and
    quotient that moves, with the factors around it that do not."""
    yield from _steep(e, by, S.One, ())


def _steep(e: Any, by: Any, weight: Any, over: tuple[Any, ...]) -> Iterator[Any]:
    if not moves(e, by):
        return
    if hasattr(e, "unfold"):
        yield from _steep(e.unfold(), by, weight, over)
        return
    if isinstance(e, Partial):
        yield from _steep(slope(*e.args), by, weight, over)
        return
    if isinstance(e, Sum):
        e = apart(e, (*by.at, *over, *weight.free_symbols))
        over = (*over, *e.indices)
    if isinstance(e, sympy.Mul):
        still = [a for a in e.args if not moves(a, by)]
        weight = sympy.Mul(weight, *still)
    if isinstance(e, (sympy.log, Inverse, Power)) or _is_quotient(e):
        yield Sum(weight * e, *over) if over else weight * e
        if isinstance(e, Power):  # aʳ has no slope at 0
            yield Sum(weight * Inverse(e.args[0]), *over) if over else weight * Inverse(e.args[0])
    for a in e.args:
        if isinstance(a, sympy.Expr):
            yield from _steep(a, by, weight, over)


def _is_quotient(e: Any) -> bool:
    return bool(isinstance(e, sympy.Pow) and e.args[1].is_Integer and e.args[1] < 0)


def has_slopes(e: Any) -> bool:
    """Whether every derivative in it is of what there is a rule for."""
    if isinstance(e, Partial):
        try:
            slope(*e.args)
        except TypeError:
            return False
    inner = (e.unfold(),) if hasattr(e, "unfold") else e.args
    return all(has_slopes(a) for a in inner if isinstance(a, sympy.Expr))
