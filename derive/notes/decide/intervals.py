"""Sides of numbers alone, evaluated outwards: the interval holds the value of the side, so that two
intervals which do not meet mean two numbers that are not equal.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any

from mpmath.ctx_iv import MPIntervalContext

from derive.notes import tree as t

Decimal = tuple[Fraction, int | None]  # its value, and its digits behind the point
Ends = tuple[Fraction, Fraction]
_DIGITS = 40
_MOST = 10_000  # of an exponent


class NoNumber(Exception):
    """The side is not one of numbers alone, or has no value."""


def decimals(node: t.Node) -> Iterator[t.Num]:
    """Numbers written with a decimal point."""
    if isinstance(node, t.Num) and node.digits is not None:
        yield node
    for f in fields(node):
        value = getattr(node, f.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, t.Node):
                yield from decimals(part)


def half_unit(number: t.Num) -> Fraction:
    """Half a unit of the last digit given; 0 of an integer."""
    return Fraction(1, 2 * 10**number.digits) if number.digits is not None else Fraction(0)


def ends(number: t.Num) -> Ends:
    """The least and the greatest number that round to a decimal."""
    half = half_unit(number)
    return number.value - half, number.value + half


def sum_of(rounded: Container[Decimal], node: t.Node) -> Ends | None:
    """The least and the greatest value of a sum of numbers, some of which are rounded ones, with
    factors that are numbers; None of anything else."""
    match node:
        case t.Num():
            return ends(node) if (node.value, node.digits) in rounded else (node.value, node.value)
        case t.WithUnit():
            return sum_of(rounded, node.body)
        case t.Neg():
            inner = sum_of(rounded, node.body)
            return None if inner is None else (-inner[1], -inner[0])
        case t.Add() | t.Mul():
            parts = node.terms if isinstance(node, t.Add) else node.factors
            found = [sum_of(rounded, p) for p in parts]
            known = [f for f in found if f is not None]
            if len(known) < len(found):
                return None
            return reduce(_added if isinstance(node, t.Add) else _multiplied, known)
    return None


def _added(one: Ends, other: Ends) -> Ends:
    return one[0] + other[0], one[1] + other[1]


def _multiplied(one: Ends, other: Ends) -> Ends:
    every = [a * b for a in one for b in other]
    return min(every), max(every)


def alone(node: t.Node) -> t.Num | None:
    """The one number that a side is, with its sign and unit; None where it is more."""
    match node:
        case t.Num():
            return node
        case t.WithUnit():
            return alone(node.body)
        case t.Neg():
            inner = alone(node.body)
            return None if inner is None else t.Num(inner.span, -inner.value, inner.digits)
    return None


class Evaluator:
    """base: of a logarithm without one, None for e. put: decimals, and between what they lie; any
    other number is what is written.
    """

    def __init__(self, base: int | None, put: Mapping[Decimal, Ends] | None = None) -> None:
        self._put = put or {}
        self._iv = MPIntervalContext()
        self._iv.dps = _DIGITS
        self._base = base

    def interval(self, node: t.Node) -> Any:
        """The value of the side, between two numbers.

        Raises:
            NoNumber: there is more in it than numbers, or it has no value.
        """
        try:
            return self._value(node)
        except (ArithmeticError, ValueError, TypeError, RecursionError) as wrong:
            raise NoNumber(str(wrong)) from wrong

    def _value(self, node: t.Node) -> Any:
        known: dict[type, Callable[[Any], Any]] = {
            t.Num: self._number,
            t.WithUnit: lambda n: self._value(n.body),
            t.Neg: lambda n: -self._value(n.body),
            t.Add: lambda n: reduce(add, map(self._value, n.terms)),
            t.Mul: lambda n: reduce(mul, map(self._value, n.factors)),
            t.Frac: lambda n: self._value(n.top) / self._above_zero(n.bottom, signed=True),
            t.Pow: self._power,
            t.Exp: lambda n: self._iv.exp(self._value(n.body)),
            t.Root: lambda n: self._above_zero(n.body) ** (self._iv.mpf(1) / n.degree),
            t.Log: self._log,
            t.Constant: self._constant,
        }
        if type(node) not in known:
            raise NoNumber(f"a {type(node).__name__}")
        return known[type(node)](node)

    def _number(self, n: t.Num) -> Any:
        return self._between(self._put.get((n.value, n.digits), (n.value, n.value)))

    def within(self, n: t.Num) -> Any:
        """All numbers that round to a decimal."""
        return self._between(ends(n))

    def _between(self, two: Ends) -> Any:
        low, high = map(self._rational, two)
        return self._iv.mpf([low.a, high.b])

    def _rational(self, value: Fraction) -> Any:
        return self._iv.mpf(value.numerator) / value.denominator

    def _power(self, n: t.Pow) -> Any:
        exponent = n.exponent
        whole = isinstance(exponent, t.Num) and exponent.value.denominator == 1
        if isinstance(exponent, t.Num) and whole and abs(exponent.value) <= _MOST:
            power = int(exponent.value)
            base = self._value(n.base) if power >= 0 else self._above_zero(n.base, signed=True)
            return base**power
        return self._iv.exp(self._value(exponent) * self._iv.log(self._above_zero(n.base)))

    def _log(self, n: t.Log) -> Any:
        made = self._iv.log(self._above_zero(n.body))
        if n.base is None:
            return made if self._base is None else made / self._iv.log(self._base)
        return made / self._iv.log(self._above_zero(n.base))

    def _constant(self, n: t.Constant) -> Any:
        match n.name:
            case "e":
                return self._iv.exp(self._iv.mpf(1))
            case "pi":
                return +self._iv.pi
        raise NoNumber(n.name)

    def _above_zero(self, node: t.Node, signed: bool = False) -> Any:
        value = self._value(node)
        if value.a > 0 or (signed and value.b < 0):
            return value
        raise NoNumber("a logarithm, a root or a quotient at 0")


def meet(one: Any, other: Any) -> bool:
    """Whether some number lies in both."""
    return bool(one.a <= other.b and other.a <= one.b)
