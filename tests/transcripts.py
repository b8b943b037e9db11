"""Console examples in pages: run, and compared with what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
WIDTH = "88"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.S | re.M)
_FILE = re.compile(r"(?:# |<!-- )([\w/]+\.\w+)(?: -->)?\n")
_WITHOUT_WALLS = re.compile(r"^derive: without bubblewrap .*\n", re.M)
_SECONDS = re.compile(r"\d+(\.\d+)? ?s\b")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; file: where it is saved, by its first line, `# name.py` or
    `<!-- name.md -->`, or ""."""

    language: str
    text: str

    @property
    def file(self) -> str:
        found = _FILE.match(self.text)
        return found[1] if found else ""


def blocks(page: Path) -> list[Block]:
    return [Block(*b) for b in _FENCE.findall(page.read_text(encoding="utf-8"))]


def commands(console: str) -> Iterator[tuple[str, str]]:
    """Each command after a `$`, and the lines shown below it."""
    for part in re.split(r"^\$ ", console, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def transcript(page: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Saves the page's files in the folder and runs its commands there, in the page's order.

    Yields each command, what the page shows, and what it printed.
    """
    for block in blocks(page):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command, shown in commands(block.text):
                yield command, shown, output(command, folder)


def output(command: str, folder: Path) -> str:
    """What the command prints, both streams as they come, in that folder."""
    env = {**os.environ, "COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    for name in ("CI", "BUILD_NUMBER"):  # with these, pytest prints more
        env.pop(name, None)
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env["PATH"]])
    done = subprocess.run(
        command, shell=True, cwd=folder, env=env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    return done.stdout


def agree(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed: seconds may differ, a line `…` leaves lines out, and
    what is only said where there is no bubblewrap."""
    printed = _WITHOUT_WALLS.sub("", printed)
    lines = _SECONDS.sub("… s", shown).rstrip().split("\n")
    pattern = "\n".join(r"(?:.*\n)*?.*" if n == "…" else re.escape(n) for n in lines)
    return re.fullmatch(pattern, _SECONDS.sub("… s", printed).rstrip()) is not None


def renewed(page: Path, folder: Path) -> str:
    """The page's text, with what its commands print now wherever that is not what it shows."""
    text = page.read_text(encoding="utf-8")
    for command, shown, printed in transcript(page, folder):
        if not agree(shown, printed):
            text = text.replace(f"$ {command}\n{shown}", f"$ {command}\n{printed.rstrip()}\n", 1)
    return text


if __name__ == "__main__":  # python -m tests.transcripts PAGE…: show what is printed now
    for name in sys.argv[1:]:
        with TemporaryDirectory() as folder:
            Path(name).write_text(renewed(Path(name), Path(folder)), encoding="utf-8")
