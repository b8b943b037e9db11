"""Equations that are sums of squares and weights: m² + s = 0 with s ≥ 0 says m = 0 and s = 0."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel.atoms import Mono, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono, term_of_poly
from derive.kernel.terms import KernelError, Term
from derive.search.candidates import Extra
from derive.search.groups import open_sums
from derive.search.residual import close

_MAX_TERMS = 12


def vanishing(n: Normalizer, e: Term, goal: Term) -> Iterator[tuple[int, tuple[Form, ...]]]:
    """(s, forms) with s·e = Σ forms ≥ 0 for s = 1 or −1; squares of the goal among them."""
    try:
        p = n.reduced(n.normal(e))
    except KernelError:
        return
    if not 0 < len(p.terms) <= _MAX_TERMS:
        return
    for sign in (1, -1):
        forms = _visible(n, p.scale(Fraction(sign)))
        if forms is None and len(p.terms) > 1:
            extra = Extra(hypotheses=frozenset(), squares=(goal,))
            forms = close(n, term_of_poly(p.scale(Fraction(sign))), extra, ())
        if forms and all(_is_plain(n, f) for f in forms):
            yield sign, tuple(forms)


def _is_plain(n: Normalizer, f: Form) -> bool:
    """Whether the rule VANISHING takes it."""
    over_spaces = any(i.alphabet in n.context.spaces for i in f.indices)
    return isinstance(f, (c.Nonneg, c.Square)) and not over_spaces


def _visible(n: Normalizer, p: Poly) -> list[Form] | None:
    """Each term as a weight or a square, if all are."""
    out = []
    for m, k in p.terms.items():
        indices, opened = open_sums(m, lambda a: True)
        signless = {a: e for a, e in opened.factors.items() if not n.support.nonnegative(a)}
        if any(e % 2 or e < 0 for e in signless.values()):
            return None
        weight = Mono({a: e for a, e in opened.factors.items() if a not in signless})
        if k < 0 or not n.support.nonnegative_mono(weight):
            return None
        if signless:
            of = term_of_mono(Mono({a: e // 2 for a, e in signless.items()}))
            out.append(c.Square(indices, term_of_mono(weight, k), of))
        else:
            out.append(c.Nonneg(indices, term_of_mono(weight, k)))
    return out
