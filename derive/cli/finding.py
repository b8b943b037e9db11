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


def find_scripts(paths: Sequence[str]) -> list[Path]:
    """The files named, and the *.py below the folders named; each once, in order.

    paths: the folder `proofs` if there are none.

    Raises:
        UsageError: for a path that does not exist, or a folder without a script.
    """
    if not paths and not Path(DEFAULT).is_dir():
        here = f", such as {files.a_script_here()}" if files.a_script_here() else ""
        raise UsageError(f"no folder {DEFAULT!r} here. Try giving a script or a folder{here}.")
    found: dict[Path, None] = {}
    for name in paths or [DEFAULT]:
        path = Path(name)
        if path.is_dir():
            below = [p for p in sorted(path.rglob("*.py")) if not _skipped(p.relative_to(path))]
            if not below:
                raise UsageError(f"{name}: no *.py in this folder{files.others_in(path)}.")
            found.update(dict.fromkeys(p.resolve() for p in below if p.is_file()))
        elif path.exists() or len(paths) > 1:
            found[path.resolve()] = None  # one that is missing is its own problem, not the others'
        else:
            raise UsageError(f"{name}: no such file or folder.{files.instead_of(path)}")
    return list(found)


def _skipped(below: Path) -> bool:
    return any(part.startswith(("_", ".")) for part in below.parts)
