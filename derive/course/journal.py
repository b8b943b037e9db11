"""What has been marked already, a line of JSON each, written as soon as it is known.

A run that is ended, however that happens, goes on from it; so does one after a submission or the
sheet was changed, which marks what is concerned anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import derive
from derive.cli.finding import UsageError

SUFFIX = ".journal"
_FORMAT = "derive marks 1"


class Journal:
    """The results by key. path: made if it is not there.

    Raises:
        UsageError: for a file that cannot be written, or is being written by another run.
    """

    def __init__(self, path: Path, fresh: bool = False) -> None:
        self._path = path
        try:
            self._file = path.open("ab+")
        except OSError as wrong:
            raise UsageError(f"{path}: {wrong.strerror}.") from wrong
        self._lock()
        self._known: dict[str, Any] = {}
        if fresh:
            self._file.truncate(0)
        else:
            self._read()

    def _lock(self) -> None:
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                self._file.close()
                raise UsageError(f"{self._path}: another run is writing it. Try later.") from None

    def _read(self) -> None:
        """Every whole line; the last one may be torn, and then is ended here."""
        self._file.seek(0)
        text = self._file.read()
        for line in text.split(b"\n"):
            with suppress(ValueError, TypeError, KeyError, RecursionError):
                row = json.loads(line)
                if row["format"] == _FORMAT:
                    self._known[row["key"]] = row["result"]
        if text and not text.endswith(b"\n"):
            self._write(b"\n")

    def _write(self, text: bytes) -> None:
        try:
            self._file.write(text)
            self._file.flush()
        except OSError as wrong:
            raise UsageError(f"{self._path}: {wrong.strerror}.") from wrong

    def __getitem__(self, key: str) -> Any:
        return self._known[key]

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def add(self, key: str, student: str, result: Any) -> None:
        """Keep a result.

        Raises:
            UsageError: if it cannot be written.
        """
        row = {"format": _FORMAT, "key": key, "student": student, "result": result}
        self._write(json.dumps(row).encode() + b"\n")
        self._known[key] = json.loads(json.dumps(result))

    def close(self) -> None:
        self._file.close()


@cache
def program() -> str:
    """A name for this program as it is installed: another text of it may give other marks."""
    root = Path(derive.__file__).resolve().parent
    digest = hashlib.sha256(derive.__version__.encode())
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def beside(output: Path) -> Path:
    """The journal of an output file."""
    return output.with_name(output.name + SUFFIX)


def write_whole(path: Path, text: bytes) -> None:
    """Write a file so that it is there as a whole or as it was.

    Raises:
        UsageError: if it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(text)
        os.replace(part, path)
    except OSError as wrong:
        raise UsageError(f"{path}: {wrong.strerror}.") from wrong
