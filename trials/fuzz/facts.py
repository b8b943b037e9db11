"""True statements to start from: the corpus of the tests and the steps of the proofs."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from derive import Derivation
from derive.language.alphabets import Letter
from derive.language.definitions import Defined
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import Ceiling
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.operations import (
    Abs,
    Extremum,
    OverLetters,
    Pi,
    Power,
    binomial,
    factorial,
)
from derive.language.optimisers import Optimiser
from derive.language.relations import Relation
from derive.language.subsets import Member
from derive.strategies import Stated
from derive.translate import Translator

ROOT = Path(__file__).resolve().parent.parent.parent
_LONGEST = 60  # nodes on both sides: what is longer is slow to search again and again


class Fact(NamedTuple):
    relation: Relation
    given: tuple[Any, ...]


@lru_cache(maxsize=1)
def facts() -> tuple[Stated, ...]:
    """Relations of the kernel's five kinds without maps, ceilings and optimisers."""
    from tests.corpus.true import TRUE

    found = [Stated(relation, tuple(given)) for _, relation, given in TRUE]
    return tuple(found + [s for s in steps() if _usable(s)])


@lru_cache(maxsize=1)
def operation_facts() -> tuple[Stated, ...]:
    """Relations with |·|, maxima, roots, counting, events, named letters or defined laws."""
    scripts = [*sorted((ROOT / "proofs").glob("*.py")), ROOT / "trials/mutants/subjects.py"]
    return tuple(s for s in steps(scripts) if _usable(s, new=True))


def steps(scripts: Sequence[Path] = ()) -> list[Stated]:
    """The steps and claims of proved derivations."""
    found: list[Stated] = []
    sys.path.insert(0, str(ROOT / "proofs"))
    for path in scripts or sorted((ROOT / "proofs").glob("*.py")):
        space = runpy.run_path(str(path), run_name=path.stem)
        for d in space.values():
            if isinstance(d, Derivation) and d.path == str(path) and d.expect == "proved":
                found += _of(d)
    return found


def _of(d: Derivation) -> list[Stated]:
    try:
        proof = d.proof()
        relations = [*(s.relation for s in proof.steps), *(c.relation for c in proof.claims)]
    except DeriveError:
        return []
    return [Stated(r, tuple(d.given)) for r in relations]


def _usable(s: Stated, new: bool = False) -> bool:
    """new: whether it has to have operations, events or definitions, or must not."""
    if s.relation.rel == "!=" or any(isinstance(e, Optimiser) for e in s.relation.expressions()):
        return False
    expressions = [e for h in (s.relation, *s.given) for e in h.expressions()]
    if not short(s):
        return False
    if any(_has(e) for e in expressions) or any(map(_is_new, expressions)) != new:
        return False
    try:
        translator = Translator()
        translator.statement(s.relation)
        over_spaces = translator.context(s.given).spaces  # these have a campaign of their own
    except DeriveError:
        return False
    return not over_spaces


def short(s: Stated) -> bool:
    """Whether it has few nodes."""
    return sum(map(_size, s.relation.expressions())) <= _LONGEST


def _has(e: Any) -> bool:
    """Whether a ceiling or a map is in it."""
    if isinstance(e, Ceiling) or isinstance(getattr(e, "quantity", None), Map):
        return True
    inner = [e.unfold()] if isinstance(e, Measure) else e.args
    return any(_has(a) for a in inner)


def _is_new(e: Any) -> bool:
    """Whether an operation, event, definition or letter with a name is in it."""
    if isinstance(e, _NEW) or getattr(e, "called", ()):
        return True
    inner = [e.unfold()] if isinstance(e, Measure) else e.args
    return any(map(_is_new, inner))


_NEW = (
    *(Abs, Extremum, OverLetters, Power, Pi, factorial, binomial),
    *(AtEvent, Member, Letter, Defined, Partial),
)


def _size(e: Any) -> int:
    inner = [e.unfold()] if isinstance(e, Measure) else e.args
    return 1 + sum(map(_size, inner))
