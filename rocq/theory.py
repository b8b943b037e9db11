"""The checker's own files: compiled once, and asked what its proof rests on.

What is compiled lies in the user's cache, in a folder named after the files' text and the version
of Rocq: other files are another folder, and one that was not used for a day goes when the next one
is made. Whoever can write there can forge what `coqc` loads; remove the folder and it is compiled
again.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILES: Final = Path(__file__).parent
PREFIX: Final = "Derive"
GET_IT: Final = (
    "coqc is not here, and Rocq is needed (Coq 8.16 or later, its standard library is enough): "
    "`apt-get install coq` on Debian and Ubuntu, `opam install coq` elsewhere"
)
_UNUSED: Final = 86_400  # seconds after which what other files were compiled to is removed
# What the reals of the standard library rest on; the proof may use these and nothing else.
_AXIOMS: Final = {
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
}
# What is accepted is true, and well posed; and so over spaces.
SOUND: Final = "check_sound", "check_posed", "check_spaces_sound", "check_spaces_posed"
Say = Callable[[str], None]


class NotReady(Exception):
    """The checker cannot be run here; the text says why and what to do."""


@dataclass(frozen=True)
class Theory:
    """coqc: the compiler. folder: of the compiled files."""

    coqc: str
    folder: Path

    def command(self, path: Path) -> list[str]:
        return [self.coqc, "-noglob", "-q", "-Q", str(self.folder), PREFIX, str(path)]


def compiler() -> str:
    """The path of `coqc`.

    Raises:
        NotReady: there is none.
    """
    found = shutil.which("coqc")
    if found is None or shutil.which("coqdep") is None:
        raise NotReady(GET_IT)
    return found


def compiled(say: Say, files: Path = FILES, cache: Path | None = None) -> Theory:
    """The theory in a folder of files, compiled now or before.

    Raises:
        NotReady: no `coqc`, or it does not compile.
    """
    coqc = compiler()
    version = _run([coqc, "--print-version"], files).strip()
    every = texts(files)
    digest = hashlib.sha256(version.encode())
    for name, text in every.items():
        digest.update(f"\n{name} {len(text)}\n".encode() + text)
    folder = (cache or _cache()) / f"rocq-{digest.hexdigest()[:20]}"
    if not folder.is_dir():
        say(f"compiling {len(every)} files of the checker with Rocq {version.split()[0]}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            inside = Path(made, "theory")
            inside.mkdir()
            _compile(coqc, inside, every)
            try:
                inside.rename(folder)
            except OSError:  # somebody else was quicker
                if not folder.is_dir():
                    raise
        _clear(folder)
    os.utime(folder)
    return Theory(coqc, folder)


def texts(files: Path = FILES) -> dict[str, bytes]:
    """The files of Rocq in a folder, by name."""
    return {path.name: path.read_bytes() for path in sorted(files.glob("*.v"))}


def _clear(folder: Path) -> None:
    """Removes what was compiled beside this folder and has not been used for a day."""
    for other in folder.parent.glob("rocq-*"):
        named = re.fullmatch(r"rocq-[0-9a-f]{20}", other.name) and not other.is_symlink()
        with suppress(FileNotFoundError):  # somebody else was quicker
            if named and other != folder and other.stat().st_mtime < time.time() - _UNUSED:
                shutil.rmtree(other, ignore_errors=True)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "derive"


def _compile(coqc: str, folder: Path, every: dict[str, bytes]) -> None:
    for name, text in every.items():
        (folder / name).write_bytes(text)
    depend = shutil.which("coqdep") or "coqdep"
    order = _run([depend, "-Q", ".", PREFIX, "-sort", *every], folder).split()
    for name in order:
        _run([coqc, "-noglob", "-q", "-Q", ".", PREFIX, name], folder)


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise NotReady(f"{Path(command[0]).name} {command[-1]}: {said[:2000]}")
    return done.stdout


def axioms(theory: Theory) -> tuple[str, ...]:
    """What the soundness of the checker rests on.

    Raises:
        NotReady: it rests on anything but the axioms of the standard library's reals.
    """
    with tempfile.TemporaryDirectory() as made:
        path = Path(made, "Rests.v")
        asked = "".join(f"Print Assumptions {theorem}.\n" for theorem in SOUND)
        path.write_text(f"From {PREFIX} Require Import Check SpaceCheck.\n{asked}")
        found = assumptions(_run(theory.command(path), Path(made)))
    if other := sorted({*found} - _AXIOMS):
        raise NotReady(f"the checker rests on {', '.join(other)}: not proved from the reals alone")
    return found


def assumptions(said: str) -> tuple[str, ...]:
    """The names that `Print Assumptions` lists, of all theorems that it was asked for."""
    names = re.findall(r"^([A-Za-z_][\w.']*)\s*:", said, re.MULTILINE)
    if not names and "Closed under the global context" not in said:
        raise NotReady(f"Print Assumptions says nothing that can be read: {said[:200]!r}")
    return tuple(dict.fromkeys(n for n in names if n != "Axioms"))
