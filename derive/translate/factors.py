"""An expression as rational number × powers of factors, what sums share taken out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from sympy import Add, Expr, Integer, Mul, Pow, expand_mul

from derive.language.expressions import Inverse

Factors = Counter[Expr]  # factor → its exponent ≥ 1; 1/a is a factor of its own, as 1/0 = 0
_MOST_TERMS = 60  # of a sum that is multiplied out
_ONE = Fraction(1)


def factored(e: Expr) -> tuple[Fraction, Factors]:
    """e = c·∏ fᵏ."""
    if e.is_Rational:
        return Fraction(int(e.p), int(e.q)), Counter()
    if isinstance(e, Mul):
        return _product(map(factored, e.args))
    if isinstance(e, Inverse):
        c, factors = factored(e.args[0])
        return (1 / c if c else c), Counter({Inverse(b): k for b, k in factors.items()})
    if isinstance(e, Pow) and e.exp.is_Integer and e.exp > 0:
        c, factors = factored(e.base)
        return c ** int(e.exp), Counter({b: k * int(e.exp) for b, k in factors.items()})
    if isinstance(e, Add):
        return _sum(e)
    return _ONE, Counter({e: 1})


def _product(parts: Iterable[tuple[Fraction, Factors]]) -> tuple[Fraction, Factors]:
    c, out = _ONE, Counter[Expr]()
    for d, factors in parts:
        c *= d
        out += factors
    return c, out


def _sum(e: Expr) -> tuple[Fraction, Factors]:
    """The content and the factors that all terms share, and what is left as one factor."""
    terms = Add.make_args(expand_mul(e))
    if len(terms) > _MOST_TERMS:
        return _ONE, Counter({e: 1})
    if len(terms) == 1:
        return factored(terms[0])
    parts = [_product(map(factored, Mul.make_args(t))) for t in terms]
    if any(not c for c, _ in parts):
        return _ONE, Counter({e: 1})
    content = Fraction(
        gcd(*(c.numerator for c, _ in parts)), lcm(*(c.denominator for c, _ in parts))
    )
    shared = parts[0][1]
    for _, factors in parts[1:]:
        shared = shared & factors
    if content == 1 and not shared:
        return _ONE, Counter({Add(*terms): 1})
    rest = Add(*(_made(c / content, f - shared) for c, f in parts))
    return content, shared + Counter({rest: 1})


def _made(c: Fraction, factors: Factors) -> Expr:
    number = Integer(c.numerator) / Integer(c.denominator)
    return Mul(number, *(Pow(b, k) for b, k in factors.items()))
