"""`derive check` on notes, in the process that waits: what is asked of them, and what is written.

A file of notes is a job like a script's; its one `Part` has all that is said of it as data.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.cli import files
from derive.cli.finding import UsageError
from derive.cli.parts import Part

if TYPE_CHECKING:
    from rich.text import Text

    from derive.notes.faces.counting import Counts

_WRITTEN = {"annotated": "output", "script": "script"}  # what is made, and the option with its file


def wants(args: Namespace) -> tuple[str, ...]:
    """What a job of notes is asked for beside verdicts."""
    asked = ("notation", "ask", "readback")
    return (
        *(name for name in asked if getattr(args, name)),
        *(made for made, option in _WRITTEN.items() if getattr(args, option) is not None),
    )


def look_at_options(args: Namespace, paths: Sequence[Path]) -> None:
    """Refuse at once what cannot be written.

    Raises:
        UsageError: for a file of one document that is asked for of none, or of several; or that
            would stand in the place of the notes.
    """
    notes = [p for p in paths if files.is_notes(p)]
    for made, option in _WRITTEN.items():
        name = getattr(args, option)
        if name is None:
            continue
        shown = "-o" if option == "output" else f"--{option}"
        if len(notes) != 1:
            found = "no notes" if not notes else f"{len(notes)} files of notes"
            raise UsageError(f"{shown} {name}: {found} here. Try one file of notes.")
        if Path(name).resolve() == notes[0]:
            raise UsageError(f"{shown} {name}: these are the notes. Try another name.")
        if Path(name).is_dir() or not Path(name).resolve().parent.is_dir():
            raise UsageError(f"{shown} {name}: no file can be written there. Try another name.")
        if made == "annotated" and Path(name).suffix.lower() != notes[0].suffix.lower():
            raise UsageError(
                f"-o {name}: a copy of {notes[0].name} is {notes[0].suffix}. "
                f"Try -o {Path(name).with_suffix(notes[0].suffix)}"
            )


def write(args: Namespace, parts: Sequence[Part]) -> list[str]:
    """Write the files that were asked for; what to say of each.

    Raises:
        UsageError: if one cannot be written.
    """
    said = []
    for part in parts:
        for made, text in part.made:
            if (option := _WRITTEN.get(made)) is None:
                continue
            name = getattr(args, option)
            try:
                data = text.encode("utf-8", "surrogateescape")
                Path(name).write_bytes(data)
            except OSError as wrong:
                raise UsageError(f"{name}: {wrong.strerror}.") from wrong
            said.append(f"{name} written")
    return said


def counted(parts: Sequence[Part]) -> Counts:
    """Of parts of notes."""
    from derive.notes.faces.counting import counts

    return counts([p.notes for p in parts if p.notes is not None])


def last_line(parts: Sequence[Part]) -> Text:
    from derive.notes.faces.counting import summary

    return summary(counted(parts))


def fails(parts: Sequence[Part], args: Namespace) -> bool:
    """Whether something in the notes makes the exit status 1."""
    return counted(parts).fails(args.strict, args.max_unread)


def chains(part: Part) -> list[dict[str, Any]]:
    """What stands for a file of notes among the derivations of a run."""
    return list(part.notes["chains"]) if part.notes is not None else []


def beside(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The rest that is said of files of notes: assumptions, notation, questions."""
    found = [p.notes for p in parts if p.notes is not None]
    return [{k: v for k, v in notes.items() if k != "chains"} for notes in found]
