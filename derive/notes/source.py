"""Where things stand in a file: sources, spans, and what was not read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Source:
    """A file's text as it stands, or the text of one cell of a notebook.

    cell: the number of the cell, from 0, in a notebook; None elsewhere.
    """

    path: str
    text: str
    cell: int | None = None

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


@dataclass(frozen=True)
class Span:
    """`source.text[start:end]`, in the original, unchanged text."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.place(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """From the start of this one to the end of the other."""
        return Span(self.source, self.start, max(self.end, other.end))


class NotRead(Exception):
    """What a stage could not read.

    why: in words an author can act on, without a full stop. ask: ready directives, of which one
    would settle it, as `p is a number in [0,1]`; () where none would.
    """

    def __init__(self, span: Span | None, why: str, ask: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.span, self.why, self.ask = span, why, ask


class Introduced(NotRead):
    """A display that says what a name is, in a way that is not read: it claims nothing."""


class NoValue(NotRead):
    """What stands there has no value, whatever the names mean: log 0, 1/0."""
