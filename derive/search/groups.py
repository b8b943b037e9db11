"""Log groups: the terms of a difference that carry a logarithm, collected by weight.

A term c·Σ_b W·ℓ has a weight W ≥ 0 and a logarithmic part ℓ. Terms whose weights have a common
refinement (r(x) = Σ_y r(x, y), 1 = Σ_x p(x), A = Σᵢ aᵢ) go into one group, whose logarithms add up
to one −ln t.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import gcd, lcm

from derive.kernel import terms as t
from derive.kernel.atoms import (
    UNIT,
    Atom,
    Ln,
    LnPrime,
    Mono,
    Nz,
    Poly,
    QuantityAtom,
    SumAtom,
    poly,
)
from derive.kernel.looks import look
from derive.kernel.normal import Normalizer
from derive.kernel.readback import product_term, readable, term_of_atom, term_of_mono
from derive.kernel.terms import Index, Term
from derive.search.placing import arrangements

_MAX_ASSIGNMENTS = 24
_KEPT = 1 << 14  # opened monomials


@dataclass(frozen=True)
class Weight:
    """Σ over indices of a monomial without logarithms."""

    indices: tuple[Index, ...]
    mono: Mono


@dataclass(frozen=True)
class LogTerm:
    coefficient: Fraction
    weight: Weight
    log: Mono


@dataclass
class Group:
    """One weight, and the polynomial in logarithms that it multiplies."""

    weight: Weight
    logs: Poly


def open_sums(m: Mono, wanted: object) -> tuple[tuple[Index, ...], Mono]:
    """Open the closed sums of m in which a factor satisfies `wanted`; readable index names."""
    sums = (a for a, e in m.factors.items() if isinstance(a, SumAtom) and e == 1)
    chosen = tuple(a for a in sums if any(map(wanted, a.body.factors)))  # type: ignore[arg-type]
    return _opened(m, chosen) if chosen else ((), m)


@lru_cache(_KEPT)
def _opened(m: Mono, sums: tuple[SumAtom, ...]) -> tuple[tuple[Index, ...], Mono]:
    indices: list[Index] = []
    factors: dict[Atom, int] = {}
    taken = set(m.free)
    for a, e in m.factors.items():
        if isinstance(a, SumAtom) and a in sums:
            names = readable(a.bound, taken)
            taken |= set(names.values())
            indices += names.values()
            inner = a.body.rename(names).factors
        else:
            inner = {a: e}
        for b, k in inner.items():
            factors[b] = factors.get(b, 0) + k
    return tuple(indices), Mono(factors)


def split(n: Normalizer, p: Poly) -> tuple[list[LogTerm], Poly]:
    """The terms of p that carry one logarithm (or signed quantity that is no square), and the
    rest."""
    found: list[LogTerm] = []
    plain: dict[Mono, Fraction] = {}

    def is_log(a: Atom) -> bool:
        return isinstance(a, (Ln, LnPrime)) or (
            isinstance(a, QuantityAtom) and not n.support.nonnegative(a)
        )

    for m, c in p.terms.items():
        indices, opened = open_sums(m, is_log)
        logs = Mono({a: e for a, e in opened.factors.items() if is_log(a) and e > 0})
        if all(isinstance(a, QuantityAtom) and e % 2 == 0 for a, e in logs.factors.items()):
            logs = UNIT
        if logs.factors:
            weight = _where_defined(n, opened.without(*logs.factors), logs)
            found.append(LogTerm(c, Weight(indices, weight), logs))
        else:
            plain[m] = c
    return found, Poly(plain)


def _where_defined(n: Normalizer, weight: Mono, logs: Mono) -> Mono:
    """The weight with the indicators that its logarithms have swallowed: ln 0 = 0."""
    args = {Nz(a.arg): 1 for a in logs.factors if isinstance(a, Ln)}
    whole = n.product([(Fraction(1), Mono({**weight.factors, **args}))])
    return next(iter(whole.terms)) if list(whole.terms.values()) == [1] else weight


def lifts(n: Normalizer, coarse: Weight, fine: Weight) -> list[dict[Index, Index]]:
    """Maps of coarse's indices into fine's under which fine sums to coarse."""
    out = []
    for chosen in arrangements([i.alphabet for i in coarse.indices], fine.indices):
        look()
        to = dict(zip(coarse.indices, chosen, strict=True))
        rest = tuple(i for i in fine.indices if i not in chosen)
        fresh = {i: n.fresh(i) for i in rest}
        summed = n.sum(tuple(fresh.values()), poly(1, fine.mono.rename(fresh)))
        if summed == poly(1, coarse.mono.rename(to)):
            out.append(to)
    return out


def groupings(n: Normalizer, terms: list[LogTerm]) -> Iterator[list[Group]]:
    """The ways to collect the terms by weight, the finest common refinements only."""
    finest = _finest(n, terms)
    options = [_shares(n, term, finest) for term in terms]
    for count, choice in enumerate(product(*options)):
        if count >= _MAX_ASSIGNMENTS:
            return
        groups = [Group(w, Poly({})) for w in finest]
        for term, shares in zip(terms, choice, strict=True):
            for k, to in shares:
                part = term.coefficient / len(shares)
                groups[k].logs += poly(part, term.log.rename(to))
        yield [g for g in groups if g.logs.terms]


Share = tuple[int, dict[Index, Index]]


def _shares(n: Normalizer, term: LogTerm, finest: list[Weight]) -> list[list[Share]]:
    """Where a term may go: wholly into one group, or in equal parts into all that refine it."""
    fits = [(k, to) for k, w in enumerate(finest) for to in lifts(n, term.weight, w)]
    one_each = list({k: (k, to) for k, to in reversed(fits)}.values())
    split_evenly = [one_each] if len(one_each) > 1 else []
    return [*([share] for share in fits[:4]), *split_evenly]


def _finest(n: Normalizer, terms: list[LogTerm]) -> list[Weight]:
    """The weights that no other weight refines."""
    weights = {term.weight: None for term in terms}
    ordered = sorted(weights, key=lambda w: (-len(w.indices), -len(w.mono.factors), w.mono.key))
    out: list[Weight] = []
    for w in ordered:
        if not any(lifts(n, w, finer) for finer in out):
            out.append(w)
    return out


def tangent_point(logs: Poly, root: int = 1) -> tuple[Fraction, Term] | None:
    """k > 0 and t with Σ logs = −k·ln t; None where there is nothing to take a tangent of.

    root: the t of whole powers is raised to 1/root, for a k that is so many times as large.
    """
    if not any(isinstance(a, Ln) for m in logs.terms for a in m.factors) and not any(
        isinstance(a, QuantityAtom) for m in logs.terms for a in m.factors
    ):
        return None
    values = list(logs.terms.values())
    k = Fraction(gcd(*(c.numerator for c in values)), lcm(*(c.denominator for c in values))) * root
    factors: list[Term] = []
    exponent: list[Term] = []
    for m, c in sorted(logs.terms.items(), key=lambda x: (x[1] > 0, x[0].key)):
        power = -c / k
        single = next(iter(m.factors)) if list(m.factors.values()) == [1] else None
        if power.denominator > 1 and isinstance(single, (Ln, LnPrime)):
            if isinstance(single, Ln):
                factors.append(t.Nonzero(term_of_atom(single.arg)))
            exponent.append(term_of_mono(m, power))
        elif isinstance(single, Ln):
            factors.append(_power(term_of_atom(single.arg), int(power)))
        elif isinstance(single, LnPrime):
            factors.append(t.Const(Fraction(single.prime) ** int(power)))
        else:
            exponent.append(term_of_mono(m, power))
    if exponent:
        factors.insert(0, t.Exp(exponent[0] if len(exponent) == 1 else t.Add(tuple(exponent))))
    return k, product_term(factors)


def _power(base: Term, n: int) -> Term:
    return base if n == 1 else t.Pow(base, n)


def weight_term(w: Weight, k: Fraction) -> Term:
    return term_of_mono(w.mono, k)
