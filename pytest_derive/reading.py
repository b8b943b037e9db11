"""Whether a file is a script of derivations, from its text; nothing in it is run.

A script imports derive and, in code that runs when it is loaded, uses `theorem`: as a decorator,
or called. Names are followed through aliases, assignments, functions that use it and files beside
it that hand it on; what stands in strings, comments or functions that nobody calls does not count.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DERIVE, _THEOREM = "derive", "theorem"
_RESTARTS = 100  # places where reading goes on after text that cannot be read


@dataclass(frozen=True)
class Reading:
    """What a file is.

    script: it states derivations, or was meant to and does not parse. tests: it has functions or
    classes that pytest would take for tests. exports: names that lead to `theorem`.
    """

    script: bool = False
    tests: bool = False
    exports: frozenset[str] = frozenset()


def read(path: Path, above: frozenset[Path] = frozenset()) -> Reading:
    """Read a file, as Python would: with its byte-order mark and its encoding cookie.

    above: the files that import this one.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return Reading()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in strings
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Reading(script=_was_meant(data))
    return _Names(tree, path, above | {path}).reading()


class _Names:
    """The names of a module that lead to `theorem`."""

    def __init__(self, tree: ast.Module, path: Path, above: frozenset[Path]) -> None:
        self.tree, self.path, self.above = tree, path, above
        self.imports = False
        self.modules: set[str] = set()
        self.theorems: set[str] = set()
        self.own = {n.name for n in tree.body if isinstance(n, _DEFINITIONS)}

    def reading(self) -> Reading:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
        if not self.imports:
            return Reading(tests=_tests(self.tree))
        if _THEOREM not in self.own:
            self.theorems.add(_THEOREM)  # a script that forgot to import it, too
        while self._spread():
            pass
        script = any(map(self._states, _at_load(self.tree)))
        return Reading(script, _tests(self.tree), frozenset(self.theorems))

    def _import(self, node: ast.Import) -> None:
        for name in node.names:
            if name.name.split(".")[0] == _DERIVE:
                self.imports = True
                self.modules.add(name.asname or _DERIVE)

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level == 0 and module.split(".")[0] == _DERIVE:
            self.imports = True
            self.modules.update(n.asname or n.name for n in node.names)
            self.theorems.update(n.asname or n.name for n in node.names if n.name == _THEOREM)
            return
        beside = self.path.parent.joinpath(*module.split(".")).with_suffix(".py")
        if node.level > 0 or not beside.is_file() or beside in self.above:
            return
        for exported in read(beside, self.above).exports:
            for n in node.names:
                if n.name in ("*", exported):
                    self.imports = True
                    self.theorems.add(n.asname or exported)

    def _spread(self) -> bool:
        """Follow assignments, functions and classes once; whether there was a new name."""
        before = len(self.theorems)
        for node in ast.walk(self.tree):
            if isinstance(node, _DEFINITIONS) and any(map(self._mentions, _inside(node))):
                self.theorems.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and self._mentions(node.value):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                self.theorems.update(t.id for t in targets if isinstance(t, ast.Name))
        return len(self.theorems) > before

    def _states(self, node: ast.AST) -> bool:
        if isinstance(node, _DEFINITIONS):
            return any(map(self._mentions, node.decorator_list))
        return isinstance(node, ast.Call) and self._mentions(node.func)

    def _mentions(self, tree: ast.AST | None) -> bool:
        return tree is not None and any(map(self._leads, ast.walk(tree)))

    def _leads(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute) and node.attr == _THEOREM:
            return _root(node) in self.modules
        return isinstance(node, ast.Name) and node.id in self.theorems


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINITIONS = (*_FUNCTIONS, ast.ClassDef)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _inside(node: ast.AST) -> list[ast.stmt]:
    """What runs when a function is called, or a method of a class is."""
    if isinstance(node, ast.ClassDef):
        return [line for part in node.body if isinstance(part, _FUNCTIONS) for line in part.body]
    return list(getattr(node, "body", ()))


def _at_load(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that loading the file runs: bodies of classes, and not those of functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        later = node.body if isinstance(node, (*_FUNCTIONS, ast.Lambda)) else []
        skipped = later if isinstance(later, list) else [later]
        waiting.extend(c for c in ast.iter_child_nodes(node) if not any(c is s for s in skipped))


def _tests(tree: ast.Module) -> bool:
    """Whether there is something that pytest's default names take for a test."""
    return any(
        isinstance(node, _DEFINITIONS) and node.name.startswith(("test", "Test"))
        for node in _at_load(tree)
    )


def _was_meant(data: bytes) -> bool:
    """Whether a text that does not parse has a line that imports derive, and names `theorem`."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding, "replace")
    except (SyntaxError, LookupError):
        text = data.decode("utf-8-sig", "replace")
    imports = states = False
    for words in _statements(text.replace("\0", " ").splitlines(keepends=True)):
        imports = imports or (_DERIVE in words and bool({"import", "from"} & set(words)))
        states = states or _THEOREM in words
    return imports and states


def _statements(lines: list[str]) -> Iterator[list[str]]:
    """The words of each line or statement that can be split into words."""
    start = 0
    for _ in range(_RESTARTS):
        words: list[str] = []
        try:
            for token in tokenize.generate_tokens(iter(lines[start:]).__next__):
                if token.type == tokenize.NAME or token.string in ("@", "."):
                    words.append(token.string)
                elif words and (token.type in _ENDS or token.string in (";", ":")):
                    yield words
                    words = []
            return
        except tokenize.TokenError as wrong:
            at = wrong.args[1][0]
        except SyntaxError as wrong:
            at = wrong.lineno or 1
        if words:
            yield words
        start += max(at, 1)
        if start >= len(lines):
            return


_ENDS = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
