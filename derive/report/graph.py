"""Which theorem rests on which: each connected part as a picture in layers, lemmas on the left."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError

from derive.report.layers import layered
from derive.report.svg import Drawing

_BOX_W, _BOX_H, _GAP_X, _GAP_Y, _PAD = 204.0, 56.0, 58.0, 14.0, 8.0
_PASS = 6.0  # height of the way of an arrow past a layer
_LINE, _LINES = 27, 3  # characters, lines


@dataclass(frozen=True)
class Node:
    """A derivation in the graph. uses: identifiers of those it rests on."""

    id: str
    title: str
    href: str
    verdict: str
    uses: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A connected part of the graph: its most used node's title, and its picture."""

    title: str
    size: int
    svg: str
    links: tuple[tuple[Node, tuple[Node, ...]], ...]  # each with what it uses, for a list


def parts(nodes: Sequence[Node]) -> list[Part]:
    """The parts with at least two derivations, the largest first."""
    known = {n.id: n for n in nodes}
    near: dict[str, set[str]] = {n.id: set() for n in nodes}
    for n in nodes:
        for u in n.uses:
            if u in known:
                near[n.id].add(u)
                near[u].add(n.id)
    seen: set[str] = set()
    out = []
    for n in nodes:
        if n.id not in seen and near[n.id]:
            members = _reached(n.id, near)
            seen |= members
            out.append(_part([m for m in nodes if m.id in members]))
    return sorted(out, key=lambda p: (-p.size, p.title))


def _reached(start: str, near: Mapping[str, set[str]]) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        new = near[todo.pop()] - found
        found |= new
        todo += new
    return found


def _part(nodes: list[Node]) -> Part:
    known = {n.id: n for n in nodes}
    used = [u for n in nodes for u in n.uses if u in known]
    most = max(nodes, key=lambda n: used.count(n.id))
    links = tuple(
        (n, tuple(known[u] for u in n.uses if u in known))
        for n in nodes
        if set(n.uses) & set(known)
    )
    return Part(most.title, len(nodes), _picture(known, most.title), links)


def _picture(known: Mapping[str, Node], title: str) -> str:
    uses = {k: [u for u in n.uses if u in known] for k, n in known.items()}
    try:
        rows, ways = layered(uses)
    except CycleError:  # such derivations are errors; the list still names the links
        rows, ways = [sorted(known)], {}
    heights = [sum(_height(k, known) + _GAP_Y for k in row) - _GAP_Y for row in rows]
    width = len(rows) * (_BOX_W + _GAP_X) - _GAP_X + 2 * _PAD
    told = "Arrows lead from a theorem to those that use it; the list below says the same."
    d = Drawing(width, max(heights) + 2 * _PAD, f"What rests on what: {title}", told)
    at = {}
    for i, row in enumerate(rows):
        y = _PAD + (max(heights) - heights[i]) / 2
        for k in row:
            at[k] = (_PAD + i * (_BOX_W + _GAP_X), y)
            y += _height(k, known) + _GAP_Y
    for way in ways.values():
        _arrow(d, [(at[k][0], at[k][1] + _height(k, known) / 2) for k in way])
    for name, n in known.items():
        _box(d, n, *at[name])
    return str(d)


def _height(name: str, known: Mapping[str, Node]) -> float:
    """A box, or room for an arrow to pass."""
    return _BOX_H if name in known else _PASS


def _arrow(d: Drawing, stations: Sequence[tuple[float, float]]) -> None:
    """From the first station's right side to the last one's left, straight past those between."""
    (x, y), *rest = stations
    x += _BOX_W
    path = f"M{x:.1f} {y:.1f}"
    for k, (x2, y2) in enumerate(rest, 1):
        last = k == len(rest)
        end = x2 - 8 if last else x2
        bend = (end - x) / 2
        path += f"C{x + bend:.1f} {y:.1f} {end - bend:.1f} {y2:.1f} {end:.1f} {y2:.1f}"
        x, y = x2 + _BOX_W, y2
        path += "" if last else f"H{x:.1f}"
    d.add("path", "edge", d=path)
    x2, y2 = rest[-1]
    d.add("path", "tip", d=f"M{x2 - 1:.1f} {y2:.1f}l-8 -4v8z")


def _box(d: Drawing, n: Node, x: float, y: float) -> None:
    d.link(n.href, f"{n.title} ({n.verdict})")
    d.add("rect", f"box {n.verdict}", x=x, y=y, width=_BOX_W, height=_BOX_H, rx=6)
    lines = textwrap.wrap(n.title, _LINE, max_lines=_LINES, placeholder=" …")
    for k, line in enumerate(lines):
        base = y + _BOX_H / 2 + 4 + (k - (len(lines) - 1) / 2) * 15.5
        d.text("name", x + 10, base, line, "start")
    d.unlink()
