"""`.derive_cache/`: what is kept from run to run, and `derive cache`.

It lies in the folder where derive is called, as those of pytest and mypy do. DERIVE_CACHE names
another, or none if it is empty.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import derive
from derive.kept.memory import Memory, keeping

FOLDER: Final = ".derive_cache"
VARIABLE: Final = "DERIVE_CACHE"
_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of derive: certificates and counterexamples, checked again when they are
# read. It can be removed at any time. See https://bford.info/cachedir/
"""
DECIDE = ("sympy", "mpmath", "numpy", "python-flint", "highspy", "lark")


@dataclass(frozen=True)
class Cache:
    """folder: where it is. environment: a digest of all that decides (`environment`)."""

    folder: str
    environment: str

    def memory(self, script: Path) -> Memory:
        """What is kept of a script; its folder is made. Nothing here is an error."""
        folder = Path(self.folder)
        with suppress(OSError):
            _make(folder)
        return Memory(self._file(script), self.environment)

    def holds(self, script: Path) -> bool:
        """Whether something is kept of the script."""
        return self._file(script).exists()

    def _file(self, script: Path) -> Path:
        name = os.path.relpath(script, Path(self.folder).parent)
        return Path(self.folder) / f"{script.stem}.{hashlib.sha256(name.encode()).hexdigest()[:16]}"


class Memories:
    """Of the scripts whose derivations one process decides; saved at the end."""

    def __init__(self, args: Namespace) -> None:
        self._cache = cache_of(args)
        self._made: dict[str, Memory] = {}

    def __enter__(self) -> Memories:
        return self

    def __exit__(self, *exception: object) -> None:
        for memory in self._made.values():
            memory.save()

    @contextmanager
    def during(self, script: str) -> Iterator[None]:
        """Meanwhile the script's memory is used."""
        memory = None
        if self._cache is not None:
            memory = self._made.get(script) or self._cache.memory(Path(script))
            self._made[script] = memory
        with keeping(memory):
            yield


def cache_of(args: Namespace) -> Cache | None:
    """The cache that the arguments mean, if any."""
    folder = None if args.no_cache else _folder()
    return None if folder is None else Cache(str(folder), environment())


def _folder() -> Path | None:
    said = os.environ.get(VARIABLE)
    if said == "":
        return None
    return Path(said or FOLDER).absolute()


def environment() -> str:
    """A digest of Python, of derive's own text (it may be edited in place), and of the versions of
    the libraries that decide."""
    from importlib import metadata  # slow to import; a worker has no use for it

    out = hashlib.sha256(sys.version.encode())
    root = Path(derive.__file__).parent
    for file in sorted([*root.rglob("*.py"), *root.rglob("*.lark")]):
        out.update(f"{file.relative_to(root)} ".encode())
        with suppress(OSError):
            out.update(file.read_bytes())
    for name in DECIDE:
        with suppress(metadata.PackageNotFoundError):
            out.update(f"{name} {metadata.version(name)} ".encode())
    return out.hexdigest()[:32]


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    (folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def command(args: Namespace) -> int:
    """Run `derive cache` and return its exit status."""
    folder = _folder()
    if folder is None or not folder.is_dir():
        print(f"nothing is kept in {folder}" if folder else f"{VARIABLE} is empty: nothing is kept")
        return 0
    sizes = [f.stat().st_size for f in _files(folder)]
    scripts = f"{len(sizes)} script{'' if len(sizes) == 1 else 's'}"
    told = f"{folder}: {scripts}, {sum(sizes) / 1000:.0f} kB"
    if args.clear:
        return _clear(folder, told)
    print(told)
    return 0


def _files(folder: Path) -> list[Path]:
    ours = ("CACHEDIR.TAG", ".gitignore")
    return [f for f in folder.iterdir() if f.is_file() and f.name not in ours]


def _clear(folder: Path, told: str) -> int:
    """Remove the folder, if it is one of ours."""
    if not (folder / "CACHEDIR.TAG").is_file():
        print(f"derive: {folder} has no CACHEDIR.TAG, and is left alone", file=sys.stderr)
        return 2
    try:
        shutil.rmtree(folder)
    except OSError as wrong:
        print(f"derive: {folder}: {wrong.strerror}", file=sys.stderr)
        return 2
    print(f"{told}: removed")
    return 0
