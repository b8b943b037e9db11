"""The one walk over an expression, for every kind of number.

`steps(e, scope, domain)` makes of an expression a function of the tables it is about. What a number
is, is said by the domain, a module or object with the functions below: floats with error bounds
(`bounds`), exact numbers (`reals`), floats (`floats`), and any of these with slopes (`duals`).

    number(p, q) euler() pi() size(n) same(n)                     p/q, e, π, |X|, [i = j]
    add(xs) product(ups, downs) product_sum(ups, downs, axes, sizes) total(x, axes, sizes)
    log(x) exp(x) inverse(x) power(x, n) real_power(x, r, vanishes) ceiling(x) indicator(x)
    absolute(x) negative(x) largest(xs) largest_over(x, axes) factorial(x) binomial(x, y)
    huffman(x, base, shape) counted_sum(x, powers)
    moved(x, place)                  its arrays with their axes elsewhere
    remembers                        whether values of sums, logarithms … are kept for the next time
    watches                          whether what may be undefined is looked for; then also
    maybe_zero(x) maybe_nonpositive(x) maybe_negative(x)      where it may be so, as far as is known

Every index in scope has an axis of its own: axis 0 counts rows, then come the free indices, then
those of the enclosing sums from the outside in. An axis of length 1 stands for all letters, a
number without axes for everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import sympy
from sympy import Expr

from derive.language.alphabets import Cardinality, Delta, Letter
from derive.language.derivatives import Partial
from derive.language.expressions import Ceiling, Indicator, Inverse, Sum
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
from derive.looks import look
from derive.numeric.cells import width
from derive.numeric.duals import Dual, Pair
from derive.numeric.least import HuffmanLength
from derive.numeric.nodes import DEFINED, depends, letters_in, unfolded
from derive.numeric.series import CountedSum

Scope = tuple[Any, ...]  # the letter of each axis, None where it is out of reach
Domain = Any
Value = Any
Ill = Any  # False, or where the expression may be undefined: True or an array of bool
_MAX_AXES = 63 if int(np.__version__.split(".")[0]) >= 2 else 31  # NumPy's own limit, less rows


class Tables(Protocol):
    """What an expression is about: sizes of alphabets, laws and quantities with rows along axis 0.

    memo: what is remembered.
    """

    sizes: Any
    memo: dict[Any, Any]

    def marginal(self, law: Law, variables: tuple[str, ...]) -> Value: ...

    def quantity(self, quantity: Quantity) -> Value: ...


Step = Callable[[Tables], tuple[Value, Ill]]


class Constant:
    """A step whose outcome is known when compiling."""

    def __init__(self, value: Value, ill: Ill = False) -> None:
        self.value, self.ill = value, ill

    def __call__(self, tables: Tables) -> tuple[Value, Ill]:
        return self.value, self.ill


@dataclass(frozen=True)
class Walk:
    """domain: of the numbers. moving: the quantities by which is differentiated around here.

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """

    domain: Domain
    moving: tuple[Quantity, ...] = ()

    def step(self, e: Any, scope: Scope) -> Step:
        if isinstance(self.domain, Dual) and not depends(e, self.domain.quantity):
            still, d = Walk(self.domain.base, self.moving).step(e, scope), self.domain
            return self.lift(d.constant, still)
        if self.domain.remembers and isinstance(e, _REMEMBERED):
            return self._remembered(e, scope)
        return self._build(e, scope)

    def _build(self, e: Any, scope: Scope) -> Step:
        for kind, build in _BUILDERS:
            if isinstance(e, kind):
                return build(self, e, scope)
        raise DeriveError(
            f"{type(e).__name__}: {e} cannot be evaluated numerically. Expected sums, products, "
            "integer powers, log, exp, laws, quantities, indicators and rational numbers."
        )

    def _remembered(self, e: Any, scope: Scope) -> Step:
        """Its value for all letters it depends on, put where this scope has them."""
        mine = letters_in(e)
        step, place = self._build(e, mine), placing(mine, scope)
        if isinstance(step, Constant):
            return step
        key, moved = (e, self.moving), self.domain.moved

        def run(tables: Tables) -> tuple[Value, Ill]:
            found = tables.memo.get(key)
            if found is None:
                look()
                found = tables.memo[key] = step(tables)
            return moved(found[0], place), place(found[1])

        return run

    def lift(self, f: Callable[..., Value], *parts: Step, ill: Any = None) -> Step:
        """f of the parts' values. ill: where they make it undefined."""

        watches = self.domain.watches

        def run(tables: Any) -> tuple[Value, Ill]:
            if not watches:
                return f(*[part(tables)[0] for part in parts]), False
            outcomes = [part(tables) for part in parts]
            values = [v for v, _ in outcomes]
            wrong = _either(*(w for _, w in outcomes))
            if ill is not None:
                wrong = _either(wrong, ill(*values))
            return f(*values), wrong

        known = all(isinstance(p, Constant) for p in parts)
        return Constant(*run(None)) if known else run


def _either(*ills: Ill) -> Ill:
    out: Ill = False
    for ill in ills:
        if ill is not False and np.any(ill):
            out = ill if out is False else out | ill
    return out


def _number(w: Walk, e: Any, scope: Scope) -> Step:
    return Constant(w.domain.number(int(e.p), int(e.q)))


def _euler(w: Walk, e: Any, scope: Scope) -> Step:
    return Constant(w.domain.euler())


def _pi(w: Walk, e: Any, scope: Scope) -> Step:
    return Constant(w.domain.pi())


def _add(w: Walk, e: Expr, scope: Scope) -> Step:
    return w.lift(lambda *xs: w.domain.add(list(xs)), *(w.step(a, scope) for a in e.args))


class _Factors:
    """A product: what stands above and below the bar, the constants last."""

    def __init__(self, w: Walk, factors: Sequence[Expr], scope: Scope) -> None:
        self.domain = w.domain
        self.above: list[tuple[Step, bool]] = []
        self.below: list[tuple[Step, bool]] = []
        constants: list[tuple[Step, bool]] = []
        for a in factors:
            inside = _under_the_bar(a)
            step = w.step(a if inside is None else inside, scope)
            still = not any(depends(a, q) for q in w.moving)
            if isinstance(step, Constant):
                if inside is not None:
                    step = w.lift(w.domain.inverse, step, ill=_zero(w))
                constants.append((step, still))
            else:
                (self.above if inside is None else self.below).append((step, still))
        self.above += constants

    def __call__(self, tables: Tables) -> tuple[list[Value], list[Value], Ill]:
        if not self.domain.watches:
            ups = [step(tables)[0] for step, _ in self.above]
            return ups, [step(tables)[0] for step, _ in self.below], False
        ups = [(*step(tables), still) for step, still in self.above]
        downs = [(*step(tables), still) for step, still in self.below]
        zero = self.domain.maybe_zero
        ill = self._ill(ups, [(v, _either(wrong, zero(v)), s) for v, wrong, s in downs])
        return [v for v, _, _ in ups], [v for v, _, _ in downs], ill

    def _ill(self, ups: Any, downs: Any) -> Ill:
        """A factor that is well posed and zero silences everything beside it, if it stays zero."""
        out: Ill = False
        factors = [*ups, *downs]
        for k, (_, wrong, _) in enumerate(factors):
            if wrong is not False:
                for j, (v, other, still) in enumerate(ups):
                    if j != k and still and wrong is not False:
                        matters = np.logical_not(self.domain.surely_zero(v)) | other
                        wrong = _either(wrong & matters)
                out = _either(out, wrong)
        return out


def _under_the_bar(a: Expr) -> Expr | None:
    if isinstance(a, Inverse):
        return a.args[0]
    return a.base if isinstance(a, sympy.Pow) and a.exp == -1 else None


def _mul(w: Walk, e: Expr, scope: Scope) -> Step:
    factors = _Factors(w, e.args, scope)

    def run(tables: Tables) -> tuple[Value, Ill]:
        ups, downs, ill = factors(tables)
        return w.domain.product(ups, downs), ill

    known = all(isinstance(step, Constant) for step, _ in (*factors.above, *factors.below))
    return Constant(*run(None)) if known else run  # type: ignore[arg-type]


def _zero(w: Walk) -> Any:
    return w.domain.maybe_zero if w.domain.watches else None


def _nonpositive(w: Walk) -> Any:
    return w.domain.maybe_nonpositive if w.domain.watches else None


def _pow(w: Walk, e: Expr, scope: Scope) -> Step:
    base, exponent = e.args
    if exponent.is_Integer:
        n = abs(int(exponent))
        inner = w.step(base, scope) if exponent > 0 else _inverse(w, Inverse(base), scope)
        return inner if n == 1 else w.lift(lambda x: w.domain.power(x, n), inner)
    if not (base.is_Rational and base > 0):
        return w.step(own(e), scope)
    log_base = w.domain.log(w.domain.number(int(base.p), int(base.q)))
    inner = w.step(exponent, scope)
    return w.lift(lambda x: w.domain.exp(w.domain.product([x, log_base], [])), inner)


def _inverse(w: Walk, e: Expr, scope: Scope) -> Step:
    return w.lift(w.domain.inverse, w.step(e.args[0], scope), ill=_zero(w))


def _log(w: Walk, e: Expr, scope: Scope) -> Step:
    return w.lift(w.domain.log, w.step(e.args[0], scope), ill=_nonpositive(w))


def _function(name: str) -> Callable[[Walk, Any, Scope], Step]:
    """A function of numbers that is defined everywhere, by its name in the domain."""

    def build(w: Walk, e: Expr, scope: Scope) -> Step:
        return w.lift(getattr(w.domain, name), *(w.step(a, scope) for a in e.args))

    return build


def _extremum(w: Walk, e: Expr, scope: Scope) -> Step:
    parts = [w.step(a, scope) for a in e.args]
    if isinstance(e, Max):
        return w.lift(lambda *xs: w.domain.largest(list(xs)), *parts)
    parts = [w.lift(w.domain.negative, p) for p in parts]
    return w.lift(lambda *xs: w.domain.negative(w.domain.largest(list(xs))), *parts)


def _over_letters(w: Walk, e: Any, scope: Scope) -> Step:
    d, axes = w.domain, len(e.indices)
    inner = w.step(e.body, deeper(scope, e.indices))

    def run(tables: Tables) -> tuple[Value, Ill]:
        value, ill = inner(tables)
        if isinstance(e, MaxOver):
            return d.largest_over(value, axes), _anywhere(ill, axes)
        return d.negative(d.largest_over(d.negative(value), axes)), _anywhere(ill, axes)

    return run


def _sum(w: Walk, e: Any, scope: Scope) -> Step:
    axes, inside = len(e.indices), deeper(scope, e.indices)
    names = [i.alphabet for i in e.indices]
    body = unfolded(e.body)
    factors = body.args if isinstance(body, sympy.Mul) else (body,)
    factors = _Factors(w, (*factors, *(width(i) for i in e.indices if i.is_space)), inside)

    def run(tables: Tables) -> tuple[Value, Ill]:
        ups, downs, ill = factors(tables)
        sizes = tuple(tables.sizes[a] for a in names)
        return w.domain.product_sum(ups, downs, axes, sizes), _anywhere(ill, axes)

    return run


def _anywhere(ill: Ill, axes: int) -> Ill:
    return ill.any(axis=tuple(range(-axes, 0))) if np.ndim(ill) else ill


def _power(w: Walk, e: Any, scope: Scope) -> Step:
    d, vanishes = w.domain, e.vanishes
    bad = (d.maybe_negative if vanishes else d.maybe_nonpositive) if d.watches else None
    parts = w.step(e.base, scope), w.step(e.exponent, scope)
    ill = None if bad is None else lambda a, r: bad(a)
    return w.lift(lambda a, r: d.real_power(a, r, vanishes), *parts, ill=ill)


def _partial(w: Walk, e: Any, scope: Scope) -> Step:
    """The slope; and what is differentiated has to be defined, by what does not move."""
    quantity = e.wrt.quantity
    nested = isinstance(w.domain, Dual)  # whose base shares its slopes already
    base = w.domain if nested else getattr(w.domain, "sharing", w.domain)
    dual = Dual(base, quantity, tuple(_axis_or_letter(i, scope) for i in e.wrt.at))
    return w.lift(dual.slope, Walk(dual, (*w.moving, quantity)).step(e.f, scope))


def _delta(w: Walk, e: Any, scope: Scope) -> Step:
    i, j = e.args
    return same(w.domain, i.alphabet, [_axis_or_letter(k, scope) for k in (i, j)], len(scope))


def same(domain: Domain, alphabet: str, where: Sequence[Any], axes: int) -> Step:
    """[i = j] for two axes or named letters."""
    if where[0] == where[1]:
        return Constant(domain.number(1, 1))
    place = placed(where, axes)
    return lambda tables: (domain.moved(domain.same(tables.sizes[alphabet]), place), False)


def _cardinality(w: Walk, e: Any, scope: Scope) -> Step:
    return lambda tables: (w.domain.size(tables.sizes[e.alphabet]), False)


def _law_value(w: Walk, e: Any, scope: Scope) -> Step:
    law, variables = e.law, tuple(var for var, _ in e.at)
    place = placing(tuple(letter for _, letter in e.at), scope)
    return lambda tables: (w.domain.moved(tables.marginal(law, variables), place), False)


def _conditional(w: Walk, e: Any, scope: Scope) -> Step:
    """It is 0 where what is given has probability 0."""
    joint, given = _law_value(w, e.joint, scope), _law_value(w, e.given, scope)
    return lambda tables: (w.domain.product([joint(tables)[0]], [given(tables)[0]]), False)


def _quantity(w: Walk, e: Any, scope: Scope) -> Step:
    quantity, place = e.quantity, placing(e.at, scope)
    if not isinstance(w.domain, Dual):
        return lambda tables: (w.domain.moved(tables.quantity(quantity), place), False)
    where = [_axis_or_letter(i, scope) for i in e.at]
    pairs = zip(quantity.over, where, w.domain.at, strict=True)
    base = Walk(w.domain.base, w.moving)
    here = [same(base.domain, i.alphabet, (k, m), len(scope)) for i, k, m in pairs]
    slope = base.lift(
        lambda *xs: base.domain.product([*xs], []), *here, Constant(base.domain.number(1, 1))
    )
    return base.lift(Pair, base.step(e, scope), slope)


def _huffman(w: Walk, e: Any, scope: Scope) -> Step:
    letter, base = e.letter, int(e.args[1])
    value, place = w.step(e.args[0], (letter,)), placing((letter,), scope)

    def run(tables: Tables) -> tuple[Value, Ill]:
        lengths = w.domain.huffman(value(tables)[0], base, tables.sizes[letter.alphabet])
        return w.domain.moved(lengths, place), False

    return run


def _counted_sum(w: Walk, e: Any, scope: Scope) -> Step:
    return w.lift(lambda z: w.domain.counted_sum(z, e.powers), w.step(e.args[0], scope))


def _defined(w: Walk, e: Any, scope: Scope) -> Step:
    return w.step(unfolded(e), scope)


_BUILDERS: tuple[tuple[Any, Callable[[Walk, Any, Scope], Step]], ...] = (
    (sympy.Rational, _number),
    (sympy.core.numbers.Exp1, _euler),
    (sympy.Add, _add),
    (sympy.Mul, _mul),
    (sympy.Pow, _pow),
    (sympy.log, _log),
    (sympy.exp, _function("exp")),
    (LawValue, _law_value),
    (ConditionalValue, _conditional),
    (QuantityValue, _quantity),
    (Sum, _sum),
    (Inverse, _inverse),
    (HuffmanLength, _huffman),
    (CountedSum, _counted_sum),
    (Partial, _partial),
    (DEFINED, _defined),
    (Indicator, _function("indicator")),
    (Ceiling, _function("ceiling")),
    (Abs, _function("absolute")),
    ((Max, Min), _extremum),
    ((MaxOver, MinOver), _over_letters),
    (Power, _power),
    (Pi, _pi),
    (factorial, _function("factorial")),
    (binomial, _function("binomial")),
    (Delta, _delta),
    (Cardinality, _cardinality),
)
_REMEMBERED = (Sum, sympy.log, sympy.exp, Power, MaxOver, MinOver, Max, Min, Ceiling, Partial)
_REMEMBERED += (HuffmanLength, CountedSum)

# ---------------------------------------------------------------- axes


def deeper(scope: Scope, indices: Scope) -> Scope:
    """The scope inside a sum over `indices`."""
    inside = (*hidden(scope, indices), *indices)
    if len(inside) > _MAX_AXES:
        raise DeriveError(
            f"sums nested {len(inside)} letters deep: expected at most {_MAX_AXES}. Try a "
            "quantity for an inner sum, with a hypothesis that says what it is."
        )
    return inside


def hidden(scope: Scope, indices: Scope) -> Scope:
    """The outer scope, with the axes of rebound indices out of reach."""
    return tuple(None if i in indices else i for i in scope)


def _axis_or_letter(i: Any, scope: Scope) -> Any:
    if isinstance(i, Letter):
        return i
    if i not in scope:
        raise DeriveError(f"index {i}: neither summed over nor free here.")
    return 1 + scope.index(i)


def placing(letters: Sequence[Any], scope: Scope) -> Callable[[Any], Any]:
    """Moves an array (n, one axis per letter) to the axes of the scope; repeats: the diagonal.

    An axis whose letter has a name is looked up at that letter.
    """
    return placed([_axis_or_letter(i, scope) for i in letters], len(scope))


def placed(where: Sequence[Any], axes: int) -> Callable[[Any], Any]:
    """The same, each axis said by its number among so many, or by a letter with a name."""
    chosen = (slice(None), *(i.place if isinstance(i, Letter) else slice(None) for i in where))
    numbers = [axis for axis in where if not isinstance(axis, Letter)]
    distinct = sorted(set(numbers))
    order = (0, *(1 + numbers.index(axis) for axis in distinct))
    expand = tuple(
        slice(None) if axis == 0 or axis in distinct else None for axis in range(1 + axes)
    )
    repeated = len(distinct) < len(numbers)

    def place(array: Any) -> Any:
        if not isinstance(array, np.ndarray) or not array.ndim:
            return array
        array = array[chosen]
        array = _diagonal(array, numbers, distinct) if repeated else array.transpose(order)
        return array[expand]

    return place


def _diagonal(array: Any, where: list[int], distinct: list[int]) -> Any:
    """Axes that carry the same letter taken together; result axes in order of `distinct`."""
    letters = [chr(ord("a") + distinct.index(axis)) for axis in where]
    out = "".join(chr(ord("a") + n) for n in range(len(distinct)))
    return np.einsum(f"z{''.join(letters)}->z{out}", array)
