"""From one argmax or argmin to another: the factor by which the objectives differ is looked for.

Nobody writes it beside the relation, and the checker has to be told: argmax L = argmax L/n.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Integer, Mul, Pow, log, preorder_traversal

from derive.derivation.reasons import Scaled
from derive.language.expressions import Inverse
from derive.language.laws import ConditionalValue, LawValue
from derive.language.optimisers import Optimiser
from derive.language.relations import Relation


def is_of_optimisers(r: Relation) -> bool:
    return all(isinstance(e, Optimiser) for e in r.expressions())


def reasons(r: Relation) -> Iterator[Scaled]:
    """Factors that one objective has and the other has not."""
    if not is_of_optimisers(r):
        return
    own, other = (_factor(e) for e in r.expressions())
    bases = [b for e in r.expressions() for b in _logs_of_bases(e.body)]
    seen: set[Expr] = {Integer(1)}
    scales = (Integer(1), *bases, *(1 / b for b in bases))
    below = [g for e in r.expressions() for g in evidence(e)]
    factors = (other / own, own, other, *below, *map(Inverse, below))
    for by in (f * b for f in factors for b in scales):
        if by not in seen:
            seen.add(by)
            yield Scaled(by)


def evidence(e: Expr) -> Iterator[LawValue]:
    """The p(x) of argmax_θ p(θ|x), by which p(x|θ) p(θ) is divided."""
    conditionals = (n for n in preorder_traversal(e) if isinstance(n, ConditionalValue))
    yield from (c.given for c in conditionals if e.letter not in c.given.free_symbols)


def _logs_of_bases(body: Expr) -> set[Expr]:
    """ln 2, ln b of logarithms to another base than e: factors that stand inside of sums."""
    nodes = preorder_traversal(body)
    logs = (n.base for n in nodes if isinstance(n, Pow) and isinstance(n.base, log))
    return {n for n in logs if not n.free_symbols}


def _factor(e: Expr) -> Expr:
    """What is free of the letter that is optimised over, without its sign."""
    free = [f for f in Mul.make_args(e.body) if e.letter not in f.free_symbols]
    made = Mul(*free)
    return -made if made.could_extract_minus_sign() else made
