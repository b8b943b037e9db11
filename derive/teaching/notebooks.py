"""Mark an answer in a notebook from outside: no cell runs where the marks are made.

The code cells become a script, run as any stranger's (`derive.teaching.handin`): what they leave in
the names asked for is handed back as data. Graders that run hidden tests in the notebook's own
kernel believe that kernel, which the student's cells can have changed.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from derive.language.names import DeriveError
from derive.teaching.data import text_of
from derive.teaching.handin import HandIn, read_script
from derive.teaching.sandbox import MEMORY
from derive.teaching.submissions import SCRIPT_SECONDS, mark

_MOST_BYTES = 20_000_000
_LINES = "a list of lines"  # said of an answer that has no place for hypotheses
_SCRIPT = """
_cells, _names, _raised = {cells!r}, {names!r}, {{}}
for _number, _source in _cells:
    try:
        exec(compile(_source, f"cell {{_number}}", "exec"), globals())
    except Exception as _wrong:  # graders go on, too
        _raised[_number] = f"cell {{_number}}: {{type(_wrong).__name__}}: {{_wrong}}".rstrip(": ")


def _hand_in(name):
    from derive.derivation.derivation import Derivation, theorem
    from derive.language.names import DeriveError
    from derive.teaching.chains import links_of, writer

    thing = globals().get(name)
    is_one = isinstance(thing, Derivation)

    def write(proof):
        if name not in globals():
            why = f" ({{'; '.join(_raised.values())}})" if _raised else ""
            raise DeriveError(f"{{name}} is not defined{{why}}.")
        if is_one:
            own = thing.proof()
            proof.steps, proof.claims, proof.facts = own.steps, own.claims, own.facts
        else:
            writer(links_of(thing))(proof)

    write.__name__, write.__doc__ = name, "" if is_one else {lines!r}
    if is_one:
        return theorem(thing.title, thing.given, thing.expect)(write)
    return theorem(name)(write)


_handed_in = [_hand_in(_name) for _name in _names]
"""


def grade_notebook(
    path: str | os.PathLike[str],
    answer: str,
    target: Any,
    given: Sequence[Any] = (),
    seconds: float = SCRIPT_SECONDS,
    isolation: str = "auto",
    beside: Sequence[str | os.PathLike[str]] = (),
    **options: Any,
) -> dict[str, Any]:
    """The marks for a chain that a notebook's cells leave in the name `answer`, as `grade_script`.

    path: an .ipynb, as it was handed in. options: of `grade`.

    Raises:
        DeriveError: for a mistake of the teacher's.
    """
    handed_in = read_notebook(path, [answer], seconds=seconds, isolation=isolation, beside=beside)
    return mark(handed_in, target, given, answer, seconds, **options)


def read_notebook(
    path: str | os.PathLike[str],
    answers: Sequence[str],
    *,
    seconds: float = SCRIPT_SECONDS,
    memory: int = MEMORY,
    isolation: str = "auto",
    beside: Sequence[str | os.PathLike[str]] = (),
) -> HandIn:
    """Run a notebook's code cells apart; `.derivation(name)` is what they leave in that name.

    answers: names of chains or relations. A cell that raises does not stop the others. Lines of
    IPython's own (%, !, ?) are left out.

    Raises:
        DeriveError: as `read_script`; for answers that are no names.
    """
    for name in answers:
        if not name.isidentifier() or name.startswith("_"):
            raise DeriveError(f"answers: got {name!r}; expected names without _ in front.")
    notebook = Path(path)
    if not notebook.is_file():
        raise DeriveError(f"{notebook}: no such file.")
    try:
        cells = list(_code(notebook))
    except (ValueError, RecursionError, AttributeError, TypeError) as wrong:
        return HandIn(str(notebook), f"{notebook}: no notebook: {wrong}", isolated=False)
    with tempfile.TemporaryDirectory(prefix="derive-") as folder:
        script = Path(folder, "notebook_cells.py")
        text = _SCRIPT.format(cells=cells, names=list(answers), lines=_LINES)
        script.write_text(text, encoding="utf-8")
        found = read_script(
            script, seconds=seconds, memory=memory, isolation=isolation, beside=beside
        )
    problem = found.problem
    if problem and problem.startswith(str(script.resolve())):
        problem = f"{notebook}: {problem.split(': ', 1)[-1]}"
    derivations = [_without_line(d) for d in found.derivations]
    lists = tuple(text_of(d, "name") for d in derivations if text_of(d, "doc") == _LINES)
    return replace(found, path=str(notebook), problem=problem, derivations=derivations, lists=lists)


def _without_line(derivation: dict[str, Any]) -> dict[str, Any]:
    """The script's lines are nothing that a reader has."""
    if derivation.get("problem") is None:
        return derivation
    return {**derivation, "line": None}


def _code(notebook: Path) -> Iterator[tuple[int, str]]:
    """The code cells with their numbers, from 1 as they stand."""
    if notebook.stat().st_size > _MOST_BYTES:
        raise ValueError(f"more than {_MOST_BYTES} bytes")
    cells = json.loads(notebook.read_bytes()).get("cells")
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells; expected nbformat 4")
    for number, cell in enumerate(cells, 1):
        source = cell.get("source", "") if cell.get("cell_type") == "code" else ""
        text = source if isinstance(source, str) else "".join(source)
        if text.strip() and not text.lstrip().startswith("%%"):
            yield number, "\n".join(_python(line) for line in text.split("\n"))


def _python(line: str) -> str:
    """A line, or `pass` in the place of one that is IPython's."""
    bare = line.lstrip()
    if bare.startswith(("%", "!", "?")) or bare.rstrip().endswith("?"):
        return line[: len(line) - len(bare)] + "pass"
    return line
