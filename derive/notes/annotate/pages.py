"""In HTML: an aside behind the paragraph of each display."""

from __future__ import annotations

import re
from html import escape

from derive.notes.annotate.places import Insertion, behind_line
from derive.notes.annotate.quotes import BEGIN, END
from derive.notes.annotate.said import Said
from derive.notes.blocks import Display, Document

_TAG = re.compile(r"<(/?)p(?:\s[^<>]*)?>", re.IGNORECASE)
_STYLE = "border-left:3px solid;padding-left:.6em;font-size:.85em"


def insertions(document: Document, said: list[tuple[Display, list[Said]]]) -> list[Insertion]:
    """Behind the paragraph, for an aside within one would end it; else behind the line."""
    found = []
    spans = [b.span for b in document.blocks if isinstance(b, Display)]
    for display, relations in said:
        text = display.span.source.text
        at = behind_line(text, _behind_paragraph(text, display.span.end))
        for span in spans:
            if span.start < at < span.end:
                at = behind_line(text, _behind_paragraph(text, span.end))
        found.append(Insertion(at, (BEGIN, *_aside(relations), END)))
    return found


def _behind_paragraph(text: str, at: int) -> int:
    """Behind the </p> of the paragraph that is open at a place; the place where none is."""
    tag = _TAG.search(text, at)
    if tag is None or not tag[1]:
        return at
    return tag.end()


def _aside(relations: list[Said]) -> list[str]:
    lines = [f'<aside class="derive" style="{_STYLE}">']
    for said in relations:
        title = f' title="read as {escape(said.read)}"' if said.read else ""
        lines.append(f"<div{title}><b>{escape(said.mark)}</b> {escape(said.formula)}</div>")
        lines += [f'<div style="padding-left:2em">{escape(line)}</div>' for line in said.lines]
    return [*lines, "</aside>"]
