"""A student's submission run and marked: plain data in, plain data out.

`work(job(…))` needs nothing but the job, which can be sent as JSON to another process or machine.
Each file is run in a process of its own (`derive.teaching.handin`); each exercise is marked in
another one that has never seen a submission (`derive.teaching.submissions`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from derive.course.exercises import Exercise, asked
from derive.course.submissions import File, Submission
from derive.language.names import DeriveError
from derive.render.places import place
from derive.teaching.data import text_of
from derive.teaching.grading import unread
from derive.teaching.handin import HandIn, read_script
from derive.teaching.notebooks import read_notebook
from derive.teaching.submissions import mark_apart

FORMAT = 1
Data = dict[str, Any]


@dataclass(frozen=True)
class Bounds:
    """seconds: for a file to run. marking: seconds for an exercise to be marked. memory: bytes of
    a script. isolation: as `read_script`."""

    seconds: float
    marking: float
    memory: int
    isolation: str


def job(
    submission: Submission, exercises: Sequence[Exercise], teachers: Sequence[File], bounds: Bounds
) -> Data:
    """All that a submission's marks depend on, but for the program itself."""
    return {
        "format": FORMAT,
        "student": submission.student,
        "files": [_file(f) for f in submission.files],
        "beside": [_file(f) for f in teachers],
        "exercises": [e.data() for e in exercises],
        "bounds": asdict(bounds),
    }


def _file(f: File) -> Data:
    content = base64.b64encode(f.content).decode("ascii")
    return {"name": f.name, "base64": content, "problem": f.problem}


def key(job: Data, program: str) -> str:
    """A name for the job's result: another submission, sheet, option or program has another."""
    text = json.dumps([program, job], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def work(job: Data) -> Data:
    """Run and mark.

    Returns `files`, each with `problem`, `isolated` and `said`, and for each exercise by name
    `marks` as `grade` gives them, `of` (the student's title and place, or None), and `lost`: why
    it could not be marked, which is not the student's fault, or "".
    """
    bounds = Bounds(**job["bounds"])
    handed_in = _run(job, bounds)
    marks = {e["name"]: _marks(handed_in, e, job, bounds) for e in job["exercises"]}
    return {"files": [_shown(name, h) for name, h in handed_in], "exercises": marks}


def nothing(exercises: Sequence[Exercise], problem: str, lost: str = "") -> Data:
    """The result where there is nothing to run, or nothing came of it."""
    none = {
        e.name: {"marks": unread(problem, e.target, e.given), "of": None, "lost": lost}
        for e in exercises
    }
    return {"files": [], "exercises": none}


# ---------------------------------------------------------------- running


def _run(job: Data, bounds: Bounds) -> list[tuple[str, HandIn]]:
    """Each file's name and what it hands in."""
    answers = [e["name"] for e in job["exercises"]]
    files = [(f["name"], base64.b64decode(f["base64"])) for f in job["files"]]
    teachers = [(f["name"], base64.b64decode(f["base64"])) for f in job["beside"]]
    return [
        (f["name"], HandIn(f["name"], f["problem"], isolated=False))
        if f["problem"]
        else (f["name"], _ran(f["name"], files, teachers, answers, bounds))
        for f in job["files"]
    ]


def _ran(
    name: str,
    files: Sequence[tuple[str, bytes]],
    teachers: Sequence[tuple[str, bytes]],
    answers: Sequence[str],
    bounds: Bounds,
) -> HandIn:
    """One file, with the teacher's and the student's own of its folder beside it."""
    folder_of = Path(name).parent
    beside = {Path(n).name: c for n, c in files if Path(n).parent == folder_of and n != name}
    beside = {n: c for n, c in beside.items() if n.endswith(".py")} | dict(teachers)
    content, own = dict(files)[name], Path(Path(name).name)
    own = own.with_suffix(own.suffix.lower())
    beside.pop(own.name, None)
    with tempfile.TemporaryDirectory(prefix="derive-") as made:
        folder = Path(made).resolve()
        for k, (n, c) in enumerate([(own.name, content), *beside.items()]):
            (folder / str(k)).mkdir()  # names that differ by case alone are one file elsewhere
            (folder / str(k) / n).write_bytes(c)
        options: Data = {
            "seconds": bounds.seconds,
            "memory": bounds.memory,
            "isolation": bounds.isolation,
            "beside": [folder / str(k) / n for k, n in enumerate(beside, 1)],
        }
        path = folder / "0" / own
        try:
            if path.suffix == ".ipynb":
                found = read_notebook(path, answers, **options)
            else:
                found = read_script(path, **options)
        except DeriveError as wrong:
            found = HandIn(name, str(wrong), isolated=False)
        problem = found.problem and found.problem.replace(f"{path.parent}/", "")
    return replace(found, path=name, problem=problem)


def _shown(name: str, found: HandIn) -> Data:
    return {
        "name": name,
        "problem": found.problem,
        "isolated": found.isolated if found.seconds else None,  # None: it did not run
        "said": found.said,
        "seconds": round(found.seconds, 2),
    }


# ---------------------------------------------------------------- marking


def _marks(handed_in: Sequence[tuple[str, HandIn]], e: Data, job: Data, bounds: Bounds) -> Data:
    target, given, options = asked(e)
    try:
        found, name, of = _chosen(handed_in, e["name"], len(job["exercises"]) == 1)
    except DeriveError as none:
        isolated = all(h.isolated for _, h in handed_in)
        return {"marks": {**unread(str(none), target, given), "isolated": isolated}} | {
            "of": None, "lost": "",
        }  # fmt: skip
    marks, lost = mark_apart(found, target, given, name, bounds.marking, **options)
    return {"marks": marks, "of": of, "lost": lost}


def _chosen(
    handed_in: Sequence[tuple[str, HandIn]], name: str, alone: bool
) -> tuple[HandIn, str | None, Data | None]:
    """The derivation of the exercise's name, and where it stands; where there is one exercise and
    one file with derivations, the one that is about the target, whatever its name.

    Raises:
        DeriveError: if there is none or several.
    """
    there = [(h, k) for _, h in handed_in for k in range(len(h.names))]
    found = [(h, k) for h, k in there if h.names[k] == name]
    if not found and alone and len(there) == 1:
        found = there
    if len(found) == 1:
        ((h, k),) = found
        return h, h.names[k], _of(h, k)
    if found:
        places = ", ".join(_of(h, k)["place"] for h, k in found)
        raise DeriveError(f"there are {len(found)} derivations named {name}: {places}.")
    files = [h for _, h in handed_in if h.names]
    if alone and len(files) == 1:
        return files[0], None, None
    problems = [h.problem for _, h in handed_in if h.problem]
    if problems:
        raise DeriveError(" ".join(problems))
    names = ", ".join(h.names[k] for h, k in there[:20])
    raise DeriveError(f"there is no derivation named {name}; there are {names or 'none'}.")


def _of(h: HandIn, k: int) -> Data:
    data = h.derivations[k]
    line = data.get("line")
    where = place(h.path, line if type(line) is int and line > 0 else None)
    return {"title": text_of(data, "title"), "place": where, "name": h.names[k]}
