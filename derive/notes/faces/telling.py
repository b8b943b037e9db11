"""What there is to know of a relation beside its verdict: pairs (heading, lines) of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from derive.notes.records import StepRecord
from derive.render.plain import sentence

_AGAINST: Final = ("refuted", "refuted unless", "ill-posed", "open")
_UNLESS: Final = "unless "


def told(s: StepRecord) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Conditions, a counterexample, what would be true, why it is not decided, other readings."""
    if s.expect:
        met = "and it is" if s.expect == s.verdict else "and it is not"
        yield "expected", (f"{s.expect}, {met}",)
    if supposed := conditions(s):
        heading = "supposing" if s.verdict in _AGAINST else "if"
        yield heading, tuple(map(sentence, supposed))
    if s.equality is not None and s.equality.verdict == "proved":
        yield "equality", (f"as said, {sentence(s.equality.says)}",)
    if s.counterexample:
        yield "counterexample", s.counterexample
    if s.true:
        yield "true is", (sentence(s.true),)
    if s.why:
        heading = "unless" if s.why.startswith(_UNLESS) else "why"
        yield heading, (sentence(s.why.removeprefix(_UNLESS)),)
    if s.alternatives:
        yield "readings", tuple(f"{sentence(r)}: {v}" for r, v in s.alternatives)


def conditions(s: StepRecord) -> tuple[str, ...]:
    """What it is decided under: in a case of the text, with its number, or without a word of it."""
    of_text = (f"{r.condition} [{r.number}]" for r in s.rests_on_text if r.condition)
    return (*of_text, *s.assumed)


def directive(text: str, path: str) -> str:
    """As it is written in that kind of file."""
    tex = PurePath(path).suffix.lower() == ".tex"
    return f"% derive: {text}" if tex else f"<!-- derive: {text} -->"
