"""What is written of a tree is read as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from derive.notes import walk
from derive.notes.chaining import side
from derive.notes.parse import parse
from derive.notes.tree import Node
from derive.notes.written import latex
from tests.notes.test_parse_forms import examples
from tests.notes.trees import trees

_READ = [a for a, b in examples() if not a.startswith("@") and not b.startswith("✗")]


@pytest.mark.parametrize("text", _READ, ids=lambda x: x[:40])
def test_forms_written_and_read(text: str) -> None:
    for _, reading in walk.readings(parse(side(text).tokens)):
        assert parse(side(latex(reading)).tokens) == reading


@given(trees())
@settings(max_examples=60, deadline=None)
def test_trees_written_and_read(tree: Node) -> None:
    read = parse(side(latex(tree)).tokens)
    assert tree in [reading for _, reading in walk.readings(read)][:1], latex(tree)
