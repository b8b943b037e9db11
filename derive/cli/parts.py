"""What a worker process hands back: a derivation's report, rendered, and no kernel object.

A `Theorem` does not leave its process, by design. So what will be shown is made where the report
is, as plain data that can be sent; whoever gets it only writes it down.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.cli.cache import Cache


@dataclass(frozen=True)
class Look:
    """The output's properties that the rendering depends on."""

    width: int
    terminal: bool
    colours: str | None


@dataclass(frozen=True)
class Attack:
    """How many models to try against each step, and the seed of the draws."""

    trials: int
    seed: int


@dataclass(frozen=True)
class Job:
    """A script to check, from its derivation number `start` on (from 0).

    only: the names of the derivations meant; none for all. facts: for another system, too.
    lost: why that derivation is not to be tried again, or "". again: it is not the first attempt.
    cache: where certificates and counterexamples are kept from run to run, if they are. wants: of
    notes, what is asked for beside verdicts (`derive.cli.notes`). decided: of notes, what was
    decided of the first relations, as data; lost is then why the next is not to be tried. unread:
    (number, why) of chains of notes that are not to be read.
    """

    path: Path
    folder: str
    look: Look
    attack: Attack | None
    step_timeout: float
    json: bool = False
    quiet: bool = False
    certificates: bool = False
    facts: bool = False
    only: tuple[str, ...] = ()
    pages: bool = False
    start: int = 0
    lost: str = ""
    again: bool = False
    cache: Cache | None = None
    wants: tuple[str, ...] = ()
    decided: tuple[dict[str, Any], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """One derivation's verdicts and what is shown of it; the fields are a report's own.

    Or all of a file of notes: notes is what is said of it as data, made what else was asked for.
    """

    title: str
    verdict: str
    expect: str
    as_claimed: bool
    step_verdicts: tuple[str, ...] = ()
    shown: str = ""
    row: dict[str, Any] | None = None
    certificates: tuple[tuple[str, str, str], ...] = ()  # file's name without ending, text, of what
    page: Any = None  # a derive.report.page.Page, for `derive report`
    notes: dict[str, Any] | None = None
    made: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # file's name without ending, text; for another system
