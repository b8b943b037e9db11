"""Patterns of indicators: w·a·(1 − b)·… ≥ 0 for the events that occur together at weight w.

With a, b ∈ {0, 1} each pattern a·b, a·(1 − b), (1 − a)·b, (1 − a)(1 − b) is its own square, so that
w·(pattern)² is what the kernel needs to be told. All inequalities between probabilities of
combined events at one weight are sums of such.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, DeltaAtom, LawAtom, Mono, Nz, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_atom, term_of_mono
from derive.kernel.terms import Index
from derive.search.groups import open_sums

_MOST = 3  # indicators at one weight


def patterns(n: Normalizer, left: Poly) -> Iterator[Form]:
    """Squares for each pattern of the indicators that stand beside the same values of laws."""
    found: dict[tuple[tuple[Index, ...], Mono], dict[Atom, None]] = {}
    for m in left.terms:
        indices, opened = open_sums(m, lambda a: True)
        own = [a for a in opened.factors if _is_indicator(a)]
        weight = opened.without(*own)
        for place, more in _places(indices, weight):
            found.setdefault(place, {}).update(dict.fromkeys([*own, *more]))
    for (indices, weight), events in found.items():
        if events and len(events) <= _MOST and n.support.nonnegative_mono(weight):
            for signs in product((True, False), repeat=len(events)):
                of = tuple(map(_side, events, signs))
                yield c.Square(indices, term_of_mono(weight), t.Mul(of) if len(of) > 1 else of[0])
    for a in dict.fromkeys(a for m in left.terms for a, e in m.factors.items() if e < 0):
        yield c.Gap((), t.ONE, term_of_atom(a))


def _places(
    indices: tuple[Index, ...], weight: Mono
) -> Iterator[tuple[tuple[tuple[Index, ...], Mono], list[Atom]]]:
    """The weight as it stands; and r(x, x), or r(x) for a letter x that is free, as the part of
    Σ_y r(x, y), or Σ_y r(y), where y = x."""
    laws = [a for a in weight.factors if isinstance(a, LawAtom)]
    if laws:
        yield (indices, weight), []
    for a in laws:
        seen: set[Index] = set()
        for variable, i in a.at:
            if i in seen or i not in indices:
                j = t.apart(i, {*indices, *weight.free})
                at = tuple((v, j if v == variable else k) for v, k in a.at)
                factors = {**weight.without(a).factors, LawAtom(a.law, at): weight.factors[a]}
                yield ((*indices, j), Mono(factors)), [DeltaAtom(*sorted((i, j)))]
            seen.add(i)


def _is_indicator(a: Atom) -> bool:
    return isinstance(a, (Nz, DeltaAtom))


def _side(event: Atom, happens: bool) -> t.Term:
    inside = term_of_atom(event)
    return inside if happens else t.minus(t.ONE, inside)
