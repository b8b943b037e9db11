"""One token of a formula changed: what a reader must not overlook.

Each mutant means something else than the formula, or nothing: a sign, a relation, a bar, a letter,
a name, a subscript, a number, a logarithm, a fraction upside down, brackets taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\|\||[A-Za-z]|\d+(?:\.\d+)?|\S", re.DOTALL)
_WORDS = re.compile(  # what is no formula
    r"(?:\\(?:begin|end|label|tag|text|textbf|mbox|operatorname|mathrm|mathcal|mathbb|ref|eqref|quad)\*?"
    r"\s*\{[^{}]*\}|\\\\\[[^\]]*\]|%[^\n]*|&[a-z]+;|(?<=\})\{[rcl]+\})"
)
_OTHER = {
    **{"p": "q", "q": "p", "P": "Q", "Q": "P"},
    **{"x": "y", "y": "x", "z": "x", "w": "v", "X": "Y", "Y": "X", "Z": "X"},
    **{"i": "j", "j": "i", "k": "j", "t": "s", "n": "m", "N": "M", "a": "b", "b": "a"},
}
_SWAPPED = {
    **{
        "+": "-",
        "<": ">",
        ">": "<",
        "=": r"\le ",
        ";": ",",
        "||": "+",
        r"\|": "+",
        r"\parallel": "+",
    },
    **{r"\Vert": "+", r"\mid": ",", r"\given": ","},
    **dict.fromkeys((r"\le", r"\leq", r"\leqslant"), r"\ge "),
    **dict.fromkeys((r"\ge", r"\geq", r"\geqslant"), r"\le "),
    **{r"\ne": "=", r"\neq": "=", r"\alpha": r"\beta", r"\beta": r"\alpha", r"\lambda": r"\mu"},
    **{r"\theta": r"\phi", r"\phi": r"\theta", r"\epsilon": r"\alpha", r"\tau": r"\rho"},
    **{r"\log": "", r"\ln": "", r"\max": r"\min", r"\min": r"\max", r"\sum": r"\prod"},
    **{r"\prod": r"\sum", r"\lceil": r"\lfloor", r"\hat": "", r"\bar": "", r"\cdot": "+"},
    **{r"\bx": r"\bz", r"\bz": r"\bx", r"\argmax": r"\argmin", r"\argmin": r"\argmax"},
}


@dataclass(frozen=True)
class Mutant:
    """what: kind of change, with the token. at: where in the body. body: the formula, changed."""

    what: str
    at: int
    body: str


def mutants(body: str) -> Iterator[Mutant]:
    """All changes of one token of a display's body, in the order of the text."""
    words = [m.span() for m in _WORDS.finditer(body)]
    tokens = [m for m in _TOKEN.finditer(body) if not any(a <= m.start() < b for a, b in words)]
    for n, m in enumerate(tokens):
        before = tokens[n - 1].group() if n else ""
        if m.group() == ";" and _plain_information(body, m.start()):
            continue
        after = tokens[n + 1].group() if n + 1 < len(tokens) else ""
        for what, new in _changes(m.group(), before, after):
            yield Mutant(
                f"{what} {m.group()}", m.start(), body[: m.start()] + new + body[m.end() :]
            )
    yield from _fractions(body)
    yield from _brackets(body)


def _plain_information(body: str, at: int) -> bool:
    """I(X;Y), which some write I(X,Y)."""
    inside = body[body.rfind("(", 0, at) + 1 : body.find(")", at)]
    return inside.count(";") == 1 and not set(",|") & set(inside)


def _changes(token: str, before: str, after: str) -> Iterator[tuple[str, str]]:
    if token in _SWAPPED:
        new = _SWAPPED[token]
        if new[:1] == "\\" and new[-1:].isalpha() and after[:1].isalpha():
            new += " "
        if not (token == "+" and before in "({"):
            yield "sign" if token in "+<>=" else "token", new or " "
    elif token == "-":
        yield "sign", "+" if before and before not in "({=&" else " "
    elif token == "|":
        yield "bar", ","
    elif token in _OTHER and before != "\\":
        yield "letter", _OTHER[token]
    elif token.isdigit():
        yield "number", str(int(token) + 1)
    elif token == "_" and len(after) == 1 and after.isalnum() and before.isalpha():
        yield "subscript", "'"


def _fractions(body: str) -> Iterator[Mutant]:
    for m in re.finditer(r"\\[dt]?frac\s*(?=\{)", body):
        top = _group(body, m.end())
        bottom = _group(body, top) if top else 0
        if top and bottom:
            a, b = body[m.end() : top], body[top:bottom]
            if a.strip() != b.strip():
                yield Mutant("upside down", m.start(), body[: m.end()] + b + a + body[bottom:])


def _group(body: str, start: int) -> int:
    """The end of the braces that open at `start`; 0 where none do."""
    depth = 0
    for k in range(start, len(body)):
        depth += {"{": 1, "}": -1}.get(body[k], 0) * (body[k - 1 : k] != "\\")
        if depth == 0:
            return k + 1 if body[start] == "{" else 0
    return 0


def _brackets(body: str) -> Iterator[Mutant]:
    """Brackets around a sum, with a factor beside, taken away."""
    for m in re.finditer(r"(?:\\left\s*)?\(", body):
        end = _closing(body, m.end())
        if end is None:
            continue
        inside, rest = body[m.end() : end[0]], body[end[1] :].lstrip()
        before = body[: m.start()].rstrip()
        factor = before[-1:].isalnum() or before[-1:] in "})"
        called = re.search(r"(?:\b[A-Za-z]|[A-Za-z]_\w|\\sigma|\})$", before) is not None
        sum_inside = re.search(r"[^({\[=&^_]\s*[+-]", re.sub(r"\([^()]*\)|\{[^{}]*\}", "g", inside))
        beside = (factor and not called) or rest[:1].isalnum() or rest[:1] in "\\^("
        if sum_inside and beside and not re.match(r"\\(?:\\|end|quad|le|ge|right|text|tag)", rest):
            text = body[: m.start()] + " " + inside + " " + body[end[1] :]
            yield Mutant("brackets", m.start(), text)


def _closing(body: str, start: int) -> tuple[int, int] | None:
    depth = 1
    for m in re.compile(r"(?:\\left\s*)?\(|(?:\\right\s*)?\)").finditer(body, start):
        depth += -1 if m.group().endswith(")") else 1
        if depth == 0:
            return m.span()
    return None
