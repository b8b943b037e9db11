"""Whether anybody's script would run on this machine, before all get nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from derive.course.work import Bounds
from derive.teaching.handin import read_script

_ANY = """from derive import *
x = Alphabet("x")


@theorem("any")
def any_script(proof):
    proof.claim(H(Distribution("p", x)) >= 0)
"""


def why_none_runs(bounds: Bounds) -> str:
    """Why one that is right does not run here, or ""."""
    with TemporaryDirectory(prefix="derive-") as folder:
        path = Path(folder, "any.py")
        path.write_text(_ANY, encoding="utf-8")
        tried = read_script(
            path, seconds=bounds.seconds, memory=bounds.memory, isolation=bounds.isolation
        )
    if not tried.problem:
        return ""
    last = tried.said.strip().split("\n")[-1]
    said = f"no script can be run here, not even a right one: {tried.problem} {last}"
    return said.rstrip()
