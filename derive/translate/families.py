"""What is known of laws of families, as hypotheses for the kernel (`family_facts`).

x in a formula is the coordinate of the point x: a quantity on the space, of which the kernel knows
these equations only, and that it is ≥ 0 on ℕ₀.
"""

from __future__ import annotations

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.families import Family
from derive.language.laws import Law

_RESTS = {
    "Normal": "the density and the moments of a normal law",
    "MultivariateNormal": "the density and the moments of a normal law",
    "UniformOn": "the density and the moments of a uniform law",
    "Exponential": "the density and the moments of an exponential law",
    "Laplace": "the density and the moments of a Laplace law",
    "Geometric": "the values and the moments of a geometric law",
    "Poisson": "the values and the moments of a Poisson law",
}
_COUNTING = "on ℕ₀ no probability is greater than 1"
_COORDINATE, _FAMILY, _AT_MOST_ONE = "coordinate⌈", "family⌈", "1 ≥ "


def coordinate(i: Index) -> t.Quantity:
    """The number that a point of ℝ is."""
    return t.Quantity(f"{_COORDINATE}{i.alphabet}⌉", (i,))


def is_coordinate(name: str) -> bool:
    return name.startswith(_COORDINATE)


def mark(law: Family) -> str:
    """The quantity whose declaration says of which family a law is."""
    return f"{_FAMILY}{type(law).__name__}⌉{law.name}"


def value(law: Law) -> t.LawTerm:
    """Of a law, at its own letters."""
    own = law.variables_and_inputs()
    return t.LawTerm(law.name, tuple((v.name, Index(v.name, v.alphabet)) for v in own))


def rests(context: Context) -> frozenset[str]:
    """What a context's equations of families are counted as."""
    kinds = (q.partition("⌉")[0].removeprefix(_FAMILY) for q in context.quantities if _is_mark(q))
    counted = any(h.name.startswith(_AT_MOST_ONE) for h in context.hypotheses)
    return frozenset({*(_RESTS[kind] for kind in kinds), *([_COUNTING] if counted else [])})


def at_most_one(law: str) -> str:
    """The name of the hypothesis that a law on ℕ₀ is ≤ 1."""
    return f"{_AT_MOST_ONE}{law}"


def _is_mark(name: str) -> bool:
    return name.startswith(_FAMILY)


def known(context: Context) -> frozenset[str]:
    """The names of the laws that are of families."""
    return frozenset(q.partition("⌉")[2] for q in context.quantities if _is_mark(q))


def is_normal(context: Context, law: str) -> bool:
    """Whether it is a normal law."""
    kinds = ("Normal", "MultivariateNormal")
    return any(f"{_FAMILY}{kind}⌉{law}" in context.quantities for kind in kinds)


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
