"""Mark a derivation in a script: one process runs the script, another one marks what it left."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from derive.cli.pool import nothing_of_main
from derive.cli.worker import bound_memory
from derive.derivation.derivation import Derivation
from derive.language.names import DeriveError
from derive.language.printing import alone
from derive.language.relations import as_relation
from derive.teaching.chains import lines_of
from derive.teaching.decide import hypotheses
from derive.teaching.grading import about, grade, unread
from derive.teaching.handin import HandIn, read_script

SCRIPT_SECONDS = 120.0
_LEAST_SECONDS = 5.0


def grade_script(
    path: str | os.PathLike[str],
    target: Any,
    given: Sequence[Any] = (),
    name: str | None = None,
    seconds: float = SCRIPT_SECONDS,
    isolation: str = "auto",
    beside: Sequence[str | os.PathLike[str]] = (),
    **options: Any,
) -> dict[str, Any]:
    """The marks for a derivation in a script, as `grade` gives them; `isolated` beside them.

    The script is executed, in a process that does nothing else and hands back its derivations as
    plain data (`derive.teaching.handin`); they are marked in a process that has never seen it. With
    bubblewrap the script has no network and sees a read-only file system without your files, and
    `isolated` is true. Without, it can still read and write what you can: isolation="required"
    refuses to run it then.

    name: the derivation's; without it, the only one, or the only one about the target. seconds: for
    running and marking together. beside: files that it may import. options: of `grade`.

    Raises:
        DeriveError: for a mistake of the teacher's.
    """
    start = time.monotonic()
    wanted, assumed = as_relation(target), hypotheses(given)
    handed_in = read_script(path, seconds=seconds, isolation=isolation, beside=beside)
    left = max(seconds - (time.monotonic() - start), _LEAST_SECONDS)
    return mark(handed_in, wanted, assumed, name, left, **options)


def mark(
    handed_in: HandIn,
    target: Any,
    given: Sequence[Any] = (),
    name: str | None = None,
    seconds: float = SCRIPT_SECONDS,
    **options: Any,
) -> dict[str, Any]:
    """The marks for a derivation that was handed in, as `grade_script`, in a process of its own
    that is ended after `seconds` and has bounded memory (Linux).

    Raises:
        DeriveError: for a mistake of the teacher's.
    """
    return mark_apart(handed_in, target, given, name, seconds, **options)[0]


def mark_apart(
    handed_in: HandIn,
    target: Any,
    given: Sequence[Any] = (),
    name: str | None = None,
    seconds: float = SCRIPT_SECONDS,
    **options: Any,
) -> tuple[dict[str, Any], str]:
    """As `mark`, and beside the marks why the process gave none, which is no fault of the chain's;
    "" if it did.

    Raises:
        DeriveError: for a mistake of the teacher's.
    """
    wanted, assumed = as_relation(target), hypotheses(given)
    done: Any = handed_in.problem
    if done is None:
        done = _in_a_process((handed_in, wanted, assumed, name, options), seconds)
    if isinstance(done, DeriveError):
        raise done
    lost = done.why if isinstance(done, _Lost) else ""
    marks = done if isinstance(done, dict) else unread(lost or str(done), wanted, assumed)
    return {**marks, "isolated": handed_in.isolated}, lost


@dataclass(frozen=True)
class _Lost:
    """A process that gave no marks."""

    why: str


def _context() -> Any:
    """Of processes that have imported derive once, by a server that never runs a script."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["derive.cli.preload", "derive.teaching.submissions"])
    return context


def _in_a_process(job: tuple[Any, ...], seconds: float) -> Any:
    context = _context()
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, job), daemon=True)
    with nothing_of_main():
        process.start()
    theirs.close()
    try:
        return mine.recv() if mine.poll(seconds) else _Lost(f"not marked within {seconds:g} s.")
    except EOFError:
        return _Lost("the process that marked it died.")
    finally:
        process.kill()
        process.join()


def _work(parent: Connection, job: tuple[Any, ...]) -> None:
    """Mark; the connection carries what this process makes, and it has never seen the script."""
    handed_in, target, given, name, options = job
    bound_memory()
    try:
        derivation = _meant(handed_in, name, target, given)
        chain = lines_of(derivation) if derivation.name in handed_in.lists else derivation
    except DeriveError as wrong:
        parent.send(str(wrong))
        return
    try:
        parent.send(grade(chain, target, given, **options))
    except DeriveError as wrong:
        parent.send(wrong)


def _meant(handed_in: HandIn, name: str | None, target: Any, given: Sequence[Any]) -> Derivation:
    """The derivation to be marked.

    Raises:
        DeriveError: if it cannot be told which.
    """
    if name is not None or len(handed_in.names) < 2:
        return handed_in.derivation(name)
    found = about(handed_in.all(), target, given)
    if len(found) == 1:
        return found[0]
    names = ", ".join(d.name for d in found) or ", ".join(handed_in.names)
    with alone([target]):
        if found:
            why = f"{len(found)} derivations, {names}, are about {target}"
            raise DeriveError(f"{why}: keep the one that is to be marked.")
        raise DeriveError(f"none of the derivations {names} is about {target}.")
