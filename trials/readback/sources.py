"""What is read back: proofs, corpora, random statements, pairs, certificates, `derive prove`."""

from __future__ import annotations

import random
import runpy
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from derive.derivation.derivation import Derivation
from derive.kernel.terms import KernelError
from derive.language.names import DeriveError
from derive.language.notation import DEFAULT, Notation
from trials.fuzz.grammar import drawn
from trials.readback import certificates, provings, wider
from trials.readback.cases import Case, Outcome, notations
from trials.readback.collisions import Seen, alike, case_of, pairs
from trials.readback.statements import statements
from trials.readback.table import Unread

ROOT = Path(__file__).resolve().parent.parent.parent
REFUSED = Outcome("refused", "")


@lru_cache(maxsize=1)
def derivations() -> tuple[Derivation, ...]:
    """All of proofs/."""
    found: list[Derivation] = []
    sys.path.insert(0, str(ROOT / "proofs"))
    for path in sorted((ROOT / "proofs").glob("*.py")):
        space = runpy.run_path(str(path), run_name=path.stem)
        found += [d for d in space.values() if isinstance(d, Derivation) and d.path == str(path)]
    return tuple(dict.fromkeys(found))


def of_derivation(d: Derivation) -> list[Any]:
    """Its steps, claim, equality conditions, and the relations of its facts."""
    proof = d.proof()
    out: list[Any] = [s.relation for s in proof.steps]
    for c in proof.claims:
        out += [c.relation, *c.equality]
    for fact, _ in proof.facts:
        out += getattr(fact, "relations", None) or [getattr(fact, "relation", None)]
    return [r for r in out if r is not None]


def proofs(every: bool = True) -> Iterator[Outcome]:
    """every: in all notations of LaTeX, else in the usual one."""
    for d in derivations():
        try:
            relations = of_derivation(d)
        except DeriveError:
            continue  # kept as a mistake to be refused
        yield from read(relations, d.given, notations() if every else (DEFAULT,))


def corpora(every: bool = True) -> Iterator[Outcome]:
    from tests.corpus.false import FALSE
    from tests.corpus.true import TRUE

    for _, relation, given in (*TRUE, *FALSE):
        yield from read([relation], given, notations() if every else (DEFAULT,))


def read(
    relations: Sequence[Any], given: Sequence[Any], among: Sequence[Notation]
) -> Iterator[Outcome]:
    """One derivation's formulas, in text and in these notations."""
    case = made(relations, given)
    if case is None:
        yield REFUSED
        return
    yield from case.read_text()
    for notation in among:
        yield from case.read_latex(notation)


def made(relations: Sequence[Any], given: Sequence[Any] = ()) -> Case | None:
    """The case, unless the language refuses the statement, as it does for names that look alike."""
    try:
        return Case(relations, given)
    except (DeriveError, KernelError):
        return None
    except Unread as err:
        if "two things" in str(err) or "two alphabets" in str(err):
            return None
        raise


def hard(rng: random.Random, count: int, seen: Seen) -> Iterator[Outcome]:
    """Statements of this campaign's own, in text and one notation each."""
    for relation, given in statements(rng, count):
        yield from _one(relation, given, rng, seen)


def wide(rng: random.Random, count: int, seen: Seen) -> Iterator[Outcome]:
    """Those with events, operations, distances, a free base, what is defined from others."""
    for relation, given in wider.statements(rng, count):
        yield from _one(relation, given, rng, seen)


def usual(rng: random.Random, count: int, seen: Seen) -> Iterator[Outcome]:
    """Statements of `derive.strategies`."""
    for stated in drawn(rng, count):
        yield from _one(stated.relation, stated.given, rng, seen)


def _one(relation: Any, given: Any, rng: random.Random, seen: Seen) -> Iterator[Outcome]:
    notation = rng.choice((DEFAULT, *notations()))
    case = made([relation], given)
    if case is None:
        yield REFUSED
        return
    yield from case.read(notation)
    yield from seen.alike(case, notation)


def alikes(rng: random.Random, count: int, seen: Seen) -> Iterator[Outcome]:
    """Pairs with one hidden difference, in one derivation."""
    for one, two in pairs(rng, count):
        notation = rng.choice((DEFAULT, *notations()))
        case = None if one is None else made(case_of(one, two))
        if case is None:
            yield REFUSED
            continue
        yield from case.read(notation)
        yield from alike(case, notation)
        yield from seen.alike(case, notation)


def shown() -> Iterator[Outcome]:
    """The certificates of proofs/."""
    for d in derivations():
        if d.expect == "proved":
            yield from certificates.read(d)


def proved(rng: random.Random, count: int) -> Iterator[Outcome]:
    """`derive prove`: its corpus, and random statements."""
    from tests.entropic.corpus import FALSE, TRUE

    for p in provings.problems(TRUE):
        yield from provings.read(p)
    for p in provings.problems(FALSE + "\n".join(provings.lines(rng, count))):
        yield from provings.read(p, proved=False)
