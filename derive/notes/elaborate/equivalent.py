"""A ⇔ B: of each of the two it is decided whether it follows from the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sympy import SympifyError

from derive.language.alphabets import latex_name
from derive.language.names import DeriveError
from derive.language.relations import Independent, Relation, Structure
from derive.notes.chains import Chain
from derive.notes.elaborate import equality, pointwise
from derive.notes.elaborate.env import Env
from derive.notes.facts.equality import Part
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated, Hypothesis
from derive.notes.tree import Event, Node

Sides = Sequence[Node | NotRead | None]
Other = tuple[Chain, Sides]
_SIGNS = ("=", "<=", ">=", "<", ">")
_SHOWN = {"<=": "≤", ">=": "≥", "perp": "⊥"}


def others(chains: Sequence[Chain], trees: Sequence[Sides]) -> dict[int, Other]:
    """By the number of a chain, what it is to follow from: of A ⇔ B ⇔ C of B the A, of C the B,
    and of A the C. Nothing where words or other joints stand beside them, which may restrict one.
    """
    out: dict[int, Other] = {}
    group: list[int] = []
    for n, chain in enumerate(chains):
        group = [*group, n] if chain.joined == "iff" and group else [n]
        if chain.joins != "iff" and len(group) > 1 and _is_plain([chains[k] for k in group]):
            out |= {
                k: (chains[before], trees[before])
                for before, k in pairwise([group[-1], *group])
            }
    return out


def _is_plain(group: Sequence[Chain]) -> bool:
    ends = group[0].joined in ("", "so") and group[-1].joins == ""
    return ends and not any(c.after or c.inline or c.sides[0].carried for c in group)


def of_laws(left: Node, rel: str, right: Node, env: Env) -> Relation | None:
    """X ⊥ Y and p = q as equations of values of laws; None of any other relation.

    Raises:
        NotRead: for what is no random variable of the step.
    """
    if rel == "perp":
        return Independent(*equality.groups((left, right), env))
    if rel != "=" or pointwise.law_of(left, env) is None:
        return None
    return next(iter(equality.relations(_holds(left, rel, right), env)))


def in_variables(step: Elaborated, r: Relation, env: Env) -> Elaborated:
    """The step, read back as X ⊥ Y where it is that."""
    if not isinstance(r, Structure):
        return step
    own = env.names.variables()
    names = [[latex_name(v.upper()) for v in group] for group in r.groups]
    left, right = (", ".join(own.get(n, n) for n in group) for group in names)
    return replace(step, readback_lhs=left, readback_rhs=right)


def _holds(left: Node, rel: str, right: Node) -> Part:
    return Part("holds", (), Event(left.span, left, rel, right))


def hypotheses(other: Other, free: set[str], env: Env) -> list[Hypothesis]:
    """That the other one holds, at every letter; none where it cannot be said. free: the letters of
    this one: it is not said whether A(x) ⇔ B(x) at each of them, or at all of them together."""
    supposed, unknown = dict(env.assumed), dict(env.unlicensed)
    try:
        found = [*_relations(other, env)]
    except (NotRead, DeriveError, SympifyError, ValueError, TypeError):
        found = []
    needs_more = env.assumed != supposed
    env.assumed, env.unlicensed = supposed, unknown
    letters = {i.name for r in found for e in r.expressions() for i in e.free_symbols}
    if needs_more or letters & free:
        return []
    return [Hypothesis(r, doubt=said(other)) for r in found]


def said(other: Other) -> str:
    chain, _ = other
    parts = [chain.sides[0].latex.strip()]
    for sign, side in zip(chain.signs, chain.sides[1:], strict=True):
        parts += [_SHOWN.get(sign.rel, sign.rel), side.latex.strip()]
    return f"{' '.join(parts)}, the other side of ⇔"


def _relations(other: Other, env: Env) -> Iterator[Relation]:
    chain, sides = other
    for sign, (left, right) in zip(chain.signs, pairwise(sides), strict=True):
        if not isinstance(left, Node) or not isinstance(right, Node):
            raise NotRead(sign.span, "a side is not read")
        if (found := of_laws(left, sign.rel, right, env)) is not None:
            yield found
        elif sign.rel in _SIGNS:
            yield from equality.relations(_holds(left, sign.rel, right), env)
        else:
            raise NotRead(sign.span, "no relation that is decided")
