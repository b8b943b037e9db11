"""X = {x_1, …, x_n}, the data: no random variable, and no letter x.

A likelihood L(θ | X) is a function of θ alone, as the data are what they are; p(X | θ) is
p(x_1, …, x_n | θ), where the text says how far they go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from derive.notes.blocks import Document, Inline, Prose
from derive.notes.facts.english import OF_ALPHABETS
from derive.notes.facts.sentences import sentences
from derive.notes.kinds import PARAMETERS
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node, Num, Range
from derive.notes.walk import mapped

_BOLD = r"\\(?:mathbf|boldsymbol|bm|mathcal)\s*\{?\s*"
_LISTED = re.compile(
    rf"\s*(?:{_BOLD})?(?P<set>[A-Z])\s*\}}?\s*=\s*\\?\\\{{\s*(?:{_BOLD})?(?P<of>[a-z])\}}?\s*"
    r"(?:_\{?1|\^\{?\(1\)|_\{?i|\^\{?\(i\))\}?(?P<rest>.*)",
    re.DOTALL,
)
_LAST = re.compile(  # … x_n\} and \}_{i=1}^n
    r"(?:dots|\.\.\.)\s*,\s*\S*?(?P<a>[a-z])\}?\s*(?:_\{?|\^\{?\()(?P<n>[A-Za-z])[)}]*\s*\\?\\\}\s*\.?$"
    r"|^\s*\\?\\\}\s*_\{i\s*=\s*1\}\s*\^\{?(?P<m>[A-Za-z])\}?\s*\.?$"
)
Listed = tuple[str, str] | None
"""The x and the n of x_1, …, x_n."""


def data_sets(document: Document) -> dict[str, Listed]:
    """The capitals that the text says are sets of data, listed; P = {p_1, …, p_k} is a law, and an
    alphabet is called so."""
    found = [
        m
        for n, block in enumerate(document.blocks)
        if isinstance(block, Prose)
        for inline in _not_of_alphabets(block, n)
        if (m := _LISTED.match(inline.body.text)) is not None
    ]
    return {m["set"]: _listed(m) for m in found if m["set"] not in LAW_LETTERS}


def _not_of_alphabets(prose: Prose, block: int) -> list[Inline]:
    """The formulas of a paragraph without 𝒳 = … in a sentence that speaks of an alphabet."""
    of_one = {
        id(s.inline(slot))
        for s in sentences(prose, block)
        if OF_ALPHABETS.search(s.words)
        for slot in s.slots
        if "mathcal" in s.inline(slot).body.text
    }
    return [i for i in prose.inline if id(i) not in of_one]


def _listed(found: re.Match[str]) -> Listed:
    last = _LAST.search(found["rest"])
    if last is None or last["a"] not in (None, found["of"]):
        return None
    return found["of"], last["n"] or last["m"]


def put(node: Node, sets: Mapping[str, Listed]) -> Node:
    """The tree without them, where a function of a parameter is given them too, and with their
    members, where a law is.

    Raises:
        NotRead: where anything else is.
    """
    if isinstance(node, Call):
        node = _written_out(_without(node, sets), sets)
    elif isinstance(node, Name) and node.base in sets and not node.sub:
        raise NotRead(node.span, f"{node.base} is the set of all data in these notes")
    return mapped(node, lambda n: put(n, sets))


def _written_out(call: Call, sets: Mapping[str, Listed]) -> Call:
    """p(x_1, …, x_n | θ) for p(X | θ)."""
    data = call.args[0] if call.args else None
    is_law = isinstance(call.head, Name) and call.head.base in LAW_LETTERS and not measure_of(call)
    listed = sets.get(data.base) if isinstance(data, Name) and not data.sub else None
    if not is_law or listed is None or not isinstance(data, Name):
        return call
    x, n = (Name(data.span, base) for base in listed)
    row = Range(data.span, x, Num(data.span, Fraction(1)), n)
    return replace(call, args=(row, *call.args[1:]))


def _without(call: Call, sets: Mapping[str, Listed]) -> Call:
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
