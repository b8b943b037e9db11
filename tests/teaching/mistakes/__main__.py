"""`python -m tests.teaching.mistakes`: renews the table of docs/mistakes.md."""

from __future__ import annotations

from pathlib import Path

from tests.teaching.mistakes.table import MISTAKES, Mistake, marks

PAGE = Path(__file__).parents[3] / "docs" / "mistakes.md"
HEAD = "| | the mistake | a student's line | what `grade` says first |\n|---|---|---|---|\n"


def table() -> str:
    """The rows of the page."""
    return HEAD + "".join(f"{_row(n, m)}\n" for n, m in enumerate(MISTAKES, 1))


def _row(number: int, m: Mistake) -> str:
    found = marks(m)
    cells = (str(number), m.title, _line(found), found["advice"])
    return f"| {' | '.join(c.replace('|', chr(92) + '|') for c in cells)} |"


def _line(found: dict) -> str:
    """The first line that is wrong, or the first one."""
    lines = [s["claimed"]["text"] for s in found["steps"]]
    wrong = [s["claimed"]["text"] for s in found["steps"] if s["message"]]
    return next(iter([*wrong, *lines]), "")


def page() -> str:
    """The page with the table as it has to be."""
    before, _, after = PAGE.read_text(encoding="utf-8").partition(HEAD)
    rest = after.partition("\n\n")[2]
    return f"{before}{table()}{chr(10) if rest else ''}{rest}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
