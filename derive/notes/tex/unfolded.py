"""Text as it stands, but for the macros of its document, which are written out: to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from derive.notes.blocks import Macro
from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.lexemes import Lexeme, scan
from derive.notes.tex.macros import calls


def unfolded(text: str, macros: Mapping[str, Macro]) -> str:
    """The text with what calls of macros stand for; as it is where that cannot be told."""
    if not any(name in text for name in macros):
        return text
    closed = text + "}" * max(text.count("{") - text.count("}"), 0)  # a quotation may be cut
    try:
        found = list(calls(scan(closed), macros))
    except NotRead:
        return text
    parts: list[str] = []
    at = 0
    for start, end, put in found:
        parts += [text[at:start], _written(put)]
        at = min(end, len(text))
        if text[at : at + 1].isalpha():
            parts.append(" ")
    return "".join([*parts, text[at:]])


def _written(lexemes: list[Lexeme]) -> str:
    """As TeX; a blank only where there was one, or where two names would grow together."""
    out = ""
    for k, x in enumerate(lexemes):
        before = lexemes[k - 1] if k else None
        is_name = before is not None and before.sort is Sort.COMMAND and before.text[-1].isalpha()
        out += " " if (is_name and x.text[:1].isalpha()) or (x.spaced and k) else ""
        out += x.text
    return out
