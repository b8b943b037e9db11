"""What became of one mutant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """One mutant. kind: of its falsehood, "" if none was found; killed by: whether refused.

    forged_kernel, recheck: of the forged certificate, or the true mutant's own; None: not asked.
    """

    where: str
    operator: str
    text: str
    kind: str
    certified: bool
    search: bool
    forged_kernel: bool | None
    recheck: bool | None
    attack: bool
    disagreement: bool
    random_shows: bool
    error: str = ""  # in which it ended, if it did

    @property
    def false(self) -> bool:
        return bool(self.kind)

    @property
    def survives(self) -> bool:
        return self.false and not (
            self.search and self.forged_kernel is not False and self.recheck is not False
            and self.attack
        )  # fmt: skip


def ended_in(error: Exception, where: str, operator: str, text: str) -> Outcome:
    """Of a mutant about which nothing is known: a fault of the judge, the attack or the search."""
    unknown = (False, False, None, None, False, False, False)
    return Outcome(where, operator, text, "", *unknown, error=repr(error)[:300])
