"""Statements of rows put together to chains that go on over rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notes.tex.chunks import open_ended
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.phrases import BINARY
from derive.notes.tex.rows import Piece
from derive.notes.tex.statements import Statement, statements
from derive.notes.tex.symbols import commands


@dataclass
class Growing:
    """A chain that rows may still add to; a term while it has no sign.

    sides[0] is empty where the display begins with a relation. after, joined, joins: as in `Chain`.
    """

    sides: list[list[Lexeme]]
    signs: list[Lexeme]  # with what stands over them or beside them as `note`
    after: list[Lexeme] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    joined: str = ""
    joins: str = ""

    @property
    def start(self) -> int:
        return min(x.start for run in (*self.sides, self.signs) for x in run)


def grown(pieces: list[Piece]) -> list[Growing]:
    """The chains and terms of a display, in the order of the text."""
    found: list[Growing] = []
    open_in: dict[int, Growing] = {}
    waiting: list[Lexeme] = []  # a condition that stands before what it restricts
    leads = ""
    for piece in pieces:
        first, *others = statements(piece.lexemes)
        first.joined = first.joined or (leads if first.signs and first.sides[0] else "")
        leads = (others or [first])[-1].leads
        last = open_in.get(piece.column)
        if first.empty and first.after and not others:
            _restrict(last, waiting, first.after)
        elif last is not None and _goes_on(piece, first, last):
            _append(last, first)
        elif not first.empty:
            last = _begin(first, found, waiting)
        for statement in others:
            last = _begin(statement, found, waiting)
        if last is not None:
            open_in[piece.column] = last
            _explain(last, piece, [first, *others])
    found += [cut for chain in found if (cut := _hanging(chain)) is not None]
    for chain in found:
        _trim(chain)
    printed = [c for c in found if c.signs or c.sides[0]]
    return sorted(printed, key=lambda c: c.start)


def _begin(statement: Statement, found: list[Growing], waiting: list[Lexeme]) -> Growing:
    chain = Growing(
        [list(s) for s in statement.sides], list(statement.signs), [*statement.after, *waiting]
    )
    waiting.clear()
    chain.joined = statement.joined
    if found and statement.joined:
        found[-1].joins = statement.joined
    found.append(chain)
    return chain


def _hanging(chain: Growing) -> Growing | None:
    """The sign with nothing behind it in which a chain of several ends, taken off."""
    if len(chain.signs) < 2 or chain.sides[-1]:
        return None
    chain.sides.pop()
    return Growing([list(chain.sides[-1]), []], [chain.signs.pop()])


def _append(chain: Growing, statement: Statement) -> None:
    again = chain.signs and not chain.sides[-1] and statement.signs and not statement.sides[0]
    if again and chain.signs[-1].text == statement.signs[0].text:  # a = at the end, and below
        chain.sides.pop()
        chain.signs.pop()
    if not statement.sides[0] and len(chain.sides[-1]) > 1 and chain.sides[-1][-1].text in _STOPS:
        chain.sides[-1].pop()  # the row above ends as a sentence does, and this one goes on
    chain.sides[-1].extend(statement.sides[0])
    chain.sides.extend(list(s) for s in statement.sides[1:])
    chain.signs.extend(statement.signs)
    chain.after.extend(statement.after)


def _restrict(last: Growing | None, waiting: list[Lexeme], condition: list[Lexeme]) -> None:
    if last is None:
        waiting.extend(condition)
    else:
        last.after.extend(condition)


def _goes_on(piece: Piece, first: Statement, last: Growing) -> bool:
    """The row adds to the chain above it: it begins with a relation or an operator, the row above
    ended in one, or it has no relation and stands indented.
    """
    if first.joined:
        return False
    if first.empty:
        return bool(first.reasons)
    left = first.sides[0]
    if not left or open_ended(last.sides[-1]) or (last.signs and not last.sides[-1]):
        return True
    if left[0].text in BINARY:
        return left[0].text != "-" or piece.indented or not first.signs
    return piece.indented and not first.signs


def _explain(chain: Growing, piece: Piece, said: list[Statement]) -> None:
    """Words in a row, a tag, a label under a brace: reasons of the row's last sign."""
    reasons = [r for s in said for r in s.reasons] + [piece.reason, piece.tag]
    words = "; ".join(r for r in reasons if r)
    chain.labels.extend(piece.labels)
    if words and chain.signs:
        sign = chain.signs[-1]
        note = f"{sign.note}; {words}" if sign.note else words
        chain.signs[-1] = replace(sign, note=note)


def _trim(chain: Growing) -> None:
    """Without the full stop, comma, or mark of a proof's end behind a statement."""
    run = chain.after if chain.after else chain.sides[-1]
    for part in (run, chain.sides[-1]):
        while part and part[-1].text in _AT_THE_END:
            part.pop()


_STOPS = (".", ",", ";")
_AT_THE_END = frozenset((*_STOPS, ":")) | commands(
    "blacksquare square Box qed qedsymbol QED checkmark Halmos"
)
