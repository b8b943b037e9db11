"""What a script imports from beside it, found by reading: nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def files_of(script: Path) -> set[Path]:
    """The script and all files beside it that it imports, and those import. A name that is made
    when the script runs (`importlib.import_module(…)`) is not seen."""
    found: set[Path] = set()
    waiting = [script]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _beside(file, script.parent)
    return found


def _beside(file: Path, folder: Path) -> Iterator[Path]:
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return
    for name in dict.fromkeys(_names(tree)):
        first = name.partition(".")[0]
        module, package = folder / f"{first}.py", folder / first
        if module.is_file():
            yield module
        elif package.is_dir():
            yield from (f for f in package.rglob("*.py") if f.is_file())


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def touched(scripts: Iterable[Path], changed: set[Path]) -> list[Path]:
    """The scripts that changes concern: their own text, what they import, or a file beside them
    that is no script and may be read by them."""
    data = {path.parent for path in changed if path.suffix != ".py"}
    return [s for s in scripts if s.parent in data or files_of(s) & changed]
