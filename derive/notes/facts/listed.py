r"""Definitions in a list behind "where:": its items say what the names of a display are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes.blocks import Display, Document, Opaque, Prose
from derive.notes.facts.definitions import defined
from derive.notes.facts.forms import Said
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.sentences import SLOT, Sentence

_LEADS = re.compile(
    r"(?:\bwhere|\bwith|\bhere|其中|donde|où|wobei|ここで|여기서)\s*[,:：]?\s*$", re.IGNORECASE
)
_ITEM = re.compile(rf"^(?:[-*+•] |\d+[.)] )?({SLOT})(?=$|[ .,;:(–—-])")


def listed(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """p_i = … of an item of such a list that begins with it."""
    found = _ITEM.match(sentence.words) if sentence.first else None
    if found is not None:
        for statement in formulas.statements(sentence.inline(found[1])):
            said = defined(statement)
            if said is not None:
                yield said


def led_from(document: Document, k: int) -> int | None:
    """For an item of a list behind "where:" the display before that, which it is said of, or the
    item's own block where there is none; None of all other blocks."""
    block = document.blocks[k]
    if not isinstance(block, Prose) or "item" not in block.within:
        return None
    for n in range(k - 1, -1, -1):
        before = document.blocks[n]
        if isinstance(before, Opaque) or (isinstance(before, Prose) and "item" in before.within):
            continue
        if not isinstance(before, Prose) or _LEADS.search(before.text.text) is None:
            return None
        return n - 1 if n and isinstance(document.blocks[n - 1], Display) else k
    return None
