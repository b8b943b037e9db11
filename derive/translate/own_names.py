"""Names that a script gives to a measure, and that read as something else.

`Measure("L(θ)", …)` prints what its author likes, and a line *where* says what it means. It may not
be a number, a relation, or what the language itself prints with the laws, quantities and letters of
the derivation, as H(q), p(x) or Σ_x p(x) do: nobody looks for these among the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from derive.language.laws import Law
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import Quantity

_WORD = re.compile(r"[^\W\d_][^\s()\[\]{}|‖,;:·/*+−\-^√≠≤≥∈∉=<>!]*|\d+")
_BELOW = re.compile(r"_\{[^{}]*\}")  # i=1 below Σ is no equation
_RELATION = re.compile(r"[=≤≥<>≠≪]|\\(?:[lgn]eq?|[lg]t|ll|gg|equiv|approx)(?![a-zA-Z])")
_SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉"
_OPERATORS = {"Σ", "Π", "ln", "log", "exp", "max", "min", "abs", "or", "not", "π", "∂"}


def refuse_readable(e: Measure, things: Iterable[Any], letters: Iterable[str]) -> None:
    """Refuse an author's measure that reads as a number, a relation, or another expression.

    Raises:
        DeriveError: saying as what.
    """
    shown, tex = text(e), latex(e)
    if shown == text(e.unfold()):
        return
    for said in (shown, tex):
        if _RELATION.search(_BELOW.sub("", said)):
            raise DeriveError(
                f"a measure is printed {said}, as if it were a relation. {_TRY.format(e.unfold())}"
            )
        if not re.search(r"[^\W\d_]", said):
            raise DeriveError(
                f"a measure is printed {said}, as if it were a number. {_TRY.format(e.unfold())}"
            )
    inside = {v for operand in e.args[3:] for v in operand.atoms(Law, Quantity)}
    free = {str(i) for i in e.free_symbols}
    if _reads(shown, [*things, *inside], set(letters), free):
        raise DeriveError(
            f"a measure is printed {shown}, which means something else here. "
            f"{_TRY.format(e.unfold())}"
        )


_TRY = "Try another name for {}."
_MEAN_OF_CONDITIONALS = re.compile(r"(?<!\w)(?:H|D|JS)[₀-₉]*\([^()]*\([^()]*\|")


def _reads(shown: str, things: list[Any], letters: set[str], free: set[str]) -> bool:
    """Whether every word is a declared name, a letter, or a sign of the language, where it stands
    as such. free: the letters that the measure depends on; the others are bound.

    The language has no D(r(y|x)‖s(y|x)): D_y(…) is a function of x, its mean a sum.
    """
    from derive.translate.lookalikes import HEADS

    if _MEAN_OF_CONDITIONALS.search(shown):
        return False
    laws = [v for v in things if isinstance(v, Law)]
    valued = {v.name for v in things if isinstance(v, Law) or getattr(v, "over", ())}
    plain = {v.name for v in things if isinstance(v, Law) or not getattr(v, "over", ())}
    plain |= {v.name.upper() for law in laws for v in law.outputs}
    binds, loose = False, set[str]()
    for found in _WORD.finditer(shown):
        word, after = found[0], shown[found.end() : found.end() + 1]
        head, _, below = word.partition("_")
        if word.isdigit() or word in plain or (word in valued and after == "("):
            continue
        if word in letters:
            loose.add(word)
            continue
        if below and below not in plain | letters:
            return False
        called = head.rstrip(_SUBSCRIPT) in HEADS and (after in ("(", "[") or bool(below))
        if not called and head.rstrip(_SUBSCRIPT) not in _OPERATORS:
            return False
        binds = True
    return binds or loose <= free
