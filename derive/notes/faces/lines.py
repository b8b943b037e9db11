"""A relation as it stands in the notes, in one line."""

from __future__ import annotations

from derive.notes.faces.marks import SIGN
from derive.notes.records import StepRecord
from derive.render.plain import plain


def printed(s: StepRecord) -> tuple[str, str, str]:
    """Left side, sign and right side as LaTeX, the document's macros written out."""
    return s.shown if any(s.shown) else (s.latex_lhs, s.rel, s.latex_rhs)


def sides(s: StepRecord) -> tuple[str, str, str]:
    """The same as plain text."""
    left, sign, right = printed(s)
    shown = plain(sign)
    if s.rel == "?" and shown in SIGN.values():
        shown = "≟"  # something stands over it
    return plain(left), SIGN.get(s.rel, shown), plain(right)


def line(s: StepRecord) -> str:
    """The relation as one line of plain text."""
    left, sign, right = sides(s)
    return f"{left} {sign} {right}".strip() if right else left
