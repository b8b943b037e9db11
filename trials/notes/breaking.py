"""`python -m trials break`: files made to break the reader of notes, each in a process of its own.

What is wanted of every file: an answer or a plain refusal, within the time and memory allowed, and
nothing of it run.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from derive.derivation.limits import Limits
from derive.language.names import DeriveError
from derive.notes.check import check_notes
from derive.numeric import Settings
from trials.notes.corpus import CORPUS
from trials.notes.hostile import Hostile, broken, hostile

SECONDS = 30.0
BROKEN = 90.0  # for a document of the corpus: up to 2 s for each of its relations
MEMORY = 2 << 30
REFUSALS = (DeriveError, OSError, UnicodeDecodeError)


@dataclass(frozen=True)
class Answer:
    """how: answered, refused, or what must not be: late, memory, traceback, died, wrote."""

    what: Hostile
    how: str
    seconds: float
    detail: str = ""

    @property
    def bad(self) -> bool:
        return self.how not in ("answered", "refused")


def main(argv: Sequence[str]) -> int:
    """Try them all; 1 if one breaks something."""
    parser = argparse.ArgumentParser(prog="python -m trials break", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="broken documents beside the made")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="files whose names contain this")
    options = parser.parse_args(argv)
    files = itertools.chain(hostile(), broken(CORPUS, options.seed, options.count))
    counts: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    for answer in answers(h for h in files if options.only in h.name):
        counts[answer.how] += 1
        slowest = sorted([*slowest, (answer.seconds, answer.what.name)], reverse=True)[:8]
        if answer.bad:
            print(f"{answer.how} after {answer.seconds:.1f} s: {answer.what.name}", flush=True)
            print("    " + answer.detail.strip().replace("\n", "\n    "))
    print(", ".join(f"{n} {how}" for how, n in counts.most_common()))
    print("slowest: " + ", ".join(f"{name} {s:.1f} s" for s, name in slowest))
    return int(any(how not in ("answered", "refused") for how in counts))


def answers(files: Iterable[Hostile]) -> Iterator[Answer]:
    """What becomes of each."""
    for what in files:
        with tempfile.TemporaryDirectory() as folder:
            yield _answer(what, Path(folder))


def _answer(what: Hostile, folder: Path) -> Answer:
    file = folder / f"notes{what.suffix}"
    file.write_bytes(what.content)
    ours, theirs = multiprocessing.Pipe(duplex=False)
    start = time.monotonic()
    child = multiprocessing.get_context("fork").Process(target=_tried, args=(file, theirs))
    child.start()
    theirs.close()
    child.join(BROKEN if "broken" in what.name else SECONDS)
    seconds = time.monotonic() - start
    if child.is_alive():
        child.kill()
        child.join()
        return Answer(what, "late", seconds)
    how, detail = ours.recv() if ours.poll() else ("died", f"exit code {child.exitcode}")
    written = sorted(p.name for p in folder.iterdir() if p != file)
    if written:
        how, detail = "wrote", ", ".join(written)
    return Answer(what, how, seconds, detail)


def _tried(file: Path, out: Connection) -> None:
    """In the child: what happens with the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(file.parent)
    sys.setrecursionlimit(1000)
    try:
        limits = Limits(seconds=2.0)
        report = check_notes(file, Settings(trials=200), limits)
        steps = [s for c in report.chains for s in c.steps]
        failed = [s.why for s in steps if "the reader failed" in s.why]
        out.send(("traceback", failed[0]) if failed else ("answered", f"{len(steps)} relations"))
    except REFUSALS as err:
        out.send(("refused", str(err)[:200]))
    except MemoryError:
        out.send(("memory", ""))
    except BaseException:
        out.send(("traceback", traceback.format_exc(limit=-6)))
