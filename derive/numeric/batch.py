"""Batches: many models of one shape as float arrays with error bounds, and their evaluation.

`bounded(expression, free)` compiles an expression once; the result maps a `Batch` of n models to
a `Bound` whose arrays have shape (n, *sizes of the free indices) (or with axes of length 1, or
plain floats, where the value does not depend on them), and to the rows that look ill-posed.

Inside, every bound index has an axis of its own: axis 0 counts models, then come the free
indices, then those of the enclosing sums from the outside in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import sympy
from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Cardinality, Delta, Letter
from derive.language.derivatives import Partial
from derive.language.expressions import Ceiling, Indicator, Inverse, Sum, is_positive_rational
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
from derive.numeric import bounds
from derive.numeric.bounds import Bound
from derive.numeric.least import HuffmanLength, best_lengths
from derive.numeric.nodes import DEFINED, unfolded

Scope = tuple[Alphabet, ...]


@dataclass(eq=False)
class Batch:
    """n models with the same alphabet sizes; laws and quantities with models along axis 0."""

    n: int
    sizes: Mapping[str, int]
    laws: dict[Law, Bound]
    quantities: dict[Quantity, Bound]
    marginals: dict[Any, Bound] = field(default_factory=dict)
    values: dict[Any, tuple[Bound, Any]] = field(default_factory=dict)

    def put(self, thing: Law | Quantity, value: Bound) -> None:
        """Set a law or quantity, and forget what was computed from the old one."""
        if isinstance(thing, Law):
            self.laws[thing] = value
        else:
            self.quantities[thing] = value
        self.forget()

    def forget(self) -> None:
        """Drop everything computed: the tables have changed."""
        self.marginals.clear()
        self.values.clear()

    def marginal(self, law: Law, variables: tuple[str, ...]) -> Bound:
        """The law of some of the variables, summed once."""
        key = (law, variables)
        found = self.marginals.get(key)
        if found is None:
            found = self.marginals[key] = self._summed(law, variables)
        return found

    def _summed(self, law: Law, variables: tuple[str, ...]) -> Bound:
        names = [v.name for v in law.variables_and_inputs()]
        away = tuple(n + 1 for n, name in enumerate(names) if name not in variables)
        whole = self.laws[law]
        if not away:
            return whole
        count = math.prod(whole.v.shape[n] for n in away)
        absolute = whole.a if bounds.is_plain(whole.a) else whole.a.sum(axis=away)
        if bounds.is_plain(absolute):
            absolute = absolute * float(count)
        return Bound(whole.v.sum(axis=away), whole.r + count * bounds.U, absolute, True)


@dataclass
class Run:
    """One evaluation: the batch, and which rows may be ill-posed."""

    batch: Batch
    suspect: Any = None

    def mark(self, where: Any) -> None:
        """Remember the rows in which `where` (rows along axis 0) holds anywhere."""
        if not np.any(where):
            return
        if np.ndim(where) == 0 or where.shape[0] == 1:
            rows = np.ones(self.batch.n, dtype=bool)
        else:
            rows = where.reshape(self.batch.n, -1).any(axis=1)
        self.suspect = rows if self.suspect is None else self.suspect | rows


Step = Callable[[Run, Any], Bound]  # the second argument: where the weight so far may be nonzero


class Constant:
    """A step whose value is known when compiling."""

    def __init__(self, value: Bound) -> None:
        self.value = value

    def __call__(self, run: Run, live: Any) -> Bound:
        return self.value


_MAX_AXES = 63 if int(np.__version__.split(".")[0]) >= 2 else 31  # NumPy's own limit, less rows
_LARGEST_COUNT = 150  # n in n! as a float
_MAX_VALUES = 16  # lines whose values a batch keeps


@lru_cache(maxsize=4096)
def bounded(e: Expr, free: Scope) -> Callable[[Batch], tuple[Bound, Any]]:
    """Compile `e` with the given free indices.

    Raises:
        DeriveError: for a node that has no numerical meaning here.
    """
    step = _compile(e, free)

    def run(batch: Batch) -> tuple[Bound, Any]:
        key = (e, free)
        if key not in batch.values:  # a line of a chain is a side of two relations
            if len(batch.values) >= _MAX_VALUES:
                batch.values.clear()
            state = Run(batch)
            with np.errstate(all="ignore"):
                value = bounds.settled(step(state, True))
            batch.values[key] = value, state.suspect
        return batch.values[key]

    return run


def _compile(e: Any, scope: Scope) -> Step:
    for kind, build in _BUILDERS:
        if isinstance(e, kind):
            return build(e, scope)
    raise DeriveError(
        f"{type(e).__name__}: {e} cannot be evaluated numerically. Expected sums, products, "
        "integer powers, log, exp, laws, quantities, indicators and rational numbers."
    )


def _rational(e: Any, scope: Scope) -> Step:
    try:
        value = int(e.p) / int(e.q)
    except OverflowError:  # floats know nothing of it; exact arithmetic does
        return Constant(bounds.constant(math.inf if e.p > 0 else -math.inf, exact=False))
    whole = int(e.q) & (int(e.q) - 1) == 0 and abs(int(e.p)) < 1 << 53
    return Constant(bounds.constant(value, exact=whole))


def _euler(e: Any, scope: Scope) -> Step:
    return Constant(bounds.constant(math.e, exact=False))


def _add(e: Expr, scope: Scope) -> Step:
    parts = [_compile(a, scope) for a in e.args]
    if all(isinstance(p, Constant) for p in parts):
        return Constant(bounds.add([p.value for p in parts if isinstance(p, Constant)]))
    return lambda run, live: bounds.add([p(run, live) for p in parts])


@lru_cache(maxsize=8192)
def _hazardous(e: Basic) -> bool:
    """Whether a logarithm or reciprocal (of more than a number) is inside."""
    if isinstance(e, (sympy.log, Inverse)):
        return not e.args[0].is_Number
    if isinstance(e, sympy.Pow) and e.args[1].is_Integer and e.args[1] < 0:
        base = e.args[0]
        return not (isinstance(base, sympy.log) and base.args[0].is_Number)
    if isinstance(e, Power) or (isinstance(e, sympy.Pow) and not e.args[1].is_Integer):
        return not is_positive_rational(e.args[0]) or any(_hazardous(a) for a in e.args)
    if isinstance(e, DEFINED):
        return _hazardous(unfolded(e)) or (isinstance(e, Partial) and _hazardous(e.f))
    return any(_hazardous(a) for a in e.args)


def _mul(e: Expr, scope: Scope) -> Step:
    steps = [(_compile(a, scope), _hazardous(a)) for a in e.args]
    fixed = [s.value for s, _ in steps if isinstance(s, Constant)]
    plain = [s for s, risky in steps if not risky and not isinstance(s, Constant)]
    risky = [s for s, is_risky in steps if is_risky and not isinstance(s, Constant)]
    factor = [reduce(bounds.multiply, fixed)] if fixed else []
    if not plain and not risky:
        return Constant(factor[0])

    def run(state: Run, live: Any) -> Bound:
        values = [s(state, live) for s in plain]
        if risky:
            for value in values:
                live = live & bounds.maybe_nonzero(value)
            values += [s(state, live) for s in risky]
        return reduce(bounds.multiply, values + factor)

    return run


def _pow(e: Expr, scope: Scope) -> Step:
    base, exponent = e.args
    if exponent.is_Integer and exponent > 0:
        inner, n = _compile(base, scope), int(exponent)
        return lambda run, live: bounds.power(inner(run, live), n)
    if exponent.is_Integer:
        below, n = _reciprocal(base, scope), -int(exponent)
        if isinstance(below, Constant):
            return Constant(bounds.power(below.value, n))
        return lambda run, live: bounds.power(below(run, live), n)
    if not (base.is_Rational and base > 0):
        return _compile(own(e), scope)
    log_base = bounds.log(bounds.constant(int(base.p) / int(base.q), exact=bool(base.is_Integer)))
    inner = _compile(exponent, scope)
    return lambda run, live: bounds.exp(bounds.multiply(inner(run, live), log_base))


def _reciprocal(base: Expr, scope: Scope) -> Step:
    inner = _compile(base, scope)
    if isinstance(inner, Constant) and not bounds.maybe_zero(inner.value):
        return Constant(bounds.inverse(inner.value))

    def run(state: Run, live: Any) -> Bound:
        value = inner(state, live)
        state.mark(live & bounds.maybe_zero(value))
        return bounds.inverse(value)

    return run


def _inverse(e: Expr, scope: Scope) -> Step:
    return _reciprocal(e.args[0], scope)


def _log(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    if isinstance(inner, Constant) and not bounds.maybe_nonpositive(inner.value):
        return Constant(bounds.log(inner.value))

    def run(state: Run, live: Any) -> Bound:
        value = inner(state, live)
        state.mark(live & bounds.maybe_nonpositive(value))
        return bounds.log(value)

    return run


def _exp(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    return lambda run, live: bounds.exp(inner(run, live))


def _indicator(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    return lambda run, live: bounds.indicator(inner(run, live))


def _ceiling(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    if isinstance(inner, Constant):
        return Constant(bounds.ceiling(inner.value))
    return lambda run, live: bounds.ceiling(inner(run, live))


def _absolute(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    if isinstance(inner, Constant):
        return Constant(bounds.absolute(inner.value))
    return lambda run, live: bounds.absolute(inner(run, live))


def _extremum(e: Expr, scope: Scope) -> Step:
    parts = [_compile(a, scope) for a in e.args]
    if isinstance(e, Max):
        return lambda run, live: bounds.largest([p(run, live) for p in parts])

    def least(run: Run, live: Any) -> Bound:
        return bounds.negative(bounds.largest([bounds.negative(p(run, live)) for p in parts]))

    return least


def _over_letters(e: Any, scope: Scope) -> Step:
    deeper_scope = _deeper_scope(scope, e.indices)
    inner, axes = _compile(e.body, deeper_scope), len(e.indices)

    def run(state: Run, live: Any) -> Bound:
        value = inner(state, live if live is True else _deeper(live, axes))
        if isinstance(e, MaxOver):
            return bounds.largest_over(value, axes)
        return bounds.negative(bounds.largest_over(bounds.negative(value), axes))

    return run


def _power(e: Any, scope: Scope) -> Step:
    base, exponent, vanishes = _compile(e.base, scope), _compile(e.exponent, scope), e.vanishes

    def run(state: Run, live: Any) -> Bound:
        a = base(state, live)
        bad = bounds.maybe_negative(a) if vanishes else bounds.maybe_nonpositive(a)
        state.mark(live & bad)
        return bounds.real_power(a, exponent(state, live), vanishes)

    return run


def _pi(e: Any, scope: Scope) -> Step:
    return Constant(bounds.constant(math.pi, exact=False))


def _factorial(e: Expr, scope: Scope) -> Step:
    inner = _compile(e.args[0], scope)
    return lambda run, live: _counted(lambda n: float(math.factorial(n)), [inner(run, live)])


def _binomial(e: Expr, scope: Scope) -> Step:
    above, below = (_compile(a, scope) for a in e.args)
    return lambda run, live: _counted(_choose, [above(run, live), below(run, live)])


def _choose(n: int, k: int) -> float:
    return float(math.comb(n, k)) if k >= 0 else 0.0


def _counted(f: Callable[..., float], of: list[Bound]) -> Bound:
    """A function of what are integers; of those that floats do not know, nothing is known."""
    unknown = sum((bounds.error(b) >= 0.25) | (abs(b.v) > _LARGEST_COUNT) for b in of) > 0
    counts = (np.where(unknown, 0, np.rint(b.v)) for b in of)
    found = np.vectorize(lambda *n: f(*map(int, n)), otypes=[float])(*counts)
    absolute = np.where(unknown, bounds.HUGE, 0.0)
    if np.ndim(found) == 0:
        return Bound(float(found), bounds.U, float(absolute), True)
    return Bound(found, bounds.U, absolute if np.any(absolute) else 0.0, True)


def _sum(e: Any, scope: Scope) -> Step:
    inner = _compile(e.body, _deeper_scope(scope, e.indices))
    names = tuple(i.alphabet for i in e.indices)
    axes = len(names)

    def run(state: Run, live: Any) -> Bound:
        deeper = live if live is True else _deeper(live, axes)
        sizes = tuple(state.batch.sizes[a] for a in names)
        return bounds.total(inner(state, deeper), axes, sizes)

    return run


def _deeper_scope(scope: Scope, indices: Scope) -> tuple[Any, ...]:
    deeper = (*hidden(scope, indices), *indices)
    if len(deeper) > _MAX_AXES:
        raise DeriveError(
            f"sums nested {len(deeper)} letters deep: expected at most {_MAX_AXES}. Try a "
            "quantity for an inner sum, with a hypothesis that says what it is."
        )
    return deeper


def hidden(scope: Scope, indices: Scope) -> tuple[Any, ...]:
    """The outer scope, with the axes of rebound indices out of reach."""
    return tuple(None if i in indices else i for i in scope)


def _deeper(live: Any, axes: int) -> Any:
    return live.reshape(live.shape + (1,) * axes) if np.ndim(live) else live


def _axis(letter: Alphabet, scope: Scope) -> int:
    if letter not in scope:
        raise DeriveError(f"index {letter}: neither summed over nor free here.")
    return 1 + scope.index(letter)


def placing(letters: tuple[Any, ...], scope: Scope) -> Callable[[Any], Any]:
    """Moves an array (n, one axis per letter) to the axes of the scope; repeats: the diagonal.

    An axis whose letter has a name is looked up at that letter.
    """
    chosen = (slice(None), *(i.place if isinstance(i, Letter) else slice(None) for i in letters))
    where = [_axis(i, scope) for i in letters if isinstance(i, Alphabet)]
    distinct = sorted(set(where))
    shape_at = [where.index(axis) for axis in distinct]
    order = (0, *(1 + n for n in shape_at))
    expand = tuple(
        slice(None) if axis == 0 or axis in distinct else None for axis in range(1 + len(scope))
    )
    repeated = len(distinct) < len(where)

    def place(array: Any) -> Any:
        if bounds.is_plain(array):
            return array
        array = array[chosen]
        array = _diagonal(array, where, distinct) if repeated else array.transpose(order)
        return array[expand]

    return place


def _diagonal(array: Any, where: list[int], distinct: list[int]) -> Any:
    """Axes that carry the same letter taken together; result axes in order of `distinct`."""
    letters = [chr(ord("a") + distinct.index(axis)) for axis in where]
    out = "".join(chr(ord("a") + n) for n in range(len(distinct)))
    return np.einsum(f"z{''.join(letters)}->z{out}", array)


def _placed(b: Bound, place: Callable[[Any], Any]) -> Bound:
    return Bound(place(b.v), b.r, place(b.a), b.nonneg)


def _law_value(e: Any, scope: Scope) -> Step:
    law, variables = e.law, tuple(var for var, _ in e.at)
    place = placing(tuple(letter for _, letter in e.at), scope)
    return lambda run, live: _placed(run.batch.marginal(law, variables), place)


def _conditional(e: Any, scope: Scope) -> Step:
    joint, given = _law_value(e.joint, scope), _law_value(e.given, scope)
    return lambda run, live: bounds.multiply(joint(run, live), bounds.inverse(given(run, live)))


def _quantity(e: Any, scope: Scope) -> Step:
    quantity, place = e.quantity, placing(e.at, scope)
    return lambda run, live: _placed(run.batch.quantities[quantity], place)


def _partial(e: Any, scope: Scope) -> Step:
    """The slope; what is differentiated is looked at too, for it has to be defined."""
    slope, whole = _compile(unfolded(e), scope), _compile(e.f, scope)

    def run(state: Run, live: Any) -> Bound:
        whole(state, live)
        return slope(state, live)

    return run


def _huffman(e: Any, scope: Scope) -> Step:
    """Of each row; where rounding decides a tie it may be another code than the exact one."""
    letter, base = e.letter, int(e.args[1])
    value, place = _compile(e.args[0], (letter,)), placing((letter,), scope)

    def run(state: Run, live: Any) -> Bound:
        shape = (state.batch.n, state.batch.sizes[letter.alphabet])
        p = np.broadcast_to(value(state, True).v, shape)
        rows = [[Fraction(max(float(v), 0.0)) for v in row] for row in p]
        whole = [[v / (sum(row) or 1) for v in row] for row in rows]
        lengths = [best_lengths(row, base) if sum(row) == 1 else [0] * len(row) for row in whole]
        return _placed(Bound(np.array(lengths, dtype=float), 0.0, 0.0, True), place)

    return run


def _delta(e: Any, scope: Scope) -> Step:
    i, j = e.args
    if i == j:
        return Constant(bounds.constant(1.0))
    place = placing((i, j), scope)

    def run(state: Run, live: Any) -> Bound:
        eye = np.eye(state.batch.sizes[i.alphabet])[None]
        return Bound(place(eye), 0.0, 0.0, True)

    return run


def _cardinality(e: Any, scope: Scope) -> Step:
    return lambda run, live: bounds.constant(float(run.batch.sizes[e.alphabet]))


def _defined(e: Any, scope: Scope) -> Step:
    return _compile(unfolded(e), scope)


_BUILDERS: tuple[tuple[Any, Callable[[Any, Scope], Step]], ...] = (
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
    (HuffmanLength, _huffman),
    (Partial, _partial),
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
