"""Close a remainder without logarithms: gaps, visible signs, hypotheses, lemmas, parts.

First what always helps: −c·m·[a ≠ 0] becomes −c·m and the gap c·m·(1 − [a ≠ 0]). If all that is
left is visibly nonnegative, done; else an exact LP chooses among candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations, product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import AddAtom, Atom, CardAtom, LawAtom, Mono, Nz, Poly, QuantityAtom
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term
from derive.search.groups import Weight, open_sums, weight_term
from derive.search.linear import combine
from derive.search.readback import product_term, term_of_atom, term_of_mono

_MAX_CANDIDATES = 60


@dataclass(frozen=True)
class Extra:
    """Lemmas as forms, and the names of the hypotheses that may be used (None: all)."""

    forms: tuple[Form, ...] = ()
    hypotheses: frozenset[str] | None = None

    def allows(self, name: str) -> bool:
        return self.hypotheses is None or name in self.hypotheses


def close(
    n: Normalizer, rest: Term, extra: Extra, weights: Sequence[Weight]
) -> tuple[Form, ...] | None:
    """Forms whose values add up to `rest`, or None.

    weights: weights at which a hypothesis with free indices may count.
    """
    left = n.normal(rest)
    found: list[Form] = []
    for gap in _gaps(n, left):
        found.append(gap)
        left -= n.normal(c.value(n, gap))
    if not n.reduced(left).terms:
        return tuple(found)
    if n.support.nonnegative_poly(left):
        return (*found, *_visible(left))
    combination = _by_lp(n, left, extra, weights)
    return None if combination is None else (*found, *combination)


def _gaps(n: Normalizer, p: Poly) -> list[c.Gap]:
    out = []
    for m, k in p.terms.items():
        indices, opened = open_sums(m, _is_indicator)
        gap = gap_form(indices, opened, -k)
        if k < 0 and gap is not None and n.support.nonnegative_mono(opened):
            out.append(gap)
    return out


def gap_form(indices: tuple[Index, ...], m: Mono, k: Fraction) -> c.Gap | None:
    """k·w·(1 − [a ≠ 0]) for a monomial w·[a ≠ 0]; None if it has no indicator."""
    of = [a for a in m.factors if isinstance(a, Nz)]
    if not of:
        return None
    inner = product_term([term_of_atom(a.arg) for a in of])
    return c.Gap(indices, term_of_mono(m.without(*of), k), inner)


def _is_indicator(a: Atom) -> bool:
    return isinstance(a, Nz)


def _visible(p: Poly) -> list[Form]:
    """One Nonneg per monomial, opened so that its zero condition is pointwise."""
    out: list[Form] = []
    for m, k in p.terms.items():
        indices, opened = open_sums(m, lambda a: True)
        out.append(c.Nonneg(indices, term_of_mono(opened, k)))
    return out


def _by_lp(n: Normalizer, left: Poly, extra: Extra, weights: Sequence[Weight]) -> list[Form] | None:
    forms: list[Form] = []
    polys: list[Poly] = []
    candidates = [*extra.forms, *_candidates(n, left, extra, weights)]
    for form in candidates[:_MAX_CANDIDATES]:
        try:
            c.check(n, form)
            value = n.reduced(n.normal(c.value(n, form)))
        except KernelError:
            continue
        forms.append(form)
        polys.append(value)
    free = [c.is_equation(n, f) for f in forms]
    multipliers = combine(n.reduced(left), polys, free)
    if multipliers is None:
        return None
    return [scaled(f, t.Const(k)) for f, k in zip(forms, multipliers, strict=True) if k]


def scaled(form: Form, by: Term) -> Form:
    """The form with its weight multiplied."""
    if by == t.ONE:
        return form
    weight = by if form.weight == t.ONE else t.Mul((by, form.weight))
    return replace(form, weight=weight)


def _candidates(
    n: Normalizer, left: Poly, extra: Extra, weights: Sequence[Weight]
) -> Iterator[Form]:
    yield from _hypotheses(n, extra, weights)
    yield from _sizes(left)
    for m, k in left.terms.items():
        if n.support.nonnegative_mono(m):
            if k > 0:
                yield from _visible(Poly({m: Fraction(1)}))
            else:
                yield from _parts(n, m)
                yield from _denominators(n, m)


def _sizes(left: Poly) -> Iterator[Form]:
    """|𝒳| ≥ 1: an alphabet has a letter."""
    alphabets = {a.alphabet for m in left.terms for a in m.factors if isinstance(a, CardAtom)}
    for alphabet in sorted(alphabets):
        i = Index(alphabet, alphabet)
        yield c.Part((), t.ONE, t.Sum((i,), t.ONE), (i,))


def _hypotheses(n: Normalizer, extra: Extra, weights: Sequence[Weight]) -> Iterator[Form]:
    for h in filter(lambda h: extra.allows(h.name), n.context.hypotheses):
        free = tuple(sorted(t.free_indices(h.term)))
        if not free:
            yield c.Given(h.name)
            continue
        itself = tuple((i, i) for i in free)
        yield c.Given(h.name, itself)
        for weight in (t.ONE, *_laws_over(n, free)):
            yield c.Given(h.name, itself, free, weight)
        for w in weights:
            for at in _placements(free, w.indices):
                for factor in (None, *_sides(h)):
                    weight = weight_term(w, Fraction(1))
                    if factor is not None:
                        inverse = t.Pow(t.rename(factor, dict(at)), -1)
                        weight = t.Mul((weight, inverse))
                    yield c.Given(h.name, at, w.indices, weight)


def _laws_over(n: Normalizer, free: tuple[Index, ...]) -> Iterator[Term]:
    """The laws of exactly these letters, as weights: a bound at every letter holds on average."""
    for law, decl in n.context.laws.items():
        if not decl.inputs and len(decl.outputs) == len(free):
            for order in permutations(free):
                if [i.alphabet for i in order] == [a for _, a in decl.outputs]:
                    at = zip((v for v, _ in decl.outputs), order, strict=True)
                    yield t.LawTerm(law, tuple(at))


def _sides(h: t.Hypothesis) -> tuple[Term, ...]:
    """The two sides a, b of an equation a − b = 0: a/b − 1 = (a − b)/b."""
    if h.kind == "=" and isinstance(h.term, t.Add) and len(h.term.terms) == 2:
        a, minus_b = h.term.terms
        if isinstance(minus_b, t.Mul) and minus_b.factors[0] == t.const(-1):
            return a, t.Mul(minus_b.factors[1:])
    return ()


def _placements(free: tuple[Index, ...], into: tuple[Index, ...]) -> Iterator[c.At]:
    options = [[j for j in into if j.alphabet == i.alphabet] or [i] for i in free]
    for chosen in product(*options):
        yield tuple(zip(free, chosen, strict=True))


def _parts(n: Normalizer, m: Mono) -> Iterator[Form]:
    """w·r[S, T] is at most w·r[S]; with S empty, w."""
    indices, opened = open_sums(m, lambda a: isinstance(a, (LawAtom, QuantityAtom)))
    for a, e in opened.factors.items():
        if isinstance(a, LawAtom) and e > 0:
            rest = Mono({**opened.factors, a: e - 1})
            outputs = dict(n.context.laws[a.law].outputs)
            own = [(v, i) for v, i in a.at if v in outputs]
            for dropped in [own] if len(own) == 1 else [own, *([pair] for pair in own)]:
                to = {i: t.apart(i, set(a.free) | set(indices)) for _, i in dropped}
                at = tuple((v, to.get(i, i) if (v, i) in dropped else i) for v, i in a.at)
                whole = t.Sum(tuple(to.values()), t.LawTerm(a.law, at))
                yield c.Part(indices, term_of_mono(rest), whole, tuple(to))


def _denominators(n: Normalizer, m: Mono) -> Iterator[Form]:
    """u·mⱼ/A with A = Σ cᵢ mᵢ: the other u·mᵢ/A may be what is left of u."""
    indices, opened = open_sums(m, lambda a: isinstance(a, AddAtom))
    for a, e in opened.factors.items():
        if isinstance(a, AddAtom) and e < 0:
            for part, other in product(a.poly.terms, repeat=2):
                if part != other and all(
                    opened.factors.get(b, 0) >= k > 0 for b, k in part.factors.items()
                ):
                    powers = dict(opened.factors)
                    for b, k in part.factors.items():
                        powers[b] -= k
                    for b, k in other.factors.items():
                        powers[b] = powers.get(b, 0) + k
                    yield c.Nonneg(indices, term_of_mono(Mono(powers)))
