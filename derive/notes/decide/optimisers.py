"""From one argmax or argmin to another: the factor by which the objectives differ is looked for.

Nobody writes it beside the relation, and the checker has to be told: argmax L = argmax L/n.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Integer, Mul

from derive.derivation.reasons import Scaled
from derive.language.optimisers import Optimiser
from derive.language.relations import Relation


def is_of_optimisers(r: Relation) -> bool:
    return all(isinstance(e, Optimiser) for e in r.expressions())


def reasons(r: Relation) -> Iterator[Scaled]:
    """Factors that one objective has and the other has not."""
    if not is_of_optimisers(r):
        return
    own, other = (_factor(e) for e in r.expressions())
    seen: set[Expr] = {Integer(1)}
    for by in (other / own, own, other):
        if by not in seen:
            seen.add(by)
            yield Scaled(by)


def _factor(e: Expr) -> Expr:
    """What is free of the letter that is optimised over, without its sign."""
    free = [f for f in Mul.make_args(e.body) if e.letter not in f.free_symbols]
    made = Mul(*free)
    return -made if made.could_extract_minus_sign() else made
