"""What is known of normal laws, as hypotheses for the kernel.

    ln p(x) = −½ ln(2πv) − (x − μ)²/(2v),  p(x) ≠ 0
    ∫ p(x) xᵏ dx = Σⱼ C(k, 2j)·(2j − 1)!!·μᵏ⁻²ʲ·vʲ = μ, μ² + v, μ³ + 3μv, …  for k = 1, 2, …

x in a formula is the coordinate of the point x: a quantity on the space, of which the kernel knows
these equations only. The integrals of such a law times polynomials in the coordinate, and times
logarithms of normal densities, converge (Billingsley, Probability and Measure, §21).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sympy import Add, Expr, binomial, factorial2, log

from derive.kernel import terms as t
from derive.kernel.atoms import factored
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Index, Term
from derive.language.expressions import Inverse, Sum
from derive.language.families import Family, Normal
from derive.language.operations import pi
from derive.language.vectors import MultivariateNormal
from derive.translate import vectors

_RESTS = dict.fromkeys(
    ("Normal", "MultivariateNormal"), "the density and the moments of a normal law"
)
HIGHEST = 12  # moment
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


def facts(p: Family, degree: int, met: Iterable[Term]) -> Iterator[tuple[str, Expr, Expr]]:
    """Names of the equations, and their sides; of marginals, those that occur in the terms."""
    if isinstance(p, MultivariateNormal):
        yield from vectors.facts(p, degree, met)
        return
    yield from _FACTS[type(p)](p, degree)


def is_positive(n: Normalizer, term: Term) -> bool:
    """Whether a term is visibly > 0, or a hypothesis says so of it, up to what is visibly > 0."""
    said = set()
    for h in n.context.hypotheses:
        c, m = factored(n.normal(h.term))
        unclear = [a for a in m.factors if not n.support.nonnegative(a)]
        clear = [a for a in m.factors if a not in unclear]
        above = h.kind == ">=" and c > 0 and n.support.nonzero(clear, ())
        if above and len(unclear) == 1 and m.factors[unclear[0]] == 1:
            said.add(unclear[0])
    c, m = factored(n.normal(term))
    signs = (e % 2 == 0 or n.support.nonnegative(a) or a in said for a, e in m.factors.items())
    return c > 0 and all(signs) and n.support.nonzero(m.factors, ())


def positive(p: Family, met: Iterable[Term]) -> Iterator[tuple[Expr, bool]]:
    """What is > 0 everywhere: densities, and minors of a positive definite matrix (True)."""
    if isinstance(p, MultivariateNormal):
        yield from vectors.positive(p, met)
    else:
        yield p(*p.variables_and_inputs()), False


def _of_normal(p: Any, degree: int) -> Iterator[tuple[str, Expr, Expr]]:
    (x,), m, v = p.outputs, p.mean, p.variance
    value = p(*p.variables_and_inputs())
    below = Inverse(v) if not v.is_number else 1 / v
    yield f"ln {p.name}", log(value), -log(2 * pi * v) / 2 - (x - m) ** 2 * below / 2
    for k in range(1, degree + 1):
        parts = (
            binomial(k, 2 * j) * factorial2(2 * j - 1) * m ** (k - 2 * j) * v**j
            for j in range(k // 2 + 1)
        )
        yield f"moment {k} of {p.name}", Sum(value * x**k, x), Add(*parts)


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
    points = {i for i in s.indices if i.alphabet in context.spaces}
    factors = [*_flat(s.body)]
    left = {*points}
    for f in [f for f in factors if _is_value(context, f, left)]:
        own = _outputs(context, f)
        if own & left and not (t.free_indices(f) - own) & points:
            left -= own
            factors.remove(f)
    tame = all(_is_tame(context, f, x) for f in factors for x in points)
    return bool(points) and not left and tame


def _flat(term: Term) -> Iterator[Term]:
    if isinstance(term, t.Mul):
        for f in term.factors:
            yield from _flat(f)
    else:
        yield term


def _is_value(context: Context, f: Term, points: Iterable[Index]) -> bool:
    """Whether it is the value of a family's law with one of these points as its output."""
    return bool(_outputs(context, f) & {*points})


def _outputs(context: Context, f: Term) -> frozenset[Index]:
    """The points at which a family's law stands."""
    if not isinstance(f, t.LawTerm) or f.law not in _known(context):
        return frozenset()
    outputs = dict(context.laws[f.law].outputs)
    return frozenset(i for v, i in f.at if v in outputs)


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
