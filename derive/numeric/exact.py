"""Exact evaluation at one model, straight from the SymPy tree, and well-posedness.

This is the judge: whatever the fast float evaluator suspects is computed here again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import sympy
from flint import fmpq
from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Cardinality, Delta, Letter
from derive.language.derivatives import Partial
from derive.language.expressions import (
    Ceiling,
    Indicator,
    Inverse,
    Product,
    Sum,
    is_positive_rational,
)
from derive.language.laws import ConditionalValue, LawValue
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
from derive.looks import look
from derive.numeric import closed
from derive.numeric.closed import ONE, ZERO, Number
from derive.numeric.duals import depends, exact_slope
from derive.numeric.least import HuffmanLength, best_lengths, rational
from derive.numeric.model import Model, Value
from derive.numeric.nodes import DEFINED, unfolded

Letters = dict[Alphabet, int]
Evaluator = Callable[[Model, Letters], Number]
_LARGEST_COUNT = 2000  # of n in n!


@lru_cache(maxsize=8192)
def evaluator(e: Expr) -> Evaluator:
    """A function of a model and of the letters of the free indices (numbered from 0).

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """
    for kind, build in _BUILDERS:
        if isinstance(e, kind):
            return build(e)
    raise DeriveError(f"{type(e).__name__}: {e} has no exact value here.")


def exact_value(e: Expr, model: Model, letters: Letters | None = None) -> Any:
    """The exact value of `e`.

    Raises:
        closed.Undecided: if a sign on the way is beyond reach.
        DeriveError: for a node that has no numerical meaning here.
    """
    return closed.fraction(_value(e, model, letters or {}))


def _value(e: Expr, model: Model, letters: Letters) -> Number:
    return evaluator(e)(model, letters)


def _rational(e: Any) -> Evaluator:
    value = fmpq(int(e.p), int(e.q))
    return lambda model, letters: value


def _euler(e: Any) -> Evaluator:
    value = closed.exp(ONE)
    return lambda model, letters: value


def _add(e: Expr) -> Evaluator:
    parts = [evaluator(a) for a in e.args]

    def run(model: Model, letters: Letters) -> Number:
        total: Number = ZERO
        for part in parts:
            total = total + part(model, letters)
        return total

    return run


def _mul(e: Expr) -> Evaluator:
    """Plain factors first: a zero among them ends the work."""
    parts = [evaluator(a) for a in sorted(e.args, key=has_hazard)]

    def run(model: Model, letters: Letters) -> Number:
        total: Number = ONE
        for part in parts:
            total = total * part(model, letters)
            if total == ZERO:
                return ZERO
        return total

    return run


def _pow(e: Expr) -> Evaluator:
    base, exponent = e.args
    if exponent.is_Integer:
        n, inner = int(exponent), evaluator(base)
        return lambda model, letters: closed.power(inner(model, letters), n)
    if not (base.is_Rational and base > 0):
        return evaluator(own(e))
    log_base, inner = closed.log(fmpq(int(base.p), int(base.q))), evaluator(exponent)
    return lambda model, letters: closed.exp(inner(model, letters) * log_base)


def _remembered(e: Expr, compute: Evaluator) -> Evaluator:
    """Each value once per model: the key is the node and the letters it depends on."""
    free = sorted_letters(e.free_symbols)

    def run(model: Model, letters: Letters) -> Number:
        key = (e, *(letters[i] for i in free))
        found = model.memo.get(key)
        if found is None:
            found = model.memo[key] = compute(model, letters)
        return found

    return run


def _log(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return _remembered(e, lambda model, letters: closed.log(inner(model, letters)))


def _exp(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return lambda model, letters: closed.exp(inner(model, letters))


def _inverse(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return lambda model, letters: closed.inverse(inner(model, letters))


def _indicator(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return lambda model, letters: ONE if closed.sign(inner(model, letters)) else ZERO


def _ceiling(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return _remembered(e, lambda model, letters: closed.ceiling(inner(model, letters)))


def _absolute(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return lambda model, letters: closed.absolute(inner(model, letters))


def _extremum(e: Expr) -> Evaluator:
    """The largest (of the negatives for a minimum) among the alternatives."""
    parts, above = [evaluator(a) for a in e.args], isinstance(e, Max)

    def compute(model: Model, letters: Letters) -> Number:
        return _best((part(model, letters) for part in parts), above)

    return _remembered(e, compute)


def _over_letters(e: Any) -> Evaluator:
    inner, indices, above = evaluator(e.body), e.indices, isinstance(e, MaxOver)

    def compute(model: Model, letters: Letters) -> Number:
        return _best((inner(model, s) for s in scopes(indices, model, letters)), above)

    return _remembered(e, compute)


def _best(values: Iterator[Number], above: bool) -> Number:
    best = next(values)
    for value in values:
        if (closed.sign(value - best) > 0) == above and value != best:
            best = value
    return best


def _power(e: Any) -> Evaluator:
    """a^r = exp(r·ln a), and 0 for a = 0 where r is visibly > 0."""
    base, exponent, vanishes = evaluator(e.base), evaluator(e.exponent), e.vanishes

    def compute(model: Model, letters: Letters) -> Number:
        a = base(model, letters)
        if vanishes and closed.sign(a) == 0:
            return ZERO
        return closed.exp(exponent(model, letters) * closed.log(a))

    return _remembered(e, compute)


def _pi(e: Any) -> Evaluator:
    return lambda model, letters: closed.PI


def _factorial(e: Expr) -> Evaluator:
    inner = evaluator(e.args[0])
    return lambda model, letters: fmpq(math.factorial(_count(inner(model, letters))))


def _binomial(e: Expr) -> Evaluator:
    above, below = map(evaluator, e.args)

    def run(model: Model, letters: Letters) -> Number:
        k = below(model, letters)
        if isinstance(k, fmpq) and k < 0:
            return ZERO
        return fmpq(math.comb(_count(above(model, letters)), _count(k)))

    return run


def _count(n: Number) -> int:
    """An integer that is small enough to count with.

    Raises:
        closed.Undecided: for any other number.
    """
    if not isinstance(n, fmpq) or n.q != 1 or not 0 <= n <= _LARGEST_COUNT:
        raise closed.Undecided
    return int(n)


def _delta(e: Expr) -> Evaluator:
    i, j = e.args
    return lambda model, letters: ONE if _same(i, j, letters) else ZERO


def _same(i: Any, j: Any, letters: Letters) -> bool:
    one, other = at_letters((i, j), letters)
    return one == other


def at_letters(indices: Any, letters: Letters) -> tuple[int, ...]:
    """The letters that indices stand for, numbered from 0."""
    return tuple(i.place if isinstance(i, Letter) else letters[i] for i in indices)


def called(i: Alphabet, letter: int) -> int | str:
    """A letter for people: its name, or its number from 1."""
    return i.called[letter] if i.called else letter + 1


def _cardinality(e: Any) -> Evaluator:
    return lambda model, letters: fmpq(model.sizes[e.alphabet])


def _sum(e: Any) -> Evaluator:
    inner, indices = evaluator(e.body), e.indices

    def run(model: Model, letters: Letters) -> Number:
        total: Number = ZERO
        for scope in scopes(indices, model, letters):
            total = total + inner(model, scope)
        return total

    return _remembered(e, run)


def _law_value(e: Any) -> Evaluator:
    law = e.law
    variables = tuple(var for var, _ in e.at)
    letters_of = [letter for _, letter in e.at]
    return lambda model, letters: model.law_value(law, variables, at_letters(letters_of, letters))


def _conditional(e: Any) -> Evaluator:
    joint, given = evaluator(e.joint), evaluator(e.given)
    return lambda model, letters: joint(model, letters) * closed.inverse(given(model, letters))


def _quantity(e: Any) -> Evaluator:
    quantity, at = e.quantity, e.at
    return lambda model, letters: model.quantities[quantity][at_letters(at, letters)]


def _huffman(e: Any) -> Evaluator:
    value, letter, base = evaluator(e.args[0]), e.letter, int(e.args[1])

    def run(model: Model, letters: Letters) -> Number:
        if e not in model.memo:
            spread = (value(model, {letter: k}) for k in range(model.sizes[letter.alphabet]))
            model.memo[e] = best_lengths([rational(v) for v in spread], base)
        return fmpq(model.memo[e][letters[letter]])

    return run


def _slope(e: Any) -> Evaluator:
    return _remembered(e, lambda model, letters: exact_slope(e, model, letters, _value))


def _defined(e: Any) -> Evaluator:
    return evaluator(unfolded(e))


_BUILDERS: tuple[tuple[Any, Callable[[Any], Evaluator]], ...] = (
    (sympy.Rational, _rational),
    (sympy.core.numbers.Exp1, _euler),
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
    (Partial, _slope),
    (HuffmanLength, _huffman),
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


def sorted_letters(symbols: Any) -> tuple[Alphabet, ...]:
    """Indices in order of name, whatever set they came from."""
    found = [s for s in symbols if isinstance(s, Alphabet)]
    return tuple(sorted(found, key=lambda i: (i.name, i.alphabet)))


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


@lru_cache(maxsize=8192)
def has_hazard(e: Basic) -> bool:
    """Whether a logarithm or a reciprocal that may be undefined is inside."""
    if isinstance(e, sympy.log):
        return not is_positive_rational(e.args[0])
    if isinstance(e, Power) or (isinstance(e, sympy.Pow) and _is_root(e)):
        return True
    if isinstance(e, Inverse) or (isinstance(e, sympy.Pow) and _negative_power(e)):
        return not _is_a_number_other_than_zero(e.args[0])
    if isinstance(e, DEFINED):
        return has_hazard(unfolded(e)) or (isinstance(e, Partial) and has_hazard(e.f))
    return any(has_hazard(a) for a in e.args)


def _is_a_number_other_than_zero(e: Basic) -> bool:
    """A rational, or the ln b of a change of base."""
    if isinstance(e, sympy.log):
        return bool(is_positive_rational(e.args[0]) and e.args[0] != 1)
    return bool(e.is_Rational and e != 0)


def _mentions_model(e: Basic) -> bool:
    return bool(e.has(LawValue, QuantityValue, ConditionalValue, Cardinality, Ceiling, *DEFINED))


def _is_root(e: Expr) -> bool:
    """Whether SymPy has a real power that the language reads as its own."""
    return not e.args[1].is_Integer and not is_positive_rational(e.args[0])


def _negative_power(e: Expr) -> bool:
    return bool(e.args[1].is_Integer and e.args[1] < 0)


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
    if isinstance(e, Partial):
        by = (*moving, e.wrt.quantity)
        found = _search(e.f, model, letters, path, by)
        return found or _search(unfolded(e), model, letters, path, moving)
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
    if isinstance(e, Inverse) or (isinstance(e, sympy.Pow) and _negative_power(e)):
        return closed.sign(evaluator(e.args[0])(model, letters)) == 0
    if isinstance(e, Power):  # 0^r is 0 for r > 0, and no number otherwise
        s = closed.sign(evaluator(e.base)(model, letters))
        return s < 0 or (s == 0 and not e.vanishes)
    if isinstance(e, sympy.Pow) and _is_root(e):
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
    weights = path + tuple(a for a in plain if a.free_symbols or _mentions_model(a))
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
    return Value.of(_value(e, model, letters or {}))
