"""Statements that say the same in every base of logarithms.

    log_b t = ln t / ln b,  b > 1:      ln b > 0 is a factor of both sides, or it is not

H ≤ log |X| has it on both sides, D ≥ 0 on one beside 0; log t ≤ t − 1 has it on one side alone.
Where it is a factor of both sides, what holds for ln holds in every base, what fails fails in each.
"""

from __future__ import annotations

from sympy import Add, Expr, Mul, Pow, log

from derive.language.expressions import Sum
from derive.language.measures import Measure
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Relation


def in_every_base(r: Relation, base: Quantity) -> bool:
    """Whether the statement has one truth value for all bases b > 1."""
    if r.lhs == 0 or r.rhs == 0:
        return degree(r.rhs if r.lhs == 0 else r.lhs, base) is not None
    one, other = (degree(e, base) for e in r.expressions())
    return one is not None and one == other


def degree(e: Expr, base: Quantity) -> int | None:
    """How often 1/ln b is a factor of the expression; None where it is in some of its terms only,
    or where the base stands in another way."""
    b = QuantityValue(base, ())
    if not e.has(b):
        return 0
    match e:
        case Pow() if e.base == log(b) and e.exp.is_Integer:
            return -int(e.exp)
        case Mul():
            parts = [degree(f, base) for f in e.args]
            return None if None in parts else sum(p for p in parts if p is not None)
        case Add():
            terms = {degree(t, base) for t in e.args}
            return terms.pop() if len(terms) == 1 else None
        case Sum():
            return degree(e.body, base)
        case Measure():
            return degree(e.unfold(), base)
    return None
