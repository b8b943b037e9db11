"""Definitions: what a word means, shown not to be empty.

the defining relations hold at an example        (exactly)
─────────────────────────────────────────────────────────── DEFINED
the definition can be met
"""

from __future__ import annotations

from typing import Any

from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.language.printing import latex
from derive.language.relations import Relation, as_relation
from derive.rules.exists import AXIOM, LATEX_SIGN, tables_by_name
from derive.rules.fact import Decision, Fact, Ground, one_object_each, prose_latex


class Defined(Fact):
    """What a word means, as relations, with an example that meets them.

    `Defined("a metric is symmetric", Eq(d(x, y), d(y, x)), d=[[0, 1], [1, 0]])`. The tables are
    those of `Exists`.
    """

    rule = "by definition"

    def __init__(self, statement: str, *relations: Any, **tables: Any) -> None:
        self.statement, self.tables = statement, tables
        self.relations: tuple[Relation, ...] = tuple(map(as_relation, relations))
        if not relations:
            raise DeriveError(
                f"Defined({statement!r}): no relation, so nothing is defined. Try adding what the "
                "words mean, such as Eq(d(x, y), d(y, x))."
            )

    def text(self) -> str:
        return f"{self.statement}: {', '.join(map(str, self.relations))}"

    def latex(self) -> str:
        shown = r",\; ".join(
            f"{latex(r.lhs)} {LATEX_SIGN[r.rel]} {latex(r.rhs)}" for r in self.relations
        )
        return rf"{prose_latex(self.statement + ': ')} {shown}"

    def decide(self, ground: Ground) -> Decision:
        from derive.numeric import witness  # loaded when used: `import derive` stays light

        every = [e for r in self.relations for e in r.expressions()]
        one_object_each(every, ground.given)
        for r in self.relations:
            laws, quantities = tables_by_name(r, ground.given, self.tables, spare=True)
            found = witness(r, ground.given, laws, quantities)
            if not found.holds:
                lines = tuple(found.counterexample.describe())
                return Decision("open", detail=lines, note=f"the example does not meet {r}")
        return Decision("proved", Rests(axioms=frozenset({AXIOM})))
