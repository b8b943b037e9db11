"""What a page is like: its width, where reasons stand, whether verdicts are marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Reasons = Literal["beside", "margin", "intertext"]
FRAGMENT_WIDTH = 345.0  # points: \textwidth of article in 10 pt
DOCUMENT_WIDTH = 426.0  # points: 15 cm, as derive.sty sets it


@dataclass(frozen=True)
class Page:
    r"""How a report is set.

    width: of the text, in points. reasons: beside the formulas, in the margin, or as \intertext
    above. marks: whether each line has its verdict (`\verdict`, of derive.sty). links: for a
    step's number, or a reason's words, the label of the theorem that it uses. certificates:
    whether the proofs of the remainders are told.
    """

    width: float = FRAGMENT_WIDTH
    reasons: Reasons = "beside"
    marks: bool = False
    links: Mapping[int, str] = field(default_factory=dict)
    certificates: bool = False
