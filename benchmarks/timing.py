"""How long the program takes, as ratios to `python -c "import sympy"` measured between the runs."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPEATS = 5
LONG = 10.0  # seconds from which one call has to do
ROOT = Path(__file__).resolve().parent.parent
FACTS = {  # of calculus, by the scripts that have them
    "forward_reverse_kl": ("gradient",),
    "classification": ("softmax_derivatives", "softmax_gradient"),
}
_SYMPY = (sys.executable, "-c", "import sympy")


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Median seconds, and the last answer."""
    times, answer = [], None
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - start)
        if times[-1] > LONG:
            break
    return statistics.median(times), answer


@dataclass(frozen=True)
class Figure:
    """seconds: medians; peer: of importing SymPy, measured in turns with it, where that counts."""

    what: str
    seconds: float
    aim: str
    peer: float | None = None

    def __str__(self) -> str:
        ratio = "" if self.peer is None else f"{self.seconds / self.peer:.1f} ×"
        return f"  {self.what:<52}{self.seconds:>9.2f} s {ratio:>9}   {self.aim}"


def table(suite: bool) -> None:
    """Print the figures as they are measured. suite: that of the suite of tests too."""
    print("whole processes, and how many times import sympy; medians; the aim")
    for figure in _figures(suite):
        print(figure, flush=True)
    print()


def _figures(suite: bool) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as made:
        script, kept = Path(made, "first.py"), {"DERIVE_CACHE": str(Path(made, "kept"))}
        script.write_text(_first(), encoding="utf-8")
        yield _ratio("derive check proofs -j 2, nothing kept", 3, "≤ 12 ×", *_check("-j2"))
        _run((*_check("-j2"),), kept)
        again = "the same again, nothing changed"
        yield _ratio(again, 3, "≤ 3 ×", *_check("-j2"), **kept)
        yield _ratio("one script of five lines", 9, "≤ 1.8 ×", *_check(str(script), where=()))
    for name, seconds in _facts():
        yield Figure(f"the fact {name}", seconds, "< 0.3 s")
    if suite:
        pytest = (sys.executable, "-m", "pytest", "-q")
        yield Figure("the suite of tests", _run(pytest), "≤ 150 s")


def _check(*options: str, where: tuple[str, ...] = ("proofs",)) -> tuple[str, ...]:
    return (sys.executable, "-m", "derive", "check", *where, *options)


def _first() -> str:
    """The script that the README begins with."""
    found = re.search(r"Save this as `first.py`:\n\n```python\n(.*?)```", _text("README.md"), re.S)
    if found is None:
        raise SystemExit("README.md: no script first.py")
    return found[1]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _ratio(what: str, repeat: int, aim: str, *command: str, **environment: str) -> Figure:
    """After one run of each that is not counted, they take turns."""
    environment = environment or {"DERIVE_CACHE": ""}
    _run(_SYMPY), _run(command, environment)
    pairs = [(_run(command, environment), _run(_SYMPY)) for _ in range(repeat)]
    ours, peers = zip(*pairs, strict=True)
    return Figure(what, statistics.median(ours), aim, statistics.median(peers))


def _run(command: tuple[str, ...], environment: dict[str, str] | None = None) -> float:
    """Seconds of a process, with bytecode kept as an installed package has it."""
    around = {**os.environ, **(environment or {})}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=around)
    if done.returncode not in (0, 1):  # 1: something is not as claimed, or a test fails
        raise SystemExit(done.stderr.decode()[-2000:])
    return time.perf_counter() - start


def _facts() -> Iterator[tuple[str, float]]:
    from derive.cli.scripts import load_all
    from derive.derivation.check import check
    from derive.numeric import Settings

    for script, names in FACTS.items():
        (loaded,) = load_all([ROOT / "proofs" / f"{script}.py"])
        for d in loaded.derivations:
            if d.name in names:
                start = time.perf_counter()
                check(d, Settings())
                yield d.name, time.perf_counter() - start
