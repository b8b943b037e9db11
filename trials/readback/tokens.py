"""Tokens of plain text and of LaTeX, of one kind for one parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trials.readback.table import Table, Unread, is_space

# Words with a meaning of their own; what follows as a subscript is part of the token.
WORDS = (
    *("argmax", "argmin", "abs", "exp", "log", "max", "min", "ln", "lg"),
    *("JS", "H", "D", "I", "E", "P", "h", "d", "C", "φ"),
)


@dataclass(frozen=True)
class Token:
    """kind: number, name, word, big, card, call (a bracket of arguments), open, close, or the sign
    itself. sub: the names in the subscript. glued: no blank before it. raw: the subscript as
    written."""

    kind: str
    text: str = ""
    sub: str = ""
    glued: bool = False
    raw: str = ""
    mark: str = "_"  # what stands before a subscript in a look


_SIGNS = re.compile(r"[-+·/^!,;:|‖=≠≤≥<>≪⊥→∈∉√π∞…~∂]")
_SUB_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SUBSCRIPT = re.compile(r"([₀-₉]*)(?:_(?:\{([^{}]*)\}|([^\s()\[\]{}|‖;=·/+^⌈⌉]+)))?")
_DISTANCE = re.compile(r"Hel²|Hel|χ²|TV|BC|BD|Hmin|Pguess|Perr|([DH]\^[RTA])_")
_GENERIC = re.compile(r"[^\W\d_]+['̂̃̄]*")
_CONTINUES = re.compile(r"[\w'̂̃̄]")


def called(table: Table) -> set[str]:
    """Names that stand before brackets of arguments, or for themselves."""
    return {*table.laws, *table.quantities}


def named_at(table: Table, shown: str, at: int) -> str:
    """The longest of the table's named things that stands at this place, and ends there."""
    found = [n for n in table.named if shown.startswith(n, at)]
    ends = [n for n in found if not re.match(r"[\w'(]", shown[at + len(n) : at + len(n) + 1])]
    return max(ends, key=len, default="")


class TextLexer:
    """Plain text. Names are those of the table, the longest first."""

    def __init__(self, table: Table) -> None:
        self.names = sorted(table.names(), key=len, reverse=True)
        self.called, self.table = called(table), table
        self.cards = {a.upper(): a for a in sorted(table.alphabets)}
        self.two_cards = [a for a in table.alphabets if self.cards[a.upper()] != a]

    def tokens(self, text: str) -> list[Token]:
        self.text, self.at, out = text, 0, []
        self.bars = 0
        while self.at < len(text):
            if text[self.at] in " \u00a0":
                self.at += 1
                continue
            out.append(self._one(out))
        return out

    def _one(self, before: list[Token]) -> Token:
        text, at = self.text, self.at
        glued = at > 0 and text[at - 1] not in " \u00a0"
        for read in (
            self._named,
            self._distance,
            self._least,
            self._big,
            self._end,
            self._number,
            self._card,
            self._known,
            self._word,
        ):
            token = read(glued)
            if token is not None:
                return token
        c = text[at]
        self.at += 1
        if c == "(":
            called = glued and bool(before) and before[-1].kind in ("name", "word")
            return Token("call" if called else "open", c, glued=glued)
        if c in ")]⌉":
            return Token("close", c, glued=glued)
        if c in "[⌈":
            return Token("open", c, glued=glued)
        if _SIGNS.match(c):
            return Token(c, c, glued=glued)
        raise Unread(f"the sign {c!r} in {text!r}")

    def _take(self, m: re.Match[str]) -> re.Match[str]:
        self.at = m.end()
        return m

    def _named(self, glued: bool) -> Token | None:
        """What a where line has said, as it stands there."""
        shown = named_at(self.table, self.text, self.at)
        if not shown:
            return None
        self.at += len(shown)
        return Token("named", shown, "", glued)

    def _distance(self, glued: bool) -> Token | None:
        """Hel²(p,q), χ²(p‖q), and those with an order, D^R_α(p‖q), D^R_(1/2)₂(p‖q)."""
        m = _DISTANCE.match(self.text, self.at)
        if m is None:
            return None
        start, self.at, order = self.at, m.end(), ""
        if m[1]:
            order = self._order()
        sub = self._sub()
        if not self.text.startswith("(", self.at) or (m[1] and not order):
            self.at = start
            return None
        return Token("word", m[1] or m[0], sub, glued, order)

    def _order(self) -> str:
        """A number, a name, or what stands in brackets."""
        if not self.text.startswith("(", self.at):
            m = re.compile(r"[^\W_₀₁₂₃₄₅₆₇₈₉]+").match(self.text, self.at)
            return self._take(m)[0] if m else ""
        depth, start = 0, self.at
        while self.at < len(self.text):
            depth += {"(": 1, ")": -1}.get(self.text[self.at], 0)
            self.at += 1
            if not depth:
                return self.text[start + 1 : self.at - 1]
        return ""

    def _big(self, glued: bool) -> Token | None:
        m = re.compile(r"([ΣΠ])_(\S+)[ \u00a0]|(∫)").match(self.text, self.at)
        return Token("big", m[1] or m[3], m[2] or "", glued) if m and self._take(m) else None

    def _end(self, glued: bool) -> Token | None:
        """The d of dx, x a point of a space."""
        points = [v for v, a in self.table.letters.items() if is_space(a)]
        shown = "|".join(map(re.escape, sorted(points, key=len, reverse=True)))
        m = re.compile(rf"d(?=(?:{shown})(?![\w']))").match(self.text, self.at)
        return Token("d", "d", "", glued) if points and not glued and m and self._take(m) else None

    def _least(self, glued: bool) -> Token | None:
        """argmin over lengths, `argmin_{L ∈ ℕ, Σ_x 2^(-L(x)) ≤ 1}`."""
        m = re.compile(r"argmin_\{([^{}]*∈ ℕ,.*? ≤ 1)\} ").match(self.text, self.at)
        return Token("least", "argmin", "", glued, m[1]) if m and self._take(m) else None

    def _number(self, glued: bool) -> Token | None:
        m = re.compile(r"\d+").match(self.text, self.at)
        return Token("number", m[0], "", glued) if m and self._take(m) else None

    def _card(self, glued: bool) -> Token | None:
        for shown, alphabet in sorted(self.cards.items(), key=lambda p: -len(p[0])):
            if self.text.startswith(f"|{shown}|", self.at):
                if alphabet.upper() in {a.upper() for a in self.two_cards}:
                    raise Unread(f"|{shown}| is the size of two alphabets")
                if not glued or self.text[self.at - 1] in "([{/·-^⌈|‖,":
                    self.at += len(shown) + 2
                    return Token("card", alphabet, "", glued)
        return None

    def _known(self, glued: bool) -> Token | None:
        for name in self.names:
            end = self.at + len(name)
            if not self.text.startswith(name, self.at):
                continue
            if end < len(self.text) and re.match(r"[^\W_]|['̂̃̄]", self.text[end]):
                continue
            if (
                name in WORDS
                and name not in self.called
                and self.text[end : end + 1] in tuple("([_₂")
            ):
                continue  # H(…) with a variable H
            self.at = end
            return Token("name", name, self._sub(), glued)
        return None

    def _word(self, glued: bool) -> Token | None:
        m = _GENERIC.match(self.text, self.at)
        if m is None:
            return None
        stem = m[0].rstrip("₀₁₂₃₄₅₆₇₈₉")
        self.at += len(stem)
        sub = self._sub()
        return Token("word" if stem in WORDS else "name", stem, sub, glued, sub)

    def _sub(self) -> str:
        """₂, _z and _{x,y} after a name, as one subscript."""
        m = _SUBSCRIPT.match(self.text, self.at)
        if m is None:
            return ""
        self._take(m)
        low = next((s for s in (m[2], m[3]) if s), "")
        return ",".join(s for s in (m[1].translate(_SUB_DIGITS), low) if s)
