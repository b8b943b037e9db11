"""In Markdown: a block quotation behind each display."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes.annotate.places import Insertion, lines_end, prefix_of, put_in, taken_out
from derive.notes.annotate.said import Said
from derive.notes.blocks import Display, Document

BEGIN, END = "<!-- derive:begin -->", "<!-- derive:end -->"
_PUT_IN = put_in(BEGIN, END)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$|~])")


def insertions(document: Document, said: list[tuple[Display, list[Said]]]) -> list[Insertion]:
    """Behind the line, or the paragraph's line, that each display ends in."""
    found = []
    for display, relations in said:
        prefix = prefix_of(display)
        lines = [BEGIN, "", *(f"> {line}" for line in quoted(relations)), "", END]
        whole = tuple((prefix + line).rstrip() for line in lines)
        found.append(Insertion(lines_end(document, display), whole))
    return found


def quoted(relations: list[Said]) -> Iterator[str]:
    """A list in Markdown: the verdict and the relation, and what there is to know below."""
    for said in relations:
        mark = f"**{said.mark}**" if " " in said.mark else said.mark  # `✓ if` is no part of it
        yield f"- {mark} {escaped(said.formula)}"
        for line in said.lines:
            yield f"    - {escaped(line)}"


def escaped(words: str) -> str:
    """Words in which nothing is a mark of Markdown or a formula."""
    return _SPECIAL.sub(r"\\\1", words)


def without(text: str) -> str:
    """Without what stands between the marks."""
    return taken_out(_PUT_IN, text)
