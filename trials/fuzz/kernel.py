"""Certificates given to `kernel.prove` directly."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import IllPosed, Theorem, prove
from trials.fuzz import vocabulary
from trials.fuzz.certificates import Certificates
from trials.fuzz.judge import judge
from trials.fuzz.points import Projection
from trials.fuzz.tally import Tally

_IN_ONE_CONTEXT = 25
_POINTS = 3
_MUTATED = 0.35
_SPACES = (("A",), ("B",), ("A", "B"))
_KEPT = 8  # theorems that later certificates may use


def certificates(rng: random.Random, count: int, tally: Tally, on_spaces: bool = False) -> None:
    """Random ones and mutated ones; what `prove` accepts is judged. on_spaces: whether some of the
    alphabets are spaces."""
    kind = "on spaces" if on_spaces else "certificates"
    for _ in range(count // _IN_ONE_CONTEXT):
        premises, n = _drawn(rng, on_spaces)
        known: list[Theorem] = []
        drawn = Certificates(rng, n, known)
        for _ in range(_IN_ONE_CONTEXT):
            case = drawn.case(rng.random() < _MUTATED)
            made = attempt(kind, tally, prove, n, case.statement, case.certificate)
            if made is not None:
                judged(kind, made, rng, [p.project for p in premises], tally)
                known[:] = [*known, made][-_KEPT:]


def _drawn(rng: random.Random, on_spaces: bool) -> tuple[list[vocabulary.Premise], Normalizer]:
    while True:
        premises = vocabulary.random_premises(rng)
        spaces = rng.choice(_SPACES) if on_spaces else ()
        try:
            return premises, Normalizer(vocabulary.context(premises, spaces))
        except KernelError:  # a size, or the diagonal of a space
            if not spaces:
                raise


def has_what_no_space_has(made: Theorem) -> bool:
    """Whether a size, [x = x'] or a value at one point twice stands in a theorem over a space."""
    spaces = made.context.spaces
    sides = (made.statement.lhs, made.statement.rhs, *made.zero, *(made.equality or ()))
    return any(_is_forbidden(s, spaces) for side in sides for s in t.subterms(side))


def _is_forbidden(term: t.Term, spaces: tuple[str, ...]) -> bool:
    match term:
        case t.Card(alphabet):
            return alphabet in spaces
        case t.Delta(i, _):
            return i.alphabet in spaces
        case t.LawTerm(_, at):
            points = [i for _, i in at if i.alphabet in spaces]
            return len({*points}) < len(points)
        case t.Quantity(_, at):
            points = [i for i in at if i.alphabet in spaces]
            return len({*points}) < len(points)
    return False


def attempt(kind: str, tally: Tally, rule: Callable[..., Theorem], *given: Any) -> Theorem | None:
    """The theorem that a rule makes, or None where it refuses."""
    try:
        made = rule(*given)
    except IllPosed:
        tally.add(kind, "ill-posed")
        return None
    except KernelError:
        tally.add(kind, "refused")
        return None
    tally.add(kind, "proved")
    return made


def judged(
    kind: str, made: Theorem, rng: random.Random, projections: list[Projection], tally: Tally
) -> None:
    if has_what_no_space_has(made):
        tally.wrong(kind, f"{made} speaks of a size or of equal points of a space")
        return
    found = judge(made, rng, _POINTS, projections)
    tally.add(kind, "points", found.points)
    tally.add(kind, "undecided points", found.undecided)
    tally.add(kind, "points of equality", found.equal)
    if made.equality is not None:
        tally.add(kind, "equality conditions")
    if not found.points:
        tally.add(kind, "proved without a point")
    if found.wrong:
        tally.wrong(kind, f"{made} {found.wrong}")
