"""Readings that the TeX leaves open, laid out one by one."""

from __future__ import annotations

from itertools import product

from derive.notes.source import NotRead, Span
from derive.notes.tree import Choice, Node
from derive.notes.walk import mapped, walk

_MOST = 8


def readings(trees: tuple[Node, ...], span: Span) -> list[tuple[str, tuple[Node, ...]]]:
    """Each way to read the trees together, and what it supposes; one question is answered once.

    Raises:
        NotRead: if there are more than eight.
    """
    open_ = [n for t in trees for n in walk(t) if isinstance(n, Choice)]
    distinct = list({(c.span.start, c.span.end): c for c in open_}.values())
    count = 1
    for c in distinct:
        count *= len(c.readings)
    if count > _MOST:
        raise NotRead(span, f"{count} readings: put brackets")
    out = []
    for picks in product(*(range(len(c.readings)) for c in distinct)):
        chosen = {(c.span.start, c.span.end): n for c, n in zip(distinct, picks, strict=True)}
        said = "; ".join(f"{c.question}: {n + 1}" for c, n in zip(distinct, picks, strict=True))
        out.append((said, tuple(_chosen(t, chosen) for t in trees)))
    return out


def _chosen(node: Node, chosen: dict[tuple[int, int], int]) -> Node:
    if isinstance(node, Choice):
        n = chosen[node.span.start, node.span.end]
        return _chosen(node.readings[min(n, len(node.readings) - 1)], chosen)
    return mapped(node, lambda child: _chosen(child, chosen))
