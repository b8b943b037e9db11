"""Timings as ratios against a peer measured in the same run: `python -m benchmarks`.

First how long the program takes (`benchmarks.timing`); `--without-suite` leaves out the suite of
tests, which takes minutes. The rest needs the extra `bench` (SciPy, for `rel_entr`), and prints
medians; the machine's noise is in the minimum and maximum beside them. Nothing here is a test.

`python -m benchmarks course` has a course's submissions marked instead (`benchmarks/course.py`).
"""

from __future__ import annotations

import runpy
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import sympy

from benchmarks.timing import ROOT, table
from derive import KL, Alphabet, Derivation, Distribution
from derive.derivation.check import check
from derive.numeric import compile_expression

PROOFS = ROOT / "proofs"
DISTRIBUTIONS, OUTCOMES = 100_000, 16


def seconds(run: Callable[[], object], repeat: int) -> list[float]:
    """Wall time of each of `repeat` calls, after one that is not counted."""
    run()
    out = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        out.append(time.perf_counter() - start)
    return out


def row(what: str, times: list[float]) -> float:
    median = statistics.median(times)
    low, high = min(times), max(times)
    print(f"  {what:<58} {median * 1e3:9.2f} ms  ({low * 1e3:.2f} … {high * 1e3:.2f})")
    return median


def derivations() -> list[Derivation]:
    found = []
    sys.path.insert(0, str(PROOFS))
    for path in sorted(PROOFS.glob("*.py")):
        space = runpy.run_path(str(path), run_name=path.stem)
        found += [d for d in space.values() if isinstance(d, Derivation) and d.path == str(path)]
    return found


def proving() -> None:
    print("proving one step (translation, search and kernel; no attack), all scripts, 5 runs")
    times = []
    for _ in range(5):
        for d in derivations():
            report = check(d, None)
            times += [s.seconds for s in report.steps if s.kind == "step"]
    row(f"median of {len(times)} steps (aim: at most 5 ms)", times)
    print()


def throughput() -> None:
    from scipy.special import rel_entr

    print(f"D(p‖q) on {DISTRIBUTIONS:,} pairs of distributions of {OUTCOMES} outcomes")
    x = Alphabet("x")
    compiled = compile_expression(KL(Distribution("p", x), Distribution("q", x)))
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(OUTCOMES), (2, DISTRIBUTIONS))
    zeros = p * (rng.random(p.shape) > 0.1)
    zeros /= zeros.sum(axis=1, keepdims=True)
    for name, first in (("all positive", p), ("a tenth of p is 0", zeros)):
        ours = row(f"compiled, {name}", seconds(lambda f=first: compiled({"p": f, "q": q}), 9))
        peer = row(
            f"rel_entr(p, q).sum(axis=1), {name}",
            seconds(lambda f=first: rel_entr(f, q).sum(axis=1), 9),
        )
        print(f"  throughput over rel_entr {peer / ours:.2f} (aim: at least 0.7)")
    _against_lambdify(compiled, p, q)


def _against_lambdify(compiled: Callable[..., np.ndarray], p: np.ndarray, q: np.ndarray) -> None:
    """A Python loop over a lambdified expression, on a hundredth of the data."""
    ps, qs = sympy.symbols(f"p:{OUTCOMES}"), sympy.symbols(f"q:{OUTCOMES}")
    divergence = sum(a * sympy.log(a / b) for a, b in zip(ps, qs, strict=True))
    f = sympy.lambdify([*ps, *qs], divergence, "math")
    part = DISTRIBUTIONS // 100
    loop = row(
        f"loop over sympy.lambdify, {part:,} pairs",
        seconds(lambda: [f(*a, *b) for a, b in zip(p[:part], q[:part], strict=True)], 5),
    )
    ours = statistics.median(seconds(lambda: compiled({"p": p, "q": q}), 9))
    print(f"  throughput over the loop {loop * 100 / ours:.0f} (aim: at least 100)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["course"]:
        from benchmarks.course import main

        raise SystemExit(main(sys.argv[2:]))
    table(suite="--without-suite" not in sys.argv[1:])
    proving()
    throughput()
