"""A finite statement decided by computing it."""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.rules.fact import Decision, Fact, Ground, prose_latex

AXIOM = "exact computation of a finite case"


class Computed(Fact):
    """A statement about given finite objects, with the computation that decides it.

    statement: made from the same arguments as the computation. holds: the computation, exact.
    detail: what it found, for people.
    """

    rule = "by computation"

    def __init__(
        self, statement: str, holds: Callable[[], bool], detail: tuple[str, ...] = (), tex: str = ""
    ) -> None:
        if not callable(holds):
            raise DeriveError(
                f"Computed: got {holds!r}; expected the computation. Try Computed(…, lambda: …)."
            )
        self.statement, self.holds, self.detail, self.tex = statement, holds, detail, tex

    def text(self) -> str:
        return self.statement

    def latex(self) -> str:
        return self.tex or prose_latex(self.statement)

    def decide(self, ground: Ground) -> Decision:
        holds = self.holds()
        if type(holds) is not bool:  # text, or a count, would pass as true
            raise DeriveError(f"Computed: the computation gives {holds!r}; expected True or False.")
        if holds:
            return Decision("proved", Rests(axioms=frozenset({AXIOM})), self.detail)
        return Decision("refuted", detail=self.detail, note="the computation says otherwise")
