"""Close a remainder without logarithms: gaps, visible signs, hypotheses, lemmas, squares, parts.

First what always helps: −c·m·[a ≠ 0] becomes −c·m and the gap c·m·(1 − [a ≠ 0]). If all that is
left is visibly nonnegative, done; else an exact LP chooses among candidates. For a strict statement
one of the forms found has to be > 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, islice

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, Mono, Nz, Poly
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import product_term, term_of_atom, term_of_mono
from derive.kernel.terms import Index, KernelError, Term
from derive.search import strict
from derive.search.candidates import Extra, candidates, visible, written_squares
from derive.search.choices import absolutes, choices, halves, stand_for_operations
from derive.search.groups import Weight, open_sums
from derive.search.linear import combine
from derive.search.roots import is_raised
from derive.search.weighted import weighted

_MAX_CANDIDATES = 100
_MAX_WEIGHTED = 100
_KEPT = 1 << 14  # values of forms
_KEPT_LEFT = 1 << 10
_SELECTORS_AT_ONCE = 2  # in one weight, besides those that stand in what is left


def close(
    n: Normalizer, rest: Term, extra: Extra, weights: Sequence[Weight]
) -> tuple[Form, ...] | None:
    """Forms whose values add up to `rest`, or None.

    weights: weights at which a hypothesis with free indices may count.
    """
    left = n.normal(rest)
    found: list[Form] = []
    for gap in _gaps(n, left):
        found.append(gap)
        left -= n.normal(c.value(n, gap))
    if not n.reduced(left).terms and not extra.strict:
        return tuple(found)
    closing: list[Form] | None = None
    if n.support.nonnegative_poly(left):
        closing = strict.sharpened(n, visible(left)) if extra.strict else visible(left)
    if closing is None:
        extra = replace(extra, written=written_squares(rest))
        closing = _by_lp(n, left, extra, weights)
    if closing is None and found:  # dropping indicators may have been too much
        found, closing = [], _by_lp(n, n.normal(rest), extra, weights)
    return None if closing is None else (*found, *closing)


def from_equations(n: Normalizer, rest: Term, extra: Extra) -> tuple[Form, ...] | None:
    """Equations, given or known, multiples of which add up to `rest`."""
    left = n.normal(rest)
    usable = (f for f in candidates(n, left, extra, ()) if c.is_equation(n, f))
    forms = _combined(n, left, islice(usable, _MAX_CANDIDATES), False)
    if forms is None:
        more = (f for f in weighted(n, left, extra) if c.is_equation(n, f))
        forms = _combined(n, left, islice(more, _MAX_WEIGHTED), False)
    if forms is None and stand_for_operations(n):
        more = (f for f in choices(n, left, extra, 0) if c.is_equation(n, f))
        forms = _combined(n, left, more, False)
    return None if forms is None else tuple(forms)


def _gaps(n: Normalizer, p: Poly) -> list[c.Gap]:
    out = []
    above = [open_sums(m, _is_indicator) for m, k in p.terms.items() if k > 0]
    for m, k in p.terms.items():
        indices, opened = open_sums(m, _is_indicator)
        if any(isinstance(a, Nz) and is_raised(a.arg, opened) for a in opened.factors):
            continue  # without [a ≠ 0] the power a^r would be 1 at 0
        gap = gap_form(indices, opened, -k, _needless(indices, opened, above))
        if k < 0 and gap is not None and n.support.nonnegative_mono(opened):
            out.append(gap)
    return out


def _needless(
    indices: tuple[Index, ...], m: Mono, above: Sequence[tuple[tuple[Index, ...], Mono]]
) -> list[Atom]:
    """The indicators of m to drop: those that make it a term of the other sign, or else all."""
    of = [a for a in m.factors if isinstance(a, Nz)]
    for size in range(1, len(of)):
        for chosen in combinations(of, size):
            if (indices, m.without(*chosen)) in above:
                return list(chosen)
    return of


def gap_form(
    indices: tuple[Index, ...], m: Mono, k: Fraction, some: Sequence[Atom] | None = None
) -> c.Gap | None:
    """k·w·(1 − [a ≠ 0]) for a monomial w·[a ≠ 0]; None if it has no indicator.

    some: the indicators that are meant; all of them if it does not say.
    """
    of = [a for a in m.factors if isinstance(a, Nz)] if some is None else list(some)
    if not of:
        return None
    inner = product_term([term_of_atom(a.arg) for a in of])
    return c.Gap(indices, term_of_mono(m.without(*of), k), inner)


def admissible(n: Normalizer, forms: Sequence[Form]) -> bool:
    """Whether the kernel accepts all the forms."""
    try:
        for f in forms:
            c.check(n, f)
    except KernelError:
        return False
    return True


def gaps_of(n: Normalizer, f: c.Tangent) -> list[Form]:
    """w·a/b is w'·a·[b ≠ 0] for w = w'·b: the gap w'·a·(1 − [b ≠ 0]) is left over."""
    k, m = n.factors(t.Mul((f.weight, f.point)))
    gap = gap_form(f.indices, m, k) if k > 0 else None
    return [] if gap is None else [gap]


def _is_indicator(a: Atom) -> bool:
    return isinstance(a, Nz)


def _by_lp(n: Normalizer, left: Poly, extra: Extra, weights: Sequence[Weight]) -> list[Form] | None:
    usable, chosen = _by_likely(n, left, replace(extra, wide=False), tuple(weights))
    found = None if chosen is None else list(chosen)
    if not stand_for_operations(n):
        if found is None and extra.wide:
            more = islice(weighted(n, left, extra), _MAX_WEIGHTED)
            found = _combined(n, left, [*usable, *more], extra.strict)
        return found
    for at_once in range(_SELECTORS_AT_ONCE + 1):
        if found is None:
            more = [*usable, *choices(n, left, extra, at_once)]
            found = _combined(n, left, more, extra.strict)
    return None if found is None else [half for form in found for half in halves(form)]


@lru_cache(_KEPT_LEFT)
def _by_likely(
    n: Normalizer, left: Poly, extra: Extra, weights: tuple[Weight, ...]
) -> tuple[tuple[Form, ...], tuple[Form, ...] | None]:
    """The likely candidates, and those of them that add up to `left`; what is left the first time
    is left again where more may be read off it."""
    likely = islice(candidates(n, left, extra, weights), _MAX_CANDIDATES)
    usable = (*(absolutes(n) if stand_for_operations(n) else ()), *likely)
    found = _combined(n, left, usable, extra.strict)
    return usable, None if found is None else tuple(found)


def combined(
    n: Normalizer,
    left: Poly,
    extra: Extra,
    weights: Sequence[Weight],
    beside: Sequence[Form],
) -> list[Form] | None:
    """Multiples of the forms given and of the usual candidates that add up to `left`."""
    usable = [*beside, *islice(candidates(n, left, extra, weights), _MAX_CANDIDATES)]
    found = _combined(n, left, usable, extra.strict)
    if found is None:
        there = left  # and what the forms bring in
        for form in beside:
            there -= n.normal(c.value(n, form))
        likely = islice(candidates(n, there, extra, weights), _MAX_CANDIDATES)
        more = islice(weighted(n, there, extra), _MAX_WEIGHTED)
        found = _combined(n, left, [*usable, *likely, *more], extra.strict)
    return found


def _combined(
    n: Normalizer, left: Poly, usable: Iterable[Form], strictly: bool
) -> list[Form] | None:
    """Multiples of the forms that add up to `left`, by the LP."""
    values = {f: p for f in usable if (p := _value(n, f)) is not None}
    if strictly:
        sharp = {strict.sharper(n, f) or f: p for f, p in values.items()}
        more = strict.positives(n, values.values())
        values = {**{f: n.reduced(n.normal(c.value(n, f))) for f in more}, **sharp}
    forms, polys = list(values), list(values.values())
    free = [c.is_equation(n, f) for f in forms]
    goal = n.reduced(left)
    found = _multiplied(forms, combine(goal, polys, free))
    if found is None or not strictly:
        return found
    above = [k for k, f in enumerate(forms) if c.is_positive(n, f)]
    return strict.sharpened(n, found) or _multiplied(forms, _using(goal, polys, free, above))


@lru_cache(_KEPT)
def _value(n: Normalizer, form: Form) -> Poly | None:
    """The value of a form that the kernel accepts; attempts at one step share most of them."""
    try:
        c.check(n, form)
        return n.reduced(n.normal(c.value(n, form)))
    except KernelError:
        return None


def _multiplied(forms: Sequence[Form], by: Sequence[Fraction] | None) -> list[Form] | None:
    if by is None:
        return None
    return [scaled(f, t.Const(k)) for f, k in zip(forms, by, strict=True) if k]


def _using(
    target: Poly, candidates: Sequence[Poly], free: Sequence[bool], wanted: Sequence[int]
) -> list[Fraction] | None:
    """Multipliers as `combine` finds them, one of those wanted > 0.

    For a wanted s: τ·target = candidateₛ + Σ μᵢ·candidateᵢ, divided by τ. (τ = 0 would say that
    the hypotheses contradict each other.)
    """
    back = target.scale(Fraction(-1))
    for s in wanted:
        found = combine(candidates[s].scale(Fraction(-1)), [*candidates, back], [*free, False])
        if found is not None and found[-1] > 0:
            found[s] += 1
            return [k / found[-1] for k in found[:-1]]
    return None


def scaled(form: Form, by: Term) -> Form:
    """The form with its weight multiplied."""
    if by == t.ONE:
        return form
    weight = by if form.weight == t.ONE else t.Mul((by, form.weight))
    return replace(form, weight=weight)
