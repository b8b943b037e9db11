"""Where the bar of a mutual information stands."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.source import NotRead
from derive.notes.tree import Call


def bar_last(node: Call) -> Call:
    """I(X; Y | Z) of I(X | Z; Y), which means that.

    NotRead: with another bar, or a third group.
    """
    signs = node.separators
    if ";" not in signs or "|" not in signs[: signs.index(";")]:
        return node
    bar, end = signs.index("|"), signs.index(";")
    if "|" in signs[end:] or ";" in signs[end + 1 :]:
        raise NotRead(node.span, "I with a bar before a semicolon: put the bar last, I(X; Y | Z)")
    args = (*node.args[: bar + 1], *node.args[end + 1 :], *node.args[bar + 1 : end + 1])
    moved = (*signs[:bar], ";", *signs[end + 1 :], "|", *signs[bar + 1 : end])
    return replace(node, args=args, separators=moved)
