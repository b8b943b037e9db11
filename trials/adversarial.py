"""`python -m trials adversarial`: inputs made to take long or to fill memory.

Each is run by the command line in a session of its own (`trials.hostile` holds them), with a
limit for each step. Printed: the worst ten by time and by memory, and every verdict. Memory is the
largest process's peak (VmHWM in /proc, so on Linux only), watched every 10 ms. The exit status is 1
if one has no verdict, ends in a traceback, or takes more time or memory than stated.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from trials.hostile import CASES, Case

ROOT = Path(__file__).resolve().parent.parent
STEP_TIMEOUT = 5.0
SECONDS = 60.0  # for a whole input: several steps, each with limit and grace, on a loaded machine
MEGABYTES = 2600.0  # the 2 GB that a worker may have, and what it starts with
_WATCHED = 0.01
_WORST = 10
_VERDICTS = (
    *("proved", "refuted", "ill-posed", "cited", "open", "error", "not loaded", "accepted"),
    "not Shannon-provable",
)


@dataclass(frozen=True)
class Outcome:
    """What one input led to. verdicts: as the last line of output says them."""

    case: Case
    seconds: float
    megabytes: float
    verdicts: str
    said: str
    fault: str


def run(case: Case, step_timeout: float) -> Outcome:
    """Run one input and watch it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, *case.command(Path(folder), step_timeout)]
        pipe = subprocess.PIPE
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "400"}
        start = time.monotonic()
        with open(Path(folder) / "out", "w+", encoding="utf-8") as out:
            process = subprocess.Popen(
                command, cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT, stdin=pipe,
                start_new_session=True,
            )  # fmt: skip
            peak = _watch(process, start + 2 * SECONDS)
            seconds = time.monotonic() - start
            out.seek(0)
            text = out.read()
    return _outcome(case, seconds, peak, text)


def _watch(process: subprocess.Popen[bytes], until: float) -> float:
    """The largest peak of a process of the session, in MB; the session is ended if it takes too
    long."""
    peak = 0.0
    while process.poll() is None:
        peak = max([peak, *(_peak(pid) for pid in _session(process.pid))])
        if time.monotonic() > until:
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(_WATCHED)
    return peak


def _session(leader: int) -> list[int]:
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError):
                if os.getsid(int(entry.name)) == leader:
                    found.append(int(entry.name))
    return found


def _peak(pid: int) -> float:
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii"))
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def _outcome(case: Case, seconds: float, megabytes: float, text: str) -> Outcome:
    verdicts = [v for v in _VERDICTS if re.search(rf"\b{v}\b", text)]
    if text.startswith("derive: ") and not verdicts:
        verdicts = ["refused"]  # a statement that is not read, with one message
    faults = {
        "no verdict": not verdicts,
        "traceback": "Traceback" in text,
        "contradiction": "CONTRADICTS" in text,
        "the checker failed": "the checker failed" in text,
        f"more than {SECONDS:g} s": seconds > SECONDS,
        f"more than {MEGABYTES:g} MB": megabytes > MEGABYTES,
    }
    fault = ", ".join(what for what, found in faults.items() if found)
    lines = [line for line in text.splitlines() if re.search(r"^\s*note|^error|^derive", line)]
    said = " ".join((lines or text.splitlines() or [""])[0].split())
    return Outcome(case, seconds, megabytes, ", ".join(verdicts), said, fault)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m trials adversarial", description=__doc__)
    parser.add_argument("names", nargs="*", help="some inputs only")
    parser.add_argument("--step-timeout", type=float, default=STEP_TIMEOUT)
    args = parser.parse_args(argv)
    chosen = [c for c in CASES if not args.names or c.name in args.names]
    outcomes = [run(c, args.step_timeout) for c in track(chosen, transient=True)]
    console = Console(width=160)
    for title, key in (("longest", lambda o: -o.seconds), ("largest", lambda o: -o.megabytes)):
        _print(console, f"the {_WORST} {title}", sorted(outcomes, key=key)[:_WORST])
    _print(console, "all", outcomes)
    faults = [o for o in outcomes if o.fault]
    print(f"{len(outcomes)} inputs, {len(faults)} at fault")
    return 1 if faults else 0


def _print(console: Console, title: str, outcomes: list[Outcome]) -> None:
    table = Table("input", "seconds", "MB", "verdicts", "said first", "fault", title=title)
    for o in outcomes:
        row = (o.case.name, f"{o.seconds:.1f}", f"{o.megabytes:.0f}", o.verdicts, o.said[:70])
        table.add_row(*row, o.fault)
    console.print(table)
