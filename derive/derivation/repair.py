"""Why a step is not shown to be well posed, in the script's own letters, and what would repair it.

The kernel names a place in its own terms. The expression that the script wrote there is found among
those that were translated: the one with that term, up to the names of letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import sympy
from sympy import Expr

from derive.kernel import terms as t
from derive.kernel.atoms import LawAtom, QuantityAtom
from derive.kernel.terms import Index, Term
from derive.kernel.theorem import IllPosed
from derive.kernel.wellposed import Problem
from derive.language.laws import LawValue
from derive.language.printing import text
from derive.language.quantities import QuantityValue
from derive.language.relations import Dominated, Gt, Ne, Relation
from derive.translate.bridge import Translator

Letters = dict[Index, Any]


class Repair(NamedTuple):
    """why: the places and what may be wrong there. missing: hypotheses, each of which would repair
    a place. hint: the first of them in words, "" if none is about two laws."""

    why: str
    missing: tuple[Relation | Dominated, ...]
    hint: str


def repair(refused: IllPosed, translator: Translator) -> Repair:
    """What to say of an ill-posed step."""
    whys: dict[str, None] = {}
    missing: dict[Relation | Dominated, None] = {}
    hint = ""
    for p in (_of_the_script(p, translator) for p in refused.problems):
        found = next(_written(p.place, translator), None)
        if found is None:
            continue
        node, letters = found
        whys[f"{text(node)}: {_wrong(p, letters, translator)}"] = None
        hypothesis = _hypothesis(p, node, letters, translator)
        missing[hypothesis] = None
        if isinstance(hypothesis, Dominated) and not hint:
            premise, conclusion = map(text, hypothesis.expressions())
            what = f"{hypothesis}, that is, {conclusion} = 0 must imply {premise} = 0"
            hint = f"missing hypothesis: {what}"
    why = f"not shown to be well posed: {'; '.join(whys)}" if whys else str(refused)
    return Repair(why, tuple(missing), hint)


def _of_the_script(p: Problem, translator: Translator) -> Problem:
    """Without laws and quantities that no script has: those that stand for a maximum, for |·|, or
    for what a law is at a letter with a name."""
    suggested = p.suggestion
    if suggested is not None and not all(_is_declared(a, translator) for a in suggested):
        suggested = None
    if p.factor is not None and not _is_declared(p.factor, translator):
        return p._replace(suggestion=suggested, factor=None, missing="a factor may be 0 there")
    return p._replace(suggestion=suggested)


def _is_declared(a: LawAtom | QuantityAtom, translator: Translator) -> bool:
    if isinstance(a, QuantityAtom):
        return a.name in translator.quantities
    return a.law in translator.laws


def _written(place: Term, translator: Translator) -> Iterator[tuple[Expr, Letters]]:
    """Expressions whose term is the place's, and what its indices are called there."""
    indices, shape = _shape(place)
    for e, term in translator.met():
        if type(term) is type(place):
            own, other = _shape(term)
            if other == shape:
                free = {getattr(i, "name", ""): i for i in e.free_symbols}
                yield e, {i: free.get(j.name) for i, j in zip(indices, own, strict=True)}


def _shape(term: Term) -> tuple[list[Index], Term]:
    """The free indices in the order in which they occur, and the term with numbers for them."""
    free = t.free_indices(term)
    seen: dict[Index, None] = {}
    for s in t.subterms(term):
        seen.update(dict.fromkeys(i for i in t.own_indices(s) if i in free))
    return list(seen), t.rename(term, {i: Index(f"${k}", i.alphabet) for k, i in enumerate(seen)})


def _wrong(p: Problem, letters: Letters, translator: Translator) -> str:
    if p.factor is None:
        below = isinstance(p.place, t.Pow)
        said = "what it divides by may be 0" if below else "its argument may be 0"
        return said if p.missing.startswith("a factor") else p.missing
    return f"{text(_value(p.factor, letters, translator))} may be 0 there"


def _hypothesis(
    p: Problem, node: Expr, letters: Letters, translator: Translator
) -> Relation | Dominated:
    """The laws' domination, a value > 0, or what stands under the logarithm or quotient."""
    if p.suggestion is not None:
        weight, factor = (_value(a, letters, translator) for a in p.suggestion)
        return Dominated(weight, factor)
    if p.factor is not None:
        value = _value(p.factor, letters, translator)
        return Ne(value, 0) if _is_signed(p, translator) else Gt(value, 0)
    base: Any = node.args[0]
    return Gt(base, 0) if isinstance(node, sympy.log) else Ne(base, 0)


def _is_signed(p: Problem, translator: Translator) -> bool:
    """Whether it is a quotient by a number that may be negative."""
    a = p.factor
    signed = isinstance(a, QuantityAtom) and translator.quantities[a.name].sign == "real"
    return signed and isinstance(p.place, t.Pow)


def _value(a: LawAtom | QuantityAtom, letters: Letters, translator: Translator) -> Expr:
    """The law's or quantity's value; letters without a name of their own go by the declared one."""
    if isinstance(a, QuantityAtom):
        quantity = translator.quantities[a.name]
        at = [letters.get(i) or v for i, v in zip(a.at, quantity.over, strict=True)]
        made: Expr = QuantityValue(quantity, at)
        return made
    law = translator.laws[a.law]
    declared = {v.name: v for v in law.variables_and_inputs()}
    return LawValue(law, [(v, letters.get(i) or declared[v]) for v, i in a.at])
