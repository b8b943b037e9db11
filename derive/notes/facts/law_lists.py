"""H(p_1, …, p_n): p is a law of n values, listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.notes import tree as t
from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.facts.formulas import Parse
from derive.notes.facts.held import Text
from derive.notes.facts.scopes import section
from derive.notes.source import NotRead
from derive.notes.walk import walk

_LAWS = ("p", "q", "r", r"\pi", r"\mu", r"\nu", r"\rho")


def row_of_law(node: t.Node) -> t.Range | None:
    """The list that an entropy is of; X_1, …, X_n are variables."""
    if not isinstance(node, t.Call) or not isinstance(node.head, t.Name) or len(node.args) != 1:
        return None
    of_entropy = node.head.base == "H" and not (node.head.accents or node.head.primes)
    row = node.args[0]
    return row if of_entropy and isinstance(row, t.Range) and is_list(row) else None


def is_list(node: t.Node) -> bool:
    """p_1, …, p_n of probabilities."""
    if not isinstance(node, t.Range) or node.strict or not isinstance(node.of, t.Name):
        return False
    first = node.first is None or (isinstance(node.first, t.Num) and node.first.value == 1)
    return first and node.of.base in _LAWS


def of_display(text: Text, chains: Sequence[Chain], parse: Parse, block: int) -> Iterator[Fact]:
    """The laws that are listed in a display, and how many values they have, in its section."""
    for side in (s for c in chains for s in c.sides):
        if not any(token.text == "\\dots" for token in side.tokens):
            continue
        try:
            rows = [r for n in walk(parse(side.tokens)) if (r := row_of_law(n)) is not None]
        except NotRead:
            continue
        for row in rows:
            if row.of is not None and isinstance(row.last, t.Name):
                quote, scope = " ".join(side.span.text.split()), section(text.document, block)
                yield Fact("law", (row.of,), (), side.span, quote, scope)
                yield Fact("size", (row.of,), (row.last,), side.span, quote, scope)
