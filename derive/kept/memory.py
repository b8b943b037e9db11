"""What is kept of a script from run to run: one file, read and written as a whole.

    derive kept 1 ENVIRONMENT DIGEST        of all lines below
    KEY JSON
    …

Nothing in it is believed (`proofs`, `models`), so that a file which is damaged, forged, of another
version or cannot be written costs time alone. It is replaced at once, so that processes that run
beside each other see a whole file, that of one of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

FORMAT: Final = "derive kept 1"
_MOST_BYTES = 50_000_000
_MOST_DIGITS = 4_000
_MOST_STALE = 2  # times what a complete run has used


class Memory:
    """Entries by key. file: None to keep them in this process only.

    found: how many entries of the file were found. accepted: the keys of those that stood their
    examination.
    """

    def __init__(self, file: Path | None = None, environment: str = "") -> None:
        self._file, self._environment = file, environment
        self._lines = self._loaded()
        self._used: dict[str, str] = {}
        self._made: set[str] = set()
        self._changed, self._blind = False, False
        self.found, self.accepted = 0, set[str]()

    def get(self, key: str) -> Any:
        """The entry's data, not believed by anyone; None if there is none."""
        line = self._used.get(key) or self._lines.get(key)
        if line is None or self._blind:
            return None
        self.found += key not in self._made
        try:
            return json.loads(
                line, parse_float=_float, parse_int=_integer, parse_constant=_no_constant
            )
        except (ValueError, RecursionError):
            return None

    def accept(self, key: str) -> None:
        """The entry was examined and is what it should be."""
        self.accepted.add(key)
        self._used.setdefault(key, self._lines.get(key, ""))

    def put(self, key: str, data: Any) -> None:
        """Keep JSON data, instead of what was there."""
        line = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        self._changed = self._changed or self._lines.get(key) != line
        self._used[key] = line
        self._made.add(key)

    @contextmanager
    def blind(self) -> Iterator[None]:
        """Meanwhile no entry is found; what is decided anew is kept."""
        self._blind = True
        try:
            yield
        finally:
            self._blind = False

    def save(self, complete: bool = False) -> None:
        """Write the file, if that can be done. complete: all of the script was decided, so that
        what was not used may go."""
        stale = {k: v for k, v in self._lines.items() if k not in self._used}
        if complete and len(stale) > _MOST_STALE * len(self._used):
            stale, self._changed = {}, True
        if self._file is None or not self._changed:
            return
        lines = {**stale, **self._used}
        body = "".join(f"{k} {v}\n" for k, v in lines.items()).encode()
        if len(body) <= _MOST_BYTES and _written(self._file, self._first_line(body) + body):
            self._lines, self._changed = lines, False

    def _first_line(self, body: bytes) -> bytes:
        seal = hashlib.sha256(body).hexdigest()
        return f"{FORMAT} {self._environment} {seal}\n".encode()

    def _loaded(self) -> dict[str, str]:
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as file:
                text = file.read(_MOST_BYTES + 1)
            first, body = text[: text.index(b"\n") + 1], text[text.index(b"\n") + 1 :]
            if len(text) > _MOST_BYTES or first != self._first_line(body):
                return {}
            rows = (line.partition(" ") for line in body.decode().split("\n"))
            return {key: data for key, _, data in rows if data}
        except (OSError, ValueError):
            return {}


def _written(file: Path, text: bytes) -> bool:
    """Whether the file now holds the text; a disk that is full or read-only is no error."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(text)
        os.replace(name, file)
        return True
    except OSError:
        if name:
            with suppress(OSError):
                os.unlink(name)
        return False


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _float(digits: str) -> float:
    return float(digits)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_current: ContextVar[Memory | None] = ContextVar("_current", default=None)


def current() -> Memory | None:
    """The memory that is used now; None where nothing is kept."""
    return _current.get()


@contextmanager
def keeping(memory: Memory | None) -> Iterator[None]:
    """Meanwhile this memory is read and written; none of it with None."""
    before = _current.set(memory)
    try:
        yield
    finally:
        _current.reset(before)
