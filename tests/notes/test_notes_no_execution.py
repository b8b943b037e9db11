"""Nothing of a file is ever run: the reader evaluates no text, starts no process, runs no cell."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import derive.notes

PACKAGE = Path(derive.notes.__file__).parent
FORBIDDEN = {
    *("eval", "exec", "compile", "__import__", "sympify", "S", "parse_expr", "parse_latex"),
    *("lambdify", "import_module", "run_path", "run_module", "system", "popen", "Popen"),
    *(
        "check_output",
        "check_call",
        "loads_pickle",
        "nsimplify",
        "symbols",
        "execfile",
        "literal_eval",
    ),
}
MODULES = {"subprocess", "pickle", "runpy", "code", "ctypes", "nbconvert", "nbclient", "marshal"}
FILES = sorted(PACKAGE.rglob("*.py"))


def _called(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            f = node.func
            own = isinstance(f, ast.Name)
            name = f.id if own else f.attr if isinstance(f, ast.Attribute) else ""
            base = getattr(getattr(f, "value", None), "id", "")
            if name == "compile" and base == "re":
                continue
            yield node.lineno, name
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module.split(".")[0]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_the_reader_evaluates_no_text(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [(line, name) for line, name in _called(tree) if name in FORBIDDEN | MODULES]
    assert not found


def test_the_search_itself_finds_what_is_forbidden():
    tree = ast.parse(
        "import subprocess\nfrom sympy import sympify\nx = sympify('1')\nre.compile('a')"
    )
    assert [n for _, n in _called(tree) if n in FORBIDDEN | MODULES] == ["subprocess", "sympify"]
