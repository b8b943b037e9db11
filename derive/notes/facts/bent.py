"""Whether the text speaks of convex or of concave functions where a display stands."""

from __future__ import annotations

import re

from derive.notes.blocks import Document, Heading, Prose
from derive.notes.facts.sentences import sentences

_CONCAVE = re.compile(r"\b(?<!-)concav|konkav|cóncav|上凸|凹|오목", re.IGNORECASE)
_CONVEX = re.compile(r"\b(?<!-)convex|konvex|下凸|(?<!上)凸|볼록", re.IGNORECASE)
_OTHERWISE = re.compile(  # not convex, the negative of a convex function, convex on a part
    r"\b(?:not|never|neither|nor|negative|minus|difference|quasi|locally|almost|nearly|partly|"
    r"part of|convex (?:sets?|hulls?|combinations?|bod(?:y|ies)|optimi[sz]ation))\b|n['’]t\b"
)


def bent(document: Document, block: int) -> tuple[str, int]:
    """ "convex" or "concave", as the last sentence or title before a display says that has either
    word, and its line; "" where it has both, or none of its section has one. A sentence behind it
    that calls a function so *if the above holds* says what the word means, and goes first."""
    meant = _meant(document, block)
    if meant is not None:
        return meant
    for n in range(block - 1, -1, -1):
        b = document.blocks[n]
        if isinstance(b, Heading):
            return _word(b.title), b.span.line
        if not isinstance(b, Prose):
            continue
        for s in reversed(sentences(b, n)):
            if _CONVEX.search(s.words) or _CONCAVE.search(s.words):
                return _word(s.words), s.span.line
    return "", 0


_ABOVE = re.compile(r"\bif\b.*\b(?:above|this|holds?|satisf\w+)\b")


def _meant(document: Document, block: int) -> tuple[str, int] | None:
    """Of "f is convex if the above holds", right behind the display."""
    b = document.blocks[block + 1] if block + 1 < len(document.blocks) else None
    first = sentences(b, block + 1)[:1] if isinstance(b, Prose) else []
    for s in first:
        if _ABOVE.search(s.words) and _word(s.words):
            return _word(s.words), s.span.line
    return None


def _word(words: str) -> str:
    if _OTHERWISE.search(words):
        return ""
    concave, convex = bool(_CONCAVE.search(words)), bool(_CONVEX.search(words))
    return "" if concave == convex else "concave" if concave else "convex"
