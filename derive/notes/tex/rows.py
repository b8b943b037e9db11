"""Displays cut into rows, and rows into the equations that stand beside each other in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notes.chains import Sort
from derive.notes.tex.environments import opened, unbraced
from derive.notes.tex.levels import levels
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.phrases import BINARY, is_remark, labels, restricts
from derive.notes.tex.relations import is_of_letters, is_relation
from derive.notes.tex.symbols import WIDE
from derive.notes.tex.words import written


@dataclass
class Piece:
    """An equation, or a part of one, in a row.

    column: of the stream that it belongs to, as in `a &= b & c &= d`. indented: nothing stands in
    its first cell, so that without a relation it goes on with what is above. reason: text in the
    row. labels: of the row.
    """

    lexemes: list[Lexeme]
    column: int = 0
    indented: bool = False
    reason: str = ""
    labels: tuple[str, ...] = ()
    tag: str = ""


@dataclass
class _Row:
    cells: list[list[Lexeme]] = field(default_factory=lambda: [[]])
    labels: list[str] = field(default_factory=list)
    tag: str = ""
    above: str = ""


def pieces(lexemes: list[Lexeme]) -> list[Piece]:
    """Of a display, in the order of the text."""
    out: list[Piece] = []
    columns: list[int] = [0]  # where streams start
    for row in _rows(opened(lexemes)):
        found = _of_row(row, columns)
        columns = sorted({*columns, *(p.column for p in found)})
        out.extend(found)
    return out


def _rows(lexemes: list[Lexeme]) -> list[_Row]:
    rows = [_Row()]
    groups = levels(lexemes, brackets=False)
    for i, (x, depth) in enumerate(zip(lexemes, levels(lexemes), strict=True)):
        row = rows[-1]
        if x.text == "\\label" and x.sort is Sort.COMMAND:
            row.labels.append(x.note)
        elif x.text == "\\tag" and x.sort is Sort.COMMAND:
            row.labels.append(x.note)
            row.tag = x.note
        elif depth and not groups[i] and x.text in ("&", "\\\\") and _in_sum(lexemes, i):
            continue  # ( a + \\ & b ): brackets over two rows
        elif depth:
            row.cells[-1].append(x)
        elif x.text == "\\intertext":
            rows.append(_Row(above=x.note))
        elif x.text == "\\\\":
            rows.append(_Row())
        elif x.text == "&":
            row.cells.append([])
        else:
            row.cells[-1].append(x)
    return rows


def _in_sum(lexemes: list[Lexeme], i: int) -> bool:
    """An operator stands at this end of a row or mark of a column: nothing is multiplied here."""
    before, after = i - 1, i + 1
    while before >= 0 and lexemes[before].text in _ENDS:
        before -= 1
    while after < len(lexemes) and lexemes[after].text in _ENDS:
        after += 1
    if before < 0 or after >= len(lexemes):
        return False
    return lexemes[before].text in BINARY or lexemes[after].text in BINARY


_ENDS = WIDE | {"&", "\\\\"}


def _of_row(row: _Row, columns: list[int]) -> list[Piece]:
    """The pieces of a row. A cell that starts with a relation or an operator goes on with the
    equation before it, or with the one that stands above it in its column.
    """
    found: list[Piece] = []
    reasons = [row.above] if row.above else []
    for number, cell in enumerate(map(unbraced, row.cells)):
        if not _stripped(cell):
            continue
        if _is_reason(cell, number, found) or (found and _is_said_aside(cell, found[-1])):
            reasons.append(written(cell))
        elif not found:
            column = max(c for c in columns if c <= number) if _goes_on(cell) else 0
            found.append(Piece(list(cell), column, indented=number > 0))
        else:
            start = _column_of(found[-1], cell, row.cells[number + 1 :], number, columns)
            if _is_condition_on_letters(cell) or _is_aside(cell, found[-1].lexemes):
                wide = replace(_stripped(cell)[0], sort=Sort.COMMAND, text="\\quad")
                found[-1].lexemes = [*_unstopped(found[-1].lexemes), wide, *cell]
            elif start is None:
                found[-1].lexemes.extend(cell)
            else:
                found.append(Piece(list(cell), start))
    if found:
        found[0].labels, found[0].tag = tuple(row.labels), row.tag
        found[-1].reason = "; ".join(reasons)
    return found


def _is_reason(cell: list[Lexeme], number: int, found: list[Piece]) -> bool:
    if not number or (found and _open_ended(_stripped(found[-1].lexemes))):
        return False
    inside = _stripped(cell)
    states = bool(inside) and labels(inside[0].text) and _has_relation(inside)
    return (is_remark(inside) and not states) or _is_led_to(inside)


def _is_led_to(cell: list[Lexeme]) -> bool:
    """The number of a row behind dashes: ----(1)."""
    dashes = next((n for n, x in enumerate(cell) if x.text != "-"), len(cell))
    texts = [x.text for x in cell[dashes:]]
    framed = len(texts) == 3 and (texts[0], texts[2]) == ("(", ")")
    return dashes > 1 and framed and cell[dashes + 1].sort is Sort.NUMBER


def _column_of(
    last: Piece, cell: list[Lexeme], after: list[list[Lexeme]], number: int, columns: list[int]
) -> int | None:
    """The column of a cell that starts another equation; None if it goes on with the last one."""
    first, lexemes = _stripped(cell)[0], _stripped(last.lexemes)
    if first.sort is Sort.TEXT and restricts(first.text):
        return None  # && with equality iff p = q
    complete = _has_relation(lexemes) and not _open_ended(lexemes)
    if not complete:
        return None
    if _goes_on(cell):
        above = [c for c in columns if last.column < c <= number]
        return above[-1] if above and is_relation(_stripped(cell)[0]) else None
    follows = next((_stripped(c) for c in after if _stripped(c)), [])
    if _has_relation(cell) or (follows and is_relation(follows[0])):
        return number
    return None


def _is_condition_on_letters(cell: list[Lexeme]) -> bool:
    """A cell i = j, i ≠ j behind an equation, which is none of its own."""
    core = [x for x in _stripped(cell) if x.text not in (",", ".", ";", "(", ")")]
    return len(core) == 3 and is_of_letters([core[:1], core[2:]], core[1:2])


def _is_aside(cell: list[Lexeme], before: list[Lexeme]) -> bool:
    """A cell (p(x) ≤ 1), all in brackets, behind an equation that is ended."""
    core = _unstopped(_stripped(cell))
    if len(core) < 3 or core[0].text != "(" or core[-1].text != ")":
        return False
    whole = all(levels(core)[1:-1])
    says = any(is_relation(x) or x.sort is Sort.TEXT for x in core)
    ended = _has_relation(before) and not _open_ended(_stripped(before))
    return whole and says and ended


def _is_said_aside(cell: list[Lexeme], before: Piece) -> bool:
    """The same with words in it: (\\log \\text{concavity})."""
    words = [x for x in cell if x.sort is Sort.TEXT]
    said = bool(words) and not any(restricts(x.text) for x in words)
    return said and _is_aside(cell, before.lexemes)


def _unstopped(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Without the comma or full stop that ends it."""
    lexemes = _stripped(lexemes)
    return lexemes[:-1] if lexemes and lexemes[-1].text in (",", ";", ".") else lexemes


def _goes_on(cell: list[Lexeme]) -> bool:
    first = _stripped(cell)[0]
    return is_relation(first) or first.text in BINARY


def _has_relation(lexemes: list[Lexeme]) -> bool:
    depth = levels(lexemes)
    return any(is_relation(x) and d == 0 for x, d in zip(lexemes, depth, strict=True))


def _open_ended(lexemes: list[Lexeme]) -> bool:
    return bool(lexemes) and (is_relation(lexemes[-1]) or lexemes[-1].text in BINARY)


def _stripped(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Without wide blanks at the ends."""
    start, end = 0, len(lexemes)
    while start < end and lexemes[start].text in WIDE:
        start += 1
    while end > start and lexemes[end - 1].text in WIDE:
        end -= 1
    return lexemes[start:end]
