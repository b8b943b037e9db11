"""`python -m trials readback`: what is printed, read again; its figures and disagreements."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from trials.readback import sources
from trials.readback.cases import Outcome
from trials.readback.collisions import Seen

CHUNK = 250
EQUAL = ("structure", "normal form", "values")
WRONG = ("unread", "disagrees", "alike")
ROWS = ("formulas", *EQUAL, *WRONG, "refused", "statements", "compared with one printed alike")
# of forty random statements: the campaign's own, those with more operations, those of
# derive.strategies, and pairs
MIX = {"hard": 18, "wider": 6, "usual": 2, "pairs": 14}
FIXED = ("proofs", "corpora", "certificates", "prove")
Job = tuple[str, int, int]  # kind, how many statements, seed


@dataclass
class Tally:
    """counts[kind][what]; wrong: every formula that is not read as what it was."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, outcome: Outcome) -> None:
        counts = self.counts.setdefault(kind, Counter())
        counts[outcome.how] += 1
        counts["formulas"] += outcome.how not in ("refused", "alike")
        if outcome.how in WRONG:
            self.wrong.append(f"{kind}: {outcome.how}: {outcome.shown}: {outcome.detail}")

    def merge(self, other: Tally) -> None:
        for kind, counts in other.counts.items():
            self.counts.setdefault(kind, Counter()).update(counts)
        self.wrong += other.wrong


def _outcomes(kind: str, count: int, rng: random.Random, seen: Seen) -> Iterator[Outcome]:
    made: dict[str, Callable[[], Iterator[Outcome]]] = {
        "proofs": sources.proofs,
        "corpora": sources.corpora,
        "certificates": sources.shown,
        "prove": partial(sources.proved, rng, count),
        "hard": partial(sources.hard, rng, count, seen),
        "wider": partial(sources.wide, rng, count, seen),
        "usual": partial(sources.usual, rng, count, seen),
        "pairs": partial(sources.alikes, rng, count, seen),
    }
    return made[kind]()


def work(job: Job) -> Tally:
    """One chunk; everything in it follows from its seed."""
    kind, count, seed = job
    tally, seen = Tally(), Seen()
    for outcome in _outcomes(kind, count, random.Random(f"{kind} {seed}"), seen):
        tally.add(kind, outcome)
    counts = tally.counts.setdefault(kind, Counter())
    counts["statements"] += 0 if kind in FIXED else count
    counts["compared with one printed alike"] += seen.compared
    return tally


def kept(job: Job, folder: Path | None) -> Tally:
    """A chunk, from the folder where it is there, else counted and put there."""
    if folder is None:
        return work(job)
    place = folder / "{}-{}-{}.json".format(*job)
    if place.exists():
        read = json.loads(place.read_text())
        return Tally({k: Counter(c) for k, c in read["counts"].items()}, read["wrong"])
    tally = work(job)
    place.write_text(json.dumps({"counts": tally.counts, "wrong": tally.wrong}))
    return tally


def jobs(statements: int, seed: int) -> list[Job]:
    """All of the fixed sources, and chunks of random statements in the proportions of MIX."""
    whole = sum(MIX.values())
    out: list[Job] = []
    for kind, share in MIX.items():
        left, k = -(-statements * share // whole), 0
        while left > 0:
            out.append((kind, min(CHUNK, left), seed * 10**6 + k))
            left, k = left - CHUNK, k + 1
    random.Random(seed).shuffle(out)
    return [*out, *((kind, max(1, statements // 10), seed) for kind in FIXED)]


def run(statements: int, workers: int, seed: int, folder: Path | None = None) -> Tally:
    """All jobs; the order in which they end does not change what is counted. folder: where chunks
    are kept, so that those that are there are not run again."""
    tally, todo = Tally(), jobs(statements, seed)
    done = partial(kept, folder=folder)
    if workers == 1:
        _gather(tally, map(done, todo), len(todo))
        return tally
    with get_context("spawn").Pool(workers) as pool:
        _gather(tally, pool.imap_unordered(done, todo), len(todo))
    return tally


def _gather(tally: Tally, parts: Iterable[Tally], count: int) -> None:
    started = time.perf_counter()
    for done, part in enumerate(parts, 1):
        tally.merge(part)
        for fault in part.wrong:
            print(fault, flush=True)
        read = sum(c["formulas"] for c in tally.counts.values())
        print(
            f"{done} of {count} parts, {read:,} formulas, {len(tally.wrong)} not as printed, "
            f"{time.perf_counter() - started:.0f} s",
            file=sys.stderr,
            flush=True,
        )


def report(tally: Tally) -> None:
    """The figures as a table, a column for each source."""
    kinds = [k for k in (*FIXED, *MIX) if k in tally.counts]
    width = max(map(len, ROWS)) + 2
    print(" " * width + "".join(f"{k:>14}" for k in kinds) + f"{'total':>14}")
    for row in ROWS:
        counts = [tally.counts[k][row] for k in kinds]
        print(f"{row:<{width}}" + "".join(f"{n:>14,}" for n in (*counts, sum(counts))))
    print(f"\nnot read as what was printed: {len(tally.wrong)}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m trials readback", description=__doc__)
    parser.add_argument("--statements", type=int, default=20_000, help="how many (20,000)")
    parser.add_argument("--workers", type=int, default=1, help="processes (1)")
    parser.add_argument("--seed", type=int, default=0, help="everything follows from it (0)")
    parser.add_argument("--keep", type=Path, help="a folder for chunks; those in it are not rerun")
    options = parser.parse_args(arguments)
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    if min(options.statements, options.workers) < 1:
        parser.error("--statements and --workers: expected integers ≥ 1. Try --workers 2.")
    started = time.perf_counter()
    tally = run(options.statements, options.workers, options.seed, options.keep)
    report(tally)
    print(f"seed {options.seed}, {time.perf_counter() - started:.0f} s")
    return 1 if tally.wrong else 0
