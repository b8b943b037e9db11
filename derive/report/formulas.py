"""Formulas and sentences for a page: LaTeX for KaTeX, and the plain text where it does not run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sympy import Basic

from derive.language.declared import Declared
from derive.language.optimal import OptimalLengths
from derive.language.printing import latex, text
from derive.language.relations import SYMBOL, Dominated, Relation
from derive.render.prose import math_ascii, prose
from derive.rules.fact import Fact

SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}
_LATEX = re.compile(r"[\\{}~]|``|''|--")
_LEAD = re.compile(r"((?:left|right) side |)(.*)", re.S)
_WORD, _FUNCTION = re.compile(r"[^\W\d_]{2,}"), re.compile(r"(?<![^\W\d_])(?:ln|log|exp)")
_UNESCAPED = re.compile(r"\\([&%$#_])")
_DOLLAR = re.compile(r"(?<!\\)\$")


@dataclass(frozen=True)
class Formula:
    """Mathematics. latex: empty where there is none, then the text stands for itself."""

    latex: str
    text: str


Mixed = tuple[Formula, ...]  # a sentence; words are formulas without LaTeX


def expression(e: Basic) -> Formula:
    return Formula(math_ascii(latex(e)), text(e))


def relation(r: Relation) -> Formula:
    shown = f"{latex(r.lhs)} {SIGN[r.rel]} {latex(r.rhs)}"
    return Formula(math_ascii(shown), str(r))


def declared(d: Declared) -> Formula:
    return Formula(math_ascii(d.latex()), str(d))


def right_side(r: Relation) -> Formula:
    """Sign and right side, as the next line of a chain."""
    return Formula(math_ascii(f"{SIGN[r.rel]} {latex(r.rhs)}"), f"{SYMBOL[r.rel]} {text(r.rhs)}")


def said(what: Relation | Fact) -> Mixed:
    """A relation as one formula; a fact with its words as words, which may be broken over lines."""
    if not isinstance(what, Fact):
        return (relation(what),)
    parts = _worded(what.latex())
    if [words for words, _ in parts] == [True]:
        return mixed(what.text())
    if not any(words for words, _ in parts):  # mathematics alone: its own text is better
        return (Formula(math_ascii(what.latex()), what.text()),)
    return tuple(
        f
        for words, part in parts
        for f in (mixed(part) if words else (Formula(math_ascii(part), _plain(part)),))
    )


def _worded(tex: str) -> list[tuple[bool, str]]:
    r"""LaTeX parted into words, the insides of `\text{…}`, and the formulas between them."""
    out: list[tuple[bool, str]] = []
    while tex:
        before, sign, after = tex.partition(r"\text{")
        if before.strip(" "):
            out.append((False, before))
        end = _closing(after)
        if sign:
            out.append((True, _UNESCAPED.sub(r"\1", after[:end])))
        tex = after[end + 1 :]
    return out


def _closing(tex: str) -> int:
    """Where the brace opened before `tex` is closed."""
    depth = 1
    for k, c in enumerate(tex):
        depth += (c == "{") - (c == "}")
        if not depth:
            return k
    return len(tex)


def hypothesis(h: Relation | Dominated) -> Mixed:
    if isinstance(h, OptimalLengths):
        return (Formula(math_ascii(h.latex()), str(h)),)
    if isinstance(h, Relation):
        return (relation(h),)
    if h.nowhere_zero():
        return (Formula(math_ascii(rf"{latex(h.conclusion)} \ne 0"), str(h)),)
    return (Formula(math_ascii(r" \ll ".join(latex(e) for e in h.sides())), str(h)),)


def paragraphs(doc: str) -> tuple[Mixed, ...]:
    """A docstring's paragraphs; what stands between backticks is kept letter by letter."""
    return tuple(_quoting(p) for p in doc.split("\n\n") if p.strip())


def _quoting(paragraph: str) -> Mixed:
    parts = " ".join(paragraph.split()).split("`")
    return tuple(
        f for k, part in enumerate(parts) for f in ((Formula("", part),) if k % 2 else _piece(part))
    )


def _piece(part: str) -> Mixed:
    """A piece of a sentence, with the blanks at its ends."""
    if not part.strip():
        return (Formula("", part),) if part else ()
    lead = (Formula("", " "),) if part[0] == " " else ()
    trail = (Formula("", " "),) if part[-1] == " " else ()
    return (*lead, *mixed(part), *trail)


def value(line: str) -> Mixed:
    """`p = (1/2, 1/2)` or `left side = ln 2 ≈ 0.69`: a formula after what words there are."""
    lead, rest = _LEAD.match(line).groups()  # type: ignore[union-attr]
    if _WORD.search(_FUNCTION.sub("", rest)):
        return mixed(line)
    return (*((Formula("", lead),) if lead else ()), *mixed("".join(rest.split())))


@lru_cache(maxsize=4096)
def mixed(line: str) -> Mixed:
    """A sentence in words and formulas, parted as `prose` parts it."""
    return of_prose(prose(line))


def of_prose(latex_text: str) -> Mixed:
    """A sentence that is LaTeX text already, its formulas between dollars."""
    parts = _DOLLAR.split(latex_text)
    out = [
        Formula(part, _plain(part)) if k % 2 else Formula("", _plain(part))
        for k, part in enumerate(parts)
    ]
    return tuple(f for f in out if f.text or f.latex)


def _plain(part: str) -> str:
    if not _LATEX.search(part):
        return part
    lead = " " if part[:1] == " " else ""
    trail = " " if part[-1:] == " " else ""
    return lead + str(_reader().latex_to_text(part.replace(r"\ne ", r"\neq "))).strip() + trail


@cache
def _reader() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(keep_braced_groups=False)
