"""Shares: a weight w as w·λ + w·(1 − λ), where other terms of a difference have such weights.

The logarithms of Σ_z r(z) ln r(z) over two letters have the weights λ and 1 − λ, and ln 2 beside
them has the weight 1: only when that is parted too do they add up to one tangent for each.

A weight q beside q·β, β > 0 a number: q·f is q·β·(f/β), so that f/β and ln q add up to one tangent.
"""

from __future__ import annotations

from collections import Counter

from derive.kernel.atoms import Atom, CardAtom, Mono, QuantityAtom
from derive.kernel.normal import Normalizer
from derive.search.candidates import is_share
from derive.search.groups import LogTerm, Weight

_MAX_TERMS = 64


def parted(n: Normalizer, terms: list[LogTerm]) -> list[LogTerm]:
    """The same terms with coarse weights parted; as they are where that would be too many."""
    whole = [_units(n, term.weight.mono) for term in terms]
    out: list[LogTerm] = []
    for term in terms:
        out += _parts(n, term, whole)
        if len(out) > _MAX_TERMS:
            return terms
    return out


def _units(n: Normalizer, m: Mono) -> dict[str, QuantityAtom]:
    """The numbers between 0 and 1 in a weight, by name: λ itself or 1 − λ."""
    return {
        a.name: a
        for a, e in m.factors.items()
        if isinstance(a, QuantityAtom) and e == 1 and is_share(n, a)
    }


def _parts(n: Normalizer, term: LogTerm, others: list[dict[str, QuantityAtom]]) -> list[LogTerm]:
    own = _units(n, term.weight.mono)
    finer = [u for u in others if len(u) > len(own) and own.items() <= u.items()]
    count = Counter(name for u in finer for name in u if name not in own)
    if not count:
        return [term]
    name = max(sorted(count), key=lambda a: count[a])
    out: list[LogTerm] = []
    for complement in (False, True):
        factors = {**term.weight.mono.factors, QuantityAtom(name, (), complement): 1}
        weight = Weight(term.weight.indices, Mono(factors))
        out += _parts(n, LogTerm(term.coefficient, weight, term.log), finer)
    return out


def at_one_scale(n: Normalizer, terms: list[LogTerm]) -> list[LogTerm]:
    """The same terms with the positive numbers in some weights in all of them."""
    scales: dict[Atom, int] = {}
    for term in terms:
        for a, e in term.weight.mono.factors.items():
            if e > 0 and not a.free and _is_number(n, a):
                scales[a] = max(scales.get(a, 0), e)
    if not scales:
        return terms
    return [_with_scale(term, scales) for term in terms]


def _is_number(n: Normalizer, a: Atom) -> bool:
    return isinstance(a, (QuantityAtom, CardAtom)) and n.support.nonzero([a], ())


def _with_scale(term: LogTerm, scales: dict[Atom, int]) -> LogTerm:
    weight, log = dict(term.weight.mono.factors), dict(term.log.factors)
    for a, e in scales.items():
        missing = e - weight.get(a, 0)
        weight[a] = e
        log[a] = log.get(a, 0) - missing
    return LogTerm(term.coefficient, Weight(term.weight.indices, Mono(weight)), Mono(log))
