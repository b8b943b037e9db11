"""No token of a side is passed over: without it, or with another in its place, it is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from derive.notes.chaining import side
from derive.notes.chains import Sort, Token
from derive.notes.parse import parse
from derive.notes.source import NotRead
from derive.notes.tree import Node
from tests.notes.test_parse_forms import examples

_TIMES = ("\\cdot", "\\times", "*", "~")  # a b is a product too; ~ is a blank
_LISTS = (",",)  # x_{ij} has the indices of x_{i,j}, Σ_{xy} the letters of Σ_{x,y}
_READ = [a for a, b in examples() if not a.startswith("@") and not b.startswith("✗")]
_OTHERS = {"+": "-", "-": "+", "|": ",", ";": "|", "(": "["}
# what may be left out because another spelling of the same is left
_ALIKE = {
    ("1.3788 bits", "s"),
    (r"\mathbf{0.37} + \textbf{0.5}", r"\mathbf"),
    (r"\int p(x)\log p(x)\,dx + \int\int p(x,y) dx\,dy", r"\int"),
    (r"\int \int Pr(x,y) \log \frac{Pr(x,y)}{Pr(x)Pr(y)} ~dxdy", r"\int"),
}


def read(tokens: tuple[Token, ...]) -> Node | None:
    try:
        return parse(tokens)
    except NotRead:
        return None


def _indicators(text: str) -> bool:
    """1[x = y] is [x = y], and 1_{x = y} is 1{x = y}."""
    return "1" in text and ("[" in text or "_" in text)


def _other(token: Token) -> Token | None:
    if token.sort is Sort.LETTER:
        return replace(token, text="K" if token.text != "K" else "M")
    if token.sort is Sort.NUMBER:
        return replace(token, text="7" if token.text != "7" else "8")
    return replace(token, text=_OTHERS[token.text]) if token.text in _OTHERS else None


def _lost(text: str) -> Iterator[str]:
    tokens = side(text).tokens
    whole = parse(tokens)
    for i, token in enumerate(tokens):
        allowed = token.text in (*_TIMES, *_LISTS) or (text, token.text) in _ALIKE
        if token.text in ("1", "_") and _indicators(text):
            allowed = True
        if token.text == "&" and "otherwise" in text:  # the word parts the row too
            allowed = True
        if not allowed and read(tokens[:i] + tokens[i + 1 :]) == whole:
            yield f"without {token.text} ({i})"
        other = _other(token)
        if other and read((*tokens[:i], other, *tokens[i + 1 :])) == whole:
            yield f"{other.text} for {token.text} ({i})"


@pytest.mark.parametrize("text", _READ, ids=lambda x: x[:40])
def test_no_token_lost(text: str) -> None:
    assert not list(_lost(text))
