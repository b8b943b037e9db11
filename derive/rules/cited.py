"""Facts taken from the literature: used, named, never silently."""

from __future__ import annotations

from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.rules.fact import Decision, Fact, Ground, prose_latex


class Cited(Fact):
    """A fact with its source. Whatever is built on it says so (`derive axioms`).

    statement: in words. tex: as LaTeX mathematics, if words are not enough. source: author, year,
    theorem number.
    """

    rule = "cited"

    def __init__(self, statement: str, source: str, tex: str = "") -> None:
        if not statement or not source:
            raise DeriveError("Cited(statement, source): expected both, in words.")
        self.statement, self.source, self.tex = statement, source, tex

    def text(self) -> str:
        return self.statement

    def latex(self) -> str:
        return self.tex or prose_latex(self.statement)

    def decide(self, ground: Ground) -> Decision:
        rests = Rests(cited=frozenset({f"{self.statement} ({self.source})"}))
        return Decision("cited", rests, note=f"taken from {self.source}")
