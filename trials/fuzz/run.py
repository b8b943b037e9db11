"""`python -m trials fuzz`: a recorded run, its figures and its contradictions (none)."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Container, Iterator
from multiprocessing import get_context
from pathlib import Path

from derive.cli.cluster import Cluster
from derive.strategies import OPERATIONS, Stated
from trials.fuzz import (
    entropic,
    grammar,
    kernel,
    language,
    operations,
    rewriting,
    rules,
    spaces,
)
from trials.fuzz.facts import facts, operation_facts
from trials.fuzz.mistaken import mistaken
from trials.fuzz.tally import VERDICTS, Tally

CHUNK = 50
_DEEP = 4  # of a chunk of statements with operations
Job = tuple[str, int]  # kind of chunk, its seed
# of two hundred chunks
MIX = {
    "certificates": 102,
    "on spaces": 40,
    "rules": 40,
    "rewritten": 4,
    "perturbed": 4,
    "grammar": 2,
    "operations": 3,
    "near operations": 2,
    "spaces": 2,
    "entropic": 1,
}


def _rewritten(rng: random.Random, tally: Tally) -> None:
    """True statements written otherwise, until a chunk of them is in the language."""
    _from_facts("rewritten", rewriting.rewritten, rng, tally)


def _perturbed(rng: random.Random, tally: Tally) -> None:
    def change(stated: Stated, rng: random.Random) -> Stated:
        return rewriting.perturbed(rewriting.rewritten(stated, rng), rng)

    _from_facts("perturbed", change, rng, tally)


def _from_facts(
    kind: str,
    change: Callable[[Stated, random.Random], Stated],
    rng: random.Random,
    tally: Tally,
) -> None:
    done = 0
    while done < CHUNK:
        stated = change(rng.choice(facts()), rng)
        attacked = rng.random() < 0.4
        done += language.decide(kind, stated, rng, tally, attacked)


def _grammar(rng: random.Random, tally: Tally) -> None:
    for stated in grammar.drawn(rng, CHUNK):
        language.decide("grammar", stated, rng, tally, attacked=rng.random() < 0.5)


def _operations(rng: random.Random, tally: Tally) -> None:
    """Most of them shallow: what is deep is false or ill-posed most often, and takes long."""
    done = 0
    while done < CHUNK:
        depth = 2 if done >= CHUNK - _DEEP else 1
        wanted = CHUNK - done if depth == 2 else CHUNK - _DEEP - done
        for stated in grammar.drawn(rng, wanted, OPERATIONS, depth):
            attacked = rng.random() < 0.5
            done += operations.decide("operations", stated, rng, tally, attacked)


def _near_operations(rng: random.Random, tally: Tally) -> None:
    """True statements on operations, every second one with a mistake."""
    done = 0
    while done < CHUNK:
        stated = rng.choice(operation_facts())
        if rng.random() < 0.6:
            stated = mistaken(stated, rng)
        attacked = rng.random() < 0.5
        done += operations.decide("near operations", stated, rng, tally, attacked)


_KINDS: dict[str, Callable[[random.Random, Tally], None]] = {
    "certificates": lambda rng, tally: kernel.certificates(rng, CHUNK, tally),
    "on spaces": lambda rng, tally: kernel.certificates(rng, CHUNK, tally, on_spaces=True),
    "rules": lambda rng, tally: rules.chunk(rng, CHUNK, tally),
    "rewritten": _rewritten,
    "perturbed": _perturbed,
    "grammar": _grammar,
    "operations": _operations,
    "near operations": _near_operations,
    "spaces": lambda rng, tally: spaces.chunk(rng, CHUNK, tally),
    "entropic": lambda rng, tally: entropic.chunk(rng, CHUNK, tally),
}


def work(job: Job) -> Tally:
    """One chunk; everything in it is decided by its seed."""
    kind, seed = job
    tally = Tally()
    started = time.process_time()
    try:
        _KINDS[kind](random.Random(f"{kind} {seed}"), tally)
    except Exception as err:  # what no one foresaw is a finding, and ends this chunk alone
        tally.wrong(kind, f"chunk {seed} ended with {err!r}\n{traceback.format_exc()}")
    tally.add(kind, "CPU milliseconds", round(1000 * (time.process_time() - started)))
    return tally


def jobs(statements: int, seed: int, kinds: Container[str] = MIX) -> Iterator[Job]:
    """Chunks of these kinds in the proportions of MIX, in an order that mixes them."""
    chunks = -(-statements // CHUNK)
    order = [kind for kind, share in MIX.items() for _ in range(share) if kind in kinds]
    random.Random(seed).shuffle(order)
    for k in range(chunks):
        yield order[k % len(order)], seed * 10**7 + k


def _worked(job: Job) -> tuple[Job, Tally]:
    return job, work(job)


def answered(task: str) -> str:
    """On a cluster's worker: a chunk, as JSON there and back."""
    kind, seed = json.loads(task)
    tally = work((kind, seed))
    return json.dumps([tally.counts, tally.contradictions])


def _tally(counts: dict[str, dict[str, int]], contradictions: list[str]) -> Tally:
    return Tally({k: Counter(c) for k, c in counts.items()}, contradictions)


def kept(path: Path | None) -> dict[Job, Tally]:
    """The chunks that a run has written."""
    found: dict[Job, Tally] = {}
    if path is not None and path.exists():
        for line in path.read_text().splitlines():
            kind, seed, counts, contradictions = json.loads(line)
            found[kind, seed] = _tally(counts, contradictions)
    return found


def _keep(path: Path | None, job: Job, tally: Tally) -> None:
    if path is not None:
        line = json.dumps([*job, tally.counts, tally.contradictions])
        with path.open("a") as out:
            out.write(line + "\n")


def _worked_on(todo: list[Job], workers: int, cluster: str | None) -> Iterator[tuple[Job, Tally]]:
    """The chunks as they end."""
    if cluster is None:
        with get_context("spawn").Pool(workers) as pool:
            yield from pool.imap_unordered(_worked, todo)
        return
    with Cluster(cluster) as there:
        for found in there.answers("trials.fuzz.run:answered", list(map(json.dumps, todo))):
            if found is not None:
                yield todo[found[0]], _tally(*json.loads(found[1]))


def run(
    statements: int,
    workers: int,
    seed: int,
    show: bool = True,
    keep: Path | None = None,
    cluster: str | None = None,
    kinds: Container[str] = MIX,
) -> Tally:
    """The whole run; the order in which chunks end does not change what is counted.

    keep: where each chunk is written as it ends; those that are there are not done again.
    """
    tally, before = Tally(), kept(keep)
    every = list(jobs(statements, seed, kinds))
    for job in every:
        tally.merge(before.get(job, Tally()))
    todo = [job for job in every if job not in before]
    started = time.perf_counter()
    for done, (job, part) in enumerate(_worked_on(todo, workers, cluster), 1):
        _keep(keep, job, part)
        tally.merge(part)
        for found in part.contradictions:
            print(f"\nCONTRADICTION {found}", flush=True)
        if show and (done % 10 == 0 or done == len(todo)):
            seconds = time.perf_counter() - started
            print(
                f"\r{tally.statements:,} statements, {tally.total('proved'):,} proved, "
                f"{len(tally.contradictions)} contradictions, {seconds:.0f} s",
                end="",
                file=sys.stderr,
                flush=True,
            )
    print(file=sys.stderr)
    return tally


def report(tally: Tally) -> None:
    """The figures as a table, a column for each kind."""
    kinds = [k for k in MIX if k in tally.counts]
    rest = sorted({w for c in tally.counts.values() for w in c} - set(VERDICTS))
    width = max(len(w) for w in (*VERDICTS, *rest)) + 2
    print(" " * width + "".join(f"{k:>14}" for k in kinds) + f"{'total':>14}")
    statements = [sum(tally.counts[k][v] for v in VERDICTS) for k in kinds]
    rows = [("statements", statements)]
    rows += [(w, [tally.counts[k][w] for k in kinds]) for w in (*VERDICTS, *rest)]
    for what, counts in rows:
        cells = "".join(f"{n:>14,}" for n in (*counts, sum(counts)))
        print(f"{what:<{width}}{cells}")
    print(f"\ncontradictions: {len(tally.contradictions)}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m trials fuzz", description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000, help="how many (100,000)")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="on the workers of a Dask scheduler")
    parser.add_argument("--seed", type=int, default=0, help="everything follows from it (0)")
    parser.add_argument("--keep", type=Path, help="a file: what is in it is not done again")
    parser.add_argument("--kind", action="append", choices=MIX, help="these alone (all)")
    options = parser.parse_args(arguments)
    if min(options.statements, options.workers) < 1:
        parser.error("--statements and --workers: expected integers ≥ 1. Try --workers 2.")
    started = time.perf_counter()
    tally = run(
        options.statements,
        options.workers,
        options.seed,
        keep=options.keep,
        cluster=options.cluster,
        kinds=options.kind or MIX,
    )
    report(tally)
    print(f"seed {options.seed}, {time.perf_counter() - started:.0f} s")
    return 1 if tally.contradictions else 0
