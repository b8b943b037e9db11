"""Relations that are not decided: what to say of their signs, and what to write instead."""

from __future__ import annotations

from derive.notes.chains import Sign
from derive.notes.tex.symbols import COMMANDS_OF

NO_RELATION = {
    "->": "a limit, which is not decided here",
    "prop": "∝ leaves a factor open, and is not decided; write the equation with its factor",
    "in": "that something is a member is not decided here",
    "<<": "that one law is dominated by another is not decided here",
    "iff": "an equivalence of two statements is not decided here",
}
_OF_OTHERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("{?}", "?"), "a question, no claim; write = where it is one"),
    (("{!}", "!"), "a demand, no claim; write = where it is one"),
    (
        ("lesssim", "gtrsim", "lessapprox", "gtrapprox", "asymp", "prec", "succ", "ll", "gg"),
        "it leaves open by how much; write ≤ or ≥ with the constant",
    ),
    (("doteq", "≐"), "by definition, or to the first order in the exponent? Write := or ="),
    (
        ("nleq", "ngeq", "nless", "ngtr", "not"),
        "never, or not always? Write the opposite sign for the one, words for the other",
    ),
    (
        ("equiv", "≡"),
        "of two problems, that one solves the other; write argmin … = argmax …, or := for a name",
    ),
    (("subset", "supset", "notin", "ni"), "of sets, which are not decided here"),
)


def assigns(sign: Sign) -> bool:
    """Whether it is the arrow of θ ← θ − η ∇L."""
    return COMMANDS_OF.get(sign.latex.strip(), sign.latex).strip() in _ASSIGNS


_ASSIGNS = (r"\leftarrow", r"\gets", r"\longleftarrow")


def of_sign(sign: Sign) -> str:
    """Why a relation with another sign than = ≤ ≥ < > ≠ is not read."""
    latex = COMMANDS_OF.get(sign.latex.strip(), sign.latex)
    found = (why for marks, why in _OF_OTHERS if any(m in latex for m in marks))
    why = next(found, "write one of = ≤ ≥ < > ≠, or :=")
    return f"the sign {' '.join(sign.latex.split())}: {why}"
