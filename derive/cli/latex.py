r"""`derive latex`: fragments to \\input into notes, or a whole document."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from derive.cli.cache import Memories
from derive.cli.check import attack_of, cores
from derive.cli.checking import report_on, settings_of
from derive.cli.finding import Script, UsageError, find_scripts
from derive.cli.guarded import Guarded
from derive.cli.notation import chosen
from derive.cli.output import Output, Progress, complain
from derive.cli.rendered import certificates_of
from derive.cli.scripts import load_all
from derive.cli.single import find, part
from derive.cli.third_road import Marks
from derive.derivation.derivation import Derivation
from derive.derivation.report import Report
from derive.derivation.uses import uses
from derive.render.latex import latex
from derive.render.tex.document import Section, document, style
from derive.render.tex.page import DOCUMENT_WIDTH, FRAGMENT_WIDTH, Page
from derive.render.third import Third

Thirds = tuple[Third, ...]
Keys = Mapping[int, tuple[tuple[str, str], ...]]


def command(args: Namespace) -> int:
    """Run `derive latex` and return its exit status."""
    args.paths = []
    part(args)
    if args.style and not args.output:
        raise UsageError("--style: no file to write derive.sty beside. Try -o notes.tex --style.")
    if not args.document and not args.names and not args.paths:
        raise UsageError("latex: no name. Try a derivation's name, a script, or --document proofs.")
    if (args.rocq or args.rocq_record) and not args.document:
        raise UsageError("--rocq: marks are shown in a document. Try --document.")
    page, marks = _page(args), Marks(args)
    scripts = load_all(find_scripts(args.paths))
    problems = [s for s in scripts if s.problem]
    for script in problems:
        complain(script.message())
    named = [find(name, scripts) for name in args.names]
    todo = named or [d for s in scripts for d in s.derivations]
    reports = checked(todo, args)
    if args.document:
        thirds = _thirds(reports, marks)
        _write(_document(scripts, reports, page, args, thirds), args)
    else:
        _write(_fragments(reports, page), args)
    if problems:
        return 2
    return 0 if all(r.as_claimed for r in reports.values()) and not marks.bad else 1


def checked(todo: Sequence[Derivation], args: Namespace) -> dict[Derivation, Report]:
    """The reports on these derivations, one after the other."""
    progress, reports = Progress(len(todo)), {}
    with Memories(args) as memories:
        for d in todo:
            with progress.during(d.title), memories.during(d.path):
                reports[d] = report_on(
                    d, settings_of(attack_of(args)), Guarded(args.step_timeout, what=d.title)
                )
    return reports


def _page(args: Namespace) -> Page:
    return Page(
        width=args.width or (DOCUMENT_WIDTH if args.document else FRAGMENT_WIDTH),
        reasons=args.reasons,
        marks=args.document,
        certificates=args.certificates,
        notation=chosen(),
    )


def _fragments(reports: Mapping[Derivation, Report], page: Page) -> str:
    return "\n".join(latex(r, page) for r in reports.values())


def _thirds(reports: Mapping[Derivation, Report], marks: Marks) -> dict[Derivation, Thirds]:
    """What the checker in Rocq says of each report's certificates."""
    if not marks.wanted:
        return dict.fromkeys(reports, ())
    made = {d: [*certificates_of(report)] for d, report in reports.items()}
    marks.ask([c for each in made.values() for c in each], cores())
    return {d: marks.of(each) for d, each in made.items()}


def _document(
    scripts: Sequence[Script],
    reports: Mapping[Derivation, Report],
    page: Page,
    args: Namespace,
    thirds: Mapping[Derivation, Thirds],
) -> str:
    sections = []
    for s in scripts:
        mine = [d for d in s.derivations if d in reports]
        some = tuple((reports[d], _keys(d, reports[d])) for d in mine)
        if some:
            told = {d.name: thirds[d] for d in mine}
            sections.append(Section(s.path.stem, s.module.__doc__ or "", some, told))
    return document(sections, page, args.title, not args.no_verdicts)


def _keys(d: Derivation, report: Report) -> Keys:
    """Script and name of the theorems that each step uses."""
    if report.error:
        return {}
    return {k: tuple((Path(u.path).stem, u.name) for u in us) for k, us in uses(d).items()}


def _write(text: str, args: Namespace) -> None:
    if not args.output:
        Output().write(text)
        return
    path = Path(args.output)
    try:
        path.write_text(text, encoding="utf-8")
        if args.style:
            (path.parent / "derive.sty").write_text(style(), encoding="utf-8")
    except OSError as wrong:
        raise UsageError(f"-o {args.output}: {wrong.strerror}.") from wrong
