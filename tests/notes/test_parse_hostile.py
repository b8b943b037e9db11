"""Whatever the tokens are, there is a tree or a reason, soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.notes import walk
from derive.notes.chaining import side
from derive.notes.chains import Token
from derive.notes.parse import parse, relation
from derive.notes.source import NotRead
from derive.notes.written import latex
from tests.notes.test_parse_forms import examples

_DEEP = {
    "brackets": ("(", "x", ")"),
    "braces": ("{", "x + 1", "}"),
    "calls": ("f(", "x", ")"),
    "fractions": (r"\frac{1}{", "x", "}"),
    "exponents": ("2^{", "x", "}"),
    "subscripts": ("x_{", "i", "}"),
    "sums": (r"\sum_x ", "p(x)", ""),
    "logs": (r"\log ", "x", ""),
    "means": (r"\mathbb{E}_p ", "x", ""),
    "bars": ("|", "x", "|"),
    "minus": ("-", "x", ""),
    "hats": (r"\hat{", "x", "}"),
    "laws": (r"\mathbb{E}_{x \sim q_{", "i", "}}[x]"),
    "sets": (r"\sum_{x \in ", "A", "} x"),
    "open scopes": (r"\log a (b + ", "c", ")"),
    "open scopes in fractions": (r"\log a \frac{b}{", "c", "}"),
    "integrals": (r"\int ", "x", r" dx"),
    "derivatives": (r"\frac{d}{dx} ", "x", ""),
}
_FLAT = (
    "x + ", r"p(x) \log p(x) ", r"\sum_x p(x) + ", r"\log a b + ", "f(x) ", "x_i, ", "- ", "|x| ",
    r"\frac12 ", "x^2 ", r"\mathbb{E}_p x + ", r"{\mathbb E} ", "a/b ",
)  # fmt: skip


def _done(text: str) -> bool:
    """Read and written, or not read, within five seconds of the processor."""
    began = time.process_time()
    try:
        tree = parse(side(text).tokens)
        for _, reading in walk.readings(tree):
            latex(reading)
    except NotRead as no:
        assert no.why
    return time.process_time() - began < 5


@pytest.mark.parametrize("kind", _DEEP)
@pytest.mark.parametrize("depth", [10, 35, 60, 2000])
def test_deep(kind: str, depth: int) -> None:
    before, inside, behind = _DEEP[kind]
    assert _done(before * depth + inside + behind * depth)


@pytest.mark.parametrize("part", _FLAT)
def test_long(part: str) -> None:
    assert _done(part * 700 + "x")


def _tokens() -> list[Token]:
    found: dict[tuple[str, str], Token] = {}
    for text, _ in examples():
        try:
            for token in side(text.removeprefix("@")).tokens:
                found.setdefault((token.sort.value, token.text), token)
        except NotRead:
            continue
    return list(found.values())


@given(st.lists(st.sampled_from(_tokens()), max_size=14).map(tuple))
@settings(max_examples=400, deadline=None)
def test_any_tokens(tokens: tuple[Token, ...]) -> None:
    for read in (parse, relation):
        try:
            read(tokens)
        except NotRead as no:
            assert no.why


@given(st.sampled_from(examples()), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_tokens_moved(example: tuple[str, str], start: int, end: int, to: int) -> None:
    try:
        tokens = side(example[0].removeprefix("@")).tokens
    except NotRead:
        return
    part, rest = tokens[start:end], tokens[:start] + tokens[end:]
    for read in (parse, relation):
        try:
            read(rest[:to] + part + rest[to:])
        except NotRead as no:
            assert no.why
