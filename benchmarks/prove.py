"""`python -m benchmarks.prove`: deciding entropy statements, beside PSITIP in the same run.

PSITIP is not a dependency: `pip install psitip ortools` (its pycddlib needs the system's cddlib and
GMP headers) adds its column; without it only our own times are printed. Every time is the median of
5 calls, parsing, proof and kernel check included; the first call of each program is not counted.
PSITIP runs its OR-tools GLOP backend, as `bool(conditions >> statement)`, in a process of its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import resource
import subprocess
import sys
from itertools import pairwise

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.timing import timed
from derive import prove
from derive.entropic.family import elemental
from derive.entropic.problem import Problem
from derive.entropic.sums import combination, members

Case = tuple[str, str, list[str]]


def names(n: int) -> list[str]:
    return [f"X{k}" for k in range(1, n + 1)]


def _h(group: list[str]) -> str:
    return f"H({','.join(group)})"


def han(n: int) -> Case:
    every = names(n)
    parts = " + ".join(_h([v for v in every if v != u]) for u in every)
    return f"Han, n = {n}", f"{n - 1} {_h(every)} <= {parts}", []


def subadditivity(n: int) -> Case:
    every = names(n)
    return (
        f"subadditivity, n = {n}",
        f"{_h(every)} <= {' + '.join(map(_h, ([v] for v in every)))}",
        [],
    )


def chain(n: int) -> Case:
    arrow = " -> ".join(names(n))
    return f"Markov chain, n = {n}", f"I(X1;X{n}) <= I(X{n // 2};X{n // 2 + 1})", [arrow]


def chain_of_all(n: int) -> Case:
    every = names(n)
    total = " + ".join(f"I({a};{b})" for a, b in pairwise(every))
    return (
        f"Markov chain, every link, n = {n}",
        f"{n - 1} I(X1;X{n}) <= {total}",
        [" -> ".join(every)],
    )


def dense(n: int, how_many: int, seed: int = 0) -> Case:
    """Σ of elemental informations, drawn with weights 1 … 10, written as joint entropies."""
    rng = random.Random(seed)
    chosen = rng.sample(list(elemental(n)), how_many)
    total = combination((rng.randint(1, 10), p.value()) for p in chosen)
    every = names(n)
    terms = [f"{c} {_h([every[i] for i in members(s)])}" for s, c in total.terms.items()]
    return f"dense, n = {n}", f"{' + '.join(terms)} >= 0".replace("+ -", "- "), []


def dense_false(n: int, how_many: int) -> Case:
    label, statement, _ = dense(n, how_many, seed=1)
    return f"{label}, false", f"{statement.removesuffix('>= 0')} - 40 {_h(names(n))} >= 0", []


SMALL: list[Case] = [
    ("I ≥ 0", "I(X;Y) >= 0", []),
    ("data processing", "I(X;Z) <= I(X;Y)", ["X -> Y -> Z"]),
    ("data processing, wrong by 10⁻⁸", "1.00000001 I(X;Z) <= I(X;Y)", ["X -> Y -> Z"]),
    ("XOR: I(X;Y|Z) ≤ I(X;Y)", "I(X;Y|Z) <= I(X;Y)", []),
    ("secrecy: H(K) ≥ H(M)", "H(K) >= H(M)", ["func(M; C,K)", "indep(M,C)"]),
    ("Ingleton", "I(A;B) <= I(A;B|C) + I(A;B|D) + I(C;D)", []),
]


def cases() -> list[Case]:
    out = [*SMALL]
    for n in (6, 8, 9, 10, 12, 16):
        out += [han(n), subadditivity(n)]
    out += [chain(10), chain(12), chain(20), chain_of_all(8), chain_of_all(20)]
    out += [dense(8, 300), dense_false(8, 300), dense(10, 1000), dense_false(10, 1000)]
    return out


class Psitip:
    """PSITIP in a process of its own; None-like if it is not installed."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None
        if importlib.util.find_spec("psitip") is not None:
            command = [sys.executable, "-W", "ignore", "-m", "benchmarks.psitip_worker"]
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def ask(self, problem: Problem) -> tuple[float, bool] | None:
        if self.process is None or self.process.stdin is None or self.process.stdout is None:
            return None
        terms = [[s, float(c)] for s, c in problem.gap().terms.items()]
        conditions = [[c.kind, list(c.groups)] for c in problem.conditions]
        row = {"names": problem.names, "terms": terms, "conditions": conditions}
        print(json.dumps(row), file=self.process.stdin, flush=True)
        seconds, answer = json.loads(self.process.stdout.readline())
        return seconds, answer


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prove", description=__doc__)
    parser.add_argument("--most", type=int, default=10, help="largest n for PSITIP (default: 10)")
    args = parser.parse_args()
    psitip = Psitip()
    table = Table("statement", "ours", "verdict", "PSITIP", "its answer", "ratio")
    prove("H(X) >= 0")
    for label, statement, given in track(cases(), transient=True):
        seconds, verdict = timed(lambda s=statement, g=given: prove(s, g))
        row = [label, f"{1000 * seconds:.1f} ms", verdict.word]
        small = len(verdict.problem.names) <= args.most
        answer = psitip.ask(verdict.problem) if small else None
        if answer is not None:
            said = "True" if answer[1] else "Unknown"
            row += [f"{1000 * answer[0]:.1f} ms", said, f"{answer[0] / seconds:.2f}"]
        table.add_row(*row)
    Console(width=110).print(table)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"largest memory of our process: {memory} MB")


if __name__ == "__main__":
    main()
