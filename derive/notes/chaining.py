"""Displays cut into chains of relations."""

from __future__ import annotations

from collections.abc import Mapping

from derive.notes.blocks import Macro
from derive.notes.chains import Side
from derive.notes.tex import lexemes_of, marked, tokens_of


def side(latex: str, macros: Mapping[str, Macro] | None = None) -> Side:
    """One side from a bare string. NotRead as `tex.lexemes_of`."""
    body = marked(latex)
    return Side(tokens_of(lexemes_of(latex, macros), body), body.span(0, len(latex)), latex)
