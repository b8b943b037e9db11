"""Rows cut into statements: where one ends, what restricts it, what explains it."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notes.chains import Sort
from derive.notes.tex.levels import levels
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.phrases import (
    BINARY,
    explains,
    explains_in_brackets,
    joins,
    plain_words,
    restricts,
)
from derive.notes.tex.relations import JOINERS, RELATIONS, is_relation
from derive.notes.tex.symbols import WIDE
from derive.notes.tex.words import written


@dataclass
class Statement:
    """sides[0] signs[0] sides[1] …; sides[0] is empty where it begins with a relation.

    joined: how it is joined to the one before, as `Chain.joined`. reasons: words in it.
    """

    sides: list[list[Lexeme]] = field(default_factory=lambda: [[]])
    signs: list[Lexeme] = field(default_factory=list)
    after: list[Lexeme] = field(default_factory=list)
    joined: str = ""
    reasons: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.signs and not self.sides[0]


@dataclass
class _Chunk:
    """A stretch without a cut in it. cut: what stands before it: "", ",", "wide", "after", or how
    statements are joined; mark: the sign or word that cuts.
    """

    cut: str
    mark: Lexeme | None = None
    wide: bool = False  # a wide blank stands before it too
    lexemes: list[Lexeme] = field(default_factory=list)


def statements(lexemes: list[Lexeme]) -> list[Statement]:
    """Of a row; at least one, which may be empty but for its reasons."""
    chunks, reasons = _chunks(lexemes)
    found = [Statement()]
    for chunk in chunks:
        if chunk.lexemes or chunk.cut == "after":
            _put(chunk, found)
    found[-1].reasons.extend(reasons)
    return found


def open_ended(lexemes: list[Lexeme]) -> bool:
    """Something has to follow: it ends in a relation or an operator."""
    return bool(lexemes) and (is_relation(lexemes[-1]) or lexemes[-1].text in BINARY)


def _chunks(lexemes: list[Lexeme]) -> tuple[list[_Chunk], list[str]]:
    chunks = [_Chunk("")]
    reasons = [x.note for x in lexemes if x.sort is Sort.CLOSE and x.note]
    depth = levels(lexemes)
    i = 0
    while i < len(lexemes):
        x, last = lexemes[i], chunks[-1]
        if depth[i] == 0:
            cut = _cut(x, last)
            if cut == "reason":
                reasons.append(written(lexemes[i:]))
                break
            if cut and not _adds_nothing(cut, last):
                first = [x] if cut == "after" else []
                chunks.append(_Chunk(cut, x, cut == "wide", first))
            elif cut:
                last.wide = last.wide or cut == "wide"
            else:
                last.lexemes.append(x)
            i += 1
            continue
        end = i
        while end < len(lexemes) and depth[end] > 0:
            end += 1
        if _is_reason(lexemes[i:end], last):
            reasons.append(written(lexemes[i:end]))
        else:
            last.lexemes.extend(lexemes[i:end])
        i = end
    return chunks, reasons


def _adds_nothing(cut: str, last: _Chunk) -> bool:
    """A comma or a blank behind a cut that says more."""
    if last.lexemes or cut not in (",", "wide"):
        return False
    return last.cut not in ("", ",", "wide") or (cut == "wide" and last.cut == ",")


def _cut(x: Lexeme, last: _Chunk) -> str:
    """What a lexeme at the top cuts; "" if it belongs to the chunk."""
    if x.text in JOINERS and x.sort is Sort.COMMAND:
        return "reason" if x.text == "\\because" and last.lexemes else JOINERS[x.text]
    if x.text in (",", ";") and x.sort is Sort.SIGN:
        return ","
    if x.text in WIDE:
        return "wide"
    if x.text == "\\forall":
        return "after"
    if x.sort is not Sort.TEXT:
        return ""
    return _cut_of_words(x.text, last)


def _cut_of_words(text: str, last: _Chunk) -> str:
    if not plain_words(text):
        return ","
    how = joins(text)
    if how:
        return how
    if last.lexemes and open_ended(last.lexemes):
        return ""
    if restricts(text):
        return "after"
    if explains(text) and (last.lexemes or last.cut == "wide"):
        return "reason"
    return ""


def _is_reason(group: list[Lexeme], last: _Chunk) -> bool:
    """Brackets with words in them, as in (by Jensen)."""
    if len(group) < 3 or group[0].text not in ("(", "[") or group[1].sort is not Sort.TEXT:
        return False
    if not last.lexemes and last.cut != "wide":
        return False
    words = group[1].text
    alone = len(group) == 3 and last.cut == "wide" and not last.lexemes
    return explains_in_brackets(words) or alone


def _put(chunk: _Chunk, found: list[Statement]) -> None:
    """Add a chunk to the last statement, or begin another with it."""
    last = found[-1]
    runs, signs = _parts(chunk.lexemes)
    if len(signs) > 1 and not runs[0] and signs[0].text == "\\to":
        runs, signs = runs[1:], signs[1:]  # an arrow before a whole statement: so
        chunk.cut = "implies"
    if chunk.cut == "after":
        last.after.extend(chunk.lexemes)
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


def _put_softly(
    chunk: _Chunk, runs: list[list[Lexeme]], signs: list[Lexeme], found: list[Statement]
) -> None:
    """A chunk behind a comma or a wide blank."""
    last = found[-1]
    comma = [chunk.mark] if chunk.cut == "," and chunk.mark is not None else []
    if chunk.wide and last.signs and _is_number(chunk):
        last.reasons.append(written(chunk.lexemes))
    elif last.after and not (signs and runs[0] and not _is_condition(runs, signs)):
        last.after.extend([*comma, *chunk.lexemes])
    elif last.empty:
        _extend(last, runs, signs)
    elif not signs:
        if chunk.cut == "wide" and last.signs and _in_brackets_with_relation(chunk.lexemes):
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
        found.append(Statement(runs, signs, joined="and"))


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


def _is_number(chunk: _Chunk) -> bool:
    """The number of an equation behind a wide blank: (12), (3.1), behind \\quad also (a), (*)."""
    texts = [x.text for x in chunk.lexemes]
    if len(texts) < 3 or texts[0] != "(" or texts[-1] != ")":
        return False
    inner = texts[1:-1]
    sorts = {x.sort for x in chunk.lexemes[1:-1]}
    figures = any(x.sort is Sort.NUMBER for x in chunk.lexemes)
    signs = (".", "-", "'", "*", "\\star", "\\dagger")
    plain = all(t in signs or t.replace(".", "").isalnum() for t in inner)
    short = sum(map(len, inner)) <= 8 and Sort.TEXT not in sorts
    quad = chunk.mark is not None and chunk.mark.text in ("\\quad", "\\qquad")
    return plain and short and ((figures and len(sorts) < 4) or (quad and len(inner) == 1))


def _in_brackets_with_relation(lexemes: list[Lexeme]) -> bool:
    framed = len(lexemes) > 2 and lexemes[0].text in ("(", "[")
    return framed and bool(_parts(lexemes[1:-1])[1])


_SET = frozenset({"<", "<=", ">", ">=", "in", "!=", "sim", "->", "<<", "perp", "?"})


def _is_condition(runs: list[list[Lexeme]], signs: list[Lexeme]) -> bool:
    """What says where a formula holds: 0 < λ < 1, x ∈ 𝒳, i = 1, …, n, n → ∞, X ∼ p."""
    if not signs or any(x.text not in RELATIONS for x in signs):
        return False
    rels = [RELATIONS[x.text] for x in signs]
    if rels == ["="]:
        return _simple(runs[0]) and bool(runs[1]) and runs[1][0].sort is Sort.NUMBER
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
