"""What is known of laws of families, as hypotheses for the kernel (`family_facts`).

x in a formula is the coordinate of the point x: a quantity on the space, of which the kernel knows
these equations only, and that it is ≥ 0 on ℕ₀. The integrals of such a law times polynomials in the
coordinate, what is bounded, and logarithms of such laws, converge, for each has all its moments
(Billingsley, Probability and Measure, §21).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.kernel import terms as t
from derive.kernel.atoms import Mono, QuantityAtom, factored, poly
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Index, Term
from derive.language.families import Family
from derive.language.laws import Law
from derive.language.names import fresh_name

_RESTS = {
    "Normal": "the density and the moments of a normal law",
    "MultivariateNormal": "the density and the moments of a normal law",
    "UniformOn": "the density and the moments of a uniform law",
    "Exponential": "the density and the moments of an exponential law",
    "Laplace": "the density and the moments of a Laplace law",
    "Geometric": "the values and the moments of a geometric law",
    "Poisson": "the values and the moments of a Poisson law",
}
_SIGNS = (t.ONE, t.const(-1))
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


def _known(context: Context) -> frozenset[str]:
    """The names of the laws that are of families."""
    return frozenset(q.partition("⌉")[2] for q in context.quantities if _is_mark(q))


def is_positive(n: Normalizer, term: Term) -> bool:
    """Whether a term is visibly > 0, or a hypothesis says so of it, up to what is visibly > 0, or
    that it is equal to such a term."""
    said = set()
    for h in n.context.hypotheses:
        c, m = factored(n.normal(h.term))
        unclear = [a for a in m.factors if not n.support.nonnegative(a)]
        clear = [a for a in m.factors if a not in unclear]
        above = h.kind == ">=" and c > 0 and n.support.nonzero(clear, ())
        if above and len(unclear) == 1 and m.factors[unclear[0]] == 1:
            said.add(unclear[0])
    equal = [
        t.Mul((sign, h.term)) for h in n.context.hypotheses if h.kind == "=" for sign in _SIGNS
    ]
    for same in (term, *(t.Add((term, e)) for e in equal)):
        c, m = factored(n.normal(same))
        signs = (e % 2 == 0 or n.support.nonnegative(a) or a in said for a, e in m.factors.items())
        if c > 0 and all(signs) and n.support.nonzero(m.factors, ()):
            return True
    return False


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
    """Whether a law of a family makes an integral finite (the docstring's last sentence)."""
    points = {i for i in s.indices if i.alphabet in context.spaces}
    factors = [*_flat(s.body)]
    left = {*points}
    for f in [f for f in factors if _is_value(context, f, points)]:
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
    """A polynomial in the coordinate, in what is bounded and in logarithms of families' laws."""
    if x not in t.free_indices(f):
        return True
    match f:
        case t.Quantity(name, _):
            return is_coordinate(name) or context.quantities[name].sign == "unit"
        case t.Nonzero():
            return True
        case t.Add(parts) | t.Mul(parts):
            return all(_is_tame(context, part, x) for part in parts)
        case t.Pow(base, n):
            return n > 0 and _is_tame(context, base, x)
        case t.Log(arg):
            return all(_is_density(context, part, x) for part in _flat(arg))
    return False


def _factorial(alphabet: str) -> str:
    """What n! is called to the kernel (`Fresh.factorial`)."""
    n = Index("⌈0⌉", alphabet)
    return fresh_name("factorial", poly(1, Mono({QuantityAtom(coordinate(n).name, (n,)): 1})).key)


def _is_density(context: Context, f: Term, x: Index) -> bool:
    base = f.base if isinstance(f, t.Pow) else f
    if isinstance(base, t.Mul):
        return all(_is_density(context, part, x) for part in _flat(base))
    if isinstance(base, t.Quantity) and base.name == _factorial(x.alphabet):  # ln n! ≤ n²
        return True
    return x not in t.free_indices(base) or _is_value(context, base, [x])
