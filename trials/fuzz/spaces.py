"""True statements on alphabets, and nearly true ones, with some alphabets made spaces.

What holds for counting only is false there, so that most are: the kernel may prove none that cells
with widths refute.
"""

from __future__ import annotations

import random
from typing import Any

from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.language.alphabets import Alphabet, Cardinality, Space
from derive.language.expressions import Inverse
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation
from derive.numeric import Settings, attack
from derive.search.engine import find
from derive.strategies import Stated
from derive.translate import Translator
from trials.fuzz import rewriting
from trials.fuzz.facts import facts
from trials.fuzz.tally import Tally

_TRIALS = 60


def decide(rng: random.Random, tally: Tally) -> bool:
    """One statement by both roads; whether it is one of the language at all."""
    stated = rng.choice(facts())
    if rng.random() < 0.5:
        stated = rewriting.rewritten(stated, rng)
    if rng.random() < 0.3:
        stated = rewriting.perturbed(stated, rng)
    made = spaced(stated, rng)
    if made is None:
        return False
    try:
        translator = Translator()
        statement = translator.statement(made.relation)
        n = Normalizer(translator.context(made.given))
        if not n.context.spaces:
            return False
        found = find(n, statement)
        evidence = attack(made.relation, made.given, Settings(trials=_TRIALS))
    except (DeriveError, KernelError):
        tally.add("spaces", "refused")
        return True
    bad = evidence.verdict in ("refuted", "ill-posed")
    if found.theorem is not None and bad:
        tally.wrong("spaces", f"{made} is proved, and the attack says {evidence.verdict}")
    tally.add("spaces", "proved" if found.theorem else evidence.verdict if bad else "open")
    return True


def spaced(stated: Stated, rng: random.Random) -> Stated | None:
    """The statement with some of its alphabets made spaces; None where they have sizes in it, or
    equal letters."""
    things = (stated.relation, *stated.given)
    found = {i for r in things for e in r.expressions() for i in _letters(e)}
    names = sorted({i.alphabet for i in found if not i.called})
    chosen = {a for a in names if rng.random() < 0.7} or {*names[:1]}
    try:
        made = [_relation(r, chosen) for r in things]
    except DeriveError:
        return None
    return Stated(made[0], tuple(made[1:]))  # type: ignore[arg-type]


def _letters(e: Any) -> set[Alphabet]:
    laws = {v for law in e.atoms(Law) for v in law.variables_and_inputs()}
    inner = {v for q in e.atoms(Quantity) for v in q.over}
    return laws | inner | e.atoms(Alphabet)


def _relation(r: Relation | Dominated, spaces: set[str]) -> Relation | Dominated:
    if type(r) is Dominated:
        return Dominated(*(_made(e, spaces) for e in r.expressions()[:2]))
    if type(r) is not Relation:
        raise DeriveError(f"{type(r).__name__}: not made here.")
    return Relation(_made(r.lhs, spaces), r.rel, _made(r.rhs, spaces), r.name)


def _letter(i: Any, spaces: set[str]) -> Any:
    return Space(i.name, i.alphabet) if getattr(i, "alphabet", None) in spaces else i


def _made(e: Any, spaces: set[str]) -> Any:
    while hasattr(e, "unfold"):
        e = e.unfold()
    if isinstance(e, ConditionalValue):
        return _made(e.joint, spaces) * Inverse(_made(e.given, spaces))
    if isinstance(e, LawValue):
        outputs, inputs = (
            [_letter(v, spaces) for v in side] for side in (e.law.outputs, e.law.inputs)
        )
        law = Law(e.law.name, *outputs, given=tuple(inputs))
        return LawValue(law, [(v, _letter(i, spaces)) for v, i in e.at])
    if isinstance(e, QuantityValue):
        if type(e.quantity) is not Quantity:
            raise DeriveError("a quantity of another kind.")
        over = (_letter(v, spaces) for v in e.quantity.over)
        made = Quantity(e.quantity.name, *over, sign=e.quantity.sign)
        return QuantityValue(made, [_letter(i, spaces) for i in e.at])
    if isinstance(e, Cardinality) and e.alphabet in spaces:
        raise DeriveError("a size.")
    if isinstance(e, Alphabet):
        return _letter(e, spaces)
    return e.func(*(_made(a, spaces) for a in e.args)) if e.args else e
