"""`python -m tests.latex.compile NOTES.tex…`: compile with both engines, then ask KaTeX.

Fails on an error of TeX, a box that is too wide, a warning or an undefined reference in the last
run, and on mathematics that strict KaTeX refuses. With `--pages N` every N-th page is also made a
picture beside the text, to be looked at.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.latex import snippets

ENGINES = ("pdflatex", "lualatex")
RUNS = 3  # the table of contents moves what the second run refers to
_TROUBLE = re.compile(
    r"^(?:!|Overfull|(?:LaTeX|Package|Class|pdfTeX)[ \w-]* [Ww]arning\b).*", re.MULTILINE
)
_RERUN = "Rerun to get"


def troubles(tex: Path, engine: str) -> tuple[list[str], str]:
    """What the log of the last run complains of, and its line on the pages written."""
    argv = [engine, "-interaction=nonstopmode", "-halt-on-error", f"-jobname={tex.stem}-{engine}"]
    log = ""
    for _ in range(RUNS):
        made = subprocess.run([*argv, tex.name], cwd=tex.parent, capture_output=True, check=False)
        file = tex.with_name(f"{tex.stem}-{engine}.log")
        log = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        if made.returncode:
            return [*_TROUBLE.findall(log), made.stdout.decode(errors="replace")[-800:]], ""
        if _RERUN not in log and "No file" not in log:
            break
    pages = re.search(r"Output written on .*?\((\d+ pages?)", log.replace("\n", " "))
    return _TROUBLE.findall(log), pages[1] if pages else "no pages"


def check(tex: Path) -> Iterator[str]:
    """Every complaint about one text."""
    for engine in ENGINES:
        start = time.perf_counter()
        found, pages = troubles(tex, engine)
        print(f"{tex.name}: {engine}: {pages}, {time.perf_counter() - start:.0f} s")
        yield from (f"{tex.name}: {engine}: {line}" for line in found)
    pieces = snippets.snippets(tex.read_text(encoding="utf-8"))
    refused = snippets.refused(pieces)
    print(f"{tex.name}: KaTeX: {len(pieces)} pieces of mathematics, {len(refused)} refused")
    yield from (f"{tex.name}: KaTeX: {r['why']}" for r in refused)


def pictures(tex: Path, every: int) -> None:
    """Each N-th page as PNG, in a folder beside the text."""
    folder = tex.with_name("pages")
    folder.mkdir(exist_ok=True)
    pdf = tex.with_name(f"{tex.stem}-{ENGINES[0]}.pdf")
    subprocess.run(["pdftoppm", "-r", "70", "-png", pdf, folder / tex.stem], check=True)
    for k, page in enumerate(sorted(folder.glob(f"{tex.stem}-*.png"))):
        if k % every:
            page.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=0)
    args = parser.parse_args()
    found = [line for tex in args.texts for line in check(tex)]
    if args.pages:
        for tex in args.texts:
            pictures(tex, args.pages)
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
