"""A directed graph in layers: every edge leads to a later layer, with few crossings.

Layers by the longest way from above (a lemma stands just before what uses it), edges over several
layers bent through places kept free in each, order within layers by the mean place of neighbours
(Sugiyama, Tagawa & Toda 1981).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise

_SWEEPS = 6
Edge = tuple[str, str]


def layered(uses: Mapping[str, Sequence[str]]) -> tuple[list[list[str]], dict[Edge, list[str]]]:
    """The layers, first what is used, and for each edge (used, user) its stations, both ends too.

    Stations that are not nodes are in the layers as well: names that no node has.

    Raises:
        graphlib.CycleError: if something uses itself, however indirectly.
    """
    level = _levels(uses)
    rows: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for k in uses:
        rows[level[k]].append(k)
    ways = {}
    for user, below in uses.items():
        for used in below:
            between = [f"{used}→{user}@{n}" for n in range(level[used] + 1, level[user])]
            for n, name in enumerate(between, level[used] + 1):
                rows[n].append(name)
            ways[used, user] = [used, *between, user]
    _order(rows, ways.values())
    return rows, ways


def _levels(uses: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Each node after all it uses; then each that is used as late as its users allow."""
    order = list(TopologicalSorter(uses).static_order())
    level: dict[str, int] = {}
    for k in order:
        level[k] = max((level[u] + 1 for u in uses[k]), default=0)
    users: dict[str, list[str]] = {k: [] for k in order}
    for k, below in uses.items():
        for u in below:
            users[u].append(k)
    for k in reversed(order):
        if users[k]:
            level[k] = min(level[u] for u in users[k]) - 1
    return level


def _order(rows: list[list[str]], ways: Iterable[list[str]]) -> None:
    """Sort each layer by the mean place of its neighbours, forwards and backwards in turn."""
    before: dict[str, list[str]] = {k: [] for row in rows for k in row}
    after: dict[str, list[str]] = {k: [] for row in rows for k in row}
    for way in ways:
        for a, b in pairwise(way):
            after[a].append(b)
            before[b].append(a)
    for sweep in range(_SWEEPS):
        forwards = sweep % 2 == 0
        near = before if forwards else after
        place = {k: i - len(row) / 2 for row in rows for i, k in enumerate(row)}
        for row in rows if forwards else rows[::-1]:
            wanted = {k: _mean([place[o] for o in near[k]], place[k]) for k in row}
            row.sort(key=wanted.__getitem__)
            place |= {k: i - len(row) / 2 for i, k in enumerate(row)}


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
