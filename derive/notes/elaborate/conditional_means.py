"""E[f | Y = y], and E[f | Y] within a mean over Y; the variance so too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Expr, Integer

from derive.language.measures import E
from derive.language.names import DeriveError
from derive.notes.elaborate import bigs, measures, terms, values
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import Ref, is_capital, ref_of
from derive.notes.resolve.uses import head_of
from derive.notes.source import NotRead
from derive.notes.tree import Event, Mean, Members, Name, Node
from derive.notes.walk import mapped, walk

_Given = dict[Key, Node | None]  # variables, and the values that are written


def conditional(node: Mean, env: Env) -> Expr:
    """The mean of what is averaged under the law given these values.

    Raises:
        NotRead: where a condition is no variable, or no one law has them all.
    """
    given = _given(node, env)
    names = [k for k in valued(node.body, env) if k not in given]
    spec = _law(node, names, given, env)
    behind = {k: _letter(k, value, spec, node, env) for k, value in given.items()}
    letters = [env.fresh(Ref(k), place_of(spec, k)) for k in names]
    weight = values.law_value(spec, dict(zip(names, letters, strict=True)), behind, env, node.span)
    bound = {Ref(k): i for k, i in zip((*names, *behind), (*letters, *behind.values()), strict=True)}
    with env.binding(bound), env.at_letters(tuple(letters)), env.at_values(tuple(bound)):
        body = terms.term(node.body, env)
    if not names:
        return body if node.op == "E" else Integer(0)
    try:
        made: Expr = E(body, weight, over=tuple(letters))
        return made if node.op == "E" else E(body**2, weight, over=tuple(letters)) - made**2
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error


def valued(body: Node, env: Env) -> list[Key]:
    """The letters of the random variables whose values stand in it, those apart of which a
    conditional mean within it is taken already."""
    open_ = outside(body)
    refs = bigs.free_refs(open_, env, variables=True)
    names = [n for n in walk(open_) if isinstance(n, Name) and is_valued(n, env)]
    return list(dict.fromkeys([*(r.base for r in refs), *(whole_key(n).lower() for n in names)]))


def outside(body: Node) -> Node:
    """The tree with the conditions alone of each conditional mean in it."""
    if isinstance(body, Mean) and body.given and not body.law:
        return Members(body.span, "", body.given)
    return mapped(body, outside)


def is_valued(name: Name, env: Env) -> bool:
    """Whether it is a random variable, or the capital of a letter that laws have."""
    own = whole_key(name).lower()
    laws = env.notation.laws.values()
    of_letter = is_capital(name) and any(own in (*s.outputs, *s.inputs) for s in laws)
    return measures.is_variable(name, env) or of_letter


def _given(node: Mean, env: Env) -> _Given:
    found: _Given = {}
    for one in node.given:
        name = one.lhs if isinstance(one, Event) and one.rel == "=" else one
        if not isinstance(name, Name) or not is_capital(name) or not is_valued(name, env):
            raise NotRead(one.span, "a mean given this is not read: expected Y = y, or Y")
        found[whole_key(name).lower()] = one.rhs if isinstance(one, Event) else None
    return found


def _law(node: Mean, names: list[Key], given: Iterable[Key], env: Env) -> LawSpec:
    """The law that has all these letters: the one below E, that of the section's variables, or the
    only one; or the only one of them given those."""
    laws = [s for s in env.notation.laws.values() if not (s.parameters or s.positional)]
    if node.law:
        (below, *others) = node.law
        own = head_of(below, env.notation.uses.bound)[0] if isinstance(below, Name) else None
        laws = [s for s in laws if not others and own and s.key == env.notation.meant(own)]
    every = {*names, *given}
    joint = [s for s in laws if every <= {*s.outputs} and not s.inputs]
    shown = [s for s in joint if any(every <= {*left, *right} for left, right in s.shown)]
    mains = [s for s in joint if s.key == env.notation.main]
    behind = [s for s in laws if {*s.inputs} == {*given} and {*names} <= {*s.outputs}]
    likely = mains or shown or joint or behind
    if len(likely) != 1 or (not mains and joint and behind):
        said = ", ".join(k.plain().upper() for k in (*names, *given))
        raise NotRead(node.span, f"a mean over {said}: under which law?")
    return likely[0]


def _letter(name: Key, value: Node | None, spec: LawSpec, node: Mean, env: Env) -> Any:
    """The letter that a condition says, or over which the mean around averages."""
    ref = Ref(name)
    if value is None:
        if ref not in env.valued or ref not in env.scope:
            said = f"E[… | {name.plain().upper()}] is itself random"
            raise NotRead(node.span, f"{said}: it is read within a mean over it")
        return env.scope[ref]
    at = ref_of(value, env.notation.uses.bound)
    if at is None or at.variable:
        raise NotRead(value.span, "the letter of this condition is not read")
    small = {ref_of(n, env.notation.uses.bound) for n in walk(node.body) if isinstance(n, Name)}
    if at != ref and ref in small:
        raise NotRead(node.span, f"{name.plain()} stands in it beside another letter for it")
    return env.letter(at, place_of(spec, name), value.span)
