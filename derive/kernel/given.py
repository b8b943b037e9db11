"""Combinations: a polynomial as a sum of hypotheses that are ≥ 0 and of terms that visibly are.

    p = Σᵢ λᵢ hᵢ + Σⱼ cⱼ mⱼ    λᵢ > 0, hᵢ ≥ 0 a hypothesis (hᵢ = 0: any λᵢ)    cⱼ mⱼ ≥ 0
    ──────────────────────────────────────────────────────────────────────────────────────
    p ≥ 0, and p ≠ 0 where one of the hᵢ ≥ 0 or cⱼ mⱼ is

Without a hypothesis |𝒳| − 1 ≥ 0 and 1 − r[…] ≥ 0 for a law r. The multiplier λ is the one for which
a term of p that is not visibly ≥ 0 goes away; few hypotheses are combined, and few ways tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, product
from typing import NamedTuple

from derive.kernel.atoms import CardAtom, LawAtom, Mono, Poly, poly
from derive.kernel.looks import look
from derive.kernel.terms import Index

ONE_POLY = poly(1)
_MAX_USED = 3  # hypotheses in one combination
_MAX_WAYS = 12  # combinations of one polynomial
_MAX_PLACES = 64  # choices of letters for one hypothesis
Pieces = tuple[Poly, ...]  # all ≥ 0


class Fact(NamedTuple):
    """p ≥ 0, or p = 0, for all its free indices."""

    p: Poly
    is_equation: bool


class Combinations:
    """visible: whether c·m ≥ 0 is seen without hypotheses."""

    __slots__ = ("_facts", "_found", "_visible")

    def __init__(self, visible: Callable[[Mono, Fraction], bool]) -> None:
        self._visible = visible
        self._facts: list[Fact] = []
        self._found: dict[tuple[Poly, Mono | None], tuple[Pieces, ...]] = {}

    def learn(self, p: Poly, is_equation: bool) -> None:
        """A hypothesis, as its normal form."""
        self._facts.append(Fact(p, is_equation))
        self._found.clear()

    def of(self, p: Poly, first: Mono | None = None) -> tuple[Pieces, ...]:
        """Ways to combine p. first: a term of p that a hypothesis has to provide."""
        facts = [*self._facts, *_of_nature(p)]
        if not facts:
            return ()
        key = (p, first)
        if key not in self._found:
            ways = self._combine(p, first, facts, _MAX_USED)
            self._found[key] = tuple(islice(ways, _MAX_WAYS))
        return self._found[key]

    def _combine(
        self, p: Poly, first: Mono | None, facts: list[Fact], left: int
    ) -> Iterator[Pieces]:
        hidden = (m for m, c in p.terms.items() if not self._visible(m, c))
        term = first or next(hidden, None)
        if term is None:
            yield tuple(poly(c, m) for m, c in p.terms.items())
        elif left:
            for h, is_equation in _instances(facts, term, p):
                by = p.terms[term] / h.terms[term]
                if by > 0 or is_equation:
                    for pieces in self._combine(p - h.scale(by), None, facts, left - 1):
                        yield pieces if is_equation else (h, *pieces)


def _of_nature(p: Poly) -> Iterator[Fact]:
    """|𝒳| ≥ 1 and r[…] ≤ 1, for those that are terms of p."""
    for m in p.terms:
        match list(m.factors.items()):
            case [(CardAtom(), 1)]:
                yield Fact(poly(1, m) - ONE_POLY, False)
            case [(LawAtom(), 1)]:
                yield Fact(ONE_POLY - poly(1, m), False)


def _instances(facts: list[Fact], term: Mono, p: Poly) -> Iterator[Fact]:
    """Facts at letters of p (or at any other) where they have the term."""
    shape = _shape(term)
    for h, is_equation in facts:
        if any(_shape(m) == shape for m in h.terms):
            for to in _placements(sorted(h.free), sorted(p.free)):
                made = h.rename(to)
                if term in made.terms:
                    yield Fact(made, is_equation)


def _placements(own: list[Index], letters: list[Index]) -> Iterator[dict[Index, Index]]:
    """Injective choices of letters: `rename` wants them so."""
    options = [
        [*(j for j in letters if j.alphabet == i.alphabet), Index(f"$any {i.name}", i.alphabet)]
        for i in own
    ]
    for chosen in islice(product(*options), _MAX_PLACES):
        look()
        if len(set(chosen)) == len(chosen):
            yield dict(zip(own, chosen, strict=True))


def _shape(m: Mono) -> list[tuple[str, str, int]]:
    """What no choice of letters changes."""
    return sorted(
        (type(a).__name__, getattr(a, "law", getattr(a, "name", "")), e)
        for a, e in m.factors.items()
    )
