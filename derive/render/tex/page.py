"""What a page is like: its width, where reasons stand, whether verdicts are marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from sympy import Basic, preorder_traversal

from derive.derivation.report import Report
from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import Defined, Definition
from derive.language.events import AtEvent
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.measures import Measure
from derive.language.notation import DEFAULT, Notation, using
from derive.language.printing import among, latex, text
from derive.language.quantities import Quantity, QuantityValue
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
        with among(report), using(_fitted(self.notation, set(_parts(report)))):
            yield


_NAMED = (Alphabet, Definition, Law, Quantity)
_VALUES = (LawValue, ConditionalValue, Defined, QuantityValue, Cardinality, Measure, AtEvent)


def _parts(report: Report) -> Iterator[Basic]:
    """Everything in a report that has a name, or prints with one."""
    relations = [*report.given, *report.where, *(s.relation for s in report.steps)]
    for r in relations:
        for e in r.expressions() if isinstance(r, (Relation, Dominated)) else ():
            yield from (s for s in preorder_traversal(e) if isinstance(s, (*_NAMED, *_VALUES)))


def _fitted(notation: Notation, parts: Collection[Basic]) -> Notation:
    """The notation, without those of its choices by which two things would print alike: p and P are
    one in P(X = x)."""
    chosen = notation.fitted(s.name for s in parts if isinstance(s, _NAMED))
    plain = {"values": DEFAULT.values, "sums": DEFAULT.sums}
    nearest = [replace(chosen, **{k: v}) for k, v in plain.items()]
    last = replace(chosen, **plain)
    return next((n for n in (chosen, *nearest) if _tells_apart(n, parts)), last)


def _tells_apart(notation: Notation, parts: Collection[Basic]) -> bool:
    seen: dict[str, str] = {}
    return all(seen.setdefault(latex(e, notation), text(e)) == text(e) for e in parts)
