"""Exponentials that are at most what stands beside them: 2^(−⌈log₂ 1/p⌉) ≤ p.

For a term −k·m·e^a of what is to be shown ≥ 0, with m free of exponentials,

    w = k·m·e^a,    t = c·m/w:    w·(t − 1 − ln t) = c·m − w + w·(a + ln(k/c))

and what is left, w·(−a − ln(k/c)) among it, has to close with the hypotheses at the weight w and at
w·ln 2, w·ln 3, …: for a ceiling they say that it rounds up.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, ExpAtom, LnPrime, Mono, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.kernel.terms import Term
from derive.search.candidates import Extra
from derive.search.groups import Weight, open_sums
from derive.search.residual import admissible, close


def tangents(n: Normalizer, gap: Term, extra: Extra) -> Iterator[tuple[Form, ...]]:
    """Certificates with a tangent at each exponential that is taken away."""
    p = n.normal(gap)
    for whole in dict.fromkeys((Fraction(1), p.terms.get(Mono({}), Fraction(0)))):
        if whole <= 0:
            continue
        found = [_at(m, -k, whole) for m, k in p.terms.items() if k < 0]
        forms = [f for f, _ in filter(None, found)]
        weights = [w for _, w in filter(None, found)]
        if not forms or not admissible(n, forms):
            continue
        rest: Term = gap
        for f in forms:
            rest = t.minus(rest, c.value(n, f))
        closing = close(n, rest, extra, [*weights, *_with_logarithms(n.normal(rest), weights)])
        if closing is not None:
            yield (*forms, *closing)


def _at(m: Mono, k: Fraction, whole: Fraction) -> tuple[c.Tangent, Weight] | None:
    indices, opened = open_sums(m, is_exponential)
    exponentials = [a for a in opened.factors if is_exponential(a)]
    if not exponentials or any(isinstance(a, LnPrime) for a in opened.factors):
        return None
    apart = Mono({a: -opened.factors[a] for a in exponentials})
    tangent = c.Tangent(indices, term_of_mono(opened, k), term_of_mono(apart, whole / k))
    return tangent, Weight(indices, opened)


def is_exponential(a: Atom) -> bool:
    return isinstance(a, ExpAtom)


def _with_logarithms(rest: Poly, weights: list[Weight]) -> Iterator[Weight]:
    """The weights times the logarithms of primes that occur."""
    logs = {a for m in rest.terms for a in open_sums(m, is_exponential)[1].factors}
    for a in sorted((a for a in logs if isinstance(a, LnPrime)), key=lambda a: a.prime):
        for w in weights:
            yield Weight(w.indices, Mono({**w.mono.factors, a: 1}))
