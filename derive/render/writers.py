"""In what the words about certificates are written: plain text, or LaTeX."""

from __future__ import annotations

import re
from typing import Protocol

from sympy import Add, Expr, Integer

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.measures import Measure
from derive.language.printing import latex
from derive.render.expressions import expression
from derive.render.prose import math_ascii, prose
from derive.render.terms import equation, letters, notes, sides

_OPEN, _CLOSE = "\ue010", "\ue011"  # around mathematics, until the words are finished


class Writer(Protocol):
    """Writes terms of one context."""

    context: Context

    def __init__(self, context: Context) -> None: ...

    def term(self, term: Term) -> str:
        """A term."""

    def equation(self, term: Term) -> str:
        """`term = 0`, negative summands on the right."""

    def letters(self, indices: tuple[Index, ...]) -> str:
        """Letters in a row."""

    def opaque(self, text: str, tex: str, *of: Term) -> t.Quantity:
        """Something that is no term, φ(…) or [… = 0], for use in terms; ⟦0⟧ in both: of[0]."""


class TextWriter:
    """Plain text in the notation of notes."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def term(self, term: Term) -> str:
        return notes(term, self.context)

    def equation(self, term: Term) -> str:
        return equation(term, self.context)

    def letters(self, indices: tuple[Index, ...]) -> str:
        return letters(indices)

    def opaque(self, text: str, tex: str, *of: Term) -> t.Quantity:
        return t.Quantity(_filled(text, [self.term(o) for o in of]))


class LatexWriter:
    """LaTeX, with marks around mathematics that `finished` takes away."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._opaque: dict[str, Expr] = {}

    def _expression(self, term: Term) -> Expr:
        return expression(term, self.context, self._opaque)

    def term(self, term: Term) -> str:
        return f"{_OPEN}{math_ascii(latex(self._expression(term)))}{_CLOSE}"

    def equation(self, term: Term) -> str:
        both = (latex(Add(*map(self._expression, side))) for side in sides(term))
        return f"{_OPEN}{math_ascii(' = '.join(both))}{_CLOSE}"

    def letters(self, indices: tuple[Index, ...]) -> str:
        return ",".join(self.term(t.Quantity(i.name)) for i in indices)

    def opaque(self, text: str, tex: str, *of: Term) -> t.Quantity:
        name = _filled(text, [notes(o, self.context) for o in of])
        inside = [self._expression(o) for o in of]
        about = inside[0] if inside else Integer(1)  # its letters decide where it stands
        self._opaque[name] = Measure(name, tex, about, *inside)
        return t.Quantity(name)


def _filled(pattern: str, parts: list[str]) -> str:
    return re.sub("⟦(.)⟧", lambda m: parts[int(m[1])], pattern)


def finished(words: str) -> str:
    """What was written with a `LatexWriter` as LaTeX: the words between the formulas too."""
    pieces = re.split(f"{_OPEN}(.*?){_CLOSE}", words.replace("\u00a0", " "))
    out = "".join(f"${p}$" if k % 2 else _between(p) for k, p in enumerate(pieces))
    return out.replace("$$", "").replace("$ $", " ")


def _between(piece: str) -> str:
    left, right = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{left}{prose(piece)}{right}" if piece.strip() else piece


def formula(written: str) -> str:
    """A formula written with a `LatexWriter`, bare."""
    return written.replace(_OPEN, "").replace(_CLOSE, "")
