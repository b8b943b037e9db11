"""Which derivations a derivation uses: as the reason of a step, or in a fact."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from derive.derivation.derivation import Derivation
from derive.derivation.instances import Instance

Key = tuple[str, str]  # real path of the script, and the derivation's name there


def key_of(d: Derivation) -> Key:
    return os.path.realpath(d.path), d.name


def uses(d: Derivation) -> tuple[Key, ...]:
    """The derivations that this one names, each once, in the order of its steps."""
    return tuple(dict.fromkeys(key_of(other) for other in _named(d)))


def _named(d: Derivation) -> Iterator[Derivation]:
    proof = d.proof()
    for s in proof.steps:
        yield from _derivations(s.reason)
    for fact, _ in proof.facts:
        for value in vars(fact).values():
            yield from _derivations(value)


def _derivations(thing: Any) -> Iterator[Derivation]:
    if isinstance(thing, Instance):
        yield thing.general
    elif isinstance(thing, Derivation):
        yield thing
    elif isinstance(thing, (list, tuple)):
        for item in thing:
            yield from _derivations(item)
