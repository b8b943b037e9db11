"""What runs in the process of a stranger's script: run it, and write what it leaves as JSON.

Nothing is proved or marked here, and nothing that is known here is secret. The JSON goes where
standard output went at the start; what the script prints goes to standard error. A script that
writes to either by itself can only say other JSON, which is read by the same parser.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from derive.cli.finding import Script
from derive.cli.scripts import lines_of, load_all, say
from derive.derivation.derivation import Derivation
from derive.teaching.data import heading, written

FORMAT = "derive hand-in 1"
MOST_DERIVATIONS = 200
MOST_BYTES = 4_000_000
_FILE_BYTES = 16 << 20  # of a file that the script writes
_OPEN_FILES = 64
_ALONE = 5  # seconds beyond its time after which it ends itself


def main(script: str, memory: str, seconds: str, processes: str) -> None:
    """Run the script and write. memory: bytes of address space. seconds: of the processor.
    processes: of this user, threads too."""
    out = os.dup(1)
    os.dup2(2, 1)
    _bound(int(memory), int(seconds), int(processes))
    text = json.dumps(_left_by(load_all([Path(script)])[0])).encode()
    if len(text) > MOST_BYTES:
        text = json.dumps(_nothing(f"its derivations take more than {MOST_BYTES} bytes.")).encode()
    while text:
        text = text[os.write(out, text) :]
    sys.stderr.flush()
    os._exit(0)


def _bound(memory: int, seconds: int, processes: int) -> None:
    """Bounds that the script cannot lift, where the system has them; and an end, should nobody be
    left to end it."""
    end = threading.Timer(seconds + _ALONE, os._exit, (1,))
    end.daemon = True
    end.start()
    with suppress(ImportError):
        import resource as r

        for what, most in (
            (r.RLIMIT_AS, memory),
            (r.RLIMIT_CPU, seconds),
            (r.RLIMIT_FSIZE, _FILE_BYTES),
            (r.RLIMIT_NOFILE, _OPEN_FILES),
            (r.RLIMIT_CORE, 0),
            (getattr(r, "RLIMIT_NPROC", r.RLIMIT_CORE), processes),
        ):
            with suppress(OSError, ValueError):
                hard = r.getrlimit(what)[1]
                least = most if hard == r.RLIM_INFINITY else min(most, hard)
                r.setrlimit(what, (least, least))


def _nothing(problem: str, line: int | None = None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "problem": problem,
        "line": line,
        "derivations": [],
        "lemmas": [],
    }


def _left_by(script: Script) -> dict[str, Any]:
    if script.problem:
        return _nothing(script.problem, script.line)
    numbers: dict[int, int] = {}
    waiting: list[Derivation] = []

    def number(d: Derivation) -> int:
        if id(d) not in numbers:
            numbers[id(d)] = len(waiting)
            waiting.append(d)
        return numbers[id(d)]

    for d in script.derivations:
        number(d)
    done: list[dict[str, Any]] = []
    while len(done) < len(waiting):
        if len(waiting) > MOST_DERIVATIONS:
            return _nothing(f"more than {MOST_DERIVATIONS} derivations.")
        d = waiting[len(done)]
        done.append(_one(d, number, script.path))
    own = len(script.derivations)
    return {**_nothing(""), "problem": None, "derivations": done[:own], "lemmas": done[own:]}


def _one(d: Derivation, number: Any, path: Path) -> dict[str, Any]:
    """A derivation; one that its function does not write is handed in with the reason."""
    try:
        return written(d, number)
    except (Exception, SystemExit) as wrong:  # whatever a script raises, the others go on
        own, _ = lines_of(wrong.__traceback__, path)
        return {**heading(d), "problem": say(wrong), "line": own or d.line}
