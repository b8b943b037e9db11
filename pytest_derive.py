"""The pytest plugin's entry point: options, and which files are collected.

A module beside the package, as `import derive.…` imports SymPy: a pytest run that meets no
derivation does not import it. What is collected is in `derive.teaching.collect`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_USES = re.compile(rb"^\s*(?:from\s+derive\b|import\s+(?:[\w., ]+,\s*)?derive\b)", re.MULTILINE)
_NOT_SCRIPTS = ("conftest.py", "setup.py")
_STATES = re.compile(rb"^\s*@(?:\w+\.)*theorem\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("derive", "checking derivations")
    group.addoption(
        "--derive-trials",
        type=_count,
        default=300,
        metavar="N",
        help="how many models the attack tries for each step (300); 0: no attack",
    )
    group.addoption(
        "--derive-seed", type=_count, default=0, metavar="N", help="seed of the attack (0)"
    )
    group.addoption(
        "--derive-step-timeout",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="a step that takes longer is open (60)",
    )
    group.addoption(
        "--derive-hint-timeout",
        type=_seconds,
        default=10.0,
        metavar="SECONDS",
        help="how long to look for what would make a wrong step true (10)",
    )
    group.addoption(
        "--derive-isolate",
        action="store_const",
        const="auto",
        help="run each script in a process of its own, behind bubblewrap's walls where that "
        "works, and check what it hands back as data",
    )
    group.addoption(
        "--derive-require-isolation",
        action="store_const",
        const="required",
        dest="derive_isolate",
        help="as --derive-isolate, and not without walls",
    )
    parser.addini(
        "derive_beside",
        "with --derive-isolate, files in a script's folder that it may import",
        type="args",
        default=[],
    )
    parser.addini(
        "derive_files",
        "globs of scripts whose derivations are collected; without it, every *.py file that "
        "imports derive and has an @theorem",
        type="args",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "derive(expect): a step of a derivation, expected to be proved, or refuted, …"
    )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Iterator[None]:
    """A script of derivations is collected as that, and not as a module of tests as well."""
    found: Any = yield
    if not _is_script(file_path, parent):
        return found
    from derive.teaching.collect import ScriptFile

    others = [c for c in found if not isinstance(c, pytest.Module)]
    return [*others, ScriptFile.from_parent(parent, path=file_path)]  # type: ignore[return-value]


def _is_script(path: Path, parent: pytest.Collector) -> bool:
    if path.suffix != ".py" or path.name.startswith("_") or path.name in _NOT_SCRIPTS:
        return False
    if _matches(path, parent.config.getini("python_files")):
        return False
    globs = parent.config.getini("derive_files")
    asked_for = not globs or parent.session.isinitpath(path)
    return _matches(path, globs) or (asked_for and _has(path))


def _matches(path: Path, globs: list[str]) -> bool:
    from fnmatch import fnmatch

    return any(path.match(g) or fnmatch(path.name, g) for g in globs)


def _has(path: Path) -> bool:
    """Whether the text looks like a script of derivations; it is not run to find out."""
    try:
        text = path.read_bytes()
    except OSError:
        return False
    return bool(_USES.search(text) and _STATES.search(text))


def _count(given: str) -> int:
    if not given.isdecimal():
        raise ValueError(given)
    return int(given)


def _seconds(given: str) -> float:
    seconds = float(given)
    if not 0 < seconds < float("inf"):
        raise ValueError(given)
    return seconds
