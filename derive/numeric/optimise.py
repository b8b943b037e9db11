"""Equations between argmax and argmin sets: where they are, on floats and exactly.

Claims such as argmax_θ f = argmin_θ g say that two sets of letters are equal, at every choice of
the other free letters.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.language.relations import Relation
from derive.numeric import bounds, closed
from derive.numeric.batch import Batch, bounded
from derive.numeric.exact import Letters, called, evaluator, sorted_letters
from derive.numeric.model import Model, Value
from derive.numeric.walk import hidden


def compares_sets(claim: Relation) -> bool:
    """Whether the claim is about argmax or argmin sets.

    Raises:
        DeriveError: if only one side is, the alphabets differ, or the relation is not = or ≠.
    """
    sides = claim.expressions()
    optimisers = [s for s in sides if isinstance(s, Optimiser)]
    if not optimisers:
        return False
    if len(optimisers) < 2 or claim.rel not in ("=", "!="):
        raise DeriveError(
            f"{claim}: an argmax or argmin is a set of letters; it can be equal (=, ≠) to another "
            "such set only. Try Eq(ArgMax(f, θ), ArgMin(g, θ))."
        )
    alphabets = [s.letter.alphabet for s in optimisers]
    if alphabets[0] != alphabets[1]:
        raise DeriveError(f"{claim}: the two sets are of different alphabets, {alphabets}.")
    return True


def best(side: Optimiser, model: Model, letters: Letters) -> tuple[int, ...]:
    """The letters (numbered from 0) where the side is optimal, exactly.

    Raises:
        closed.Undecided: if a comparison is beyond reach.
    """
    value = evaluator(side.body)
    found: list[int] = []
    top: Any = None
    for k in range(model.sizes[side.letter.alphabet]):
        here = value(model, {**letters, side.letter: k})
        sign = side.sense * closed.sign(here - top) if found else 1
        if sign > 0:
            found, top = [k], here
        elif sign == 0:
            found.append(k)
    return tuple(found)


def shown(side: Optimiser, chosen: tuple[int, ...]) -> Value:
    """A set for people, letters by name or numbered from 1: {1, 2}."""
    text = "{" + ", ".join(str(called(side.letter, k)) for k in chosen) + "}"
    return Value(text, text)


def membership(side: Optimiser, claim: Relation, batch: Batch) -> tuple[Any, Any, Any]:
    """Where a letter surely is and surely is not in the set, shape (n, free letters, size); and
    the rows that look ill-posed."""
    free = sorted_letters(set().union(*(s.free_symbols for s in claim.expressions())))
    value, suspect = bounded(side.body, (*hidden(free, (side.letter,)), side.letter))(batch)
    size = batch.sizes[side.letter.alphabet]
    full = (batch.n, *(batch.sizes[i.alphabet] for i in free), size)
    v, e = np.broadcast_to(value.v, full), np.broadcast_to(bounds.error(value), full)
    low, high = side.sense * v - e, side.sense * v + e
    others = np.full(v.shape, -np.inf)  # the largest that one of the other letters may be
    for k in range(size):
        rest = [j for j in range(size) if j != k]
        if rest:
            others[..., k] = high[..., rest].max(axis=-1)
    inside = low > others
    outside = high < low.max(axis=-1, keepdims=True)
    return inside, outside, suspect


def differences(claim: Relation, batch: Batch) -> tuple[Any, Any, Any, Any]:
    """(n,) each: rows where the sets surely differ somewhere, where one surely lacks a letter
    that the other may have, and where they may differ; and the ill-posed rows."""
    one, other = (membership(s, claim, batch) for s in claim.expressions())
    (in1, out1, ill1), (in2, out2, ill2) = one, other
    apart = ((in1 & out2) | (out1 & in2)).any(axis=-1) | (out1 | out2).all(axis=-1)
    agreed = ((in1 & in2) | (out1 & out2)).all(axis=-1)
    ill = ill2 if ill1 is None else ill1 if ill2 is None else ill1 | ill2
    return _any(apart), _any((out1 != out2).any(axis=-1)), _any(~agreed), ill


def _any(where: Any) -> Any:
    return where.reshape(len(where), -1).any(axis=1)
