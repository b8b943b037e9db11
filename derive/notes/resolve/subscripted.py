"""Laws whose variables stand as a subscript and whose letters nowhere, P_{XY}, P_{Y|X}, P_{Y|X=x};
and D(P_{Y|X}‖Q_{Y|X}|P_X), which is a mean.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notes.parse.table import RANDOM
from derive.notes.resolve.uses import LAW_LETTERS
from derive.notes.tree import Call, Event, Given, Mean, Name, Node, Over
from derive.notes.walk import mapped


def lettered(node: Node) -> Node:
    """The tree with P_{XY} as P_{XY}(x, y), and P_{Y|X=x} as P_{Y|X}(y | x)."""
    if isinstance(node, Over):  # max over P_X
        return node
    if isinstance(node, Call):
        args = tuple(map(lettered, node.args))
        if node.separators == ("||", "|"):
            inside = replace(node, args=args[:2], separators=("||",))
            return Mean(node.span, (args[2],), inside)
        head = node.head if isinstance(node.head, Name) else lettered(node.head)
        return replace(node, head=head, args=args)
    if isinstance(node, Name):
        return _call(node) or node
    return mapped(node, lettered)


def _call(name: Name) -> Call | None:
    left, right = _sides(name)
    letters = [_letter(v) for v in (*left, *right)]
    if not left or name.base not in LAW_LETTERS or name.sup or None in letters:
        return None
    bars = ["|" if n == len(left) else "," for n in range(1, len(letters))]
    head = replace(name, sub=tuple(map(_unplaced, name.sub)))  # P_{Y|X}(y|x)
    return Call(name.span, head, tuple(x for x in letters if x is not None), tuple(bars))


def _unplaced(sub: Node) -> Node:
    """Y|X of Y|X=x."""
    if not isinstance(sub, Given):
        return sub
    given = tuple(v.lhs if isinstance(v, Event) else v for v in sub.given)
    return replace(sub, given=given)


def _sides(name: Name) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    if len(name.sub) == 1 and isinstance(name.sub[0], Given):
        return name.sub[0].of, name.sub[0].given
    return name.sub, ()


def _letter(variable: Node) -> Node | None:
    """x of X, and of X = x."""
    if isinstance(variable, Event):
        return variable.rhs if variable.rel == "=" and _letter(variable.lhs) else None
    if isinstance(variable, Name) and variable.base in RANDOM:
        return replace(variable, base=variable.base.lower())
    return None
