r"""How wide LaTeX comes out, in points of a 10 pt Computer Modern, without running TeX.

The widths are those of cmr10, cmmi10 and cmsy10 (Knuth, Computer Modern Typefaces), rounded; what
is not listed counts as `_ORDINARY`. Enough to break lines by: the document is compiled in the tests
and a box that is too wide fails them.
"""

from __future__ import annotations

import re

from derive.render.tex.tokens import Node

_ROMAN = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "5.0",
            "5.6",
            "4.4",
            "5.6",
            "4.4",
            "3.1",
            "5.0",
            "5.6",
            "2.8",
            "3.1",
            "5.3",
            "2.8",
            "8.3",
            "5.6",
            "5.0",
            "5.6",
            "5.3",
            "3.9",
            "3.9",
            "3.9",
            "5.6",
            "5.3",
            "7.2",
            "5.3",
            "5.3",
            "4.4",
        ],
        strict=True,
    )
)
_ITALIC = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "5.3",
            "4.3",
            "4.3",
            "5.2",
            "4.7",
            "6.0",
            "5.1",
            "5.8",
            "3.4",
            "4.7",
            "5.5",
            "3.0",
            "8.8",
            "6.0",
            "4.8",
            "5.0",
            "4.8",
            "4.8",
            "4.7",
            "3.6",
            "5.7",
            "5.2",
            "7.4",
            "5.7",
            "5.3",
            "5.1",
        ],
        strict=True,
    )
)
_SIGNS = {"(": 3.9, ")": 3.9, "[": 2.8, "]": 2.8, "|": 2.8, "/": 5.0, "!": 2.8, "'": 3.0, ".": 2.8}
_COMMANDS = {
    "sum": 14.5, "prod": 12.8, "int": 7.0, "ln": 10.0, "log": 14.5, "exp": 16.7, "min": 16.7,
    "max": 18.9, "lg": 9.5, "lim": 14.0, "sup": 16.0, "inf": 14.0, "Pr": 13.0, "arg": 15.6,
    "quad": 10.0, "qquad": 20.0, ",": 1.7, ";": 2.8, "!": -1.7, " ": 3.3, ":": 2.2, "|": 5.0,
    "dots": 13.4, "ldots": 13.4, "cdots": 13.4, "infty": 10.0, "partial": 5.7, "ell": 4.2,
    "lfloor": 4.4, "rfloor": 4.4, "lceil": 4.4, "rceil": 4.4, "prime": 3.0, "omega": 6.4,
    "psi": 6.9, "varphi": 6.9, "phi": 6.0, "lambda": 5.8, "theta": 4.9, "delta": 4.6,
    "%": 8.3, "{": 5.0, "}": 5.0, "langle": 3.9, "rangle": 3.9, "to": 15.6, "mid": 8.4,
}  # fmt: skip
_REFERENCE = re.compile(r"\\ref\{[^}]*\}")
_KIND = {"rel": 13.4, "bin": 12.3, "punct": 4.5}
_ORDINARY, _CAPITAL, _DIGIT, _SPACE, _SCRIPT, _TALL = 6.0, 7.9, 5.0, 3.4, 0.74, 5.6
_ROOT = 8.4  # the sign
_SIZELESS = frozenset(("left", "right", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr"))
_NARROW_SIGNS = {"\\mid": 8.4, "\\cdot": 7.3, "\\to": 15.6, "\\Rightarrow": 15.6, "<": 13.4}


def of_node(node: Node) -> float:
    """The width of one piece of mathematics with its scripts, at display size."""
    return max(_core(node), _script(node) if node.limits else 0.0) + (
        0.0 if node.limits else _script(node)
    )


def of_nodes(nodes: tuple[Node, ...]) -> float:
    """The width of pieces side by side."""
    return sum(map(of_node, nodes))


def _script(node: Node) -> float:
    wide = max((of_nodes(part) for part in (node.sub, node.sup)), default=0.0)
    return _SCRIPT * wide + (0.5 if node.sub or node.sup else 0.0)


def _core(node: Node) -> float:
    if node.kind in ("text", "roman"):
        return of_text(node.head) + of_nodes(node.body)
    if node.kind == "frac":
        scale = _SCRIPT if node.head == "\\tfrac" else 1.0
        return scale * max(of_nodes(node.body), of_nodes(node.below)) + 2.4
    if node.kind in ("group", "fence"):
        around = (_TALL if node.tall else 4.4) * 2 if node.kind == "fence" else 0.0
        return of_nodes(node.body) + (_ROOT if node.head == "\\sqrt" else around)
    if node.head in _NARROW_SIGNS:
        return _NARROW_SIGNS[node.head]
    if node.kind in _KIND:
        return _KIND[node.kind]
    if node.head.startswith("\\"):
        return _COMMANDS.get(node.head[1:], 0.0 if node.head[1:] in _SIZELESS else _ORDINARY)
    return _character(node.head, _ITALIC)


def _character(c: str, lower: dict[str, str]) -> float:
    if c in lower:
        return float(lower[c])
    if c.isdigit():
        return _DIGIT
    if c.isspace():
        return _SPACE
    return _SIGNS.get(c, _CAPITAL if c.isupper() else _ORDINARY)


def of_text(words: str) -> float:
    """The width of words in roman type; a command counts as one letter, a reference as a number."""
    words = _REFERENCE.sub("12.34", words)
    wide, k = 0.0, 0
    while k < len(words):
        c = words[k]
        k += 1
        if c == "\\":
            start = k
            while k < len(words) and words[k].isalpha():
                k += 1
            k += k == start
            wide += _ORDINARY
        elif c not in "{}$":
            wide += {",": 2.8, ";": 2.8, ":": 2.8, "-": 3.4, "~": _SPACE}.get(
                c, _character(c, _ROMAN)
            )
    return wide
