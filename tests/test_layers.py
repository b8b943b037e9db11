"""Dependencies point one way (design, section 8), and the kernel stands on nothing."""

import ast
import importlib
import sys
from pathlib import Path

import pytest

import derive

ROOT = Path(derive.__file__).parent

MAY_IMPORT = {
    "kernel": set(),
    "store": {"kernel"},
    "language": set(),
    "translate": {"kernel", "language"},
    "search": {"kernel"},
    "numeric": {"language", "coding", "looks"},
    "coding": {"language"},
    "kept": {"kernel", "store", "language", "search", "numeric"},
    "rules": {"kernel", "language", "translate", "search", "numeric", "coding", "kept"},
    "derivation": {
        *("kernel", "language", "translate", "search", "numeric", "rules", "looks", "kept"),
    },
    "entropic": {"kernel", "language", "translate", "numeric"},
    "strategies": {"language", "coding"},
    "ledger": {"kernel", "language", "derivation", "numeric", "rules"},
    "render": {
        *("kernel", "language", "numeric", "derivation", "translate", "rules", "ledger"),
        *("entropic", ""),  # the list of names that `from derive import *` brings
    },
    "report": {
        *("notes", "", "kernel", "language", "numeric", "derivation", "rules", "render"),
    },
    "figures": {"coding", "language", "numeric"},
    "cli": {
        *("", "entropic", "kernel", "language", "numeric", "derivation", "render", "ledger"),
        *("store", "report", "figures", "kept", "public", "notes"),
    },
    "notes": {
        *("kernel", "language", "numeric", "derivation", "rules", "render", "looks", "entropic"),
        "translate",
    },
    "course": {
        *("", "cli", "teaching", "report", "derivation", "language", "numeric", "render"),
    },
    "teaching": {
        *("cli", "derivation", "kernel", "language", "numeric", "render", "rules", "search"),
        *("translate", "entropic", "looks", "notes"),
    },
}

ABOVE = {"cli/main.py": {"course"}}  # the entry of all commands stands above what they are


def imported(path):
    """Top-level names a file imports, and the layers of derive it imports, anywhere in it."""
    tops, layers = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            modules = [node.module]
        else:
            continue
        for module in modules:
            parts = module.split(".")
            if parts[0] == "derive":
                layers.add(parts[1] if len(parts) > 1 else "")
            else:
                tops.add(parts[0])
    return tops, layers


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_layers_import_downwards_only(layer):
    files = sorted((ROOT / layer).rglob("*.py"))
    assert files
    for path in files:
        _, layers = imported(path)
        above = ABOVE.get(path.relative_to(ROOT).as_posix(), set())
        assert layers - {layer} <= MAY_IMPORT[layer] | above, path


def test_the_kernel_imports_the_standard_library_only():
    for path in (ROOT / "kernel").rglob("*.py"):
        tops, _ = imported(path)
        assert tops <= set(sys.stdlib_module_names), path


@pytest.mark.parametrize("own", ["recheck", "rocq"])
def test_what_stands_apart_imports_the_standard_library_only(own):
    files = sorted(Path(importlib.import_module(own).__file__).parent.rglob("*.py"))
    assert files
    for path in files:
        tops, layers = imported(path)
        assert tops <= {own, *sys.stdlib_module_names} and not layers, path


def test_what_stands_below_all_imports_the_standard_library_only():
    tops, layers = imported(ROOT / "looks.py")
    assert tops <= set(sys.stdlib_module_names) and not layers


def test_no_assert_guards_anything_in_the_library():
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree)), path


def test_no_text_is_ever_evaluated():
    banned = {"eval", "exec", "parse_expr", "parse_latex"}
    for path in ROOT.rglob("*.py"):
        if path == ROOT / "cli" / "scripts.py":
            continue  # runs the scripts it is given, as Python does
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in banned, path


def test_no_exception_is_made_to_fall_anywhere():
    alarms = {"setitimer", "SIGALRM", "alarm", "PyThreadState_SetAsyncExc"}
    for path in ROOT.rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not alarms & {n.attr for n in nodes if isinstance(n, ast.Attribute)}, path


def test_the_language_and_the_kernel_reserve_the_same_characters():
    # the two may not import each other: a name good for one must be good for the other
    from derive.kernel import terms
    from derive.language import names

    assert terms._RESERVED == names._RESERVED
