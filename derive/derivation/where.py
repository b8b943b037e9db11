"""What a derivation defines, and that its defined laws are laws.

    value ≥ 0 at every letter        Σ value = 1
    ────────────────────────────────────────────  by the kernel, under the derivation's hypotheses
              p* := value is a law

These are lines of the derivation, as its claim is. As long as one of them is not proved nothing
else in the derivation is: what it says of "the law p*" would be about no law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sympy import Basic

from derive.derivation.derivation import Claim, Derivation
from derive.derivation.instances import Instance
from derive.derivation.reasons import Scaled, Square
from derive.derivation.report import StepReport
from derive.language.definitions import DefinedLaw, Where, where
from derive.language.optimal import OptimalLengths
from derive.language.relations import Dominated, Relation
from derive.rules.fact import Fact
from derive.search.named import Point
from derive.translate.bridge import Translator, index


def where_of(d: Derivation) -> tuple[Where, ...]:
    """Everything defined that occurs in a derivation, in order of dependence.

    Raises:
        DeriveError: whatever the derivation's function raises for a mistake.
    """
    return where(expressions_of(d))


def expressions_of(d: Derivation) -> tuple[Basic, ...]:
    """All that a derivation says, and has for reasons; not what its lemmas say."""
    proof = d.proof()
    parts = (d.given, [s.relation for s in proof.steps], [s.reason for s in proof.steps])
    return tuple(expressions_in((*parts, proof.claims, [f for f, _ in proof.facts])))


def expressions_in(thing: Any) -> Iterator[Basic]:
    """The expressions in relations, facts, reasons, and collections of them; not in lemmas."""
    if isinstance(thing, Basic):
        yield thing
    elif isinstance(thing, (Relation, Dominated)):
        yield from thing.expressions()
        if isinstance(thing, OptimalLengths):
            yield from (thing.mean(), *thing.against)
    elif isinstance(thing, (list, tuple)):
        for part in thing:
            yield from expressions_in(part)
    elif isinstance(thing, Mapping):
        yield from expressions_in(tuple(thing.values()))
    elif isinstance(thing, (Claim, Fact, Instance, Scaled, Square)):
        yield from expressions_in(tuple(vars(thing).values()))


def is_law(w: Where) -> bool:
    return isinstance(w.definition, DefinedLaw)


def points(translator: Translator, w: Where) -> Iterator[Point]:
    """A defined law as points where the search may take tangents: one for each named letter."""
    letters = tuple(index(v) for v in w.definition.variables_and_inputs() if not v.called)
    for value in translator.each(w.lhs):
        yield Point(letters, value)


def obligations(defined: Sequence[Where]) -> Iterator[tuple[str, Relation]]:
    """For each defined law its name, with what has to be proved of it."""
    for w in defined:
        if is_law(w):
            yield from ((w.definition.name, r) for r in w.definition.conditions())


def held_back(steps: list[StepReport]) -> list[StepReport]:
    """The reports, nothing proved beside a law that is not shown to be one."""
    bad = list(dict.fromkeys(s.reason for s in steps if s.kind == "law" and s.verdict != "proved"))
    if not bad:
        return steps
    note = f"{', '.join(bad)} is not shown to be a law"
    return [
        replace(s, verdict="open", note=note, theorem=None, fact_rests=None, premise=None)
        if s.kind != "law" and s.verdict in ("proved", "cited")
        else s
        for s in steps
    ]
