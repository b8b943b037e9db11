r"""What a brace below a part of a formula calls it: \underbrace{…}_{\text{ELBO}(q)}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.blocks import Display, Document, Marked
from derive.notes.facts import Fact
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.scopes import section
from derive.notes.find.texprose import group_end
from derive.notes.source import NotRead

_BRACE = re.compile(r"\\under(?:brace|bracket)\s*(?=\{)")
_SCRIPT = re.compile(r"\s*_\s*(?=\{)")
_LONGEST = 60  # characters of a label that is a name


def of_display(document: Document, block: int, formulas: Formulas) -> Iterator[Fact]:
    """The names that it gives to its parts, in its section."""
    display = document.blocks[block]
    if not isinstance(display, Display):
        return
    body = display.body
    for found in _BRACE.finditer(body.text):
        end = group_end(body.text, found.end())
        label = _SCRIPT.match(body.text, end)
        if label is None:
            continue
        last = group_end(body.text, label.end())
        if last - end > _LONGEST:
            continue
        name = _one(formulas, body.part(label.end() + 1, last - 1))
        part = _one(formulas, body.part(found.end() + 1, end - 1)) if _names(name) else None
        if name is not None and part is not None:
            span = body.span(found.start(), last)
            quote = " ".join(body.text[found.start() : last].split())
            yield Fact("define", (name,), (part,), span, quote, section(document, block))


def _names(node: t.Node | None) -> bool:
    """ELBO, ELBO(q, θ), ℒ: a name, and no words about what stands above."""
    head = node.head if isinstance(node, t.Call) else node
    if not isinstance(head, t.Name) or head.sub:
        return False
    return "mathcal" in head.accents or (len(head.base) > 1 and head.base.isupper())


def _one(formulas: Formulas, text: Marked) -> t.Node | None:
    """The formula that a group holds, where it is one thing."""
    try:
        found = formulas.read(text)
    except NotRead:
        return None
    return found[0].one(0) if len(found) == 1 and not found[0].rels else None
