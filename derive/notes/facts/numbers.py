"""Numbers that are written out: 3, 0.25, 1/4, \\tfrac{1}{4}, 2^{-3}."""

from __future__ import annotations

from fractions import Fraction

from derive.notes import tree as t

_MOST = 64  # of an exponent


def rational(node: t.Node) -> Fraction | None:
    """Its value; None where it is more than a fraction of numbers."""
    match node:
        case t.Num():
            return Fraction(node.value)
        case t.Neg():
            inner = rational(node.body)
            return None if inner is None else -inner
        case t.Frac():
            top, bottom = rational(node.top), rational(node.bottom)
            return None if top is None or not bottom else top / bottom
        case t.Pow():
            base, power = rational(node.base), rational(node.exponent)
            if base is None or power is None or power.denominator != 1 or abs(power) > _MOST:
                return None
            return None if base == 0 and power <= 0 else Fraction(base ** int(power))
    return None
