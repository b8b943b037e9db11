"""Find a certificate for a step, from nothing but its two sides.

Order: the normal form alone; a given lemma; a remainder without logarithms; the tangents of the
log groups; the elemental inequalities of a joint law.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel import wellposed
from derive.kernel.atoms import Atom, LnPrime, Nz
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import product_term, term_of_atom, term_of_poly
from derive.kernel.terms import KernelError, Term
from derive.kernel.theorem import IllPosed, Statement, Theorem, antisymmetric, prove
from derive.search import elemental, exponentials, groups, monotone, named, several, shares, table
from derive.search.candidates import Extra
from derive.search.choices import stand_for_operations
from derive.search.equality import find_by_equations
from derive.search.oriented import closed_gap, find_oriented, is_polynomial, leads
from derive.search.products import find_by_logarithms, find_by_products
from derive.search.residual import admissible, close, from_equations, gap_form, scaled


@dataclass(frozen=True)
class Found:
    """A theorem, or the reason why none was found. left: the difference in its normal form, which
    is to be shown ≥ 0, or = 0 of an equation."""

    theorem: Theorem | None
    why: str = ""
    ill_posed: IllPosed | None = None
    left: Term | None = None


@dataclass(frozen=True)
class Allowed:
    """What a reason lets the search use: ln t ≤ t − 1, hypotheses (None: all), theorems, and
    squares of the terms given (at their letters, summed over them, and on average). points: named
    laws, where tangents are taken first."""

    tangents: bool = True
    hypotheses: frozenset[str] | None = None
    lemmas: tuple[Theorem, ...] = ()
    squares: tuple[Term, ...] = ()
    points: tuple[named.Point, ...] = ()


ANYTHING = Allowed()
_LARGEST_ROOT = 6  # in tangents


def find(n: Normalizer, statement: Statement, allowed: Allowed = ANYTHING) -> Found:
    """Prove the statement with what is allowed, or say why not."""
    try:
        logs = find_by_logarithms(n, statement, lambda of: _known(n, of, allowed))
        if logs is not None:
            return Found(logs)
        found = _directly(n, statement, allowed)
        if found.theorem is not None or found.ill_posed is not None:
            return found
        made = _oriented(n, statement, allowed) or _by_products(n, statement, allowed)
        made = made or _substituted(n, statement, allowed)
        made = made or _two_halves(n, statement, allowed) or _monotone(n, statement, allowed)
        made = made or _by_table(n, statement, allowed) or _not_strictly(n, statement, allowed)
        return made or _nothing(n, statement, found.why)
    except KernelError as refused:
        return Found(None, str(refused))


def find_directly(n: Normalizer, statement: Statement) -> Theorem | None:
    """A proof by a certificate of the statement itself, not by way of other statements."""
    try:
        return _directly(n, statement, ANYTHING).theorem
    except KernelError:
        return None


def _directly(n: Normalizer, statement: Statement, allowed: Allowed) -> Found:
    why = ""
    for certificate in _certificates(n, statement, allowed):
        try:
            return Found(prove(n, statement, certificate))
        except IllPosed as refused:
            return Found(None, str(refused), refused)
        except KernelError as refused:
            why = why or str(refused)
    return Found(None, why)


def _by_table(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    """With the table's scalar lemmas, where the reason leaves all open."""
    if statement.rel == "=" or not allowed.tangents or allowed.hypotheses is not None:
        return None
    try:
        for certificate in _from_table(n, statement, allowed):
            with suppress(KernelError):
                return Found(prove(n, statement, certificate))
    except KernelError:  # a lemma's value that grows beyond the limits
        return None
    return None


def _from_table(
    n: Normalizer, statement: Statement, allowed: Allowed
) -> Iterator[tuple[Form, ...]]:
    scale, gap = _without_quotients_of_logs(n, statement.gap())
    forms = tuple(table.instances(n, n.normal(gap)))
    lemmas = (*forms, *map(c.Known, allowed.lemmas))
    extra = Extra(lemmas, None, allowed.squares, statement.is_strict)
    found = [close(n, gap, extra, ()) if forms else None]
    for certificate in chain(found, table.with_squares(n, gap, forms, extra)):
        if certificate is not None:
            yield tuple(scaled(f, scale) for f in certificate)


def _nothing(n: Normalizer, statement: Statement, why: str) -> Found:
    """No certificate: say whether the step is well posed at all."""
    found = wellposed.problems(n, statement.lhs) + wellposed.problems(n, statement.rhs)
    refused = IllPosed(found) if found else None
    left = n.reduced(n.normal(statement.gap()))
    remainder = term_of_poly(left) if left.terms else None
    return Found(None, str(refused or why or "no certificate found"), refused, remainder)


def _substituted(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    """An equation by putting equational hypotheses into it."""
    if statement.rel != "=" or not _has_equations(n):
        return None
    made = find_by_equations(n, statement, allowed.hypotheses)
    return None if made is None else Found(made)


def _oriented(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    """By what hypotheses say of logarithms and integrals over spaces."""
    made = find_oriented(
        n, statement, allowed.hypotheses, lambda left: _directly(n, left, allowed).theorem
    )
    return None if made is None else Found(made)


def _known(n: Normalizer, statement: Statement, allowed: Allowed) -> Theorem | None:
    found = _oriented(n, statement, allowed)
    return found and found.theorem


def _by_products(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    made = find_by_products(n, statement, lambda of: find(n, of, allowed).theorem)
    return None if made is None else Found(made)


def _two_halves(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    """An equation under equational hypotheses, from ≥ and ≤."""
    told = any(h.kind == "=" for h in n.context.hypotheses)
    if statement.rel != "=" or not told or _is_polynomial_gap(n, statement):
        return None
    halves: list[Theorem] = []
    for rel in (">=", "<="):
        half = find(n, Statement(statement.lhs, rel, statement.rhs), allowed)  # type: ignore[arg-type]
        if half.theorem is None:
            return None
        halves.append(half.theorem)
    return Found(antisymmetric(n, halves[0], halves[1], statement))


def _has_equations(n: Normalizer) -> bool:
    """Whether there are more than those that `_oriented` puts in wherever they say something."""
    given = {h.name for h in n.context.hypotheses if h.kind == "="}
    return bool(given - leads(n) if n.context.spaces else given)


def _is_polynomial_gap(n: Normalizer, statement: Statement) -> bool:
    """Whether what is left between closed forms is no 0, as a polynomial in numbers, 1 over
    them and their logarithms, of which no equation says more: then one half is not true."""
    if not n.context.spaces or _has_equations(n):
        return False
    return is_polynomial(n, closed_gap(n, statement.gap()))


def _monotone(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    """From the logarithms of both sides, or from what both sides are the logarithms of."""
    if not allowed.tangents or statement.rel not in ("<=", ">="):
        return None
    for simpler, forms in monotone.reductions(statement):
        half = find(n, simpler, allowed).theorem
        if half is not None:
            try:
                return Found(prove(n, statement, forms(half)))
            except KernelError:
                continue
    return None


def _not_strictly(n: Normalizer, statement: Statement, allowed: Allowed) -> Found | None:
    """Whether a strict inequality that is not proved holds with equality allowed."""
    if not statement.is_strict:
        return None
    weak = Statement(statement.lhs, "<=" if statement.is_below else ">=", statement.rhs)
    if find(n, weak, allowed).theorem is None:
        return None
    return Found(None, f"proved with {'≤' if statement.is_below else '≥'} only, not strictly")


def _certificates(
    n: Normalizer, statement: Statement, allowed: Allowed
) -> Iterator[tuple[Form, ...]]:
    gap = statement.gap()
    lemmas = tuple(map(c.Known, allowed.lemmas))
    extra = Extra(lemmas, allowed.hypotheses, allowed.squares, statement.is_strict)
    if statement.rel == "=":
        yield ()
        yield from _equation(n, gap, extra)
        return
    if not n.reduced(n.normal(gap)).terms:
        yield ()
        return
    scale, scaled_gap = _without_quotients_of_logs(n, gap)
    if scale != t.ONE and (extra.forms or extra.squares or n.context.hypotheses):
        yield from _some(close(n, gap, extra, ()))
    for forms in _scaled_certificates(n, scaled_gap, extra, allowed):
        yield tuple(scaled(f, scale) for f in forms)
    scale, scaled_gap = _without_denominators(n, gap)
    if scale != t.ONE:
        for forms in _scaled_certificates(n, scaled_gap, extra, allowed):
            yield tuple(scaled(f, scale) for f in forms)


def _scaled_certificates(
    n: Normalizer, gap: Term, extra: Extra, allowed: Allowed
) -> Iterator[tuple[Form, ...]]:
    """The likely candidates first, in all the ways; then those that are read off what is left."""
    for wide in (False, True):
        extra = replace(extra, wide=wide)
        yield from _some(close(n, gap, extra, ()))
        if allowed.tangents:
            yield from named.tangents(n, gap, allowed.points, extra)
            yield from _with_tangents(n, gap, extra)
            yield from exponentials.tangents(n, gap, extra)
            if not wide:
                yield from elemental.combinations(n, n.normal(gap), extra)
            elif not stand_for_operations(n):
                yield from several.tangents(n, gap, extra)
        if stand_for_operations(n):
            return


def _some(forms: tuple[Form, ...] | None) -> Iterator[tuple[Form, ...]]:
    if forms is not None:
        yield forms


def _equation(n: Normalizer, gap: Term, extra: Extra) -> Iterator[tuple[Form, ...]]:
    """An equation follows from equations: given or known ones, with multipliers of any sign."""
    yield from _some(from_equations(n, gap, Extra(extra.forms, extra.hypotheses)))


def _without_quotients_of_logs(n: Normalizer, gap: Term) -> tuple[Term, Term]:
    """(s, gap/s) with s a product of 1/ln p, so that bits become nats."""
    primes: dict[int, int] = {}
    for m in n.normal(gap).terms:
        for a, e in m.factors.items():
            if isinstance(a, LnPrime) and e < 0:
                primes[a.prime] = max(primes.get(a.prime, 0), -e)
    down = tuple(t.Pow(t.Log(t.const(p)), -e) for p, e in sorted(primes.items()))
    up = tuple(t.Pow(t.Log(t.const(p)), e) for p, e in sorted(primes.items()))
    if not down:
        return t.ONE, gap
    return product_term(down), t.Mul((*up, gap))


def _without_denominators(n: Normalizer, gap: Term) -> tuple[Term, Term]:
    """(s, gap/s) with s a product of quotients by what is always > 0."""
    below: dict[Atom, int] = {}
    for m in n.normal(gap).terms:
        for a, e in m.factors.items():
            if e < 0 and n.support.nonnegative(a) and n.support.nonzero([a], ()):
                below[a] = max(below.get(a, 0), -e)
    if not below:
        return t.ONE, gap
    powers = [(term_of_atom(a), e) for a, e in sorted(below.items())]
    down = product_term([t.Pow(b, -e) for b, e in powers])
    return down, t.Mul((*(t.Pow(b, e) for b, e in powers), gap))


def _with_tangents(n: Normalizer, gap: Term, extra: Extra) -> Iterator[tuple[Form, ...]]:
    terms, _ = groups.split(n, n.normal(gap))
    parted = shares.parted(n, terms)
    scaled_terms = shares.at_one_scale(n, terms)
    split = dict.fromkeys(map(tuple, (parted, terms, scaled_terms)))
    ways = [groups.groupings(n, list(t)) for t in split]
    for grouping, root in product(chain(*ways), _roots(gap)):
        tangents: list[c.Tangent] = []
        weights = [g.weight for g in grouping]
        for g in grouping:
            point = groups.tangent_point(g.logs, root)
            if point is not None:
                k, at = point
                tangents.append(c.Tangent(g.weight.indices, groups.weight_term(g.weight, k), at))
        if tangents and admissible(n, tangents):
            for gaps in dict.fromkeys((_gaps_of_tangents(n, tangents), ())):
                forms = (*tangents, *gaps)
                rest: Term = gap
                for f in forms:
                    rest = t.minus(rest, c.value(n, f))
                if n.context.spaces and not _converges(n, rest):
                    continue
                closing = close(n, rest, extra, weights)
                if closing is None:
                    closing = next(exponentials.tangents(n, rest, extra), None)
                if closing is not None:
                    yield (*forms, *closing)
                    break


def _converges(n: Normalizer, rest: Term) -> bool:
    """Whether no part of it is an integral of what is free of a space's point."""
    try:
        n.normal(rest)
    except KernelError:
        return False
    return True


def _roots(gap: Term) -> list[int]:
    """1, and the n for which nth roots exp(ln(a)/n) stand in the gap."""
    found = {1}
    for s in t.subterms(gap):
        if isinstance(s, t.Exp) and isinstance(s.arg, t.Mul):
            parts = [f.value.denominator for f in s.arg.factors if isinstance(f, t.Const)]
            found |= {d for d in parts if d <= _LARGEST_ROOT}
    return sorted(found)


def _gaps_of_tangents(n: Normalizer, tangents: Sequence[c.Tangent]) -> tuple[Form, ...]:
    """w·t holds an indicator [a ≠ 0] where t divides by a factor a of w: its gap is left over."""
    out: list[Form] = []
    for f in tangents:
        k, m = n.factors(t.Mul((f.weight, f.point)))
        gap = gap_form(f.indices, m, k)
        present = [a for a in m.factors if isinstance(a, Nz)]
        rest = m.without(*present).factors
        if k > 0 and gap is not None and not n.support.nonzero([a.arg for a in present], rest):
            out.append(gap)
    return tuple(out)
