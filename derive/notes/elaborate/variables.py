"""Which names of a tree are random variables, which letters are free in it."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.elaborate.known import Known
from derive.notes.kinds import Key, Kind, whole_key
from derive.notes.resolve.letters import Ref, is_capital, ref_of
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Big, Mean, Members, Name, Node
from derive.notes.walk import mapped, walk


def is_variable(node: Node, env: Known) -> bool:
    """Whether a name is a random variable of the section."""
    if isinstance(node, Members):
        return all(is_variable(i, env) for i in node.items)
    if not isinstance(node, Name):
        return False
    key = whole_key(node)
    return env.notation.kind(key) is Kind.VARIABLE or (
        key.capital and key.lower() in env.notation.variables and env.notation.law(key) is None
    )


def is_valued(name: Name, env: Known) -> bool:
    """Whether it is a random variable, or the capital of a letter that laws have."""
    own = whole_key(name).lower()
    laws = env.notation.laws.values()
    of_letter = is_capital(name) and any(own in (*s.outputs, *s.inputs) for s in laws)
    return is_variable(name, env) or of_letter


def free_refs(node: Node, env: Known, variables: bool = False) -> list[Ref]:
    """Letters that stand free in a tree, in the places of laws and functions; or variables."""
    bound = env.notation.uses.bound
    inner = {
        replace(r, variable=False)
        for n in walk(node)
        if isinstance(n, Big)
        for x in n.over.letters
        if (r := ref_of(x, bound)) is not None
    }
    calls = uses_of([node]).calls
    refs = [a.ref for c in calls for a in (*c.left, *c.right)]
    refs += [a.variable for c in calls for a in (*c.left, *c.right) if a.variable and variables]
    plain = [Ref(r.index) if r.index is not None else r for r in refs if r.variable == variables]
    return [r for r in dict.fromkeys(replace(r, variable=False) for r in plain) if r not in inner]


def valued(body: Node, env: Known) -> list[Key]:
    """The letters of the random variables whose values stand in it, those apart of which a
    conditional mean within it is taken already."""
    open_ = outside(body)
    refs = free_refs(open_, env, variables=True)
    names = [n for n in walk(open_) if isinstance(n, Name) and is_valued(n, env)]
    return list(dict.fromkeys([*(r.base for r in refs), *(whole_key(n).lower() for n in names)]))


def outside(body: Node) -> Node:
    """The tree with the conditions alone of each conditional mean in it."""
    if isinstance(body, Mean) and body.given and not body.law:
        return Members(body.span, "", body.given)
    return mapped(body, outside)
