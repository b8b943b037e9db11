"""A fact as it is shown in the list of assumptions: what was understood of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from derive.notes.facts import Fact
from derive.notes.tree import Members, Node
from derive.notes.written import latex

_KINDS: Final = {  # of one name, and of several
    "uniform": ("uniform", "uniform"), "bernoulli": ("Bernoulli", "Bernoulli"),
    "one-hot": ("one-hot", "one-hot"), "deterministic": ("deterministic", "deterministic"),
    "point mass": ("a point mass", "point masses"), "law": ("a law", "laws"),
    "arbitrary": ("arbitrary", "arbitrary"), "parameter": ("a parameter", "parameters"),
    "variable": ("a random variable", "random variables"), "alphabet": ("a set", "sets"),
    "sample": ("data points", "data points"), "symbol": ("letters", "letters"),
    "part": ("a part of its alphabet", "parts of their alphabets"),
    "same law": ("a law of its own", "of one law"),
    "vector": ("a vector", "vectors"), "matrix": ("a matrix", "matrices"),
    "invertible": ("invertible", "invertible"),
    "other law": ("the law of something else", "laws of something else"),
    "empirical": ("the empirical distribution of data", "empirical distributions of data"),
}  # fmt: skip


def plainly(fact: Fact) -> str:
    """Of independence: that (X, Y) and Z are independent."""
    return f"that {listed(fact.names)} are independent{_given(fact)}"


def _given(fact: Fact) -> str:
    return f" given {listed(fact.values)}" if fact.values else ""


def said(fact: Fact) -> str:
    """`$X \\to Y \\to Z$`, `$p$ and $q$ laws`, or the relation that is assumed; formulas in
    dollars."""
    related = _related(fact)
    if related is not None:
        return related
    if fact.kind in _KINDS and fact.names:
        return f"{listed(fact.names)} {_KINDS[fact.kind][len(fact.names) > 1]}"
    names = ", ".join(map(latex, fact.names))
    values = ", ".join(map(latex, fact.values))
    match fact.kind:
        case "holds" | "side" if values:
            return f"${values}$"
        case "equated":
            return f"${names}$ = …, not used"
        case "define" if names and values:
            return f"${names} = {values}$"
        case "size" if names and values:
            return f"${values}$ is the size of ${names}$"
        case "told":
            return f"the law of {listed(fact.names)} in numbers"
        case "iid data":
            return "the data are i.i.d."
        case "unit" if values:
            return f"logarithms to the base ${values}$"
        case "number" if values:
            ends = fact.words if len(fact.words) == len("[]") else "()"
            return f"${names}$ a number in ${ends[0]}{values}{ends[1]}$"
        case "code" if names:
            return f"${names}$ the lengths of a code"
        case "code":
            return f"a {fact.words} code"
    shown = [fact.kind, *([f"${names}$"] if names else []), *([fact.words] if not names else [])]
    return " ".join(filter(None, shown))


def _related(fact: Fact) -> str | None:
    """What relates names to one another."""
    names = fact.names
    match fact.kind:
        case "markov":
            shown = r" \to ".join(map(_grouped, names))
            return f"${shown}$"
        case "independent":
            return f"{listed(names)} independent{_given(fact)}"
        case "iid":
            law = f" with the law {listed(fact.values)}" if fact.values else ""
            return f"{listed(names)} i.i.d.{law}"
        case "iid given":
            return f"{listed(names) if names else 'the data'} i.i.d. given {listed(fact.values)}"
        case "dominated" if len(names) == 2:
            return rf"${latex(names[0])} \ll {latex(names[1])}$"
        case "positive":
            return f"${', '.join(map(latex, names))} > 0$"
        case "function" if len(names) > 1:
            return f"{listed(names[:1])} a function of {listed(names[1:])}"
    return None


def listed(names: Sequence[Node]) -> str:
    """`$X$, $Y$ and $Z$`; several that are one stand in brackets."""
    shown = [f"${_grouped(n)}$" for n in names]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _grouped(node: Node) -> str:
    bare = isinstance(node, Members) and not node.brackets
    return f"({latex(node)})" if bare else latex(node)


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
        case "uniform" | "positive" | "one-hot" | "deterministic" | "invertible":
            return f"{_and(names)} {are} {fact.kind}"
        case "iid":
            return f"{_and(names)} {are} i.i.d."
        case "iid given":
            given = listed(fact.values)
            return f"{_and(names) if names else 'the data'} are i.i.d. given {given}"
    return said(fact)


def _and(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
