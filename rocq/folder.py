"""A folder of exported theorems, with the checker beside them: all that a user of Rocq needs."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rocq.export import NotShown, exported, identifier
from rocq.facts import exported_fact
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


Named = tuple[str, str]  # a name, and the text of a certificate or a fact


def write(certificates: Iterable[Named], folder: Path, facts: Iterable[Named] = ()) -> str:
    """A file for each of these certificates and facts, and the checker's; returns what to say of
    it."""
    for part in (CHECKER, THEOREMS):
        (folder / part).mkdir(parents=True, exist_ok=True)
    theory = sorted(FILES.glob("*.v"))
    for path in theory:
        shutil.copyfile(path, folder / CHECKER / path.name)
    names, left = list[str](), Counter[str]()
    every = [(name, text, exported) for name, text in certificates]
    every += [(name, text, exported_fact) for name, text in facts]
    for given, text, exporter in every:
        name = identifier(given)
        while name in names:
            name += "_"
        try:
            made = exporter(text)
        except NotShown as why:
            left[str(why)] += 1
            continue
        names.append(name)
        (folder / THEOREMS / f"{name}.v").write_text(made, encoding="utf-8")
    files = [*(f"{CHECKER}/{path.name}" for path in theory), *(f"{THEOREMS}/{n}.v" for n in names)]
    project = _PROJECT.format(first=names[0] if names else "NAME")
    (folder / "_CoqProject").write_text(project + "\n".join(files) + "\n", encoding="utf-8")
    n = len(names)
    told = f"{n} theorem{'' if n == 1 else 's'} in {folder}"
    told += "".join(f"; {k} not written, without words there: {why}" for why, k in left.items())
    return f"{told}; how to compile is in {folder / '_CoqProject'}"
