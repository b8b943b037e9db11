"""derive's lines in the notes' own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from derive.language.relations import Dominated, Relation
from derive.numeric import Evidence
from derive.render.plain import plain

_PLACE = "⟨t⟩"
_MOST = 12  # lines of a counterexample; larger tables are cut


class Names:
    """latex: derive's names to the notes' LaTeX; base: what stands for the base of logarithms."""

    def __init__(self, latex: Mapping[str, str] | None, base: str = "") -> None:
        self._to = dict(latex or {})
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
            return plain(latex) + self.said(letters)
        letter = letters.strip("()").split(",")[0] or "t"
        return plain(latex.replace("⟨p⟩", "").replace(_PLACE, letter))

    def hypothesis(self, h: Relation | Dominated) -> str:
        return self.said(str(h))

    def counterexample(self, evidence: Evidence | None) -> tuple[str, ...]:
        """The model, the letters, and both sides there, line by line."""
        if evidence is None or evidence.counterexample is None:
            return ()
        lines = [self.said(line) for line in evidence.counterexample.describe()]
        return tuple(_cut(lines))


def _cut(lines: list[str]) -> Iterable[str]:
    if len(lines) <= _MOST:
        return lines
    return [*lines[: _MOST - 3], "…", *lines[-2:]]
