"""Candidates for what would be true instead of a wrong statement; nothing here is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, permutations

import sympy
from sympy import Add, Expr

from derive.derivation.equivalent import Forms
from derive.kernel.terms import KernelError
from derive.language.alphabets import Alphabet, Cardinality
from derive.language.divergences import binary_entropy, total_variation
from derive.language.events import AtEvent
from derive.language.expressions import Ceiling, Sum
from derive.language.laws import Law, LawValue
from derive.language.measures import JS, H, Measure
from derive.language.names import DeriveError
from derive.language.optimisers import ArgMax, ArgMin, Optimiser
from derive.language.printing import text
from derive.language.quantities import CodeLengths, Quantity, QuantityValue
from derive.language.relations import (
    SYMBOL,
    Dominated,
    Eq,
    Ge,
    Independent,
    Markov,
    Ne,
    Rel,
    Relation,
    Structure,
)
from derive.numeric import Settings
from derive.numeric.fit import Fit
from derive.teaching.slips import Mended, missing
from derive.teaching.vocabulary import bases, laws_of, measures, pairs, vocabulary

Hypothesis = Relation | Dominated
_OTHER: dict[Rel, tuple[Rel, ...]] = {
    "=": ("<=", ">="),
    "<=": (">=",),
    ">=": ("<=",),
    "<": ("<=", ">="),
    ">": (">=", "<="),
}
_WORD = re.compile(r"\w+|\W")
_VANISHING = ("KL", "mutual_information", "entropy", "JS")
_TURNED: dict[Rel, Rel] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}


def other_relations(r: Relation) -> Iterator[Mended]:
    """The same sides with the relation weakened or reversed."""
    for rel in _OTHER.get(r.rel, ()):
        turned = r.rel != "=" and rel[0] != r.rel[0]
        lead = "It is the other way round: " if turned else f"Only {SYMBOL[rel]} holds: "
        yield Mended(lead, Relation(r.lhs, rel, r.rhs))


def within_one(r: Relation) -> Iterator[Mended]:
    """That rounding up costs less than one."""
    if r.rel == "=" and any(e.has(Ceiling) for e in r.expressions()):
        sides = (r.lhs, r.rhs + 1) if r.lhs.has(Ceiling) else (r.rhs, r.lhs + 1)
        yield Mended("Rounding up costs less than 1: ", Relation(sides[0], "<", sides[1]))


def summed(r: Relation) -> Iterator[Mended]:
    """A side summed over the letters that it has and the other side has not."""
    left, right = r.lhs.free_symbols, r.rhs.free_symbols
    if right - left:
        yield Mended(_sum(right - left), Relation(r.lhs, r.rel, Sum(r.rhs, *_sorted(right - left))))
    if left - right:
        yield Mended(_sum(left - right), Relation(Sum(r.lhs, *_sorted(left - right)), r.rel, r.rhs))


def _sum(letters: Iterable[Expr]) -> str:
    return f"A sum over {','.join(i.name for i in _sorted(letters))} is missing: "


def _sorted(letters: Iterable[Expr]) -> list[Expr]:
    return sorted(letters, key=lambda i: i.name)


def on_average(r: Relation) -> Iterator[Mended]:
    """The means of both sides over the free letters; a mean by its name, where it has one."""
    letters = _sorted(r.lhs.free_symbols | r.rhs.free_symbols)
    if not letters or not all(isinstance(i, Alphabet) for i in letters):
        return
    names = ",".join(i.name for i in letters)
    lead = f"It is true on average over {names}, not for every {names}: "
    for law in laws_of(r):
        if law.inputs or not set(letters) <= set(law.outputs):
            continue
        means = [_mean(e, law, letters) for e in r.expressions()]
        named = _by_name(r, means)
        if named is not None:
            which, word = named
            tail = f", where {text(word)} = {text(means[which])}"
            means[which] = word
        else:
            tail = ""
        yield Mended(lead, Relation(means[0], r.rel, means[1]), tail)


def _mean(e: Expr, law: Law, letters: Sequence[Expr]) -> Expr:
    inside = [i for i in letters if i in e.free_symbols]
    return Sum(law(*inside) * e, *inside) if inside else e


def _by_name(r: Relation, means: Sequence[Expr]) -> tuple[int, Expr] | None:
    """Which of the means is a measure with a name of its own, and that."""
    words = vocabulary(r)
    for k, e in enumerate(means):
        for word in words if isinstance(e, Sum) else ():
            try:
                if Forms((e, word)).equal(e, word, sympy.Integer(1)):
                    return k, word
            except (DeriveError, KernelError):
                continue
    return None


def other_measures(r: Relation) -> Iterator[Mended]:
    """A measure on the right replaced by another of the same laws, the most similar ones first:
    D(q‖p) for D(p‖q), H(Y|X) for H(X|Y), H(X) for H(X|Y). In an inequality only the same measure
    of other variables or laws, as nearly anything is true there."""
    words = vocabulary(r)
    changes = [(old, new) for old in measures(r.rhs) for new in words if _differ(old, new)]
    for old, new in sorted(dict.fromkeys(changes), key=_unlikeness):
        made = Relation(r.lhs, r.rel, r.rhs.xreplace({old: new}))
        known = any(not _differ(m, new) for m in measures(r.lhs))
        if made.lhs != made.rhs and (r.rel == "=" or (_renamed(old, new) and not known)):
            yield Mended(f"With {text(new)} in place of {text(old)} it is true: ", made)


def _renamed(old: Measure, new: Expr) -> bool:
    one, other = (_WORD.findall(text(e)) for e in (old, new))
    same_signs = all(a == b or (a + b).isalnum() for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and one[0] == other[0] and same_signs


def _differ(old: Measure, new: Expr) -> bool:
    one, other = old.unfold(), new.unfold()
    if isinstance(one, Sum) and isinstance(other, Sum):
        return (one.body, set(one.indices)) != (other.body, set(other.indices))
    return bool(one != other)


def _unlikeness(change: tuple[Measure, Expr]) -> tuple[bool, float, str]:
    old, new = text(change[0]), text(change[1])
    same_letters = sorted(old) == sorted(new)
    return not same_letters, -SequenceMatcher(None, old, new).ratio(), new


def other_distances(r: Relation) -> Iterator[Mended]:
    """What is symmetric, or obeys the triangle inequality, for divergences that do not."""
    found = {m: m.call for e in r.expressions() for m in measures(e)}
    if len(found) < 2 or any(c is None or c.name != "KL" or c.named for c in found.values()):
        return
    for make, lead in (
        (total_variation, "D is no metric, but the total variation is one: "),
        (JS, "D is not symmetric, but the Jensen–Shannon divergence is: "),
    ):
        to = {m: make(*call.args) for m, call in found.items() if call is not None}
        yield Mended(lead, Relation(r.lhs.xreplace(to), r.rel, r.rhs.xreplace(to)))


def other_optimisers(r: Relation) -> Iterator[Mended]:
    """argmin for argmax on the right."""
    e = r.rhs
    if isinstance(e, Optimiser):
        other = ArgMin if isinstance(e, ArgMax) else ArgMax
        yield Mended(
            "Where one objective is largest, the other is least: ",
            Relation(r.lhs, r.rel, other(e.body, e.letter)),
        )


def factors(r: Relation, given: Sequence[Hypothesis], settings: Settings) -> Iterator[Mended]:
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
                yield Mended(_factor(parts, found), Eq(r.lhs, made))


_UNITS = "One side is in bits, the other in nats: "


def _factor(parts: Sequence[Expr], found: Sequence[Expr]) -> str:
    """What is wrong, if the parts need these factors."""
    wrong = [(t, c) for t, c in zip(parts, found, strict=True) if c != 1]
    if len(wrong) > 1 and all(c == -1 for _, c in wrong):
        names = [text(t if t.as_coeff_Mul()[0] > 0 else -t) for t, _ in wrong]
        return f"The signs of {', '.join(names[:-1])} and {names[-1]} are wrong: "
    if len(wrong) != 1:
        return "With other factors: "
    (term, c), whole = wrong[0], len(parts) == 1
    if not c.is_Rational:
        return _UNITS
    own, rest = term.as_coeff_Mul()
    if c == -1:
        return "The sign is wrong: " if whole else f"The sign of {text(abs(own) * rest)} is wrong: "
    if c == 0:
        return f"{text(term)} is too much: "
    if own == 1:
        return f"A factor {text(c)} is missing: "
    return f"The factor {text(own)} is wrong: "


def _units(r: Relation) -> Iterator[Mended]:
    """An inequality between bits and nats."""
    bits = 1 / sympy.log(2)
    if any(e.has(bits) for e in r.expressions()):
        yield Mended(_UNITS, Relation(r.lhs, r.rel, r.rhs / sympy.log(2)))
        yield Mended(_UNITS, Relation(r.lhs, r.rel, r.rhs * sympy.log(2)))


def lost_terms(r: Relation, given: Sequence[Hypothesis], settings: Settings) -> Iterator[Mended]:
    """What has to be added to an equation's right side: a constant, a size, or one measure. To the
    larger side of an inequality: a binary entropy, or one for rounding up."""
    if r.rel != "=":
        yield from _slack(r)
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
            yield Mended(missing(c * word), Eq(r.lhs, r.rhs + c * word))


def _slack(r: Relation) -> Iterator[Mended]:
    chances = [e for side in r.expressions() for e in side.atoms(AtEvent) if e.is_probability]
    chances += [
        v
        for side in r.expressions()
        for v in side.atoms(QuantityValue)
        if v.quantity.sign == "unit" and not v.at
    ]
    words = [binary_entropy(c, b) for c in sorted(set(chances), key=text) for b in bases(r)]
    if any(e.has(Ceiling) for e in r.expressions()):
        words.append(sympy.Integer(1))
    for w in words:
        what = f"the binary entropy {text(w)}" if w.has(Measure) else text(w)
        sides = (r.lhs, r.rhs + w) if r.rel in ("<", "<=") else (r.lhs + w, r.rhs)
        yield Mended(f"A term is missing, {what}: ", Relation(sides[0], r.rel, sides[1]))


def supports(r: Relation, given: Sequence[Hypothesis] = ()) -> Iterator[Hypothesis]:
    """Hypotheses under which logarithms and quotients may make sense."""
    laws = laws_of(r)
    for p, q in pairs(laws):
        yield p << q
    said = [e for h in (r, *given) for e in h.expressions()]
    quantities = set().union(*(e.atoms(Quantity) for e in said))
    for thing in (*laws, *sorted(quantities, key=lambda q: q.name)):
        letters = thing.variables_and_inputs() if isinstance(thing, Law) else thing.over
        if isinstance(thing, Law) or thing.sign in ("nonneg", "unit"):
            yield Dominated(1, thing(*letters))
        elif thing.sign == "real":
            yield Ne(QuantityValue(thing, letters), 0)
    sizes = set().union(*(e.atoms(Cardinality) for e in r.expressions()))
    yield from (Ge(size, 2) for size in sorted(sizes, key=text))


def structures(r: Relation, given: Sequence[Hypothesis] = ()) -> Iterator[Hypothesis]:
    """Hypotheses that a student may have taken for granted, one at a time; Markov chains come
    first, as they say less than independence, unless some is stated: then all of it."""
    laws = laws_of(r)
    joint = [law for law in laws if 1 < len(law.outputs) <= 3 and not law.inputs]
    for h in given:
        if isinstance(h, Structure) and h.kind == "independent" and h.law in joint:
            yield Independent(*h.law.variables)
    for law in joint:
        if len(law.outputs) == 3:
            v, w, u = law.variables
            yield from (Markov(v, w, u), Markov(w, v, u), Markov(v, u, w))
    for law in joint:
        for v, w in combinations(law.variables, 2):
            yield Independent(v, w)
        if len(law.outputs) == 3:
            for k, v in enumerate(law.variables):
                yield Independent(v, law.variables[:k] + law.variables[k + 1 :])
            yield Independent(*law.variables)
        for v, w in permutations(law.variables, 2):
            yield Eq(H(v | w), 0)
    lengths = set().union(*(e.atoms(CodeLengths) for e in r.expressions()))
    yield from (q.kraft() for q in sorted(lengths, key=lambda q: q.name))


def equalities(r: Relation) -> Iterator[Relation]:
    """That two laws are one, or that one is uniform: they say most."""
    laws = laws_of(r)
    for p, q in pairs(laws):
        if p.name < q.name:
            yield Eq(p, q)
    for law in laws:
        if len(law.outputs) == 1 and not law.inputs:
            yield Eq(law(*law.outputs), 1 / law.outputs[0].size)


def several(r: Relation) -> Iterator[tuple[Structure, ...]]:
    """The same independence under each of two laws."""
    for p, q in pairs(law for law in laws_of(r) if len(law.outputs) == 2):
        if p.name < q.name:
            yield Independent(*p.variables), Independent(*q.variables)


def turned(given: Sequence[Hypothesis]) -> Iterator[tuple[int, Hypothesis, Hypothesis]]:
    """Each hypothesis that has two directions, with the other one, and which it is."""
    for k, h in enumerate(given):
        other = turned_round(h)
        if other is not None:
            yield k, h, other


def turned_round(h: Hypothesis) -> Hypothesis | None:
    """The hypothesis in its other direction: ≥ for ≤, q ≪ p for p ≪ q."""
    if isinstance(h, Dominated):
        return None if h.nowhere_zero() else Dominated(h.conclusion, h.premise)
    if type(h) is Relation and h.rel in _TURNED:
        return Relation(h.lhs, _TURNED[h.rel], h.rhs)
    return None


def vanishing(r: Relation) -> Iterator[Relation]:
    """That a side of the statement, or a measure in it, is 0, unless that is what it says."""
    for e in r.expressions():
        if not e.is_number and 0 not in r.expressions():
            yield Relation(e, "=", 0)
    for m in dict.fromkeys(m for e in r.expressions() for m in measures(e)):
        zero = Relation(m, "=", 0)
        if m.call is not None and m.call.name in _VANISHING and r != zero:
            yield zero


def makes_one(r: Relation, hs: Sequence[Hypothesis]) -> bool:
    """Whether the hypotheses put one law for another, and both sides are then written alike."""
    for h in hs:
        values = [e for e in h.expressions() if isinstance(e, LawValue)]
        if isinstance(h, Relation) and h.rel == "=" and len(values) == 2:
            one, other = (v.law for v in values)
            return bool(r.lhs.xreplace({one: other}) == r.rhs.xreplace({one: other}))
    return False
