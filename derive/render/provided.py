"""What a derivation over spaces is provided with: the integrals that have to converge."""

from __future__ import annotations

from sympy import Expr

from derive.derivation.report import Report
from derive.language.printing import latex, text
from derive.render.expressions import expression


def integrals(report: Report) -> tuple[Expr, ...]:
    """Each that its theorems list, once."""
    return tuple(dict.fromkeys(expression(s, context, {}) for context, s in report.provided))


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
