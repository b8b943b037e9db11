"""In LaTeX: lines behind each display, with the marks of derive.sty."""

from __future__ import annotations

import re
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
_BOLD = r"\providecommand\mathbb[1]{\mathbf{#1}}"
_INSTEAD = {
    r"\mathscr": r"\mathcal", r"\triangleq": ":=", r"\therefore": "so", r"\lesssim": r"<\sim",
    r"\gtrsim": r">\sim", r"\nleq": r"\not\leq", r"\ngeq": r"\not\geq", r"\nless": r"\not<",
    r"\varnothing": r"\emptyset", r"\smallsetminus": r"\setminus", r"\rightsquigarrow": r"\to",
}  # fmt: skip
_NO_LATEX = re.compile("|".join(re.escape(k) + r"(?![A-Za-z])" for k in _INSTEAD))
_ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0307": "dot", "\u20d7": "vec"}
_ACCENTED = re.compile(rf"(\w)([{''.join(_ACCENTS)}])")
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
        return [Insertion(start, (BEGIN, _LOADED, _PROVIDED, _BOLD, END)), *found]
    return [Insertion(found[0].at, (BEGIN, _PROVIDED, _BOLD, END)), *found]


def _lines(relations: list[Said]) -> Iterator[str]:
    yield r"\par\noindent{\footnotesize\raggedright"
    for said in relations:
        sign = _SIGNS.get(said.verdict)
        mark = rf"\verdictmark{{{sign}}} " if sign else ""
        word = {"proved": "", "unread": "not read"}.get(said.verdict, said.verdict)
        yield rf"{mark}{word}\quad {_formula(said)}\par"
        for line in said.lines:
            yield rf"\hspace*{{2em}}{_tex(line)}\par"
    yield r"}\noindent\ignorespaces"


def _formula(said: Said) -> str:
    return f"${said.latex}$" if said.latex.isascii() and said.latex else _tex(said.formula)


def _tex(words: str) -> str:
    """Plain words as TeX in ASCII; what has no form there is a question mark."""
    made, at = "", 0
    for found in _ACCENTED.finditer(words):
        made += _encoded(words[at : found.start()])
        made += rf"$\{_ACCENTS[found[2]]}{{{_encoded(found[1])}}}$"
        at = found.end()
    made += _encoded(words[at:])
    return " ".join(made.encode("ascii", "replace").decode("ascii").split())


def _encoded(words: str) -> str:
    """In commands that plain LaTeX has."""
    made = str(_encoder().unicode_to_latex(words.replace("≟", "=?")))
    return _NO_LATEX.sub(lambda found: _INSTEAD[found[0]], made)


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    return UnicodeToLatexEncoder(unknown_char_policy="replace", unknown_char_warning=False)


def without(text: str) -> str:
    """Without what stands between the marks."""
    return taken_out(_PUT_IN, text)
