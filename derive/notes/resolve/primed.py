"""f'(t), f''(t): the derivative of a function of a number, and no new name.

Where f is taken of a number, or is said to be something made of its argument as a number, a prime
on it is its derivative. A prime on a law, and on a function of letters, as on the lengths L'(x) of
another code, stays a part of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.uses import Uses
from derive.notes.source import NotRead
from derive.notes.tree import Call, Derivative, Event, Name, Node
from derive.notes.walk import mapped, walk

Sides = Sequence[Node | NotRead | None]


def derived(trees: Sequence[Sides], facts: Iterable[Fact], uses: Uses) -> list[Sides]:
    """The trees with each f'(t) as d f(t)/dt."""
    known = _functions(trees, facts, uses)
    return [[_derived(t, known) if isinstance(t, Node) else t for t in s] for s in trees]


def _functions(trees: Sequence[Sides], facts: Iterable[Fact], uses: Uses) -> set[Key]:
    """The functions of a number: σ, those that are taken of what is no letter, and those that are
    said to be something that has their argument as a number."""
    letters = {a.ref.base for u in uses.calls if u.key.base in LAW_LETTERS for a in u.left}
    letters |= uses.bound
    found = {Key(r"\sigma")}
    said = [(f.names[0], f.values) for f in facts if f.kind == "define" and f.names]
    shown = ((s[0], tuple(s[1:])) for s in trees if len(s) > 1)
    for left, rest in (*said, *shown):
        taken = _taken(left)
        if taken and any(isinstance(r, Node) and _is_number_in(taken[1], r) for r in rest):
            found.add(_function(taken[0]))
    for node in (n for s in trees for t in s if isinstance(t, Node) for n in walk(t)):
        taken = _taken(node)
        if taken and _is_number(taken[1], letters) and not taken[0].primes:
            found.add(_function(taken[0]))
    return {k for k in found if k.base not in LAW_LETTERS}


def _taken(node: object) -> tuple[Name, Node] | None:
    """f and t of f(t)."""
    if isinstance(node, Call) and isinstance(node.head, Name) and len(node.args) == 1:
        return node.head, node.args[0]
    return None


def _function(head: Name) -> Key:
    return replace(key_of(head), primes=0)


def _is_number(arg: Node, letters: set[Key]) -> bool:
    """Whether an argument is no letter: a bare name that nothing binds, or what is computed."""
    if isinstance(arg, Name):
        return not arg.sub and not arg.base.isupper() and key_of(arg) not in letters
    return not isinstance(arg, (Event, Call))


def _is_number_in(arg: Node, body: Node) -> bool:
    """Whether a name stands in a tree outside of all brackets of calls."""
    if isinstance(body, Name):
        return body == arg
    if isinstance(body, Call):
        return bool(measure_of(body)) and any(_is_number_in(arg, a) for a in body.args)
    found: list[bool] = []

    def look(child: Node) -> Node:
        found.append(_is_number_in(arg, child))
        return child

    mapped(body, look)
    return any(found)


def _derived(node: Node, known: set[Key]) -> Node:
    node = mapped(node, lambda n: _derived(n, known))
    if not isinstance(node, Call) or not isinstance(node.head, Name) or len(node.args) != 1:
        return node
    order, (arg,) = node.head.primes, node.args
    plain = replace(node, head=replace(node.head, primes=0))
    of_number = measure_of(plain) == "H" and not _is_capital(arg)
    if not order or not (of_number or _function(node.head) in known):
        return node
    return Derivative(node.span, plain, arg, order, "prime")


def _is_capital(arg: Node) -> bool:
    return isinstance(arg, Name) and arg.base.isupper()
