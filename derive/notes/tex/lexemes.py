"""The characters of a formula as lexemes, with their places; nothing is understood yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from derive.notes.chains import Sort
from derive.notes.source import NotRead

LONGEST = 20_000  # lexemes of a display, before and after macros
DEEPEST = 60  # braces within braces

_PIECE = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<comment>%[^\n]*(?:\n[ \t]*|$))"
    r"|(?P<command>\\(?:[A-Za-z@]+\*?|[\s\S]|$))"
    r"|(?P<parameter>#+[1-9])"
    r"|(?P<sign>[\s\S])"
)
_SPACES = frozenset({"\\,", "\\;", "\\:", "\\ ", "\\>", "\\\t", "\\\n", "~"})
_STARRED = frozenset({"\\operatorname*", "\\tag*", "\\hspace*", "\\vspace*"})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """start, end: into the text that was scanned (of the call, for what a macro brought in).
    spaced: a blank stood before it, which matters in words and between digits. note: what stands
    over a relation or under a brace, or in a \\tag or \\label.
    """

    sort: Sort
    text: str
    start: int
    end: int
    spaced: bool = False
    note: str = ""

    def at(self, start: int, end: int) -> Lexeme:
        return replace(self, start=start, end=end)


def scan(text: str, limit: int = LONGEST) -> list[Lexeme]:
    """Lexemes of a formula: digits one by one, blanks and comments gone.

    NotRead: more than `limit` of them, or braces deeper than `DEEPEST` or not in pairs.
    """
    found: list[Lexeme] = []
    spaced, depth = False, 0
    for piece in _PIECE.finditer(text):
        kind, value = piece.lastgroup, piece.group()
        if kind in ("space", "comment"):
            spaced = spaced or kind == "space"
            continue
        if len(found) >= limit:
            raise NotRead(None, f"a formula of more than {limit} symbols")
        for sort, what, start, end in _sorted(kind or "", value, piece.start()):
            depth += (sort is Sort.OPEN) - (sort is Sort.CLOSE)
            if depth < 0:
                raise NotRead(None, "a closing brace } without its opening one")
            if depth > DEEPEST:
                raise NotRead(None, f"braces more than {DEEPEST} deep")
            found.append(Lexeme(sort, what, start, end, spaced))
            spaced = what in _SPACES
    if depth:
        raise NotRead(None, "an opening brace { without its closing one")
    return found


def _sorted(kind: str, value: str, start: int) -> list[tuple[Sort, str, int, int]]:
    """One lexeme, or two where a star behind a command is no part of its name."""
    end = start + len(value)
    if kind == "command":
        if value.endswith("*") and len(value) > 2 and value not in _STARRED:
            return [
                (Sort.COMMAND, value[:-1], start, end - 1),
                (Sort.SIGN, "*", end - 1, end),
            ]
        return [(Sort.COMMAND, value, start, end)]
    if kind == "parameter":
        return [(Sort.COMMAND, value, start, end)]
    return [(_sort_of(value), value, start, end)]


def _sort_of(character: str) -> Sort:
    special = {"{": Sort.OPEN, "}": Sort.CLOSE, "_": Sort.SUB, "^": Sort.SUP}
    if character in special:
        return special[character]
    if "0" <= character <= "9":
        return Sort.NUMBER
    return Sort.LETTER if character.isalpha() else Sort.SIGN


def group_end(lexemes: list[Lexeme], start: int) -> int:
    """The index of the } that closes the { at `start`. The scan has seen that there is one."""
    depth = 0
    for i in range(start, len(lexemes)):
        sort = lexemes[i].sort
        depth += (sort is Sort.OPEN) - (sort is Sort.CLOSE)
        if depth == 0:
            return i
    raise NotRead(None, "an opening brace { without its closing one")


def argument(lexemes: list[Lexeme], start: int) -> tuple[list[Lexeme], int]:
    """What TeX takes as the argument at `start`: a group without its braces, or one lexeme; and
    the index behind it. At the end: nothing.
    """
    if start >= len(lexemes):
        return [], start
    if lexemes[start].sort is Sort.OPEN:
        end = group_end(lexemes, start)
        return lexemes[start + 1 : end], end + 1
    if lexemes[start].sort is Sort.CLOSE:
        return [], start
    return [lexemes[start]], start + 1


def option(lexemes: list[Lexeme], start: int) -> tuple[list[Lexeme] | None, int]:
    """[…] at `start` and the index behind it, or None."""
    if start >= len(lexemes) or lexemes[start].text != "[" or lexemes[start].sort is not Sort.SIGN:
        return None, start
    depth = 0
    for i in range(start, len(lexemes)):
        sort, text = lexemes[i].sort, lexemes[i].text
        depth += (sort is Sort.OPEN) - (sort is Sort.CLOSE)
        if depth < 0:
            break
        if depth == 0 and sort is Sort.SIGN and text == "]":
            return lexemes[start + 1 : i], i + 1
    return None, start
