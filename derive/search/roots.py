"""Squares that roots and quotients suggest: √a·√b ≤ (a + b)/2 is (√a − √b)² ≥ 0."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, ExpAtom, LawAtom, Ln, Mono, Nz, Poly
from derive.kernel.certificates import Form
from derive.kernel.readback import term_of_atom, term_of_mono
from derive.kernel.terms import Term
from derive.search.groups import open_sums

_HALF = Fraction(1, 2)


def squares(left: Poly) -> Iterator[Form]:
    """w·(√a − √b)² for every term w·√a·√b of what is left, and w·(√a − 1)² for w·√a."""
    for m in left.terms:
        indices, opened = open_sums(m, lambda a: True)
        roots = [a for a, e in opened.factors.items() if e == 1 and under_root(a) is not None]
        pairs = [*combinations(roots, 2), *((a,) for a in roots)]
        for pair in pairs:
            rest = opened.without(*pair, *(Nz(under_root(a)) for a in pair))  # type: ignore[arg-type]
            other = _root(pair[1]) if len(pair) == 2 else t.ONE
            yield c.Square(indices, term_of_mono(rest), t.minus(_root(pair[0]), other))


def quotients(left: Poly) -> Iterator[Form]:
    """w·(a − b)²/b for every term w·a²/b, and w·(a − 1/|𝒳|)² for w·a² at a letter of 𝒳."""
    for m in left.terms:
        indices, opened = open_sums(m, lambda a: True)
        for a in [a for a, e in opened.factors.items() if e == 2 and isinstance(a, LawAtom)]:
            rest = opened.without(a)
            for b in [b for b, e in rest.factors.items() if e == -1 and isinstance(b, LawAtom)]:
                gap = t.minus(term_of_atom(a), term_of_atom(b))
                yield c.Square(indices, term_of_mono(rest), gap)
            alphabets = [t.Pow(t.Card(i.alphabet), -1) for i in sorted(a.free & set(indices))]
            if alphabets:
                gap = t.minus(term_of_atom(a), t.Mul(tuple(alphabets)))
                yield c.Square(indices, term_of_mono(rest), gap)


def is_raised(a: Atom, m: Mono) -> bool:
    """Whether m has a power exp(r·ln a), which is a^r only with [a ≠ 0] beside it."""
    return any(
        isinstance(e, ExpAtom) and any(Ln(a) in n.factors for n in e.arg.terms) for e in m.factors
    )


def under_root(a: Atom) -> Atom | None:
    """The a of exp(½ ln a)."""
    if not isinstance(a, ExpAtom) or len(a.arg.terms) != 1:
        return None
    ((m, k),) = a.arg.terms.items()
    if k != _HALF or len(m.factors) != 1:
        return None
    ((log, e),) = m.factors.items()
    return log.arg if isinstance(log, Ln) and e == 1 else None


def _root(a: Atom) -> Term:
    """√a, which is 0 where a is."""
    inner = under_root(a)
    if inner is None:
        raise TypeError(f"no root: {a.key}")
    return t.Mul((t.Nonzero(term_of_atom(inner)), term_of_atom(a)))
