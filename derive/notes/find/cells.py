"""The cells of a notebook, with the place of each in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from derive.notes.source import NotRead

_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True)
class Cell:
    """kind: "markdown", "code", "raw", … text: its source. start, end: of its JSON in the file."""

    kind: str
    text: str
    start: int
    end: int


def cells(text: str) -> list[Cell]:
    """NotRead: the file is no JSON, or no notebook."""
    try:
        return [_cell(value, start, end) for value, start, end in _cells(text)]
    except IndexError:
        raise NotRead(None, "no notebook: the file ends within its JSON") from None
    except (ValueError, RecursionError) as error:
        raise NotRead(None, f"no notebook: {error}") from None


def _cell(value: Any, start: int, end: int) -> Cell:
    if not isinstance(value, dict):
        raise ValueError(f"a cell is {str(value)[:40]!r}, not an object")
    source = value.get("source", value.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    kind = value.get("cell_type")
    metadata = value.get("metadata")
    if isinstance(metadata, dict) and metadata.get("derive") == "verdicts":
        return Cell("verdicts", "", start, end)  # put in by `annotate`
    level = value.get("level")
    if kind == "heading" and isinstance(level, int) and isinstance(source, str):
        kind, source = "markdown", "#" * max(1, min(level, 6)) + " " + source  # nbformat 3
    return Cell(str(kind), source if isinstance(source, str) else "", start, end)


def _cells(text: str) -> Iterator[tuple[Any, int, int]]:
    """The members of the list under `cells`, also of the first of `worksheets`."""
    at = _blank(text, 1 if text.startswith("\ufeff") else 0)
    found = False
    for key, start in _members(text, at):
        if key == "cells" and text[start] == "[":
            found = True
            yield from _elements(text, start)
        elif key == "worksheets" and text[start] == "[":
            sheet = _blank(text, start + 1)
            for name, inner in _members(text, sheet) if text[sheet] == "{" else ():
                if name == "cells" and text[inner] == "[":
                    found = True
                    yield from _elements(text, inner)
    if not found:
        raise ValueError("it has no list of cells")


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Keys of the object at `at`, and where their values begin."""
    if text[at] != "{":
        raise ValueError("it is no object of JSON")
    at = _blank(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _blank(text, at)
        if text[at] != ":":
            raise ValueError(f"a colon is missing at character {at}")
        at = _blank(text, at + 1)
        yield str(key), at
        _, at = _DECODER.raw_decode(text, at)
        at = _behind_comma(text, at)


def _elements(text: str, at: int) -> Iterator[tuple[Any, int, int]]:
    at = _blank(text, at + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield value, at, end
        at = _behind_comma(text, end)


def _behind_comma(text: str, at: int) -> int:
    at = _blank(text, at)
    if text[at] == ",":
        return _blank(text, at + 1)
    if text[at] not in "}]":
        raise ValueError(f"a comma is missing at character {at}")
    return at


def _blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
