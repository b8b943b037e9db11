"""Several tangents of one weight, where a single one at the product of their points is not enough.

2·v ln v − v ln p − v ln q is v·(t − 1 − ln t) at t = p/v and at t = q/v; at t = pq/v² it is not.
For a weight, each argument a of a logarithm that is subtracted, and each b of one added, or 1,

    w·(t − 1 − ln t)        t = c·a/b

with c so that the logarithms of primes come out: ln((A + B)/2) ≥ (ln A + ln B)/2 needs c = 2. And
for each exponential e^g, in what is to be shown or in a hypothesis, t = e^g, and t = k·m·e^g/w for
a term k·m·e^g that is added: q·e^(f − 1) ≥ p·(f + ln q − ln p) has t = q·e^(f − 1)/p. The exact
LP says which are used, and how often, hypotheses and signs beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import UNIT, Atom, ExpAtom, Ln, LnPrime, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import product_term, term_of_atom, term_of_mono
from derive.kernel.terms import Term
from derive.search import groups
from derive.search.candidates import Extra
from derive.search.exponentials import is_exponential
from derive.search.groups import Group, Weight, open_sums
from derive.search.places import placements
from derive.search.residual import admissible, combined, gaps_of

_MOST = 24  # tangents at once
_MOST_GROUPINGS = 4


def tangents(n: Normalizer, gap: Term, extra: Extra) -> Iterator[tuple[Form, ...]]:
    """Certificates with two tangents or more at one weight."""
    p = n.normal(gap)
    terms, _ = groups.split(n, p)
    for grouping in islice(groups.groupings(n, terms), _MOST_GROUPINGS):
        weights = [g.weight for g in grouping]
        found = [f for g in grouping for f in _of(n, g)]
        found = list(dict.fromkeys([*found, *_exponentials(n, p, extra, weights)]))
        if 0 < len(found) <= _MOST:
            gaps = [g for f in found for g in gaps_of(n, f)]
            forms = combined(n, p, extra, weights, [*found, *gaps])
            if forms is not None:
                yield tuple(forms)


def _exponentials(
    n: Normalizer, p: Poly, extra: Extra, weights: list[Weight]
) -> Iterator[c.Tangent]:
    """Tangents at the exponentials that occur, at the weights of the logarithms and at 1."""
    given = [n.normal(h.term) for h in n.context.hypotheses if extra.allows(h.name)]
    opened = [open_sums(m, is_exponential) for of in (p, *given) for m in of.terms]
    powers = dict.fromkeys(a for _, m in opened for a in m.factors if is_exponential(a))
    primes = sorted({a for a in _atoms(p, *given) if isinstance(a, LnPrime)})
    for w in dict.fromkeys([*weights, Weight((), UNIT)]):
        weight = groups.weight_term(w, Fraction(1))
        scales: list[Term] = [t.ONE, *(t.Pow(term_of_atom(a), -1) for a in primes)]
        for a in powers:
            for to in placements(sorted(a.free), (*w.indices, *sorted(p.free))):
                for scale in scales:
                    at = term_of_atom(a.rename(to))
                    yield from _made(n, w, product_term([weight, scale]), at)
        for m, k in p.terms.items():
            indices, inner = open_sums(m, is_exponential)
            if k > 0 and indices == w.indices and any(map(is_exponential, inner.factors)):
                point = t.Mul((term_of_mono(inner, k), t.Pow(weight, -1)))
                yield from _made(n, w, weight, point)


def _made(n: Normalizer, w: Weight, weight: Term, point: Term) -> Iterator[c.Tangent]:
    made = c.Tangent(w.indices, weight, point)
    if admissible(n, [made]):
        yield made


def _atoms(*polys: Poly) -> Iterator[Atom]:
    """The factors of all terms, under sums, and in exponents."""
    for p in polys:
        for m in p.terms:
            for a in open_sums(m, lambda a: True)[1].factors:
                yield a
                if isinstance(a, ExpAtom):
                    yield from _atoms(a.arg)


def _of(n: Normalizer, group: Group) -> Iterator[c.Tangent]:
    below, above, primes = _logarithms(group.logs)
    total = sum(below.values(), start=Fraction(0))
    scale = _constant(primes, total) if total else Fraction(1)
    weight = groups.weight_term(group.weight, Fraction(1))
    for a in below:
        for b in [*above, None]:
            factors: list[Term] = [term_of_atom(a.arg)]
            if b is not None:
                factors.append(t.Pow(term_of_atom(b.arg), -1))
            for k in dict.fromkeys((scale, Fraction(1))):
                point = product_term(factors if k == 1 else [t.Const(k), *factors])
                yield from _made(n, group.weight, weight, point)


def _logarithms(logs: Poly) -> tuple[dict[Ln, Fraction], dict[Ln, Fraction], dict[int, Fraction]]:
    """Those subtracted, those added, each with how often, and those of primes with their sign."""
    below: dict[Ln, Fraction] = {}
    above: dict[Ln, Fraction] = {}
    primes: dict[int, Fraction] = {}
    for m, k in logs.terms.items():
        (a, e), *others = m.factors.items()
        if others or e != 1:
            continue
        if isinstance(a, LnPrime):
            primes[a.prime] = k
        elif isinstance(a, Ln):
            (below if k < 0 else above)[a] = abs(k)
    return below, above, primes


def _constant(primes: dict[int, Fraction], total: Fraction) -> Fraction:
    """c with total·ln c the logarithms of primes that are subtracted; 1 if there is no such one."""
    out = Fraction(1)
    for prime, k in primes.items():
        power = -k / total
        if power.denominator == 1 and abs(power) < 10:
            out *= Fraction(prime) ** int(power)
    return out
