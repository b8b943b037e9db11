"""A course's hand-in: `python -m benchmarks course` makes submissions and has them marked.

Three hundred submissions of ten steps: right ones, in other words, with a mistake, that do not run,
and some that want more than marks. Each kind has the marks that it should get. `derive grade` marks
them all; then once more, killed after a third and started again. Printed are the time, the
processor's seconds and the memory of all its processes, submissions whose marks are others than
they should be, and whether the two tables are the same, byte for byte.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHEET = '''"""The sheet of a course: one exercise."""

from derive import *

x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables


@theorem("Data processing", given=[Markov(X, Y, Z)])
def processing(proof):
    """What sees Y only cannot know more of X than Y does."""
    proof.claim(I(X, Z) <= I(X, Y))


grading = {"processing": {"points": 10}}
'''
CHAIN = [
    ("start", "I({X}, {Z}{base})", ""),
    ("eq", "H({X}{base}) + H({Z}{base}) - H({X}, {Z}{base})", "definition"),
    ("eq", "H({X}{base}) - H({X} | {Z}{base})", "chain rule"),
    ("le", "H({X}{base}) - H({X} | ({Y}, {Z}){base})", "conditioning reduces entropy"),
    ("eq", "I({X}, ({Y}, {Z}){base})", "definition"),
    ("eq", "I({X}, {Y}{base}) + I({X}, {Z} | {Y}{base})", "chain rule"),
    (
        "eq",
        "I({X}, {Y}{base}) + H({X} | {Y}{base}) - H({X} | ({Y}, {Z}){base})",
        "definition",
    ),
    ("eq", "I({X}, {Y}{base})", "Markov: Z tells nothing that Y does not"),
    ("eq", "H({X}{base}) - H({X} | {Y}{base})", "definition"),
    ("eq", "H({X}{base}) + H({Y}{base}) - H({X}, {Y}{base})", "chain rule"),
    ("eq", "I({X}, {Y}{base})", "definition"),
]
NAMES = {"X": "X", "Y": "Y", "Z": "Z", "base": "", "law": "r"}
HEAD = """from derive import *

{x}, {y}, {z} = alphabets("{x} {y} {z}")
{X}, {Y}, {Z} = Law("{law}", {x}, {y}, {z}).variables
"""


@dataclass(frozen=True)
class Kind:
    """A way of handing in. points: of ten. share: of a hundred submissions."""

    name: str
    points: str
    share: int
    write: Callable[[random.Random], str]
    suffix: str = ".py"


def script(
    changed: dict[int, tuple[str, str]] | None = None,
    given: str = "[Markov({X}, {Y}, {Z})]",
    before: str = "",
    after: str = "",
    **names: str,
) -> str:
    """A submission. changed: steps with another relation and line. names: of law and variables."""
    put = {**NAMES, **names}
    put |= {v.lower(): put[v].lower() for v in "XYZ"}
    lines = [(*(changed or {}).get(k, step[:2]), step[2]) for k, step in enumerate(CHAIN)]
    said = [
        f"    proof.{rel}({line.format(**put)}{f', {reason!r}' if reason else ''})"
        for rel, line, reason in lines
    ]
    title = f'@theorem("Data processing", given={given.format(**put)})'
    parts = [HEAD.format(**put), before, title, "def processing(proof):", *said, after]
    return "\n".join(parts) + "\n"


def renamed(rng: random.Random) -> str:
    law, *letters = rng.choice(["p A B C", "q U V W", "s S T U", "w M N K"]).split()
    return script(law=law, **dict(zip("XYZ", letters, strict=True)))


def notebook(rng: random.Random) -> str:
    lines = [line.format(**NAMES) for _, line, _ in CHAIN]
    signs = [{"eq": "'='", "le": "'<='"}[rel] for rel, _, _ in CHAIN[1:]]
    joined = lines[0] + "".join(f", {s}, {e}" for s, e in zip(signs, lines[1:], strict=True))
    put = {**NAMES, "x": "x", "y": "y", "z": "z"}
    sources = [HEAD.format(**put), f"processing = [{joined}]"]
    cells = [{"cell_type": "code", "metadata": {}, "source": s, "outputs": []} for s in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


REVERSED = {3: ("ge", CHAIN[3][1])}
NO_CONDITION = {5: ("eq", "I({X}, {Y}{base}) + I({X}, {Z}{base})")}
SIGN = {9: ("eq", "H({X}{base}) + H({Y}{base}) + H({X}, {Y}{base})")}
TOO_MUCH = {3: ("eq", CHAIN[3][1])}
FALSE = {k: ("le", "0") for k in range(1, 11)}
PATCH = """
import derive.kernel.theorem as k, derive.teaching.submissions as s, derive.teaching.grading as g
k.prove = k.cite = lambda normal, statement, *a: k.admit(normal, statement, "me")
s.grade = g.grade = lambda *a, **o: {"score": 1.0, "exact": "1"}
print('{"score": 1.0, "problem": null}')
"""
FORK = "import os\nwhile True:\n    os.fork()\n"
FILL = "import sys\nhoard = []\nwhile True:\n    hoard.append(bytearray(1 << 24))\n"
HANG = "import time\nwhile True:\n    time.sleep(1)\n"
SPIN = "while True:\n    pass\n"
QUIET = "import os\nos._exit(0)\n"
KINDS = [
    Kind("right", "10", 20, lambda rng: script()),
    Kind("renamed", "10", 12, renamed),
    Kind("bits", "10", 9, lambda rng: script(base=", base=2")),
    Kind("notebook", "10", 6, notebook, ".ipynb"),
    Kind("hypothesis forgotten", "7.5", 10, lambda rng: script(given="[]")),
    Kind("inequality reversed", "4.5", 8, lambda rng: script(REVERSED)),
    Kind("condition lost", "4", 8, lambda rng: script(NO_CONDITION)),
    Kind("sign", "4", 7, lambda rng: script(SIGN)),
    Kind("equality claimed", "4.5", 5, lambda rng: script(TOO_MUCH)),
    Kind("assumed", "5", 3, lambda rng: script(
        given="[Markov({X}, {Y}, {Z}), I({X}, {Z}) <= I({X}, {Y})]")),
    Kind("does not parse", "0", 3, lambda rng: script(after="    proof.eq(")),
    Kind("misspelt", "0", 2, lambda rng: script().replace("Law(", "Lwa(")),
    Kind("patches", "0", 1, lambda rng: script(FALSE, before=PATCH)),
    Kind("forks", "0", 1, lambda rng: script(after=FORK)),
    Kind("fills memory", "0", 1, lambda rng: script(after=FILL)),
    Kind("hangs", "0", 1, lambda rng: script(after=HANG)),
    Kind("spins", "0", 1, lambda rng: script(after=SPIN)),
    Kind("ends early", "0", 2, lambda rng: script(before=QUIET)),
]  # fmt: skip


def make(folder: Path, count: int, seed: int = 0) -> dict[str, Kind]:
    """Write the sheet and the submissions, scripts, notebooks and folders; the students' kinds."""
    rng = random.Random(seed)
    submissions = folder / "submissions"
    submissions.mkdir(parents=True)
    (folder / "sheet.py").write_text(SHEET, encoding="utf-8")
    wanted = [k for k in KINDS for _ in range(k.share)]
    kinds = [wanted[(i * 37) % len(wanted)] for i in range(count)]
    made = {}
    for number, kind in enumerate(kinds):
        student = f"student{number:03d}"
        at = submissions / f"{student}{kind.suffix}"
        if kind.suffix == ".py" and number % 5 == 0:
            at = submissions / student / "answer.py"
            at.parent.mkdir()
        remark = "" if kind.suffix == ".ipynb" else f"# {student}\n"
        at.write_text(remark + kind.write(rng), encoding="utf-8")
        made[student] = kind
    return made


# ---------------------------------------------------------------- measuring


@dataclass
class Watched:
    """A process with all below it. seconds: of the processor. memory: bytes at most, in all."""

    process: subprocess.Popen[bytes]
    start: float = field(default_factory=time.monotonic)
    memory: int = 0
    _seconds: dict[tuple[int, int], float] = field(default_factory=dict)

    def look(self) -> None:
        """Add up what is there now; of what ends between two looks the last part is lost."""
        ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
        stats = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, ValueError, IndexError):
                fields = path.read_text(errors="replace").rpartition(")")[2].split()
                stats[int(path.parent.name)] = fields
        below, found = {self.process.pid}, True
        while found:
            new = {pid for pid, f in stats.items() if int(f[1]) in below} - below
            below, found = below | new, bool(new)
        memory = 0
        for pid in below & set(stats):
            f = stats[pid]
            memory += int(f[21]) * page
            self._seconds[pid, int(f[19])] = (int(f[11]) + int(f[12])) / ticks
        self.memory = max(self.memory, memory)

    @property
    def seconds(self) -> float:
        return sum(self._seconds.values())


def grade(folder: Path, output: str, timeout: float, kill_after: int = 0) -> Watched:
    """Run `derive grade`; killed when `kill_after` submissions are in its journal."""
    command = [sys.executable, "-m", "derive", "grade", "submissions", "--target", "sheet.py"]
    command += ["-o", output, "--feedback", f"pages-{output}", "--quiet"]
    command += ["--timeout", f"{timeout:g}"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = Watched(subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL))
    journal = folder / f"{output}.journal"
    while run.process.poll() is None:
        run.look()
        time.sleep(0.1)
        if kill_after and journal.exists() and journal.read_bytes().count(b"\n") >= kill_after:
            run.process.send_signal(signal.SIGKILL)
            run.process.wait()
    return run


def wrong_marks(table: Path, kinds: dict[str, Kind]) -> list[str]:
    """Students whose marks are not those of their kind."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    return [
        f"{s} ({k.name}): {rows[s]['total'] if s in rows else 'no row'}, not {k.points}"
        for s, k in kinds.items()
        if s not in rows or rows[s]["total"] != k.points
    ]


def main(argv: list[str]) -> int:
    """Make, mark, kill, mark again, compare; 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks course", description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--timeout", type=float, default=30.0, help="of `derive grade`")
    parser.add_argument("--only-make", metavar="DIR", help="write the submissions there, and stop")
    args = parser.parse_args(argv)
    if args.only_make:
        make(Path(args.only_make), args.count)
        return 0
    with tempfile.TemporaryDirectory(prefix="course-") as name:
        folder = Path(name)
        kinds = make(folder, args.count)
        print(f"{args.count} submissions: {dict(Counter(k.name for k in kinds.values()))}")
        whole = _told("whole run", grade(folder, "whole.csv", args.timeout), args.count)
        kill_after = max(args.count // 3, 1)
        third = _told("killed", grade(folder, "again.csv", args.timeout, kill_after), 0)
        rest = _told("started again", grade(folder, "again.csv", args.timeout), 0)
        tables = [(folder / f"{n}.csv").read_bytes() for n in ("whole", "again")]
        same = tables[0] == tables[1]
        print(f"tables {'are the same' if same else 'DIFFER'}: {len(tables[0])} bytes")
        wrong = wrong_marks(folder / "whole.csv", kinds)
        print("\n".join(["marks as they should be" if not wrong else "MARKS:", *wrong]))
        fine = same and not wrong and (whole, third, rest) == (0, -signal.SIGKILL, 0)
    return 0 if fine else 1


def _told(what: str, run: Watched, count: int) -> int:
    took = time.monotonic() - run.start
    each = f", {run.seconds / count:.2f} s each" if count else ""
    print(
        f"  {what:<14} {took:6.0f} s, {run.seconds:6.0f} s of the processor{each}; "
        f"at most {run.memory / 1e6:,.0f} MB; status {run.process.returncode}",
        flush=True,
    )
    return int(run.process.returncode)
