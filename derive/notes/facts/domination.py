"""p ≪ q said in words: q(x) > 0 whenever p(x) > 0; q(x) = 0 implies p(x) = 0."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.facts.forms import Said, is_measure, is_name
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.sentences import SLOT, Sentence

_WHENEVER = re.compile(
    rf"(?P<a>{SLOT})(?: only)? (?:whenever|wherever|where|if|when) (?P<b>{SLOT})"
)
_IMPLIES = re.compile(rf"(?P<a>{SLOT}) (?:implies|forces|entails)(?: that)? (?P<b>{SLOT})")
_SO = re.compile(rf"(?:whenever|wherever|if) (?P<a>{SLOT}),? (?:then |also )?(?P<b>{SLOT})")
MUTUAL = re.compile(r"\b(?:whenever|wherever|implies|forces|entails)\b")
"""Words between two statements of which neither is made by itself."""


def domination(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """In each case "a" is what "b" follows from: a > 0 gives b > 0, or a = 0 gives b = 0."""
    words = sentence.words
    pairs = [(m["b"], m["a"]) for m in _WHENEVER.finditer(words)]
    pairs += [(m["a"], m["b"]) for pattern in (_IMPLIES, _SO) for m in pattern.finditer(words)]
    for one, other in pairs:
        first, second = (_sign(s, sentence, formulas) for s in (one, other))
        if first is None or second is None or first[0] != second[0]:
            continue
        (sign, a), (_, b) = first, second
        names = (a, b) if sign == ">" else (b, a)
        yield Said("dominated", names, assumes=True)


def _sign(slot: str, sentence: Sentence, formulas: Formulas) -> tuple[str, t.Node] | None:
    """> or = and the name, of q(x) > 0, q(x) = 0."""
    statements = formulas.statements(sentence.inline(slot))
    if len(statements) != 1 or statements[0].rels not in ((">",), ("=",), ("!=",)):
        return None
    s: Statement = statements[0]
    name, zero = s.one(0), s.one(1)
    if name is None or not isinstance(zero, t.Num) or zero.value != 0:
        return None
    if not is_name(name) or is_measure(name):
        return None
    return ("=" if s.rels == ("=",) else ">"), name.head if isinstance(name, t.Call) else name
