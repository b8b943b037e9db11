"""Rows cut into statements: where one ends, what restricts it, what explains it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notes.chains import Sort
from derive.notes.tex.chunks import Chunk, chunks, is_number
from derive.notes.tex.levels import levels
from derive.notes.tex.lexemes import Lexeme, group_end
from derive.notes.tex.phrases import BINARY, equates, is_unit
from derive.notes.tex.relations import RELATIONS, is_of_letters, is_relation
from derive.notes.tex.words import written


@dataclass
class Statement:
    """sides[0] signs[0] sides[1] …; sides[0] is empty where it begins with a relation.

    joined: how it is joined to the one before, as `Chain.joined`. leads: how the next row is, where
    this one ends in ⇒ or ⇔. reasons: words in it.
    """

    sides: list[list[Lexeme]] = field(default_factory=lambda: [[]])
    signs: list[Lexeme] = field(default_factory=list)
    after: list[Lexeme] = field(default_factory=list)
    joined: str = ""
    reasons: list[str] = field(default_factory=list)
    leads: str = ""

    @property
    def empty(self) -> bool:
        return not self.signs and not self.sides[0]


def statements(lexemes: list[Lexeme]) -> list[Statement]:
    """Of a row; at least one, which may be empty but for its reasons."""
    number, lexemes = _numbered(lexemes)
    parts = chunks(lexemes)
    found = [Statement(reasons=[number] if number else [])]
    for chunk in parts.chunks:
        if chunk.lexemes or chunk.cut == "after":
            _put(chunk, found)
    found[-1].reasons.extend(parts.reasons)
    ends = parts.chunks[-1]
    if ends.cut in ("implies", "iff") and not ends.lexemes and found[-1].signs:
        found[-1].leads = ends.cut
    return found


def _numbered(lexemes: list[Lexeme]) -> tuple[str, list[Lexeme]]:
    """The number of an item, as in 2. I(X;Y) ≥ 0, and what follows it."""
    if len(lexemes) < 3 or lexemes[0].sort is not Sort.NUMBER or lexemes[1].text != ".":
        return "", lexemes
    begins = lexemes[2].sort in (Sort.LETTER, Sort.COMMAND) and not is_relation(lexemes[2])
    begins = begins and lexemes[2].text not in BINARY
    if not begins or not lexemes[0].text.isdigit():
        return "", lexemes
    return f"{lexemes[0].text}.", lexemes[2:]


def _put(chunk: Chunk, found: list[Statement]) -> None:
    """Add a chunk to the last statement, or begin another with it."""
    last = found[-1]
    runs, signs = _parts(_unboxed(chunk.lexemes))
    if len(signs) > 1 and not runs[0] and signs[0].text == "\\to":
        runs, signs = runs[1:], signs[1:]  # an arrow before a whole statement: so
        chunk.cut = "implies"
    if chunk.cut == "after" or (chunk.cut == "where" and last.signs and is_of_letters(runs, signs)):
        last.after.extend(chunk.lexemes)
    elif chunk.cut == "stated":
        _extend(last, runs, signs)
    elif chunk.cut in ("", ",", "wide"):
        _put_softly(chunk, runs, signs, found)
    elif chunk.cut in ("and", "or") and last.after and not signs:
        last.after.extend([*([chunk.mark] if chunk.mark else []), *chunk.lexemes])
    elif chunk.cut in ("and", "or") and not (signs and last.signs):
        _extend(last, [[*([chunk.mark] if chunk.mark else []), *runs[0]], *runs[1:]], signs)
    elif last.empty:
        last.joined = chunk.cut
        _extend(last, runs, signs)
    else:
        found.append(Statement(runs, signs, joined=chunk.cut))


def _unboxed(lexemes: list[Lexeme]) -> list[Lexeme]:
    """What stands in braces that are all of a chunk, as those of \\boxed, if it is a relation."""
    if not lexemes or lexemes[0].sort is not Sort.OPEN or lexemes[-1].sort is not Sort.CLOSE:
        return lexemes
    inside = lexemes[1:-1]
    whole = group_end(lexemes, 0) == len(lexemes) - 1
    return inside if whole and _parts(inside)[1] else lexemes


def _put_softly(
    chunk: Chunk, runs: list[list[Lexeme]], signs: list[Lexeme], found: list[Statement]
) -> None:
    """A chunk behind a comma or a wide blank."""
    last = found[-1]
    comma = (
        [replace(chunk.mark, sort=Sort.SIGN, text=",")] if chunk.cut == "," and chunk.mark else []
    )
    if chunk.wide and last.signs and is_number(chunk):
        last.reasons.append(written(chunk.lexemes))
    elif last.after and not (signs and runs[0] and not _goes_on(chunk, runs, signs)):
        last.after.extend([*comma, *chunk.lexemes])
    elif last.empty:
        _extend(last, runs, signs)
    elif not signs:
        if chunk.cut == "wide" and last.signs and _stands_aside(chunk.lexemes):
            last.after.extend(chunk.lexemes)
        elif not last.signs and chunk.cut == "wide" and _is_label(last.sides[0]):
            last.sides[0] = runs[0]
        else:
            _extend(last, [[*comma, *runs[0]]], [])
    elif not runs[0]:
        _extend(last, runs, signs)
    elif not last.signs:
        if chunk.cut == "wide" and _is_label(last.sides[0]):
            last.sides = [[]]
            comma = []
        _extend(last, [[*comma, *runs[0]], *runs[1:]], signs)
    elif _is_condition(runs, signs) and not _is_condition(last.sides, last.signs):
        last.after.extend(chunk.lexemes)
    else:
        same = any(x.sort is Sort.TEXT and equates(x.text) for x in last.after[-1:])
        found.append(Statement(runs, signs, joined="iff" if same else "and"))


def _extend(statement: Statement, runs: list[list[Lexeme]], signs: list[Lexeme]) -> None:
    statement.sides[-1].extend(runs[0])
    statement.sides.extend(list(r) for r in runs[1:])
    statement.signs.extend(signs)


def _parts(lexemes: list[Lexeme]) -> tuple[list[list[Lexeme]], list[Lexeme]]:
    """What stands between the relations at the top, and these."""
    runs: list[list[Lexeme]] = [[]]
    signs: list[Lexeme] = []
    for x, depth in zip(lexemes, levels(lexemes), strict=True):
        if depth == 0 and is_relation(x):
            signs.append(x)
            runs.append([])
        else:
            runs[-1].append(x)
    return runs, signs


def _is_label(lexemes: list[Lexeme]) -> bool:
    """(i), (12), words in front of a statement."""
    if len(lexemes) == 1 and lexemes[0].sort is Sort.TEXT:
        return True
    framed = len(lexemes) in (3, 4, 5) and lexemes[0].text == "(" and lexemes[-1].text == ")"
    return framed and all(x.sort in (Sort.LETTER, Sort.NUMBER) for x in lexemes[1:-1])


def _stands_aside(lexemes: list[Lexeme]) -> bool:
    """Words behind a statement that are no unit, and a relation in brackets."""
    if all(x.sort is Sort.TEXT for x in lexemes):
        return not any(is_unit(x.text) for x in lexemes)
    framed = len(lexemes) > 2 and lexemes[0].text in ("(", "[")
    return framed and bool(_parts(lexemes[1:-1])[1])


def _goes_on(chunk: Chunk, runs: list[list[Lexeme]], signs: list[Lexeme]) -> bool:
    """What says more of where a formula holds: also Σ t_i = 1, behind a comma."""
    sums = chunk.cut == "," and bool(runs[0]) and runs[0][0].text == "\\sum"
    to_one = [x.text for x in signs] == ["="] and [x.text for x in runs[1]] == ["1"]
    return _is_condition(runs, signs) or (sums and to_one)


_SET = frozenset({"<", "<=", ">", ">=", "in", "!=", "sim", "->", "<<", "perp", "?"})


def _is_condition(runs: list[list[Lexeme]], signs: list[Lexeme]) -> bool:
    """What says where a formula holds: 0 < λ < 1, x ∈ 𝒳, i = 1, …, n, n → ∞, X ∼ p."""
    if not signs or any(x.text not in RELATIONS for x in signs):
        return False
    if runs[-1][-1:] and runs[-1][-1].text in (".", ";"):
        runs = [*runs[:-1], runs[-1][:-1]]
    rels = [RELATIONS[x.text] for x in signs]
    if rels == ["="]:
        is_value = bool(runs[1]) and runs[1][0].sort is Sort.NUMBER
        return is_of_letters(runs, signs) or (is_value and _simple(runs[0]))
    if not all(r in _SET for r in rels):
        return False
    if any(r in ("in", "?", "sim", "<<", "perp") for r in rels):
        return _simple(runs[0])
    return all(_simple(r) for r in runs)


def _simple(lexemes: list[Lexeme]) -> bool:
    """A name with its scripts, a list of names, a number."""
    top = [x for x, d in zip(lexemes, levels(lexemes), strict=True) if d == 0]
    marks = (Sort.SUB, Sort.SUP)
    core = [x for x in top if x.sort not in marks and x.text not in (",", "'", "-", "\\dots")]
    parts = sum(x.text == "," for x in top) + 1
    if any(x.text == "(" for x in lexemes) and not _small(lexemes[0]):
        return False  # I(X;Y) > 0 is a claim, p(x) > 0 a condition
    return bool(lexemes) and len(core) <= parts and not any(x.text in BINARY for x in top[1:])


def _small(x: Lexeme) -> bool:
    return x.text.islower() if x.sort is Sort.LETTER else x.text[1:2].islower()
