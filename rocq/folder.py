"""A folder of exported theorems, with the checker beside them: all that a user of Rocq needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rocq.export import exported, identifier
from rocq.theory import FILES, PREFIX

CHECKER: Final = "checker"
THEOREMS: Final = "theorems"
_PROJECT: Final = f"""# Theorems written by derive, and the checker that they are proved with.
# Rocq (Coq 8.16 or later) and its standard library are all that is needed:
#   coq_makefile -f _CoqProject -o Makefile && make
# compiles everything, and prints after each theorem what it rests on. Only one of them:
#   coq_makefile -f _CoqProject -o Makefile && make {THEOREMS}/{{first}}.vo
-Q {CHECKER} {PREFIX}
-Q {THEOREMS} Theorems
-docroot Theorems
"""


def write(paths: Iterable[Path], folder: Path) -> str:
    """A file for each of these certificates, and the checker's; returns what to say of it."""
    for part in (CHECKER, THEOREMS):
        (folder / part).mkdir(parents=True, exist_ok=True)
    theory = sorted(FILES.glob("*.v"))
    for path in theory:
        shutil.copyfile(path, folder / CHECKER / path.name)
    names = list[str]()
    for path in paths:
        name = identifier(path.stem)
        while name in names:
            name += "_"
        names.append(name)
        text = exported(path.read_text(encoding="utf-8"))
        (folder / THEOREMS / f"{names[-1]}.v").write_text(text, encoding="utf-8")
    files = [*(f"{CHECKER}/{path.name}" for path in theory), *(f"{THEOREMS}/{n}.v" for n in names)]
    project = _PROJECT.format(first=names[0] if names else "NAME")
    (folder / "_CoqProject").write_text(project + "\n".join(files) + "\n", encoding="utf-8")
    return f"{len(names)} theorems in {folder}; how to compile them is in {folder / '_CoqProject'}"
