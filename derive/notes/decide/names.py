"""derive's lines in the notes' own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sympy import S

from derive.language.relations import Dominated, Relation, Structure
from derive.notes.readback import AID, VALUE, Own, readback
from derive.numeric import Evidence
from derive.render.plain import plain

_PLACE = "⟨t⟩"
_MOST = 12  # lines of a counterexample; larger tables are cut
_SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}


class Names:
    """latex: derive's names to the notes' LaTeX; base: what stands for the base of logarithms.
    own: how the notes write terms; None where relations are written as derive writes them."""

    def __init__(
        self, latex: Mapping[str, str] | None, base: str = "", own: Own | None = None
    ) -> None:
        self._to = dict(latex or {})
        self._own = own
        self._base = re.compile(rf"_(?:{base}(?=\()|\{{{base},)") if base else None
        if base:
            self._to[base] = "base of log"
        longest = sorted(self._to, key=len, reverse=True)
        names = "|".join(map(re.escape, longest))
        self._name = re.compile(rf"(?<!\w)({names})(?![\w*'])(\([^()]*\))?") if names else None

    def said(self, text: str) -> str:
        """The text with each name as the notes write it, without a base that they do not write."""
        if self._base is not None:
            text = self._base.sub(lambda found: "_{" if found[0].endswith(",") else "", text)
        if self._name is None:
            return text
        return self._name.sub(self._put, text)

    def _put(self, found: re.Match[str]) -> str:
        """A name as it is; a pattern, as p(x_⟨t⟩|x_{<⟨t⟩}), with its first letter put in."""
        latex, letters = self._to[found[1]], found[2] or ""
        if _PLACE not in latex:
            return plain(latex.removeprefix(VALUE)) + self.said(letters)
        letter = letters.strip("()").split(",")[0] or "t"
        return plain(latex.replace("⟨p⟩", "").replace(_PLACE, letter))

    def relation(self, r: Relation | Dominated) -> str:
        """In the notes' letters: p(x) ≪ q(x), X → Y → Z."""
        if self._own is None or isinstance(r, Structure):
            return self.said(str(r))
        if isinstance(r, Dominated):
            sides, sign = r.sides(), r"\ll"
            if r.nowhere_zero():
                sides, sign = (sides[1], S.Zero), r"\ne"
        else:
            sides, sign = (r.lhs, r.rhs), _SIGN[r.rel]
        left, right = (readback(e, self._own) for e in sides)
        return plain(f"{left} {sign} {right}")

    def counterexample(self, evidence: Evidence | None) -> tuple[str, ...]:
        """The model, the letters, and both sides there, line by line."""
        if evidence is None or evidence.counterexample is None:
            return ()
        every = evidence.counterexample.describe()
        lines = [self.said(self._sized(line)) for line in every if not self._is_aid(line)]
        return tuple(_cut(lines))

    def _is_aid(self, line: str) -> bool:
        """Whether it is of a number that the notes do not have."""
        return self._to.get(re.split(r" = |\(", line, maxsplit=1)[0], "") == AID

    def _sized(self, line: str) -> str:
        """n = 2 for |N| = 2, where the notes call that size n."""
        head, equals, size = line.partition(" = ")
        named = self._own.sizes if self._own is not None else {}
        own = next((s for a, s in named.items() if head == f"|{a.upper()}|"), "")
        return f"{plain(own)}{equals}{size}" if own else line


def _cut(lines: list[str]) -> Iterable[str]:
    if len(lines) <= _MOST:
        return lines
    return [*lines[: _MOST - 3], "…", *lines[-2:]]
