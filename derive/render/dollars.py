"""Formulas that an author sets between dollars, in titles, reasons and docstrings."""

from __future__ import annotations

import re

# As in Markdown: no blank inside the dollars, no digit after them, so that $5 and $6 are prices.
_FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])((?:[^$\\]|\\.)+?)(?<!\s)\$(?![\d$])")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_NO_SCRIPT = re.compile(r"(?<!\\)[\^_]\s*(?:[\^_}~']|$)")
_TWO_SCRIPTS = re.compile(r"(?<!\\)([\^_])\s*(?:\{[^{}]*\}|\\[A-Za-z]+|[^{\\])\s*\1")
_OTHER_SIGN = re.compile(r"""\\[\\()\[\]`'^"~=.]|\^\^""")  # ends, accents of text, TeX's own rules
_NOT_MATHEMATICS = re.compile(
    "input|include|includegraphics|openin|openout|read|write|immediate|special|directlua|begin|end|"
    "[egx]?def|let|(re)?newcommand|usepackage|catcode|csname|expandafter|loop|newwrite|everymath|"
    "tag|label|ref|href|url|par|[hv]skip|kern"
)


def parted(line: str) -> list[tuple[bool, str]]:
    """The line's words as they are, and, marked True, the formulas without their dollars.

    What has unbalanced braces, or does more than set a formula, stays among the words.
    """
    out, end = [], 0
    for found in _FORMULA.finditer(line):
        if _is_mathematics(found[1]):
            out += [(False, line[end : found.start()]), (True, _safe(found[1]))]
            end = found.end()
    return [(is_math, part) for is_math, part in [*out, (False, line[end:])] if part]


def _is_mathematics(tex: str) -> bool:
    depth = 0
    for c in re.sub(r"\\.", "", tex):
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    commands = _COMMAND.findall(tex)
    if _NO_SCRIPT.search(tex) or _TWO_SCRIPTS.search(tex):
        return False
    if any(map(_NOT_MATHEMATICS.fullmatch, commands)):
        return False
    if _OTHER_SIGN.search(tex):
        return False
    return depth == 0 and commands.count("left") == commands.count("right")


def _safe(tex: str) -> str:
    """What would end a cell or begin a parameter or a comment is escaped."""
    return re.sub(r"(?<!\\)([#&%])", r"\\\1", tex)
