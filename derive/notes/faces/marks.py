"""Verdicts: their signs, which are derive.sty's, their colours, and which fail a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

MARK: Final = {
    "proved": "✓",
    "proved if": "✓ if",
    "true to rounding": "✓ ≈",
    "definition": "≔",
    "refuted": "× refuted",
    "refuted unless": "× unless",
    "wrong value": "× wrong value",
    "ill-posed": "⊘ ill-posed",
    "open": "? open",
    "cited": "† cited",
    "unread": "– not read",
    "skipped": "· skipped",
}
STYLE: Final = {
    "proved": "green",
    "proved if": "green",
    "true to rounding": "green",
    "definition": "cyan",
    "refuted": "bold red",
    "refuted unless": "bold yellow",
    "wrong value": "bold red",
    "ill-posed": "bold magenta",
    "open": "bold yellow",
    "cited": "cyan",
    "unread": "bold yellow",
    "skipped": "dim",
}
WRONG: Final = ("refuted", "ill-posed", "wrong value")
UNSETTLED: Final = ("refuted unless", "open", "unread")  # what --strict does not let pass
SIGN: Final = {
    "=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠", "~": "≈", ":=": "≔",
    "->": "→", "prop": "∝", "iff": "⟺", "in": "∈", "sim": "∼",
}  # fmt: skip


class Decided(Protocol):
    """What is asked of a step."""

    @property
    def verdict(self) -> str: ...
    @property
    def expect(self) -> str: ...


def is_wrong(step: Decided, strict: bool = False) -> bool:
    """Whether the step fails a run: it is wrong, or not what a directive expects of it."""
    if step.expect:
        return step.verdict != step.expect
    return step.verdict in WRONG or (strict and step.verdict in UNSETTLED)


def worst(verdicts: Sequence[str]) -> str:
    """The verdict that an author has to look at first; "skipped" where there is none."""
    order = (*WRONG, *UNSETTLED, "proved if", "true to rounding", "cited", "proved", "definition")
    return next((v for v in order if v in verdicts), "skipped")


def numbers(rested: Sequence[Any]) -> str:
    """`[2] [5]`: the assumptions of the text that a step rests on."""
    return " ".join(dict.fromkeys(f"[{r.number}]" for r in rested))
