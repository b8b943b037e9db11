"""Relations with a maximum or minimum over all codes, or all laws, on one side."""

from __future__ import annotations

from dataclasses import replace

from derive.language.putting import occurs
from derive.notes.elaborate import minima, optima, terms
from derive.notes.elaborate.context import Context
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.made import made, own_of
from derive.notes.readback import readback
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated, Hypothesis
from derive.notes.tree import Big, Node


def read(context: Context, n: int, lhs: Node, rhs: Node, env: Env) -> Elaborated | None:
    """The relation, where it has such a side; None where it has none.

    Raises:
        NotRead: where such a side stands beside what is not read.
    """
    if n in context.defines and not context.defines[n].behind:
        return _defined(context, n, rhs, env)
    found = _of_codes(context, n, lhs, rhs, env)
    return found if found is not None else _of_laws(context, n, lhs, rhs, env)


_TURNED = {"<=": ">=", ">=": "<="}


def _of_codes(context: Context, n: int, lhs: Node, rhs: Node, env: Env) -> Elaborated | None:
    """A side that is the least mean over all codes, beside its value."""
    sides = minima.over_codes(lhs), minima.over_codes(rhs)
    if context.chain.signs[n].rel != "=" or (sides[0] is None) == (sides[1] is None):
        return None
    big, other = (sides[0], rhs) if sides[0] is not None else (sides[1], lhs)
    if big is None:
        return None
    value = terms.term(other, env)
    mean, fact, kept = minima.least_mean(big, value, env)
    step = made(context, n, *((mean, value) if sides[0] is not None else (value, mean)), env)
    shown = rf"\min_{{\text{{codes}}}} {readback(mean, own_of(env))}"
    left, right = (shown, step.readback_rhs) if sides[0] is not None else (step.readback_lhs, shown)
    given = tuple(Hypothesis(r) for r in kept)
    return replace(step, readback_lhs=left, readback_rhs=right, given=given, fact=fact)


def _of_laws(context: Context, n: int, lhs: Node, rhs: Node, env: Env) -> Elaborated | None:
    """A side that is the extreme value over all laws, or where it is attained."""
    keys = optima.over_laws(lhs, env), optima.over_laws(rhs, env)
    key = keys[0] or keys[1]
    if key is None:
        return None
    if None not in keys:
        return _both(context, n, lhs, rhs, env)
    big, other = (lhs, rhs) if keys[0] is not None else (rhs, lhs)
    if not isinstance(big, Big):
        return None
    rel = context.chain.signs[n].rel
    best = optima.optimum(big, key, other, rel if big is lhs else _TURNED.get(rel, rel), env)
    step = made(context, n, best.body, best.value, env)
    given = tuple(h for h in step.given if not occurs(best.law, h.relation))
    shown = f"{best.shown} {step.readback_lhs}", best.place or step.readback_rhs
    left, right = shown if big is lhs else shown[::-1]
    return replace(
        step, rel=best.rel, readback_lhs=left, readback_rhs=right, given=given,
        attained=best.attained, equality=best.alone,
    )  # fmt: skip


def _both(context: Context, n: int, lhs: Node, rhs: Node, env: Env) -> Elaborated:
    """max_p f(p) = max_p g(p): decided as f(p) = g(p), which is enough and not needed.

    NotRead: of two optima of different kinds, or over different laws.
    """
    span = context.chain.signs[n].span
    if not isinstance(lhs, Big) or not isinstance(rhs, Big):
        raise NotRead(span, "an optimum over laws on both sides")
    key, sign = optima.over_laws(lhs, env), context.chain.signs[n].rel
    if (lhs.op, lhs.over) != (rhs.op, rhs.over) or key is None or sign != "=":
        raise NotRead(span, "two different optima over laws on both sides")
    step = made(context, n, terms.term(lhs.body, env), terms.term(rhs.body, env), env)
    shown = optima.shown_over(lhs, key)
    return replace(
        step,
        readback_lhs=f"{shown} {step.readback_lhs}",
        readback_rhs=f"{shown} {step.readback_rhs}",
        guessed=(*step.guessed, "both are best at the same, though they differ elsewhere"),
    )


def _defined(context: Context, n: int, rhs: Node, env: Env) -> Elaborated | None:
    """C = max_{p(x)} I(X;Y), which says what C is."""
    key = optima.over_laws(rhs, env)
    if key is None or not isinstance(rhs, Big):
        return None
    body = terms.term(rhs.body, env)
    step = made(context, n, body, body, env)
    return replace(step, readback_rhs=f"{optima.shown_over(rhs, key)} {step.readback_rhs}")
