"""One spelling for what looks the same: numbers, Unicode, synonyms, operators of two words."""

from __future__ import annotations

from dataclasses import replace

from derive.notes.chains import Sort
from derive.notes.tex.lexemes import Lexeme, group_end
from derive.notes.tex.symbols import COMMANDS_OF, SCRIPTS_OF, SIGNS, SIGNS_OF, SPELLINGS
from derive.notes.tex.words import word


def leaf(x: Lexeme) -> list[Lexeme]:
    """A lexeme without arguments in its one spelling."""
    if x.sort is Sort.COMMAND:
        if x.text in SIGNS:
            return [replace(x, sort=Sort.SIGN, text=SIGNS[x.text])]
        return [replace(x, text=SPELLINGS.get(x.text, x.text))]
    if x.text in COMMANDS_OF:
        return [replace(x, sort=Sort.COMMAND, text=COMMANDS_OF[x.text])]
    if x.text in SIGNS_OF:
        return [replace(x, sort=Sort.SIGN, text=SIGNS_OF[x.text])]
    if x.text in SCRIPTS_OF:
        sort, text = SCRIPTS_OF[x.text]
        digit = Sort.NUMBER if text.isdecimal() else Sort.LETTER
        return [
            replace(x, sort=sort, text="^" if sort is Sort.SUP else "_"),
            replace(x, sort=Sort.OPEN, text="{"),
            replace(x, sort=digit, text=text),
            replace(x, sort=Sort.CLOSE, text="}"),
        ]
    return [x]


def number(lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
    """Digits with at most one point among them, as one lexeme; or a lone point."""
    end = i + 1
    pointed = lexemes[i].text == "."
    if [x.text for x in lexemes[i : i + 3]] == [".", ".", "."]:
        dots = replace(lexemes[i], sort=Sort.COMMAND, text="\\dots", end=lexemes[i + 2].end)
        return [dots], i + 3
    if pointed and not (_digit(lexemes, end) and _starts(lexemes, i)):
        return leaf(lexemes[i]), end
    while True:
        if _digit(lexemes, end):
            end += 1
        elif not pointed and _point(lexemes, end) and _digit(lexemes, end + 1):
            pointed = True
            end += 1
        else:
            break
    text = "".join(x.text for x in lexemes[i:end])
    first, last = lexemes[i], lexemes[end - 1]
    return [Lexeme(Sort.NUMBER, text, first.start, max(first.end, last.end), first.spaced)], end


def _digit(lexemes: list[Lexeme], i: int) -> bool:
    return i < len(lexemes) and lexemes[i].sort is Sort.NUMBER and not lexemes[i].spaced


def _point(lexemes: list[Lexeme], i: int) -> bool:
    return i < len(lexemes) and lexemes[i].text == "." and not lexemes[i].spaced


def _starts(lexemes: list[Lexeme], i: int) -> bool:
    """A number may start with the point at `i`: nothing that could end a sentence before it."""
    if i == 0:
        return True
    before = lexemes[i - 1]
    if before.sort in (Sort.LETTER, Sort.NUMBER, Sort.CLOSE, Sort.TEXT):
        return False
    return before.text not in (")", "]", "|", "'", "!")


def _end_of_letters(lexemes: list[Lexeme], i: int) -> int:
    """Where the run of letters ends that begins here, without a space within; i for none."""
    end = i
    while end < len(lexemes) and lexemes[end].sort is Sort.LETTER:
        if end > i and lexemes[end].spaced:
            break
        end += 1
    return end


def letters_as_words(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Runs of letters as words: what \\mathrm makes of D_{KL}."""
    out: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        end = _end_of_letters(lexemes, i)
        if end == i:
            out.append(lexemes[i])
            i += 1
            continue
        text = "".join(x.text for x in lexemes[i:end])
        out.append(word(text, lexemes[i], lexemes[end - 1]))
        i = end
    return out


_TYPED = frozenset(("if", "If", "iff", "Iff", "where", "when", "whenever", "for", "For", "and"))


def typed_words(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Runs of letters that are words between formulas, typed without \\text: `x = y\\ if\\ y > 0`.

    Not what has a script or a bracket behind it.
    """
    out: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        end = _end_of_letters(lexemes, i)
        text = "".join(x.text for x in lexemes[i:end])
        if text in _TYPED and not _has_scripts(lexemes, end):
            out.append(Lexeme(Sort.TEXT, text, lexemes[i].start, lexemes[end - 1].end, True))
        else:
            end = max(end, i + 1)
            out.extend(lexemes[i:end])
        i = end
    return out


def _has_scripts(lexemes: list[Lexeme], i: int) -> bool:
    """Whether a script or a bracket stands at `i` without a blank before it, as in if(x)."""
    if i >= len(lexemes):
        return False
    x = lexemes[i]
    return x.sort in (Sort.SUB, Sort.SUP) or (x.text in ("(", "[", "'") and not x.spaced)


_GLUED = {"log": "\\log", "ln": "\\ln"}


def glued_logs(lexemes: list[Lexeme]) -> list[Lexeme]:
    """logP(x) typed without a backslash or a blank: the logarithm of P(x); and Log(x), Ln(x)."""
    out: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        end = _end_of_letters(lexemes, i)
        text = "".join(x.text for x in lexemes[i:end])
        if text[:-1] in _GLUED and text[-1] in _SUMMED and _has_scripts(lexemes, end):
            first, last = lexemes[i], lexemes[end - 2]
            out.append(replace(first, sort=Sort.COMMAND, text=_GLUED[text[:-1]], end=last.end))
            i = end - 1
        elif text.lower() in _GLUED and text.istitle():
            sign = _GLUED[text.lower()]
            out.append(replace(lexemes[i], sort=Sort.COMMAND, text=sign, end=lexemes[end - 1].end))
            i = end
        else:
            out.extend(lexemes[i : max(end, i + 1)])
            i = max(end, i + 1)
    return out


_WRITTEN_BIG = {"\\Sigma": "\\sum", "\\Pi": "\\prod"}
_SUMMED = frozenset("pqPQ")


def big_letters(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Σ and Π typed as letters, where they stand for a sum or a product: with a range below, or
    before a law.
    """
    if not any(x.text in _WRITTEN_BIG for x in lexemes):
        return lexemes
    out = list(lexemes)
    for i, x in enumerate(lexemes):
        if x.text in _WRITTEN_BIG and _has_range(lexemes, i + 1):
            out[i] = replace(x, text=_WRITTEN_BIG[x.text])
    return out


def _has_range(lexemes: list[Lexeme], i: int) -> bool:
    """Scripts with a range in them stand at `i`, or a law, or H(…), behind them."""
    while i + 1 < len(lexemes) and lexemes[i].sort in (Sort.SUB, Sort.SUP):
        end = group_end(lexemes, i + 1)
        if any(x.text in ("=", "\\in") for x in lexemes[i + 1 : end]):
            return True
        i = end + 1
    if i >= len(lexemes) or lexemes[i].sort is not Sort.LETTER:
        return False
    of_measure = lexemes[i].text in "HI" and [x.text for x in lexemes[i + 1 : i + 2]] == ["("]
    return of_measure or lexemes[i].text in _SUMMED


_TWO = {
    ("\\arg", "\\max"): "\\argmax", ("\\arg", "\\min"): "\\argmin", (":", "="): "\\coloneqq",
    ("=", ":"): "\\eqqcolon", ("<", "="): "\\le", (">", "="): "\\ge", ("-", ">"): "\\to",
    ("=", ">"): "\\implies", ("=", "="): "=", ("\\le", ">"): "\\iff",
    ("\\perp", "\\perp"): "\\perp",
}  # fmt: skip


def _is_arg(letters: list[Lexeme]) -> bool:
    """arg \\max, of three letters."""
    return [x.text for x in letters] == [*"arg"] and not any(x.spaced for x in letters[1:])


def operators(lexemes: list[Lexeme]) -> list[Lexeme]:
    """\\arg\\max, :=, <=, -> as one sign. Not !=, which is a factorial and a sign in n!=2."""
    out: list[Lexeme] = []
    for x in lexemes:
        if x.text in ("\\max", "\\min") and _is_arg(out[-3:]):
            out[-3:] = [replace(out[-3], sort=Sort.COMMAND, text="\\arg", end=out[-1].end)]
        pair = _TWO.get((out[-1].text, x.text)) if out else None
        if pair is not None and (not x.spaced or pair.startswith("\\arg")):
            sort = Sort.COMMAND if pair.startswith("\\") else Sort.SIGN
            note = out[-1].note or x.note
            out[-1] = replace(out[-1], sort=sort, text=pair, end=max(out[-1].end, x.end), note=note)
        else:
            out.append(x)
    return out


_MOD = ("\\mod", "\\bmod", "\\pmod")


def sums_of_bits(lexemes: list[Lexeme]) -> list[Lexeme]:
    """X + Z mod 2, (X + Z) \\bmod 2, X + Z \\pmod{2}: X ⊕ Z."""
    out = list(lexemes)
    for i, x in enumerate(lexemes):
        if not (x.text in _MOD or (x.sort is Sort.TEXT and x.text == "mod")):
            continue
        behind = i + 1 + (i + 1 < len(lexemes) and lexemes[i + 1].sort is Sort.OPEN)
        if [y.text for y in lexemes[behind : behind + 1]] != ["2"]:
            continue
        end = group_end(lexemes, i + 1) + 1 if behind > i + 1 else i + 2
        first, last = i, i - 1
        framed = lexemes[last].text == "(" and end < len(lexemes) and lexemes[end].text == ")"
        first, end = (last, end + 1) if framed else (first, end)
        start = _start_of_side(lexemes, first)
        plus = [k for k in range(start, first) if lexemes[k].text == "+"]
        if len(plus) != 1 or (end != len(lexemes) and lexemes[end].text not in _ENDS):
            continue
        out[plus[0]] = replace(lexemes[plus[0]], sort=Sort.COMMAND, text="\\oplus")
        return sums_of_bits([*out[:first], *out[end:]])
    return out


_ENDS = (",", ".", ";", "&", "\\\\", "\\quad", "\\qquad", ")", "}")


def _start_of_side(lexemes: list[Lexeme], i: int) -> int:
    """Where the side begins that ends before `i`."""
    while i > 0 and lexemes[i - 1].text not in ("=", ":=", "\\coloneqq", *_ENDS[:-2], "("):
        i -= 1
    return i
