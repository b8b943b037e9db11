"""The scripts that are asked for, and what one is once it has been looked at.

Imports nothing of the language: the process that waits for the others needs no SymPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from derive.cli import files
from derive.render.places import place

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation

DEFAULT = "proofs"


class UsageError(Exception):
    """What was asked for cannot be done; the text says why."""


@dataclass(frozen=True)
class Script:
    """A loaded script: its own derivations in order, or the problem it has, and where."""

    path: Path
    derivations: tuple[Derivation, ...] = ()
    problem: str = ""
    line: int | None = None
    module: ModuleType | None = field(default=None, repr=False)

    def message(self) -> str:
        return f"{place(str(self.path), self.line)}: {self.problem}"


def find_scripts(paths: Sequence[str], notes: bool | None = None) -> list[Path]:
    """The files named, and the *.py below the folders named; each once, in order.

    paths: the folder `proofs` if there are none. notes: whether notes in folders are found beside
    scripts; False: in folders without scripts only; None: not at all.

    Raises:
        UsageError: for a path that does not exist, or a folder without anything to be found.
    """
    if not paths and not Path(DEFAULT).is_dir():
        here = f", such as {files.a_script_here()}" if files.a_script_here() else ""
        raise UsageError(f"no folder {DEFAULT!r} here. Try giving a script or a folder{here}.")
    found: dict[Path, None] = {}
    for name in paths or [DEFAULT]:
        path = Path(name)
        if path.is_dir():
            found.update(dict.fromkeys(p.resolve() for p in _below(path, notes)))
        elif path.exists() or len(paths) > 1:
            found[path.resolve()] = None  # one that is missing is its own problem, not the others'
        else:
            raise UsageError(f"{name}: no such file or folder.{files.instead_of(path)}")
    return list(found)


def _below(folder: Path, notes: bool | None) -> list[Path]:
    """The scripts below a folder, or notes, or both."""
    below = [p for p in sorted(folder.rglob("*.py")) if p.is_file()]
    out = [p for p in below if not _skipped(p.relative_to(folder))]
    if notes or (notes is False and not out):
        out += [p for p in files.notes_below(folder) if not _skipped(p.relative_to(folder))]
    if not out:
        nothing = "no *.py" if notes is None else "no script and no notes"
        raise UsageError(f"{folder}: {nothing} in this folder{files.others_in(folder)}.")
    return out


def _skipped(below: Path) -> bool:
    return any(part.startswith(("_", ".")) for part in below.parts)
