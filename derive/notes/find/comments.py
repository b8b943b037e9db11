"""Comments and verbatim text of LaTeX, masked; directives among the comments are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"\\begin\{(?P<verbatim>verbatim|lstlisting|minted|Verbatim|comment|alltt)\*?\}"
    r"|\\(?:verb|lstinline)\*?(?P<mark>[|!+\"/@])|\\[\s\S]|(?P<comment>%[^\n]*)"
)
_DIRECTIVE = re.compile(r"%+\s*derive\s*:\s*(?P<text>.*?)\s*$", re.IGNORECASE)
_VISIBLE = re.compile(r"[^\r\n]")


@dataclass(frozen=True)
class Remark:
    """A directive: text[start:end] is the comment."""

    text: str
    start: int
    end: int


def without_comments(text: str) -> tuple[str, list[Remark]]:
    """The text with comments and verbatim text as runs of %, so that places stay and no line is
    empty that was not; and the directives.
    """
    parts: list[str] = []
    remarks: list[Remark] = []
    at = 0
    unclosed: set[str] = set()
    while (match := _PIECE.search(text, at)) is not None:
        end = match.end()
        if match["verbatim"]:
            end = _behind(text, f"\\end{{{match['verbatim']}", match.end(), unclosed)
        elif match["mark"]:
            close = text.find(match["mark"], match.end(), match.end() + 300)
            end = match.end() if close < 0 else close + 1
        kept = not (match["verbatim"] or match["mark"] or match["comment"])
        parts.append(text[at : match.start()])
        parts.append(text[match.start() : end] if kept else _masked(text[match.start() : end]))
        begins = match["comment"] and match["comment"].strip() == "% derive:begin"
        if begins:  # put in by `annotate`
            end = _behind_line(text, "% derive:end", end, unclosed)
            parts[-1] = _masked(text[match.start() : end])
        elif match["comment"]:
            said = _DIRECTIVE.match(match["comment"].rstrip("\r"))
            if said is not None:
                remarks += [
                    Remark(line.strip(), match.start(), end)
                    for line in said["text"].split(";")
                    if line.strip()
                ]
        at = end
    parts.append(text[at:])
    return "".join(parts), remarks


def _behind(text: str, closing: str, at: int, unclosed: set[str]) -> int:
    """Behind the closing mark; where there is none, `at`, and it is not looked for again."""
    if closing in unclosed:
        return at
    found = text.find(closing, at)
    if found < 0:
        unclosed.add(closing)
        return at
    return text.find("}", found) + 1


def _behind_line(text: str, closing: str, at: int, unclosed: set[str]) -> int:
    found = -1 if closing in unclosed else text.find(closing, at)
    if found < 0:
        unclosed.add(closing)
        return at
    return found + len(closing)


def _masked(text: str) -> str:
    return _VISIBLE.sub("%", text)
