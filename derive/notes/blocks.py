"""What a document is made of, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notes.source import Source, Span


@dataclass(frozen=True)
class Marked:
    """Text with what its container does to it undone (`&lt;`, `\\_`, `> `), and where it came from.

    offsets: for each character of `text` its place in the source, and one more for the end. wide:
    how many characters of the source a character stands for, where that is not one (`&lt;`: 4).
    """

    source: Source
    text: str
    offsets: tuple[int, ...]
    wide: dict[int, int] = field(default_factory=dict, compare=False)

    def span(self, start: int, end: int) -> Span:
        if end <= start:
            return Span(self.source, self.offsets[start], self.offsets[start])
        last = self.offsets[end - 1] + self.wide.get(end - 1, 1)
        return Span(self.source, self.offsets[start], last)

    def part(self, start: int, end: int) -> Marked:
        """text[start:end]."""
        inside = {i - start: n for i, n in self.wide.items() if start <= i < end}
        return Marked(self.source, self.text[start:end], self.offsets[start : end + 1], inside)


@dataclass(frozen=True)
class Heading:
    """level: 1 for the highest."""

    span: Span
    level: int
    title: str


@dataclass(frozen=True)
class Inline:
    """A formula within a line of text; body without its delimiters.

    start, end: where it stands in the text of its `Prose`, with its delimiters.
    """

    span: Span
    body: Marked
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Prose:
    """A paragraph, an item of a list, a caption, a footnote, or the words between two displays.

    within: what it stands in, outermost first, as "item", "quote", "footnote", "theorem", "proof".
    container: the number of the innermost of these in the file, 0 for the text itself: what has
    the same number stands in the same item.
    """

    span: Span
    text: Marked
    inline: tuple[Inline, ...]
    within: tuple[str, ...] = ()
    container: int = 0


@dataclass(frozen=True)
class Display:
    """A displayed formula; body without its delimiters.

    delimiter: as it opens, `$$`, `\\[`, `\\begin{align*}`. skip: a directive says so.
    """

    span: Span
    body: Marked
    delimiter: str
    within: tuple[str, ...] = ()
    label: str = ""
    skip: bool = False
    container: int = 0


@dataclass(frozen=True)
class Directive:
    """`<!-- derive: … -->`, `% derive: …`, or a key of the front matter; text without the frame."""

    span: Span
    text: str


@dataclass(frozen=True)
class Opaque:
    """Code, raw HTML, shortcodes, tables: passed over. what: one word for it."""

    span: Span
    what: str


Block = Heading | Prose | Display | Directive | Opaque


@dataclass(frozen=True)
class Macro:
    """A TeX definition. body: with #1 … #9.

    default: of the first argument where that is optional, `\\newcommand{\\E}[2][p]{…}`.
    starred: may be called with a star or a size, as what `\\DeclarePairedDelimiter` defines.
    why: why calls of it are not read (a delimited argument), "" if they are.
    """

    arity: int
    body: str
    default: str | None = None
    starred: bool = False
    why: str = ""


@dataclass(frozen=True)
class Document:
    """A file in blocks. macros: TeX definitions that hold in all of it, by name with backslash."""

    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    macros: dict[str, Macro]
