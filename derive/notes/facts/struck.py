"""Facts that a directive strikes out: `not [2]` by number, `not "let p be"` by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.notes.facts import Fact
from derive.notes.source import NotRead


@dataclass(frozen=True)
class _Struck:
    fact: Fact
    number: int | None
    words: str

    def means(self, other: Fact) -> bool:
        if self.number is not None:
            return other.number == self.number
        return self.words in _plain(other.quote)


def kept(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that are not struck out, without the directives that do so.

    Raises:
        NotRead: a directive that strikes nothing.
    """
    struck = [_struck(f) for f in facts if f.kind == "not"]
    left = [f for f in facts if f.kind != "not"]
    for s in struck:
        if not any(s.means(f) for f in left):
            known = f"there are [1] to [{left[-1].number}]" if left else "there are none"
            raise NotRead(s.fact.span, f"“not {s.fact.words}”: no such assumption; {known}")
    return [f for f in left if not any(s.means(f) for s in struck)]


def _struck(f: Fact) -> _Struck:
    digits = f.words.strip("[]")
    if digits.isdecimal():
        return _Struck(f, int(digits), "")
    return _Struck(f, None, _plain(f.words.strip('"“”')))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
