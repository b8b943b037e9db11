"""What stands over and under: reasons over relations, labels under braces, limits of operators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.lexemes import Lexeme, argument, option
from derive.notes.tex.relations import OTHER, RELATIONS, is_relation
from derive.notes.tex.symbols import commands
from derive.notes.tex.words import written

STACKS = commands(
    "stackrel overset underset overbrace underbrace overbracket underbracket xrightarrow"
    " xlongequal xlongrightarrow xRightarrow xleftarrow xleftrightarrow xLeftrightarrow xmapsto"
    " xequal"
)
INFIX = {"\\over": "\\frac", "\\choose": "\\binom"}
_ARROWS = {
    "\\xrightarrow": "\\to", "\\xlongrightarrow": "\\to", "\\xlongequal": "=", "\\xequal": "=",
    "\\xRightarrow": "\\implies", "\\xLeftrightarrow": "\\iff",
}  # fmt: skip
_LIMITED = commands("sum prod int max min sup inf lim argmax argmin bigcup bigcap")
_DEFINES = frozenset({"def", "def.", "\\Delta", "\\triangle", "Δ", "∆", "\\bigtriangleup"})
_CHANGES = frozenset(
    {
        "d",
        "D",
        "p",
        "P",
        "L",
        "\\mathcal D",
        "\\mathcal L",
        "a.s.",
        "as",
        "dist",
        "?",
        "!",
        "w",
        "w.h.p.",
    }
)
"""What over a relation makes it another: in distribution, in probability, asked, wished."""
_EXPECTATIONS = frozenset({"E", "Var", "Cov"})

Run = Callable[[list[Lexeme]], list[Lexeme]]


def stacked(lexemes: list[Lexeme], i: int, run: Run) -> tuple[list[Lexeme], int]:
    """The command at `i` with its arguments, and the index behind it."""
    here = lexemes[i]
    if here.text.startswith("\\x"):
        return _arrow(lexemes, i)
    if "brac" in here.text:
        return _brace(lexemes, i, run)
    mark, end = argument(lexemes, i + 1)
    body, end = argument(lexemes, end)
    if not body:
        raise NotRead(None, f"{here.text} without its argument")
    last = lexemes[end - 1].end
    under = here.text == "\\underset"
    inner = _operator(run(body))
    if len(inner) == 1 and is_relation(inner[0]):
        return [_noted(inner[0], written(mark), here, last)], end
    if _takes_limits(inner, under):
        sort, sign = (Sort.SUB, "_") if under else (Sort.SUP, "^")
        place = (here.start, last)
        script = Lexeme(sort, sign, *place)
        opening, closing = Lexeme(Sort.OPEN, "{", *place), Lexeme(Sort.CLOSE, "}", *place)
        return [*inner, script, opening, *run(mark), closing], end
    raise NotRead(None, f"{here.text} over or under something that is no relation")


def _operator(inner: list[Lexeme]) -> list[Lexeme]:
    """One command for the letters of argmax, which \\underset shows to be no product."""
    name = "\\" + "".join(x.text for x in inner)
    if name not in _LIMITED or any(x.sort is not Sort.LETTER for x in inner):
        return inner
    return [replace(inner[0], sort=Sort.COMMAND, text=name, end=inner[-1].end)]


def _noted(relation: Lexeme, over: str, here: Lexeme, last: int) -> Lexeme:
    """A relation with what stands over it; "def" makes another relation of it, and so does "d"."""
    note = "; ".join(n for n in (over, relation.note) if n)
    x = replace(relation, start=here.start, end=last, spaced=here.spaced, note=note)
    if over in _DEFINES and relation.text == "=":
        return replace(x, sort=Sort.COMMAND, text="\\triangleq")
    if over in _CHANGES or over in RELATIONS:
        return replace(x, sort=Sort.COMMAND, text=OTHER)
    return x


def _takes_limits(inner: list[Lexeme], under: bool) -> bool:
    first = inner[0].text if inner else ""
    if first in _LIMITED:
        return True
    letters = [x.text for x in inner if x.sort not in (Sort.OPEN, Sort.CLOSE)]
    named = letters in (["\\mathbb", "E"], ["\\mathbf", "E"], ["\\mathrm", "E"])
    return under and (named or (len(letters) == 1 and letters[0] in _EXPECTATIONS))


def _arrow(lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
    here = lexemes[i]
    below, end = option(lexemes, i + 1)
    above, end = argument(lexemes, end)
    text = _ARROWS.get(here.text, here.text)
    notes = [written(above), written(below or [])]
    sort = Sort.COMMAND if text.startswith("\\") else Sort.SIGN
    last = max(here.end, lexemes[end - 1].end)
    note = "; ".join(n for n in notes if n)
    return [Lexeme(sort, text, here.start, last, here.spaced, note)], end


_OF_WORDS = [["\\text"], ["\\textrm"], ["\\textbf"], ["\\textit"], ["\\mathrm"]]


def _brace(lexemes: list[Lexeme], i: int, run: Run) -> tuple[list[Lexeme], int]:
    """\\underbrace{a}_{label}: {a}, with the label as a note on its closing brace."""
    here = lexemes[i]
    body, end = argument(lexemes, i + 1)
    inner_end = lexemes[end - 1].end
    note = ""
    if end < len(lexemes) and lexemes[end].sort in (Sort.SUB, Sort.SUP):
        label, end = argument(lexemes, end + 1)
        if [x.text for x in label] in _OF_WORDS:  # _\text{evidence}, without braces around
            label, end = argument(lexemes, end)
        note = written(label)
    last = max(inner_end, lexemes[end - 1].end)
    inner = _operator(run(body))
    if len(inner) == 1 and is_relation(inner[0]):
        return [replace(inner[0], start=here.start, end=last, note=note)], end
    opening = Lexeme(Sort.OPEN, "{", here.start, here.end, here.spaced)
    return [opening, *inner, Lexeme(Sort.CLOSE, "}", inner_end - 1, last, note=note)], end


def infix(lexemes: list[Lexeme]) -> list[Lexeme]:
    """{a \\over b} as \\frac{a}{b}; the first such sign of a group counts, as in TeX."""
    for i, x in enumerate(lexemes):
        if x.text in INFIX and x.sort is Sort.COMMAND and _top(lexemes, i):
            left, right = lexemes[:i], lexemes[i + 1 :]
            if not left or not right:
                raise NotRead(None, f"{x.text} without what stands over and under it")
            opening = replace(x, sort=Sort.OPEN, text="{")
            closing = replace(x, sort=Sort.CLOSE, text="}")
            return [
                replace(x, text=INFIX[x.text]), opening, *left, closing, opening, *right, closing,
            ]  # fmt: skip
    return lexemes


def _top(lexemes: list[Lexeme], i: int) -> bool:
    depth = 0
    for x in lexemes[:i]:
        depth += (x.sort is Sort.OPEN) - (x.sort is Sort.CLOSE)
    return depth == 0
