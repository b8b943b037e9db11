r"""Text that TeX passes over: \iffalse … \fi, and \iftrue … \else … \fi behind its \else."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"\\(?:if(?!f(?![A-Za-z@]))[A-Za-z@]*|else|fi)(?![A-Za-z@])|\\[\s\S]")
r"""A conditional begins with \if…; \iff is a sign."""
_VISIBLE = re.compile(r"[^\r\n]")


def without_discarded(text: str) -> str:
    """The text with what is passed over as runs of %, so that places stay. Of another conditional,
    which is not known to hold or not, both branches stay."""
    parts, at = [], 0
    for start, end in _discarded(text):
        parts += [text[at:start], _VISIBLE.sub("%", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _discarded(text: str) -> Iterator[tuple[int, int]]:
    """Places, from the mark that begins one to that which ends it."""
    opened: list[str] = []
    start, depth = -1, 0  # where what is passed over begins, and how many are open there
    for found in _WORD.finditer(text):
        word = found[0]
        if word.startswith("\\if"):
            opened.append(word)
            begins = word == "\\iffalse"
        elif word == "\\else" and opened:
            begins = opened[-1] == "\\iftrue"
            if start >= 0 and len(opened) == depth and opened[-1] == "\\iffalse":
                yield start, found.end()
                start = -1
        elif word == "\\fi" and opened:
            begins = False
            if start >= 0 and len(opened) == depth:
                yield start, found.end()
                start = -1
            opened.pop()
        else:
            continue
        if begins and start < 0:
            start, depth = found.start(), len(opened)
