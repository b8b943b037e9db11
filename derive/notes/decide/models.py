"""Nothing is proved under hypotheses of which no model is known: from these anything follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from derive.derivation.limits import GAVE_UP
from derive.derivation.report import Report
from derive.derivation.verdicts import VACUOUS
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Relation
from derive.numeric import Settings
from derive.numeric.roomy import met_with_room

ONE_LETTER: Final = "the hypotheses were found to hold of alphabets of a single letter alone"
Given = tuple[Relation | Dominated, ...]


class Models:
    """Which sets of hypotheses a model is known of, each looked for once."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings or Settings()
        self._known: dict[Given, bool] = {}

    def guarded(
        self, report: Report, given: Given, limited: Callable[[Callable[[], bool]], bool]
    ) -> Report:
        """The report; open where it is proved under hypotheses of which there is none.

        limited: runs a search within what is left of the time.
        """
        if report.verdict != "proved" or not given or self._is_met(given, limited):
            return report
        steps = (
            replace(s, verdict="open", note=ONE_LETTER, theorem=None, fact_rests=None, premise=None)
            if s.verdict == "proved"
            else s
            for s in report.steps
        )
        return replace(report, steps=tuple(steps))

    def _is_met(self, given: Given, limited: Callable[[Callable[[], bool]], bool]) -> bool:
        if given not in self._known:
            try:
                self._known[given] = limited(lambda: met_with_room(given, self._settings))
            except DeriveError:
                self._known[given] = False
            except GAVE_UP:
                return False
        return self._known[given]


def without_model(report: Report) -> str:
    """Why hypotheses that no model meets, or none with room, prove nothing; "" of other reports."""
    notes = {s.note for s in report.steps if s.verdict == "open"}
    return next((n for n in (VACUOUS, ONE_LETTER) if n in notes), "")
