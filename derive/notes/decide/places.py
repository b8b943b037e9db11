"""Places where a logarithm, a quotient or a power may make no sense, and what would help there.

The checker says what is missing where it can; of optimisers, and inside of derivatives, it says
only where something is wrong. Then the named factors there are supposed to be no zeros.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Expr, preorder_traversal

from derive.language.expressions import Inverse
from derive.language.laws import LawValue
from derive.language.measures import Measure
from derive.language.operations import Power
from derive.language.quantities import QuantityValue
from derive.language.relations import Dominated, Gt, Lt, Relation
from derive.notes.decide.optimisers import evidence, is_of_optimisers

Hypothesis = Relation | Dominated


def named_factors(r: Relation) -> tuple[Hypothesis, ...]:
    """That each law or quantity under a logarithm or a bar is positive, in order, each once."""
    found: dict[Hypothesis, None] = {}
    for value in (v for e in r.expressions() if is_of_optimisers(r) for v in evidence(e)):
        found.setdefault(Dominated(1, _declared(value)))
    for side in r.expressions():
        for place in _places(side):
            for value in preorder_traversal(place):
                if isinstance(value, LawValue):
                    found.setdefault(Dominated(1, _declared(value)))
                elif isinstance(value, QuantityValue) and value.quantity.sign != "pos":
                    named = QuantityValue(value.quantity, value.quantity.over)
                    found.setdefault(Gt(named, 0))
                    if value.quantity.sign == "unit":  # 1 − a stands there too
                        found.setdefault(Lt(named, 1))
                    elif place == 1 - value:
                        found.setdefault(Gt(place, 0))
    return tuple(found)


def everywhere(h: Hypothesis, r: Relation) -> Hypothesis:
    """p(x) > 0 for all x, of p(x_i) > 0 at a data point: its letter is bound inside of p(x_i), and
    printed by itself it would look like the value at the point."""
    if not isinstance(h, Relation) or h.rel not in (">", "!=") or h.rhs != 0:
        return h
    free = r.lhs.free_symbols | r.rhs.free_symbols
    own = isinstance(h.lhs, LawValue) and set(h.lhs.law.variables_and_inputs())
    bound = h.lhs.free_symbols - free  # of p_θ(x_i) the x_i, and not θ
    if not own or not bound or bound <= own:
        return h
    return Dominated(1, _declared(h.lhs))


def _declared(value: LawValue) -> Expr:
    """At the letters that the law declares, as those in a sum mean nothing outside of it."""
    own = {v.name: v for v in value.law.variables_and_inputs()}
    made: Expr = LawValue(value.law, [(v, own[v]) for v, _ in value.at])
    return made


def _places(e: Expr) -> Iterator[Expr]:
    """What stands under logarithms and below bars, measures written out."""
    for node in preorder_traversal(e):
        if isinstance(node, Measure):
            yield from _places(node.unfold())
        elif isinstance(node, (sympy.log, Inverse, Power)):
            yield node.args[0]
        elif isinstance(node, sympy.Pow) and node.exp.could_extract_minus_sign():
            yield node.base
