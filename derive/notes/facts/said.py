"""A fact as it is shown in the list of assumptions: what was understood of a sentence."""

from __future__ import annotations

from typing import Final

from derive.notes.facts import Fact
from derive.notes.written import latex

_CALLED: Final = {
    "markov": "Markov", "independent": "Independent", "iid": "IID", "dominated": "Dominated",
    "positive": "Positive", "uniform": "Uniform", "bernoulli": "Bernoulli", "one-hot": "One-hot",
    "function": "Function", "deterministic": "Deterministic", "point mass": "Point mass",
    "same law": "Same law",
}  # fmt: skip


def plainly(fact: Fact) -> str:
    """Of independence: that (X, Y) and Z are independent."""
    names = " and ".join(f"${latex(n)}$" for n in fact.names)
    given = ", ".join(map(latex, fact.values))
    return f"that {names} are independent" + (f" given ${given}$" if given else "")


def said(fact: Fact) -> str:
    """`$Markov(X, Y, Z)$`, `law $p, q$`, or the relation that is assumed; formulas in dollars."""
    names = ", ".join(map(latex, fact.names))
    if fact.kind == "independent" and fact.values:
        given = ", ".join(map(latex, fact.values))
        return rf"Independent(${names} \mid {given}$)"
    if fact.kind in _CALLED:
        return f"{_CALLED[fact.kind]}(${names}$)"
    values = ", ".join(map(latex, fact.values))
    match fact.kind:
        case "holds" if values:
            return f"${values}$"
        case "equated":
            return f"${names}$ = …, not used"
        case "define" if names and values:
            return f"${names} = {values}$"
        case "size" if names and values:
            return f"${values}$ is the size of ${names}$"
        case "unit" if values:
            return f"logarithms to the base ${values}$"
        case "number" if values:
            ends = fact.words if len(fact.words) == len("[]") else "()"
            return f"number ${names}$ in ${ends[0]}{values}{ends[1]}$"
    shown = [fact.kind, *([f"${names}$"] if names else []), *([fact.words] if not names else [])]
    return " ".join(filter(None, shown))
