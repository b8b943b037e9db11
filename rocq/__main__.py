"""`python -m rocq DIR`: what the proved checker says of each certificate in a folder.

A line each, then the sums. Exit status: 1 if one is refused or could not be run, 2 if nothing could
be done. What is beyond the checker's fragment is counted as such: nothing is said about it.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rocq.batches import Outcome, Result, examined
from rocq.folder import write
from rocq.theory import SOUND, NotReady, axioms, compiled

_ORDER: Final[tuple[Outcome, ...]] = ("accepted", "refused", "beyond", "not run")
_BAD: Final = ("refused", "not run")


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    paths = sorted(asked.folder.glob("*.json"))
    if not paths:
        _say(f"{asked.folder}: no certificates (*.json); `derive check --certificates DIR` writes")
        return 2
    began = time.monotonic()
    try:
        theory = compiled(_say)
        rests = ", ".join(axioms(theory)) or "no axiom"
        _say(f"the checker is proved right ({', '.join(SOUND)}) from: {rests}")
    except NotReady as why:
        _say(str(why))
        return 2
    results = list[Result]()
    for result in examined(theory, paths, asked.jobs, asked.seconds):
        if not asked.quiet or result.outcome in _BAD:
            print(_line(result), flush=True)
        results.append(result)
    print(_sums(results, time.monotonic() - began), flush=True)
    if asked.export is not None:
        _say(write([p for p in paths if _is_accepted(p, results)], asked.export))
    return int(any(r.outcome in _BAD for r in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rocq", description=__doc__)
    parser.add_argument("folder", type=Path, help="of certificates, *.json")
    parser.add_argument("--jobs", type=_positive, default=2, help="processes at a time (2)")
    parser.add_argument(
        "--seconds", type=_positive, default=60, help="for one certificate at most (60)"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="only what is refused or not run, and the sums"
    )
    parser.add_argument(
        "--export", metavar="DIR", type=Path, help="write a file of Rocq there for each accepted"
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _is_accepted(path: Path, results: Sequence[Result]) -> bool:
    return any(r.name == path.stem and r.outcome == "accepted" for r in results)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _line(r: Result) -> str:
    shown = r.outcome.upper() if r.outcome == "refused" else r.outcome
    said = f": {r.why}" if r.why else f"  {r.seconds:.2f} s"
    return f"{shown:<9} {r.name}{said}"


def _sums(results: Sequence[Result], seconds: float) -> str:
    counts = Counter(r.outcome for r in results)
    parts = [f"{counts[o]} {o}" for o in _ORDER if counts[o] or o != "not run"]
    lines = [f"{len(results)} certificates: {', '.join(parts)}; {seconds:.0f} s"]
    beyond = [r.why for r in results if r.outcome == "beyond"]
    reasons = Counter(re.sub(r" \(theorem \d+\)$", "", why) for why in beyond)
    lines += [f"{n:6} beyond: {why}" for why, n in reasons.most_common(12)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
