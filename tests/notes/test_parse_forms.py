"""Each form that is read, as it is read; each that is not, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from derive.notes.chaining import side
from derive.notes.parse import parse, relation
from derive.notes.source import NotRead
from tests.notes.shown import shown

_FILE = Path(__file__).with_name("forms.txt")


def examples() -> list[tuple[str, str]]:
    """Pairs of lines: the TeX, and what it is. A line that begins with @ is a relation."""
    lines = [x for x in _FILE.read_text(encoding="utf-8").splitlines() if x.strip()]
    lines = [x for x in lines if not x.startswith("#")]
    return [(a, b.strip()) for a, b in zip(lines[::2], lines[1::2], strict=True)]


def said_of(latex: str) -> str:
    """The tree in a row, or ✗ and why there is none."""
    read = relation if latex.startswith("@") else parse
    try:
        return shown(read(side(latex.removeprefix("@")).tokens))
    except NotRead as no:
        return f"✗ {no.why}"


@pytest.mark.parametrize(("latex", "expected"), examples(), ids=lambda x: x[:40])
def test_forms(latex: str, expected: str) -> None:
    assert said_of(latex) == expected
