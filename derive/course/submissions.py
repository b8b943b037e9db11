"""Submissions: whose they are, and their files, read once.

A file is a student's submission, named after the file; of a folder every file is, and every folder
in it with all that is below. Links are not followed: what they lead to is nobody's answer.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from derive.cli.files import instead_of
from derive.cli.finding import UsageError

SUFFIXES = (".py", ".ipynb")
MOST_BYTES = 20_000_000  # of one submission
MOST_FILES = 20
_MOST_NAME = 200


@dataclass(frozen=True)
class File:
    """name: from the student's folder, with / between its parts. problem: why it was not read."""

    name: str
    content: bytes
    problem: str = ""


@dataclass(frozen=True)
class Submission:
    """What a student has handed in. problem: why there is nothing to run, or "". place: as it was
    found, for messages."""

    student: str
    place: str
    files: tuple[File, ...] = ()
    problem: str = ""


def find(
    paths: Sequence[str], teachers: Sequence[str] = (), sheet: Path | None = None
) -> tuple[list[Submission], list[str]]:
    """The submissions in the order of students' names, and what was left aside, for the teacher.

    teachers: names of files that are the teacher's own, wherever they stand. sheet: the sheet,
    which is nobody's answer.

    Raises:
        UsageError: for a path that is not there, a folder without submissions, or two submissions
            of one name.
    """
    found: list[Submission] = []
    aside: list[str] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            below = list(_in_folder(path, teachers, sheet, aside))
            if not below:
                kinds = "no script (.py), notebook (.ipynb) or folder with these in it"
                raise UsageError(f"{name}: {kinds}.{_only(aside)}")
            found += below
        elif not path.exists():
            raise UsageError(f"{name}: no such file or folder.{instead_of(path)}")
        elif path.suffix.lower() not in SUFFIXES:
            raise UsageError(f"{name}: expected a script (.py), a notebook (.ipynb) or a folder.")
        else:
            found.append(_one_file(path))
    _refuse_twins(found)
    return sorted(found, key=lambda s: (s.student.casefold(), s.student)), aside


def _only(aside: Sequence[str]) -> str:
    return f" There is {aside[0]}." if aside else ""


def _in_folder(
    folder: Path, teachers: Sequence[str], sheet: Path | None, aside: list[str]
) -> Iterator[Submission]:
    for path in _entries(folder):
        if path.is_dir() and not path.is_symlink():
            yield _one_folder(path, teachers)
        elif path.suffix.lower() not in SUFFIXES:
            aside.append(named(str(path)))
        elif path.name not in teachers and not _is_sheet(path, sheet):
            yield _one_file(path)


def _is_sheet(path: Path, sheet: Path | None) -> bool:
    """Whether it is the sheet itself, and no link to it, which somebody else may have made."""
    return sheet is not None and not path.is_symlink() and _same_file(str(path), str(sheet))


def _entries(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as wrong:
        raise UsageError(f"{folder}: {wrong.strerror}.") from wrong
    return [folder / name for name in names if not name.startswith((".", "_"))]


def _one_file(path: Path) -> Submission:
    return Submission(named(path.stem), str(path), (_read(path, named(path.name)),))


def _read(path: Path, name: str) -> File:
    try:
        return File(name, _content(path))
    except OSError as wrong:
        why = str(wrong.strerror)
        return File(name, b"", f"{name}: {why[:1].lower()}{why[1:]}.")


def _one_folder(folder: Path, teachers: Sequence[str]) -> Submission:
    student, place = named(folder.name), str(folder)
    paths = [p for p in _below(folder) if p.name not in teachers]
    scripts = [p for p in paths if p.suffix.lower() in SUFFIXES]
    if not scripts:
        there = f", only {named(paths[0].name)}" if paths else ""
        return Submission(
            student, place, problem=f"no script (.py) or notebook (.ipynb) handed in{there}."
        )
    if len(scripts) > MOST_FILES:
        return Submission(student, place, problem=f"more than {MOST_FILES} scripts.")
    files = [_read(p, named(p.relative_to(folder).as_posix())) for p in scripts]
    if sum(len(f.content) for f in files) > MOST_BYTES:
        return Submission(student, place, problem=f"its files take more than {MOST_BYTES} bytes.")
    if len({f.name for f in files}) < len(files):
        return Submission(student, place, problem="two files of one name.")
    return Submission(student, place, tuple(files))


def _below(folder: Path) -> list[Path]:
    """All files below, in order, without those that are hidden or by tools."""
    out = []
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "_")))
        out += [Path(at, n) for n in sorted(names) if not n.startswith((".", "_"))]
    return out


def _content(path: Path) -> bytes:
    """A plain file's bytes; neither a link's, nor what a pipe or a device would say.

    Raises:
        OSError: otherwise.
    """
    if path.is_symlink():
        raise OSError(0, "a link, which is not followed")
    there = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(there, "rb") as file:
        kind = os.fstat(there)
        if not stat.S_ISREG(kind.st_mode):
            raise OSError(0, "not a plain file")
        if kind.st_size > MOST_BYTES:
            raise OSError(0, f"more than {MOST_BYTES} bytes")
        return file.read(MOST_BYTES + 1)


def named(name: str) -> str:
    """A file's name as it can be shown: printable, of bearable length, whatever its bytes are."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:_MOST_NAME]


def _refuse_twins(found: Sequence[Submission]) -> None:
    first: dict[str, Submission] = {}
    for s in found:
        other = first.setdefault(s.student, s)
        if other is s:
            continue
        if _same_file(other.place, s.place):
            raise UsageError(f"{s.place}: named twice.")
        raise UsageError(
            f"{s.student}: two submissions of that name, {other.place} and {s.place}. Try a folder "
            "for each student, in one folder: derive grade FOLDER."
        )


def _same_file(one: str, other: str) -> bool:
    with suppress(OSError):
        return os.path.samefile(one, other)
    return False
