"""On a cluster's worker: the tasks are done in a process of our own, one for each of its threads.

A script can end its process or fill its memory; the process that holds the connection to the
scheduler must not be the one that runs it. Ours gets lines of text on standard input, and answers
in lines; it ends when its parent does.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import subprocess
import sys
import threading
import traceback
from functools import cache
from importlib.metadata import PackageNotFoundError, version

_here = threading.local()


def run(function: str, task: str) -> str:
    """The answer of a function, `module:name`, to the task, by this thread's own process.

    Raises:
        RuntimeError: the function did not come to an end, or its process died twice.
    """
    for _ in range(2):
        process = getattr(_here, "process", None)
        if process is None:
            process = _here.process = _Process()
        try:
            return process.ask(function, task)
        except (EOFError, OSError):
            process.end()
            _here.process = None
    raise RuntimeError(f"the process that does {function} died twice")


@cache
def versions() -> dict[str, str]:
    """What an answer depends on, by name; the text of derive stands last, as a digest of all."""
    from derive.cli.cache import DECIDE, environment

    packages = {name: _version(name) for name in DECIDE}
    return {"Python": sys.version.split()[0], **packages, "derive": environment()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(none)"


class _Process:
    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "derive.cli.served"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, function: str, task: str) -> str:
        """One line there, one line back."""
        there, back = self._popen.stdin, self._popen.stdout
        if there is None or back is None:
            raise EOFError
        there.write(json.dumps([function, task]).encode() + b"\n")
        there.flush()
        line = back.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        good, text = json.loads(line)
        if not good:
            raise RuntimeError(text)
        return str(text)

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()


def main() -> None:
    """Answer until standard input ends, and then end, whatever is under way."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever else is printed is no answer
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    while True:
        out.write(json.dumps(_answer(*json.loads(lines.get()))) + "\n")
        out.flush()


def _read(lines: queue.SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        lines.put(line)
    os._exit(0)


def _answer(function: str, task: str) -> tuple[bool, str]:
    module, _, name = function.partition(":")
    try:
        return True, getattr(importlib.import_module(module), name)(task)
    except Exception:
        return False, traceback.format_exc()


if __name__ == "__main__":
    main()
