r"""LaTeX mathematics, as our printers write it, as a sequence of pieces with their scripts.

This is no TeX: it knows `\frac`, `\text`, `\left … \right`, groups, scripts and single commands,
which is all that is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "ord", "op", "rel", "bin", "open", "close", "punct", "space", "text", "roman", "frac", "group",
    "fence",
]  # fmt: skip

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_RELATIONS = frozenset(
    [
        r"=",
        r"<",
        r">",
        r"\le",
        r"\leq",
        r"\ge",
        r"\geq",
        r"\ne",
        r"\neq",
        r"\ll",
        r"\gg",
        r"\to",
        r"\approx",
        r"\equiv",
        r"\in",
        r"\Rightarrow",
        r"\iff",
        r"\sim",
        r"\mid",
        r"\propto",
        r"\perp",
        r"\leftrightarrow",
        r"\Leftrightarrow",
        r"\mapsto",
        r"\subset",
        r"\subseteq",
        r":=",
    ]
)
_BINARY = frozenset(
    [r"+", r"-", r"\cdot", r"\times", r"\pm", r"\cup", r"\cap", r"\wedge", r"\vee", r"*"]
)
_OPERATORS = frozenset(
    rf"\{name}"
    for name in [
        "sum",
        "prod",
        "int",
        "ln",
        "lg",
        "log",
        "exp",
        "min",
        "max",
        "lim",
        "sup",
        "inf",
        "Pr",
    ]
)
_LIMITS = frozenset(("\\sum", "\\prod", "\\lim", "\\operatorname*", "\\max", "\\min"))
_ROMAN = frozenset(
    [
        r"\text",
        r"\mathrm",
        r"\operatorname",
        r"\operatorname*",
        r"\mathbf",
        r"\mathcal",
        r"\textbf",
        r"\textit",
        r"\mathit",
    ]
)
_ACCENTS = frozenset([r"\hat", r"\bar", r"\tilde", r"\sqrt", r"\overline", r"\widehat"])
_FRACTIONS = frozenset((r"\frac", r"\tfrac", r"\dfrac"))


@dataclass(frozen=True)
class Node:
    """One piece. tex: as written, without scripts; head: its command, sign or words.

    body, below: what is inside; sub, sup: scripts; limits: scripts stand below and above. opened,
    closed: the delimiters of a fence. tall: it holds a fraction or a sum. blank: a blank stands
    before it.
    """

    kind: Kind
    tex: str
    head: str
    body: tuple[Node, ...] = ()
    below: tuple[Node, ...] = ()
    sub: tuple[Node, ...] = ()
    sup: tuple[Node, ...] = ()
    scripts: str = ""
    limits: bool = False
    opened: str = ""
    closed: str = ""
    blank: bool = False

    @property
    def tall(self) -> bool:
        inner = (*self.body, *self.below)
        return self.kind == "frac" or self.limits or any(n.tall for n in inner)


def parsed(tex: str) -> tuple[Node, ...]:
    """The pieces of a formula."""
    return _Reader(_TOKEN.findall(tex)).until(())


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.k = 0

    def until(self, ends: tuple[str, ...]) -> tuple[Node, ...]:
        """Pieces up to one of the tokens that end a group, which is passed over."""
        out: list[Node] = []
        blank = False
        while self.k < len(self.tokens):
            token = self._next()
            if token in ends:
                break
            if token.isspace():
                blank = True
                continue
            if token in "^_" and out:
                out[-1] = self._with_script(out[-1], token)
            elif token == "'" and out:
                out[-1] = replace(out[-1], scripts=out[-1].scripts + "'", sup=(*out[-1].sup, PRIME))
            else:
                piece = self._piece(token, out[-1] if out else None)
                out.append(replace(piece, blank=blank))
                blank = False
        return tuple(out)

    def _next(self) -> str:
        self.k += 1
        return self.tokens[self.k - 1]

    def _skip_blanks(self) -> None:
        while self.k < len(self.tokens) and self.tokens[self.k].isspace():
            self.k += 1

    def _argument(self) -> tuple[str, tuple[Node, ...]]:
        """The next group or token, as written and read."""
        self._skip_blanks()
        start = self.k
        if self.k >= len(self.tokens):
            return "", ()
        token = self._next()
        inside = self.until(("}",)) if token == "{" else (self._piece(token, None),)
        return "".join(self.tokens[start : self.k]), inside

    def _raw(self) -> str:
        """The words of the next group, unread."""
        self._skip_blanks()
        start, depth = self.k, 0
        while self.k < len(self.tokens):
            token = self._next()
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
        return "".join(self.tokens[start + 1 : self.k - 1])

    def _with_script(self, node: Node, sign: str) -> Node:
        tex, inside = self._argument()
        scripts = node.scripts + sign + (tex if tex.startswith("{") else f"{{{tex}}}")
        if sign == "_":
            return replace(node, scripts=scripts, sub=(*node.sub, *inside))
        return replace(node, scripts=scripts, sup=(*node.sup, *inside))

    def _piece(self, token: str, before: Node | None) -> Node:
        if token == "\\left":
            return self._fence()
        if token == "{":
            start = self.k
            body = self.until(("}",))
            return Node("group", "{" + "".join(self.tokens[start : self.k]), "", body)
        if token in _ROMAN:
            words = self._raw()
            kind: Kind = "text" if token == "\\text" else "roman"
            return Node(kind, f"{token}{{{words}}}", words, limits=token in _LIMITS)
        if token in _FRACTIONS:
            up, down = self._argument(), self._argument()
            return Node("frac", f"{token}{up[0]}{down[0]}", token, up[1], down[1])
        if token in _ACCENTS:
            tex, body = self._argument()
            return Node("group", f"{token}{tex}", token, body)
        return Node(_kind(token, before), token, token, limits=token in _LIMITS)

    def _fence(self) -> Node:
        self._skip_blanks()
        opened = self._next()
        start = self.k
        body = self.until(("\\right",))
        inside = "".join(self.tokens[start : self.k - 1])
        self._skip_blanks()
        closed = self._next()
        tex = rf"\left{opened}{_spaced(opened)}{inside}\right{closed}"
        return Node("fence", tex, "", body, opened=opened, closed=closed)


def _spaced(token: str) -> str:
    return " " if token[1:].isalpha() else ""


def _kind(token: str, before: Node | None) -> Kind:
    if token in _RELATIONS:
        return "rel"
    if token in _BINARY:
        unary = before is None or before.kind in ("rel", "bin", "open", "op", "punct")
        return "ord" if unary else "bin"
    if token in ("(", "[", r"\{", r"\lceil", r"\lfloor", r"\langle"):
        return "open"
    if token in (")", "]", r"\}", r"\rceil", r"\rfloor", r"\rangle"):
        return "close"
    if token in (",", ";"):
        return "punct"
    if token in _OPERATORS:
        return "op"
    if token in (r"\,", r"\;", r"\quad", r"\qquad", r"\ ", r"\!", r"\:"):
        return "space"
    return "ord"


PRIME = Node("ord", "'", "'")
