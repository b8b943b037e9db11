"""X = {x_1, …, x_n}, the data: no random variable, and no letter x.

A likelihood L(θ | X) is a function of θ alone, as the data are what they are; a law of X is not
read.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from derive.notes.blocks import Document, Prose
from derive.notes.kinds import PARAMETERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.uses import LAW_LETTERS
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import mapped

_LISTED = re.compile(
    r"\s*(?:\\(?:mathbf|boldsymbol|bm)\s*\{?\s*)?(?P<set>[A-Z])\s*\}?\s*=\s*\\?\\\{\s*"
    r"(?:\\(?:mathbf|boldsymbol|bm)\s*\{?\s*)?[a-z]\}?\s*(?:_\{?1|\^\{?\(1\)|_\{?i|\^\{?\(i\))"
)


def data_sets(document: Document) -> frozenset[str]:
    """The capitals that the text says are sets of data, listed; P = {p_1, …, p_k} is a law."""
    blocks = (b for b in document.blocks if isinstance(b, Prose))
    found = (_LISTED.match(i.body.text) for b in blocks for i in b.inline)
    return frozenset(m["set"] for m in found if m is not None and m["set"] not in LAW_LETTERS)


def put(node: Node, sets: Collection[str]) -> Node:
    """The tree without them, where a function of a parameter is given them too.

    Raises:
        NotRead: where anything else is.
    """
    if isinstance(node, Call):
        node = _without(node, sets)
    elif isinstance(node, Name) and node.base in sets and not node.sub:
        raise NotRead(node.span, f"{node.base} is the set of all data in these notes")
    return mapped(node, lambda n: put(n, sets))


def _without(call: Call, sets: Collection[str]) -> Call:
    kept = [n for n, a in enumerate(call.args) if not (_is_plain(a) and a.base in sets)]  # type: ignore[attr-defined]
    head = call.head
    if len(kept) in (0, len(call.args)) or not isinstance(head, Name):
        return call
    others = (call.args[n] for n in kept)
    of_parameters = all(isinstance(a, Name) and a.base in PARAMETERS for a in others)
    if measure_of(call) or head.base in LAW_LETTERS or not of_parameters:
        return call
    separators = (",",) * (len(kept) - 1)
    return replace(call, args=tuple(call.args[n] for n in kept), separators=separators)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Name) and not node.sub
