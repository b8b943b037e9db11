"""What is decided of one printed relation: the part of a record that no text is needed for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from derive.derivation.report import Report
from derive.notes.records import EqualityRecord, Rested

_WEAKER: Final = {"proved": "proved if", "refuted": "refuted unless"}


@dataclass(frozen=True)
class Decision:
    """verdict and the rest: as in `records.StepRecord`."""

    verdict: str
    assumed: tuple[str, ...] = ()
    rests: tuple[Rested, ...] = ()
    counterexample: tuple[str, ...] = ()
    why: str = ""
    ask: tuple[str, ...] = ()
    true: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()
    axioms: tuple[str, ...] = ()
    report: Report | None = None
    equality: EqualityRecord | None = None

    def data(self) -> dict[str, Any]:
        """As plain data, but for the checker's report, which has theorems."""
        return asdict(replace(self, report=None))

    @staticmethod
    def of(data: Mapping[str, Any]) -> Decision:
        """From plain data, in which a tuple may be a list."""
        said: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        said["rests"] = tuple(Rested(**r) for r in data["rests"])
        said["alternatives"] = tuple(map(tuple, data["alternatives"]))
        if data["equality"] is not None:
            said["equality"] = EqualityRecord(**data["equality"])
        return Decision(**said)

    def under(self, assumed: Sequence[str], rests: Sequence[Rested]) -> Decision:
        """The same, where it stands on more: what is assumed without a word of the text makes of
        proved "proved if", of refuted "refuted unless"."""
        verdict = _WEAKER.get(self.verdict, self.verdict) if assumed else self.verdict
        return replace(
            self,
            verdict=verdict,
            assumed=tuple(dict.fromkeys((*self.assumed, *assumed))),
            rests=tuple(dict.fromkeys((*self.rests, *rests))),
        )

    def in_its_case(self) -> Decision:
        """The same, where it stands on what the text supposes for a case: proved if that holds."""
        of_a_case = self.verdict == "proved" and any(r.condition for r in self.rests)
        return replace(self, verdict="proved if") if of_a_case else self
