"""`python -m rocq DIR`: what the proved checker says of each certificate in a folder.

A line each, then the sums; what was said is kept in the folder, for reports. Exit status: 1 if one
is refused or could not be run, 2 if nothing could be done. What is beyond the checker's fragment is
counted as such: nothing is said about it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rocq.batches import Result
from rocq.folder import write
from rocq.record import keep
from rocq.run import LIMIT, ready, run
from rocq.theory import NotReady


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    paths = sorted(asked.folder.glob("*.json"))
    if not paths:
        _say(f"{asked.folder}: no certificates (*.json); `derive check --certificates DIR` writes")
        return 2
    try:
        theory = ready(_say)
    except NotReady as why:
        _say(str(why))
        return 2
    done = run(theory, paths, asked.jobs, asked.seconds, _show, asked.quiet)
    _show(done.sums())
    _keep(asked.folder, done.results)
    if asked.export is not None:
        accepted = {r.name for r in done.results if r.outcome == "accepted"}
        chosen = [p for p in paths if p.stem in accepted]
        _say(write([(p.stem, p.read_text(encoding="utf-8")) for p in chosen], asked.export))
    return int(done.bad)


def _keep(folder: Path, results: Sequence[Result]) -> None:
    try:
        keep(folder, results)
    except OSError as why:
        _say(f"what was said is not kept for reports: {why}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rocq", description=__doc__)
    parser.add_argument("folder", type=Path, help="of certificates, *.json")
    parser.add_argument("--jobs", type=_positive, default=2, help="processes at a time (2)")
    parser.add_argument(
        "--seconds", type=_positive, default=LIMIT, help=f"for one certificate at most ({LIMIT})"
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


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _show(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
