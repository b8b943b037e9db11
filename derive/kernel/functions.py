"""Functions of one variable t on an open interval, exactly: Σ R·∏ (ln p)ᵏ·exp(q).

R is a rational function, p and q are polynomials, all over the rationals; p and what is divided by
have no root in the interval, and ln p means ln |p|. The p of a logarithm is squarefree with leading
coefficient 1, or a prime number, whose logarithm alone may have k < 0. With these

    (R·∏ (ln pᵢ)^kᵢ·e^q)′ = (R′ + R·q′)·∏ (ln pᵢ)^kᵢ·e^q + Σᵢ R·(pᵢ′/pᵢ)·kᵢ·(ln pᵢ)^(kᵢ−1)⋯e^q
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from derive.kernel import polynomials as po
from derive.kernel import terms as t
from derive.kernel.looks import look
from derive.kernel.numbers import primes
from derive.kernel.polynomials import End, Polynomial
from derive.kernel.terms import KernelError, Term

Rational: TypeAlias = tuple[Polynomial, Polynomial]  # coprime, the second with coefficient 1
Logs: TypeAlias = tuple[tuple[Polynomial, int], ...]
Side: TypeAlias = Literal[1, -1]
_MAX_TERMS = 300
_MAX_POWER = 40


class Key(NamedTuple):
    """∏ (ln p)ᵏ·exp(q)."""

    logs: Logs = ()
    exp: Polynomial = ()


Function: TypeAlias = dict[Key, Rational]
UNIT = Key()


class Interval(NamedTuple):
    """The open interval from a to b, either of which may be infinite."""

    a: End
    b: End

    def sides(self) -> tuple[tuple[End, Side], tuple[End, Side]]:
        """Its ends, each with the side on which it is approached (as `polynomials.around`)."""
        return (self.a, -1 if self.a is None else 1), (self.b, 1 if self.b is None else -1)


# -- the algebra --------------------------------------------------------------------------------


def rational(top: Polynomial, bottom: Polynomial) -> Rational:
    if not top:
        return (), po.ONE
    g = po.common(top, bottom)
    top, bottom = po.divided(top, g)[0], po.divided(bottom, g)[0]
    return po.scale(top, 1 / bottom[-1]), po.monic(bottom)


def _sum(x: Rational, y: Rational) -> Rational:
    if x[1] == y[1]:
        return rational(po.add(x[0], y[0]), x[1])
    return rational(po.add(po.times(x[0], y[1]), po.times(y[0], x[1])), po.times(x[1], y[1]))


def _product(x: Rational, y: Rational) -> Rational:
    return rational(po.times(x[0], y[0]), po.times(x[1], y[1]))


def total(parts: Sequence[tuple[Key, Rational]]) -> Function:
    out: Function = {}
    for key, r in parts:
        look()
        out[key] = _sum(out[key], r) if key in out else r
    if len(out) > _MAX_TERMS:
        raise KernelError(f"a function of more than {_MAX_TERMS} terms")
    return {key: r for key, r in out.items() if r[0]}


def times(f: Function, g: Function) -> Function:
    return total(
        [(_with(m, n.logs, n.exp), _product(r, s)) for m, r in f.items() for n, s in g.items()]
    )


def _with(key: Key, logs: Logs, exp: Polynomial = ()) -> Key:
    powers: dict[Polynomial, int] = defaultdict(int)
    for p, k in (*key.logs, *logs):
        powers[p] += k
    return Key(tuple(sorted((p, k) for p, k in powers.items() if k)), po.add(key.exp, exp))


def derivative(f: Function) -> Function:
    out: list[tuple[Key, Rational]] = []
    for key, (top, bottom) in f.items():
        own = po.add(po.times(po.derivative(top), bottom), _negative(po.times(top, _d(bottom))))
        out.append((key, rational(own, po.times(bottom, bottom))))
        out.append((key, rational(po.times(top, _d(key.exp)), bottom)))
        for p, k in key.logs:
            inner = rational(po.scale(po.times(top, _d(p)), Fraction(k)), po.times(bottom, p))
            out.append((_with(key, ((p, -1),)), inner))
    return total(out)


def _d(p: Polynomial) -> Polynomial:
    return po.derivative(p)


def _negative(p: Polynomial) -> Polynomial:
    return po.scale(p, Fraction(-1))


# -- from terms ---------------------------------------------------------------------------------


def function(term: Term, name: str, on: Interval) -> Function:
    """The function of the quantity `name` that a term is on the interval.

    Raises:
        KernelError: it is not of this kind, or may divide by 0 or take ln of what is ≤ 0.
    """
    look()
    match term:
        case t.Const(value):
            return _constant(Fraction(value))
        case t.Quantity(own, ()) if own == name:
            return {UNIT: (po.polynomial(Fraction(0), Fraction(1)), po.ONE)}
        case t.Add(terms):
            return total([pair for s in terms for pair in function(s, name, on).items()])
        case t.Mul(factors):
            out = _constant(Fraction(1))
            for s in factors:
                out = times(out, function(s, name, on))
            return out
        case t.Pow(base, n):
            return _power(function(base, name, on), n, on)
        case t.Log(arg):
            return _log(function(arg, name, on), on)
        case t.Exp(arg):
            key, (top, bottom) = _single(function(arg, name, on), "an exponent")
            if key != UNIT or bottom != po.ONE:
                raise KernelError("an exponent is not a polynomial with rational coefficients")
            return {Key((), top): (po.ONE, po.ONE)}
    raise KernelError(f"in a scalar lemma: {type(term).__name__} is no function of {name}")


def _constant(c: Fraction) -> Function:
    return {UNIT: ((c,), po.ONE)} if c else {}


def _single(f: Function, what: str) -> tuple[Key, Rational]:
    if len(f) > 1:
        raise KernelError(f"{what} is a sum with logarithms or exponentials")
    return next(iter(f.items()), (UNIT, ((), po.ONE)))


def _power(f: Function, n: int, on: Interval) -> Function:
    if abs(n) > _MAX_POWER:
        raise KernelError(f"exponent {n}: expected one of size at most {_MAX_POWER}")
    if n < 0:
        key, (top, bottom) = _single(f, "what is divided by")
        if not top or any(len(p) > 1 for p, _ in key.logs) or not _has_no_root(top, on):
            raise KernelError("what is divided by may be 0 inside the interval")
        inverse = Key(tuple((p, -k) for p, k in key.logs), _negative(key.exp))
        f = {inverse: rational(bottom, top)}
    out = _constant(Fraction(1))
    for _ in range(abs(n)):
        out = times(out, f)
    return out


def _log(f: Function, on: Interval) -> Function:
    key, (top, bottom) = _single(f, "what a logarithm is taken of")
    if key.logs or not po.is_positive(po.times(top, bottom), *on):
        raise KernelError("what a logarithm is taken of may be ≤ 0 inside the interval")
    out = [(UNIT, (key.exp, po.ONE))]
    for p, sign in ((top, 1), (bottom, -1)):
        out += [(Key(((q, 1),)), ((Fraction(sign * i),), po.ONE)) for q, i in po.parts(p)]
    for prime, k in primes(top[-1]):
        out.append((Key((((Fraction(prime),), 1),)), ((Fraction(k),), po.ONE)))
    return total(out)


def _has_no_root(p: Polynomial, on: Interval) -> bool:
    return all(not po.roots(q, *on) for q, _ in po.parts(p))
