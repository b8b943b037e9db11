"""What mathematics alone does not settle."""

from __future__ import annotations

from derive.language.names import DeriveError
from derive.rules.fact import Decision, Fact, Ground, prose_latex


class Empirical(Fact):
    """A statement about the world, a measurement or a rule of thumb; it stays open.

    why: in one line, why no proof can settle it.
    """

    rule = "a matter of observation"

    def __init__(self, statement: str, why: str) -> None:
        if not statement or not why:
            raise DeriveError("Empirical(statement, why): expected both, in words.")
        self.statement, self.why = statement, why

    def text(self) -> str:
        return self.statement

    def latex(self) -> str:
        return prose_latex(self.statement)

    def decide(self, ground: Ground) -> Decision:
        return Decision("open", note=self.why)
