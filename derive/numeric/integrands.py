"""Terms under an integral sign, taken apart: densities, a power of the point, logarithms."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy
from sympy import Expr, Integer, log

from derive.language.alphabets import Alphabet
from derive.language.expressions import Inverse
from derive.language.families import Family
from derive.language.laws import LawValue
from derive.language.names import DeriveError
from derive.language.operations import Abs, factorial
from derive.numeric.standing import center


class Log(sympy.Function):  # type: ignore[misc]
    """ln of the value of a law that may be any, under an integral sign."""


class Leak(sympy.Function):  # type: ignore[misc]
    """What ln q is more, where q is 0, than its formula."""


@dataclass
class Weight:
    """A term c·p(x)·xᵏ·… under an integral sign, taken apart."""

    values: dict[LawValue, int] = field(default_factory=dict)  # with their exponents
    power: int = 0
    away: Expr | None = None  # c of |x − c|
    logs: list[LawValue] = field(default_factory=list)
    leaks: list[LawValue] = field(default_factory=list)
    counts: int = 0  # the power of ln n!
    nexts: int = 0  # and of ln(n + 1)
    rest: list[Expr] = field(default_factory=list)


def is_bare(term: Expr, x: Alphabet) -> bool:
    """Whether a logarithm of what is 0 far away, or 1 over it, stands there without any density."""
    try:
        w = taken_apart(term, x)
    except DeriveError:
        return False
    poles = [v for v, k in w.values.items() if k < 0 and not isinstance(v.law, Family)]
    bad = bool(w.logs or w.leaks or poles) and all(k < 0 for k in w.values.values())
    return bad and all(e.is_Rational and e != 0 for e in w.rest)


def taken_apart(term: Expr, x: Alphabet) -> Weight:
    w = Weight()
    for factor in sympy.Mul.make_args(term):
        base, e = (factor.base, factor.exp) if factor.is_Pow else (factor, Integer(1))
        if x not in factor.free_symbols:
            w.rest.append(factor)
        elif base == x and e.is_Integer and e > 0:
            w.power += int(e)
        elif _has_output(base, x) and e.is_Integer:
            w.values[base] = w.values.get(base, 0) + int(e)
        elif isinstance(base, Inverse) and _has_output(base.args[0], x) and e.is_Integer:
            w.values[base.args[0]] = w.values.get(base.args[0], 0) - int(e)
        elif isinstance(factor, Abs) and w.away is None:
            w.away = _from(factor, x)
        elif x.is_natural and base == log(factorial(x)) and e.is_Integer and e > 0:
            w.counts += int(e)
        elif x.is_natural and base == log(x + 1) and e.is_Integer and e > 0:
            w.nexts += int(e)
        elif isinstance(base, (Log, Leak)) and e.is_Integer and e > 0:
            (w.logs if isinstance(base, Log) else w.leaks).extend([base.args[0]] * int(e))
        else:
            raise DeriveError(f"∫ {term} d{x.name}: {factor} is not done in closed form.")
    return w


def _has_output(e: Expr, x: Alphabet) -> bool:
    """Whether it is the value of a law at this point."""
    return isinstance(e, LawValue) and e.law.outputs[0].name in [v for v, i in e.at if i == x]


def _from(distance: Abs, x: Alphabet) -> Expr:
    c = center(distance.args[0], x)
    if c is None:
        raise DeriveError(f"{distance}: it is no distance from a number.")
    return c


def log_factorial(n: Expr) -> Expr:
    """Of n + 1 by that of n."""
    before = n - 1
    if isinstance(before, Alphabet):
        return log(factorial(before)) + log(n)
    return log(factorial(n))


def is_even_distance(e: Expr) -> bool:
    """Of |x − c|²."""
    return bool(e.is_Pow and isinstance(e.base, Abs) and e.exp.is_Integer and e.exp % 2 == 0)
