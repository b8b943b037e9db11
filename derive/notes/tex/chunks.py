"""Rows cut into chunks: at commas, wide blanks, signs and words between statements."""

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
    labels,
    opens_clause,
    restricts,
)
from derive.notes.tex.relations import ARROWS, BACKWARDS, JOINERS, is_relation
from derive.notes.tex.symbols import WIDE
from derive.notes.tex.words import written


@dataclass
class Chunk:
    """A stretch without a cut in it. cut: what stands before it: "", ",", "wide", "after", or how
    statements are joined; mark: the sign or word that cuts.
    """

    cut: str
    mark: Lexeme | None = None
    wide: bool = False  # a wide blank stands before it too
    lexemes: list[Lexeme] = field(default_factory=list)


@dataclass(frozen=True)
class Chunks:
    """Of a row; reasons: the words in it that explain."""

    chunks: list[Chunk]
    reasons: list[str]


def chunks(lexemes: list[Lexeme]) -> Chunks:
    """In their order; the first has no cut."""
    cutting = _Cutting(lexemes)
    cutting.run()
    kept = [chunk for chunk in cutting.chunks if not _is_spelled(chunk)]
    return Chunks(kept, cutting.reasons)


def open_ended(lexemes: list[Lexeme]) -> bool:
    """Something has to follow: it ends in a relation or an operator."""
    return bool(lexemes) and (is_relation(lexemes[-1]) or lexemes[-1].text in BINARY)


class _Cutting:
    def __init__(self, lexemes: list[Lexeme]) -> None:
        self.lexemes = lexemes
        self.depth = levels(lexemes)
        self.chunks = [Chunk("")]
        self.reasons = [x.note for x in lexemes if x.sort is Sort.CLOSE and x.note]

    def run(self) -> None:
        i = 0
        while i < len(self.lexemes):
            i = self._top(i) if self.depth[i] == 0 else self._group(i)

    def _top(self, i: int) -> int:
        """A lexeme in no bracket; where to go on."""
        x, last = self.lexemes[i], self.chunks[-1]
        cut = _cut(x, last)
        if x.text == "\\forall" and not last.lexemes and (end := self._of_all(i)):
            self.chunks.append(Chunk("after", x, lexemes=self.lexemes[i:end]))
            self.chunks.append(Chunk("stated"))
            return end + 1
        if self._is_label(i):
            self.reasons.append(x.text)
            if last.lexemes and not self._goes_on_at(i + 1):
                self.chunks.append(Chunk("wide"))
            return i + 1
        if cut == "reason" or self._points_at_words(i, last):
            end = self._end_of_reason(i)
            self.reasons.append(written(self.lexemes[i:end]))
            return end
        if not cut:
            last.lexemes.append(x)
        elif cut != "nothing" and not _adds_nothing(cut, last):
            self.chunks.append(Chunk(cut, x, cut == "wide", [x] if cut == "after" else []))
        elif cut == "wide":
            last.wide = True
        return i + 1

    def _is_label(self, i: int) -> bool:
        """Words that end by themselves and are no part of the formula: (a), (by Jensen), Gibbs:."""
        x = self.lexemes[i]
        rest = [y for y in self.lexemes[i + 1 :] if y.text not in WIDE]
        last = self.chunks[-1].lexemes
        if x.sort is not Sort.TEXT or not rest or not labels(x.text):
            return False
        if not last or open_ended(last):
            return not self._goes_on_at(i + 1)
        return not restricts(x.text) or self._goes_on_at(i + 1)

    def _goes_on_at(self, i: int) -> bool:
        """A relation, an operator or a script stands here, which goes on with what is before it."""
        x = self.lexemes[i]
        return is_relation(x) or x.text in BINARY or x.sort in (Sort.SUB, Sort.SUP)

    def _end_of_reason(self, i: int) -> int:
        """Where the words that begin here end: before a sign that goes on with what they explain
        or joins it to another statement, and before a wide blank with a relation behind it. A
        relation that they need themselves, as behind "since", is theirs."""
        needs = self.lexemes[i].sort is Sort.TEXT and opens_clause(self.lexemes[i].text)
        for j in range(i + 1, len(self.lexemes)):
            x = self.lexemes[j]
            if self.depth[j]:
                continue
            if is_relation(x):
                if x.text in JOINERS or self.lexemes[j - 1].sort is Sort.TEXT:
                    return j
                needs = False
            elif x.text in WIDE and not needs and self._states(j + 1):
                return j
        return len(self.lexemes)

    def _states(self, i: int) -> bool:
        """Whether a statement stands from here to the next wide blank."""
        here = [j for j in range(i, len(self.lexemes)) if self.depth[j] == 0]
        end = next((j for j in here if self.lexemes[j].text in WIDE and j > i), None)
        own = [self.lexemes[j] for j in here if end is None or j < end]
        words = bool(own) and own[0].sort is Sort.TEXT and explains(own[0].text)
        return any(map(is_relation, own)) and (not words or labels(own[0].text))

    def _points_at_words(self, i: int, last: Chunk) -> bool:
        """Whether the arrow of a ≤ b → (by Jensen) stands here: behind a relation, or pointing
        back, with words alone up to the end."""
        arrow = self.lexemes[i].text
        words = {x.sort for x in self.lexemes[i + 1 :] if x.text not in WIDE}
        behind = any(map(is_relation, last.lexemes)) or arrow in BACKWARDS
        return arrow in ARROWS and behind and words == {Sort.TEXT}

    def _of_all(self, i: int) -> int:
        """Where ∀ x > 0 ends, with which a statement begins: at a colon, or else at the comma, or
        wide blank, behind which the statement stands; 0 where none stands behind it."""
        top = [j for j in range(i, len(self.lexemes)) if self.depth[j] == 0]
        related = [j for j in top if is_relation(self.lexemes[j])]
        colons = [j for j in top if self.lexemes[j].text == ":"]
        if colons:
            return colons[0] if any(j > colons[0] for j in related) else 0
        cuts = [j for j in top if self.lexemes[j].text == "," or self.lexemes[j].text in WIDE]
        for j in cuts:
            own = [k for k in related if k < j]
            later = [k for k in related if k > j and self.lexemes[k].text != "\\in"]
            if later and (own or not any(k > j for k in cuts)):
                return j
        return 0

    def _group(self, i: int) -> int:
        """What stands in brackets, one group after the other; where to go on."""
        end = i
        while end < len(self.lexemes) and self.depth[end] > 0:
            end += 1
        group = self.lexemes[i:end]
        if _is_reason(group, self.chunks[-1], whole=len(group) == len(self.lexemes)):
            self.reasons.append(written(group))
        else:
            self.chunks[-1].lexemes.extend(group)
        return end


def _is_spelled(chunk: Chunk) -> bool:
    r"""A word in letters between wide blanks, as in `\quad and \quad`."""
    letters = all(x.sort is Sort.LETTER for x in chunk.lexemes)
    return chunk.wide and letters and "".join(x.text for x in chunk.lexemes) in _SPELLED


_SPELLED = frozenset(("and", "or", "where", "so", "hence", "thus", "then"))


def _adds_nothing(cut: str, last: Chunk) -> bool:
    """A comma or a blank behind a cut that says more."""
    if last.lexemes or cut not in (",", "wide"):
        return False
    return last.cut not in ("", ",", "wide") or (cut == "wide" and last.cut == ",")


def _cut(x: Lexeme, last: Chunk) -> str:
    """What a lexeme at the top cuts; "" if it belongs to the chunk."""
    if x.text in JOINERS and x.sort is Sort.COMMAND:
        behind = last.lexemes or last.cut == "wide"
        return "reason" if x.text == "\\because" and behind else JOINERS[x.text]
    if x.text in (",", ";") and x.sort is Sort.SIGN:
        return ","
    if x.text in WIDE:
        return "wide"
    if x.text == "\\forall":
        return "after"
    if x.sort is not Sort.TEXT:
        return ""
    return _cut_of_words(x.text, last)


def _cut_of_words(text: str, last: Chunk) -> str:
    if not any(c.isalnum() for c in text):  # a comma, ✓
        return "," if any(c in ",;" for c in text) else "nothing"
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


def _is_reason(group: list[Lexeme], last: Chunk, whole: bool) -> bool:
    """Brackets with words in them, as in (by Jensen). whole: they are all that is in the row."""
    if len(group) < 3 or group[0].text not in ("(", "[") or group[1].sort is not Sort.TEXT:
        return False
    if whole and (joins(group[1].text) or restricts(group[1].text) or explains(group[1].text)):
        return True
    if not last.lexemes and last.cut != "wide":
        return False
    words = group[1].text
    alone = len(group) == 3 and last.cut == "wide" and not last.lexemes
    return explains_in_brackets(words) or alone


def is_number(chunk: Chunk) -> bool:
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
