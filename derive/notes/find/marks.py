"""Texts with what a container did to them undone, and with the place of every character."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from derive.notes.blocks import Marked
from derive.notes.source import Source

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def whole(source: Source) -> Marked:
    """A source as it stands."""
    return Marked(source, source.text, tuple(range(len(source.text) + 1)))


class Writer:
    """Puts a `Marked` together from stretches of a source and replacements of them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parts: list[str] = []
        self.offsets: list[int] = []
        self.wide: dict[int, int] = {}

    def keep(self, start: int, end: int) -> None:
        """source.text[start:end] as it is."""
        self.parts.append(self.source.text[start:end])
        self.offsets.extend(range(start, end))

    def put(self, text: str, start: int, end: int) -> None:
        """text for source.text[start:end]."""
        for _ in text:
            if end - start != 1:
                self.wide[len(self.offsets)] = end - start
            self.offsets.append(start)
        self.parts.append(text)

    def done(self, end: int) -> Marked:
        """end: the place in the source behind all of it."""
        text = "".join(self.parts)
        return Marked(self.source, text, (*self.offsets, end), self.wide)


def replaced(
    marked: Marked, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str | None]
) -> Marked:
    """With each match replaced by what `by` says, None to leave it; places stay right."""
    text = marked.text
    parts: list[str] = []
    offsets: list[int] = []
    wide: dict[int, int] = {}
    at = 0

    def keep(start: int, end: int) -> None:
        for i in range(start, end):
            if i in marked.wide:
                wide[len(offsets)] = marked.wide[i]
            offsets.append(marked.offsets[i])
        parts.append(text[start:end])

    for match in pattern.finditer(text):
        put = by(match)
        if put is None or match.start() < at:
            continue
        keep(at, match.start())
        span = marked.span(match.start(), match.end())
        for _ in put:
            if span.end - span.start != 1:
                wide[len(offsets)] = span.end - span.start
            offsets.append(span.start)
        parts.append(put)
        at = match.end()
    if not at:
        return marked
    keep(at, len(text))
    return Marked(marked.source, "".join(parts), (*offsets, marked.offsets[-1]), wide)


def without_entities(marked: Marked) -> Marked:
    """`&lt;` as <, `&#39;` as '; what is no entity of HTML stays."""
    if "&" not in marked.text:
        return marked
    return replaced(marked, _ENTITY, _character)


def _character(match: re.Match[str]) -> str | None:
    value = html.unescape(match.group())
    return None if value == match.group() else value.replace("\xa0", " ")
