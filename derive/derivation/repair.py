"""Which hypothesis would make an ill-posed step well posed."""

from __future__ import annotations

from derive.kernel.theorem import IllPosed


def missing_hypothesis(refused: IllPosed) -> str:
    """A hint such as "missing hypothesis: p ≪ q, that is, q(x) = 0 implies p(x) = 0"."""
    for p in refused.problems:
        if p.suggestion is not None:
            weight, atom = p.suggestion
            return (
                f"missing hypothesis: {weight.law} ≪ {atom.law}, that is, "
                f"{_value(atom)} = 0 must imply {_value(weight)} = 0"
            )
    return ""


def _value(term: object) -> str:
    law = getattr(term, "law", "")
    letters = ",".join(_letter(i.alphabet) for _, i in getattr(term, "at", ()))
    return f"{law}({letters})"


def _letter(alphabet: str) -> str:
    return alphabet
