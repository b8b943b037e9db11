"""Mark a derivation in a script, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from derive.cli.pool import nothing_of_main
from derive.cli.scripts import load_all
from derive.cli.worker import bound_memory
from derive.language.names import DeriveError
from derive.language.relations import as_relation
from derive.teaching.decide import hypotheses
from derive.teaching.grading import grade, unread

SCRIPT_SECONDS = 120.0


def grade_script(
    path: str | os.PathLike[str],
    target: Any,
    given: Sequence[Any] = (),
    name: str | None = None,
    seconds: float = SCRIPT_SECONDS,
    **options: Any,
) -> dict[str, Any]:
    """The marks for a derivation in a script, as `grade` gives them.

    The script is executed. It runs in a process of its own, that is ended after `seconds` and has
    bounded memory (Linux), so that a bad one only harms its own marks; it can still do to files
    and the network what you can: mark strangers' scripts in a container.

    name: the derivation's; may be left out if the script has one only. options: of `grade`.

    Raises:
        DeriveError: for a mistake of the teacher's.
    """
    wanted, assumed = as_relation(target), hypotheses(given)
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    job = (str(Path(path).resolve()), wanted, assumed, name, options)
    process = context.Process(target=_work, args=(theirs, job), daemon=True)
    with nothing_of_main():
        process.start()
    theirs.close()
    try:
        done = mine.recv() if mine.poll(seconds) else f"not finished within {seconds:g} s."
    except EOFError:
        done = "the process that ran the script died."
    finally:
        process.kill()
        process.join()
    if isinstance(done, DeriveError):
        raise done
    return done if isinstance(done, dict) else unread(str(done), wanted, assumed)


def _work(parent: Connection, job: tuple[Any, ...]) -> None:
    path, target, given, name, options = job
    bound_memory()
    script = load_all([Path(path)])[0]
    if script.problem:
        parent.send(script.message())
        return
    found = [d for d in script.derivations if name in (None, d.name)]
    if len(found) != 1:
        names = ", ".join(d.name for d in script.derivations)
        parent.send(f"{len(found)} derivations named {name or 'at all'}; there are {names}.")
        return
    try:
        parent.send(grade(found[0], target, given, **options))
    except DeriveError as wrong:
        parent.send(wrong)
