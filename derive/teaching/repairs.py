"""Candidates for what would be true instead of a wrong statement; nothing here is believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

import sympy
from sympy import Add, Expr

from derive.language.expressions import Sum
from derive.language.laws import Law, LawValue
from derive.language.measures import Measure
from derive.language.printing import text
from derive.language.quantities import CodeLengths, Quantity
from derive.language.relations import (
    Dominated,
    Eq,
    Independent,
    Markov,
    Rel,
    Relation,
)
from derive.numeric import Settings
from derive.numeric.fit import Fit
from derive.teaching.vocabulary import laws_of, measures, pairs, vocabulary

Hypothesis = Relation | Dominated
_OTHER: dict[Rel, tuple[Rel, ...]] = {
    "=": ("<=", ">="),
    "<=": (">=",),
    ">=": ("<=",),
    "<": ("<=", ">="),
    ">": (">=", "<="),
}


def other_relations(r: Relation) -> Iterator[Relation]:
    """The same sides with the relation weakened or reversed."""
    for rel in _OTHER.get(r.rel, ()):
        yield Relation(r.lhs, rel, r.rhs)


def summed(r: Relation) -> Iterator[Relation]:
    """A side summed over the letters that it has and the other side has not."""
    left, right = r.lhs.free_symbols, r.rhs.free_symbols
    if right - left:
        yield Relation(r.lhs, r.rel, Sum(r.rhs, *_sorted(right - left)))
    if left - right:
        yield Relation(Sum(r.lhs, *_sorted(left - right)), r.rel, r.rhs)


def _sorted(letters: Iterable[Expr]) -> list[Expr]:
    return sorted(letters, key=lambda i: i.name)


def other_measures(r: Relation) -> Iterator[Relation]:
    """A measure on the right replaced by another of the same laws, the most similar ones first:
    D(q‖p) for D(p‖q), H(Y|X) for H(X|Y), H(X) for H(X|Y). In an inequality only what has the
    letters in another order, as nearly anything is true there."""
    words = vocabulary(r)
    changes = [(old, new) for old in measures(r.rhs) for new in words if _differ(old, new)]
    for old, new in sorted(dict.fromkeys(changes), key=_unlikeness):
        made = Relation(r.lhs, r.rel, r.rhs.xreplace({old: new}))
        if made.lhs != made.rhs and (r.rel == "=" or not _unlikeness((old, new))[0]):
            yield made


def _differ(old: Measure, new: Expr) -> bool:
    return old.unfold() != new.unfold()


def _unlikeness(change: tuple[Measure, Expr]) -> tuple[bool, float, str]:
    old, new = text(change[0]), text(change[1])
    same_letters = sorted(old) == sorted(new)
    return not same_letters, -SequenceMatcher(None, old, new).ratio(), new


def other_laws(r: Relation) -> Iterator[Relation]:
    """In one term of a side, written out as a sum, one law for another."""
    for p, q in pairs(laws_of(r)):
        for side, other in ((r.rhs, r.lhs), (r.lhs, r.rhs)):
            for term in Add.make_args(side):
                if term.has(Measure) or not term.has(p):
                    continue
                for changed in (*_once(term, p, q), term.xreplace({p: q, q: p})):
                    new = side - term + changed
                    sides = (other, new) if side is r.rhs else (new, other)
                    if new not in (side, other):
                        yield Relation(sides[0], r.rel, sides[1])


def _once(e: Expr, old: Law, new: Law) -> Iterator[Expr]:
    """The expression with one of the old law's values replaced, each in turn."""
    if isinstance(e, LawValue):
        if e.law == old:
            yield e.xreplace({old: new})
        return
    for k, a in enumerate(e.args):
        if isinstance(a, Expr) and a.has(old):
            for made in _once(a, old, new):
                yield e.func(*e.args[:k], made, *e.args[k + 1 :])


def factors(r: Relation, given: Sequence[Hypothesis], settings: Settings) -> Iterator[Relation]:
    """An equation's right side times a factor, or each of its terms times one."""
    if r.rel != "=":
        yield from _units(r)
        return
    terms = [t for t in Add.make_args(r.rhs) if not t.is_Rational]
    fit = Fit([r.lhs, r.rhs, *terms], given, settings)
    for parts in ([r.rhs], terms):
        found = fit.coefficients(r.lhs, parts) if parts else None
        if found is not None:
            made = Add(*(c * t for c, t in zip(found, parts, strict=True)))
            if made not in (r.lhs, r.rhs):
                yield Eq(r.lhs, made)


def _units(r: Relation) -> Iterator[Relation]:
    """An inequality between bits and nats."""
    bits = 1 / sympy.log(2)
    if any(e.has(bits) for e in r.expressions()):
        yield Relation(r.lhs, r.rel, r.rhs / sympy.log(2))
        yield Relation(r.lhs, r.rel, r.rhs * sympy.log(2))


def lost_terms(r: Relation, given: Sequence[Hypothesis], settings: Settings) -> Iterator[Relation]:
    """What has to be added to an equation's right side: a constant, a size, or one measure."""
    if r.rel != "=":
        return
    difference = r.lhs - r.rhs
    sizes = [sympy.log(a.size) for law in laws_of(r) for a in law.outputs]
    words = list(dict.fromkeys([sympy.Integer(1), *sizes, *vocabulary(r)]))
    words = [w for w in words if w not in (r.lhs, r.rhs)]
    fit = Fit([difference, *words], given, settings)
    found = [(w, fit.coefficients(difference, [w])) for w in words]
    sure = [(w, c[0]) for w, c in found if c is not None and c[0] != 0]
    for word, c in sorted(sure, key=lambda pair: abs(pair[1]) != 1):
        if r.rhs + c * word != r.lhs:
            yield Eq(r.lhs, r.rhs + c * word)


def supports(r: Relation) -> Iterator[Hypothesis]:
    """Hypotheses under which logarithms and quotients may make sense."""
    laws = laws_of(r)
    for p, q in pairs(laws):
        yield p << q
    quantities = set().union(*(e.atoms(Quantity) for e in r.expressions()))
    for thing in (*laws, *sorted(quantities, key=lambda q: q.name)):
        letters = thing.variables_and_inputs() if isinstance(thing, Law) else thing.over
        if isinstance(thing, Law) or thing.sign in ("nonneg", "unit"):
            yield Dominated(1, thing(*letters))


def structures(r: Relation) -> Iterator[Hypothesis]:
    """Hypotheses that a student may have taken for granted."""
    laws = laws_of(r)
    joint = [law for law in laws if 1 < len(law.outputs) <= 3 and not law.inputs]
    for law in joint:
        for v, w in combinations(law.variables, 2):
            yield Independent(v, w)
    for law in joint:
        if len(law.outputs) == 3:
            v, w, u = law.variables
            yield from (Markov(v, w, u), Markov(w, v, u), Markov(v, u, w))
    lengths = set().union(*(e.atoms(CodeLengths) for e in r.expressions()))
    yield from (q.kraft() for q in sorted(lengths, key=lambda q: q.name))
    for p, q in pairs(laws):
        if p.name < q.name:
            yield Eq(p, q)
    for law in laws:
        if len(law.outputs) == 1 and not law.inputs:
            yield Eq(law(*law.outputs), 1 / law.outputs[0].size)
