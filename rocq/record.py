"""What the checker said, kept beside the certificates, so that a report can show it.

Each word is kept under the SHA-256 of the certificate's text, and all under the checker's own: of a
certificate with another text, or by another checker, the record says nothing. It is no proof: who
can write the file can write what he likes; the checker is there to be run again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, cast, get_args

from rocq.batches import Outcome, Result
from rocq.theory import FILES, texts

NAME: Final = "rocq.record"  # no *.json: those are certificates
_FORMAT: Final = "derive rocq record 1"
Said = Mapping[str, tuple[Outcome, str]]  # what was said and why, by the certificate's digest


class NoRecord(Exception):
    """There is no record that this checker has made; the text says why."""


def checker(files: Path = FILES) -> str:
    """The digest of the checker: of its files, and of what writes certificates as their terms."""
    made = hashlib.sha256()
    every = texts(files) | {"translate.py": (FILES / "translate.py").read_bytes()}
    for name, text in sorted(every.items()):
        made.update(f"\n{name} {len(text)}\n".encode() + text)
    return made.hexdigest()


def said(results: Iterable[Result]) -> Said:
    """What is kept of results: of one that was not run, nothing."""
    return {r.digest: (r.outcome, r.why) for r in results if r.digest and r.outcome != "not run"}


def keep(folder: Path, results: Iterable[Result]) -> None:
    """Writes what was said, beside what this checker said before in the same folder."""
    try:
        before = read(folder)
    except NoRecord:
        before = {}
    data = {"format": _FORMAT, "checker": checker(), "said": {**before, **said(results)}}
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Said:
    """What this checker said of the certificates in a folder.

    Raises:
        NoRecord: nothing, as far as the folder tells.
    """
    path = folder / NAME
    again = f"`python -m rocq {folder}` writes one"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as why:
        raise NoRecord(f"{path}: no record of the checker in Rocq; {again}") from why
    except ValueError as why:
        raise NoRecord(f"{path}: no JSON ({why}); {again}") from why
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise NoRecord(f"{path}: not a {_FORMAT!r}; {again}")
    if data.get("checker") != checker():
        raise NoRecord(f"{path}: made by another version of the checker; {again}")
    rows = data.get("said")
    if not isinstance(rows, dict) or not all(map(_is_row, rows.values())):
        raise NoRecord(f"{path}: rows that cannot be read; {again}")
    return {digest: (cast("Outcome", row[0]), row[1]) for digest, row in rows.items()}


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 2
        and all(isinstance(part, str) for part in row)
        and row[0] in get_args(Outcome)
    )
