"""What a run has counted, and the contradictions it has found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

VERDICTS = ("proved", "refuted", "ill-posed", "open", "refused")


@dataclass
class Tally:
    """counts[kind][what]: statements by kind and verdict, points, equality and so on."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)

    def add(self, kind: str, what: str, n: int = 1) -> None:
        self.counts.setdefault(kind, Counter())[what] += n

    def wrong(self, kind: str, what: str) -> None:
        self.add(kind, "contradictions")
        self.contradictions.append(f"{kind}: {what}")

    def merge(self, other: Tally) -> None:
        for kind, counts in other.counts.items():
            self.counts.setdefault(kind, Counter()).update(counts)
        self.contradictions += other.contradictions

    def total(self, what: str) -> int:
        return sum(counts[what] for counts in self.counts.values())

    @property
    def statements(self) -> int:
        return sum(self.total(v) for v in VERDICTS)
