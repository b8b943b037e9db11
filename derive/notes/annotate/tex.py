"""In LaTeX: lines behind each display, with the marks of derive.sty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from derive.notes.annotate.places import Insertion, lines_end, put_in, taken_out
from derive.notes.annotate.said import Said
from derive.notes.blocks import Display, Document

BEGIN, END = "% derive:begin", "% derive:end"
_PUT_IN = put_in(BEGIN, END)
_LOADED = r"\IfFileExists{derive.sty}{\usepackage[marks]{derive}}{}"
_PROVIDED = r"\providecommand\verdictmark[1]{[#1]}"
_SIGNS = {
    "proved": "proved", "proved if": "proved", "true to rounding": "proved", "refuted": "refuted",
    "refuted unless": "refuted", "wrong value": "refuted", "ill-posed": "ill-posed",
    "open": "open", "cited": "cited",
}  # fmt: skip


def insertions(document: Document, said: list[tuple[Display, list[Said]]]) -> list[Insertion]:
    """Behind the line that each display ends in; and what these lines need, before them."""
    found = [
        Insertion(lines_end(document, display), (BEGIN, *_lines(relations), END))
        for display, relations in said
    ]
    if not found:
        return []
    text = document.sources[0].text
    start = text.find("\\begin{document}")
    if start == 0 or (start > 0 and text[start - 1] == "\n"):
        return [Insertion(start, (BEGIN, _LOADED, _PROVIDED, END)), *found]
    return [Insertion(found[0].at, (BEGIN, _PROVIDED, END)), *found]


def _lines(relations: list[Said]) -> Iterator[str]:
    yield r"\par\noindent{\footnotesize\raggedright"
    for said in relations:
        sign = _SIGNS.get(said.verdict)
        mark = rf"\verdictmark{{{sign}}} " if sign else ""
        word = {"proved": "", "unread": "not read"}.get(said.verdict, said.verdict)
        yield rf"{mark}{word}\quad {_tex(said.formula)}\par"
        for line in said.lines:
            yield rf"\hspace*{{2em}}{_tex(line)}\par"
    yield r"}\noindent\ignorespaces"


def _tex(words: str) -> str:
    """Plain words as TeX in ASCII; what has no form there is a question mark."""
    made = str(_encoder().unicode_to_latex(words))
    return " ".join(made.encode("ascii", "replace").decode("ascii").split())


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    return UnicodeToLatexEncoder(unknown_char_policy="replace", unknown_char_warning=False)


def without(text: str) -> str:
    """Without what stands between the marks."""
    return taken_out(_PUT_IN, text)
