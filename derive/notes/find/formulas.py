"""The TeX of a formula, with what its container does to it undone."""

from __future__ import annotations

import re

from derive.notes.blocks import Marked
from derive.notes.find.definitions import Definition, definitions
from derive.notes.find.found import Found
from derive.notes.find.marks import Writer, replaced, without_entities
from derive.notes.source import Source

_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_MARKDOWN = re.compile(r"\\([!-/:-@\[-`{-~])")
_DOUBLED = re.compile(r"\\\\(?:(\\\\)|([{}|,;:!#%&_ ]))")
_UNDERSCORE = re.compile(
    r"(?P<text>\\(?:text\w*|mathrm|operatorname|mbox|label|tag|ref|eqref)\*?\s*\{[^{}]*\})"
    r"|(?P<mark>(?<!\\)\\[_*](?=[\w{\\(]))"
)
_LABEL = re.compile(r"\\label\s*\{([^{}\n]{1,100})\}")


def formula(source: Source, found: Found) -> Marked:
    """text[inner:outer] of what was found, as TeX."""
    writer = Writer(source)
    line = source.text.rfind("\n", 0, found.start) + 1
    quoted = _QUOTE.match(source.text, line, found.start) is not None
    at = found.inner
    while at < found.outer:
        end = source.text.find("\n", at, found.outer)
        end = found.outer if end < 0 else end + 1
        if at > found.inner and quoted:
            match = _QUOTE.match(source.text, at, end)
            at = match.end() if match else at
        stop = end
        if source.text.endswith("\r\n", at, end):
            stop = end - 2
        writer.keep(at, stop)
        if stop != end:
            writer.keep(end - 1, end)
        at = end
    return _unescaped(writer.done(found.outer), found)


def without_definitions(body: Marked) -> tuple[Marked, list[Definition]]:
    """What it defines of macros is taken out where it stands first or last; and these."""
    made = definitions(body.text)
    start, end = 0, len(body.text)
    for definition in made:
        if not body.text[start : definition.start].strip():
            start = definition.end
    for definition in reversed(made):
        if definition.start >= start and not body.text[definition.end : end].strip():
            end = definition.start
    return (body.part(start, max(start, end)) if made else body), made


def label_of(body: Marked) -> str:
    """The first \\label in it."""
    match = _LABEL.search(body.text)
    return match[1].strip() if match else ""


def _unescaped(body: Marked, found: Found) -> Marked:
    body = without_entities(body)
    if found.delimiter.startswith("\\\\"):  # \\[ is written where Markdown takes a backslash
        return replaced(body, _MARKDOWN, lambda m: m[1])
    if r"\\\\" in body.text:  # so is \\\\ for the end of a row, and \\{ for a brace
        body = replaced(body, _DOUBLED, lambda m: m[1] or "\\" + m[2])
    if r"\_" in body.text or r"\*" in body.text:
        body = replaced(body, _UNDERSCORE, lambda m: m["mark"] and m["mark"][1])
    return body
