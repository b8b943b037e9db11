"""Hypotheses: which a student states, which of the teacher's are missing, which of these matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from derive.derivation.equivalent import same
from derive.derivation.report import Report
from derive.language.relations import Dominated, Relation
from derive.render.rows import hypothesis
from derive.teaching.assumed import follows, given_away
from derive.teaching.message import PROVED
from derive.teaching.remarks import named
from derive.teaching.repairs import turned_round

Hypothesis = Relation | Dominated


@dataclass(frozen=True)
class Stated:
    """A student's hypotheses beside the teacher's, all in the student's names.

    met: the teacher's that the student states, or that follow from what is stated. missing: the
    others. extra: the student's that are not the teacher's and do not follow from them. assumed:
    those of them that give the target away.
    """

    stated: tuple[Hypothesis, ...] = ()
    met: tuple[Hypothesis, ...] = ()
    missing: tuple[Hypothesis, ...] = ()
    extra: tuple[Hypothesis, ...] = ()
    assumed: tuple[Hypothesis, ...] = ()

    @property
    def allowed(self) -> tuple[Hypothesis, ...]:
        """The student's that follow from the teacher's, and may stand as reasons."""
        return tuple(h for h in self.stated if h not in self.extra)

    def data(self, needed: Sequence[Hypothesis], where: str | None) -> dict[str, Any]:
        """Plain data. needed: the missing ones that matter. where: what is not proved without;
        None where nothing is proved that could need them."""
        said = [hypothesis(h) for h in self.missing]
        return {
            "stated": [hypothesis(h) for h in self.stated],
            "missing": said,
            "needed": [hypothesis(h) for h in needed],
            "extra": [hypothesis(h) for h in self.extra],
            "message": " ".join(self._sentences(needed, where)),
        }

    def _sentences(self, needed: Sequence[Hypothesis], where: str | None) -> Iterator[str]:
        turned = {h: k for h in self.missing for k in self.extra if _is_turned(h, k)}
        without = f", without which {where} is not proved" if needed else ""
        for h, k in turned.items():
            yield f"You state {k}; it is the other way round, {h}{without * (h in needed)}."
        plain = [named(h) for h in needed if h not in turned]
        if plain:
            nor = ", and not proved from what is stated" if self.stated else ""
            yield f"Not stated{nor}: {', '.join(plain)}{without}."
        idle = [hypothesis(h) for h in self.missing if h not in turned]
        if idle and not needed:
            why = "" if where is None else ", and not needed here"
            yield f"Not stated{why}: {', '.join(idle)}."
        extra = [hypothesis(h) for h in self.extra if h not in turned.values()]
        if extra:
            yield f"Not among the exercise's hypotheses: {', '.join(extra)}."


def _is_turned(one: Hypothesis, other: Hypothesis) -> bool:
    found = turned_round(other)
    return found is not None and same(found, one)


def compared(
    stated: Sequence[Hypothesis] | None, given: Sequence[Hypothesis], target: Relation
) -> Stated:
    """The student's hypotheses beside the teacher's; None where there is no place for any."""
    if stated is None:
        return Stated(met=tuple(given))
    assumed = given_away(stated, target, given)
    plain = [h for h in stated if h not in assumed]
    met = tuple(h for h in given if follows(h, plain))
    missing = tuple(h for h in given if h not in met)
    extra = tuple(h for h in stated if h in assumed or not follows(h, given))
    return Stated(tuple(stated), met, missing, extra, assumed)


def needed(
    missing: Sequence[Hypothesis],
    given: Sequence[Hypothesis],
    full: Report,
    check: Callable[[Sequence[Hypothesis]], Report],
) -> tuple[tuple[Hypothesis, ...], str]:
    """Those of the missing hypotheses without which something that is proved is not, and what.

    They are left out one after another: of two that may replace each other one is needed.
    """
    left, found, where = list(given), [], ""
    for h in missing:
        without = [k for k in left if k != h]
        lost = _lost(full, check(without))
        if lost:
            found.append(h)
            where = where or lost
        else:
            left = without
    return tuple(found), where


def _lost(full: Report, less: Report) -> str:
    """The first line that is proved in the one report, and not in the other."""
    if less.error:
        return "the chain"
    for one, other in zip(full.steps, less.steps, strict=True):
        if one.verdict in PROVED and other.verdict not in PROVED:
            return f"step {one.number}" if one.kind == "step" else "the target"
    return ""
