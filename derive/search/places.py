"""Where a fact may stand in what is left: terms with their sums opened, letters, quotients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from derive.kernel.atoms import Mono, Nz, Poly
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index
from derive.search.groups import open_sums
from derive.search.roots import under_root

_MOST_PLACES = 12


@dataclass(frozen=True)
class Place:
    """A term of what is left: Σ_indices mono."""

    indices: tuple[Index, ...]
    mono: Mono


def places_in(n: Normalizer, left: Poly) -> list[Place]:
    """The terms of what is left, with their sums opened and as they stand."""
    terms = dict.fromkeys([*left.terms, *n.reduced(left).terms])
    opened = [Place(*open_sums(m, lambda a: True)) for m in terms]
    return list(dict.fromkeys([*opened, *(Place((), m) for m in terms)]))


def placements(free: Iterable[Index], into: Iterable[Index]) -> Iterator[dict[Index, Index]]:
    """The ways to put each letter to one of the same alphabet, a dozen at most."""
    free, into = tuple(free), tuple(into)
    options = [[j for j in into if j.alphabet == i.alphabet] for i in free]
    for chosen in islice(product(*options), _MOST_PLACES):
        yield dict(zip(free, chosen, strict=True))


def quotient(m: Mono, by: Mono) -> Mono | None:
    """m/by, if each factor of `by` is in m with that power at least; else None. a is √a·√a."""
    m = _with_roots(m, by)
    if any((m.factors.get(a, 0) < e) if e > 0 else (m.factors.get(a, 0) > e)
           for a, e in by.factors.items()):  # fmt: skip
        return None
    return Mono({**m.factors, **{a: m.factors.get(a, 0) - e for a, e in by.factors.items()}})


def _with_roots(m: Mono, by: Mono) -> Mono:
    """m with √a·√a for a factor a, where √a divides and is not in m."""
    factors = dict(m.factors)
    for root, e in by.factors.items():
        a = under_root(root)
        if a is not None and e == 1 and root not in factors and factors.get(a) == 1:
            del factors[a]
            factors |= {root: 2, Nz(a): 2}
    return Mono(factors)
