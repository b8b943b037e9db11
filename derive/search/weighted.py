"""Candidates where the likely ones were not enough: facts at weights read off what is left.

A term m = w·v of what is left, with v a term of f for a hypothesis or lemma f ≥ 0 or f = 0, asks
for w·f: A ≤ B and D ≥ 0 give A·D ≤ B·D. A sum asks for the part that stands at one letter, a
square of a sum for the sum of squares that Lagrange's identity leaves:

    Σ_x w f² · Σ_x w g² − (Σ_x w f g)² = ½ Σ_{x,x'} w(x) w(x') (f(x) g(x') − f(x') g(x))²

(Cauchy and Schwarz's inequality; with g = 1 and Σ w = 1 the variance is ≥ 0).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import combinations, product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, Mono, Poly, SumAtom
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import product_term, readable, term_of_atom, term_of_mono
from derive.kernel.terms import Term
from derive.search.candidates import Extra
from derive.search.groups import open_sums
from derive.search.places import Place, placements, places_in, quotient
from derive.search.polynomials import completed

_MOST_FACTORS = 5  # under one sum that is squared


def weighted(n: Normalizer, left: Poly, extra: Extra) -> Iterator[Form]:
    """Each once: hypotheses and lemmas, parts of sums, squares, visible signs."""
    yield from dict.fromkeys(
        [
            *_facts(n, left, extra),
            *_parts(n, left),
            *_parts_of_facts(n, left, extra),
            *completed(n, left),
            *_lagrange(n, left),
            *_products(n, left),
        ],
    )


def _facts(n: Normalizer, left: Poly, extra: Extra) -> Iterator[Form]:
    places = places_in(n, left)
    for h in n.context.hypotheses:
        if extra.allows(h.name):
            for at, indices, weight in _uses(n, places, left, h.term, h.kind == "="):
                yield c.Given(h.name, at, indices, weight)
    for f in extra.forms:
        if isinstance(f, c.Known):
            gap = f.theorem.statement.gap()
            for at, indices, weight in _uses(n, places, left, gap, c.is_equation(n, f)):
                yield c.Known(f.theorem, at, indices, weight)


def _uses(
    n: Normalizer, places: list[Place], left: Poly, fact: Term, any_sign: bool
) -> Iterator[tuple[c.At, tuple[t.Index, ...], Term]]:
    """Σ_indices w·fact(at) for each term w·v of what is left, v a term of the fact there."""
    free = sorted(t.free_indices(fact))
    for place in places:
        into = (*place.indices, *sorted(left.free - set(place.indices)))
        for at in placements(free, into):
            for v in n.normal(t.rename(fact, at)).terms:
                w = quotient(place.mono, v)
                if w is not None and (any_sign or n.support.nonnegative_mono(w)):
                    yield tuple(at.items()), place.indices, term_of_mono(w)


def _parts(n: Normalizer, left: Poly) -> Iterator[Form]:
    """w·Σ_x a(x) is at least w·a at any letter, those of w among them."""
    for m, k in left.terms.items():
        for a in m.factors if k > 0 else ():
            if not isinstance(a, SumAtom) or not n.support.nonnegative_mono(a.body):
                continue
            rest = Mono({b: e - (b == a) for b, e in m.factors.items()})
            indices, opened = open_sums(rest, lambda b: True)
            if n.support.nonnegative_mono(opened):
                yield from _part(a, indices, term_of_mono(opened), left.free)


def _parts_of_facts(n: Normalizer, left: Poly, extra: Extra) -> Iterator[Form]:
    """The sums of hypotheses are at least each of their terms: Σ_x a(x) = 1 gives a(x) ≤ 1."""
    for h in n.context.hypotheses if left.free else ():
        for m in n.normal(h.term).terms if extra.allows(h.name) else ():
            whole = [a for a, e in m.factors.items() if isinstance(a, SumAtom) and e == 1]
            for a in whole if len(m.factors) == 1 else ():
                if n.support.nonnegative_mono(a.body):
                    yield from _part(a, (), t.ONE, left.free)


def _part(
    a: SumAtom, indices: tuple[t.Index, ...], weight: Term, free: AbstractSet[t.Index]
) -> Iterator[Form]:
    """w·(Σ_x a(x) − a) at all letters that there are."""
    whole = term_of_atom(a)
    if isinstance(whole, t.Sum):
        bound = {i: t.apart(i, set(indices) | free) for i in whole.indices}
        whole = t.Sum(tuple(bound.values()), t.rename(whole.body, bound))
        for at in placements(whole.indices, (*indices, *sorted(free))):
            yield c.Part(indices, weight, whole, tuple(at.values()))


def _lagrange(n: Normalizer, left: Poly) -> Iterator[Form]:
    """Squares f(x)·g(x') − f(x')·g(x) for what is squared as (Σ w f g)²."""
    for m, k in left.terms.items():
        for a, e in m.factors.items() if k < 0 else ():
            if not isinstance(a, SumAtom) or e < 2 or len(a.body.factors) > _MOST_FACTORS:
                continue
            rest = Mono({b: p - 2 * (b == a) for b, p in m.factors.items()})
            indices, opened = open_sums(rest, lambda b: True)
            if not n.support.nonnegative_mono(opened):
                continue
            one = readable(a.bound, {*indices, *left.free})
            two = readable(a.bound, {*indices, *left.free, *one.values()})
            for parts in _splits(n, a.body):
                yield _square(indices, opened, (one, two), parts)


def _products(n: Normalizer, left: Poly) -> Iterator[Form]:
    """The same squares for a product Σ u · Σ v where √(u·v) is a product too: Σ pc · Σ p/c ≥ 1."""
    for m, k in left.terms.items():
        sums = [a for a, e in m.factors.items() if isinstance(a, SumAtom) and e == 1]
        for a, b in combinations(sums if k > 0 else (), 2):
            shared = _shared(a.body, b.body) if a.bound == b.bound else None
            if shared is None:
                continue
            indices, opened = open_sums(m.without(a, b), lambda b: True)
            one = readable(a.bound, {*indices, *left.free})
            two = readable(a.bound, {*indices, *left.free, *one.values()})
            w, f, g = shared
            if n.support.nonnegative_mono(w) and n.support.nonnegative_mono(opened):
                yield _square(indices, opened, (one, two), (w, f, g))


def _shared(u: Mono, v: Mono) -> tuple[Mono, Mono, Mono] | None:
    """(w, f, g) with u = w·f² and v = w·g²."""
    atoms = dict.fromkeys([*u.factors, *v.factors])
    pairs = {a: (u.factors.get(a, 0), v.factors.get(a, 0)) for a in atoms}
    if u == v or any((i - j) % 2 for i, j in pairs.values()):
        return None
    w = Mono({a: min(ij) for a, ij in pairs.items()})
    f, g = (Mono({a: (ij[s] - min(ij)) // 2 for a, ij in pairs.items()}) for s in (0, 1))
    return w, f, g


def _square(
    indices: tuple[t.Index, ...],
    beside: Mono,
    letters: tuple[dict[t.Index, t.Index], dict[t.Index, t.Index]],
    parts: tuple[Mono, Mono, Mono],
) -> c.Square:
    """Σ beside·w(x)·w(x')·(f(x)·g(x') − f(x')·g(x))²."""
    (one, two), (w, f, g) = letters, parts
    weight = product_term([term_of_mono(m) for m in (beside, w.rename(one), w.rename(two))])
    sides = [(f.rename(one), g.rename(two)), (f.rename(two), g.rename(one))]
    both = [product_term([term_of_mono(a), term_of_mono(b)]) for a, b in sides]
    return c.Square((*indices, *one.values(), *two.values()), weight, t.minus(*both))


def _splits(n: Normalizer, body: Mono) -> Iterator[tuple[Mono, Mono, Mono]]:
    """The ways to write the body as w·f·g with w ≥ 0, each of f, g once."""
    factors = [a for a, e in body.factors.items() for _ in range(abs(e))]
    signs = {a: 1 if e > 0 else -1 for a, e in body.factors.items()}
    seen: set[frozenset[Mono]] = set()
    for of in product(range(3), repeat=len(factors)) if len(factors) <= _MOST_FACTORS else ():
        parts = [[a for a, o in zip(factors, of, strict=True) if o == k] for k in range(3)]
        w, f, g = (_product(part, signs) for part in parts)
        if f != g and frozenset((f, g)) not in seen and n.support.nonnegative_mono(w):
            seen.add(frozenset((f, g)))
            yield w, f, g


def _product(factors: list[Atom], signs: dict[Atom, int]) -> Mono:
    out: dict[Atom, int] = {}
    for a in factors:
        out[a] = out.get(a, 0) + signs[a]
    return Mono(out)
