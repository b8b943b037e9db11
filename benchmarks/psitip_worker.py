"""A process of its own for PSITIP: reads problems as JSON lines, answers with times and verdicts.

Apart, because OR-tools and highspy bring two builds of one shared library that exclude each other.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import psitip

from benchmarks.timing import timed

psitip.PsiOpts.setting(solver="ortools.GLOP")


def joint(rvs: list[Any], mask: int) -> Any:
    out = None
    for i, rv in enumerate(rvs):
        if mask >> i & 1:
            out = rv if out is None else out + rv
    return out


def condition(rvs: list[Any], kind: str, groups: list[int]) -> Any:
    parts = [joint(rvs, g) for g in groups]
    if kind == "markov":
        return psitip.markov(*parts)
    if kind == "independent":
        return psitip.indep(*parts)
    return psitip.H(joint(rvs, groups[0] | groups[1])) == psitip.H(parts[1])


def call(problem: dict[str, Any]) -> Any:
    """bool(conditions >> statement), built outside the time that counts."""
    rvs = [psitip.rv(n) for n in problem["names"]]
    total = psitip.H(rvs[0]) * 0
    for mask, coefficient in problem["terms"]:
        total = total + psitip.H(joint(rvs, mask)) * coefficient
    claim, under = total >= 0, None
    for kind, groups in problem["conditions"]:
        made = condition(rvs, kind, groups)
        under = made if under is None else under & made
    return lambda: bool(claim) if under is None else bool(under >> claim)


def main() -> None:
    call({"names": ["X"], "terms": [[1, 1.0]], "conditions": []})()
    for line in sys.stdin:
        seconds, answer = timed(call(json.loads(line)))
        print(json.dumps([seconds, answer]), flush=True)


if __name__ == "__main__":
    main()
