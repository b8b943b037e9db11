"""Expressions that are likely to print alike: one hidden thing of one of them is changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from sympy import Add, Expr, Integer, Mul, Pow, preorder_traversal
from sympy import log as ln

from derive.kernel.terms import Term
from derive.language.expressions import Product, Sum
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import JS, KL, E, H, I, cross_entropy
from derive.language.names import DeriveError
from derive.language.notation import Notation
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation
from trials.readback.canonical import key
from trials.readback.cases import Case, Outcome
from trials.readback.compare import compare
from trials.readback.statements import Grammar, usable
from trials.readback.table import skeleton
from trials.readback.worlds import world

Change = Callable[[Any, random.Random, Grammar], Any]


def pairs(rng: random.Random, count: int) -> Iterator[tuple[Expr, Expr]]:
    """Two different expressions over one world each time."""
    while count > 0:
        grammar = Grammar(rng, world(rng))
        letters = tuple(rng.sample(grammar.of.letters, rng.choice((1, 2, 3))))
        try:
            one, two = _pair(rng, grammar, letters)
        except (DeriveError, TypeError, RecursionError, ZeroDivisionError):
            continue
        if one is not None and one != two and usable(two):
            yield one, two
            count -= 1


def _pair(rng: random.Random, grammar: Grammar, letters: Any) -> tuple[Any, Any]:
    if rng.random() < 0.4:
        return _measures(rng, grammar, letters)
    one = grammar.expression(rng.choice((1, 2, 3)), letters)
    return one, changed(one, rng, grammar)


def changed(e: Expr, rng: random.Random, grammar: Grammar) -> Expr:
    """The expression with one node changed."""
    nodes = [n for n in preorder_traversal(e) if type(n) in _CHANGES]
    if not nodes:
        return e + 1
    old = rng.choice(nodes)
    new = rng.choice(_CHANGES[type(old)])(old, rng, grammar)
    return _put(e, old, new)


def _put(e: Any, old: Any, new: Any) -> Any:
    if e == old:
        return new
    if not e.args or isinstance(e, (LawValue, ConditionalValue, QuantityValue)):
        return e
    if type(e).__name__ == "Measure":
        return e
    return e.func(*(_put(a, old, new) for a in e.args))


def _other_law(v: Any, rng: random.Random, grammar: Grammar) -> Any:
    like = [q for q in grammar.of.laws if _places(q) == _places(v.law) and q != v.law]
    if not like:
        return v
    return rng.choice(like)(**dict(v.at))


def _places(law: Any) -> Any:
    return [[(i.name, i.alphabet) for i in side] for side in (law.outputs, law.inputs)]


def _letters_turned(v: Any, rng: random.Random, grammar: Grammar) -> Any:
    """The same letters at other variables."""
    letters = [i for _, i in v.at]
    rng.shuffle(letters)
    variables = [x.name for x in v.law.outputs] + [x.name for x in v.law.inputs]
    chosen = [x for x, _ in v.at] if rng.random() < 0.5 else rng.sample(variables, len(letters))
    return v.law(**dict(zip(chosen, letters, strict=True)))


def _conditional_turned(v: Any, rng: random.Random, grammar: Grammar) -> Any:
    if len({var for var, _ in v.joint.at}) != 2:
        return v
    (a, i), (b, j) = v.joint.at
    joint = v.law(**{a: j, b: i}) if i.alphabet == j.alphabet else v.joint
    below = joint.at[rng.randrange(2)]
    return ConditionalValue(joint, v.law(**dict([below])))


def _quantity_turned(v: Any, rng: random.Random, grammar: Grammar) -> Any:
    like = [
        q
        for q in (*grammar.of.functions, *grammar.of.maps)
        if [i.alphabet for i in q.over] == [i.alphabet for i in v.at]
    ]
    at = list(v.at)
    rng.shuffle(at)
    return rng.choice(like)(*at) if like else v


def _sum_changed(s: Any, rng: random.Random, grammar: Grammar) -> Any:
    """Other letters under the sign, or a part taken out of it."""
    body, indices = s.args[0], list(s.args[1])
    kind = rng.randrange(3)
    if kind == 0:
        k = rng.randrange(len(indices))
        fits = [i for i in grammar.of.letters if i not in indices]
        indices[k] = rng.choice(fits)
        return s.func(body, *indices)
    if body.is_Mul and kind == 1:
        out, *rest = body.args
        return s.func(Mul(*rest), *indices) * out
    if body.is_Add:
        out, *rest = body.args
        return s.func(Add(*rest), *indices) + out
    return s.func(body, *indices) * 2 if kind else s.func(body * 2, *indices)


def _product_changed(e: Any, rng: random.Random, grammar: Grammar) -> Any:
    """The bracket around a sum among the factors moved."""
    adds = [f for f in e.args if f.is_Add]
    if not adds:
        return e / ln(Integer(2))
    rest = [f for f in e.args if f != adds[0]]
    first, *others = adds[0].args
    return Mul(*rest, first) + Add(*others)


def _power_changed(e: Any, rng: random.Random, grammar: Grammar) -> Any:
    if e.base.is_Mul:
        first, *rest = e.base.args
        return first * Mul(*rest) ** e.exp
    return e.base ** (e.exp + 1)


_CHANGES: dict[Any, tuple[Change, ...]] = {
    LawValue: (_other_law, _letters_turned, _letters_turned),
    ConditionalValue: (_conditional_turned,),
    QuantityValue: (_quantity_turned,),
    Sum: (_sum_changed,),
    Product: (_sum_changed,),
    Mul: (_product_changed,),
    Pow: (_power_changed,),
}


def _measures(rng: random.Random, grammar: Grammar, letters: Any) -> tuple[Any, Any]:
    """Twice one measure: other letters, another base, another law with such variables."""
    base = [grammar.base(), grammar.base()]
    laws = [law for law in grammar.of.plain if len(law.outputs) > 1]
    kind = rng.randrange(4)
    if kind == 0:  # variables of two laws
        laws += grammar.of.plain
        p, q = rng.choice(laws), rng.choice(laws)
        names = [v.name for v in p.outputs if v.name in {w.name for w in q.outputs}]
        a, b = ([v for v in law.variables if v.letter in names] for law in (p, q))
        if not a or len(a) != len(b):
            return None, None
        what = I if len(a) > 1 and rng.random() < 0.5 else H
        return what(*a[:2], base=base[0]), what(*b[:2], base=rng.choice(base))
    if kind == 1:  # averages over two laws
        p, q = rng.choice(grammar.of.plain), rng.choice(grammar.of.plain)
        f = grammar.expression(1, tuple(dict.fromkeys((*letters, *p.outputs, *q.outputs))))
        return E(f, p), E(f, q)
    overs = [rng.choice([None, i, (i, j)]) for i, j in (rng.sample(grammar.of.letters, 2),) * 2]
    a, b = grammar.value(letters), grammar.value(letters)
    if kind == 2:
        return H(a, base=base[0], over=overs[0]), H(a, base=rng.choice(base), over=overs[1])
    if rng.random() < 0.2:
        return JS(a, b, base=base[0]), JS(b, a, base=base[1])
    what = rng.choice((KL, cross_entropy))
    return what(a, b, base=base[0], over=overs[0]), what(a, b, base=rng.choice(base), over=overs[1])


# ---------------------------------------------------------------- print alike


def alike(case: Case, notation: Notation) -> Iterator[Outcome]:
    """For the relations of a case, two by two: whether any that print alike differ."""
    for face, shown in case.faces(notation).items():
        first: dict[str, tuple[str, Term]] = {}
        for text, term in shown:
            known = first.setdefault(skeleton(text), (text, term))
            if key(known[1]) == key(term):
                continue
            found = compare(known[1], term, case.context, case.maps, text)
            if not found.how:
                yield Outcome("alike", text, f"in {face}: {found.why}")


def case_of(one: Expr, two: Expr) -> list[Relation]:
    """Both in one derivation."""
    return [Relation(one, "=", Integer(0)), Relation(two, "=", Integer(0))]


class Seen:
    """Everything printed in a run, by what a reader sees of its table."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, ...], tuple[Term, ...]] = {}
        self.compared = 0

    def alike(self, case: Case, notation: Notation) -> Iterator[Outcome]:
        """Statements of other derivations with the same table that print alike, but differ."""
        look = case.table.look()
        for face, shown in case.faces(notation).items():
            for text, term in shown:
                place = (look, face, notation if face == "latex" else None, skeleton(text))
                known = self.known.setdefault(place, (term,))
                self.compared += known[0] is not term
                if key(known[0]) == key(term):
                    continue
                found = compare(known[0], term, case.context, case.maps, text)
                if not found.how:
                    yield Outcome("alike", text, f"in {face}, of two derivations: {found.why}")
