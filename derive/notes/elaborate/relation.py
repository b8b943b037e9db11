"""One printed relation: its readings, each as two terms with what they suppose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sympy import Expr, SympifyError

from derive.language.names import DeriveError
from derive.notes.chains import Chain
from derive.notes.elaborate import sequences, tables, terms
from derive.notes.elaborate.choices import readings
from derive.notes.elaborate.env import Env, IllScoped
from derive.notes.elaborate.given import hypotheses, rested
from derive.notes.elaborate.naming import Names
from derive.notes.elaborate.readback import Own, own_names, readback
from derive.notes.elaborate.used import reached, used_in
from derive.notes.facts import Fact
from derive.notes.resolve.notation import DefinedAs, Notation
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated, Hypothesis, Reading
from derive.notes.tree import Node


@dataclass
class Context:
    """A chain with all that is known of its names. defines: what its first equation introduces."""

    notation: Notation
    facts: list[Fact]
    chain: Chain
    sides: Sequence[Node | NotRead | None]
    defines: DefinedAs | None = None
    names: Names = field(default_factory=Names)

    def here(self) -> list[Fact]:
        """The facts that hold where the chain stands."""
        return [f for f in self.facts if f.scope.holds(self.chain.block)]


def read(context: Context, n: int) -> tuple[Reading, ...] | NotRead:
    """The readings of the chain's n-th relation."""
    sides = context.sides[n], context.sides[n + 1]
    for side in sides:
        if isinstance(side, NotRead):
            return side
        if side is None:
            return NotRead(context.chain.signs[n].span, "a side is missing")
    try:
        return _readings(context, n, tuple(s for s in sides if isinstance(s, Node)))
    except NotRead as why:
        return why


def _readings(context: Context, n: int, trees: tuple[Node, ...]) -> tuple[Reading, ...]:
    chain = context.chain
    out: list[Reading] = []
    lost: IllScoped | None = None
    for said, (lhs, rhs) in readings(trees, chain.signs[n].span):
        try:
            out.append(Reading(said, _step(context, n, lhs, rhs)))
        except IllScoped as why:
            lost = why
    if not out and lost is not None:
        raise lost
    return tuple(_distinct(out))


def _distinct(found: list[Reading]) -> list[Reading]:
    """Readings that are one and the same step are one."""
    out: list[Reading] = []
    for r in found:
        if all((r.step.lhs, r.step.rhs) != (o.step.lhs, o.step.rhs) for o in out):
            out.append(r)
    if len(out) == 1:
        return [Reading("", out[0].step, out[0].ask)]
    return out


def _step(context: Context, n: int, lhs: Node, rhs: Node) -> Elaborated:
    chain = context.chain
    notation = context.notation.of_chain(
        uses_of(reached([t for t in context.sides if isinstance(t, Node)], context.notation)).calls
    )
    used = used_in([t for t in context.sides if isinstance(t, Node)], notation)
    env = Env(
        notation, used, context.names, facts=context.here(),
        block=chain.block,
    )  # fmt: skip
    own = [t for t in context.sides if isinstance(t, Node)]
    env.wholes = sequences.wholes(own, notation.uses.bound)
    env.members = tables.members(reached(own, notation), env)
    defines = context.defines if n == 0 else None
    if defines is not None:
        env.unfolding.append(defines.key)
    try:
        right = terms.term(rhs, env)
        left = right if defines is not None else terms.term(lhs, env)
    except (DeriveError, SympifyError, ValueError, TypeError) as error:
        raise NotRead(chain.signs[n].span, str(error).split(". Try")[0]) from error
    return _made(context, n, left, right, env)


def _made(context: Context, n: int, left: Expr, right: Expr, env: Env) -> Elaborated:
    defines = context.defines if n == 0 else None
    facts = context.here()
    given = [*hypotheses(facts, env), *(Hypothesis(r) for r in env.theorems)]
    by_number = {f.number: f for f in facts}
    own = _own(env)
    return Elaborated(
        left,
        context.chain.signs[n].rel,
        right,
        introduced(defines) if defines is not None else readback(left, own),
        readback(right, own),
        given=tuple(given),
        assumed=tuple(env.assumed),
        unlicensed=tuple(env.unlicensed),
        base=env.based,
        definition=introduced(defines) if defines is not None else "",
        latex=dict(env.names.latex),
        rests=tuple(rested(by_number[k], "") for k in env.rests if k in by_number),
    )


def introduced(d: DefinedAs) -> str:
    """The left side of a definition."""
    shown = [
        (a.ref.base.latex() + "'" * a.ref.primes)
        + (f"_{{{a.ref.index.latex()}}}" if a.ref.index is not None else "")
        for a in d.parameters
    ]
    if not shown:
        return d.key.latex()
    inside = ", ".join(shown)
    return f"{d.key.latex()}_{{{inside}}}" if d.subscripted else f"{d.key.latex()}({inside})"


def _own(env: Env) -> Own:
    subscripted = {u.key for u in env.notation.uses.calls if u.subscripted}
    plain = {u.key for u in env.notation.uses.calls if not u.subscripted}
    parameters = {p for s in env.notation.laws.values() for p in s.parameters}
    return Own(
        own=own_names(env.names.latex),
        variables=env.names.variables(),
        under=env.names.under,
        sizes=env.sizes(),
        indexed=frozenset(k.latex() for k in subscripted - plain),
        parameters=frozenset(p.latex() for p in parameters),
        base=env.based.name if env.based is not None else "",
    )
