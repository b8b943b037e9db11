"""The table of a run, for the terminal and as a page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from trials.mutants import operators
from trials.mutants.killers import SEARCH
from trials.mutants.outcome import Outcome

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
    asked = sum(o.recheck is not None for o in false)
    missed = sum(not o.random_shows for o in false)
    share = f"{missed} ({100 * missed / len(false):.0f} %)" if false else "0"
    return [
        *(name, str(len(made)), str(true), str(len(made) - len(false) - true), str(len(false))),
        *(str(kernel), f"{recheck} of {asked}" if asked != len(false) else str(recheck)),
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
            print(f"{title}: {o.where}: {o.operator}: {o.text}  {o.kind}{o.error}")


def noteworthy(made: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    return [
        ("SURVIVOR", [o for o in made if o.survives]),
        ("DISAGREEMENT", [o for o in made if o.disagreement]),
        ("ended in an error", [o for o in made if o.error]),
        ("undecided", [o for o in made if not o.false and not o.certified and not o.error]),
    ]


PAGE = """# Mutants

`python -m trials mutants --write` takes every step, claim and equality condition that the
kernel proves in `proofs/`, makes one mistake in it in each of the ways below, and counts who
refuses the mutant.

- *false*: there is an exact model where it fails, takes log 0 or divides by 0 at nonzero weight,
  or, for an equality condition, where condition and equality part. `trials/mutants/judge.py`
  decides that with an evaluator of its own; its models are draws of its own, the attack's draws
  under another seed, and the attack's counterexamples, each checked again.
- *still true*: the kernel proves the mutant, and `recheck` agrees.
- *undecided*: neither. The kernel proves none of them; they are listed below.
- *by kernel*: the search finds no proof with anything allowed, in {seconds:.0f} seconds, and the
  kernel refuses the true statement's certificate with the mutant put in.
- *by recheck*: `recheck` refuses that certificate, sealed again; asked where it accepts the
  certificate before the change ({asked} of {false}).
- *by attack*: refuted, or shown to be ill-posed, with a counterexample that the judge confirms.
- *missed by random*: false ones that none of 300 random strictly positive models that meet the
  hypotheses shows.

Statements between argmax or argmin sets, and facts, have no certificate and are left out.
Seed {seed}, {per} mutant(s) of a statement by each mistake, every hypothesis dropped once.

{table}
"""


def markdown(made: Sequence[Outcome]) -> str:
    """The table alone, without mistakes that nobody made."""
    head = "| " + " | ".join(COLUMNS) + " |\n|" + " --- |" * len(COLUMNS)
    lines = [line for line in rows(made) if line[1] != "0"]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join([head, *("| " + " | ".join(line) + " |" for line in cells)])


def page(made: Sequence[Outcome], seed: int, per: int) -> str:
    """docs/mutants.md."""
    false = [o for o in made if o.false]
    asked = sum(o.recheck is not None for o in false)
    found = {"asked": asked, "false": len(false), "table": markdown(made)}
    text = PAGE.format(**found, seed=seed, per=per, seconds=SEARCH.seconds)
    for title, chosen in noteworthy(made):
        if chosen:
            lines = "\n".join(f"- {o.where}, {o.operator}: `{o.text}`" for o in chosen)
            text += f"\n## {title.capitalize()} ({len(chosen)})\n\n{lines}\n"
    return text
