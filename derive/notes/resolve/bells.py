"""The density of the normal law, written out: p(x) = exp(−(x − μ)²/(2σ²))/√(2πσ²) is 𝒩(x; μ, σ²).

What is written is taken for that where it is, exactly, for one mean and one variance that stand in
it as they are: whatever differs by a sign or a factor is no such density, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr, Rational, Symbol

from derive.notes.facts.families import literal
from derive.notes.tree import (
    Add,
    Call,
    Constant,
    Exp,
    Frac,
    Mul,
    Name,
    Neg,
    Node,
    Num,
    Pow,
    Root,
)
from derive.notes.walk import children, walk

_MOST = 40  # nodes of what may be one


def bell(left: object, right: object) -> Call | None:
    """𝒩(x; μ, σ²) for what a law's value p(x) is put equal to, if it is that."""
    if not isinstance(left, Call) or len(left.args) != 1 or not isinstance(right, Node):
        return None
    (x,) = left.args
    nodes = walk(right)
    if not isinstance(x, Name) or len(nodes) > _MOST or x not in nodes:
        return None
    if not any(isinstance(n, Exp) or _is_power_of_e(n) for n in nodes):
        return None
    symbols: dict[Node, Symbol] = {x: Symbol("x", real=True)}
    density = _value(right, symbols)
    if density is None:
        return None
    for mean in _means(x, nodes):
        for variance in _variances(x, nodes):
            at, m, v = (_value(n, symbols) for n in (x, mean, variance))
            if _is_normal(density, at, m, v):
                head = Name(left.span, "N", ("mathcal",))
                made = Call(left.span, head, (x, mean, variance), (";", ","))
                return made if literal(made) is not None else None
    return None


def _is_normal(density: Expr, x: Any, mean: Any, variance: Any) -> bool:
    gap = sympy.log(density) + (x - mean) ** 2 / (2 * variance)
    gap += sympy.log(2 * sympy.pi * variance) / 2
    return bool(sympy.expand(sympy.expand_log(gap, force=True)) == 0)


def _means(x: Name, nodes: Sequence[Node]) -> Iterator[Node]:
    """What is taken from x, or 0."""
    yield Num(x.span, Fraction(0))
    for n in nodes:
        if isinstance(n, Add) and x in n.terms and len(n.terms) == 2:
            other = next(t for t in n.terms if t != x)
            if isinstance(other, Neg):
                yield other.body


def _variances(x: Name, nodes: Sequence[Node]) -> Iterator[Node]:
    """1, squares, and names other than x."""
    yield Num(x.span, Fraction(1))
    for n in nodes:
        squared = isinstance(n, Pow) and isinstance(n.base, Name)
        if (squared or isinstance(n, Name)) and x not in walk(n):
            yield n
        if isinstance(n, Name) and n != x:  # (x − μ)²/σ with a σ squared elsewhere
            yield Pow(n.span, n, Num(n.span, Fraction(2)))


def _is_power_of_e(node: Node) -> bool:
    base = node.base if isinstance(node, Pow) else None
    return isinstance(base, Name) and base.base == "e" and not base.sub


def _value(node: Node, symbols: dict[Node, Symbol]) -> Expr | None:
    """The expression with all names as numbers > 0, but for x; None of what has other parts."""
    if isinstance(node, Name):
        if node not in symbols:
            symbols[node] = Symbol(f"n{len(symbols)}", positive=True)
        return symbols[node]
    if isinstance(node, Num):
        return Rational(node.value.numerator, node.value.denominator)
    if isinstance(node, Constant):
        return {"pi": sympy.pi, "e": sympy.E}.get(node.name)
    make = _MAKERS.get(type(node))
    if make is None or (isinstance(node, Root) and node.degree != 2):
        return None
    if _is_power_of_e(node) and isinstance(node, Pow):
        inner = _value(node.exponent, symbols)
        return None if inner is None else sympy.exp(inner)
    parts = [_value(p, symbols) for p in children(node)]
    return None if any(p is None for p in parts) else make(*parts)


_MAKERS: dict[type[Node], Callable[..., Expr]] = {
    Add: sympy.Add,
    Mul: sympy.Mul,
    Frac: lambda top, bottom: top / bottom,
    Pow: sympy.Pow,
    Root: sympy.sqrt,
    Neg: lambda body: -body,
    Exp: sympy.exp,
}
