"""A report as what is sent of it: text for the terminal, data, certificates, a page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from derive.cli.checking import settings_of
from derive.cli.parts import Job, Look, Part
from derive.derivation.derivation import Derivation
from derive.derivation.report import Report, StepReport
from derive.kernel.theorem import Theorem
from derive.render import text, to_json


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
        tuple(certificates_of(report)) if job.certificates else (),
        _page(report, job, d) if job.pages else None,
        facts=tuple(facts_of(report)) if job.facts else (),
    )


def _page(report: Report, job: Job, d: Derivation) -> Any:
    from derive.report.page import page_of

    return page_of(d, report, settings_of(job.attack))


def _shown(report: Report, job: Job) -> str:
    if not job.quiet:
        return printed([*text.derivation(report, job.look.width), Text()], job.look)
    if report.as_claimed:
        return ""
    return printed([*text.failures(report, job.look.width), Text()], job.look)


def printed(things: Iterable[Any], look: Look) -> str:
    """Renderables as text, with colours for a terminal, else without trailing blanks."""
    if look.terminal:
        return _laid_out(things, look)
    shown = (t.plain + "\n" if _fits(t, look.width) else _laid_out([t], look) for t in things)
    return "".join(line.rstrip() + "\n" for line in "".join(shown).splitlines())


def _fits(thing: Any, width: int) -> bool:
    """Whether nothing is left to lay out: most lines are broken already, and styles do not show."""
    if not isinstance(thing, Text) or "\t" in thing.plain:
        return False
    return all(cell_len(line) <= width for line in thing.plain.split("\n"))


def _laid_out(things: Iterable[Any], look: Look) -> str:
    console = Console(
        file=io.StringIO(),
        force_terminal=look.terminal,
        color_system=look.colours,  # type: ignore[arg-type]
        **{"markup": False, "highlight": False, "emoji": False, "width": look.width},
    )
    with console.capture() as captured:
        for thing in things:
            console.print(thing, overflow="fold")
    return captured.get()


def certificates_of(report: Report) -> Iterator[tuple[str, str, str]]:
    """Of the claim, if the kernel has proved it, and of what the rules of facts had it prove: the
    name of a file, the text, and which fact's it is ("" for the claim's). The text is "" where a
    theorem has an instance that is not proved step by step."""
    from derive.derivation.elaborate import elaborate
    from derive.kernel.terms import KernelError
    from derive.store.sealed import document

    stem = Path(report.path).stem
    for number, made in _theorems(report):
        own = f"{report.name}.fact-{number}" if number else report.name
        try:
            text = document(elaborate(made), f"{stem}:{own}", report.title)
        except KernelError:
            text = ""
        yield f"{stem}.{own}", text, f"fact {number}" if number else ""


def _theorems(report: Report) -> Iterator[tuple[int, Theorem]]:
    """Each with its fact's number; 0 for the claim."""
    if report.theorem is not None and report.verdict in ("proved", "cited"):
        yield 0, report.theorem
    for s in report.steps:
        if s.premise is not None:
            yield s.number, s.premise


def facts_of(report: Report) -> Iterator[tuple[str, str]]:
    """The facts that another system can follow, by the rule that has decided them: a file's name,
    and the text, which is "" where a premise was not found again."""
    if report.verdict != "proved":
        return
    stem = Path(report.path).stem
    for own, steps in _inferred(report):
        made = [step.inferred() for step in steps if step.inferred is not None]
        yield f"{stem}.{own}", _fact(made, f"{stem}:{own}", report.title)


def _inferred(report: Report) -> Iterator[tuple[str, list[StepReport]]]:
    """What is stated, each with the steps that give it."""
    for s in report.steps:
        if s.kind == "fact" and s.inferred is not None:
            yield f"{report.name}.fact-{s.number}", [s]
        if s.kind == "claim" and s.theorem is None:
            steps = [r for r in report.steps if r.kind == "step"] or [s]
            if all(r.inferred is not None for r in steps):
                yield report.name, steps


def _fact(made: Sequence[Any], name: str, title: str) -> str:
    """The text for an inference, or several that follow each other; None is one not found."""
    from derive.derivation.elaborate import elaborate
    from derive.kernel.terms import KernelError
    from derive.store.sealed import fact

    found = [m for m in made if m is not None]
    if len(found) < len(made):
        return ""
    try:
        steps = [([elaborate(theorem) for theorem in m.theorems], m.parts) for m in found]
    except KernelError:
        return ""
    return fact(found[0].rule, steps, name, title)
