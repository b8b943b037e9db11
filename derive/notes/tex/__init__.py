"""TeX of formulas: lexemes, macros, layout; no TeX is run.

text ─scan→ lexemes ─expanded→ without macros ─plain→ without layout, in one spelling;
macros that the text defines, then those that are customary and defined nowhere
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.notes.blocks import Macro, Marked
from derive.notes.chains import Token
from derive.notes.source import Source
from derive.notes.tex.customs import CUSTOMARY, counted
from derive.notes.tex.layout import plain
from derive.notes.tex.lexemes import Lexeme, scan
from derive.notes.tex.macros import expanded
from derive.notes.tex.optima import same_tasks
from derive.notes.tex.spelling import glued_logs, typed_words


def lexemes_of(text: str, macros: Mapping[str, Macro] | None = None) -> list[Lexeme]:
    """NotRead: too long, too deep, macros that run away, arguments missing."""
    own = expanded(scan(text), macros or {})
    made = plain(expanded(counted(own, macros or {}), CUSTOMARY))
    return same_tasks(glued_logs(typed_words(made)))


def tokens_of(lexemes: Iterable[Lexeme], body: Marked) -> tuple[Token, ...]:
    """With spans into the source."""
    return tuple(Token(x.sort, x.text, body.span(x.start, x.end)) for x in lexemes)


def marked(text: str, path: str = "<text>") -> Marked:
    """A string as a text that its container did nothing to."""
    return Marked(Source(path, text), text, tuple(range(len(text) + 1)))
