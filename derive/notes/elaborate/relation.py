"""One printed relation: its readings, each as two terms with what they suppose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeGuard

from sympy import Basic, S, SympifyError

from derive.language.names import DeriveError
from derive.notes.elaborate import (
    averages,
    defined,
    diagonal,
    draws,
    equivalent,
    extremes,
    families,
    limits,
    own_entropies,
    pointwise,
    sequences,
    tables,
    terms,
    told_laws,
)
from derive.notes.elaborate.choices import readings
from derive.notes.elaborate.context import Context
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.made import free_letters, made
from derive.notes.elaborate.naming import Names
from derive.notes.elaborate.sides import restricted
from derive.notes.elaborate.used import reached
from derive.notes.facts.making import summands
from derive.notes.failing import FAILED, internal
from derive.notes.kinds import key_of, whole_key
from derive.notes.parse.unclosed import surplus, unclosed
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.definitions import left_side
from derive.notes.resolve.doubtful import refuse_of_one
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Ref
from derive.notes.resolve.proportional import IN
from derive.notes.resolve.raised import in_rows
from derive.notes.resolve.softmax import CUSTOM, LOGISTIC, was_logistic, was_softmax
from derive.notes.resolve.unreadable import unreadable, without
from derive.notes.source import NotRead, Span
from derive.notes.steps import Elaborated, Reading
from derive.notes.tree import Call, Derivative, Event, Mean, Name, Node, Num, Range
from derive.notes.walk import walk
from derive.notes.wording import of_language


def read(context: Context, n: int) -> tuple[Reading, ...] | NotRead:
    """The readings of the chain's n-th relation. Whatever happens to it, the others are read."""
    try:
        return _read(context, n)
    except FAILED as failed:
        return internal(context.chain.signs[n].span, failed)


def _read(context: Context, n: int) -> tuple[Reading, ...] | NotRead:
    sides, sign = context.sides[n : n + 2], context.chain.signs[n]
    for side in sides:
        if isinstance(side, NotRead):
            return side
        if side is None:
            return NotRead(sign.span, "a side is missing")
    trees = tuple(s for s in sides if isinstance(s, Node))
    try:
        if (limit := limits.at_every_index(trees, sign.rel, sign.span)) is not None:
            return limits.in_the_limit(_readings(context, n, limit[0]), trees, limit[1])
        return _readings(context, n, trees)
    except NotRead as why:
        return _with_less(context, n, trees, why) or why


_TRIES = 3


def _with_less(
    context: Context, n: int, trees: tuple[Node, ...], why: NotRead
) -> tuple[Reading, ...] | None:
    """The readings where what a name is said to be, elsewhere, is not read: of any such name. What
    is proved holds whatever it is; None where that is not why."""
    said: list[str] = []
    besides: list[str] = []
    for _ in range(_TRIES):
        d = unreadable(context.notation.defined, why.span, context.chain)
        if d is None:
            return None
        context = replace(context, notation=without(context.notation, d), names=Names())
        said.append(f"what line {d.body.span.line} says of {d.key.latex()}")
        besides += [f"{d.key.latex()} is what line {x.span.line} has next" for x in d.also[:1]]
        try:
            found = _readings(context, n, trees)
        except NotRead as next_one:
            why = next_one
            continue
        return tuple(replace(r, step=_less(r.step, said, besides)) for r in found)
    return None


def _less(step: Elaborated, said: list[str], besides: list[str]) -> Elaborated:
    half_read, assumed = (*step.half_read, *said), (*step.assumed, *besides)
    return replace(step, half_read=half_read, assumed=assumed)


def _readings(context: Context, n: int, trees: tuple[Node, ...]) -> tuple[Reading, ...]:
    found = [
        Reading(said, _step(context, n, lhs, rhs))
        for said, (lhs, rhs) in readings(trees, context.chain.signs[n].span)
    ]
    return tuple(_told_apart(_well_scoped(_distinct(found))))


def _distinct(found: list[Reading]) -> list[Reading]:
    """Readings that are one and the same step are one."""
    out: list[Reading] = []
    for r in found:
        if all((r.step.lhs, r.step.rhs) != (o.step.lhs, o.step.rhs) for o in out):
            out.append(r)
    return out


def _well_scoped(found: list[Reading]) -> list[Reading]:
    """Where a reading leaves a letter free on one side alone, as Σ a_i + b_i = c may, or in what a
    name is defined as, and another does not, that is none; but what it makes false is so if it is
    meant as it has to be."""
    loose = [len(_loose(r.step)) for r in found]
    kept = [r for r, left in zip(found, loose, strict=True) if left == min(loose)]
    if len(kept) == len(found):
        return found
    guessed = [(*r.step.guessed, _ENDS_ELSEWHERE) for r in kept]
    return [replace(r, step=replace(r.step, guessed=g)) for r, g in zip(kept, guessed, strict=True)]


_ENDS_ELSEWHERE = "it is meant with other brackets than it is read with here"


def _loose(step: Elaborated) -> set[Basic]:
    right: set[Basic] = step.rhs.free_symbols
    return right if step.definition else right ^ step.lhs.free_symbols


def _told_apart(found: list[Reading]) -> list[Reading]:
    """Each of several readings says how it reads the sides."""
    if len(found) == 1:
        return [Reading("", found[0].step, found[0].ask)]
    sides = [(r.step.readback_lhs, r.step.readback_rhs) for r in found]
    differ = [k for k in (0, 1) if len({s[k] for s in sides}) > 1]
    return [
        Reading(" and ".join(s[k] for k in differ) or r.says, r.step, r.ask)
        for r, s in zip(found, sides, strict=True)
    ]


def _refuse_rows(sides: tuple[Node, ...], env: Env, span: Span) -> None:
    """NotRead: p(x_1, …, x_n) beside Π_i q(x_i) over data points, which nothing says are those."""
    calls = [n for s in sides for n in walk(s) if isinstance(n, Call) and not measure_of(n)]
    for arg in (a for call in calls for a in call.args):
        first = (arg.of or arg.first) if isinstance(arg, Range) else arg
        row = isinstance(arg, Range) or (isinstance(first, Name) and _is_numbered(first))
        if row and isinstance(first, Name) and key_of(first) in env.maps:
            why = f"{arg.span.text} is of a law's letters here, and a data point beside it"
            raise NotRead(span, why)


def _refuse_both(sides: tuple[Node, ...], env: Env, span: Span) -> None:
    """NotRead: L_n/n, whose n is an index and a number that are not the same here."""
    numbers = env.names.numbers()
    indices = {s for t in sides for n in walk(t) if isinstance(n, Name) for s in n.sub}
    for ref in env.free:
        if ref.base in numbers and any(key_of(s) == ref.base for s in indices if _is_name(s)):
            said = ref.base.latex()
            raise NotRead(span, f"{said} is an index here, and a number: name them apart")


def _refuse_sigma(sides: tuple[Node, ...], span: Span) -> None:
    """NotRead: σ_i = σ(z_i), whose σ is a number with an index, and a function."""
    nodes = [n for s in sides for n in walk(s)]
    heads = {id(n.head) for n in nodes if isinstance(n, Call)}
    applied = any(isinstance(n, Call) and _is_sigma(n.head) for n in nodes)
    indexed = any(_is_sigma(n) and n.sub and id(n) not in heads for n in nodes)  # type: ignore[attr-defined]
    if applied and indexed:
        raise NotRead(span, "σ has an index here, and is a function: name the two apart")


def _is_sigma(node: Node) -> bool:
    return isinstance(node, Name) and node.base == r"\sigma"


def _is_name(node: Node) -> TypeGuard[Name]:
    return isinstance(node, Name)


def _is_numbered(name: Name) -> bool:
    return len(name.sub) == 1 and isinstance(name.sub[0], Num)


def _by_itself(sides: tuple[Node, ...], env: Env) -> None:
    """Of dL/da = …, by a alone, where a = σ(z) is said: a is what moves, and is free here."""
    moved = {whole_key(n.var) for s in sides for n in walk(s)
             if isinstance(n, Derivative) and isinstance(n.var, Name)}  # fmt: skip
    if len(moved) == 1:
        (key,) = moved
        if defined.definition(key, (), env) is not None:
            env.unfolding.append(key)


@contextmanager
def _at_values(made: Node | None, env: Env) -> Iterator[None]:
    """Of Y = X + Z, which says what the random variable Y is, X and Z are any values."""
    keys = [whole_key(n).lower() for n in (summands(made) if made is not None else ())]
    if not all(k in env.notation.variables for k in keys):
        keys = []
    values = {Ref(k): env.fresh(Ref(k), letter(k)) for k in keys}
    with env.binding(values), env.at_values(tuple(values)):
        yield


def _shortened(sides: tuple[Node, ...], env: Env) -> None:
    """Of E_q[…] beside q_ϕ(z|x): that q stands for it is supposed.

    NotRead: where both stand in one measure, and are two laws.
    """
    shorts, bound = env.notation.shorts, env.notation.uses.bound
    for node in (n for s in sides for n in walk(s)):
        heads = [head_of(h, bound)[0] for a in _parts(node) if (h := _head(a)) is not None]
        for plain in shorts.keys() & set(heads):
            if isinstance(node, Call) and shorts[plain] in heads:
                raise NotRead(node.span, f"is {plain.latex()} {shorts[plain].latex()}, or another?")
            given = env.notation.uses.families.get(shorts[plain], [()])[0]
            low = ",".join(p.latex() for p in given)
            env.suppose(f"{plain.latex()} means {shorts[plain].latex()}_{{{low}}}")


def _parts(node: Node) -> tuple[Node, ...]:
    """The laws of a mean, and what a measure is given."""
    if isinstance(node, Mean):
        return tuple(n.rhs if isinstance(n, Event) else n for n in node.law)
    return node.args if isinstance(node, Call) and measure_of(node) else ()


def _head(node: Node) -> Name | None:
    head = node.head if isinstance(node, Call) else node
    return head if isinstance(head, Name) else None


def _doubt(lhs: Node, env: Env) -> None:
    """Of L = … where a display of another section says what L is: this may say it anew."""
    found = left_side(lhs, env.notation.uses.bound)
    d = defined.definition(*found, env) if found is not None else None
    if d is not None and d.fact is None and d.block < env.notation.section:
        line = d.body.span.line
        env.guessed.setdefault(
            f"line {line} says what {d.key.latex()} is for its own section alone"
        )


def _step(context: Context, n: int, lhs: Node, rhs: Node) -> Elaborated:
    chain = context.chain
    lhs, rhs = in_rows((lhs, rhs), context.here)
    refuse_of_one(lhs, rhs, chain.signs[n].span)
    context.names.has_events = context.has_events
    sides = tuple(s for s in context.sides if isinstance(s, Node))
    env = Env(
        context.own, context.used, context.names, sides, facts=context.here, block=chain.block
    )
    _refuse_sigma((lhs, rhs), chain.signs[n].span)
    if chain.signs[n].rel == "sim":
        shown = draws.drawn(lhs, rhs, env, chain.signs[n].span)
        return Elaborated(S.Zero, "sim", S.Zero, *shown, definition=shown[0])
    env.diagonals, env.bent = context.diagonals, context.bent
    diagonal.prepare((lhs, rhs), env)
    env.rows = sequences.rows((lhs, rhs))
    sequences.count(env)
    env.wholes, env.paired = context.wholes, context.paired
    env.families = defined.families_at(env)
    both = reached((lhs, rhs), context.own, chain.block)
    env.has_numbers = told_laws.has_numbers(context.sides, [s.rel for s in chain.signs])
    env.members = tables.members(context.reached, both, env)
    env.moving = families.moving([lhs, rhs, *both])
    families.refuse(env.moving, chain.signs[n].span)
    defines = context.defines.get(n)
    env.rests |= dict.fromkeys(k for put in context.put[n : n + 2] for k in put)
    _shortened((lhs, rhs), env)
    for tokens in (side.tokens for side in chain.sides[n : n + 2]):
        if (at := unclosed(tokens)) is not None:
            env.suppose(f"the bracket {tokens[at].text} that is not closed ends with its side")
        if surplus(tokens):
            env.suppose(f"the bracket {tokens[-1].text} that closes nothing is left out")
    if any(was_softmax(x) for s in (lhs, rhs) for x in walk(s)):
        env.suppose(CUSTOM)
    if any(was_logistic(x) for s in both for x in walk(s)):
        env.suppose(LOGISTIC)
    if chain.signs[n].reason.startswith(IN):
        env.suppose(chain.signs[n].reason)
        env.guessed.setdefault("∝ is meant in other letters")
    if n == 0 and chain.sides[0].loosely:
        env.suppose(f"it goes on with line {chain.sides[0].span.line}, above the heading")
        env.guessed.setdefault("it goes on with something else")
    own_entropies.doubt((lhs, rhs), env)
    own_entropies.doubt_bare((lhs, rhs), env)
    if defines is not None:
        env.unfolding.append(defines.key)
    _by_itself((lhs, rhs), env)
    if defines is None and n == 0 and not chain.sides[0].carried:
        _doubt(lhs, env)
    try:
        if context.other is not None:
            found = equivalent.of_laws(lhs, chain.signs[n].rel, rhs, env)
            if found is not None:
                step = made(context, n, found.lhs, found.rhs, env)
                return equivalent.in_variables(step, found, env)
        extreme = extremes.read(context, n, lhs, rhs, env)
        if extreme is not None:
            return extreme
        common = pointwise.letters((lhs, rhs), env)
        with _at_values(rhs if defines is not None else None, env), env.at_letters(common):
            right = terms.term(lhs if defines and defines.behind else rhs, env)
            left = right if defines is not None else terms.term(lhs, env)
        free = free_letters(left), free_letters(right)
        env.averaged = averages.candidates((lhs, rhs), free, env)
        env.is_added = all(averages.is_added(s, env) for s in (lhs, rhs))
        env.summed = averages.pairs((lhs, rhs), free, env)
        if (env.averaged or env.summed) and defines is None:
            env.free.clear()
            left, right = terms.term(lhs, env), terms.term(rhs, env)
    except (DeriveError, SympifyError, ValueError, TypeError) as error:
        raise NotRead(chain.signs[n].span, of_language(str(error))) from error
    _refuse_rows((lhs, rhs), env, chain.signs[n].span)
    _refuse_both((lhs, rhs), env, chain.signs[n].span)
    return restricted(context, made(context, n, left, right, env), env)
