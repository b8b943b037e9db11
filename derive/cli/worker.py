"""A process that checks one script and sends what is to be shown, derivation by derivation.

Messages to the parent: ("alive", what) when a piece of work with a time limit begins, ("loaded",
number of derivations, the script's own words) or ("problem", line, text), ("said", text) for what
the script prints, ("part", Part) for each derivation, and ("end",) at the end.
"""

from __future__ import annotations

import gc
import inspect
import io
import os
import signal
import threading
from contextlib import redirect_stderr, suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from derive.cli.checking import failed, report_on, settings_of
from derive.cli.files import is_notes
from derive.cli.finding import Script
from derive.cli.parts import Job, Part
from derive.cli.rendered import part_of
from derive.cli.scripts import load_all, say
from derive.cli.wire import encode
from derive.derivation.derivation import Derivation
from derive.derivation.limits import GAVE_UP, Limits
from derive.kept.memory import keeping
from derive.render.places import place

MEMORY = 2 << 30  # bytes of address space beyond what the process starts with


def work(job: Job, parent: Connection) -> None:
    """Do the job. Does not return an error: whatever happens is in the messages."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.chdir(job.folder)
    bound_memory()
    gc.freeze()  # what was imported stays; collecting it again and again costs a tenth of the run
    gc.set_threshold(100_000)
    with suppress(BrokenPipeError), redirect_stderr(_Said(parent)):
        _check(job, parent)
        _send(parent, ("end",))


def _check(job: Job, parent: Connection) -> None:
    if is_notes(job.path):
        from derive.cli.noted import check_file

        check_file(job, lambda message: _send(parent, message))
        return
    doing = ["loading"]
    limits = Limits(job.step_timeout, lambda: _send(parent, ("alive", doing[0])))
    script = _load(job.path, limits)
    if script.problem:
        _send(parent, ("problem", script.line, script.problem))
        return
    memory = job.cache.memory(job.path) if job.cache else None
    chosen = [d for d in script.derivations if not job.only or d.name in job.only]
    _send(parent, ("loaded", len(chosen), inspect.getdoc(script.module) or ""))
    for k, d in enumerate(chosen[job.start :]):
        doing[0] = d.title
        if job.lost and k == 0:
            lost = failed(d, f"{place(d.path, d.line)}: {job.lost}.")
            _send(parent, ("part", part_of(lost, job, d)))
        else:
            with keeping(memory):
                part = _part(d, job, limits)
            _send(parent, ("part", part))
    if memory is not None:
        memory.save(complete=job.start == 0 and not job.only)


def _send(parent: Connection, message: tuple[Any, ...]) -> None:
    parent.send_bytes(encode(message))


def _load(path: Path, limits: Limits) -> Script:
    try:
        return limits.run(lambda: load_all([path])[0])
    except GAVE_UP as given_up:
        return Script(path, problem=f"the script: {limits.why(given_up)}.")


def _part(d: Derivation, job: Job, limits: Limits) -> Part:
    report = report_on(d, settings_of(job.attack), limits)
    try:
        return limits.run(lambda: part_of(report, job, d))
    except (*GAVE_UP, Exception) as wrong:
        given_up = isinstance(wrong, GAVE_UP)
        why = limits.why(wrong) if given_up else say(wrong)
        return part_of(failed(d, f"it is {report.verdict} and cannot be shown: {why}"), job, d)


class _Said(io.TextIOBase):
    """Standard error of the script, written by the parent in its place among the rest."""

    def __init__(self, parent: Connection) -> None:
        self._parent = parent

    def write(self, text: str) -> int:
        _send(self._parent, ("said", text))
        return len(text)


def bound_memory() -> None:
    """More than `MEMORY` is a MemoryError, where the system can say so (Linux)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        wanted = pages * resource.getpagesize() + MEMORY
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        known = [limit for limit in (wanted, soft, hard) if limit != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(known), hard))


def _end_with_parent() -> None:
    """No worker outlives its parent, however that ends."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
