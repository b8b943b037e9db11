"""What a page is like: its width, where reasons stand, whether verdicts are marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from sympy import preorder_traversal

from derive.derivation.report import Report
from derive.language.alphabets import Alphabet
from derive.language.definitions import Definition
from derive.language.laws import Law
from derive.language.notation import DEFAULT, Notation, using
from derive.language.printing import among
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation

Reasons = Literal["beside", "margin", "intertext"]
FRAGMENT_WIDTH = 345.0  # points: \textwidth of article in 10 pt
DOCUMENT_WIDTH = 426.0  # points: 15 cm, as derive.sty sets it


@dataclass(frozen=True)
class Page:
    r"""How a report is set.

    width: of the text, in points. reasons: beside the formulas, in the margin, or as \intertext
    above. marks: whether each line has its verdict (`\verdict`, of derive.sty). links: for a
    step's number the labels of the theorems that it uses. certificates:
    whether the proofs of the remainders are told. notation: of all formulas.
    """

    width: float = FRAGMENT_WIDTH
    reasons: Reasons = "beside"
    marks: bool = False
    links: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    certificates: bool = False
    notation: Notation = DEFAULT

    @contextmanager
    def using(self, report: Report) -> Iterator[None]:
        """Formulas are printed in the page's notation meanwhile, as far as it fits the report."""
        with using(self.notation.fitted(_names(report))), among(report):
            yield


_NAMED = (Alphabet, Definition, Law, Quantity)


def _names(report: Report) -> set[str]:
    """The names of letters, laws and quantities in a report."""
    relations = [*report.given, *report.where, *(s.relation for s in report.steps)]
    found: set[str] = set()
    for r in relations:
        for e in r.expressions() if isinstance(r, (Relation, Dominated)) else ():
            found |= {s.name for s in preorder_traversal(e) if isinstance(s, _NAMED)}
    return found
