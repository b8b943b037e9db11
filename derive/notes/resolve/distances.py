"""The heads of distances, divergences and entropies of other kinds: BC, Hel², χ², Rényi's D^R_α.

What stands for several of them in the field is in no list: D_α may be Rényi's, Tsallis' or Amari's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derive.notes.tree import Call, Constant, Name, Node, Num, Pow

_PAIRS = {
    ("BC", ""): "BC",
    ("BD", ""): "BD",
    ("Hel", ""): "Hel",
    ("Hel", "2"): "Hel²",
    (r"\chi", "2"): "χ²",
}
_ORDERED = {(head, by): f"{head}^{by}" for head, by in ("DR", "DT", "DA", "HR", "HT")}
_LABELLED = {("P", "guess"): "Pguess", ("P", "err"): "Perr", ("H", "min"): "Hmin"}
OF_PAIRS = frozenset((*_PAIRS.values(), "D^R", "D^T", "D^A"))
OF_ONE = frozenset((*_LABELLED.values(), "H^R", "H^T"))
WITH_BASE = frozenset(("BD", "D^R", "H^R", "Hmin"))  # of which a logarithm is a part


@dataclass(frozen=True)
class Distance:
    """kind: as derive prints it. rest: its subscripts but for a label and the order."""

    kind: str
    order: Node | None
    rest: tuple[Node, ...]


def distance_of(call: Call) -> Distance | None:
    """Which of them a call is; None for one that is none."""
    head = call.head
    if not isinstance(head, Name) or head.primes:
        return None
    first = head.sub[0] if head.sub else None
    raised = "".join(str(s.value) if isinstance(s, Num) else "·" for s in head.sup)
    if len(call.args) == 2 and (kind := _PAIRS.get((head.base, raised))):
        return Distance(kind, None, head.sub)
    if len(call.args) == 2 and call.separators == ("||",) and head.base == "D" and _is_chi(first):
        return Distance("χ²", None, head.sub[1:])
    if first is None:
        return None
    above = head.sup[0] if len(head.sup) == 1 else None
    if isinstance(above, Name) and (kind := _ORDERED.get((head.base, above.base))):
        return Distance(kind, first, head.sub[1:]) if _fits(kind, call) else None
    if head.sup or "||" in call.separators:
        return None
    label = first.base if isinstance(first, Name) and not first.sub else ""
    if isinstance(first, Constant) and first.name == "infinity":
        label = "min"
    kind = _LABELLED.get((head.base, label), "")
    return Distance(kind, None, head.sub[1:]) if kind and _fits(kind, call) else None


def _fits(kind: str, call: Call) -> bool:
    if kind in OF_PAIRS:
        return len(call.args) == 2
    return "," not in call.separators and (len(call.args) == 1 or kind in ("Pguess", "Perr"))


def _is_chi(sub: Node | None) -> bool:
    squared = isinstance(sub, Pow) and isinstance(sub.exponent, Num) and sub.exponent.value == 2
    if isinstance(sub, Pow) and squared:
        sub = sub.base
    elif isinstance(sub, Name) and len(sub.sup) == 1 and isinstance(sub.sup[0], Num):
        squared = sub.sup[0].value == Fraction(2)
    return squared and isinstance(sub, Name) and sub.base == r"\chi"
