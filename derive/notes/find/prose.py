"""Paragraphs of Markdown as plain words with their formulas, and what parts them."""

from __future__ import annotations

import html
import re

from derive.notes.blocks import Inline, Marked, Prose
from derive.notes.find.formulas import formula, without_definitions
from derive.notes.find.found import Found
from derive.notes.find.marks import Writer
from derive.notes.find.regions import Region
from derive.notes.source import Source, Span

_FIRST = re.compile(
    r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])(?:[ \t]+\[[ xX]\](?=[ \t]))?|\#{1,6}(?=[ \t])))*"
    r"[ \t]*"
)
_CLEAN = re.compile(
    r"(?P<line>\r?\n(?:[ \t]*>)*[ \t]*)"
    r"|(?P<gone>\[![A-Za-z]+[^\]\n]*\][-+]?|!\[[^\]\n]*\]\([^)\n]*\)|\[\^[^\]\s]+\]:?|\]\([^()\n]*\)|\]\[[^\]\n]*\]"
    r"|\[(?=[^\[\]\n]*\](?:\(|\[[^\^]))|\{\#[^}\n]*\}|\*{1,3}|(?<![\w\\])_{1,2}(?=\S)"
    r"|(?<=\S)_{1,2}(?!\w)|\s\#+[ \t]*$)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
)


def paragraph(
    source: Source, start: int, end: int, found: list[Found], region: Region
) -> Prose | None:
    """source.text[start:end] in words, without its marks; None where no word or formula is left.

    found: what a scan found in it, without displays.
    """
    writer = Writer(source)
    inline: list[Inline] = []
    at = start
    if start == region.start:
        match = _FIRST.match(source.text, start, end)
        at = match.end() if match else start
    for part in found:
        _clean(writer, at, part.start)
        at = part.end
        if part.what != "inline":
            if part.what == "code":
                writer.keep(part.start, part.end)
            continue
        body, _ = without_definitions(formula(source, part))
        first = len(writer.offsets)
        writer.put("$", part.start, part.inner)
        _copy(writer, body)
        writer.put("$", part.outer, part.end)
        span = Span(source, part.start, part.end)
        inline.append(Inline(span, body, first, len(writer.offsets)))
    _clean(writer, at, end)
    text = writer.done(end)
    if not text.text.strip():
        return None
    return Prose(Span(source, start, end), text, tuple(inline), region.within, region.container)


def _copy(writer: Writer, body: Marked) -> None:
    for i, character in enumerate(body.text):
        writer.put(character, body.offsets[i], body.offsets[i] + body.wide.get(i, 1))


def _clean(writer: Writer, start: int, end: int) -> None:
    text = writer.source.text
    at = start
    for match in _CLEAN.finditer(text, start, end):
        writer.keep(at, match.start())
        at = match.end()
        if match.lastgroup == "line":
            writer.put("\n", match.start(), match.end())
        elif match.lastgroup == "escape":
            writer.put(match.group()[1], match.start(), match.end())
        elif match.lastgroup == "entity":
            value = html.unescape(match.group()).replace("\xa0", " ")
            writer.put(value, match.start(), match.end())
    writer.keep(at, end)
