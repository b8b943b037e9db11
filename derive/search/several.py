"""Several tangents of one weight, where a single one at the product of their points is not enough.

2·v ln v − v ln p − v ln q is v·(t − 1 − ln t) at t = p/v and at t = q/v; at t = pq/v² it is not.
For a weight, each argument a of a logarithm that is subtracted, and each b of one added, or 1,

    w·(t − 1 − ln t)        t = c·a/b

with c so that the logarithms of primes come out: ln((A + B)/2) ≥ (ln A + ln B)/2 needs c = 2. Which
tangents are used, and how often, the exact LP says, hypotheses and signs beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Ln, LnPrime, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError, Term
from derive.search import groups
from derive.search.candidates import Extra
from derive.search.groups import Group
from derive.search.readback import product_term, term_of_atom
from derive.search.residual import combined, gap_form

_MOST = 24  # tangents at once


def tangents(n: Normalizer, gap: Term, extra: Extra) -> Iterator[tuple[Form, ...]]:
    """Certificates with two tangents or more at one weight."""
    p = n.normal(gap)
    terms, _ = groups.split(n, p)
    for grouping in groups.groupings(n, terms):
        found = [f for g in grouping for f in _of(n, g)]
        if 2 <= len(found) <= _MOST:
            gaps = [g for f in found for g in _gaps(n, f)]
            forms = combined(n, p, extra, [g.weight for g in grouping], [*found, *gaps])
            if forms is not None:
                yield tuple(forms)


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
                made = c.Tangent(group.weight.indices, weight, point)
                if _admissible(n, made):
                    yield made


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


def _gaps(n: Normalizer, f: c.Tangent) -> list[Form]:
    """w·a/b is w'·a·[b ≠ 0] for w = w'·b: the gap w'·a·(1 − [b ≠ 0]) is left over."""
    k, m = n.factors(t.Mul((f.weight, f.point)))
    gap = gap_form(f.indices, m, k) if k > 0 else None
    return [] if gap is None else [gap]


def _admissible(n: Normalizer, form: c.Tangent) -> bool:
    try:
        c.check(n, form)
    except KernelError:
        return False
    return True
