"""What is known of normal laws, as hypotheses for the kernel.

    ln p(x) = −½ ln(2πv) − (x − μ)²/(2v),  p(x) ≠ 0
    ∫ p(x) xᵏ dx = μ, μ² + v, μ³ + 3μv, μ⁴ + 6μ²v + 3v²  for k = 1, …, 4

x in a formula is the coordinate of the point x: a quantity on the space, of which the kernel knows
these equations only; μ may depend on points, of which it is then a polynomial. The integrals of
such laws, each of a point given others, times polynomials in coordinates, times logarithms of
normal densities and times these, which are bounded, converge (Billingsley, Probability and Measure,
§21).
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


def _is_normal(context: Context, law: str) -> bool:
    return f"{_FAMILY}Normal⌉{law}" in context.quantities


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
    """Whether normal laws make an integral finite (the docstring's last sentence)."""
    points = {i for i in s.indices if i.alphabet in context.spaces}
    rest = _beside(context, s.body, points)
    return rest is not None and all(_is_tame(context, f, points) for f in rest)


def _beside(context: Context, body: Term, points: set[Index]) -> list[Term] | None:
    """What stands beside normal laws of these points, each given others; None if there is none."""
    factors, left = [*_flat(body)], {*points}
    while left:
        found = next((f for f in factors if _is_next(context, f, left)), None)
        if not isinstance(found, t.LawTerm):
            return None
        factors.remove(found)
        left.remove(_output(context, found))
    return factors if points else None


def _flat(term: Term) -> Iterator[Term]:
    if isinstance(term, t.Mul):
        for f in term.factors:
            yield from _flat(f)
    else:
        yield term


def _is_next(context: Context, f: Term, left: set[Index]) -> bool:
    """Whether it is the law of one of these points, given none of the others."""
    if not isinstance(f, t.LawTerm) or not _is_value(context, f):
        return False
    point = _output(context, f)
    return point in left and not (t.free_indices(f) - {point}) & left


def _is_value(context: Context, f: Term) -> bool:
    """Whether it is the value of a family's law whose parameters are polynomials in points."""
    return isinstance(f, t.LawTerm) and f.law in _known(context) and _is_plain(context, f.law)


def _output(context: Context, f: t.LawTerm) -> Index:
    ((variable, _),) = context.laws[f.law].outputs
    return dict(f.at)[variable]


def _is_plain(context: Context, law: str) -> bool:
    """Whether no parameter depends on a point, or ln of its density is a polynomial in points."""
    if not any(alphabet in context.spaces for _, alphabet in context.laws[law].inputs):
        return True
    facts = [h.term for h in context.hypotheses if h.name == f"ln {law}"]
    return bool(facts) and all(_keeps(context, s) for s in t.subterms(facts[0]))


def _keeps(context: Context, s: Term) -> bool:
    if not any(i.alphabet in context.spaces for i in t.free_indices(s)):
        return True
    match s:
        case t.Quantity(name, _):
            return is_coordinate(name)
        case t.Pow(_, n):
            return n > 0
        case t.Log(arg):
            return isinstance(arg, t.LawTerm)
    return isinstance(s, (t.Add, t.Mul, t.LawTerm))


def _is_tame(context: Context, f: Term, points: set[Index]) -> bool:
    """A polynomial in coordinates and in logarithms of normal densities, or one of these, which
    are bounded."""
    if not points & t.free_indices(f):
        return True
    match f:
        case t.Quantity(name, _):
            return is_coordinate(name)
        case t.LawTerm(law, _):
            return _is_normal(context, law)
        case t.Add(parts) | t.Mul(parts):
            return all(_is_tame(context, part, points) for part in parts)
        case t.Pow(base, n):
            return n > 0 and _is_tame(context, base, points)
        case t.Log(arg):
            return all(_is_density(context, part, points) for part in _flat(arg))
    return False


def _is_density(context: Context, f: Term, points: set[Index]) -> bool:
    """Of a product of these, and of a marginal ∫ p·q dy, ln is between polynomials: it is at least
    ∫ p ln q dy (Jensen)."""
    match f.base if isinstance(f, t.Pow) else f:
        case t.Mul(parts):
            return all(_is_density(context, part, points) for part in parts)
        case t.Sum(indices, body) if all(i.alphabet in context.spaces for i in indices):
            beside = _beside(context, body, {*indices})
            laws = [f.law for f in t.subterms(body) if isinstance(f, t.LawTerm)]
            known = all(_is_normal(context, law) for law in laws)
            return known and beside is not None and all(_is_value(context, f) for f in beside)
        case base:
            return not points & t.free_indices(base) or _is_value(context, base)
