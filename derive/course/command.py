"""`derive grade`: run and mark a folder of submissions, and write the table and the pages."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from derive.cli import files
from derive.cli.check import cores
from derive.cli.figure import require
from derive.cli.finding import UsageError
from derive.cli.output import Output, ScriptProgress, complain
from derive.course import show
from derive.course.exercises import Exercise, read_sheet
from derive.course.journal import Journal, beside, program, write_whole
from derive.course.remote import Remote
from derive.course.slots import Slots
from derive.course.submissions import File, Submission, find
from derive.course.table import Row, as_csv, as_json
from derive.course.trying import why_none_runs
from derive.course.work import Bounds, Data, job, key, nothing
from derive.language.names import DeriveError
from derive.render.places import short_path
from derive.teaching.sandbox import check_isolation

_WRITE: Final = {".csv": as_csv, ".json": as_json}
_MEGABYTE = 1 << 20


def command(args: Namespace) -> int:
    """Run `derive grade` and return its exit status: 0, or 1 if something could not be marked."""
    outputs = _outputs(args.output)
    if args.feedback is not None:
        require("jinja2")
        _folder(args.feedback)
    teachers = [_own(Path(name), "--beside") for name in args.beside]
    sheet = _sheet(args.target)
    own = [f.name for f in teachers]
    submissions, aside = find(args.submissions, own, sheet)
    exercises, remarks = read_sheet(sheet, _defaults(args))
    isolation = _isolation(args.require_isolation)
    bounds = Bounds(args.timeout, args.mark_timeout, args.memory * _MEGABYTE, isolation)
    for remark in remarks:
        complain(remark)
    if aside:
        complain(f"not read, neither a script nor a notebook: {', '.join(aside)}")
    journal = Journal(beside(outputs[0]), args.fresh)
    try:
        rows, kept = _marked(args, submissions, exercises, teachers, bounds, journal)
    finally:
        journal.close()
    for path in outputs:
        write_whole(path, _WRITE[path.suffix.lower()](rows, exercises))
    written = [short_path(str(path)) for path in outputs]
    if args.feedback is not None:
        from derive.course import feedback

        pages = feedback.write(Path(args.feedback), rows, exercises)
        written.append(f"{len(pages)} pages in {short_path(args.feedback)}")
    out = Output()
    out.show([] if args.quiet else [show.table(rows, exercises)])
    out.show([show.summary(rows, exercises, kept)])
    out.write(", ".join(written))
    return 1 if any(row.is_lost for row in rows) else 0


def _marked(
    args: Namespace,
    submissions: Sequence[Submission],
    exercises: Sequence[Exercise],
    teachers: Sequence[File],
    bounds: Bounds,
    journal: Journal,
) -> tuple[list[Row], int]:
    """A row for each submission, in order, and how many were marked in an earlier run."""
    results: dict[int, Data] = {}
    jobs: dict[int, Data] = {}
    keys: dict[int, str] = {}
    kept = 0
    for k, s in enumerate(submissions):
        if s.problem:
            results[k] = nothing(exercises, s.problem)
            continue
        made = job(s, exercises, teachers, bounds)
        keys[k] = key(made, program())
        if keys[k] in journal:
            results[k] = journal[keys[k]]
            kept += 1
        else:
            jobs[k] = made
    if jobs and args.cluster is None and (why := why_none_runs(bounds)):
        raise UsageError(why)
    for k, result in _worked(args, submissions, jobs, len(results)):
        if "failed" in result:
            results[k] = nothing(exercises, result["failed"], lost=result["failed"])
            continue
        results[k] = result
        if not any(e["lost"] for e in result["exercises"].values()):
            journal.add(keys[k], submissions[k].student, result)
    rows = [
        Row(s.student, s.place, results[k], tuple(exercises)) for k, s in enumerate(submissions)
    ]
    return rows, kept


def _worked(
    args: Namespace, submissions: Sequence[Submission], jobs: dict[int, Data], before: int
) -> Iterator[tuple[int, Data]]:
    """The results as they come, with a line of progress."""
    progress = ScriptProgress(len(submissions))
    done = before
    if not jobs:
        return
    with _slots(args, jobs) as slots:
        try:
            for found in slots.results():
                if found is not None:
                    done += 1
                    yield found
                if not args.quiet:
                    progress.show(done, _at(slots, submissions))
        finally:
            progress.hide()


def _slots(args: Namespace, jobs: dict[int, Data]) -> Slots | Remote:
    """What marks: processes of this machine, or the workers of a cluster."""
    return Slots(jobs, args.jobs or cores()) if args.cluster is None else Remote(jobs, args.cluster)


def _at(slots: Slots | Remote, submissions: Sequence[Submission]) -> str:
    if isinstance(slots, Remote):
        return slots.where
    return ", ".join(submissions[k].student for k in slots.doing)


# ---------------------------------------------------------------- what is asked for


def _outputs(names: Sequence[str]) -> list[Path]:
    """Where the table goes.

    Raises:
        UsageError: for another kind of file, or a folder that is not there.
    """
    paths = [Path(name) for name in names or ["marks.csv"]]
    for path in paths:
        if path.suffix.lower() not in _WRITE:
            raise UsageError(f"-o {path}: expected a name that ends in {' or '.join(_WRITE)}.")
        if path.is_dir() or not path.absolute().parent.is_dir():
            what = "this is a folder" if path.is_dir() else f"there is no folder {path.parent}"
            raise UsageError(f"-o {path}: {what}.")
    return paths


def _folder(name: str) -> None:
    """Made at the start: a name that cannot be used shows at once."""
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(f"--feedback {name}: {files.no_folder(wrong)} Try another.") from wrong


def _sheet(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"--target {name}: this is a folder; expected a script with the targets.")
    if not path.is_file():
        raise UsageError(f"--target {name}: no such file.{files.instead_of(path)}")
    return path


def _own(path: Path, option: str) -> File:
    """A file of the teacher's."""
    try:
        return File(path.name, path.read_bytes())
    except OSError as wrong:
        raise UsageError(f"{option} {path}: {wrong.strerror}.") from wrong


def _defaults(args: Namespace) -> Data:
    return {
        "steps_share": args.steps_share,
        "hypotheses_share": args.hypotheses_share,
        "step_seconds": args.step_timeout,
        "hint_seconds": args.hint_timeout,
    }


def _isolation(required: bool) -> str:
    """What all submissions of this run get; found out once, so that all get the same.

    Raises:
        UsageError: if walls are required and there are none.
    """
    try:
        walls = check_isolation("required" if required else "auto")
    except DeriveError as none:
        raise UsageError(str(none).replace("isolation: required", "--require-isolation")) from none
    if not walls:
        complain(
            "without bubblewrap submissions run with your rights: they can read and write what "
            "you can. Try apt install bubblewrap; --require-isolation refuses to go on."
        )
    return "required" if walls else "off"
