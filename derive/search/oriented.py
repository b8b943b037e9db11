"""Equations that are given, read from left to right: ln p(x) and moments over spaces.

An equation among the hypotheses whose normal form has one term that is a single logarithm of a
law's value, or a single integral, says what that is. Every occurrence in a difference, also under
an integral sign with a weight of any sign, is replaced by a multiple of the equation. An integral
that is part of one over more points, ∫∫ p(y) q(x|y) x dx dy, occurs in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import (
    AddAtom,
    Atom,
    LawAtom,
    Ln,
    LnPrime,
    Mono,
    Poly,
    QuantityAtom,
    SumAtom,
)
from derive.kernel.certificates import Form
from derive.kernel.looks import look
from derive.kernel.normal import Normalizer
from derive.kernel.readback import readable, term_of_mono, term_of_poly
from derive.kernel.terms import Index, KernelError
from derive.kernel.theorem import Statement, Theorem, prove

_MAX_ROUNDS = 12
At = tuple[tuple[Index, Index], ...]


@dataclass(frozen=True)
class Rule:
    """lead: the atom that the hypothesis says what it is; by: its coefficient there."""

    name: str
    lead: Atom
    by: Fraction

    def at(self, a: Atom) -> At | None:
        """The letters at which the hypothesis is about this atom."""
        one, other = self.lead, a
        if isinstance(one, Ln) and isinstance(other, Ln):
            one, other = one.arg, other.arg
        if isinstance(one, LawAtom) and isinstance(other, LawAtom):
            if (one.law, [v for v, _ in one.at]) != (other.law, [v for v, _ in other.at]):
                return None
            return tuple((i, j) for (_, i), (_, j) in zip(one.at, other.at, strict=True))
        own, there = sorted(one.free), sorted(other.free)
        at = tuple(zip(own, there, strict=True)) if len(own) == len(there) else ()
        same = all(i.alphabet == j.alphabet for i, j in at) and type(one) is type(other)
        return at if same and one.rename(dict(at)) == other else None


def find_oriented(
    n: Normalizer,
    statement: Statement,
    allowed: frozenset[str] | None,
    find: Callable[[Statement], Theorem | None],
) -> Theorem | None:
    """A proof by putting what the hypotheses say for logarithms and integrals; `find` looks for
    one of what is left."""
    rules = _rules(n, allowed) if n.context.spaces else []
    if not rules:
        return None
    try:
        given, left = _reduced(n, statement.gap(), rules)
        forms: list[Form] = [*given]
        if not forms:
            return None
        if left.terms:
            rel = "=" if statement.rel == "=" else ">" if statement.is_strict else ">="
            rest = find(Statement(term_of_poly(left), rel, t.ZERO))  # type: ignore[arg-type]
            if rest is None:
                return None
            forms.append(c.Known(rest))
        return prove(n, statement, tuple(forms))
    except KernelError:
        return None


def reducing(n: Normalizer, gap: t.Term, allowed: frozenset[str] | None) -> tuple[c.Given, ...]:
    """Multiples of the equations that add up to the gap, if some do."""
    rules = _rules(n, allowed) if n.context.spaces else []
    forms, left = _reduced(n, gap, rules) if rules else ([], None)
    return tuple(forms) if left is not None and not left.terms else ()


def closed_gap(n: Normalizer, gap: t.Term) -> Poly:
    """What is left of the difference when all that is given has been put in."""
    return _reduced(n, gap, _rules(n, None))[1]


def is_polynomial(n: Normalizer, p: Poly) -> bool:
    """Whether it is one in quantities, 1 over sums of these, and logarithms of quantities and
    numbers, and not 0: of such the normal form is canonical."""
    return bool(p.terms) and all(map(_is_number, (a for m in p.terms for a in m.factors)))


def _is_number(a: Atom) -> bool:
    if isinstance(a, AddAtom):
        return all(isinstance(b, QuantityAtom) for m in a.poly.terms for b in m.factors)
    return isinstance(a.arg if isinstance(a, Ln) else a, (QuantityAtom, LnPrime))


def leads(n: Normalizer) -> frozenset[str]:
    """The names of the hypotheses that say what a logarithm or an integral is."""
    return frozenset(rule.name for rule in _rules(n, None))


def _rules(n: Normalizer, allowed: frozenset[str] | None) -> list[Rule]:
    out = []
    for h in n.context.hypotheses:
        if h.kind == "=" and (allowed is None or h.name in allowed):
            p = n.reduced(n.normal(h.term))
            leads = [
                (len(a.key), a, k)
                for m, k in p.terms.items()
                for a, e in m.factors.items()
                if len(m.factors) == e == 1 and _may_lead(n, a)
            ]
            if leads:
                _, lead, by = max(leads, key=lambda found: (found[0], found[1].key))
                out.append(Rule(h.name, lead, by))
    return out


def _may_lead(n: Normalizer, a: Atom) -> bool:
    if isinstance(a, Ln):
        return isinstance(a.arg, LawAtom)
    return isinstance(a, SumAtom) and any(i.alphabet in n.context.spaces for i in a.bound)


def _reduced(n: Normalizer, gap: t.Term, rules: list[Rule]) -> tuple[list[c.Given], Poly]:
    """Multiples of the equations, and what is left of the difference without them."""
    forms, left = list[c.Given](), n.reduced(n.normal(gap))
    for _ in range(_MAX_ROUNDS):
        look()
        found = [f for m, k in left.terms.items() if (f := _replacing(m, k, rules)) is not None]
        if not found:
            break
        for f in found:
            left -= n.normal(c.value(n, f))
        left = n.reduced(left)
        forms += found
    return forms, left


def _replacing(m: Mono, k: Fraction, rules: list[Rule]) -> c.Given | None:
    """A multiple of a rule in which k·m stands, up to other terms."""
    for a, e in m.factors.items():
        if e < 1:
            continue
        beside = m.without(a)
        beside = Mono({**beside.factors, **({a: e - 1} if e > 1 else {})})
        for rule in rules:
            at = rule.at(a)
            if at is not None:
                return c.Given(rule.name, at, (), term_of_mono(beside, k / rule.by))
            if isinstance(a, SumAtom):
                inside = _inside(a, beside, k, rule)
                if inside is not None:
                    return inside
    return None


def _inside(a: SumAtom, beside: Mono, k: Fraction, rule: Rule) -> c.Given | None:
    """The same under the sum's sign."""
    to = readable(a.bound, {*a.free, *beside.free})
    body = a.body.rename(to)
    if isinstance(rule.lead, SumAtom):
        found = _integrals(body, rule.lead, {*to.values()})
    else:
        found = _factors(body, rule)
    for at, rest, done in found:
        indices = tuple(i for i in to.values() if i not in done)
        whole = t.Mul((term_of_mono(beside, k / rule.by), term_of_mono(rest)))
        return c.Given(rule.name, at, indices, whole)
    return None


def _factors(body: Mono, rule: Rule) -> Iterator[tuple[At, Mono, set[Index]]]:
    for b, e in body.factors.items():
        at = rule.at(b) if e >= 1 else None
        if at is not None:
            yield at, Mono({**body.without(b).factors, **({b: e - 1} if e > 1 else {})}), set()


def _integrals(
    body: Mono, lead: SumAtom, bound: set[Index]
) -> Iterator[tuple[At, Mono, set[Index]]]:
    """∫ q(x|y) xᵏ dx under ∫ … dy: what is beside it, and the points that are integrated there."""
    own = next((a for a in lead.body.factors if isinstance(a, LawAtom)), None)
    for b in body.factors if own is not None else ():
        if not isinstance(b, LawAtom) or own is None or b.law != own.law:
            continue
        if [v for v, _ in b.at] != [v for v, _ in own.at]:
            continue
        to = dict(zip((i for _, i in own.at), (i for _, i in b.at), strict=True))
        part = lead.body.rename(to)
        done = {to[i] for i in lead.bound if i in to}
        if all(body.factors.get(x, 0) >= e for x, e in part.factors.items()):
            rest = Mono({x: e - part.factors.get(x, 0) for x, e in body.factors.items()})
            if len(done) == len(lead.bound) and done <= bound and not done & rest.free:
                yield tuple((i, j) for i, j in to.items() if i in lead.free), rest, done
