"""The pytest plugin's entry point: options, and which files are collected.

A package beside `derive`, as `import derive.…` imports SymPy: a pytest run that meets no
derivation does not import it. What is collected is in `derive.teaching.collect`.
"""

from __future__ import annotations

import warnings
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from pytest_derive.reading import read

_NOTES = (".md", ".markdown", ".qmd", ".tex", ".ipynb", ".html", ".htm")
_NOT_SCRIPTS = ("conftest.py", "setup.py")
_FOUND = pytest.StashKey[dict[Path, bool]]()
_SAID = pytest.StashKey[set[str]]()


class DeriveFilesWarning(pytest.PytestWarning):
    """Two settings contradict each other about a file."""


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
        "--derive-strict",
        action="store_true",
        help="of notes, what is not read, open, or refuted unless the text says more fails, too",
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
        "globs of scripts whose derivations are collected, whatever python_files says, and of "
        "notes, whose displayed relations are; without it, "
        "every *.py file that imports derive and has an @theorem, unless python_files matches",
        type="args",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "derive(expect): a step of a derivation, expected to be proved, or refuted, …"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if _is_notes(file_path, parent):
        from derive.teaching.notes import NotesFile

        return NotesFile.from_parent(parent, path=file_path)
    if not _is_script(file_path, parent):
        return None
    from derive.teaching.collect import ScriptFile

    return ScriptFile.from_parent(parent, path=file_path)


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> Generator[None, Any, Any]:
    """A script of derivations is not a module of tests as well; other collectors keep it."""
    made = yield
    return None if _is_script(module_path, parent) else made


def _is_notes(path: Path, parent: pytest.Collector) -> bool:
    """Only where it is named, or `derive_files` matches: most such files are not meant."""
    if path.suffix.lower() not in _NOTES:
        return False
    return parent.session.isinitpath(path) or bool(_matching(path, parent.config, "derive_files"))


def _is_script(path: Path, parent: pytest.Collector) -> bool:
    known = parent.config.stash.setdefault(_FOUND, {})
    if path not in known:
        known[path] = _decide(path, parent)
    return known[path]


def _decide(path: Path, parent: pytest.Collector) -> bool:
    """The rule: `derive_files` decides first, then `python_files`, then what the file says."""
    named = parent.session.isinitpath(path)
    if path.suffix != ".py" or path.name in _NOT_SCRIPTS:
        return False
    if path.name.startswith("_") and not named:
        return False
    ours, tests = (_matching(path, parent.config, s) for s in ("derive_files", "python_files"))
    if ours:
        if tests:
            _say(parent.config, path, ours, tests)
        return True
    if parent.config.getini("derive_files") and not named:
        return False
    text = read(path)
    if tests and text.script and not text.tests:
        _say(parent.config, path, "", tests)
    return text.script and not tests


def _say(config: pytest.Config, path: Path, ours: str, tests: str) -> None:
    """Warn of two settings that contradict each other, once for each pair of globs."""
    name = path.relative_to(config.rootpath) if path.is_relative_to(config.rootpath) else path
    if ours:
        text = (
            f"derive_files ({ours}) and python_files ({tests}) both match {name}: it is collected "
            "for its derivations, not for tests. Try globs that do not overlap."
        )
    else:
        text = (
            f"{name} has derivations and no test, and they are not checked, as python_files "
            f"({tests}) matches it. Try derive_files = {path.parent.name}/*.py, or another name."
        )
    said = config.stash.setdefault(_SAID, set())
    if f"{ours} {tests}" not in said:
        said.add(f"{ours} {tests}")
        warnings.warn(DeriveFilesWarning(text), stacklevel=2)


def _matching(path: Path, config: pytest.Config, setting: str) -> str:
    """The first glob of a setting that matches, or ""."""
    from fnmatch import fnmatch

    globs: list[str] = config.getini(setting)
    for glob in globs:
        if path.match(glob) or fnmatch(path.name, glob):
            return glob
        if "**/" in glob and fnmatch(path.as_posix(), "*/" + glob.replace("**/", "*")):
            return glob
    return ""


def _count(given: str) -> int:
    if not given.isdecimal():
        raise ValueError(given)
    return int(given)


def _seconds(given: str) -> float:
    seconds = float(given)
    if not 0 < seconds < float("inf"):
        raise ValueError(given)
    return seconds
