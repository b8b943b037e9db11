"""What is known of normal laws, as hypotheses for the kernel.

    ln p(x) = −½ ln(2πv) − (x − μ)²/(2v),  p(x) ≠ 0
    ∫ p(x) xᵏ dx = μ, μ² + v, μ³ + 3μv, μ⁴ + 6μ²v + 3v²  for k = 1, …, 4

x in a formula is the coordinate of the point x: a quantity on the space, of which the kernel knows
these equations only. The integrals of such a law times polynomials in the coordinate, and times
logarithms of normal densities, converge (Billingsley, Probability and Measure, §21).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sympy import Expr, log

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.expressions import Inverse, Sum
from derive.language.families import Family, Normal
from derive.language.operations import pi

_RESTS = {"Normal": "the density and the moments of a normal law"}
_COORDINATE, _FAMILY = "coordinate⌈", "family⌈"  # no user can type such a name


def coordinate(i: Index) -> t.Quantity:
    """The number that a point of ℝ is."""
    return t.Quantity(f"{_COORDINATE}{i.alphabet}⌉", (i,))


def is_coordinate(name: str) -> bool:
    return name.startswith(_COORDINATE)


def mark(law: Family) -> str:
    """The quantity whose declaration says of which family a law is."""
    return f"{_FAMILY}{type(law).__name__}⌉{law.name}"


def rests(context: Context) -> frozenset[str]:
    """What a context's equations of families are counted as."""
    kinds = (q.partition("⌉")[0].removeprefix(_FAMILY) for q in context.quantities if _is_mark(q))
    return frozenset(_RESTS[kind] for kind in kinds)


def _is_mark(name: str) -> bool:
    return name.startswith(_FAMILY)


def _known(context: Context) -> frozenset[str]:
    """The names of the laws that are of families."""
    return frozenset(q.partition("⌉")[2] for q in context.quantities if _is_mark(q))


def facts(p: Family, degree: int) -> Iterator[tuple[str, Expr, Expr]]:
    """Names of the equations, and their sides."""
    yield from _FACTS[type(p)](p, degree)


def _of_normal(p: Any, degree: int) -> Iterator[tuple[str, Expr, Expr]]:
    (x,), m, v = p.outputs, p.mean, p.variance
    value = p(*p.variables_and_inputs())
    below = Inverse(v) if not v.is_number else 1 / v
    yield f"ln {p.name}", log(value), -log(2 * pi * v) / 2 - (x - m) ** 2 * below / 2
    moments = (m, m**2 + v, m**3 + 3 * m * v, m**4 + 6 * m**2 * v + 3 * v**2)
    for k, moment in enumerate(moments[:degree], 1):
        yield f"moment {k} of {p.name}", Sum(value * x**k, x), moment


_FACTS: dict[type[Family], Callable[[Any, int], Iterator[tuple[str, Expr, Expr]]]] = {
    Normal: _of_normal
}


def degree(term: Term) -> int:
    """The highest power of a coordinate under an integral, as far as is wanted."""
    match term:
        case t.Quantity(name, _) if is_coordinate(name):
            return 1
        case t.Pow(base, n):
            return degree(base) * max(n, 1)
        case t.Mul(factors):
            return sum(map(degree, factors))
        case t.Log():
            return 2
    return max(map(degree, t.children(term)), default=0)


def converges(context: Context, s: t.Sum) -> bool:
    """Whether a normal law makes an integral finite (the docstring's last sentence)."""
    points = [i for i in s.indices if i.alphabet in context.spaces]
    factors = [*_flat(s.body)]
    laws = [f for f in factors if _is_value(context, f, points)]
    if len(points) != 1 or not laws:
        return False
    factors.remove(laws[0])
    return all(_is_tame(context, f, points[0]) for f in factors)


def _flat(term: Term) -> Iterator[Term]:
    if isinstance(term, t.Mul):
        for f in term.factors:
            yield from _flat(f)
    else:
        yield term


def _is_value(context: Context, f: Term, points: list[Index]) -> bool:
    """Whether it is the value of a family's law with one of these points as its output."""
    if not isinstance(f, t.LawTerm) or f.law not in _known(context):
        return False
    ((variable, _),) = context.laws[f.law].outputs
    return dict(f.at).get(variable) in points


def _is_tame(context: Context, f: Term, x: Index) -> bool:
    """A polynomial in the coordinate and in logarithms of normal densities."""
    if x not in t.free_indices(f):
        return True
    match f:
        case t.Quantity(name, _):
            return is_coordinate(name)
        case t.Add(parts) | t.Mul(parts):
            return all(_is_tame(context, part, x) for part in parts)
        case t.Pow(base, n):
            return n > 0 and _is_tame(context, base, x)
        case t.Log(arg):
            return all(_is_density(context, part, x) for part in _flat(arg))
    return False


def _is_density(context: Context, f: Term, x: Index) -> bool:
    base = f.base if isinstance(f, t.Pow) else f
    if isinstance(base, t.Mul):
        return all(_is_density(context, part, x) for part in _flat(base))
    return x not in t.free_indices(base) or _is_value(context, base, [x])
