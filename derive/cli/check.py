"""`derive check`: every derivation of the scripts, one table each, and a summary."""

from __future__ import annotations

import gc
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from derive.cli.checking import report_on
from derive.cli.output import Output, Progress, complain
from derive.cli.scripts import Script, UsageError, find_scripts, load_all
from derive.derivation.report import Report
from derive.kernel.theorem import Theorem
from derive.numeric import Settings
from derive.render import summary, text, to_json
from derive.render.places import short_path


@dataclass
class Run:
    """What has been done so far. stopped: why the run ended early, or ""."""

    scripts: Sequence[Script] = ()
    reports: list[Report] = field(default_factory=list)
    stopped: str = ""

    @property
    def problems(self) -> list[Script]:
        return [s for s in self.scripts if s.problem]

    @property
    def status(self) -> int:
        """0: all as claimed; 1: something is not; 2: a script was not loaded; 130: interrupted."""
        if self.stopped == "interrupted":
            return 130
        if self.problems:
            return 2
        return 0 if all(r.as_claimed for r in self.reports) else 1


def settings_of(args: Namespace) -> Settings | None:
    return Settings(trials=args.trials, seed=args.seed) if args.trials else None


def command(args: Namespace) -> int:
    """Run `derive check` and return its exit status."""
    start = time.perf_counter()
    gc.freeze()  # what was imported stays; collecting it again and again costs a tenth of the run
    gc.set_threshold(100_000)
    settings, out, run = settings_of(args), Output(), Run()
    paths = find_scripts(args.paths)
    folder = _folder(args.certificates)
    try:
        run.scripts = load_all(paths)
        for script in run.problems:
            complain(script.message())
        _check_all(run, settings, args, out)
        if folder is not None:
            complain(f"{write_certificates(run.reports, folder)} certificates written to {folder}")
    except KeyboardInterrupt:
        run.stopped = "interrupted"
    seconds = time.perf_counter() - start
    if args.json:
        _write_json(run, seconds, settings, out)
    else:
        problems = len(run.problems)
        out.show(
            [summary.summary(run.reports, problems, seconds, settings, run.stopped, out.width)]
        )
    return run.status


def _check_all(run: Run, settings: Settings | None, args: Namespace, out: Output) -> None:
    todo = [d for s in run.scripts for d in s.derivations]
    progress = Progress(len(todo))
    for d in todo:
        with progress.during(d.title):
            report = report_on(d, settings)
        run.reports.append(report)
        if not args.json:
            _print(report, args.quiet, out)
        if args.fail_fast and not report.as_claimed:
            left = len(todo) - len(run.reports)
            run.stopped = f"stopped at the first failure, {left} not checked" if left else ""
            return


def _folder(name: str | None) -> Path | None:
    """The folder for certificates. Made at the start: a name that cannot be used shows at once."""
    if name is None:
        return None
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(f"--certificates {name}: {wrong.strerror}.") from wrong
    return Path(name)


def write_certificates(reports: Sequence[Report], folder: Path) -> int:
    """One file for each theorem of the kernel, script.name.json; how many there are."""
    from derive.store.sealed import document

    written: set[str] = set()
    for r in reports:
        stem = Path(r.path).stem
        for own, made in _theorems(r):
            name = _unused(f"{stem}.{own}", written)
            text = document(made, f"{stem}:{own}", r.title)
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return len(written)


def _theorems(r: Report) -> Iterator[tuple[str, Theorem]]:
    """The claim, if it is proved, and what the rules of facts have the kernel prove for them."""
    if r.theorem is not None and r.verdict in ("proved", "cited"):
        yield r.name, r.theorem
    for s in r.steps:
        if s.premise is not None:
            yield f"{r.name}.fact-{s.number}", s.premise


def _unused(stem: str, written: set[str]) -> str:
    """Scripts in two folders may have one name."""
    name, k = stem, 1
    while name in written:
        k += 1
        name = f"{stem}.{k}"
    written.add(name)
    return name


def _print(report: Report, quiet: bool, out: Output) -> None:
    if not quiet:
        out.show([*text.derivation(report, out.width), ""])
    elif not report.as_claimed:
        out.show([*text.failures(report, out.width), ""])


def _write_json(run: Run, seconds: float, settings: Settings | None, out: Output) -> None:
    import json

    problems = [
        {"path": short_path(str(s.path)), "line": s.line, "problem": s.problem}
        for s in run.problems
    ]
    document = to_json.document(run.reports, problems, seconds, settings, run.stopped)
    out.write(json.dumps(document, ensure_ascii=False, indent=2))
