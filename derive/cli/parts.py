"""What a worker process hands back: a derivation's report, rendered, and no kernel object.

A `Theorem` does not leave its process, by design. So what will be shown is made where the report
is, as plain data that can be sent; whoever gets it only writes it down.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from derive.cli.cache import Cache
from derive.derivation.derivation import Derivation
from derive.derivation.report import Report
from derive.kernel.theorem import Theorem
from derive.numeric import Settings
from derive.render import text, to_json


@dataclass(frozen=True)
class Look:
    """The output's properties that the rendering depends on."""

    width: int
    terminal: bool
    colours: str | None


@dataclass(frozen=True)
class Job:
    """A script to check, from its derivation number `start` on (from 0).

    lost: why that derivation is not to be tried again, or "". again: it is not the first attempt.
    cache: where certificates and counterexamples are kept from run to run, if they are.
    """

    path: Path
    folder: str
    look: Look
    settings: Settings | None
    step_timeout: float
    json: bool = False
    quiet: bool = False
    certificates: bool = False
    pages: bool = False
    start: int = 0
    lost: str = ""
    again: bool = False
    cache: Cache | None = None


@dataclass(frozen=True)
class Part:
    """One derivation's verdicts and what is shown of it; the fields are a report's own."""

    title: str
    verdict: str
    expect: str
    as_claimed: bool
    step_verdicts: tuple[str, ...] = ()
    shown: str = ""
    row: dict[str, Any] | None = None
    certificates: tuple[tuple[str, str], ...] = ()  # files' names without ending, and their texts
    page: Any = None  # a derive.report.page.Page, for `derive report`


def part_of(report: Report, job: Job, d: Derivation) -> Part:
    """The report as the job wants it shown."""
    return Part(
        report.title,
        report.verdict,
        report.expect,
        report.as_claimed,
        report.step_verdicts,
        "" if job.json or job.pages else _shown(report, job),
        to_json.derivation(report) if job.json else None,
        tuple(_certificates(report)) if job.certificates else (),
        _page(report, job, d) if job.pages else None,
    )


def _page(report: Report, job: Job, d: Derivation) -> Any:
    from derive.report.page import page_of

    return page_of(d, report, job.settings)


def _shown(report: Report, job: Job) -> str:
    if not job.quiet:
        return printed([*text.derivation(report, job.look.width), ""], job.look)
    if report.as_claimed:
        return ""
    return printed([*text.failures(report, job.look.width), ""], job.look)


def printed(things: Iterable[Any], look: Look) -> str:
    """Renderables as text, with colours for a terminal, else without trailing blanks."""
    console = Console(
        file=io.StringIO(),
        force_terminal=look.terminal,
        color_system=look.colours,  # type: ignore[arg-type]
        **{"markup": False, "highlight": False, "emoji": False, "width": look.width},
    )
    with console.capture() as captured:
        for thing in things:
            console.print(thing, overflow="fold")
    if look.terminal:
        return captured.get()
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _certificates(report: Report) -> Iterator[tuple[str, str]]:
    """Of the claim, if the kernel has proved it, and of what the rules of facts had it prove."""
    from derive.derivation.elaborate import elaborate
    from derive.store.sealed import document

    stem = Path(report.path).stem
    for own, made in _theorems(report):
        yield f"{stem}.{own}", document(elaborate(made), f"{stem}:{own}", report.title)


def _theorems(report: Report) -> Iterator[tuple[str, Theorem]]:
    if report.theorem is not None and report.verdict in ("proved", "cited"):
        yield report.name, report.theorem
    for s in report.steps:
        if s.premise is not None:
            yield f"{report.name}.fact-{s.number}", s.premise
