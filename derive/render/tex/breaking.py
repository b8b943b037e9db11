r"""Long formulas in lines, broken where a person would: at a relation, then at + and −, then in
brackets, then between factors.

The best way to break is found by dynamic programming over all places, as TeX does for a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from derive.render.tex.tokens import Node, parsed
from derive.render.tex.widths import of_node, of_nodes, of_text

INDENT = 20.0  # points by which later lines stand in: \qquad
_NEVER = float("inf")
_LINE, _DEEPER, _TOO_WIDE = 100.0, 90.0, 1e6
_BEFORE = {"rel": 5.0, "bin": 20.0, "text": 30.0}
_AFTER = {"punct": 25.0, "text": 30.0, "space": 60.0}
_FACTOR = 260.0


@dataclass(frozen=True)
class _Item:
    """A piece that is not divided. before: the cost of a new line before it.

    kind: the node's, or "word". blank: whether a blank stands before it. fence: the number of the
    bracket that it opens or closes, by which both can be made of one size; shape: the same
    delimiter at a fixed size.
    """

    tex: str
    width: float
    before: float
    kind: str = ""
    blank: bool = True
    fence: int = -1
    shape: str = ""


@lru_cache(maxsize=8192)
def width(tex: str) -> float:
    """About how wide a formula is in display, in points."""
    return of_nodes(parsed(tex))


@lru_cache(maxsize=8192)
def broken(tex: str, first: float, rest: float) -> tuple[str, ...]:
    r"""The formula in lines, the first at most `first` points wide, later ones `rest` − INDENT.

    Brackets that a line break divides lose \left and \right; the lines after the first are to be
    set in by INDENT.
    """
    if width(tex) <= first:
        return (tex,)
    items = _pieces(tex)
    starts = _best(items, first, rest - INDENT)
    line_of = [sum(k >= s for s in starts) for k in range(len(items))]
    sides: dict[int, set[int]] = {}
    for k, item in enumerate(items):
        if item.fence >= 0:
            sides.setdefault(item.fence, set()).add(line_of[k])
    loose = {fence for fence, lines in sides.items() if len(lines) > 1}
    lines = []
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        some = items[start:end]
        shown = _joined(some, loose)
        lines.append(shown if start == 0 or some[0].kind != "bin" else f"{{}} {shown}")
    return tuple(lines)


def _joined(items: Sequence[_Item], loose: set[int]) -> str:
    r"""Pieces in a row, blanks where the formula had them; neighbouring words are one \text."""
    out = ""
    for k, item in enumerate(items):
        if item.kind == "word" and k and items[k - 1].kind == "word":
            out = out[:-1] + item.tex[len(r"\text{") :]
            continue
        shown = item.shape if item.fence in loose else item.tex
        out += f" {shown}" if item.blank and out else shown
    return out


@lru_cache(maxsize=2048)
def _pieces(tex: str) -> tuple[_Item, ...]:
    return tuple(_items(parsed(tex)))


def _best(items: Sequence[_Item], first: float, rest: float) -> list[int]:
    """Where lines begin, at the least cost."""
    n = len(items)
    cost, back = [0.0] + [_NEVER] * n, [0] * (n + 1)
    for end in range(1, n + 1):
        wide = 0.0
        for start in range(end - 1, -1, -1):
            wide += items[start].width
            room = first if start == 0 else rest
            if wide > room and start < end - 1:
                break
            own = 0.0 if start == 0 else _LINE + items[start].before
            over = _TOO_WIDE + wide if wide > room else (1 - wide / room) * 8
            if cost[start] + own + over < cost[end]:
                cost[end], back[end] = cost[start] + own + over, start
    starts, k = [], n
    while k:
        k = back[k]
        starts.append(k)
    return starts[::-1]


class _Counter:
    def __init__(self) -> None:
        self.value = 0

    def next(self) -> int:
        self.value += 1
        return self.value


def _items(nodes: Sequence[Node], depth: int = 0, count: _Counter | None = None) -> Iterator[_Item]:
    """The pieces with the cost of a break before each; brackets are opened."""
    count = count or _Counter()
    before: Node | None = None
    nested = 0  # plain brackets, as in p(x,y)
    for node in nodes:
        nested -= node.kind == "close"
        cost = _cost(node, before, depth + 2 * nested)
        if node.kind == "fence" and node.opened in ("(", "[", r"\{", r"\lceil"):
            yield from _fence(node, cost, depth, count)
        elif node.kind == "text":
            yield from _words(node, cost)
        else:
            yield _Item(node.tex + node.scripts, of_node(node), cost, node.kind, node.blank)
        nested += node.kind == "open"
        before = node


def _fence(node: Node, cost: float, depth: int, count: _Counter) -> Iterator[_Item]:
    number, size = count.next(), ("Big" if node.tall else "")
    around = (of_node(node) - of_nodes(node.body)) / 2
    left = rf"\{size}l{node.opened}" if size else node.opened
    right = rf"\{size}r{node.closed}" if size else node.closed
    yield _Item(rf"\left{node.opened}", around, cost, "open", node.blank, number, left)
    inside = list(_items(node.body, depth + 1, count))
    for k, item in enumerate(inside):
        yield item if k else replace(item, before=_NEVER, blank=True)
    closed = rf"\right{node.closed}{node.scripts}"
    yield _Item(closed, around, _NEVER, "close", True, number, right + node.scripts)


def _words(node: Node, cost: float) -> Iterator[_Item]:
    """The words of a \\text, each for itself."""
    if "$" in node.head or not node.head.strip():
        yield _Item(node.tex, of_node(node), cost, "text", node.blank)
        return
    pieces = node.head.split(" ")
    for k, piece in enumerate(pieces):
        shown = piece + (" " if k < len(pieces) - 1 else "")
        if shown:
            yield _Item(
                rf"\text{{{shown}}}", of_text(shown), 30.0 if k else cost, "word", node.blank
            )


def _cost(node: Node, before: Node | None, depth: int) -> float:
    """Of a new line before a piece; a break after an operator, or before a script, is not one."""
    if before is None or node.kind in ("close", "punct", "space"):
        return _NEVER if node.kind != "space" else _FACTOR * 2
    deeper = _DEEPER * depth
    if node.kind == "rel" and node.head == "\\mid":
        return _NEVER
    if before.kind in ("rel", "bin", "op", "open") or before.head in ("-", "+"):
        return _NEVER
    if node.kind in _BEFORE:
        return _BEFORE[node.kind] + deeper
    if before.kind in _AFTER:
        return _AFTER[before.kind] + deeper + (_FACTOR if before.head == r"\," else 0)
    if node.kind in ("op", "fence", "frac", "ord", "group", "roman") and node.head != "(":
        return (_FACTOR if before.kind in ("close", "fence", "frac") else 2 * _FACTOR) + deeper
    return _NEVER
