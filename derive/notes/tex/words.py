"""Text within formulas: \\text{…}, \\mathrm{…} of words, \\operatorname{…}."""

from __future__ import annotations

import re
from collections.abc import Callable

from derive.notes.chains import Sort
from derive.notes.tex.lexemes import Lexeme, argument
from derive.notes.tex.symbols import OPERATORS, REFERENCES

_APART = re.compile(r"[A-Z](?: [A-Z])+")
Plain = Callable[[list[Lexeme]], list[Lexeme]]


def word(text: str, like: Lexeme, last: Lexeme) -> Lexeme:
    """One lexeme for text; an operator's name is that operator: \\operatorname{log} is \\log.

    Capitals that are set apart are one name: \\mathrm{K L} is KL.
    """
    spaced = like.spaced
    if _APART.fullmatch(text):
        text = text.replace(" ", "")
    if text in OPERATORS:
        return Lexeme(Sort.COMMAND, OPERATORS[text], like.start, last.end, spaced)
    return Lexeme(Sort.TEXT, text, like.start, last.end, spaced)


def written(lexemes: list[Lexeme]) -> str:
    """Lexemes as the words they are, for reasons and labels."""
    return " ".join(_spell(lexemes).split())


def sentence(lexemes: list[Lexeme], like: Lexeme, last: Lexeme, plain: Plain) -> list[Lexeme]:
    """The argument of \\text: words, and formulas between dollars in it."""
    out: list[Lexeme] = []
    words: list[Lexeme] = []
    parts = _by_dollars(lexemes)
    for number, part in enumerate(parts):
        if number % 2:
            out.extend(plain(part))
            continue
        text = written(part)
        if text:
            alone = len(parts) == 1
            out.append(word(text, like if alone else part[0], last if alone else part[-1]))
        words = part
    if not out and words:
        return []
    return out


def _by_dollars(lexemes: list[Lexeme]) -> list[list[Lexeme]]:
    """Parts between `$`, `\\(`, `\\)`: words, formula, words, …"""
    parts: list[list[Lexeme]] = [[]]
    for x in lexemes:
        if (x.sort is Sort.SIGN and x.text == "$") or x.text in ("\\(", "\\)"):
            parts.append([])
        else:
            parts[-1].append(x)
    return parts


def _spell(lexemes: list[Lexeme]) -> str:
    out: list[str] = []
    i = 0
    while i < len(lexemes):
        x = lexemes[i]
        i += 1
        if x.spaced:
            out.append(" ")
        if x.sort in (Sort.OPEN, Sort.CLOSE):
            continue
        if x.sort is Sort.COMMAND and x.text in REFERENCES:
            named, i = argument(lexemes, i)
            out.append(f" ({_spell(named)}) ")
        elif x.sort is Sort.COMMAND:
            out.append(_character(x.text))
        else:
            out.append(" " if x.text == "~" else x.text)
    return "".join(out)


def _character(command: str) -> str:
    """What a command is in text: `\\_` an underscore, `\\,` nothing, `\\textbf` no word."""
    if command in ("\\ ", "\\quad", "\\qquad", "\\\\"):
        return " "
    if len(command) == 2 and command[1] in "_&%#$":
        return command[1]
    if command.startswith("\\text") or not command[1:].isalpha():
        return ""
    return command + " "
