"""Batches of certificates for one `coqc` each, and what it says of them."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from rocq.theory import Theory
from rocq.translate import Malformed, translate

Outcome = Literal["accepted", "refused", "beyond", "not run"]
_SIZE: Final = 300_000  # characters of Rocq for one coqc: some seconds of it
_HEAD: Final = """From Coq Require Import List ZArith QArith String.
From Derive Require Import Check SpaceCheck Terms.
Import ListNotations.
Local Open Scope positive_scope.
Set Printing Width 100000.
"""
_VERDICT: Final = re.compile(r'\s*= \((\d+)%nat, (Accepted|(Refused|Beyond) (\d+) "(.*)")\)')
_OUTCOMES: Final[dict[str | None, Outcome]] = {
    None: "accepted",
    "Refused": "refused",
    "Beyond": "beyond",
}
_SECONDS: Final = re.compile(r"Finished transaction in [\d.]+ secs \(([\d.]+)u")  # of the processor


@dataclass(frozen=True)
class Result:
    """What is known of one certificate. digest: the SHA-256 of its text, "" where there is none.

    seconds: of evaluating the checker, not of reading.
    """

    name: str
    digest: str
    outcome: Outcome
    why: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class _Job:
    """A certificate, as a term of Rocq; with what it is provided with, if it is about spaces."""

    name: str
    digest: str
    term: str
    provided: str | None = None

    def asked(self, k: int) -> str:
        """The certificate's verdict, as the k-th."""
        text = f"Definition c{k} : certificate :=\n{self.term}.\n"
        if self.provided is None:
            return f"{text}Definition v{k} := Check.check c{k}.\n"
        text += f"Definition p{k} : list term :=\n{self.provided}.\n"
        return f"{text}Definition v{k} := check_spaces (SpaceCertificate c{k} p{k}).\n"


def examined(theory: Theory, paths: Sequence[Path], jobs: int, limit: int) -> Iterator[Result]:
    """What the checker says of the certificates in files, as soon as it is known.

    jobs: processes at a time; limit: of seconds for one certificate.
    """
    pool = ThreadPoolExecutor(jobs)
    try:
        todo = list[Future[list[Result]]]()
        for some, bad in _batches(paths):
            yield from bad
            todo.append(pool.submit(_run, theory, some, limit))
        for batch in todo:
            yield from batch.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(paths: Sequence[Path]) -> Iterator[tuple[list[_Job], list[Result]]]:
    """The certificates in files, some at a time; and those that are none, refused."""
    jobs, results = list[_Job](), list[Result]()
    for path in paths:
        digest = ""
        try:
            text = path.read_text(encoding="utf-8")
            digest = hashlib.sha256(text.encode()).hexdigest()
            written = translate(text)
            jobs.append(_Job(path.stem, digest, written.term, written.provided))
        except (Malformed, OSError, UnicodeDecodeError) as why:
            results.append(Result(path.stem, digest, "refused", str(why)))
        if sum(len(job.term) for job in jobs) > _SIZE:
            yield jobs, results
            jobs, results = [], []
    if jobs or results:
        yield jobs, results


def _run(theory: Theory, jobs: Sequence[_Job], limit: int) -> list[Result]:
    """What the checker says of each; one that it did not come to the end with is not run, and the
    others are asked again without it.

    limit: of seconds for each.
    """
    results = list[Result]()
    while len(results) < len(jobs):
        rest = jobs[len(results) :]
        found, trouble = _ask(theory, rest, limit)
        results += found
        if len(found) < len(rest):
            stuck = rest[len(found)]
            results.append(Result(stuck.name, stuck.digest, "not run", trouble))
    return results


def _ask(theory: Theory, jobs: Sequence[_Job], limit: int) -> tuple[list[Result], str]:
    """Verdicts for the first of them, up to all; and why not for more."""
    text = [_HEAD]
    for k, job in enumerate(jobs):
        text += [job.asked(k), f"Time Timeout {limit} Eval vm_compute in ({k}%nat, v{k}).\n"]
    with tempfile.TemporaryDirectory() as made:
        path = Path(made, "Batch.v")
        path.write_text("".join(text), encoding="ascii")
        most = 60 + 2 * limit * len(jobs)
        try:
            done = subprocess.run(
                theory.command(path), capture_output=True, text=True, timeout=most, check=False
            )
        except subprocess.TimeoutExpired as late:
            said = late.stdout or b""
            return _read(jobs, said.decode() if isinstance(said, bytes) else said), "out of time"
    return _read(jobs, done.stdout), _trouble(done, limit)


def _read(jobs: Sequence[_Job], said: str) -> list[Result]:
    """The verdicts in what `coqc` said: one each, in order, each with its number."""
    results = list[Result]()
    for line in said.splitlines():
        if (found := _VERDICT.fullmatch(line)) and int(found[1]) == len(results) < len(jobs):
            outcome = _OUTCOMES[found[3]]
            why = f"{found[5]} (theorem {found[4]})".replace('""', '"') if found[3] else ""
            job = jobs[len(results)]
            results.append(Result(job.name, job.digest, outcome, why))
        elif (took := _SECONDS.match(line)) and results:
            results[-1] = replace(results[-1], seconds=float(took[1]))
    return results


def _trouble(done: subprocess.CompletedProcess[str], limit: int) -> str:
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith("File ")]
    if "Error: Timeout!" in lines:
        return f"not done in {limit} s"
    return f"coqc: {' '.join(lines)[:300] or f'ended with {done.returncode}'}"
