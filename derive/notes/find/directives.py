"""What authors tell the program: in comments, and in the front matter."""

from __future__ import annotations

import re
import tomllib

from derive.notes.blocks import Block, Directive, Display
from derive.notes.find.found import Found
from derive.notes.source import Source, Span

_COMMENT = re.compile(r"\s*derive\s*:(?P<text>.*)", re.DOTALL | re.IGNORECASE)
_KEY = re.compile(r"^derive[ \t]*:[ \t]*(?P<value>[^\r\n]*)\r?$", re.MULTILINE)
_UNDER = re.compile(r"(?:[ \t]+|(?=-[ \t]))(?:-[ \t]+)?(?P<text>\S[^\r\n]*?)[ \t]*\r?(?:\n|$)")


def of_comment(source: Source, found: Found) -> list[Directive]:
    """`<!-- derive: … -->`; several on lines of their own, or parted by semicolons."""
    match = _COMMENT.fullmatch(source.text, found.inner, found.outer)
    if match is None:
        return []
    span = Span(source, found.start, found.end)
    lines = [x.strip() for line in match["text"].splitlines() for x in line.split(";")]
    return [Directive(span, line) for line in lines if line]


def of_front_matter(source: Source, found: Found) -> list[Directive]:
    """The key `derive`: a line, or a list of lines."""
    inner = source.text[found.inner : found.outer]
    if found.delimiter == "+++":
        return _of_toml(source, found, inner)
    key = _KEY.search(inner)
    if key is None:
        return []
    if key["value"].strip():
        place = Span(source, found.inner + key.start(), found.inner + key.end())
        return [Directive(place, text) for text in _inline_list(key["value"])]
    out: list[Directive] = []
    at = key.end() + 1
    while (line := _UNDER.match(inner, at)) is not None:
        place = Span(source, found.inner + line.start("text"), found.inner + line.end("text"))
        out.append(Directive(place, _unquoted(line["text"])))
        at = line.end()
    return out


def _of_toml(source: Source, found: Found, inner: str) -> list[Directive]:
    try:
        value = tomllib.loads(inner).get("derive", [])
    except tomllib.TOMLDecodeError:
        return []
    lines = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    span = Span(source, found.start, found.end)
    return [Directive(span, line) for line in lines if isinstance(line, str)]


def _inline_list(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in re.split(r",(?=\s*[\"'])", value[1:-1]) if part.strip()]
    return [_unquoted(value)]


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def with_skips(blocks: list[Block]) -> list[Block]:
    """With `Display.skip` set where the directive before it says so."""
    out: list[Block] = []
    skip = False
    for block in blocks:
        if isinstance(block, Directive) and block.text.strip().lower() == "skip":
            skip = True
        if isinstance(block, Display) and skip:
            skip = False
            block = Display(
                block.span, block.body, block.delimiter, block.within, block.label, True,
                block.container,
            )  # fmt: skip
        out.append(block)
    return out
