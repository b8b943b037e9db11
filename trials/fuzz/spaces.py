"""True statements on alphabets, and nearly true ones, with some alphabets made spaces; and those of
the proofs over spaces and ℕ₀, most with one of the mistakes of the mutants.

What holds for counting only is false over a space, so that most are: the kernel may prove none that
the attack refutes, nor one that the mutants' judge, which evaluates it at cells with widths or at
laws of families by a recursion of its own, finds false.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from typing import Any

from derive.derivation.limits import GAVE_UP, Limits
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.language.alphabets import Alphabet, Cardinality, Space
from derive.language.expressions import Inverse
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation
from derive.numeric import Settings, attack
from derive.numeric.evaluated import evaluated
from derive.search.engine import find
from derive.strategies import Stated
from derive.translate import Translator
from trials.fuzz import rewriting
from trials.fuzz.facts import ROOT, facts, short, steps
from trials.fuzz.mistaken import mistaken
from trials.fuzz.tally import Tally
from trials.mutants.judge import Judge
from trials.mutants.judge import Statement as Written
from trials.mutants.line_judge import LineJudge
from trials.mutants.lines import in_pieces

_TRIALS = 60
_OF_PROOFS = 0.4
_LIMIT = Limits(20.0)  # of one search
_MEASURED = re.compile(r"\b(Space|Naturals)\(")


def chunk(rng: random.Random, count: int, tally: Tally) -> None:
    """That many statements of the language."""
    done = 0
    while done < count:
        done += decide(rng, tally)


def _drawn(rng: random.Random) -> Stated | None:
    if rng.random() < _OF_PROOFS:
        stated = rng.choice(space_facts())
        return mistaken(stated, rng) if rng.random() < 0.6 else stated
    stated = rng.choice(facts())
    if rng.random() < 0.5:
        stated = rewriting.rewritten(stated, rng)
    if rng.random() < 0.3:
        stated = rewriting.perturbed(stated, rng)
    return spaced(stated, rng)


def decide(rng: random.Random, tally: Tally) -> bool:
    """One statement by both roads; whether it is one of the language at all."""
    made = _drawn(rng)
    if made is None:
        return False
    try:
        translator = Translator()
        statement = translator.statement(made.relation)
        n = Normalizer(translator.context(made.given))
        if not n.context.spaces:
            return False
        found = _LIMIT.run(lambda: find(n, statement))
    except (DeriveError, KernelError, *GAVE_UP):
        tally.add("spaces", "refused")
        return True
    bad = _attacked(made, tally)
    if found.theorem is not None:
        _judged(made, tally)
        if bad:
            tally.wrong("spaces", f"{made} is proved, and the attack says {bad}")
    tally.add("spaces", "proved" if found.theorem else bad or "open")
    return True


def _attacked(made: Stated, tally: Tally) -> str:
    """What the attack says against it, if anything."""
    try:
        (relation,), given = evaluated((made.relation,), made.given)
        evidence = attack(relation, given, Settings(trials=_TRIALS))
    except DeriveError:
        tally.add("spaces", "not attacked")
        return ""
    return evidence.verdict if evidence.verdict in ("refuted", "ill-posed") else ""


def _judged(made: Stated, tally: Tally) -> None:
    """Whether the mutants' judge finds what is proved false."""
    s = Written(made.relation, tuple(made.given))
    said = (*s.expressions(), *(e for h in s.given for e in h.expressions()))
    judge = LineJudge([s.relation], s.given) if in_pieces(said) else Judge(said, s.given)
    wrong = judge.decide(s)
    tally.add("spaces", "judged as written")
    if wrong is not None:
        tally.wrong("spaces", f"{made} is proved, and {wrong.kind} as written")


@lru_cache(maxsize=1)
def space_facts() -> tuple[Stated, ...]:
    """The steps and claims of the proofs over spaces and ℕ₀, but the longest."""
    found = sorted((ROOT / "proofs").glob("*.py"))
    scripts = [path for path in found if _MEASURED.search(path.read_text(encoding="utf-8"))]
    return tuple(s for s in steps(scripts) if type(s.relation) is Relation and short(s))


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
