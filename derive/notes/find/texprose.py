"""Paragraphs of LaTeX as plain words with their formulas."""

from __future__ import annotations

import re

from derive.notes.blocks import Inline, Prose
from derive.notes.find.found import Found
from derive.notes.find.marks import Writer
from derive.notes.source import Source, Span

_CLEAN = re.compile(
    r"(?P<line>\r?\n[ \t]*)"
    r"|(?P<gone>\\(?:label|index|cite[tp]?|vspace|hspace|footnotemark|pagestyle|thispagestyle|href"
    r"|bibliography|bibliographystyle|includegraphics|setcounter|hypersetup|nocite|url|input"
    r"|include|usepackage|newtheorem|documentclass)\*?(?:\[[^\]\n]*\])?\{[^{}\n]*\})"
    r"|(?P<ref>\\(?:eq|auto|c|C)?ref\{[^{}\n]*\})"
    r"|(?P<comment>%+)|(?P<escape>\\[%&_$#{}])|(?P<blank>~|\\\\(?:\[[^\]\n]*\])?|\\[ ,;:/!-])"
    r"|(?P<quote>``|'')|(?P<command>\\[A-Za-z]+\*?[ \t]*|\\[\s\S])|(?P<brace>[{}])"
)
_BRACE = re.compile(r"\\[\s\S]|[{}]")


def paragraph(
    source: Source,
    text: str,
    start: int,
    end: int,
    found: list[Found],
    within: tuple[str, ...],
    container: int,
) -> Prose | None:
    """text[start:end] in words; None where no word or formula is left.

    text: the source's with comments masked by %, of the same length.
    """
    writer = Writer(source)
    inline: list[Inline] = []
    at = start
    for part in found:
        _clean(writer, text, at, part.start)
        first = len(writer.offsets)
        writer.put("$", part.start, part.inner)
        writer.keep(part.inner, part.outer)
        writer.put("$", part.outer, part.end)
        body = Writer(source)
        body.keep(part.inner, part.outer)
        span = Span(source, part.start, part.end)
        inline.append(Inline(span, body.done(part.outer), first, len(writer.offsets)))
        at = part.end
    _clean(writer, text, at, end)
    words = writer.done(end)
    if not words.text.strip():
        return None
    return Prose(Span(source, start, end), words, tuple(inline), within, container)


def title(text: str) -> str:
    """The words of a heading."""
    source = Source("", text)
    writer = Writer(source)
    _clean(writer, text, 0, len(text))
    return " ".join("".join(writer.parts).split())


def group_end(text: str, at: int) -> int:
    """Behind the brace that closes the one at `at`; the end of the line where there is none."""
    depth = 0
    for match in _BRACE.finditer(text, at, at + 20_000):
        depth += (match.group() == "{") - (match.group() == "}")
        if depth == 0:
            return match.end()
    line = text.find("\n", at)
    return len(text) if line < 0 else line


def _clean(writer: Writer, text: str, start: int, end: int) -> None:
    at = start
    for match in _CLEAN.finditer(text, start, end):
        writer.keep(at, match.start())
        at = match.end()
        kind = match.lastgroup
        if kind == "line":
            writer.put("\n", match.start(), match.end())
        elif kind == "escape":
            writer.put(match.group()[1], match.start(), match.end())
        elif kind == "blank":
            writer.put(" ", match.start(), match.end())
        elif kind == "quote":
            writer.put('"', match.start(), match.end())
        elif kind == "ref":
            writer.put("(ref)", match.start(), match.end())
    writer.keep(at, end)
