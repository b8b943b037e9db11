"""What a script did where a relation was tested for truth, and what to write instead.

SymPy's relations and ours have no truth value that could be asked for: `max`, `sorted`, `if`, `and`
and a ≤ b ≤ c all ask. The place in the source says which it was.
"""

from __future__ import annotations

import ast
import linecache
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import CodeType, TracebackType

import sympy

_LIBRARIES = (
    f"{Path(__file__).resolve().parents[1]}{os.sep}",
    f"{Path(sympy.__file__).parent}{os.sep}",
    "<frozen",
)
_CHAIN = "a ≤ b ≤ c would lose a half. Try two theorems, or Le(a, b) and a second step."
_BY_PYTHON = {
    "max": "Python's max cannot compare expressions. Try Max(a, b).",
    "min": "Python's min cannot compare expressions. Try Min(a, b).",
    "sorted": "Python cannot sort expressions. Try saying which is larger, with given=[a <= b].",
}
_TESTED = (
    "`{}` cannot ask for it, as a relation is claimed and not tested. Try proof.claim(…), or "
    "given=[…] for what is assumed."
)


def asked(wrong: BaseException | None = None) -> str:
    """What to write instead, for a mistake that was raised, or for the line being run."""
    places = _raised(wrong.__traceback__) if wrong is not None else _running()
    place = next(places, None)
    return _CHAIN if place is None else _advice(*place)


def _raised(traceback: TracebackType | None) -> Iterator[tuple[CodeType, int]]:
    found = []
    while traceback is not None:
        found.append((traceback.tb_frame.f_code, traceback.tb_lasti))
        traceback = traceback.tb_next
    return (place for place in reversed(found) if _is_script(place[0]))


def _running() -> Iterator[tuple[CodeType, int]]:
    frame = sys._getframe(1)
    while frame is not None:
        if _is_script(frame.f_code):
            yield frame.f_code, frame.f_lasti
        frame = frame.f_back  # type: ignore[assignment]


def _is_script(code: CodeType) -> bool:
    return not code.co_filename.startswith(_LIBRARIES)


def _advice(code: CodeType, lasti: int) -> str:
    node, line = source(code, lasti)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _BY_PYTHON.get(node.func.id, _CHAIN)
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return _CHAIN
    word = next((w for w in ("if", "while", "assert") if line.startswith(f"{w} ")), "")
    word = word or next((w for w in ("and", "or", "not", "if") if f" {w} " in f" {line} "), "")
    return _TESTED.format(word) if word else _CHAIN


def source(code: CodeType, lasti: int) -> tuple[ast.expr | None, str]:
    """The expression that is evaluated there, None where it cannot be told, and the line's text."""
    where = next(islice(code.co_positions(), lasti // 2, None), (None,) * 4)
    first, last, start, end = where
    if first is None or last is None or start is None or end is None:
        return None, ""
    lines = [linecache.getline(code.co_filename, n).encode() for n in range(first, last + 1)]
    if not any(lines):
        return None, ""
    cut = [*lines[:-1], lines[-1][:end]]
    cut[0] = cut[0][start:]
    try:
        found = ast.parse(b"(" + b"".join(cut) + b")", mode="eval").body
    except (SyntaxError, ValueError):
        return None, lines[0].decode().strip()
    return found, lines[0].decode().strip()
