"""The sections of a document, by the blocks at which they begin."""

from __future__ import annotations

from collections.abc import Sequence

from derive.notes.blocks import Document, Heading
from derive.notes.facts.scopes import opens


def starts_of(document: Document) -> list[int]:
    """The blocks at which sections begin."""
    return [n for n, b in enumerate(document.blocks) if isinstance(b, Heading) or opens(b)]


def within(starts: Sequence[int], document: Document, block: int) -> tuple[int, int]:
    """The first block of the section of a block, and the first behind it."""
    ends = [*starts, len(document.blocks)]
    return begin_of(starts, block), next(e for e in ends if e > block)


def begin_of(starts: Sequence[int], block: int) -> int:
    """The first block of the section of a block; -1 before the first."""
    return max((s for s in starts if s <= block), default=-1)
