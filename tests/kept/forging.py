"""Forgeries of what is kept: every field of an entry left out, of another kind, or another's.

`python -m tests.kept.forging 1 SCRIPT…` forges all that is kept of scripts; with 10 a tenth of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from derive.cli.checking import report_on
from derive.cli.scripts import load_all
from derive.kept.memory import Memory, keeping
from derive.numeric import Settings

SETTINGS = Settings(trials=20)
OTHERS: tuple[Any, ...] = (None, True, 0, -1, 7, 10**30, 0.5, "", "x", "1/2", [], {}, ["Const"])


def derivations(path: Path) -> list[Any]:
    """Of a script, loaded anew: nothing is proved yet."""
    (script,) = load_all([path])
    if script.problem:
        raise ValueError(script.message())
    return list(script.derivations)


def decided(d: Any, memory: Memory | None) -> tuple[Any, ...]:
    """All that is a verdict: of the whole, of each step, and what it rests on."""
    d.proved = None
    with keeping(memory), redirect_stderr(StringIO()):
        report = report_on(d, SETTINGS)
    return (report.verdict, report.step_verdicts, report.rests, report.error)


def remembering(lines: dict[str, str]) -> Memory:
    """A memory that holds these entries, as if they had been read from a file."""
    memory = Memory()
    memory._lines = dict(lines)
    return memory


def forgeries(data: Any, others: tuple[Any, ...] = OTHERS) -> Iterator[Any]:
    """The data with one place changed: each part in turn is left out, doubled, exchanged with its
    neighbour, or replaced."""
    yield from (o for o in others if o != data or type(o) is not type(data))
    if isinstance(data, list):
        for k, part in enumerate(data):
            yield [*data[:k], *data[k + 1 :]]
            yield [*data[:k], part, part, *data[k + 1 :]]
            if k and data[k - 1] != part:
                yield [*data[: k - 1], part, data[k - 1], *data[k + 1 :]]
            yield from ([*data[:k], new, *data[k + 1 :]] for new in forgeries(part, others))
    elif isinstance(data, dict):
        for name, part in data.items():
            yield {k: v for k, v in data.items() if k != name}
            yield {**{k: v for k, v in data.items() if k != name}, name + "x": part}
            yield from ({**data, name: new} for new in forgeries(part, others))
    elif type(data) is int:
        yield from (data + 1, -data, str(data), float(data))
    elif type(data) is str:
        yield from (data + "x", data[1:], [data])
        if data.replace("/", "").isdigit():
            yield from (f"-{data}", f"{data}0", f"1{data}", f"{data}/0")


@dataclass
class Campaign:
    """tried: forgeries. read: those that stood their examination, as another certificate or model
    does. wrong: those that changed a verdict."""

    tried: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.tried} forgeries, {self.read} read, {len(self.wrong)} changed a verdict"


def kept_of(path: Path) -> list[tuple[Any, tuple[Any, ...], dict[str, str]]]:
    """Each derivation, its verdicts without a cache, and what is kept of it."""
    out = []
    for d in derivations(path):
        memory = Memory()
        without = decided(d, None)
        if decided(d, memory) != without:
            raise ValueError(f"{d.name}: other verdicts where it is kept")
        out.append((d, without, dict(memory._used)))
    return out


def campaign(
    path: Path, every: int = 1, others: tuple[Any, ...] = OTHERS, exchanged: bool = True
) -> Campaign:
    """Forge what is kept of each derivation, one entry at a time. every: 1 for all forgeries, k for
    each k-th. exchanged: with each entry's data put in each other entry's place too."""
    found, n = Campaign(), 0
    kept = kept_of(path)
    everything = {key: json.loads(line) for _, _, lines in kept for key, line in lines.items()}
    for d, without, lines in kept:
        for key, line in lines.items():
            data = json.loads(line)
            swapped = (v for k, v in everything.items() if exchanged and k != key)
            for forged in (*forgeries(data, others), *swapped):
                n += 1
                if n % every:
                    continue
                memory = remembering({**lines, key: json.dumps(forged)})
                now = decided(d, memory)
                found.tried += 1
                found.read += key in memory.accepted
                if now != without:
                    found.wrong.append(f"{d.name}: {key} {str(forged)[:2000]}: {now}")
    return found


if __name__ == "__main__":
    for name in sys.argv[2:]:
        made = campaign(Path(name).resolve(), int(sys.argv[1]))
        print(f"{name}: {made}", *made.wrong, sep="\n  ", flush=True)
