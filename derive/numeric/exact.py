"""Exact evaluation at one model, and well-posedness.

This is the judge: whatever the fast float evaluator suspects is computed here again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import sympy
from sympy import Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.derivatives import Partial
from derive.language.expressions import Product, Sum
from derive.language.names import DeriveError
from derive.language.operations import MaxOver, MinOver, Power, own
from derive.language.quantities import Quantity
from derive.looks import look
from derive.numeric import closed, reals
from derive.numeric.closed import Number
from derive.numeric.model import Model, Value
from derive.numeric.nodes import (
    DEFINED,
    called,
    depends,
    has_hazard,
    is_reciprocal,
    is_root,
    letters_in,
    mentions_model,
    sorted_letters,
    unfolded,
)
from derive.numeric.walk import Walk

Letters = dict[Alphabet, int]


@lru_cache(maxsize=8192)
def evaluator(e: Expr) -> Callable[[Model, Letters], Number]:
    """A function of a model and of the letters of the free indices (numbered from 0).

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """
    free = letters_in(e)
    table = tabulated(e, free)

    def run(model: Model, letters: Letters) -> Number:
        values = table(model)
        if isinstance(values, np.ndarray):
            values = values[
                tuple(letters[i] if n > 1 else 0 for i, n in zip(free, values.shape, strict=True))
            ]
        return reals.known(values)

    return run


@lru_cache(maxsize=8192)
def tabulated(e: Expr, free: tuple[Alphabet, ...]) -> Callable[[Model], Any]:
    """Its values for all letters: an array with an axis for each (of length 1 where they are all
    the same), or a number. Each is computed once for a model.

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """
    step, key = Walk(reals).step(e, free), ("table", e, free)

    def run(model: Model) -> Any:
        if key not in model.memo:
            values, _ = step(model)
            model.memo[key] = values[0] if isinstance(values, np.ndarray) else values
        return model.memo[key]

    return run


def exact_value(e: Expr, model: Model, letters: Letters | None = None) -> Any:
    """The exact value of `e`, a rational one as a `Fraction`.

    Raises:
        closed.Undecided: if a sign on the way is beyond reach.
        DeriveError: for a node that has no numerical meaning here.
    """
    return closed.fraction(evaluator(e)(model, letters or {}))


def at_letters(indices: Any, letters: Letters) -> tuple[int, ...]:
    """The letters that indices stand for, numbered from 0."""
    return tuple(i.place if isinstance(i, Letter) else letters[i] for i in indices)


def scopes(indices: Any, model: Model, letters: Letters) -> Iterator[Letters]:
    """The letters extended by every choice for `indices`."""
    for choice in product(*(range(model.sizes[i.alphabet]) for i in indices)):
        look()
        yield {**letters, **dict(zip(indices, choice, strict=True))}


# ---------------------------------------------------------------- well-posedness


@dataclass(frozen=True)
class Misplaced:
    """A logarithm or quotient that stands at 0 with a nonzero weight."""

    node: Expr
    letters: tuple[tuple[str, int | str], ...]
    weights: tuple[tuple[Expr, Number], ...]


def misplaced(e: Expr, model: Model, letters: Letters | None = None) -> Misplaced | None:
    """The first ill-posed place of `e` (outermost first), or None.

    Raises:
        closed.Undecided: if a sign on the way is beyond reach.
    """
    at = letters or {}
    key = ("misplaced", e, tuple(sorted((i.name, n) for i, n in at.items())))
    if key not in model.memo:  # a line stands on both sides of two steps
        model.memo[key] = _search(e, model, at, (), ())
    found: Misplaced | None = model.memo[key]
    return found


def _search(
    e: Any, model: Model, letters: Letters, path: tuple[Expr, ...], moving: tuple[Quantity, ...]
) -> Misplaced | None:
    """moving: what is differentiated by around e. It makes no factor 0 that stays so nearby."""
    if not has_hazard(e):
        return None
    key = ("fine", e, moving, *(letters[i] for i in letters_in(e)))
    if key in model.memo:  # the same normaliser stands at many letters
        return None
    found = _found(e, model, letters, path, moving)
    if found is None:
        model.memo[key] = True
    return found


def _found(
    e: Any, model: Model, letters: Letters, path: tuple[Expr, ...], moving: tuple[Quantity, ...]
) -> Misplaced | None:
    if isinstance(e, Partial):
        return _search(e.f, model, letters, path, (*moving, e.wrt.quantity))
    if isinstance(e, Product):
        return _search_factors(e, model, letters, path, moving)
    if isinstance(e, DEFINED):
        return _search(unfolded(e), model, letters, path, moving)
    if isinstance(e, (Sum, MaxOver, MinOver)):
        around = scopes(e.indices, model, letters)
        spread = (_search(e.body, model, s, path, moving) for s in around)
        return next((m for m in spread if m is not None), None)
    if isinstance(e, sympy.Mul):
        return _search_product(e, model, letters, path, moving)
    if _stands_at_zero(e, model, letters):
        return _report(e, model, letters, path)
    inside = (_search(a, model, letters, path, moving) for a in e.args if isinstance(a, Expr))
    return next((m for m in inside if m is not None), None)


def _stands_at_zero(e: Any, model: Model, letters: Letters) -> bool:
    if isinstance(e, sympy.log):
        return closed.sign(evaluator(e.args[0])(model, letters)) <= 0
    if is_reciprocal(e):
        return closed.sign(evaluator(e.args[0])(model, letters)) == 0
    if isinstance(e, Power):  # 0^r is 0 for r > 0, and no number otherwise
        s = closed.sign(evaluator(e.base)(model, letters))
        return s < 0 or (s == 0 and not e.vanishes)
    if is_root(e):
        return _stands_at_zero(own(e), model, letters)
    return False


def _search_product(
    e: Expr, model: Model, letters: Letters, path: tuple[Expr, ...], moving: tuple[Quantity, ...]
) -> Misplaced | None:
    """A factor that is well posed and zero silences everything beside it."""
    still = [a for a in e.args if not any(depends(a, q) for q in moving)]
    plain = [a for a in still if not has_hazard(a)]
    if any(closed.sign(evaluator(a)(model, letters)) == 0 for a in plain):
        return None
    weights = path + tuple(a for a in plain if a.free_symbols or mentions_model(a))
    risky = [a for a in e.args if has_hazard(a)]
    found = [_search(a, model, letters, weights, moving) for a in risky]
    first = next((m for m in found if m is not None), None)
    quiet = (a for a, m in zip(risky, found, strict=True) if m is None) if first else ()
    fine = (a for a in quiet if a in still)
    if any(closed.sign(evaluator(a)(model, letters)) == 0 for a in fine):
        return None
    return first


def _search_factors(
    e: Expr, model: Model, letters: Letters, path: tuple[Expr, ...], moving: tuple[Quantity, ...]
) -> Misplaced | None:
    """A product stands at 0 where a factor is not positive: shown as itself, at that factor."""
    factor, indices = e.args[0], tuple(e.args[1])
    for scope in scopes(indices, model, letters):
        if closed.sign(evaluator(factor)(model, scope)) <= 0:
            return _report(e, model, scope, path, indices)
        found = _search(factor, model, scope, path, moving)
        if found is not None:
            return found
    return None


def _report(
    e: Expr,
    model: Model,
    letters: Letters,
    path: tuple[Expr, ...],
    bound: tuple[Alphabet, ...] = (),
) -> Misplaced:
    """bound: further letters to name, those of a product's own indices."""
    free = set().union(e.free_symbols, *(w.free_symbols for w in path))
    mentioned = sorted_letters(free | set(bound))
    at = tuple((i.name, called(i, letters[i])) for i in mentioned if i in letters)
    weights = tuple(dict((w, evaluator(w)(model, letters)) for w in path).items())
    return Misplaced(e, at, weights)


def evaluate(e: Expr, model: Model, letters: Letters | None = None) -> Value:
    """The value of `e` at a model, for people: closed form and digits.

    letters: which letter (numbered from 0) each free index stands for.

    Raises:
        closed.Undecided: if a sign on the way is beyond reach.
        DeriveError: for a node that has no numerical meaning here, or a free index without letter.
    """
    missing = [i for i in sorted_letters(e.free_symbols) if i not in (letters or {})]
    if missing:
        raise DeriveError(
            f"evaluate: the free indices {[i.name for i in missing]} have no letter. "
            "Try letters={x: 0} for the first letter of x."
        )
    return Value.of(evaluator(e)(model, letters or {}))
