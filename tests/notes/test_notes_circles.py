"""No file of the reader needs one that needs it, but where trees are gone through."""

import ast
from pathlib import Path

import derive.notes

ROOT = Path(derive.notes.__file__).parent
KNOT = "derive.notes.elaborate.terms"  # a term within a sum within a measure within a term …


def modules():
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = ["derive", "notes", *path.relative_to(ROOT).with_suffix("").parts]
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def needed(path, known):
    """The modules of the reader that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in known else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def reached(start, needs):
    seen, todo = set(), [start]
    while todo:
        new = needs[todo.pop()] - seen
        seen |= new
        todo += new
    return seen


def circles(needs):
    """Each set of modules that all need one another."""
    ways = {m: reached(m, needs) for m in needs}
    return {frozenset(o for o in ways[m] if m in ways[o]) for m in needs if m in ways[m]}


def test_a_circle_is_found():
    needs = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}}
    assert circles(needs) == {frozenset("bc"), frozenset("d")}


def test_no_circles_but_one():
    known = modules()
    needs = {m: {n for n in needed(p, known) if n in known} for m, p in known.items()}
    found = circles(needs)
    assert [c for c in found if KNOT not in c] == []
    (knot,) = found
    assert all(m.startswith("derive.notes.elaborate.") for m in knot)
    assert len(knot) <= 21, "it grows: let what is new be called by it, and not call it"
