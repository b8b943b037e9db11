"""Integrals that laws of families make finite, so that no theorem has to list them.

Laws of points, each given others, times polynomials in coordinates, what is bounded, and logarithms
of such laws: each has all its moments (Billingsley, Probability and Measure, §21). Parameters that
depend on points are polynomials in them. Bounded are normal densities, their variance being free of
points, quantities between 0 and 1, and [a ≠ 0].
"""

from __future__ import annotations

from derive.kernel import terms as t
from derive.kernel import wellposed
from derive.kernel.atoms import Mono, QuantityAtom, poly
from derive.kernel.terms import Context, Index, Term
from derive.language.names import fresh_name
from derive.translate import families


def converges(context: Context, s: t.Sum) -> bool:
    """Whether laws of families make an integral finite (the module's docstring)."""
    points = {i for i in s.indices if i.alphabet in context.spaces}
    rest = _beside(context, s.body, points)
    return rest is not None and all(_is_tame(context, f, points) for f in rest)


def _beside(context: Context, body: Term, points: set[Index]) -> list[Term] | None:
    """What stands beside laws of these points, each given others; None if there is none."""
    factors, left = [*wellposed.flat(body)], {*points}
    while left:
        found = next((f for f in factors if _is_next(context, f, left)), None)
        if not isinstance(found, t.LawTerm):
            return None
        factors.remove(found)
        left -= _outputs(context, found)
    return factors if points else None


def _is_next(context: Context, f: Term, left: set[Index]) -> bool:
    """Whether it is the law of some of these points, given none of the others."""
    if not isinstance(f, t.LawTerm) or not _is_value(context, f):
        return False
    points = _outputs(context, f)
    return bool(points) and points <= left and t.free_indices(f) & left == points


def _is_value(context: Context, f: Term) -> bool:
    """Whether it is the value of a family's law whose parameters are polynomials in points."""
    return (
        isinstance(f, t.LawTerm) and f.law in families.known(context) and _is_plain(context, f.law)
    )


def _outputs(context: Context, f: t.LawTerm) -> frozenset[Index]:
    outputs = dict(context.laws[f.law].outputs)
    return frozenset(i for v, i in f.at if v in outputs)


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
            return families.is_coordinate(name)
        case t.Pow(_, n):
            return n > 0
        case t.Log(arg):
            return isinstance(arg, t.LawTerm)
    return isinstance(s, (t.Add, t.Mul, t.LawTerm))


def _is_tame(context: Context, f: Term, points: set[Index]) -> bool:
    """A polynomial in coordinates, in what is bounded, and in logarithms of families' laws."""
    if not points & t.free_indices(f):
        return True
    match f:
        case t.Quantity(name, _):
            return families.is_coordinate(name) or context.quantities[name].sign == "unit"
        case t.Nonzero():
            return True
        case t.LawTerm(law, _):
            return families.is_normal(context, law)
        case t.Add(parts) | t.Mul(parts):
            return all(_is_tame(context, part, points) for part in parts)
        case t.Pow(base, n):
            return n > 0 and _is_tame(context, base, points)
        case t.Log(arg):
            return all(_is_density(context, part, points) for part in wellposed.flat(arg))
    return False


def _factorial(alphabet: str) -> str:
    """What n! is called to the kernel (`Fresh.factorial`)."""
    n = Index("⌈0⌉", alphabet)
    name = families.coordinate(n).name
    return fresh_name("factorial", poly(1, Mono({QuantityAtom(name, (n,)): 1})).key)


def _is_density(context: Context, f: Term, points: set[Index]) -> bool:
    """Of a product of these, and of a marginal ∫ p·q dy, ln is between polynomials: it is at least
    ∫ p ln q dy (Jensen)."""
    match f.base if isinstance(f, t.Pow) else f:
        case t.Mul(parts):
            return all(_is_density(context, part, points) for part in parts)
        case t.Sum(indices, body) if all(i.alphabet in context.spaces for i in indices):
            beside = _beside(context, body, {*indices})
            laws = [f.law for f in t.subterms(body) if isinstance(f, t.LawTerm)]
            known = all(families.is_normal(context, law) for law in laws)
            return known and beside is not None and all(_is_value(context, f) for f in beside)
        case t.Quantity(name, (i,)) if name == _factorial(i.alphabet):  # ln n! ≤ n²
            return True
        case base:
            return not points & t.free_indices(base) or _is_value(context, base)
