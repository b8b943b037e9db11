"""The value of an expression and its well-posedness, by a recursion of our own.

One recursion, two arithmetics (`arithmetic`, and `reals` where points are numbers); x/0 = 0 and
log 0 = 0 (`docs/semantics.md`).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy

from derive.language.alphabets import Alphabet, Cardinality, Delta, Letter
from derive.language.definitions import DefinedLawValue, DefinedValue
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import (
    Ceiling,
    Indicator,
    Inverse,
    Product,
    Sum,
    is_positive_rational,
)
from derive.language.families import Family
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import Measure
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
)
from derive.language.quantities import QuantityValue
from derive.language.subsets import Member
from trials.mutants.arithmetic import Letters, scopes
from trials.mutants.slopes import slope, steep

OPENED = (Measure, Product, AtEvent, Member, DefinedValue, DefinedLawValue)


def free_letters(*expressions: Any) -> tuple[Any, ...]:
    """The free indices, in order of name."""
    found = {s for e in expressions for s in e.free_symbols if isinstance(s, Alphabet)}
    return tuple(sorted(found, key=lambda i: (i.name, i.alphabet)))


def value(e: Any, env: Any, letters: Letters) -> Any:
    """The value at a model (or at many), where the free indices stand for `letters`."""
    return _compiled(e)(env, letters)


@lru_cache(maxsize=20_000)
def _compiled(e: Any) -> Callable[[Any, Letters], Any]:
    if isinstance(e, OPENED):
        return _compiled(e.unfold())
    build = next((b for kind, b in _CASES if isinstance(e, kind)), None)
    if build is None:
        raise TypeError(f"no value for {type(e).__name__}: {e}")
    run = build(e)
    if not isinstance(e, (sympy.log, Sum, Ceiling, MaxOver, MinOver, Power, Partial)):
        return run
    free = free_letters(e)

    def once(env: Any, letters: Letters) -> Any:
        key = (e, *(letters[i] for i in free))
        if key not in env.memo:
            env.memo[key] = run(env, letters)
        return env.memo[key]

    return once


def _rational(e: Any) -> Any:
    v = Fraction(int(e.p), int(e.q))
    return lambda env, letters: env.const(v)


def _add(e: Any) -> Any:
    parts = [_compiled(a) for a in e.args]

    def run(env: Any, letters: Letters) -> Any:
        total = env.const(Fraction(0))
        for part in parts:
            total = total + part(env, letters)
        return total

    return run


def _mul(e: Any) -> Any:
    parts = [_compiled(a) for a in sorted(e.args, key=hazardous)]

    def run(env: Any, letters: Letters) -> Any:
        total = env.const(Fraction(1))
        for part in parts:
            total = total * part(env, letters)
            if isinstance(total, Fraction) and not total:
                return total
        return total

    return run


def _pow(e: Any) -> Any:
    base, exponent = e.args
    if exponent.is_Integer:
        inner, n = _compiled(base), int(exponent)
        return lambda env, letters: env.power(inner(env, letters), n)
    inner, b = _compiled(exponent), Fraction(int(base.p), int(base.q))
    return lambda env, letters: env.exp(inner(env, letters) * env.log(env.const(b)))


def _unary(name: str) -> Any:
    def build(e: Any) -> Any:
        inner = _compiled(e.args[0])
        return lambda env, letters: getattr(env, name)(inner(env, letters))

    return build


def _sum(e: Any) -> Any:
    inner, indices = _compiled(e.body), e.indices

    return lambda env, letters: env.integral(indices, letters, inner)


# ---------------------------------------------------------------- |·|, max, min, roots, n!, ∂


def _abs(e: Any) -> Any:
    inner = _compiled(e.args[0])

    def run(env: Any, letters: Letters) -> Any:
        v = inner(env, letters)
        return v * env.sign(v)

    return run


def _extremum(e: Any) -> Any:
    parts, sense = [_compiled(a) for a in e.args], 1 if isinstance(e, Max) else -1

    def run(env: Any, letters: Letters) -> Any:
        best = parts[0](env, letters)
        for part in parts[1:]:
            best = env.larger(best, part(env, letters), sense)
        return best

    return run


def _over_letters(e: Any) -> Any:
    inner, indices, sense = _compiled(e.body), e.indices, 1 if isinstance(e, MaxOver) else -1

    def run(env: Any, letters: Letters) -> Any:
        values = [inner(env, scope) for scope in scopes(indices, env.sizes, letters)]
        best = values[0]
        for v in values[1:]:
            best = env.larger(best, v, sense)
        return best

    return run


def _root(e: Any) -> Any:
    """a^r: exp(r·ln a), and 0 at a = 0 where r is visibly positive."""
    base, exponent, vanishes = _compiled(e.base), _compiled(e.exponent), e.vanishes

    def run(env: Any, letters: Letters) -> Any:
        a = base(env, letters)
        power = env.exp(exponent(env, letters) * env.log(a))
        return env.nonzero(a) * power if vanishes else power

    return run


def _pi(e: Any) -> Any:
    return lambda env, letters: env.pi


def _counting(name: str) -> Any:
    def build(e: Any) -> Any:
        parts = [_compiled(a) for a in e.args]
        return lambda env, letters: getattr(env, name)(*(p(env, letters) for p in parts))

    return build


def _partial(e: Any) -> Any:
    return _compiled(slope(*e.args))


def places(at: Any, letters: Letters) -> tuple[int, ...]:
    """Where in a table; a letter with a name is where it is."""
    return tuple(i.place if isinstance(i, Letter) else letters[i] for i in at)


def _law(e: Any) -> Any:
    if isinstance(e.law, Family):
        return lambda env, letters: env.density(e, letters)
    law, variables, at = e.law, tuple(v for v, _ in e.at), [i for _, i in e.at]

    def run(env: Any, letters: Letters) -> Any:
        if env.on_reals and any(v.is_measured for v in law.variables_and_inputs()):
            return env.density(e, letters)
        return env.at(env.table(law, variables), places(at, letters))

    return run


def _quantity(e: Any) -> Any:
    q, at = e.quantity, e.at
    return lambda env, letters: env.at(env.tables[q], places(at, letters))


def _conditional(e: Any) -> Any:
    joint, given = _compiled(e.joint), _compiled(e.given)
    return lambda env, letters: joint(env, letters) * env.inverse(given(env, letters))


def _delta(e: Any) -> Any:
    i, j = e.args
    return lambda env, letters: env.const(Fraction(len(set(places((i, j), letters))) == 1))


def _coordinate(e: Any) -> Any:
    return lambda env, letters: env.coordinate(e, letters)


def _size(e: Any) -> Any:
    return lambda env, letters: env.const(Fraction(env.sizes[e.alphabet]))


def _euler(e: Any) -> Any:
    return lambda env, letters: env.exp(env.const(Fraction(1)))


_CASES: tuple[tuple[Any, Any], ...] = (
    (sympy.Rational, _rational),
    (sympy.core.numbers.Exp1, _euler),
    (sympy.Add, _add),
    (sympy.Mul, _mul),
    (sympy.Pow, _pow),
    (sympy.log, _unary("log")),
    (sympy.exp, _unary("exp")),
    (LawValue, _law),
    (ConditionalValue, _conditional),
    (QuantityValue, _quantity),
    (Sum, _sum),
    (Inverse, _unary("inverse")),
    (Indicator, _unary("nonzero")),
    (Ceiling, _unary("ceiling")),
    (Delta, _delta),
    (Cardinality, _size),
    (Alphabet, _coordinate),
    (Abs, _abs),
    ((Max, Min), _extremum),
    ((MaxOver, MinOver), _over_letters),
    (Power, _root),
    (Pi, _pi),
    (factorial, _counting("factorial")),
    (binomial, _counting("binomial")),
    (Partial, _partial),
)


# ---------------------------------------------------------------- well-posedness


@lru_cache(maxsize=20_000)
def hazardous(e: Any) -> bool:
    """Whether a log or a quotient is inside that may be undefined at some model."""
    if isinstance(e, OPENED):
        return hazardous(e.unfold())
    if isinstance(e, ConditionalValue):
        return False  # p(x, y)/p(y): its numerator is 0 where its denominator is
    if isinstance(e, Partial):
        return any(hazardous(a) for a in (e.f, slope(*e.args), *steep(*e.args)))
    if _log_or_quotient(e):
        return not is_positive_rational(e.args[0])
    return any(hazardous(a) for a in e.args)


def _log_or_quotient(e: Any) -> bool:
    return isinstance(e, (sympy.log, Inverse, Power)) or bool(
        isinstance(e, sympy.Pow) and e.args[1].is_Integer and e.args[1] < 0
    )


def ill_posed(e: Any, env: Any, letters: Letters, live: Any) -> Any:
    """Whether (or in which models) a log or quotient stands at 0 although its weight is not."""
    if not hazardous(e) or not np.any(live):
        return False
    if isinstance(e, OPENED):
        return ill_posed(e.unfold(), env, letters, live)
    if isinstance(e, Partial):
        parts = (e.f, *steep(*e.args))
        return _any(ill_posed(a, env, letters, live) for a in parts)
    if isinstance(e, Sum) and env.in_pieces and any(i.is_measured for i in e.indices):
        inner = (ill_posed(e.body, env, s, True) for s in scopes(e.indices, env.sizes, letters))
        return live & np.any(_any(inner))  # its pieces are none of those around it
    if isinstance(e, (Sum, MaxOver, MinOver)):
        return _any(ill_posed(e.body, env, s, live) for s in scopes(e.indices, env.sizes, letters))
    if isinstance(e, sympy.Mul):
        bad = [ill_posed(a, env, letters, live) for a in e.args]
        if not np.any(_any(bad)):
            return False
        for a, here in zip(e.args, bad, strict=True):  # what is well posed and 0 silences the rest
            here = np.asarray(here, bool)
            live = live & (here if here.all() else here | env.apart(value(a, env, letters)))
        return live & _any(bad)
    found = _any(ill_posed(a, env, letters, live) for a in e.args if isinstance(a, sympy.Expr))
    if _log_or_quotient(e):
        s = env.sign(value(e.args[0], env, letters))
        found = found | (live & _outside(e, s))
    return found


def _outside(e: Any, s: Any) -> Any:
    """Whether the node has no value where its argument has this sign."""
    if isinstance(e, Power):
        return s < 0 if e.vanishes else s <= 0
    return s <= 0 if isinstance(e, sympy.log) else s == 0


def _any(found: Any) -> Any:
    out: Any = False
    for f in found:
        out = out | f
    return out


def dominating(e: Any) -> Any:
    """The law or quantity that e is the value of, in full; None for anything else."""
    if isinstance(e, LawValue) and len(e.at) == len(e.law.variables_and_inputs()):
        return e.law
    return e.quantity if isinstance(e, QuantityValue) else None
