"""Fano's inequality, H(X | X̂) ≤ h(P(X ≠ X̂)) + P(X ≠ X̂)·log(|𝒳| − 1): a theorem for every law of
both (`proofs/entropies.py`), known where a relation has that probability and the size; with log 2
for h, which is at most that, where it has no h."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Expr

from derive.language.alphabets import Cardinality, Given
from derive.language.divergences import binary_entropy
from derive.language.events import AtEvent, Not, Same
from derive.language.expressions import log
from derive.language.laws import RandomVariable
from derive.language.measures import entropy
from derive.language.relations import Le, Relation
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env


def known(sides: Sequence[Expr], env: Env) -> Iterator[Relation]:
    """It, for both orders of each such pair, with as many letters as the sides have."""
    sizes = {c for e in sides for c in e.atoms(Cardinality)}
    for miss in sorted({a for e in sides for a in e.atoms(AtEvent)}, key=str):
        pair = _pair(miss) if sizes else ()
        letters = {v.name: v for v in miss.source.variables_and_inputs()}
        if not pair or letters[pair[0].letter].size not in sizes:
            continue
        size = letters[pair[0].letter].size
        one_less = any(e.has(size - 1) for e in sides)
        base = terms.log_base(None, env)
        doubt = binary_entropy(miss, base)
        doubt = doubt if any(e.has(doubt) for e in sides) else log(2, base)
        rest = doubt + miss * log(size - 1 if one_less else size, base)
        for one, other in (pair, pair[::-1]):
            yield Le(entropy(Given((one,), other), base=base), rest)


def _pair(at: AtEvent) -> tuple[RandomVariable, ...]:
    """X and X̂ of P(X ≠ X̂)."""
    event, given = at.args[4:6]
    missed = event.args[0] if isinstance(event, Not) else None
    if not at.is_probability or given != 0 or not isinstance(missed, Same):
        return ()
    return tuple(RandomVariable(at.source, str(name)) for name in missed.args[1:])
