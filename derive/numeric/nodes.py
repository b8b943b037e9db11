"""What is asked of expressions: what they stand for, their letters, where they may be undefined."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy
from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import (
    Defined,
    DefinedLaw,
    DefinedLawValue,
    DefinedValue,
    Definition,
)
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import Ceiling, Inverse, Product, is_positive_rational
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import Measure
from derive.language.operations import Power
from derive.language.quantities import Quantity, QuantityValue
from derive.language.subsets import Member

DEFINED = (Measure, Product, AtEvent, Member, Defined, DefinedValue, DefinedLawValue)


def unfolded(e: Any) -> Any:
    """The definition of a defined node, one level down; any other expression as it is."""
    return e.unfold() if isinstance(e, DEFINED) else e


def opened(e: Any) -> Any:
    """Its definition, down to what is not defined by another."""
    while isinstance(e, DEFINED):
        e = unfolded(e)
    return e


def log_of_product(arg: Expr, log_of: Callable[[Expr], Expr | None]) -> Expr:
    """ln of a product, of quotients and powers in it too, as a sum.

    log_of: ln of a factor, None for one that stays under one logarithm with the others.
    """
    out, rest = [], []
    for factor in sympy.Mul.make_args(arg):
        sign, base = 1, factor
        while isinstance(base, Inverse):
            sign, base = -sign, base.args[0]
        if base.is_Pow and base.exp.is_Integer and not base.base.is_Mul:
            sign, base = sign * base.exp, base.base
        is_product = isinstance(base, sympy.Mul)
        found = log_of_product(base, log_of) if is_product else log_of(base)
        if found is None:
            rest.append(factor)
        else:
            out.append(sign * found)
    whole = sympy.Mul(*rest)
    return sympy.Add(*out, sympy.S.Zero if whole == 1 else sympy.log(whole))


def sorted_letters(symbols: Any) -> tuple[Alphabet, ...]:
    """Indices in order of name, whatever set they came from."""
    found = [s for s in symbols if isinstance(s, Alphabet)]
    return tuple(sorted(found, key=lambda i: (i.name, i.alphabet)))


@lru_cache(maxsize=8192)
def letters_in(e: Basic) -> tuple[Alphabet, ...]:
    """The free indices, in order of name."""
    return sorted_letters(e.free_symbols)


def called(i: Alphabet, letter: int) -> int | str:
    """A letter for people: its name, or its number from 1."""
    return i.called[letter] if i.called else letter + 1


@lru_cache(maxsize=8192)
def depends(e: Basic, quantity: Quantity) -> bool:
    """Whether e changes when the quantity does."""
    if isinstance(e, (Definition, DefinedLaw)):
        return depends(e.body, quantity)
    return e == quantity or any(depends(a, quantity) for a in e.args)


@lru_cache(maxsize=8192)
def has_hazard(e: Basic) -> bool:
    """Whether a logarithm or a reciprocal that may be undefined is inside."""
    if isinstance(e, sympy.log):
        return not is_positive_rational(e.args[0])
    if isinstance(e, Power) or is_root(e):
        return True
    if is_reciprocal(e):
        return not _is_a_number_other_than_zero(e.args[0])
    if isinstance(e, DEFINED):
        return has_hazard(unfolded(e))
    return any(has_hazard(a) for a in e.args)


def is_reciprocal(e: Basic) -> bool:
    """Whether it is 1/a, or a to a negative whole power."""
    return isinstance(e, Inverse) or bool(
        isinstance(e, sympy.Pow) and e.args[1].is_Integer and e.args[1] < 0
    )


def is_root(e: Basic) -> bool:
    """Whether SymPy has a real power that the language reads as its own."""
    return (
        isinstance(e, sympy.Pow)
        and not e.args[1].is_Integer
        and not is_positive_rational(e.args[0])
    )


def _is_a_number_other_than_zero(e: Basic) -> bool:
    """A rational, or the ln b of a change of base."""
    if isinstance(e, sympy.log):
        return bool(is_positive_rational(e.args[0]) and e.args[0] != 1)
    return bool(e.is_Rational and e != 0)


def mentions_model(e: Expr) -> bool:
    """Whether its value depends on the model."""
    return bool(
        e.has(LawValue, QuantityValue, ConditionalValue, Cardinality, Ceiling, Partial, *DEFINED)
    )
