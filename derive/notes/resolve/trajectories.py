"""What belongs to a moment of a trajectory τ, r_t, π_θ(a_t | s_t), p(s_{t+1} | s_t, a_t): where a
mean or a sum is over τ, or a law has it, each is a function of t and τ, any one.

So what is proved holds whatever τ is made of. Where all that is said of a moment has one index, a
function is the same at t and at t'; p(s_0) is a function of τ alone. Sums over all moments are
sums over t, where all that stand in the document begin and end alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from derive.notes.kinds import PARAMETERS
from derive.notes.source import NotRead
from derive.notes.tree import Add, Big, Call, Event, Mean, Name, Node, Num
from derive.notes.walk import bound, children, mapped, swapped, walk
from derive.notes.written import latex

Sides = Sequence[Node | NotRead | None]
Ends = tuple[Node | None, Node | None]
TRAJECTORIES = (r"\tau", r"\xi")


def put(trees: Sequence[Sides]) -> list[list[Node | NotRead | None]]:
    """The trees, chain by chain, with these as functions."""
    made = [_chain(row) for row in trees]
    every = [n for row in made for t in row if isinstance(t, Node) for n in walk(t)]
    sums = [n for n in every if isinstance(n, Big) and _counts(n)]
    ends = Counter((n.over.first, n.over.last) for n in sums)
    whole = [e for e, times in ends.most_common(1) if times * 2 > len(sums) and not _moves(*e)]
    return [[_tried(t, lambda n: _over_all(n, whole)) for t in row] for row in made]


def _counts(node: Node) -> bool:
    """Whether it sums, or multiplies, over moments from a first to a last one."""
    if not isinstance(node, Big) or node.over.kind != "from" or len(node.over.letters) != 1:
        return False
    calls = [n for n in walk(node.body) if isinstance(n, Call) and node.over.letters[0] in n.args]
    return any(is_trajectory(a) for n in calls for a in n.args)


def _moves(*ends: Node | None) -> bool:
    """Whether a sum begins or ends at a moment that moves, t of Σ_{t'=t}^T."""
    names = [n for e in ends if e is not None for n in walk(e) if isinstance(n, Name)]
    return any(n.base == "t" for n in names)


def _over_all(node: Node, whole: Sequence[Ends]) -> Node:
    if _counts(node) and isinstance(node, Big):
        if [(node.over.first, node.over.last)] != whole or node.over.where:
            raise NotRead(node.span, f"a {node.op} over a part of the moments is not read")
        node = replace(node, over=replace(node.over, kind="letters", first=None, last=None))
    return mapped(node, lambda child: _over_all(child, whole))


def _chain(row: Sides) -> list[Node | NotRead | None]:
    open_ = [x for t in row if isinstance(t, Node) for x in _free(t)]
    out: list[Node | NotRead | None] = []
    for side in row:
        inside = isinstance(side, Node) and (_free(side) or not _bound(side))
        own = open_[0] if open_ and inside else None
        out.append(_tried(side, partial(_put, of=own)))
    return out


def _tried(side: Node | NotRead | None, of: Callable[[Node], Node]) -> Node | NotRead | None:
    """What becomes of a side that is read; where it cannot, the reason why."""
    try:
        return of(side) if isinstance(side, Node) else side
    except NotRead as why:
        return why


def is_trajectory(node: Node) -> bool:
    return isinstance(node, Name) and node.base in TRAJECTORIES and not (node.sub or node.sup)


def _free(node: Node, within: frozenset[Node] = frozenset()) -> list[Name]:
    """The trajectories that laws and functions are given, and nothing binds."""
    within = within | {*bound(node)}
    args = node.args if isinstance(node, Call) else ()
    own = [a for a in args if isinstance(a, Name) and is_trajectory(a) and a not in within]
    return own + [x for child in children(node) for x in _free(child, within)]


def _bound(node: Node) -> bool:
    return any(is_trajectory(x) for n in walk(node) for x in bound(n))


def _put(node: Node, of: Name | None) -> Node:
    """of: the trajectory in view."""
    mine = [x for x in bound(node) if isinstance(x, Name) and is_trajectory(x)]
    if isinstance(node, (Mean, Big)) and mine:
        return replace(node, body=_put(node.body, mine[0]))
    if of is not None and (found := _function(node, of)) is not None:
        return found
    return mapped(node, lambda child: _put(child, of))


def _function(node: Node, of: Name) -> Node | None:
    """r_t, or π(a_t | s_t), as a function of t and the trajectory."""
    names = node.args if isinstance(node, Call) else (node,)
    names = tuple(n.lhs if isinstance(n, Event) else n for n in names)
    head = node.head if isinstance(node, Call) else node
    if not isinstance(node, (Call, Name)) or not all(isinstance(n, Name) for n in (head, *names)):
        return None
    moments = [_moment(n) for n in names if isinstance(n, Name)]
    if not any(m is not None for m in moments):
        return None
    indices = {m for m in moments if isinstance(m, Name)}
    if len(indices) > 1:
        raise NotRead(node.span, f"{latex(node)} is of two moments of {latex(of)}")
    below = head.sub if isinstance(head, Name) else ()
    by = tuple(s for s in below if isinstance(s, Name) and s.base in PARAMETERS)
    at = (*indices, of)
    plain = _at(_without(node, by), next(iter(indices), None))
    said = latex(plain) if isinstance(node, Call) else f"{{{latex(plain)}}}"
    made = Name(node.span, said, sub=by)
    return Call(node.span, made, at, (",",) * (len(at) - 1))


def _moment(name: Name) -> Node | None:
    """The t of s_t and s_{t+1}; 0 of s_0. None of a name that is of no moment."""
    sub = name.sub[0] if len(name.sub) == 1 else None
    if isinstance(sub, Add) and isinstance(sub.terms[0], Name):
        sub = sub.terms[0]
    moves = isinstance(sub, Name) and sub.base == "t" and not (sub.sub or sub.sup)
    starts = isinstance(sub, Num) and name.base in ("s", "a", "o", "u", "x", "r")
    return sub if moves or starts else None


def _without(node: Call | Name, by: tuple[Name, ...]) -> Call | Name:
    """Without the parameters below its head."""
    if isinstance(node, Name):
        return replace(node, sub=tuple(s for s in node.sub if s not in by))
    return replace(node, head=_without(node.head, by)) if isinstance(node.head, Name) else node


def _at(node: Node, index: Node | None) -> Node:
    """With t for t', and for an index that is written otherwise."""
    if index is None:
        return node
    named = {id(n): n for n in walk(node) if n == index}
    for n in named.values():
        node = swapped(node, n, Name(n.span, "t"))
    return node
