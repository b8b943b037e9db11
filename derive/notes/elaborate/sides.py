"""A relation that is claimed where letters are equal, or where they are not."""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, Integer, Mul

from derive.language.alphabets import Alphabet
from derive.language.names import DeriveError
from derive.notes.elaborate import terms
from derive.notes.elaborate.context import Context
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.given import rested
from derive.notes.facts import Fact
from derive.notes.facts.sides import SIDE, concerns, events
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated
from derive.notes.tree import Indicator

_SCALED = ("=", "<=", ">=")


def restricted(context: Context, step: Elaborated, env: Env) -> Elaborated:
    """The step where the side conditions on its letters hold: that both sides are the same times 1
    there and 0 elsewhere is the claim under them. One that cannot be said is named as not read."""
    facts = [f for f in context.here if f.kind == SIDE and concerns(f, context.chain)]
    if not facts or step.definition:
        return step
    free = step.lhs.free_symbols | step.rhs.free_symbols
    factors, unsaid = [], []
    for fact in facts:
        factor = _factor(fact, env)
        if factor is None or step.rel not in _SCALED or not factor.free_symbols <= free:
            unsaid.append(fact)
        else:
            factors.append((fact, factor))
    if _is_never(factors):
        factors, unsaid = [], facts
    product = Mul(*(factor for _, factor in factors))
    said = (f"the condition “{f.quote}” (line {f.span.line})" for f in unsaid)
    return replace(
        step,
        where=product,
        half_read=(*step.half_read, *said),
        rests=(*step.rests, *(rested(f, "") for f, _ in factors)),
    )


def _factor(fact: Fact, env: Env) -> Expr | None:
    """1 where the condition holds and 0 elsewhere; None where its letters are not of one alphabet,
    or are none of the step."""
    try:
        made = [terms.term(Indicator(e.span, e), env) for e in events(fact)]
    except (NotRead, DeriveError):
        return None
    product: Expr = Mul(*made)
    letters = {i for i in product.free_symbols if isinstance(i, Alphabet)}
    return product if len(letters) > 1 else None


def _is_never(factors: list[tuple[Fact, Expr]]) -> bool:
    """Whether two of the conditions exclude each other: of nothing all is true."""
    every = [e for _, e in factors]
    return any((one + other - Integer(1)).expand() == 0 for one in every for other in every)
