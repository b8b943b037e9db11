"""Combinations: a polynomial as a sum of hypotheses that are ≥ 0 and of terms that visibly are.

    p = Σᵢ λᵢ hᵢ + Σⱼ cⱼ mⱼ    λᵢ > 0, hᵢ ≥ 0 a hypothesis (hᵢ = 0: any λᵢ)    cⱼ mⱼ ≥ 0
    ──────────────────────────────────────────────────────────────────────────────────────
    p ≥ 0, and p ≠ 0 where one of the hᵢ ≥ 0 or cⱼ mⱼ is

Without a hypothesis |𝒳| − 1 ≥ 0, and 1 − r[…] ≥ 0 for
a law r that is no density. The multiplier λ is the one for which
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


Shape = tuple[tuple[str, str, int], ...]


class Fact(NamedTuple):
    """p ≥ 0, or p = 0, for all its free indices. shapes: of its terms."""

    p: Poly
    is_equation: bool
    shapes: frozenset[Shape]


def _fact(p: Poly, is_equation: bool) -> Fact:
    return Fact(p, is_equation, frozenset(map(_shape, p.terms)))


class Combinations:
    """visible: whether c·m ≥ 0 is seen without hypotheses. density: whether values of a law have
    no bound."""

    __slots__ = ("_density", "_facts", "_found", "_offered", "_visible")

    def __init__(
        self, visible: Callable[[Mono, Fraction], bool], density: Callable[[LawAtom], bool]
    ) -> None:
        self._visible, self._density = visible, density
        self._facts: list[Fact] = []
        self._offered: set[tuple[Shape, bool]] = set()  # terms' shapes, and whether they are > 0
        self._found: dict[tuple[Poly, Mono | None], tuple[Pieces, ...]] = {}

    def learn(self, p: Poly, is_equation: bool) -> None:
        """A hypothesis, as its normal form."""
        self._facts.append(_fact(p, is_equation))
        signs = {(_shape(m), c > 0) for m, c in p.terms.items()}
        self._offered |= signs | ({(m, not c) for m, c in signs} if is_equation else set())
        self._found.clear()

    def of(self, p: Poly, first: Mono | None = None) -> tuple[Pieces, ...]:
        """Ways to combine p. first: a term of p that a hypothesis has to provide."""
        if first is not None and not self._is_offered(first, p):
            return ()
        facts = [*self._facts, *self._of_nature(p)]
        if not facts:
            return ()
        key = (p, first)
        if key not in self._found:
            ways = self._combine(p, first, facts, _MAX_USED)
            self._found[key] = tuple(islice(ways, _MAX_WAYS))
        return self._found[key]

    def _is_offered(self, term: Mono, p: Poly) -> bool:
        """Whether a fact may provide this term of p: it has one of its shape and sign."""
        above = p.terms[term] > 0
        match list(term.factors.items()):
            case [(LawAtom(), 1)] if not above and (
                len(p.terms) > 1 or ((), False) in self._offered
            ):
                return True  # 1 − r[…] does, and leaves a number < 0 to the rest
            case [(CardAtom(), 1)] if above:
                return True
            case []:
                return True
        return (_shape(term), above) in self._offered

    def _combine(
        self, p: Poly, first: Mono | None, facts: list[Fact], left: int
    ) -> Iterator[Pieces]:
        hidden = (m for m, c in p.terms.items() if not self._visible(m, c))
        term = first or next(hidden, None)
        if term is None:
            yield tuple(poly(c, m) for m, c in p.terms.items())
        elif left:
            for h, is_equation, _ in _instances(facts, term, p):
                by = p.terms[term] / h.terms[term]
                if by > 0 or is_equation:
                    for pieces in self._combine(p - h.scale(by), None, facts, left - 1):
                        yield pieces if is_equation else (h, *pieces)

    def _of_nature(self, p: Poly) -> Iterator[Fact]:
        """|𝒳| ≥ 1 and r[…] ≤ 1, for those that are terms of p."""
        for m in p.terms:
            match list(m.factors.items()):
                case [(CardAtom(), 1)]:
                    yield _fact(poly(1, m) - ONE_POLY, False)
                case [(LawAtom() as r, 1)] if not self._density(r):
                    yield _fact(ONE_POLY - poly(1, m), False)


def _instances(facts: list[Fact], term: Mono, p: Poly) -> Iterator[Fact]:
    """Facts at letters of p (or at any other) where they have the term."""
    shape = _shape(term)
    for h, is_equation, shapes in facts:
        if shape in shapes:
            for to in _placements(sorted(h.free), sorted(p.free)):
                made = h.rename(to)
                if term in made.terms:
                    yield Fact(made, is_equation, shapes)


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


def _shape(m: Mono) -> Shape:
    """What no choice of letters changes."""
    return tuple(
        sorted(
            (type(a).__name__, getattr(a, "law", getattr(a, "name", "")), e)
            for a, e in m.factors.items()
        )
    )
