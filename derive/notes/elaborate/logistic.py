"""1 − σ(z), which is e^{−z}/(1 + e^{−z}): in this form it is seen to be above 0."""

from __future__ import annotations

from sympy import Add, Basic, Expr, S

from derive.language.expressions import Inverse
from derive.language.expressions import exp as exponential


def complement(e: Expr) -> Expr:
    """The same, where it is 1 − 1/(1 + e^u); anything else as it stands."""
    if not isinstance(e, Add) or len(e.args) != 2 or S.One not in e.args:
        return e
    (minus,) = (-a for a in e.args if a != S.One)
    below = minus.args[0] if isinstance(minus, Inverse) else None
    if not isinstance(below, Add) or len(below.args) != 2 or S.One not in below.args:
        return e
    (power,) = (a for a in below.args if a != S.One)
    made: Expr = power * minus if isinstance(power, exponential) else e
    return made


def complemented(e: Expr) -> Expr:
    """The same, wherever it stands in an expression."""
    if not isinstance(e, Basic) or not e.args:
        return e
    args = [complemented(a) for a in e.args]
    made = e if all(a is b for a, b in zip(args, e.args, strict=True)) else e.func(*args)
    return complement(made)
