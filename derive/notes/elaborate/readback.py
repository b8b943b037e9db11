"""What was understood, as LaTeX in the notes' own letters, printed from the term."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sympy import Expr

from derive.language.alphabets import latex_name
from derive.language.notation import Notation
from derive.language.printing import NotesLatexPrinter, laws_in

_BASE = "\x01"  # the free base, which is not printed
_ALONE = re.compile(rf"_\{{{_BASE}\}}|_{_BASE}")


@dataclass(frozen=True)
class Own(Notation):
    """The notes' notation. own: derive's names in LaTeX to the notes'. indexed: laws and functions
    whose letters are subscripts. parameters: letters that are subscripts of laws. base: the free
    base's name.
    """

    own: Mapping[str, str] = field(default_factory=dict, hash=False)
    indexed: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    base: str = ""

    def letter(self, name: str, alphabet: str, plain: str) -> str:
        return self.own.get(plain, plain)

    def size(self, alphabet: str, plain: str) -> str:
        return self.own.get(plain, plain)

    def law(self, plain: str) -> str:
        return self.own.get(plain, plain)

    def big(self, sign: str, letters: Sequence[tuple[str, str, str, str]]) -> str:
        return super().big(sign, [(n, a, self.own.get(x, x), over) for n, a, x, over in letters])

    def value(
        self, law: str, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]
    ) -> str:
        below = [x for _, x in right if x in self.parameters]
        kept = [pair for pair in right if pair[1] not in self.parameters]
        sides = [",".join(x for _, x in s) for s in (left, kept) if s]
        inside = r" \mid ".join(sides)
        if law in self.indexed and not below:
            return f"{law}_{{{inside}}}"
        low = f"_{{{','.join(below)}}}" if below else ""
        return f"{law}{low}({inside})"

    def quantity(self, name: str, letters: Sequence[str]) -> str:
        if name == latex_name(self.base) and not letters:
            return _BASE
        shown = self.own.get(name, name)
        if not letters:
            return shown
        inside = ",".join(letters)
        return f"{shown}_{{{inside}}}" if shown in self.indexed else f"{shown}({inside})"

    def log(self, base: str | None) -> str:
        return r"\log" if base == _BASE else super().log(base)


def readback(e: Expr, notation: Own) -> str:
    """The term as the notes would write it."""
    shown = NotesLatexPrinter(notation, laws_in(e)).doprint(e)
    shown = _ALONE.sub("", shown).replace(f"_{{{_BASE},", "_{").replace(f",{_BASE}", "")
    return shown.replace(_BASE, r"b")


def own_names(latex: Mapping[str, str]) -> dict[str, str]:
    """From derive's names in LaTeX to the notes' LaTeX."""
    return {latex_name(name): shown for name, shown in latex.items()}
