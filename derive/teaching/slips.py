"""A line with one slip of the pen mended: candidates, of which nothing is believed.

Each rule changes one part of an expression; `changed` applies it to every part in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

import sympy
from sympy import Add, Expr, Integer, Mul, Pow

from derive.language.alphabets import Alphabet, Cardinality, Delta
from derive.language.definitions import Defined
from derive.language.events import AtEvent
from derive.language.expressions import Ceiling, Product, Sum
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.measures import E, Measure
from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation
from derive.teaching.vocabulary import laws_of, pairs

_PRODUCT = "The logarithm of a product is the sum of the logarithms: "
_QUOTIENT = "The logarithm of a quotient is the difference of the logarithms: "
_POWER = "The exponent comes before the logarithm: "
_SUM = "A sum of logarithms is the logarithm of a product, not of a sum: "
_DIFFERENCE = "A difference of logarithms is the logarithm of a quotient, not of a difference: "
_ROUNDED = "Without rounding up it is true: "
_WHOLE = (LawValue, ConditionalValue, QuantityValue, Defined, AtEvent)  # have no parts to change
_MOST_LETTERS = 3


class Mended(NamedTuple):
    """A candidate, with the words before and after it."""

    lead: str
    relation: Relation
    tail: str = ""


Rule = Callable[[Expr], Iterable[tuple[str, Expr]]]


def changed(e: Expr, rule: Rule) -> Iterator[tuple[str, Expr]]:
    """The expression with one part changed by the rule, each in turn, the outermost first."""
    yield from rule(e)
    if isinstance(e, Measure):
        yield from _changed_mean(e, rule)
        return
    if isinstance(e, _WHOLE):
        return
    for k, a in enumerate(e.args):
        if isinstance(a, Expr):
            for lead, new in changed(a, rule):
                yield lead, e.func(*e.args[:k], new, *e.args[k + 1 :])


def _changed_mean(e: Measure, rule: Rule) -> Iterator[tuple[str, Expr]]:
    """E[f] with another f; what another measure is of is not changed piecemeal."""
    call = e.call
    if call is None or call.name != "E":
        return
    for lead, new in changed(call.args[0], rule):
        try:
            yield lead, E(new, *call.args[1:], **call.named)
        except DeriveError:
            continue


def mended(r: Relation, rules: Sequence[Rule]) -> Iterator[Mended]:
    """The relation with one part of a side changed, the right side's first; it is about the same
    laws still."""
    laws = {*laws_of(r)}
    for rule in rules:
        right = (Mended(w, Relation(r.lhs, r.rel, new)) for w, new in changed(r.rhs, rule))
        left = (Mended(w, Relation(new, r.rel, r.rhs)) for w, new in changed(r.lhs, rule))
        for made in chain(right, left):
            one, other = made.relation.expressions()
            if made.relation != r and one != other and {*laws_of(made.relation)} >= laws:
                yield made


def logarithms(r: Relation) -> Iterator[Mended]:
    """The rules of the logarithm, where they were broken."""
    logs = set().union(*(e.atoms(sympy.log) for e in r.expressions()))
    bases = sorted((e for e in logs if e.args[0].is_number), key=str)
    yield from mended(r, [_of_products([Integer(1), *bases, *(1 / e for e in bases)]), _of_sums])


def _is_log(e: Expr) -> bool:
    return isinstance(e, sympy.log) and not e.args[0].is_number


def _of_products(scales: Sequence[Expr]) -> Rule:
    """ln a + ln b, ln a − ln b and n·ln a, for ln a·ln b, ln a/ln b and (ln a)ⁿ. scales: what a
    logarithm too many, or too few, leaves of the base."""

    def rule(e: Expr) -> Iterator[tuple[str, Expr]]:
        if isinstance(e, Pow) and _is_log(e.base) and e.exp.is_Integer and e.exp > 1:
            yield _POWER, e.exp * e.base
        if not isinstance(e, Mul):
            return
        above = [f for f in e.args if _is_log(f)]
        below = [f for f in e.args if isinstance(f, Pow) and f.exp == -1 and _is_log(f.base)]
        for scale in scales:
            for a, b in combinations(above, 2):
                yield _PRODUCT, scale * _without(e, a, b) * (a + b)
            for a in above:
                for b in below:
                    yield _QUOTIENT, scale * _without(e, a, b) * (a - b.base)

    return rule


def _without(e: Mul, *factors: Expr) -> Expr:
    return Mul(*(f for f in e.args if f not in factors))


def _of_sums(e: Expr) -> Iterator[tuple[str, Expr]]:
    """ln(a·b) for ln(a + b), ln(a/b) for ln(a − b), ln Π for ln Σ."""
    if not _is_log(e):
        return
    (inside,) = e.args
    if isinstance(inside, Sum):
        yield _SUM, sympy.log(Product(inside.body, *inside.indices))
    if not isinstance(inside, Add):
        return
    minus = [t for t in inside.args if t.could_extract_minus_sign()]
    plus = [t for t in inside.args if t not in minus]
    ratio = Mul(*plus) / Mul(*(-t for t in minus))
    yield (_DIFFERENCE if minus else _SUM), sympy.log(ratio)


def in_one_place(r: Relation) -> Iterator[Mended]:
    """Another law, other letters, a weight, one more or less, in one place of an equation; a term
    with [x = i]."""
    if r.rel != "=":
        return
    laws = laws_of(r)
    rules = [_mean_over(laws), _summed_over, _weighted(laws), _value_of(laws), _one_off, _rounded]
    yield from mended(r, rules)
    for delta, term in _at_equal_letters(r):
        tail = f", where {text(delta)} is 1 if the letters agree, else 0"
        yield Mended(missing(term), Relation(r.lhs, r.rel, r.rhs + term), tail)


def missing(term: Expr) -> str:
    """The words before a relation with one more term."""
    return f"A term is missing, {text(term)}: "


def _at_equal_letters(r: Relation) -> Iterator[tuple[Expr, Expr]]:
    """[x = i] with f(x)·[x = i] for what has the letter x, and with itself, for two letters over
    one alphabet."""
    letters = sorted(_letters(r.lhs - r.rhs), key=lambda i: i.name)
    parts = (t.as_coeff_Mul() for e in r.expressions() for t in Add.make_args(e))
    values = [abs(c) * v for c, rest in parts for v in Mul.make_args(rest)]
    for i, j in combinations(letters, 2):
        if i.alphabet == j.alphabet:
            delta = Delta(i, j)
            terms = {v * delta for v in values if v.free_symbols & {i, j}} | {delta}
            for sign in (1, -1):
                yield from ((delta, sign * t) for t in sorted(terms, key=text, reverse=True))


def _mean_over(laws: Sequence[Law]) -> Rule:
    """Σ p·f for Σ q·f."""
    others = pairs(laws)

    def rule(e: Expr) -> Iterator[tuple[str, Expr]]:
        if isinstance(e, Sum):
            for f in Mul.make_args(e.body):
                if isinstance(f, LawValue):
                    rest = Mul(*(g for g in Mul.make_args(e.body) if g is not f))
                    for new in (f.xreplace({p: q}) for p, q in others if f.law == p):
                        yield _averaged(new, f), Sum(rest * new, *e.indices)
        call = e.call if isinstance(e, Measure) else None
        if call is not None and call.name == "E":
            for new in (q for p, q in others if call.args[1] == p):
                lead = f"The average is over {new.name}, not {call.args[1].name}: "
                yield lead, E(call.args[0], new, **call.named)

    return rule


def _averaged(new: Expr, old: Expr) -> str:
    return f"The average is over {text(new)}, not {text(old)}: "


def _value_of(laws: Sequence[Law]) -> Rule:
    """q(x) for p(x); r(x|y) or r(y) for r(y|x)."""
    others = pairs(laws)

    def rule(e: Expr) -> Iterator[tuple[str, Expr]]:
        if not isinstance(e, (LawValue, ConditionalValue)):
            return
        for new in (e.xreplace({p: q}) for p, q in others if e.has(p)):
            yield f"With {text(new)} in place of {text(e)} it is true: ", new
        for new in _values(laws, e.free_symbols):
            if new != e:
                yield f"With {text(new)} in place of {text(e)} it is true: ", new

    return rule


def _values(laws: Sequence[Law], letters: set[Expr]) -> Iterator[Expr]:
    """The marginals and conditionals of joint laws in these letters and the laws' own."""
    for law in laws:
        own = law.outputs
        if law.inputs or len(own) != 2 or not letters & set(own):
            continue
        x, y = own
        yield from (law(x), law(y), law(x, y), law(x | y), law(y | x))


def _summed_over(e: Expr) -> Iterator[tuple[str, Expr]]:
    """Σ_y for Σ_x."""
    if not isinstance(e, Sum):
        return
    letters = sorted(_letters(e.body), key=lambda i: i.name)[:_MOST_LETTERS]
    for k in range(1, len(letters) + 1):
        for chosen in combinations(letters, k):
            if set(chosen) != set(e.indices):
                names = [",".join(i.name for i in some) for some in (chosen, e.indices)]
                yield f"The sum is over {names[0]}, not {names[1]}: ", Sum(e.body, *chosen)


def _letters(e: Expr) -> list[Alphabet]:
    return [i for i in e.free_symbols if isinstance(i, Alphabet)]


def _weighted(laws: Sequence[Law]) -> Rule:
    """Σ_y r(y)·f for Σ_y f, or for Σ_y f/|Y|."""

    def rule(e: Expr) -> Iterator[tuple[str, Expr]]:
        sums = [f for f in Mul.make_args(e) if isinstance(f, Sum)]
        if len(sums) != 1:
            return
        at, inside = sums[0].indices, sums[0].body
        outside = Mul(*(f for f in Mul.make_args(e) if f is not sums[0]))
        shares = {1 / i.size for i in at}
        plain = [Mul(*(f for f in Mul.make_args(g) if f not in shares)) for g in (outside, inside)]
        for law in laws:
            if not law.inputs and set(at) <= set(law.outputs):
                weight = law(*at)
                lead = f"A mean needs its weights, here {text(weight)}: "
                yield lead, plain[0] * Sum(weight * plain[1], *at)

    return rule


def _one_off(e: Expr) -> Iterator[tuple[str, Expr]]:
    """|X| for |X| − 1, and the other way round."""
    if isinstance(e, Add):
        size = next((t for t in e.args if isinstance(t, Cardinality)), None)
        if size is not None and e - size in (Integer(1), Integer(-1)):
            yield f"With {text(size)} in place of {text(e)} it is true: ", size
    elif isinstance(e, Cardinality):
        for new in (e - 1, e + 1):
            yield f"With {text(new)} in place of {text(e)} it is true: ", new


def _rounded(e: Expr) -> Iterator[tuple[str, Expr]]:
    if isinstance(e, Ceiling):
        yield _ROUNDED, e.args[0]
