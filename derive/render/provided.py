"""What a derivation over spaces is provided with: the integrals that have to converge."""

from __future__ import annotations

from sympy import Expr

from derive.derivation.report import Report
from derive.derivation.where import expressions_in
from derive.language.expressions import Indicator
from derive.language.printing import latex, text
from derive.language.quantities import QuantityValue
from derive.language.subsets import Subset
from derive.render.expressions import expression


def integrals(report: Report) -> tuple[Expr, ...]:
    """Each that its theorems list, once; [x ∈ A] for the kernel's [A(x) ≠ 0]."""
    made = (expression(s, context, {}) for context, s in report.provided)
    said = expressions_in(report.expressions())
    subsets = {a.name: a for e in said for a in e.atoms(Subset)}
    return tuple(dict.fromkeys(_with_members(e, subsets) for e in made))


def _with_members(e: Expr, subsets: dict[str, Subset]) -> Expr:
    members = {
        nonzero: subsets[value.quantity.name](*value.at)
        for nonzero in e.atoms(Indicator)
        if isinstance(value := nonzero.args[0], QuantityValue) and value.quantity.name in subsets
    }
    made: Expr = e.xreplace(members)
    return made


def verb(found: tuple[Expr, ...]) -> str:
    """What is said of them."""
    return "converges absolutely" if len(found) == 1 else "converge absolutely"


def in_text(report: Report) -> str:
    """`provided ∫ p(x)·ln p(x) dx converges absolutely`; empty if there is nothing to say."""
    found = integrals(report)
    return f"provided {', '.join(map(text, found))} {verb(found)}" if found else ""


def in_latex(report: Report) -> str:
    """The same as mathematics, with its words."""
    found = integrals(report)
    if not found:
        return ""
    listed = r",\ ".join(map(latex, found))
    return rf"\text{{provided }} {listed} \text{{ {verb(found)}}}"
