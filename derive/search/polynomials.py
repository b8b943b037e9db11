"""Squares that complete a quadratic form: u² + w² − 2uw is (u − w)², u² − u + 1 is (u − ½)² + ¾.

The terms of what is left that stand under the same sums and the same visible weight are a form
Σ g_ij b_i b_j in monomials b of the factors that have no sign. Its Gram matrix, where it is
positive semidefinite, is L·D·Lᵀ with rational L and D ≥ 0; the columns of L are the squares.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import UNIT, Mono, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.search.groups import open_sums

_MOST = 8  # monomials in one form
Gram = dict[tuple[Mono, Mono], Fraction]


def completed(n: Normalizer, left: Poly) -> Iterator[Form]:
    """Squares for each quadratic form that is a sum of squares."""
    found: dict[tuple[tuple[t.Index, ...], Mono], dict[Mono, Fraction]] = {}
    for m, k in left.terms.items():
        indices, opened = open_sums(m, lambda a: True)
        signed = Mono({a: e for a, e in opened.factors.items() if not n.support.nonnegative(a)})
        weight = opened.without(*signed.factors)
        found.setdefault((indices, weight), {})[signed] = k
    for (indices, weight), form in found.items():
        yield from _squares(indices, weight, form)
    yield from _of_the_whole(n.reduced(left))


def _squares(
    indices: tuple[t.Index, ...], weight: Mono, form: dict[Mono, Fraction]
) -> Iterator[Form]:
    if all(m == UNIT for m in form):
        return
    for row in _rows(form):
        parts = tuple(term_of_mono(m, k) for m, k in row.items())
        of = parts[0] if len(parts) == 1 else t.Add(parts)
        yield c.Square(indices, term_of_mono(weight), of)


def _of_the_whole(left: Poly) -> Iterator[Form]:
    """All that is left as one form, in letters that are ≥ 0 too, and with sums for letters: a/b +
    b/a − 2 is (a − b)²/(ab). The weight has each factor as often as every term has it."""
    if 2 <= len(left.terms) <= _MOST * _MOST:
        atoms = {a for m in left.terms for a in m.factors}
        least = {a: min(m.factors.get(a, 0) for m in left.terms) for a in atoms}
        weight = Mono({a: e for a, e in least.items() if e})
        under = Mono({a: -e for a, e in least.items() if e})
        yield from _squares((), weight, {_product(m, under): k for m, k in left.terms.items()})


def _rows(form: dict[Mono, Fraction]) -> list[dict[Mono, Fraction]]:
    """The columns of L, or none where the form is not seen to be positive semidefinite."""
    basis = _basis(form)
    gram = _gram(form, basis)
    if gram is None:
        return []
    rows: list[dict[Mono, Fraction]] = []
    left = [b for b in basis if b != UNIT] + [b for b in basis if b == UNIT]
    while left:
        b = next((b for b in left if gram.get((b, b), 0) > 0), None)
        if b is None:
            break
        pivot = gram[b, b]
        row = {a: gram.get((b, a), Fraction(0)) / pivot for a in left}
        row = {a: k for a, k in row.items() if k}
        rows.append(row)
        for a in row:
            for d in row:
                gram[a, d] = gram.get((a, d), Fraction(0)) - pivot * row[a] * row[d]
        left.remove(b)
    return [] if any(gram.get((a, d)) for a in left for d in left) else rows


def _basis(form: dict[Mono, Fraction]) -> list[Mono]:
    """The monomials whose squares occur, and 1; none where there are too many."""
    roots = [r for m in form if (r := _root(m)) is not None]
    basis = list(dict.fromkeys([*roots, UNIT]))
    return basis if len(basis) <= _MOST else []


def _root(m: Mono) -> Mono | None:
    if any(e % 2 for e in m.factors.values()):
        return None
    return Mono({a: e // 2 for a, e in m.factors.items()})


def _gram(form: dict[Mono, Fraction], basis: list[Mono]) -> Gram | None:
    """Each coefficient at the product of two monomials that makes its term."""
    places: dict[Mono, tuple[Mono, Mono]] = {}
    for i, a in enumerate(basis):
        for b in basis[i:]:
            places.setdefault(_product(a, b), (a, b))
    gram: Gram = {}
    for m, k in form.items():
        if m not in places:
            return None
        a, b = places[m]
        if a == b:
            gram[a, a] = k
        else:
            gram[a, b] = gram[b, a] = k / 2
    return gram


def _product(a: Mono, b: Mono) -> Mono:
    out = dict(a.factors)
    for f, e in b.factors.items():
        out[f] = out.get(f, 0) + e
    return Mono({f: e for f, e in out.items() if e})
