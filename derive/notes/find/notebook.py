"""Notebooks in blocks: Markdown cells read, code passed over and never run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notes.blocks import Block, Display, Opaque, Prose
from derive.notes.find.cells import cells
from derive.notes.find.definitions import Definition
from derive.notes.find.markdown import markdown
from derive.notes.source import Source, Span


def notebook(path: str, text: str) -> tuple[list[Source], list[Block], list[Definition]]:
    """One source a cell; blocks and macros of all. NotRead: it is no notebook."""
    sources: list[Source] = []
    blocks: list[Block] = []
    macros: list[Definition] = []
    highest = 0
    for number, cell in enumerate(c for c in cells(text) if c.kind != "verdicts"):
        source = Source(path, cell.text, number)
        sources.append(source)
        if cell.kind != "markdown":
            blocks.append(Opaque(Span(source, 0, len(cell.text)), cell.kind))
            continue
        more, defined = markdown(source)
        blocks.extend(_moved(more, highest))
        highest += _highest(more)
        macros.extend(defined)
    return sources, blocks, macros


def _moved(blocks: Iterable[Block], by: int) -> Iterator[Block]:
    """Numbers of containers after those of the cells before."""
    for block in blocks:
        if isinstance(block, Prose | Display) and block.container:
            yield replace(block, container=block.container + by)
        else:
            yield block


def _highest(blocks: Iterable[Block]) -> int:
    return max((b.container for b in blocks if isinstance(b, Prose | Display)), default=0)
