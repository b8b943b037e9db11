"""A name that prose says something about, and a display then gives a value: said, not checked."""

from __future__ import annotations

import re

from derive.notes import tree as t
from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.numbers import rational
from derive.notes.facts.scopes import section
from derive.notes.facts.sentences import Sentence, sentences

_CHOOSES = re.compile(
    r"\b(?:set|choose|choosing|take|taking|put|fix|pick|use|using|define|example|say|suppose|"
    r"assume|with|for)\b"
)


def described(
    document: Document, formulas: Formulas, chain: Chain, name: t.Node, value: t.Node
) -> Sentence | None:
    """The last sentence that speaks of a name that a display equates to a number, where it does
    not say that this number is chosen for it."""
    body = value.body if isinstance(value, t.WithUnit) else value
    if not isinstance(name, t.Name) or rational(body) is None:
        return None
    for k in range(chain.block - 1, -1, -1):
        block = document.blocks[k]
        if not isinstance(block, Prose) or not section(document, k).holds(chain.block):
            continue
        for sentence in reversed(sentences(block, k)):
            if _speaks(sentence, formulas, name):
                return None if _CHOOSES.search(sentence.words) else sentence
    return None


def _speaks(sentence: Sentence, formulas: Formulas, name: t.Name) -> bool:
    alone = (s for x in sentence.slots for s in formulas.statements(sentence.inline(x)))
    return any(not s.rels and name in s.names for s in alone)
