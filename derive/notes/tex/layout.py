"""Lexemes without layout and in one spelling; arguments of commands always in braces.

What rows and statements are parted by stays: `\\\\`, `&`, wide blanks, \\begin, \\tag, \\label.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.delimiters import GROWING, bracket, partners
from derive.notes.tex.lexemes import Lexeme, argument, group_end, option
from derive.notes.tex.mids import sized
from derive.notes.tex.spelling import (
    big_letters,
    leaf,
    letters_as_words,
    number,
    operators,
    sums_of_bits,
)
from derive.notes.tex.stacks import INFIX, STACKS, infix, stacked
from derive.notes.tex.symbols import (
    DROPPED,
    FONTS,
    FRACTIONS,
    LABELS,
    LAYOUT,
    ROWS,
    SIGNS,
    SPELLINGS,
    SWITCHES,
    TEXT,
    THIN,
    UPRIGHT,
    WIDE,
    WRAPPERS,
)
from derive.notes.tex.words import sentence, written

_DEEPEST = 150  # arguments within arguments, braced or not


def plain(lexemes: list[Lexeme]) -> list[Lexeme]:
    """NotRead: an argument is missing, or a bracket behind \\left."""
    return _Plain().run(lexemes)


def braced(lexemes: list[Lexeme], start: int, end: int) -> list[Lexeme]:
    """In braces that have the place of the argument."""
    opening = Lexeme(Sort.OPEN, "{", start, min(start + 1, end))
    return [opening, *lexemes, Lexeme(Sort.CLOSE, "}", max(end - 1, start), end)]


class _Plain:
    def __init__(self) -> None:
        self.depth = 0

    def run(self, lexemes: list[Lexeme]) -> list[Lexeme]:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotRead(None, f"arguments more than {_DEEPEST} deep")
        pairs = partners(lexemes)
        out: list[Lexeme] = []
        i = 0
        while i < len(lexemes):
            part, i = self.unit(lexemes, i, pairs)
            out.extend(part)
        self.depth -= 1
        whole = infix(out) if any(x.text in INFIX for x in out) else out
        return sized(sums_of_bits(operators(big_letters(whole))))

    def unit(
        self, lexemes: list[Lexeme], i: int, pairs: dict[int, int], single: bool = False
    ) -> tuple[list[Lexeme], int]:
        """What stands at `i`, with its arguments, and the index behind it. single: as an argument
        without braces, so that a number is one digit.
        """
        here = lexemes[i]
        if here.sort is Sort.COMMAND:
            return self._command(lexemes, i, pairs)
        if here.sort is Sort.OPEN:
            return self._group(lexemes, i)
        if here.sort in (Sort.SUB, Sort.SUP):
            script, end = self._argument(lexemes, i + 1, here)
            return ([here, *script] if len(script) > 2 else []), end
        if not single and (here.sort is Sort.NUMBER or here.text == "."):
            return number(lexemes, i)
        return leaf(here), i + 1

    def _group(self, lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
        end = group_end(lexemes, i)
        inner = lexemes[i + 1 : end]
        if inner and inner[0].text in SWITCHES:
            font = replace(inner[0], text=SWITCHES[inner[0].text])
            framed = [font, lexemes[i], *inner[1:], lexemes[end]]
            return self.run(framed), end + 1
        content = self.run(inner)
        if not content:
            follows = lexemes[end + 1].sort if end + 1 < len(lexemes) else None
            if follows not in (Sort.SUB, Sort.SUP):
                return [], end + 1
        if len(content) == 1:  # {L}, {=}, {\lt}
            return content, end + 1
        return [lexemes[i], *content, lexemes[end]], end + 1

    def _argument(self, lexemes: list[Lexeme], i: int, owner: Lexeme) -> tuple[list[Lexeme], int]:
        """An argument in braces: a group, one command with its arguments, one character."""
        while i < len(lexemes) and lexemes[i].text in LAYOUT:
            i += 1
        if i >= len(lexemes) or lexemes[i].sort is Sort.CLOSE:
            raise NotRead(None, f"{owner.text} without its argument")
        if lexemes[i].sort is Sort.OPEN:
            end = group_end(lexemes, i)
            return [lexemes[i], *self.run(lexemes[i + 1 : end]), lexemes[end]], end + 1
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotRead(None, f"arguments more than {_DEEPEST} deep")
        content, end = self.unit(lexemes, i, {}, single=True)
        self.depth -= 1
        return braced(content, lexemes[i].start, max(lexemes[i].end, lexemes[end - 1].end)), end

    def _command(
        self, lexemes: list[Lexeme], i: int, pairs: dict[int, int]
    ) -> tuple[list[Lexeme], int]:
        here = lexemes[i]
        name = here.text
        if name in GROWING:
            mark, end = bracket(lexemes, i, pairs)
            return ([] if mark is None else [x for x in leaf(mark)]), end
        if name in LAYOUT:
            wide = [x.text for x in lexemes[max(i - 2, 0) : i + 1]]
            is_wide = len(wide) == 3 and all(w in THIN for w in wide)
            return ([replace(here, text="\\enskip")] if is_wide else []), i + 1
        if name in WIDE:
            return [replace(here)], self._behind_length(lexemes, i)
        if name in ROWS:
            return [replace(here, text="\\\\")], _behind_row(lexemes, i + 1)
        if name in DROPPED:
            return [], argument(lexemes, i + 1)[1]
        if name in WRAPPERS:
            return self._wrapper(lexemes, i)
        if name in TEXT or name in SWITCHES:
            return self._text(lexemes, i)
        if name in STACKS:
            return stacked(lexemes, i, self.run)
        return self._own(lexemes, i)

    def _behind_length(self, lexemes: list[Lexeme], i: int) -> int:
        """Behind a blank with its length, where it has one."""
        if lexemes[i].text.startswith("\\hs"):
            return argument(lexemes, i + 1)[1]
        return i + 1

    def _own(self, lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
        """Commands that stay, with their arguments."""
        here = lexemes[i]
        name = SPELLINGS.get(here.text, here.text)
        if name in FONTS or name in FRACTIONS:
            out, i = [replace(here, text=FRACTIONS.get(name, name))], i + 1
            for _ in range(2 if name in FRACTIONS else 1):
                part, i = self._argument(lexemes, i, here)
                out.extend(part)
            return out, i
        if name == "\\sqrt":
            degree, end = option(lexemes, i + 1)
            body, end = self._argument(lexemes, end, here)
            if degree is None:
                return [here, *body], end
            marks = [lexemes[i + 1], *self.run(degree), lexemes[i + 2 + len(degree)]]
            return [here, *marks, *body], end
        if name in LABELS or name in ("\\intertext", "\\shortintertext"):
            content, end = argument(lexemes, i + 1)
            last = lexemes[end - 1].end
            text = "\\intertext" if "intertext" in name else name.rstrip("*")
            return [replace(here, text=text, end=last, note=written(content))], end
        if name in ("\\begin", "\\end"):
            return _environment(lexemes, i)
        if name == "\\not" and i + 1 < len(lexemes):
            return _negated(here, lexemes[i + 1]), i + 2
        if name == "\\substack":
            content, end = self._argument(lexemes, i + 1, here)
            return [_comma(x) for x in content[1:-1]], end
        return leaf(here), i + 1

    def _wrapper(self, lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
        here, end = lexemes[i], i + 1
        if here.text == "\\bbox":
            _, end = option(lexemes, end)
        for _ in range(WRAPPERS[here.text]):
            _, end = argument(lexemes, end)
        content, end = self._argument(lexemes, end, here)
        opening, closing = content[0], content[-1]
        inner = content[1:-1]
        follows = lexemes[end].sort if end < len(lexemes) else None
        if not inner and follows not in (Sort.SUB, Sort.SUP):  # \mathop{} before an upright d
            return [], end
        if len(inner) == 1 or here.text == "\\ensuremath":
            return inner, end
        first = replace(opening, start=here.start)
        return [first, *inner, closing], end

    def _text(self, lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
        here = lexemes[i]
        if here.text in SWITCHES:  # in the middle of a group: to its end
            font = SWITCHES[here.text]
            rest = self.run(lexemes[i + 1 :])
            upright = font in UPRIGHT and font != "\\mathbf"
            return (letters_as_words(rest) if upright else rest), len(lexemes)
        content, end = argument(lexemes, i + 1)
        if end == i + 1:
            raise NotRead(None, f"{here.text} without its argument")
        last = lexemes[end - 1]
        font = here.text
        mathematical = any(
            x.sort in (Sort.SUB, Sort.SUP) or (x.sort is Sort.COMMAND and x.text[1:].isalpha())
            for x in content
        )
        if font in ("\\mathit", "\\mathsf", "\\mathtt") and len(content) == 1:
            inner = self.run(content)
            if font == "\\mathit":
                return inner, end
            return [here, *braced(inner, content[0].start, last.end)], end
        if font in UPRIGHT and mathematical:
            inner = letters_as_words(self.run(content))
            place = braced(inner, here.start, last.end)
            return (inner if len(inner) == 1 else place), end
        return sentence(content, here, last, self.run), end


def _behind_row(lexemes: list[Lexeme], i: int) -> int:
    """Behind the star and the length that `\\\\` may have: `\\\\*[2pt]`."""
    if i < len(lexemes) and lexemes[i].text == "*" and not lexemes[i].spaced:
        i += 1
    length, end = option(lexemes, i)
    units = ("pt", "em", "ex", "mm", "cm", "in", "mu", "skip", "baselineskip", "jot")
    if length and written(length).replace(" ", "").endswith(units):
        return end
    return i


def _environment(lexemes: list[Lexeme], i: int) -> tuple[list[Lexeme], int]:
    """\\begin{align*} as one lexeme, without its options and columns."""
    here = lexemes[i]
    content, end = argument(lexemes, i + 1)
    name = "".join(x.text for x in content).replace("\\", "")  # align\* of Markdown
    if here.text == "\\begin":
        base = name.rstrip("*")
        _, end = option(lexemes, end)
        if base in ("array", "alignat", "alignedat", "xalignat", "tabular", "subarray"):
            _, end = argument(lexemes, end)
    last = lexemes[end - 1].end
    text = f"{here.text}{{{name}}}"
    return [replace(here, text=text, end=max(last, here.end))], end


def _negated(here: Lexeme, after: Lexeme) -> list[Lexeme]:
    known = {"=": "\\ne", "\\in": "\\notin", "\\equiv": "\\not\\equiv"}
    sign = SPELLINGS.get(after.text, SIGNS.get(after.text, after.text))
    text = known.get(sign, "\\not" + sign)
    return [Lexeme(Sort.COMMAND, text, here.start, max(here.end, after.end), here.spaced)]


def _comma(x: Lexeme) -> Lexeme:
    return replace(x, sort=Sort.SIGN, text=",") if x.text == "\\\\" else x
