"""The alphabets of which the notes say, or show by an integral or h(X), that laws are densities."""

from __future__ import annotations

from collections.abc import Iterator

from derive.notes.elaborate.env import Env
from derive.notes.kinds import whole_key
from derive.notes.resolve.alphabets import Place, letter
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.laws import place_of
from derive.notes.tree import Call, Name, Node

FINITE = "for finite alphabets"


def densities(env: Env) -> tuple[str, ...]:
    """Their names, in order."""
    said = (n for f in env.facts if f.kind == "continuous" for n in f.names)
    places = (p for n in said for p in _places(n, env))
    every = dict.fromkeys((*env.densities, *map(env.alphabet, places)))
    real = {env.alphabet(p) for p in env.families}
    return tuple(a for a in every if a.partition("-")[0] not in real)


def note(nodes: tuple[Node, ...], env: Env) -> None:
    """The variables of h(X, Y) have densities."""
    for node in nodes:
        env.densities.update(dict.fromkeys(env.alphabet(p) for p in _places(node, env)))


def _places(node: Node, env: Env) -> Iterator[Place]:
    head = node.head if isinstance(node, Call) else node
    if not isinstance(head, Name):
        return
    spec = env.notation.law(head_of(head, env.notation.uses.bound)[0])
    if spec is not None:
        yield from (place_of(spec, v) for v in spec.outputs if not spec.positional)
        return
    variable = whole_key(head).lower()
    if env.notation.alphabets.known(letter(variable)):
        yield letter(variable)
    laws = env.notation.laws.values()
    own = (law for law in laws if variable in law.outputs and not law.positional)
    yield from (place_of(law, variable) for law in own)
