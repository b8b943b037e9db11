"""The blocks of a Markdown file: where its headings, paragraphs and tables stand, and in what.

By markdown-it, which is given the text with formulas, code and comments masked, so that nothing in
them is taken for a list or a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.notes.find.found import Found

_NEWLINE = re.compile(r"\r\n|\r|\n")
_FRAME = re.compile(
    r"^[ \t]*(?P<mark>:{3,})[ \t]*(?:\{(?P<attributes>[^\n}]*)\}|(?P<word>[\w-]+))?[^\n]*$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ADMONITION = re.compile(r"^[ \t]*(!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)(?=[^\n]*\n)", re.MULTILINE)
_ANCHOR = re.compile(r"^\^[\w-]+(?=[ \t]*$)", re.MULTILINE)  # an address of Obsidian
_CALLOUT = re.compile(r"[ \t>]*\[!([A-Za-z]+)[^\]\n]*\][-+]?")
_KINDS = {
    **dict.fromkeys(("theorem", "lemma", "proposition", "corollary", "claim"), "theorem"),
    **dict.fromkeys(("thm", "lem", "prp", "cor", "property", "axiom"), "theorem"),
    **dict.fromkeys(("proof", "solution", "prf", "sol"), "proof"),
    **dict.fromkeys(("definition", "def", "dfn"), "definition"),
    **dict.fromkeys(("example", "exm", "exercise", "exr"), "example"),
}  # fmt: skip
"""Names of environments, in Markdown and TeX, and what `Prose.within` calls them."""


@dataclass(frozen=True)
class Region:
    """text[start:end] is one block. kind: "heading", "prose", "code", "table".

    within, container: as in `Prose`. level: of a heading.
    """

    kind: str
    start: int
    end: int
    within: tuple[str, ...] = ()
    container: int = 0
    level: int = 0


def kind_of(name: str) -> str:
    """ "theorem" for lemma, Theorem*, thm-gibbs; a name that is not known stays."""
    word = re.split(r"[^A-Za-z]", name.strip(".#{ ").lower(), maxsplit=1)[0]
    return _KINDS.get(word, word or "frame")


def regions(text: str, found: list[Found]) -> list[Region]:
    """In the order of the text."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable("table").disable(["inline", "reference"])
    frames = _frames(text, found)
    masked = _masked(text, found)
    starts = [0, *(m.end() for m in _NEWLINE.finditer(masked)), len(masked)]
    out: list[Region] = []
    stack: list[tuple[str, int]] = []
    numbers = len(frames)
    level = 0
    for token in reader.parse(masked):
        if token.type in ("blockquote_open", "list_item_open"):
            numbers += 1
            kind = "quote" if token.type == "blockquote_open" else "item"
            noted = _ADMONITION.match(text, starts[token.map[0]]) if token.map else None
            stack.append((kind_of(noted[2]) if noted else kind, numbers))
        elif token.type in ("blockquote_close", "list_item_close"):
            stack.pop()
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        kind = _kind(token.type, level, out, token.map, starts)
        if kind and token.map:
            start, end = (starts[min(n, len(starts) - 1)] for n in token.map)
            within, container = _around(frames, start, stack)
            called = _CALLOUT.match(text, start)
            if called is not None and stack and stack[-1][0] == "quote":
                stack[-1] = (kind_of(called[1]), stack[-1][1])
                within = (*within[:-1], stack[-1][0])
            out.append(Region(kind, start, end, within, container, level))
    return out


def _kind(
    name: str, level: int, out: list[Region], lines: list[int] | None, starts: list[int]
) -> str:
    if name == "inline":
        inside = lines is not None and out and starts[lines[0]] < out[-1].end
        return "" if inside and out[-1].kind == "table" else ("heading" if level else "prose")
    return {"html_block": "prose", "code_block": "code", "table_open": "table"}.get(name, "")


def _around(
    frames: list[tuple[int, int, str]], start: int, stack: list[tuple[str, int]]
) -> tuple[tuple[str, ...], int]:
    """What a place stands in, outermost first, and the number of the innermost."""
    framing = [(name, n + 1) for n, (a, b, name) in enumerate(frames) if a <= start < b]
    both = [*framing, *stack]
    return tuple(name for name, _ in both), both[-1][1] if both else 0


def _frames(text: str, found: list[Found]) -> list[tuple[int, int, str]]:
    """Stretches between ::: and ```{prf:proof} marks, with what they are."""
    marks = [(f.start, f.end, f.delimiter) for f in found if f.what == "frame"]
    marks += [
        (m.start(), m.end(), (m["attributes"] or m["word"] or "").strip())
        for m in _FRAME.finditer(text)
    ]
    stretches: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    for start, end, name in sorted(marks):
        if name:
            opened.append((start, kind_of(name)))
        elif opened:
            begun, kind = opened.pop()
            stretches.append((begun, end, kind))
    stretches.extend((begun, len(text), kind) for begun, kind in opened)
    return sorted(stretches)


def _masked(text: str, found: list[Found]) -> str:
    """The text with all that is no prose blanked, and formulas as words; lines stay lines."""
    parts: list[str] = []
    at = 0
    blanks = [
        *((f.start, f.end, " ") for f in found if f.what in _BLANK),
        *((f.start, f.end, "x") for f in found if f.formula or f.what == "shortcode"),
        *((f.start, f.end, "x") for f in found if f.what == "code" and _within_line(text, f)),
        *((f.start, f.end, " ") for f in found if f.what == "code" and not _within_line(text, f)),
        *((m.start(), m.end(), " ") for m in _FRAME.finditer(text)),
        *((m.start(), m.end(), " ") for m in _ANCHOR.finditer(text)),
        *((m.start(1), m.end(1), "-") for m in _ADMONITION.finditer(text)),
    ]
    for start, end, filler in sorted(blanks):
        if start < at:
            continue
        parts.append(text[at:start])
        item = filler == "-"  # !!! note: an item of a list, which its indented text belongs to
        body = "- ".ljust(end - start, "x") if item else _filled(text, start, end, filler)
        parts.append(body)
        at = end
    parts.append(text[at:])
    return "".join(parts)


_BLANK = ("front matter", "comment", "script", "frame", "verdicts", "macros")


def _within_line(text: str, found: Found) -> bool:
    return found.delimiter.startswith("`") and "\n" not in text[found.start : found.end]


def _filled(text: str, start: int, end: int, filler: str) -> str:
    quoted = _QUOTED.match(text, text.rfind("\n", 0, start) + 1, start) is not None
    lines = text[start:end].split("\n")
    out = []
    for number, line in enumerate(lines):
        prefix = ""
        if number and quoted:
            match = _QUOTED.match(line)
            prefix = match.group() if match else ""
        rest = line[len(prefix) :]
        words = rest.lstrip(" \t") if number else rest  # the first line's blanks stand before it
        blanks = rest[: len(rest) - len(words)]
        out.append(prefix + blanks + re.sub(r"[^\r]", filler, words))
    return "\n".join(out)
