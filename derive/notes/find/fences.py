"""Blocks of code and the front matter of Markdown, line by line."""

from __future__ import annotations

import re

from derive.notes.find.found import Found

_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_PREFIX = r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]+|>)*[ \t]*"
_OPENING = re.compile(rf"(?P<prefix>{_PREFIX})(?P<mark>`{{3,}}|~{{3,}})(?P<info>[^\r\n]*)")
_CLOSING = re.compile(r"(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})[ \t]*\r?\n?$")
_FRONT = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<inner>.*?)^(?:(?P=mark)|\.\.\.)[ \t]*(?:\r?\n|$)",
    re.DOTALL | re.MULTILINE,
)
_MATH = re.compile(r"\{?(?:math|katex|latex-math)\}?(?:\s|$)")
_FRAMES = re.compile(
    r"\{(?:prf:)?(theorem|lemma|proof|proposition|corollary|definition|example|remark|note|tip"
    r"|important|admonition|exercise|solution|hint|warning|dropdown|property|axiom|claim)\}"
)
_OPTION = re.compile(r"(?:[ \t]*>)*[ \t]*:[\w-]+:[^\n]*(?:\n|$)")


def front_matter(text: str) -> list[Found]:
    """What stands between --- or +++ at the very start."""
    match = _FRONT.match(text)
    if match is None:
        return []
    inner, outer = match.span("inner")
    return [Found("front matter", 0, match.end(), inner, outer, match["mark"])]


def fences(text: str) -> list[Found]:
    """Blocks between ``` or ~~~; ```math is a display, ```{prf:proof} and its end only frames."""
    found: list[Found] = []
    opened: re.Match[str] | None = None
    frames: list[str] = []  # marks of the frames that are open
    start = inner = 0
    for line in _LINE.finditer(text):
        closing = _CLOSING.match(line.group())
        if opened is None:
            match = _OPENING.match(line.group())
            if match is None or ("`" in match["info"] and match["mark"][0] == "`"):
                continue
            start, inner = line.start() + match.start("mark"), line.end()
            frame = _FRAMES.match(match["info"].strip())
            if frame is not None:
                frames.append(match["mark"])
                found.append(Found("frame", start, inner, start, inner, frame[1]))
            elif frames and closing is not None and _closes(closing[1], frames[-1]):
                frames.pop()
                found.append(Found("frame", start, inner, start, inner))
            else:
                opened = match
            continue
        if closing is not None and _closes(closing[1], opened["mark"]):
            found.append(_fence(opened, text, start, line.end(), inner, line.start()))
            opened = None
    if opened is not None:
        found.append(_fence(opened, text, start, len(text), inner, len(text)))
    return found


def _closes(mark: str, opening: str) -> bool:
    return mark[0] == opening[0] and len(mark) >= len(opening)


def _fence(opened: re.Match[str], text: str, start: int, end: int, inner: int, outer: int) -> Found:
    info = opened["info"].strip()
    while end > inner and text[end - 1] in "\r\n":
        end -= 1
    end = max(end, inner)
    if not _MATH.match(info):
        return Found("code", start, end, inner, outer, opened["mark"])
    while (option := _OPTION.match(text, inner, outer)) is not None:
        inner = option.end()
    return Found("display", start, end, inner, outer, f"{opened['mark']}{info.split()[0]}")
