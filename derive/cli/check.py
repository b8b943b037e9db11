"""`derive check`: every derivation of the scripts, one table each; notes; and a summary."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli import files, notes, pool, third_road
from derive.cli.cache import Cache, cache_of
from derive.cli.finding import Script, UsageError, find_scripts
from derive.cli.parts import Attack, Job, Look, Part
from derive.cli.pool import Early, Pool, Problem, Said, Task
from derive.cli.third_road import Certificate
from derive.render.places import short_path

if TYPE_CHECKING:
    from derive.cli.output import Output
    from derive.cli.remote import Remote
    from rocq.run import Run as RocqRun
    from rocq.theory import Theory



@dataclass
class Run:
    """What has been done so far. stopped: why the run ended early, or "".

    rocq: what the checker that is proved right said of the certificates, if it was asked.
    """

    parts: list[Part] = field(default_factory=list)
    problems: list[Script] = field(default_factory=list)
    stopped: str = ""
    rocq: RocqRun | None = None

    @property
    def status(self) -> int:
        """0: all as claimed; 1: something is not; 2: a script was not loaded; 130: interrupted."""
        if self.stopped == "interrupted":
            return 130
        if self.problems:
            return 2
        good = all(p.as_claimed for p in self.parts) and not (self.rocq and self.rocq.bad)
        return 0 if good else 1

    @property
    def scripts(self) -> list[Part]:
        """What is no notes."""
        return [p for p in self.parts if p.notes is None]

    @property
    def notes(self) -> list[Part]:
        """Those of files of notes."""
        return [p for p in self.parts if p.notes is not None]


def attack_of(args: Namespace) -> Attack | None:
    return Attack(args.trials, args.seed) if args.trials else None


def command(args: Namespace) -> int:
    """Run `derive check` and return its exit status."""
    if args.watch:
        from derive.cli.watch import command as watch

        if args.cluster is not None:
            raise UsageError("check: --watch and --cluster together. Try one of them.")
        return watch(args)
    start = time.perf_counter()
    paths = find_scripts(args.paths, notes=args.notes)
    notes.look_at_options(args, paths)
    folder = _folder(args.certificates)
    theory = third_road.ready() if args.rocq else None
    early = _begin(len(paths)) if args.cluster is None else None
    from derive.cli.output import Output, complain  # while the workers' imports are under way

    out, run = Output(), Run()
    cache = cache_of(args)
    _check_all(run, [job_of(path, args, out, cache) for path in paths], args, out, early)
    every = third_road.named(c for part in run.parts for c in part.certificates)
    if folder is not None:
        third_road.write(every, folder)
        n = len(every)
        complain(f"{n} certificate{'' if n == 1 else 's'} written to {folder}")
    if theory is not None and run.stopped != "interrupted":
        _third_road(run, theory, every, folder, args, out)
    for line in notes.write(args, run.notes):
        complain(line)
    seconds = time.perf_counter() - start
    if args.format == "text":
        show_end(run, seconds, args, out)
    else:
        _write_data(run, seconds, args, out)
    return exit_status(run, args)


def exit_status(run: Run, args: Namespace) -> int:
    """That of the run, and what the options ask of notes beside."""
    return run.status or int(notes.fails(run.notes, args))


def show_end(run: Run, seconds: float, args: Namespace, out: Output) -> None:
    """The last line; two, where there are scripts and notes."""
    if args.notation or args.ask:
        return
    if run.scripts or run.problems or not run.notes:
        from derive.render.summary import summary

        how, bad = attack_of(args), len(run.problems)
        out.show([summary(run.scripts, bad, seconds, how, run.stopped, out.width)])
    elif run.stopped:
        out.write(run.stopped)
    if run.notes:
        out.show_line(notes.last_line(run.notes))


def job_of(path: Path, args: Namespace, out: Output, cache: Cache | None) -> Job:
    look = Look(out.width, out.console.is_terminal, out.console.color_system)
    return Job(
        path,
        os.getcwd(),
        look,
        attack_of(args),
        args.step_timeout,
        json=args.format != "text",
        quiet=args.quiet,
        certificates=args.certificates is not None or args.rocq,
        cache=cache,
        wants=notes.wants(args),
    )


def _begin(scripts: int) -> Early | None:
    """Have imported what the workers need; the worker itself begins, if there is one script."""
    if scripts == 1 and Early.possible():
        return Early()
    pool.prepare()
    return None


def _check_all(
    run: Run, jobs: list[Job], args: Namespace, out: Output, early: Early | None
) -> None:
    from derive.cli.output import followed

    with workers_for(jobs, args, early) as pool:
        try:
            for task, event in followed(pool):
                _take(run, task, event, out)
                if args.fail_fast and isinstance(event, Part) and not event.as_claimed:
                    run.stopped = _stopped(task, pool.tasks)
                    return
        except KeyboardInterrupt:
            run.stopped = "interrupted"
            for task, event in pool.rest():
                _take(run, task, event, out)


def workers_for(jobs: list[Job], args: Namespace, early: Early | None = None) -> Pool | Remote:
    """What does the jobs: processes of this machine, or the workers of a cluster."""
    if args.cluster is None:
        return Pool(jobs, args.jobs or cores(), early)
    from derive.cli.remote import Remote

    return Remote(jobs, args.cluster)


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _take(run: Run, task: Task, event: Part | Said | Problem, out: Output) -> None:
    """Keep what came, and show it."""
    if isinstance(event, Said):
        sys.stderr.write(event.text)
    elif isinstance(event, Problem):
        from derive.cli.output import complain

        script = Script(task.job.path, problem=event.text, line=event.line)
        complain(script.message())
        run.problems.append(script)
    else:
        run.parts.append(event)
        out.write_rendered(event.shown)


def _stopped(task: Task, tasks: Sequence[Task]) -> str:
    """What a stop at the first failure leaves undone; "" if that is nothing."""
    derivations = (task.total or 0) - sum(isinstance(e, Part) for e in task.shown)
    scripts = len(tasks) - tasks.index(task) - 1
    kind = "file" if any(files.is_notes(t.job.path) for t in tasks) else "script"
    left = [(derivations, "derivation"), (scripts, kind)]
    told = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in left if n)
    return f"stopped at the first failure, not checked: {told}" if told else ""


def _folder(name: str | None) -> Path | None:
    """The folder for certificates. Made at the start: a name that cannot be used shows at once."""
    if name is None:
        return None
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(f"--certificates {name}: {files.no_folder(wrong)}") from wrong
    return Path(name)


def _third_road(
    run: Run,
    theory: Theory,
    certificates: Sequence[Certificate],
    folder: Path | None,
    args: Namespace,
    out: Output,
) -> None:
    """Has the proved checker look at the certificates, and says what has none."""
    from derive.cli.output import complain

    if bare := sum(p.verdict == "proved" and not p.certificates for p in run.scripts):
        told = f"{bare} derivation{'' if bare == 1 else 's'} without a certificate"
        complain(f"{told}: proved by rules beside the kernel alone")
    if run.notes:
        complain("what notes say has no certificates: the checker was not asked about it")
    show = out.write if args.format == "text" else lambda _: None
    jobs = args.jobs or cores()
    try:
        run.rocq = third_road.examined(theory, certificates, jobs, show, args.quiet, folder)
    except KeyboardInterrupt:
        run.stopped = "interrupted"


def _write_data(run: Run, seconds: float, args: Namespace, out: Output) -> None:
    """One document on standard output."""
    import json

    problems = [
        {"path": short_path(str(s.path)), "line": s.line, "problem": s.problem}
        for s in run.problems
    ]
    rows = [row for p in run.parts for row in ([p.row] if p.row else notes.chains(p))]
    if args.format == "sarif":
        from derive import __version__
        from derive.notes.faces import sarif

        document = sarif.document(rows, problems, __version__)
    else:
        from derive.render.whole import whole

        document = whole(run.scripts, rows, problems, seconds, attack_of(args), run.stopped)
        document |= {"notes": notes.beside(run.notes)}
        document["summary"] |= {"notes": notes.counted(run.notes).data()}
        if run.rocq is not None:
            document["rocq"] = third_road.data(run.rocq)
    out.write(json.dumps(document, ensure_ascii=False, indent=2))
