"""Statements and conditions in the field's syntax as LaTeX: their author's own words, typeset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from derive.language.alphabets import latex_name

RUN = 4  # X1,X2,X3,X4 and longer runs are written X1,…,X4
_TOKEN = re.compile(
    r"(?P<size>log(?:_?2|₂)?\s*\(?\s*\|\s*(?P<of>[^\W\d_][\w']*)\s*\|\)?)|(?P<log>log(?:_?2|₂)?(?=\s*[(\d.]))|"
    r"\|(?P<letters>[^\W\d_][\w']*)\||[HI](?=\()|[^\W\d_][\w']*|\d[\d.]*(?:[eE][+-]?\d+)?|."
)
_SIGNS = {"≤": r" \le ", "≥": r" \ge ", "→": r" \to ", "⊥": r" \perp "}


def alphabet_tex(name: str) -> str:
    """The alphabet of a variable: 𝒳 for X, 𝒳₁ for X1."""
    stem = name.rstrip("0123456789'")
    if len(stem) == 1 and stem.isascii() and stem.isupper():
        return rf"\mathcal{{{stem}}}" + latex_name(name).removeprefix(stem)
    return latex_name(name)


def runs(names: list[str]) -> Iterator[list[str]]:
    """Names in rows, X1, X2, X3 in one."""
    run = names[:1]
    for a, b in pairwise(names):
        if _follows(a, b):
            run.append(b)
        else:
            yield run
            run = [b]
    if run:
        yield run


def _follows(a: str, b: str) -> bool:
    stem, other = a.rstrip("0123456789"), b.rstrip("0123456789")
    digits = a[len(stem) :], b[len(other) :]
    return stem == other and all(digits) and int(digits[0]) + 1 == int(digits[1])


def typeset(side: str) -> str:
    """A side, or a whole linear relation, as LaTeX."""
    out: list[str] = []
    depth, group = 0, []  # brackets of H(…) and I(…), and the names of a group under way
    for found in _TOKEN.finditer(side):
        token = found[0]
        if depth and token not in ("|", ";", ")", "("):
            group += [token] if token not in (",", " ") else []
            continue
        if depth and group:
            out.append(_group_tex(group))
            group = []
        if depth:
            depth += (token == "(") - (token == ")")
            out.append({"|": r" \mid ", ";": "; "}.get(token, token))
            continue
        depth = int(token == "(" and bool(out) and out[-1] in ("H", "I"))
        out.append(_outside(found))
    tex = "".join(out)
    tex = re.sub(r"(\d+)\\,/(\d+)", r"\\tfrac{\1}{\2}", tex)
    tex = re.sub(r"(?:\\, ?)+(?=[\s)\\/]|$)", "", re.sub(r"(?:\\, ?)+(?=[(\w\\])", r"\\,", tex))
    return " ".join(re.sub(r"(?<=\))\\,(?=\d)", r" \\cdot ", tex).split())


def _outside(found: re.Match[str]) -> str:
    """A token that stands in no H(…) or I(…)."""
    token = found[0]
    if found["letters"]:
        return f"|{alphabet_tex(found['letters'])}|"
    if found["size"]:
        return rf"\log |{alphabet_tex(found['of'])}|"
    if found["log"]:
        return r"\log "
    if token[0].isdigit():
        return token + r"\,"
    if token in ("H", "I") or not token[0].isalpha():
        return {"*": r"\,", **_SIGNS}.get(token, token)
    return latex_name(token)


def _group_tex(names: list[str]) -> str:
    out: list[str] = []
    for run in runs(names):
        shown = [latex_name(n) if n[0].isalpha() else n for n in run]
        out += shown if len(run) < RUN else [shown[0], r"\ldots", shown[-1]]
    return ",".join(out)
