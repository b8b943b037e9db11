"""Dollars: mathematics, or money."""

from __future__ import annotations

import re

_TEX = re.compile(r"[\\^_{}=<>|+≤⩽≥⩾≠≈≡→∈∼∝⊥∑∏∫√·×−∞‖∥]")
_WORD = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
LONGEST = 600  # characters of a formula in a line


def is_formula(content: str, follows: str) -> bool:
    """Whether `$content$` is a formula, and not two prices. follows: the character behind it."""
    if not content.strip() or len(content) > LONGEST or not balanced(content):
        return False
    tight = not content[0].isspace() and not content[-1].isspace()
    if tight:
        if follows.isdigit():
            return False
        priced = content[0].isdigit() and _WORD.search(content)
        return _TEX.search(content) is not None or not priced
    if content[0].isspace() and content[-1].isspace():
        short = len(content.strip()) <= 2
        return short or (_TEX.search(content) is not None and not _is_priced(content))
    return _TEX.search(content) is not None and not _is_priced(content) and "\\" in content


def _is_priced(content: str) -> bool:
    """It begins with an amount: `5 and `."""
    return re.match(r"\s*[0-9][0-9.,]*\s+[A-Za-z]{2,}", content) is not None


def balanced(content: str) -> bool:
    """Its braces come in pairs."""
    depth = 0
    for match in _BRACES.finditer(content):
        depth += (match.group() == "{") - (match.group() == "}")
        if depth < 0:
            return False
    return depth == 0


def looks_like_tex(content: str) -> bool:
    """Of `\\[…\\]` in Markdown, where it may be an escaped bracket: \\[1\\], \\(see below\\)."""
    body = content.strip()
    if not body or not balanced(body):
        return False
    return (
        _TEX.search(body) is not None or re.fullmatch(r"[A-Za-z](\s*\([^()]*\))?", body) is not None
    )
