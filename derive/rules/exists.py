"""Existence by witness.

    the witness meets the hypotheses        the relation holds at it        (exactly)
    ──────────────────────────────────────────────────────────────────────  EXISTS
                     some laws and quantities satisfy the relation

Both premises are evaluated exactly: rationals, logarithms of rationals, interval signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from derive.kernel.theorem import Rests
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.printing import latex
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Rel, Relation, as_relation
from derive.rules.fact import Decision, Fact, Ground, one_object_each, prose_latex

AXIOM = "exact evaluation at a witness"
LATEX_SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}

OPPOSITE: dict[Rel, Rel] = {"=": "!=", "!=": "=", "<=": ">", ">": "<=", ">=": "<", "<": ">="}


class Exists(Fact):
    """Some laws satisfy a relation: `Exists(Ne(KL(p, q), KL(q, p)), p=["1/2", "1/2"], q=[…])`.

    tables: for each law and quantity that occurs, by name, its values as nested lists of exact
    numbers, one level for each letter.
    """

    rule = "by witness"

    def __init__(self, relation: Any, **tables: Any) -> None:
        self.relation: Relation = as_relation(relation)
        self.tables = tables

    def text(self) -> str:
        return f"for some {', '.join(sorted(self.tables))}: {self.relation}"

    def latex(self) -> str:
        r = self.relation
        names = ", ".join(sorted(self.tables))
        shown = f"{latex(r.lhs)} {LATEX_SIGN[r.rel]} {latex(r.rhs)}"
        return rf"{prose_latex('for some ')} {names}:\; {shown}"

    def decide(self, ground: Ground) -> Decision:
        from derive.numeric import witness  # loaded when used: `import derive` stays light

        one_object_each(self.relation.expressions(), ground.given)
        laws, quantities = tables_by_name(self.relation, ground.given, self.tables)
        found = witness(self.relation, ground.given, laws, quantities)
        detail = tuple(found.counterexample.describe())
        if found.holds:
            return Decision("proved", Rests(axioms=frozenset({AXIOM})), detail)
        return Decision("open", detail=detail, note=f"not a witness: {found.why}")


class At(Exists):
    """A relation without free letters at given laws; refuted there if its opposite holds."""

    rule = "by exact evaluation"

    def text(self) -> str:
        return f"at {self._named()}: {self.relation}"

    def latex(self) -> str:
        return rf"{prose_latex(f'at {self._named()}: ')} {super().latex().rpartition(';')[2]}"

    def _named(self) -> str:
        return ", ".join(f"{name} = {_row(self.tables[name])}" for name in sorted(self.tables))

    def decide(self, ground: Ground) -> Decision:
        made = super().decide(ground)
        if made.verdict == "proved":
            return made
        opposite = Relation(self.relation.lhs, OPPOSITE[self.relation.rel], self.relation.rhs)
        against = Exists(opposite, **self.tables).decide(ground)
        return replace(made, verdict="refuted", note="") if against.verdict == "proved" else made


def _row(table: Any) -> str:
    return f"({', '.join(map(_row, table))})" if isinstance(table, (list, tuple)) else str(table)


def tables_by_name(
    relation: Relation,
    given: tuple[Relation | Dominated, ...],
    tables: Mapping[str, Any],
    spare: bool = False,
) -> tuple[dict[Law, Any], dict[Quantity, Any]]:
    """The tables of the laws and quantities that occur. spare: others may be given as well.

    Raises:
        DeriveError: for a name that does not occur, or one without a table.
    """
    from derive.numeric.problem import problem

    posed = problem(relation.expressions(), given)
    everything: tuple[Any, ...] = (*posed.laws, *posed.quantities)
    things = {thing.name: thing for thing in everything}
    unknown = [] if spare else sorted(set(tables) - set(things))
    missing = sorted(set(things) - set(tables))
    if unknown or missing:
        raise DeriveError(
            f"{relation}: "
            + (f"no {unknown} in it. " if unknown else "")
            + (f"no values for {missing}. " if missing else "")
            + f"Try a table for each of {sorted(things)}."
        )
    laws = {thing: tables[n] for n, thing in things.items() if isinstance(thing, Law)}
    others = {thing: tables[n] for n, thing in things.items() if isinstance(thing, Quantity)}
    return laws, others
