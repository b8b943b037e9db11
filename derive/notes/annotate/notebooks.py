"""In notebooks: a Markdown cell behind each cell with displays."""

from __future__ import annotations

import json

from derive.notes.annotate.quotes import quoted
from derive.notes.annotate.said import Said
from derive.notes.blocks import Display
from derive.notes.find.cells import Cell, cells


def with_cells(text: str, said: list[tuple[Display, list[Said]]]) -> str:
    """The file's text with the cells put in; they are written as its other cells are."""
    by_cell: dict[int, list[Said]] = {}
    for display, relations in said:
        by_cell.setdefault(display.span.source.cell or 0, []).extend(relations)
    parts: list[str] = []
    at = 0
    for number, cell in enumerate(cells(text)):
        if number in by_cell:
            parts += [text[at : cell.end], "," + _cell(text, cell, number, by_cell[number])]
            at = cell.end
    return "".join([*parts, text[at:]])


def _cell(text: str, before: Cell, number: int, relations: list[Said]) -> str:
    """A cell, laid out as the one before it, with an id where that has one."""
    source = [f"> {line}\n" for line in quoted(relations)]
    source[-1] = source[-1].rstrip("\n")
    value: dict[str, object] = {"cell_type": "markdown"}
    if '"id"' in text[before.start : before.end]:
        value["id"] = f"derive-{number}"
    value |= {"metadata": {"derive": "verdicts"}, "source": source}
    line = text[text.rfind("\n", 0, before.start) + 1 : before.start]
    if not line.isspace():
        return " " + json.dumps(value, ensure_ascii=False)
    made = json.dumps(value, ensure_ascii=False, indent=_indent(text, before, line))
    return "\n" + line + made.replace("\n", "\n" + line)


def _indent(text: str, cell: Cell, line: str) -> int:
    """By how much a cell's members are indented."""
    start = text.find("\n", cell.start, cell.end) + 1
    if not start:
        return 1
    inner = text[start : cell.end]
    return max(len(inner) - len(inner.lstrip(" \t")) - len(line), 1)


def without(text: str) -> str:
    """Without the cells that were put in."""
    parts: list[str] = []
    at = 0
    before = None
    for cell in cells(text):
        if cell.kind == "verdicts" and before is not None:
            parts.append(text[at : before.end])
            at = cell.end
        else:
            before = cell
    return "".join([*parts, text[at:]])
