"""Visible signs made strict: w ≥ 0 as Σ_b w > 0, where the kernel sees that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import UNIT, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.search.candidates import visible


def sharper(n: Normalizer, form: Form) -> c.Positive | None:
    """A visible sign as one that is > 0."""
    if not isinstance(form, c.Nonneg):
        return None
    positive = c.Positive(form.indices, form.weight)
    try:
        c.check(n, positive)
    except KernelError:
        return None
    return positive


def sharpened(n: Normalizer, forms: list[Form]) -> list[Form] | None:
    """The forms with one that is > 0: there already, one sign made sharper, or all taken as one."""
    if any(c.is_positive(n, f) for f in forms):
        return forms
    for k, f in enumerate(forms):
        positive = sharper(n, f)
        if positive is not None:
            return [*forms[:k], positive, *forms[k + 1 :]]
    signs = [f for f in forms if isinstance(f, c.Nonneg)]
    whole = sharper(n, c.Nonneg((), t.Add(tuple(c.value(n, f) for f in signs))))
    return None if whole is None else [*(f for f in forms if f not in signs), whole]


def positives(n: Normalizer, polys: Iterable[Poly]) -> Iterator[c.Positive]:
    """1, and what is > 0 among the terms that the polynomials subtract."""
    subtracted = [m for p in polys for m, k in p.terms.items() if k < 0]
    for m in dict.fromkeys([UNIT, *subtracted]):
        for form in visible(Poly({m: Fraction(1)})):
            positive = sharper(n, form)
            if positive is not None:
                yield positive
