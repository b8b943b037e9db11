"""A fact as it is shown in the list of assumptions: what was understood of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
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


def condition(fact: Fact) -> str:
    """What it says as a condition in words, "$X$ and $Y$ are independent"; "" where it holds for
    the whole of its section."""
    if not fact.supposed:
        return ""
    names = [f"${latex(n)}$" for n in fact.names]
    are = "is" if len(names) == 1 else "are"
    match fact.kind:
        case "markov":
            chain = r" \to ".join(map(latex, fact.names))
            return f"${chain}$ is a Markov chain"
        case "function":
            return f"{names[0]} is a function of {_and(names[1:])}"
        case "dominated":
            return "$" + r" \ll ".join(map(latex, fact.names)) + "$"
        case "independent":
            return plainly(fact).removeprefix("that ")
        case "same law":
            return f"{_and(names)} have one law"
        case "uniform" | "positive" | "one-hot" | "deterministic":
            return f"{_and(names)} {are} {fact.kind}"
        case "iid":
            return f"{_and(names)} {are} i.i.d."
    return said(fact)


def _and(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
