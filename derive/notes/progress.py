"""What is told while a file is read and decided, so that the end of a process costs one relation.

Another process is given what was told: the decisions that were made, in the order of the text, and
the chains that the first did not come out of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from derive.notes.decide import Decision
from derive.notes.source import NotRead, Span

TEXT, READ, DECIDE, SHOW = "text", "read", "decide", "show"  # what a file is at


def _nobody(kind: str, number: int) -> None:
    """Nobody asks."""


def _unheard(decision: Decision) -> None:
    """Nobody asks."""


@dataclass
class Progress:
    """at: called with what begins: the whole text is looked at, the chain of a number is read, the
    relation of a number is decided, and it is shown. decided: called with each decision. before:
    the decisions on the first relations, made earlier. unread: why chains are not to be read.
    """

    at: Callable[[str, int], None] = _nobody
    decided: Callable[[Decision], None] = _unheard
    before: Sequence[Decision] = ()
    unread: Mapping[int, str] = field(default_factory=dict)
    _relations: int = 0

    def chain(self, number: int, span: Span) -> NotRead | None:
        """A chain begins to be read; why it is not to be."""
        why = self.unread.get(number)
        if why is not None:
            return NotRead(span, why)
        self.at(READ, number)
        return None

    def decision(self, decide: Callable[[], Decision]) -> Decision:
        """On the next relation: the one that was made before, or else this."""
        number, self._relations = self._relations, self._relations + 1
        if number < len(self.before):
            return self.before[number]
        self.at(DECIDE, number)
        made = decide()
        self.decided(made)
        return made
