"""Which theorems a derivation's steps and facts use, for whoever links them."""

from __future__ import annotations

from derive.derivation.derivation import Derivation
from derive.derivation.instances import Instance


def uses(d: Derivation) -> dict[int, tuple[Derivation, ...]]:
    """The derivations that each step or fact, by its number, has for a reason or a premise.

    Raises:
        DeriveError: whatever the derivation's function raises for a mistake.
    """
    proof = d.proof()
    found = {k: used_by(s.reason) for k, s in enumerate(proof.steps, 1)}
    for k, (fact, _) in enumerate(proof.facts, 1):
        found[k] = used_by_fact(fact)
    return {k: used for k, used in found.items() if used}


def used_by_fact(fact: object) -> tuple[Derivation, ...]:
    """The derivations that a fact relies on."""
    return tuple(u for v in vars(fact).values() for u in used_by(v))


def used_by(thing: object) -> tuple[Derivation, ...]:
    """The derivation that a reason is, or is an instance of."""
    if isinstance(thing, Instance):
        return (thing.general,)
    return (thing,) if isinstance(thing, Derivation) else ()
