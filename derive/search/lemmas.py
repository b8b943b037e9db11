"""Scalar lemmas at the weights that what is left suggests: q·ψ(p/q) for a term p·ln p of it.

For a term m of what is left, and a term n of ψ with the same logarithms and exponentials, the
weight is m/n, if that is visibly ≥ 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import ExpAtom, Ln, Mono, Nz, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.kernel.theorem import Theorem
from derive.search.groups import open_sums
from derive.search.placing import placements

_MOST = 24  # of one lemma


def at_weights(n: Normalizer, left: Poly, forms: tuple[Form, ...]) -> Iterator[Form]:
    """The scalar lemmas among the forms, at such weights."""
    for f in forms:
        if isinstance(f, c.Known) and type(f.theorem) is Theorem and f.theorem.is_scalar:
            yield from islice(dict.fromkeys(_of_one(n, left, f)), _MOST)


def _of_one(n: Normalizer, left: Poly, f: c.Known) -> Iterator[Form]:
    gap = f.theorem.statement.gap()
    free, letters = tuple(sorted(t.free_indices(gap))), tuple(sorted(left.free))
    for m in left.terms:
        indices, opened = open_sums(m, lambda a: True)
        wanted = _transcendent(opened)
        if not wanted:
            continue
        for at in placements(free, (*indices, *letters)):
            for part in n.normal(t.rename(gap, dict(at))).terms:
                if _transcendent(part) == wanted:
                    w = _quotient(opened, part)
                    if n.support.nonnegative_mono(w):
                        yield c.Known(f.theorem, at, indices, term_of_mono(w))


def _transcendent(m: Mono) -> dict[object, int]:
    return {a: e for a, e in m.factors.items() if isinstance(a, (Ln, ExpAtom))}


def _quotient(m: Mono, by: Mono) -> Mono:
    """m/n, without indicators."""
    every = {a for a in (*m.factors, *by.factors) if not isinstance(a, Nz)}
    return Mono({a: m.factors.get(a, 0) - by.factors.get(a, 0) for a in sorted(every)})
