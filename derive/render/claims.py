"""A claim's LaTeX as one line of plain text, for the terminal."""

from __future__ import annotations

import re
from functools import lru_cache

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

_MACROS = {
    "frac": "(%s)/(%s)",
    "|": "‖",
    "lt": "<",
    "arg": "arg ",
    "min": "min",
    "max": "max",
    "left": "",
    "right": "",
    "prime": "'",
    "neq": "≠ ",
    "le": "≤ ",
    "leq": "≤ ",
    "geq": "≥ ",
    "ll": "≪ ",
    "approx": "≈ ",
    "sim": "∼ ",
    "to": "→ ",
    "Rightarrow": "⇒ ",
    "Leftrightarrow": "⇔ ",
    "subset": "⊂ ",
    "exists": "∃",
    "cdot": "· ",
    "log": "log ",
    "ln": "ln ",
    "text": "%s",
}
_BEFORE = {
    r"\tfrac14": "1/4",
    r"\tfrac": r"\frac",
    r"\not\perp": "⊥̸ ",
    r"\perp": "⊥ ",
    r"\sqrt": "√",
}
_SINGLE = re.compile(r"\((\w+)\)/|/\((\w+)\)")


@lru_cache(maxsize=1)
def _converter() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    specs = [MacroTextSpec(name, shown) for name, shown in _MACROS.items()]
    context.add_context_category("claims", specs, prepend=True)
    return LatexNodes2Text(
        latex_context=context,
        math_mode="text",
        keep_braced_groups=True,
        keep_braced_groups_minlen=2,
    )


def plain(latex: str) -> str:
    r"""`\sum_{i} 2^{-L(x_i)} \leq 1` as `∑_i 2^{-L(x_i)} ≤ 1`."""
    for macro, other in _BEFORE.items():
        latex = latex.replace(macro, other)
    text = _converter().latex_to_text(latex)
    text = " ".join(text.replace("log _", "log_").replace("( ", "(").split())
    return _SINGLE.sub(lambda m: f"{m[1]}/" if m[1] else f"/{m[2]}", text)
