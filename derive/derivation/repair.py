"""Which hypothesis would make an ill-posed step well posed."""

from __future__ import annotations

from derive.kernel.atoms import LawAtom
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


def _value(a: LawAtom) -> str:
    """p(x): the letters go by their alphabets, as the bound ones have no names of their own."""
    return f"{a.law}({','.join(i.alphabet for _, i in a.at)})"
