"""The kernel's own text: what it imports, and that nothing hangs on an assertion."""

import ast
import sys
from pathlib import Path

import pytest

import derive

FILES = sorted((Path(derive.__file__).parent / "kernel").glob("*.py"))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_the_standard_library_and_itself(path):
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        own = name == "derive.kernel" or name.startswith("derive.kernel.")
        assert own or name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_has_no_assert_and_runs_no_text(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Assert), f"line {node.lineno}"
        name = getattr(getattr(node, "func", None), "id", "")
        assert name not in {"eval", "exec", "compile", "__import__"}, f"line {node.lineno}"


def test_there_is_a_kernel_to_look_at():
    assert {"terms", "normal", "theorem", "certificates"} <= {path.stem for path in FILES}
    bad = ast.parse("import sympy\nfrom derive.search import engine\nfrom . import terms")
    assert list(imported(bad)) == ["sympy", "derive.search", "."]
