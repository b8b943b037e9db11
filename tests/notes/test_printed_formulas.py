"""Every formula that derive prints in LaTeX, in any notation, is parsed, and written back alike."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from derive.language.names import DeriveError
from derive.language.notation import Notation, using
from derive.language.printing import latex as printed
from derive.notes import walk
from derive.notes.chaining import side
from derive.notes.parse import parse
from derive.notes.source import NotRead
from derive.notes.written import latex
from trials.readback import wider
from trials.readback.cases import notations
from trials.readback.sources import derivations, drawn, of_derivation
from trials.readback.statements import statements

# a name of two Greek letters side by side, which nobody can tell from a product
_NO_NAME = re.compile(r"\\mathrm\{\\\w+ \\\w+\}")


def _formulas(relations: Any, notation: Notation) -> Iterator[str]:
    with using(notation):
        for relation in relations:
            for expression in relation.expressions():
                yield printed(expression)


def _of_proofs() -> Iterator[str]:
    """Each derivation in two of the notations, all of which have their turn."""
    every = notations()
    for k, derivation in enumerate(derivations()):
        try:
            relations = of_derivation(derivation)
        except DeriveError:
            continue  # kept as a mistake to be refused
        for notation in (every[2 * k % len(every)], every[(2 * k + 1) % len(every)]):
            yield from _formulas(relations, notation)


def _at_random(seed: int, count: int) -> Iterator[str]:
    rng = random.Random(seed)
    made = [*statements(rng, count), *wider.statements(rng, count)]
    made += [(s.relation, s.given) for s in drawn(rng, count)]
    for relation, given in made:
        yield from _formulas([relation, *given], rng.choice(notations()))


def _faults(formulas: Iterator[str]) -> list[str]:
    found = []
    for formula in dict.fromkeys(formulas):
        if _NO_NAME.search(formula):
            continue
        try:
            for _, tree in walk.readings(parse(side(formula).tokens)):
                if parse(side(latex(tree)).tokens) != tree:
                    found.append(f"{formula}: written as {latex(tree)}")
        except NotRead as no:
            found.append(f"{formula}: {no.why}")
    return found


def test_proofs() -> None:
    assert not _faults(_of_proofs())


@pytest.mark.parametrize("seed", range(3))
def test_statements_at_random(seed: int) -> None:
    assert not _faults(_at_random(seed, 40))
