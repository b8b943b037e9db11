"""What keeps a counterexample from being one, though no sentence says so: a section about one
channel alone or about Markov chains, and words of a language of which little is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.notes.blocks import Document, Heading, Prose
from derive.notes.facts.sentences import sentences
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Call, Node
from derive.notes.walk import walk

_CHANNEL = re.compile(
    r"\b(?:binary|symmetric|erasure|noiseless|deterministic|useless|lossless|z-?|bsc|bec)\b"
    r".{0,20}\bchannels?\b|\b(?:bsc|bec|noisy typewriter|typewriter channel)\b"
    r"|二元.{0,4}信道|对称信道|對稱.?信道|擦除信道|删除信道|无噪.{0,2}信道|复制信道|打字机信道",
    re.IGNORECASE,
)


_MARKOV = re.compile(r"\bmarkov|马尔.{1,3}夫|馬[爾可].{1,3}夫|マルコフ|마르코프", re.IGNORECASE)


_ABROAD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WISHES = re.compile(
    r"希望|想要|要求|需要|应该|應該|应当|必须|必須|如果|假如|假设|假設|假定|设|設|若|只要|使得|满足|滿足|"
    r"とき|場合|ならば|仮定|必要|べき|だとする|경우|때|라면|가정|해야|원한다"
)


def _wish(document: Document, block: int) -> str:
    """The last words before a display, in a language of which little is read, if they may say what
    it takes for it to be so."""
    before = document.blocks[block - 1] if block else None
    said = sentences(before, block - 1)[-1:] if isinstance(before, Prose) else []
    unread = (s for s in said if _ABROAD.search(s.words) and _WISHES.search(s.words))
    return next((f"line {s.span.line}, “{s.quote}”" for s in unread), "")


def _titles(document: Document, block: int) -> Iterator[str]:
    """The titles of the sections that a block stands in, the innermost first."""
    level: int | None = None
    for b in reversed(document.blocks[:block]):
        if isinstance(b, Heading) and (level is None or b.level < level):
            level = b.level
            yield b.title


def of_channel(document: Document, block: int) -> str:
    """The title above a block, where it is that of one channel; "" where it is not."""
    title = next(_titles(document, block), "")
    return title if _CHANNEL.search(title) else ""


def doubts(document: Document, block: int, sides: Sequence[Node]) -> Iterator[str]:
    """What a refutation of a relation between measures of variables supposes."""
    calls = [n for s in sides for n in walk(s) if isinstance(n, Call) and measure_of(n) in "HI"]
    title = of_channel(document, block) if calls else ""
    args = (a for s in sides for n in walk(s) if isinstance(n, Call) for a in n.args)
    if not title and any(map(is_capital, args)):
        title = next(filter(_MARKOV.search, _titles(document, block)), "")
    if title:
        yield f"that the heading “{title}” does not restrict what it is about"
    wish = _wish(document, block)
    if wish:
        yield f"that {wish} says nothing of when it is so"
