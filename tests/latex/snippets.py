"""The mathematics in a LaTeX text, and what strict KaTeX says of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "katex"
MACROS = {r"\verdict": r"\tag*{#1}", r"\ref": r"\text{#1}"}  # derive.sty's, and LaTeX's own

_MATHEMATICS = re.compile(
    r"\\begin\{align\*\}.*?\\end\{align\*\}|\\\[(?P<shown>.*?)\\\]|(?<!\\)\$(?P<inline>[^$]+)\$",
    re.DOTALL,
)


def available() -> bool:
    """Whether node is there and katex has been installed beside the script."""
    return shutil.which("node") is not None and (FOLDER / "node_modules" / "katex").is_dir()


def snippets(tex: str) -> list[tuple[str, bool]]:
    """Each piece of mathematics once, and whether it is displayed."""
    body = tex.partition(r"\begin{document}")[2] or tex
    body = re.sub(r"\\texttt\{[^{}]*\}", "", body)
    found: dict[tuple[str, bool], None] = {}
    for m in _MATHEMATICS.finditer(body):
        if m["inline"]:
            found[m["inline"], False] = None
        else:
            found[m["shown"] or m[0], True] = None
    return list(found)


def refused(pieces: list[tuple[str, bool]]) -> list[dict[str, str]]:
    """What KaTeX, with `strict: "error"`, does not accept, and why."""
    asked = json.dumps({"macros": MACROS, "snippets": pieces})
    made = subprocess.run(
        ["node", "check.mjs"],
        cwd=FOLDER, input=asked, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    out: list[dict[str, str]] = json.loads(made.stdout)
    return out
