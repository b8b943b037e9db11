"""Parameters behind a bar in one place and behind ";" in another: p(x, z|θ) beside p(x, z; θ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from derive.notes.kinds import PARAMETERS
from derive.notes.resolve.heads import measure_of
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import mapped, walk

Parameters = dict[Node, set[Node]]


def parameters(trees: Iterable[Node]) -> Parameters:
    """For each name the θ that stands behind ";" in one of its calls, behind a bar in another, and
    nowhere as a letter of the law: p(θ) says that it is one."""
    parted, barred, own = (defaultdict[Node, set[Node]](set) for _ in range(3))
    for call in (n for t in trees for n in walk(t) if isinstance(n, Call)):
        if measure_of(call):
            continue
        sides = _sides(call)
        own[call.head].update(sides[0])
        barred[call.head].update(sides[1])
        parted[call.head].update(sides[2])
    found = {h: {n for n in named & barred[h] if _is_one(n)} for h, named in parted.items()}
    return {h: ones for h, named in found.items() if (ones := named - own[h])}


def _is_one(node: Node) -> bool:
    return isinstance(node, Name) and node.base in PARAMETERS


def _sides(call: Call) -> tuple[list[Node], list[Node], list[Node]]:
    """What stands before the bar, behind it, and behind ";"."""
    sides: tuple[list[Node], list[Node], list[Node]] = ([], [], [])
    at = 0
    for n, arg in enumerate(call.args):
        sign = call.separators[n - 1] if n else ""
        at = 2 if sign == ";" else max(at, 1) if sign == "|" else at
        sides[at].append(arg)
    return sides


def put_behind(node: Node, known: Parameters) -> Node:
    """The tree with p(x|z, θ) as p(x|z; θ)."""
    if not known:
        return node
    node = mapped(node, lambda child: put_behind(child, known))
    mine = known.get(node.head) if isinstance(node, Call) else None
    if not isinstance(node, Call) or not mine or measure_of(node):
        return node
    left, right, behind = _sides(node)
    if not left or not mine.intersection(right):
        return node
    behind = [n for n in right if n in mine] + behind
    right = [n for n in right if n not in mine]
    signs = [","] * (len(left) - 1)
    for part, sign in ((right, "|"), (behind, ";")):
        signs += [sign, *[","] * (len(part) - 1)] if part else []
    return replace(node, args=(*left, *right, *behind), separators=tuple(signs))
