"""The table of a run, for the terminal and as a page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.mutants import operators
from benchmarks.mutants.run import Outcome

COLUMNS = (
    *("mistake", "mutants", "still true", "undecided", "false", "by kernel", "by recheck"),
    *("by attack", "survivors", "missed by random"),
)


def rows(made: Sequence[Outcome]) -> list[list[str]]:
    """One row for each operator, and the total."""
    out = [
        row(name, [o for o in made if o.operator == name])
        for name in (*operators.RELATIONS, *operators.CONDITIONS)
    ]
    return [*out, row("all", made)]


def row(name: str, made: Sequence[Outcome]) -> list[str]:
    false = [o for o in made if o.false]
    true = sum(o.certified for o in made)
    kernel = sum(o.search and o.forged_kernel is not False for o in false)
    recheck = sum(bool(o.recheck) for o in false)
    rechecked = any(o.recheck is not None for o in false)
    missed = sum(not o.random_shows for o in false)
    share = f"{missed} ({100 * missed / len(false):.0f} %)" if false else "0"
    return [
        *(name, str(len(made)), str(true), str(len(made) - len(false) - true), str(len(false))),
        *(str(kernel), str(recheck) if rechecked or not false else "not run"),
        *(str(sum(o.attack for o in false)), str(sum(o.survives for o in false)), share),
    ]


def show(made: Sequence[Outcome]) -> None:
    console = Console()
    shown = Table(*COLUMNS)
    for line in rows(made):
        shown.add_row(*line)
    console.print(shown)
    for title, chosen in noteworthy(made):
        for o in chosen:
            print(f"{title}: {o.where}: {o.operator}: {o.text}  {o.kind}")


def noteworthy(made: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    return [
        ("SURVIVOR", [o for o in made if o.survives]),
        ("DISAGREEMENT", [o for o in made if o.disagreement]),
        ("undecided", [o for o in made if not o.false and not o.certified]),
    ]


def page(made: Sequence[Outcome], seed: int) -> str:
    head = "| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS)
    body = "\n".join("| " + " | ".join(line) + " |" for line in rows(made))
    return f"# Mutants\n\nSeed {seed}.\n\n{head}\n{body}\n"
