"""What an attack reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from derive.numeric.model import Model, Value

Verdict = Literal["survived", "refuted", "ill-posed", "vacuous"]


@dataclass(frozen=True)
class Settings:
    """trials: how many models to try; seed: of the draws; deep: also minimise the slack.

    special: whether what survives those is tried in special cases too (`special.py`).
    """

    trials: int = 300
    seed: int = 0
    deep: bool = False
    special: bool = True


@dataclass(frozen=True)
class Counterexample:
    """An exact model, the letters of the free indices (numbered from 1, or by their names), and
    both sides there."""

    model: Model
    at: tuple[tuple[str, int | str], ...]
    lhs: Value
    rhs: Value

    def describe(self) -> list[str]:
        """Readable lines: "p = (1, 0)", …, "left side = -1/2 ≈ -0.5".

        Alphabets whose size no line shows are given theirs: "|V| = 4".
        """
        lines = self.model.describe()
        lines += [f"|{a.upper()}| = {n}" for a, n in self.model.bare_sizes()]
        if self.at:
            lines.append("at " + ", ".join(f"{name} = {n}" for name, n in self.at))
        return [*lines, _side("left", self.lhs), _side("right", self.rhs)]

    def to_json(self) -> dict[str, Any]:
        """Plain data, exact numbers as text."""
        return {
            "model": self.model.to_json(),
            "at": [[name, n] for name, n in self.at],
            "lhs": {"exact": self.lhs.exact, "decimal": self.lhs.decimal},
            "rhs": {"exact": self.rhs.exact, "decimal": self.rhs.decimal},
        }


def _side(name: str, value: Value) -> str:
    shown = str(value)
    return f"{name} side {shown}" if shown.startswith("≈") else f"{name} side = {shown}"


@dataclass(frozen=True)
class Evidence:
    """The outcome of an attack.

    verdict: "vacuous" when no draw meets the hypotheses; it is evidence of nothing.
    trials: models really evaluated. counterexample: exact, also the offending model when
    ill-posed. place: where it is ill-posed, or which equality condition is at fault.
    undecided: suspicious points that exact arithmetic could not decide; never counted as refuted.
    judged, missed: points that floats find bad, or know nothing of, and that were looked at
    exactly; how many of those were not decided. unseen: models of which nothing is known.
    smallest_slack: least distance to violation seen in floats, for display only.
    """

    verdict: Verdict
    trials: int
    counterexample: Counterexample | None = None
    place: str = ""
    undecided: int = 0
    smallest_slack: float | None = None
    judged: int = 0
    missed: int = 0
    unseen: int = 0

    @property
    def blind(self) -> bool:
        """Whether the claim survived unseen: most models, and most points looked at closely."""
        most = 2 * self.unseen > self.trials and 2 * self.missed > self.judged
        return self.verdict == "survived" and (most or self.seen <= 0)

    @property
    def seen(self) -> int:
        """How many models say something about the claim."""
        return self.trials - self.unseen
