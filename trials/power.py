"""How much is proved and refuted in one step: the corpus of `tests/power`, by kind.

    python -m trials power [--half seen|unseen] [--kind NAME ...]

Statements alternate between the half that one looks at while the search is improved, and the half
that is kept for the end.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from importlib import import_module
from statistics import median
from typing import Any, NamedTuple

from derive import theorem
from derive.derivation.check import check
from derive.derivation.limits import Limits
from derive.numeric import Settings

KINDS = (
    *("logarithms", "order", "sums", "squares", "scalars", "entropies", "information"),
    *("divergences", "convexity", "coding", "learning", "extremes"),
)
EXPECTED = {True: "proved", False: "refuted"}
_SECONDS = 10.0


class Result(NamedTuple):
    """What became of one statement. number: from 0, among those of its kind that are so."""

    kind: str
    true: bool
    number: int
    statement: Any
    verdict: str
    seconds: float

    @property
    def is_wrong(self) -> bool:
        return self.verdict == EXPECTED[not self.true]


def statements(kind: str, half: str | None = None) -> list[tuple[bool, int, Any]]:
    """The statements of a kind, or the half of them that is seen or unseen."""
    module = import_module(f"tests.power.{kind}")
    found = [(t, k, s) for t, of in ((True, module.TRUE), (False, module.FALSE))
             for k, s in enumerate(of)]  # fmt: skip
    return [f for f in found if half is None or (f[1] % 2 == 0) == (half == "seen")]


def decide(kind: str, true: bool, number: int, statement: Any, trials: int = 300) -> Result:
    """Check the statement as a claim without a chain."""

    def alone(proof: Any) -> None:
        proof.claim(statement.claim)

    start = time.perf_counter()
    derivation = theorem("alone", given=list(statement.given))(alone)
    report = check(derivation, Settings(trials=trials, seed=0), Limits(_SECONDS))
    seconds = time.perf_counter() - start
    return Result(kind, true, number, statement, report.verdict, seconds)


def main(argv: Sequence[str]) -> int:
    """Decide the corpus and print its table; 1 if something false is proved, or true refuted."""
    parser = argparse.ArgumentParser(prog="python -m trials power", description=__doc__)
    parser.add_argument("--half", choices=("seen", "unseen"))
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=KINDS)
    args = parser.parse_args(argv)
    results: list[Result] = []
    for kind in args.kind:
        for of in statements(kind, args.half):
            result = decide(kind, *of)
            results.append(result)
            if result.verdict != EXPECTED[result.true]:
                _print_open(result)
    _print_table(results)
    return any(r.is_wrong for r in results)


def _print_open(r: Result) -> None:
    given = f" given {', '.join(map(repr, r.statement.given))}" if r.statement.given else ""
    which = f"{r.kind}, {'true' if r.true else 'false'} {r.number}"
    print(
        f"{'WRONG' if r.is_wrong else r.verdict}  {which}: {r.statement.claim!r}{given}", flush=True
    )


def _print_table(results: Sequence[Result]) -> None:
    print(
        f"\n{'kind':13}{'true':>6}{'proved':>8}{'false':>7}{'refuted':>9}{'median':>10}{'most':>9}"
    )
    for kind in [*dict.fromkeys(r.kind for r in results), "all"]:
        own = [r for r in results if kind in (r.kind, "all")]
        true, false = ([r for r in own if r.true is t] for t in (True, False))
        done = [sum(r.verdict == EXPECTED[r.true] for r in part) for part in (true, false)]
        times = [r.seconds for r in own]
        print(
            f"{kind:13}{len(true):6}{done[0]:8}{len(false):7}{done[1]:9}"
            f"{1000 * median(times):7.0f} ms{max(times):7.2f} s"
        )
