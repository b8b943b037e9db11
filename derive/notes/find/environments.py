"""Environments of LaTeX: displays, theorems, lists, and what is passed over."""

from __future__ import annotations

import re

from derive.notes.find.definitions import Definition
from derive.notes.find.regions import kind_of

DISPLAYS = frozenset((
    "equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "displaymath",
    "xalignat", "dmath", "IEEEeqnarray", "dgroup", "empheq",
))  # fmt: skip
OPAQUE = frozenset(
    ("tabular", "tikzpicture", "thebibliography", "tabularx", "longtable", "filecontents")
)
LEVELS = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6, "frametitle": 5,
}  # fmt: skip
LISTS = frozenset(
    ("itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum")
)
QUOTES = frozenset(("quote", "quotation", "verse"))
THEOREM = re.compile(r"\\newtheorem\*?\{([A-Za-z]+)\*?\}(?:\[[^\]\n]*\])?\{([^{}\n]*)\}")
COLUMNS = re.compile(r"[ \t]*(?:\[[^\]\n]*\])?[ \t]*\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}")


def kind_in(name: str, kinds: dict[str, str]) -> str:
    """What `Prose.within` calls an environment, "list" for a list, "" for one that is not told.

    kinds: of the environments of theorems that the file defines.
    """
    if name in LISTS:
        return "list"
    if name in QUOTES:
        return "quote"
    kind = kinds.get(name) or kind_of(name)
    return kind if kind in ("theorem", "proof", "definition", "example") else ""


def shorthands(made: list[Definition]) -> dict[str, str]:
    r"""Macros like \be for \begin{equation}, with the environment; "/equation" for \ee."""
    found: dict[str, str] = {}
    for definition in made:
        match = re.fullmatch(r"\s*\\(begin|end)\{([A-Za-z]+)\*?\}\s*", definition.macro.body)
        if match is not None and match[2] in DISPLAYS:
            found[definition.name] = ("/" if match[1] == "end" else "") + match[2]
    return found
