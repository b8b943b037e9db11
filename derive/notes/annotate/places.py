"""Where in a text lines can be put in behind a display without touching what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.notes.blocks import Display, Document, Heading, Opaque, Prose

_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")


@dataclass(frozen=True)
class Insertion:
    """lines, put in as whole lines at a place."""

    at: int
    lines: tuple[str, ...]


def inserted(text: str, insertions: list[Insertion]) -> str:
    """The text with all of them; those at one place stay in their order. At the end of a text
    without a line end, one is put in before, and none behind.
    """
    end = _newline(text)
    by_place: dict[int, list[str]] = {}
    for insertion in insertions:
        by_place.setdefault(insertion.at, []).extend(insertion.lines)
    parts: list[str] = []
    at = 0
    for place, lines in sorted(by_place.items()):
        body = end.join(lines)
        whole = place == 0 or text[place - 1] == "\n"
        parts += [text[at:place], body + end if whole else end + body]
        at = place
    return "".join([*parts, text[at:]])


def put_in(begin: str, end: str) -> re.Pattern[str]:
    """What `inserted` has put in between two marks, each on a line of its own."""
    one = rf"^[ \t>]*{begin}[ \t]*\r?$.*?^[ \t>]*{end}[ \t]*(?:\r?\n|\Z)"
    return re.compile(rf"(?P<before>\r?\n)?(?:{one})+", re.DOTALL | re.MULTILINE)


def taken_out(pattern: re.Pattern[str], text: str) -> str:
    """The text without what `put_in` finds."""
    return pattern.sub(_before, text)


def _before(match: re.Match[str]) -> str:
    at_end = match.end() == len(match.string) and not match.group().endswith("\n")
    return "" if at_end else match["before"] or ""


def _newline(text: str) -> str:
    """How the text ends its lines."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def lines_end(document: Document, display: Display) -> int:
    """Behind the line that the display ends in, or a later one: at no place that is within another
    display, a formula, a heading, or what is passed over.
    """
    text = display.span.source.text
    spans = [b.span for b in document.blocks if isinstance(b, Display | Opaque | Heading)]
    spans += [i.span for b in document.blocks if isinstance(b, Prose) for i in b.inline]
    at = behind_line(text, display.span.end)
    for span in sorted(spans, key=lambda s: s.start):
        if span.start < at < span.end:
            at = behind_line(text, span.end)
    return at


def behind_line(text: str, at: int) -> int:
    """Behind the end of the line that text[at - 1] is in."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def prefix_of(display: Display) -> str:
    """What lines in the same item or quotation begin with."""
    text = display.span.source.text
    start = text.rfind("\n", 0, display.span.start) + 1
    match = _PREFIX.match(text, start, display.span.start)
    found = match.group() if match else ""
    return _MARKER.sub(lambda m: " " * len(m.group()), found)
