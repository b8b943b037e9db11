"""X, Y ∼ p that are called i.i.d. behind the formula, or over its sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes.facts.forms import Said
from derive.notes.facts.formulas import Statement
from derive.notes.facts.restricted import case
from derive.notes.facts.sentences import Sentence

_BEHIND = re.compile(
    r",? (?:(?:are|be|all|both|drawn) )*(?:i\.i\.d\.?(?!\w)|iid\b|independently\b)"
)
_OVER = re.compile(
    r"\\(?:overset|stackrel)\s*\{(?:\\[a-z]+\s*\{)?[\s\\,]*i\.?\s*i\.?\s*d\b", re.IGNORECASE
)


def alike(sentence: Sentence, slot: str, statement: Statement) -> Iterator[Said]:
    """That the names of a statement are i.i.d. with the law behind its ∼."""
    at = sentence.words.index(slot)
    behind = _BEHIND.match(sentence.words[at + 1 :])
    called = behind or _OVER.search(sentence.inline(slot).body.text)
    end = at + 1 + (behind.end() if behind else 0)
    is_plain = statement.rels == ("sim",) and case(sentence, at, end) is None
    if is_plain and len(statement.names) > 1 and called:
        yield Said("iid", statement.names, statement.sides[1], "", True)
