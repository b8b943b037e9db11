"""The conditions of E[f | Y = y], and of E[f | Y] within a mean over Y, and the law given these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from derive.notes.elaborate.known import Known
from derive.notes.elaborate.variables import is_valued
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import Ref, is_capital, ref_of
from derive.notes.source import NotRead
from derive.notes.tree import Event, Mean, Name, Node
from derive.notes.walk import walk

_Given = dict[Key, Node | None]  # variables, and the values that are written


def given(node: Mean, env: Known) -> _Given:
    found: _Given = {}
    for one in node.given:
        name = one.lhs if isinstance(one, Event) and one.rel == "=" else one
        if not isinstance(name, Name) or not is_capital(name) or not is_valued(name, env):
            raise NotRead(one.span, "a mean given this is not read: expected Y = y, or Y")
        found[whole_key(name).lower()] = one.rhs if isinstance(one, Event) else None
    return found


def law(node: Mean, names: list[Key], given: Iterable[Key], env: Known) -> LawSpec:
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


def letter(name: Key, value: Node | None, spec: LawSpec, node: Mean, env: Known) -> Any:
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
