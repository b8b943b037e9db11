"""Integrals: which have to converge absolutely for a theorem about spaces.

A theorem over spaces is PROVE's conclusion *provided* its integrals converge. For gap − Σ forms is
written under common integral signs, and what cancels there under one sign never stands alone:

    gap = ∫_b g + ⋯    forms ∫_b f, f ≥ 0 or f = 0    g − Σ f = Σ cᵢ mᵢ    each ∫_b |g|, |mᵢ| < ∞
    ──────────────────────────────────────────────────────────────────────────────────────────  SIGN
    each ∫_b f converges, and ∫_b g + ⋯ − Σ ∫_b f = Σ cᵢ ∫_b mᵢ + ⋯

Under one sign come integrals over the same spaces, and means under one law of several variables,
∫ r[X=x]·f = ∫∫ r[X=x, Y=y]·f (Tonelli). The integrals of the mᵢ are those that the normal form
leaves (`Normalizer.integrals`): linearity, exchange of order and factors taken out are right for
these (Fubini, Tonelli). With 0 for an integral that does not converge, all else in the normal form
is algebra at almost every point. So provided are: each ∫_b g written at the top of the statement,
every integral left by a normal form on the way, and what the theorems used are provided with; less
those that others imply, term by term or as |Σ cᵢ fᵢ| ≤ Σ |cᵢ||fᵢ| under one sign, and those that
converge by themselves:

    m = r[…, X=x, …]·(what is free of x, or bounded)    ∫ m converges over x, as does what is left
    ───────────────────────────────────────────────────────────────────────────────────  MARGINAL
                         r[…, X=x, …] ↦ r[…]  for an output X of a law r

where [a ≠ 0], λ between 0 and 1, and probabilities are bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel import certificates, show
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, DeltaAtom, LawAtom, Mono, Nz, Poly, QuantityAtom, SumAtom
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.kernel.terms import Index, KernelError, Term

if TYPE_CHECKING:
    from derive.kernel.certificates import Form

Part = tuple[Fraction, Term]


def recording(n: Normalizer) -> Normalizer:
    """A normalizer that has met the integrals of its context only, if there are spaces."""
    return n.anew() if n.context.spaces else n


def remainder(n: Normalizer, gap: Term, forms: Iterable[Form]) -> Poly:
    """The normal form of gap − Σ forms, by SIGN."""
    parts, entropies = [*_parts(gap)], list[tuple[Fraction, Poly]]()
    for form in forms:
        if isinstance(form, Information):  # no integral of something ≥ 0
            entropies += certificates.normal_value(n, form)
        else:
            parts += _parts(certificates.value(n, form), Fraction(-1))
    out = n.normal_checked(_together(n, parts))
    for c, p in entropies:
        out -= p.scale(c)
    return out


def _parts(term: Term, c: Fraction = t.ONE.value) -> Iterator[Part]:
    """The term times c as a combination."""
    match term:
        case t.Add(terms):
            for s in terms:
                yield from _parts(s, c)
            return
        case t.Mul(factors):
            rest = [f for f in factors if not isinstance(f, t.Const)]
            for f in factors:
                c = c * f.value if isinstance(f, t.Const) else c
            if len(rest) == 1:
                yield from _parts(rest[0], c)
                return
            term = t.Mul(tuple(rest))
        case t.Sum(outer, t.Sum(inner, body)) if not {*outer} & {*inner}:
            yield from _parts(t.Sum((*outer, *inner), body), c)
            return
    yield c, term


def cancelled(term: Term) -> Term:
    """The term without equal parts of opposite sign, be they integrals that converge or not."""
    parts: dict[Term, Fraction] = {}
    for c, part in _parts(term):
        parts[part] = parts.get(part, Fraction(0)) + c
    return t.Add(tuple(t.Mul((t.Const(c), part)) for part, c in parts.items() if c))


def _together(n: Normalizer, parts: Iterable[Part]) -> Term:
    """The combination, its integrals over the same spaces under one sign."""
    plain, bodies = list[Term](), dict[tuple[Index, ...], list[Term]]()
    for c, term in parts:
        term = _over_all(n, term) if isinstance(term, t.Sum) else term
        if isinstance(term, t.Sum) and _is_integral(n, term.indices):
            indices, inside = _opened(term)
            bodies.setdefault(indices, []).append(t.Mul((t.Const(c), inside)))
        else:
            plain.append(t.Mul((t.Const(c), term)))
    signs = (t.Sum(indices, t.Add(tuple(inside))) for indices, inside in bodies.items())
    return t.Add((*plain, *signs))


def _over_all(n: Normalizer, s: t.Sum) -> t.Sum:
    """∫ r[X=x]·f dx as ∫∫ r[X=x, Y=y]·f dx dy, over all outputs of r, by Tonelli: means under one
    law come under one sign."""
    factors = s.body.factors if isinstance(s.body, t.Mul) else (s.body,)
    for r in factors:
        if not isinstance(r, t.LawTerm):
            continue
        outputs, at = dict(n.context.laws[r.law].outputs), dict(r.at)
        own = [i for v, i in r.at if v in outputs]
        if len(own) != len(s.indices) or {*own} != {*s.indices}:
            continue
        to = {i: Index(f"${r.law} {v}", i.alphabet) for v, i in r.at if v in outputs}
        more = {v: Index(f"${r.law} {v}", a) for v, a in outputs.items() if v not in at}
        if t.free_indices(s) & {*to.values(), *more.values()}:
            continue
        whole = t.LawTerm(r.law, tuple({**at, **more}.items()))
        rest = (whole, *(f for f in factors if f is not r))
        return t.Sum((*to.values(), *more.values()), t.rename(t.Mul(rest), to))
    return s


def _opened(s: t.Sum) -> tuple[tuple[Index, ...], Term]:
    """Its letters, which depend on their alphabets only, and its integrand with these."""
    own = sorted(s.indices, key=lambda i: (i.alphabet, i.name))
    to = {i: Index(f"$under{k}", i.alphabet) for k, i in enumerate(own)}
    return tuple(to.values()), t.rename(s.body, to)


def _inside(n: Normalizer, s: t.Sum) -> tuple[tuple[Index, ...], Poly] | None:
    """The points of the integral, under the law's sign, and its integrand; None if that has no
    normal form."""
    indices, inside = _opened(_over_all(n, s))
    try:
        return indices, n.anew().normal_checked(inside)
    except KernelError:
        return None


def _integrand(n: Normalizer, s: t.Sum) -> object:
    """The same for integrals that converge together: of one function, but for a factor ≠ 0."""
    found = _inside(n, s)
    if found is None:
        return show.text(s)
    indices, p = found
    first = min(p.terms, key=lambda m: m.key, default=None)
    return indices, p.scale(1 / p.terms[first]) if first else p


def _is_integral(n: Normalizer, indices: Iterable[Index]) -> bool:
    return any(i.alphabet in n.context.spaces for i in indices)


def provided(n: Normalizer, gap: Term, *known: tuple[t.Sum, ...]) -> tuple[t.Sum, ...]:
    """What a theorem with this gap is provided with, if n was made for it. known: what the
    theorems are that it uses."""
    if not n.context.spaces:
        return ()
    needed: dict[SumAtom, t.Sum | None] = {a: None for a in n.integrals if not _is_marginal(n, a)}
    written = [s for _, s in _parts(gap) if isinstance(s, t.Sum) and _is_integral(n, s.indices)]
    others: dict[object, tuple[t.Sum, list[SumAtom]]] = {}
    for s in dict.fromkeys((*(s for each in known for s in each), *written)):
        left = _summands(n, s)
        if left is None or len(left[0]) > 1:
            same = others.setdefault(_integrand(n, s), (s, left[0] if left else []))
            if _length(s) < _length(same[0]):
                others[_integrand(n, s)] = (s, same[1])
        for a in left[0] if left and len(left[0]) == 1 else ():
            alone = s if left and left[1] else None
            needed[a] = min(filter(None, (alone, needed.get(a))), key=_length, default=None)
    kept = (s for s, left in others.values() if not left or not all(a in needed for a in left))
    return _independent(n, (*kept, *(s or _shown(a) for a, s in needed.items())))


def _independent(n: Normalizer, every: tuple[t.Sum, ...]) -> tuple[t.Sum, ...]:
    """Those of which no integrand is a combination of shorter ones at the same points."""
    rows: dict[tuple[Index, ...], list[tuple[Mono, Poly]]] = {}
    implied = set[t.Sum]()
    for s in sorted(every, key=_length):
        found = _inside(n, s)
        if found is None:
            continue
        own, p = rows.setdefault(found[0], []), found[1]
        for lead, row in own:
            p -= row.scale(p.terms.get(lead, Fraction(0)))
        first = min(p.terms, key=lambda m: m.key, default=None)
        if first is None:
            implied.add(s)
        else:
            own.append((first, p.scale(1 / p.terms[first])))
    return tuple(s for s in every if s not in implied)


def _length(s: t.Sum) -> int:
    return len(show.text(s))


def _summands(n: Normalizer, s: t.Sum) -> tuple[list[SumAtom], bool] | None:
    """Of what the integral is a combination: integrals that may diverge, and whether it is a
    multiple of a single one, but for what converges; None if it has no normal form."""
    n = n.anew()
    before = {*n.integrals}
    try:
        p = n.normal_checked(s)
    except KernelError:
        return None
    left = [a for a in n.integrals if a not in before and not _is_marginal(n, a)]
    alone = [m for m in p.terms if any(a in m.factors for a in left)]
    return left, len(left) == 1 and alone == [Mono({left[0]: 1})]


def _is_marginal(n: Normalizer, a: SumAtom) -> bool:
    """MARGINAL, for all points of spaces that are integrated over."""
    points = {i for i in a.bound if i.alphabet in n.context.spaces}
    left = {b: e for b, e in a.body.factors.items() if not _is_bounded(n, b, e)}
    while points:
        found = next((pair for i in sorted(points) if (pair := _only_law(n, i, left))), None)
        if found is None:
            return False
        i, r = found
        points.remove(i)
        del left[r]
        rest = LawAtom(r.law, [(v, j) for v, j in r.at if j != i])
        outputs = dict(n.context.laws[r.law].outputs)
        if any(v in outputs for v, _ in rest.at) and not _is_bounded(n, rest, 1):
            left[rest] = left.get(rest, 0) + 1
    return True


def _only_law(n: Normalizer, i: Index, left: dict[Atom, int]) -> tuple[Index, LawAtom] | None:
    """The point and the law of which it is an output, if nothing else mentions it."""
    match [a for a in left if i in a.free]:
        case [LawAtom() as r] if left[r] == 1:
            outputs = dict(n.context.laws[r.law].outputs)
            if [v in outputs for v, j in r.at if j == i] == [True]:
                return i, r
    return None


def _is_bounded(n: Normalizer, a: Atom, e: int) -> bool:
    match a:
        case Nz() | DeltaAtom():
            return True
        case QuantityAtom():
            return e > 0 and n.context.quantities[a.name].sign == "unit"
        case LawAtom():
            return e > 0 and not n.support.is_density(a)
    return False


def _shown(a: SumAtom) -> t.Sum:
    """The integral as a term, with names for all its letters."""
    to: dict[Index, Index] = {}
    for i in (*sorted(a.free), *a.bound):
        made = i.name.startswith(("$", "#"))
        name = t.letter_of(i.alphabet) if made else i.name
        to[i] = t.apart(Index(name, i.alphabet), {*to.values()})
    return t.Sum(tuple(to[i] for i in a.bound), term_of_mono(a.body.rename(to)))
