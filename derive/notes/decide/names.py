"""derive's lines in the notes' own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from derive.language.relations import Dominated, Relation
from derive.numeric import Evidence
from derive.render.plain import plain

_MOST = 12  # lines of a counterexample; larger tables are cut


class Names:
    """latex: derive's names to the notes' LaTeX; base: what stands for the base of logarithms."""

    def __init__(self, latex: Mapping[str, str] | None, base: str = "") -> None:
        self._to = {name: plain(tex) for name, tex in (latex or {}).items()}
        if base:
            self._to[base] = "base of log"
        longest = sorted(self._to, key=len, reverse=True)
        names = "|".join(map(re.escape, longest))
        self._name = re.compile(rf"(?<!\w)(?:{names})(?![\w*'])") if names else None

    def said(self, text: str) -> str:
        """The text with each name as the notes write it."""
        if self._name is None:
            return text
        return self._name.sub(lambda found: self._to[found[0]], text)

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
