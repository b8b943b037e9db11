r"""\begin{bmatrix} … \end{bmatrix}: a matrix, or a column, written out."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.chains import Sort, Token
from derive.notes.parse.cases import inside_of, parted
from derive.notes.parse.reader import Reader
from derive.notes.tree import Members, Node

_OPENING = tuple(rf"\begin{{{letter}matrix}}" for letter in "bpB")
_DOTS = ("\\dots", "\\vdots", "\\ddots", "\\cdots", "⋮", "⋱")


def at_matrix(r: Reader) -> bool:
    """Whether one stands here."""
    return r.at(*_OPENING)


def matrix(r: Reader) -> Node:
    """The reader at the environment.

    Raises:
        NotRead: rows of different lengths, or cells that are not read.
    """
    start = r.i
    rows = [_row(r, tokens) for tokens in parted(inside_of(r), "\\\\") if tokens]
    if not rows or len({len(row.items) for row in rows}) > 1:
        r.fail("a matrix whose rows are of different lengths", r.tokens[start])
    return tree.Matrix(r.span(start), tuple(rows))


def _row(r: Reader, tokens: tuple[Token, ...]) -> Members:
    cells = tuple(_cell(r, c, tokens[0]) for c in parted(tokens, "&"))
    return Members(tokens[0].span.to(tokens[-1].span), "[]", cells)


def _cell(r: Reader, tokens: tuple[Token, ...], before: Token) -> Node:
    if len(tokens) == 1 and tokens[0].text in _DOTS and tokens[0].sort is not Sort.TEXT:
        return tree.Dots(tokens[0].span)
    if not tokens:
        r.fail("an empty cell of a matrix", before)
    return r.whole(tokens, "a cell")
