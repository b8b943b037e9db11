"""Documents for tests, from paragraphs with formulas between dollars."""

import re

from derive.notes.blocks import Directive, Display, Document, Heading, Inline, Marked, Prose
from derive.notes.source import Source, Span


def prose(text, within=(), container=0):
    """A paragraph."""
    source = Source("t.md", text)
    marked = Marked(source, text, tuple(range(len(text) + 1)))
    inline = []
    for found in re.finditer(r"\$([^$]+)\$", text):
        places = tuple(range(found.start(1), found.end(1) + 1))
        body = Marked(source, found[1], places)
        inline.append(Inline(Span(source, found.start(), found.end()), body, *found.span()))
    return Prose(Span(source, 0, len(text)), marked, tuple(inline), within, container)


def document(*blocks):
    """Of paragraphs; "# title", "$$ display" and "<!-- directive" are what they look like."""
    return Document((), tuple(map(_block, blocks)), {})


def _block(text):
    if not isinstance(text, str):
        return text
    source = Source("t.md", text)
    span = Span(source, 0, len(text))
    if text.startswith("#"):
        return Heading(span, len(text) - len(text.lstrip("#")), text.lstrip("# "))
    if text.startswith("$$"):
        return Display(span, Marked(source, text, tuple(range(len(text) + 1))), "$$")
    if text.startswith("<!--"):
        return Directive(span, text[4:].strip())
    return prose(text)
