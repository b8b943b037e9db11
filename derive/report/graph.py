"""Which theorem rests on which: each connected part as a picture in layers, lemmas on the left."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from derive.report.svg import Drawing

_BOX_W, _BOX_H, _GAP_X, _GAP_Y, _PAD = 190.0, 46.0, 56.0, 14.0, 8.0
_LINE = 27  # characters
_SWEEPS = 4


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


def layers(uses: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each node in the first layer after all that it uses, and near them within its layer.

    Raises:
        CycleError: if something uses itself, however indirectly.
    """
    sorter = TopologicalSorter(uses)
    sorter.prepare()
    out: list[list[str]] = []
    while sorter.is_active():
        ready = sorter.get_ready()
        out.append(sorted(ready))
        sorter.done(*ready)
    users: dict[str, list[str]] = {k: [] for k in uses}
    for k, below in uses.items():
        for u in below:
            users[u].append(k)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        place = {k: i - len(row) / 2 for row in out for i, k in enumerate(row)}
        for row in out if down else reversed(out):
            neighbours = uses if down else users
            row.sort(key=lambda k: _mean([place[o] for o in neighbours[k]], place[k]))
            place |= {k: i - len(row) / 2 for i, k in enumerate(row)}
    return out


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _picture(known: Mapping[str, Node], title: str) -> str:
    uses = {k: [u for u in n.uses if u in known] for k, n in known.items()}
    try:
        rows = layers(uses)
    except CycleError:  # such derivations are errors; the list still names the links
        rows = [sorted(known)]
    tallest = max(map(len, rows))
    width = len(rows) * (_BOX_W + _GAP_X) - _GAP_X + 2 * _PAD
    height = tallest * (_BOX_H + _GAP_Y) - _GAP_Y + 2 * _PAD
    told = (
        "Arrows lead from a theorem to those that use it; the list below the picture says the same."
    )
    d = Drawing(width, height, f"What rests on what, around: {title}", told)
    at = {}
    for i, row in enumerate(rows):
        top = _PAD + (tallest - len(row)) * (_BOX_H + _GAP_Y) / 2
        for k, name in enumerate(row):
            at[name] = (_PAD + i * (_BOX_W + _GAP_X), top + k * (_BOX_H + _GAP_Y))
    for name, below in uses.items():
        for u in below:
            _arrow(d, at[u], at[name])
    for name, (x, y) in at.items():
        _box(d, known[name], x, y)
    return str(d)


def _arrow(d: Drawing, start: tuple[float, float], end: tuple[float, float]) -> None:
    x1, y1 = start[0] + _BOX_W, start[1] + _BOX_H / 2
    x2, y2 = end[0] - 2, end[1] + _BOX_H / 2
    bend = max(24.0, (x2 - x1) / 2)
    d.add("path", "edge", d=f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} "
          f"{x2 - bend:.1f} {y2:.1f} {x2 - 6:.1f} {y2:.1f}")  # fmt: skip
    d.add("path", "tip", d=f"M{x2:.1f} {y2:.1f}l-8 -4v8z")


def _box(d: Drawing, n: Node, x: float, y: float) -> None:
    d.link(n.href, f"{n.title} ({n.verdict})")
    d.add("rect", f"box {n.verdict}", x=x, y=y, width=_BOX_W, height=_BOX_H, rx=6)
    lines = textwrap.wrap(n.title, _LINE, max_lines=2, placeholder=" …")
    for k, line in enumerate(lines):
        base = y + _BOX_H / 2 + 4 + (k - (len(lines) - 1) / 2) * 15
        d.text("name", x + 10, base, line, "start")
    d.unlink()
