"""How many relations came out how, over any number of files: the last line, and the exit status.

Made of data (`data.document`), which is what the process that waits for the others has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich.text import Text

from derive.notes.faces.marks import STYLE, UNSETTLED

ORDER: Final = (
    "proved", "proved if", "cited", "definition", "true to rounding", "refuted", "refuted unless",
    "wrong value", "ill-posed", "open", "unread", "skipped",
)  # fmt: skip
_CALLED: Final = {"unread": "not read"}


@dataclass(frozen=True)
class Counts:
    """steps: by verdict. wrong: those that fail a run. unsettled: those that --strict fails too."""

    chains: int
    steps: Counter[str]
    questions: int
    wrong: int
    unsettled: int
    unexpected: int
    contradictions: int
    unread_equalities: int = 0

    def fails(self, strict: bool = False, most_unread: float | None = None) -> bool:
        """Whether the exit status is 1. most_unread: percent of the relations, None for any."""
        if self.wrong or self.contradictions or (strict and self.unsettled):
            return True
        return most_unread is not None and self.unread_percent > most_unread

    @property
    def unread_percent(self) -> float:
        return 100 * self.steps["unread"] / max(self.steps.total(), 1)

    def data(self) -> dict[str, Any]:
        return {"chains": self.chains, "steps": dict(self.steps), "questions": self.questions}


def counts(documents: Sequence[dict[str, Any]]) -> Counts:
    """Of files' data."""
    steps = [s for d in documents for c in d["chains"] for s in c["steps"]]
    return Counts(
        sum(len(d["chains"]) for d in documents),
        Counter(s["verdict"] for s in steps),
        sum(len(d["questions"]) for d in documents),
        sum(s["is_wrong"] for s in steps),
        sum(s["verdict"] in UNSETTLED and not s["expected"] for s in steps),
        sum(s["is_wrong"] and s["expected"] is not None for s in steps),
        sum(len(d["contradictions"]) for d in documents),
        sum((s["equality"] or {}).get("verdict") == "unread" for s in steps),
    )


def summary(found: Counts) -> Text:
    """`35 chains: 41 steps proved, 6 proved if, 1 refuted, 3 not read (2 questions)`."""
    chains = f"{found.chains} chain{'' if found.chains == 1 else 's'}"
    if not found.steps:
        return Text(f"{chains}: no displayed relation")
    parts: list[Any] = [chains]
    for k, verdict in enumerate(_verdicts(found.steps)):
        n = found.steps[verdict]
        steps = "" if k else " step" if n == 1 else " steps"
        said = (f"{n}{steps} {_called(verdict, n)}", STYLE.get(verdict, ""))
        parts += [", " if k else ": ", said]
    if found.unexpected:
        parts += [", ", (f"{found.unexpected} not as expected", STYLE["refuted"])]
    if n := found.unread_equalities:
        parts.append(f", {n} equality condition{'' if n == 1 else 's'} not read")
    if n := found.questions:
        parts.append(f" ({n} question{'' if n == 1 else 's'})")
    return Text.assemble(*parts)


def _called(verdict: str, n: int) -> str:
    if verdict == "definition":
        return "by definition"
    return _CALLED.get(verdict, verdict)


def _verdicts(steps: Counter[str]) -> Iterator[str]:
    yield from (v for v in ORDER if steps[v])
    yield from sorted(v for v in steps if v not in ORDER)
