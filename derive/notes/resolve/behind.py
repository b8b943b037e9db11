"""Parameters behind a bar in one place and behind ";" in another: p(x, z|θ) beside p(x, z; θ)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notes.kinds import PARAMETERS
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.tree import Big, Call, Derivative, Mean, Name, Node
from derive.notes.walk import bound, mapped, walk

Parameters = dict[Node, set[Node]]


def parameters(trees: Iterable[Node], said: Iterable[Node] = ()) -> Parameters:
    """For each name the θ that stands behind ";" in one of its calls, behind a bar in another, and
    nowhere as a letter of the law: p(θ) says that it is one. Beside p(z|θ^{(t)}), which is the law
    at another value, beside p(x), which has none, and where something is derived or optimised by
    θ, it is one behind a bar too, where nothing sums over it, or has a law of it. said: parameters
    by the text, which stand among letters, too."""
    parted, barred, own = (defaultdict[Node, set[Node]](set) for _ in range(3))
    without = set[Node]()
    nodes = [n for t in trees for n in walk(t)]
    for call in nodes:
        if isinstance(call, Call) and not measure_of(call):
            sides = _sides(call)
            own[call.head].update(sides[0])
            barred[call.head].update(sides[1])
            parted[call.head].update(sides[2])
            if sides[0] and not any(map(_is_one, call.args)) and not _has_parameter(call.head):
                without.add(call.head)
    found = {h: {n for n in named & barred[h] if _is_one(n)} for h, named in parted.items()}
    letters, moved = set(_letters(nodes)), set(_moved(nodes))
    for head, behind in barred.items():
        ones = {n for n in behind if _is_one(n)}
        apart = any(map(_is_at, ones)) or head in without or not moved.isdisjoint(ones)
        if apart and not {_plain(n) for n in ones} & letters:
            found[head] = found.get(head, set()) | ones
    known = {h: ones for h, named in found.items() if (ones := named - own[h])}
    bound_ones = {_plain(x) for n in nodes if isinstance(n, (Big, Mean)) for x in bound(n)}
    for head, letters_of in own.items():
        ones = {n for n in letters_of if n in {*said} and _is_one(n)} - bound_ones
        if ones and len(ones) < len(letters_of):
            known[head] = known.get(head, set()) | ones
    return known


def _has_parameter(head: Node) -> bool:
    """p_θ, which is the law at a θ."""
    return isinstance(head, Name) and any(map(_is_one, head.sub))


def _moved(nodes: Iterable[Node]) -> Iterator[Node]:
    """The θ by which something is derived or optimised."""
    for n in nodes:
        if isinstance(n, Derivative):
            yield n.var
        elif isinstance(n, Big) and n.op not in ("sum", "prod", "int"):
            yield from n.over.letters


def _letters(nodes: Iterable[Node]) -> Iterator[Node]:
    """The θ that a sum or a mean runs over, or that a law is of."""
    for n in nodes:
        if isinstance(n, Mean) or (isinstance(n, Big) and n.op in ("sum", "prod", "int")):
            yield from (_plain(x) for x in bound(n))
        elif isinstance(n, Call) and isinstance(n.head, Name) and n.head.base in LAW_LETTERS:
            yield from () if is_of_values(n) else (_plain(x) for x in _sides(n)[0])


def is_of_values(call: Call) -> bool:
    """Q(θ|θ^{(t)}), the function of EM: of values of a parameter alone, and no law."""
    head = call.head
    named = isinstance(head, Name) and head.base == "Q" and not head.accents
    return named and len(call.args) > 1 and all(map(_is_one, call.args))


def _is_at(node: Node) -> bool:
    """θ^{(t)}, θ', θ_{old}: a value of θ."""
    return isinstance(node, Name) and bool(node.sub or node.sup or node.primes)


def _plain(node: Node) -> Node:
    return replace(node, sub=(), sup=(), primes=0) if isinstance(node, Name) else node


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
    node = mapped(node, lambda child: put_behind(child, known))
    if isinstance(node, Call) and is_of_values(node):
        return replace(node, separators=tuple(s.replace("|", ";") for s in node.separators))
    mine = known.get(node.head) if isinstance(node, Call) else None
    if not isinstance(node, Call) or not mine or measure_of(node):
        return node
    left, right, behind = _sides(node)
    if not left or not mine.intersection((*left, *right)) or mine.issuperset(left):
        return node
    behind = [n for n in (*left, *right) if n in mine] + behind
    left, right = ([n for n in side if n not in mine] for side in (left, right))
    signs = [","] * (len(left) - 1)
    for part, sign in ((right, "|"), (behind, ";")):
        signs += [sign, *[","] * (len(part) - 1)] if part else []
    return replace(node, args=(*left, *right, *behind), separators=tuple(signs))
