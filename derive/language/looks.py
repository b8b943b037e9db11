"""How what is printed looks: whether it needs brackets beside a factor; which names look alike."""

from __future__ import annotations

import re

ADDITION, SUM, PRODUCT, POWER, ATOM = 40, 45, 50, 60, 1000  # SymPy's scale of precedences
_GROUP = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|⟦[^⟦⟧]*⟧|\{[^{}]*\}")
_ADDED = re.compile(r"\s[-+−±=≤≥<>≠]\s|^\s*[-−]|[Σ∑Π∏]")


def looseness(shown: str) -> int:
    """SymPy's precedence of a text in plain notation: of `a + b`, `a·b`, `a^b`, or of one piece."""
    bare, before = shown, ""
    while bare != before:
        before, bare = bare, _GROUP.sub("", bare)
    if _ADDED.search(bare):
        return ADDITION
    if re.search(r"[\s·/*]", bare.strip()) or (not bare.strip() and shown[:1] not in "([⟦{"):
        return PRODUCT
    return POWER if "^" in bare else ATOM


_VARIANTS = str.maketrans("ϕϑϵϱϖςϰ′ʹʼ’", "φθερπσκ''''")


def look(name: str) -> str:
    """What a name looks like: the same for names that text or LaTeX shows alike."""
    from derive.language.alphabets import latex_name

    return latex_name(name.translate(_VARIANTS)).replace(" ", "")
