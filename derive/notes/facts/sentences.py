"""Prose as sentences in which each formula is one character, so that patterns of words fit it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from derive.notes.blocks import Inline, Prose
from derive.notes.source import Span

FIRST_SLOT = 0xE000  # of Unicode's private characters, which stand in no text
SLOT = "[\ue000-\uf8ff]"
_MOST_SLOTS = 0xF8FF - FIRST_SLOT
_LONGEST = 5_000  # characters of a sentence; what is longer is none
_LONGEST_QUOTE = 110
_MARKS = re.compile(r"\*+|(?<!\w)_+(?=\w)|(?<=[\w.,])_+(?!\w)|\\(?:emph|textbf|textit)\{|[{}~`]")
_END = re.compile(r"[.?!](?=[\"”’)\]]*(?:\s|$))|[。！？]")
_SHORT = re.compile(
    r"(?:\b(?:i\.e|e\.g|cf|resp|w\.r\.t|i\.i\.d|a\.s|eqs?|sec|figs?|thm|vs|etc|prob|no|ch)"
    r"|(?<![\w$])[A-Za-z]|\b\d)\.$",
    re.IGNORECASE,
)

_GOES_ON = ("当且仅当", "當且僅當", "若且唯若")  # with the display before it


@dataclass(frozen=True)
class Sentence:
    """words: in small letters, each formula one private character, blanks and marks of emphasis
    gone. offsets: for each character its place in the prose. last: nothing follows in its prose.
    number: of those before it there.
    """

    prose: Prose
    block: int
    words: str
    offsets: tuple[int, ...]
    first: bool
    last: bool
    number: int = 0

    @property
    def is_tail(self) -> bool:
        """Whether it goes on in the middle of a sentence, as behind a display."""
        begins = self.prose.text.text.lstrip()
        goes_on = begins[:1].islower() or begins.startswith(_GOES_ON)
        return self.first and self.block > 0 and goes_on

    def inline(self, slot: str) -> Inline:
        """The formula that the character stands for."""
        return self.prose.inline[ord(slot) - FIRST_SLOT]

    @property
    def slots(self) -> list[str]:
        return re.findall(SLOT, self.words)

    @property
    def span(self) -> Span:
        start, end = self.offsets[0], self.offsets[-1] + 1
        last = self.words[-1]
        if re.fullmatch(SLOT, last):
            end = self.inline(last).end
        return self.prose.text.span(start, end)

    @property
    def quote(self) -> str:
        """As it stands, on one line, not too long."""
        text = " ".join(self.span.text.split())
        return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + "…"


def sentences(prose: Prose, block: int) -> list[Sentence]:
    """The sentences of a paragraph, in order."""
    words, offsets = _cleaned(prose)
    parts = [(start, end) for start, end in _parts(words) if end - start <= _LONGEST]
    made = []
    for k, (start, end) in enumerate(parts):
        ends = (k == 0, k == len(parts) - 1)
        made.append(Sentence(prose, block, words[start:end], tuple(offsets[start:end]), *ends, k))
    return made


@lru_cache(maxsize=1024)
def _cleaned(prose: Prose) -> tuple[str, list[int]]:
    text = prose.text.text
    out: list[str] = []
    offsets: list[int] = []

    def put(char: str, at: int) -> None:
        if char.isspace():
            char = " "
        if char != " " or (out and out[-1] != " "):
            low = char.lower()
            out.append(low if len(low) == 1 else char)
            offsets.append(at)

    at = 0
    for k, formula in enumerate(prose.inline[:_MOST_SLOTS]):
        _put_words(text, at, formula.start, put)
        put(chr(FIRST_SLOT + k), formula.start)
        at = formula.end
    _put_words(text, at, len(text), put)
    while out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return "".join(out), offsets


def _put_words(text: str, start: int, end: int, put: object) -> None:
    gone = {k for m in _MARKS.finditer(text, start, end) for k in range(m.start(), m.end())}
    for k in range(start, end):
        if k not in gone:
            put(text[k], k)  # type: ignore[operator]
        elif text[k] == "~":
            put(" ", k)  # type: ignore[operator]


def _parts(words: str) -> Iterator[tuple[int, int]]:
    """Places of the sentences."""
    start = 0
    for found in _END.finditer(words):
        if _SHORT.search(words[start : found.end()]) and found[0] == ".":
            continue
        if words[start : found.end()].strip():
            yield _trimmed(words, start, found.end())
        start = found.end()
    if words[start:].strip():
        yield _trimmed(words, start, len(words))


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    while words[start] == " ":
        start += 1
    return start, end
