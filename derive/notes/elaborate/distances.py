"""Distances, divergences and entropies of other kinds: of laws, as H and D are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sympy import Expr, Rational

from derive.language.alphabets import Given
from derive.notes.elaborate import measures, of_laws, terms
from derive.notes.elaborate.env import Env
from derive.notes.resolve.distances import Distance, distance_of
from derive.notes.resolve.heads import base_among
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name


def distance(node: Call, env: Env) -> Expr:
    """A call of one of them.

    Raises:
        NotRead: of random variables where it takes laws, or an order that is no number.
    """
    found = distance_of(node)
    if found is None:
        raise NotRead(node.span, "what distance is this?")
    over, base = base_among(found.rest)
    base = terms.log_base(None, env) if base is None else base
    make = of_laws.maker(found.kind, base)
    if any(measures.is_variable(a, env) for a in node.args):
        return _of_variables(node, found, make, env)
    if len(node.args) > 1 and node.separators[0] == "|":
        raise NotRead(node.span, "a law given something is not read here")
    if found.order is not None:
        order = terms.term(found.order, env)
        if not isinstance(order, Rational):
            raise NotRead(found.order.span, "an order that is no number is not read")
        make = partial(_ordered, make, order)
    return of_laws.made_of_laws(make, node.args, env, node.span, over)


def _ordered(make: Callable[..., Expr], order: Expr, *laws: Any, **named: Any) -> Expr:
    return make(*laws, order, **named)


def _of_variables(node: Call, found: Distance, make: Callable[..., Expr], env: Env) -> Expr:
    """P_guess(X | Y), and H_min(X): of the law of X."""
    every = measures.variables(node.args, env)
    if found.kind in ("Pguess", "Perr"):
        given = Given((every[0],), every[1]) if len(every) == 2 else every[0]
        return make(given)
    if found.order is None and len(every) == 1 and isinstance(node.args[0], Name):
        law = every[0].law
        return make(law(*(v for v in law.outputs if v.name == every[0].letter)))
    raise NotRead(node.span, f"{found.kind} of random variables is not read: try it of their laws")
