"""The derivatives of finite sums, rule by rule. (D is ∂/∂θ(i), for a quantity θ at letters i.)

    D c = 0                      c without θ
    D θ(j) = [i = j]
    D (a + b) = D a + D b
    D (a·b) = D a·b + a·D b
    D a^n = n·a^(n−1)·D a        n an integer
    D 1/a = −D a/a²              a ≠ 0
    D c^a = ln c·c^a·D a         c > 0 a number
    D ln a = D a/a               a > 0
    D exp a = exp a·D a
    D a^r = a^r·(r·D a/a + ln a·D r)      a > 0
    D Σ_x a = Σ_x D a            x none of the letters i: it is renamed; no point
                                 of a space: ∫ needs a bound on D a (Rudin, Real and
                                 Complex Analysis, theorem 1.34)

Names of measures, products and definitions are opened first; a derivative in a derivative is worked
out first. For everything else there is no rule. Source: Rudin, Principles of Mathematical Analysis,
theorems 5.3, 5.5 and 8.6.

The rules for 1/a and ln a want a ≠ 0 and a > 0 where θ is, whatever moves beside it: θ·ln θ has no
derivative at 0, though its value is defined there. So each logarithm and quotient in which θ
occurs, or beside which it does, has to be well posed with the factors around it that do not move as
its only weights. `hazards` are these, and e itself; the bridge adds them to the kernel term as
h − h, which is 0 and must be well posed. A root may be none of them, as √(θ²) is |θ|: `roots` are
the logarithms of what stands under one and moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy import Expr, Integer

from derive.kernel import terms as t
from derive.language.alphabets import Alphabet, Delta, no_spaces
from derive.language.definitions import Defined
from derive.language.derivatives import Partial, moves
from derive.language.events import AtEvent
from derive.language.expressions import Inverse, Product, Sum, is_positive_rational, log
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.operations import Power
from derive.language.printing import text
from derive.language.quantities import QuantityValue

AXIOM = "derivative rules for sums, products, quotients, exp, ln"
_LEIBNIZ = "Cited(…): that needs ∂f/∂θ below an integrable bound, for all θ near"


def derivative(e: Any, wrt: QuantityValue) -> Expr:
    """D e, an expression without derivatives.

    Raises:
        DeriveError: where there is no rule.
    """
    if not moves(e, wrt.quantity):
        return Integer(0)
    if isinstance(e, QuantityValue):
        return sympy.Mul(*(_same(j, i) for j, i in zip(e.at, wrt.at, strict=True)))
    if isinstance(e, sympy.Add):
        return sympy.Add(*(derivative(a, wrt) for a in e.args))
    if isinstance(e, sympy.Mul):
        return sympy.Add(*_product_rule(e.args, wrt))
    if isinstance(e, Power):
        a, r = e.base, e.exponent
        slope = derivative(r, wrt)
        by_exponent = log(a) * slope if slope != 0 else 0
        return e * (r * derivative(a, wrt) * Inverse(a) + by_exponent)
    if isinstance(e, sympy.Pow):
        return _power_rule(e, wrt)
    if isinstance(e, Inverse):
        return -derivative(e.args[0], wrt) * e**2
    if isinstance(e, log):
        return derivative(e.args[0], wrt) * Inverse(e.args[0])
    if isinstance(e, sympy.exp):
        return e * derivative(e.args[0], wrt)
    if isinstance(e, Sum):
        no_spaces(f"{text(Partial(e, wrt))} under the integral", e.indices, _LEIBNIZ)
        apart = _apart(e, wrt)
        inner = derivative(apart.body, wrt)
        return Sum(inner, *apart.indices) if inner != 0 else Integer(0)
    if isinstance(e, (Measure, Product, AtEvent, Defined)):
        return derivative(e.unfold(), wrt)
    if isinstance(e, Partial):
        return derivative(derivative(e.f, e.wrt), wrt)
    raise DeriveError(
        f"{text(Partial(e, wrt))}: no rule for the derivative of {text(e)}. Try to write it with "
        "sums, products, quotients, exp and log."
    )


def _same(j: Any, i: Any) -> Expr:
    return Integer(1) if i == j else Delta(j, i)


def _product_rule(factors: tuple[Expr, ...], wrt: QuantityValue) -> Iterator[Expr]:
    for k, a in enumerate(factors):
        inner = derivative(a, wrt)
        if inner != 0:
            yield sympy.Mul(*factors[:k], inner, *factors[k + 1 :])


def _power_rule(e: Any, wrt: QuantityValue) -> Expr:
    base, n = e.args
    if n.is_Integer:
        return n * base ** (n - 1) * derivative(base, wrt)
    if is_positive_rational(base):
        return log(base) * e * derivative(n, wrt)
    raise DeriveError(f"{text(Partial(e, wrt))}: no rule for this power. Try exp(c*log(b)).")


def _apart(e: Any, wrt: QuantityValue) -> Any:
    """The sum, its letters other ones than those of θ(i)."""
    taken = set(wrt.free_symbols) | set(e.body.free_symbols)
    fresh: dict[Alphabet, Alphabet] = {}
    for x in e.indices:
        if x in wrt.free_symbols:
            other = x.another(x.name + "'")
            while other in taken:
                other = x.another(other.name + "'")
            fresh[x] = other
            taken.add(other)
    body = e.body
    for x, other in fresh.items():
        body = body.subs(x, other)
    return Sum(body, *(fresh.get(x, x) for x in e.indices))


def roots(e: Any, wrt: QuantityValue) -> Iterator[Expr]:
    """ln a of each a^r in e whose a moves, with the factors around it that do not."""
    if not moves(e, wrt.quantity):
        return
    if isinstance(e, (Measure, Product, AtEvent, Defined)):
        yield from roots(e.unfold(), wrt)
    elif isinstance(e, sympy.Mul):
        fixed = sympy.Mul(*(a for a in e.args if not moves(a, wrt.quantity)))
        yield from (fixed * part for a in e.args for part in roots(a, wrt))
    elif isinstance(e, Sum):
        yield from (Sum(part, *e.indices) for part in roots(e.body, wrt))
    else:
        if isinstance(e, Power) and moves(e.base, wrt.quantity):
            parts = sympy.Mul.make_args(e.base)  # (p·θ)^r does not move where p is 0
            moving = [a for a in parts if moves(a, wrt.quantity)]
            yield sympy.Mul(*(a for a in parts if a not in moving)) * log(sympy.Mul(*moving))
        for a in e.args:
            yield from roots(a, wrt)


def hazards(term: t.Term, name: str) -> Iterator[t.Term]:
    """The term, and the logarithms and quotients in it in which the quantity occurs or stands
    beside, each with the factors around it that do not move."""

    def moving(s: t.Term) -> bool:
        return any(
            isinstance(x, t.Quantity) and (x.name == name or x.name.startswith(f"{name}⟨"))
            for x in t.subterms(s)
        )

    def visit(s: t.Term) -> Iterator[t.Term]:
        if not moving(s):
            return
        if isinstance(s, t.Mul):
            fixed = tuple(f for f in s.factors if not moving(f))
            if fixed:
                yield t.Mul(fixed)  # what moves beside it makes nothing of it 0
            for f in s.factors:
                yield from (t.Mul((*fixed, part)) for part in visit(f))
        elif isinstance(s, t.Sum):
            yield from (t.Sum(s.indices, part) for part in visit(s.body))
        else:
            if isinstance(s, t.Log) or (isinstance(s, t.Pow) and s.exponent < 0):
                yield s
            for c in t.children(s):
                yield from visit(c)

    yield term
    yield from visit(term)
