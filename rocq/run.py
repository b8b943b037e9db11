"""The proved checker at work on files: a line for each certificate, how far it is, and the sums."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rocq.batches import Outcome, Result, examined
from rocq.theory import SOUND, Say, Theory, axioms, compiled

ORDER: Final[tuple[Outcome, ...]] = ("accepted", "refused", "beyond", "not run")
BAD: Final = ("refused", "not run")
LIMIT: Final = 60  # seconds for one certificate, where nothing else is said


def ready(say: Say) -> Theory:
    """The checker, compiled, and said what its soundness rests on.

    Raises:
        NotReady: it cannot be run here, or rests on more than the axioms of the reals.
    """
    theory = compiled(say)
    rests = ", ".join(axioms(theory)) or "no axiom"
    say(f"the checker is proved right ({', '.join(SOUND)}) from: {rests}")
    return theory


@dataclass(frozen=True)
class Run:
    """What the checker said of some certificates, and how long it took."""

    results: tuple[Result, ...]
    seconds: float

    @property
    def bad(self) -> bool:
        """Whether one is refused, or was not run."""
        return any(r.outcome in BAD for r in self.results)

    def sums(self) -> str:
        """How many of each outcome; why some are beyond the checker, the most frequent first."""
        counts = Counter(r.outcome for r in self.results)
        parts = [f"{counts[o]} {o}" for o in ORDER if counts[o] or o != "not run"]
        n = len(self.results)
        told = f"{n} certificate{'' if n == 1 else 's'}: {', '.join(parts)}; {self.seconds:.0f} s"
        beyond = [r.why for r in self.results if r.outcome == "beyond"]
        reasons = Counter(re.sub(r" \(theorem \d+\)$", "", why) for why in beyond)
        return "\n".join([told, *(f"{k:6} beyond: {why}" for why, k in reasons.most_common(12))])


def run(
    theory: Theory,
    paths: Sequence[Path],
    jobs: int,
    limit: int,
    show: Callable[[str], None],
    quiet: bool = False,
) -> Run:
    """What the checker says of the certificates in files; each line is shown when it is known.

    jobs: processes at a time. limit: of seconds for one certificate. quiet: only what is bad.
    """
    began, results = time.monotonic(), list[Result]()
    with _Progress(len(paths)) as progress:
        for result in examined(theory, paths, jobs, limit):
            results.append(result)
            if not quiet or result.outcome in BAD:
                progress.clear()
                show(line(result))
            progress.show(len(results))
    return Run(tuple(results), time.monotonic() - began)


def line(r: Result) -> str:
    """A result as people read it."""
    shown = r.outcome.upper() if r.outcome == "refused" else r.outcome
    said = f": {r.why}" if r.why else f"  {r.seconds:.2f} s"
    return f"{shown:<9} {r.name}{said}"


class _Progress:
    """How many certificates are done: a line on standard error that goes again, on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._on = sys.stderr.isatty()

    def __enter__(self) -> _Progress:
        self.show(0)
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, done: int) -> None:
        self._write(f"\r{done} of {self._total} certificates")

    def clear(self) -> None:
        self._write("\r\033[K")

    def _write(self, text: str) -> None:
        if self._on:
            sys.stderr.write(text)
            sys.stderr.flush()
