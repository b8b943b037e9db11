"""How far what a sentence says holds: its section, its case, the display that it is about."""

from __future__ import annotations

import re

from derive.notes.blocks import Document, Prose
from derive.notes.facts import OF_VARIABLES, Scope
from derive.notes.facts.english import ALWAYS, CASE, INTRODUCES, RELEASES, SUPPOSING
from derive.notes.facts.forms import Said
from derive.notes.facts.scopes import display_before, here, is_footnote, section, whole
from derive.notes.facts.sentences import Sentence, sentences

_SPECIAL = ("uniform", "bernoulli", "one-hot", "deterministic", "point mass")  # of one law
_NAMED_SO = re.compile(
    r"\b(?:the|an?) (?:\w+ )?(?:uniform|bernoulli|one-hot|point mass|dirac|delta|degenerate)\b"
)
_WHERE = re.compile(r"^(?:and |,)?(?:where|with|in which|here)\b")
_FOR_THE_NEXT = re.compile(r"^(?:and )?with\b[^.]*[,:]$")  # with ℓ = …, [display]
_GOES_ON = re.compile(r"(?:[,:]|then|have|that|gives?|get|obtain|is|are|write|as)$")
_DOUBTFUL = re.compile(r"\b(?:instead|rather than|not|either|or)\b|n['’]t\b")
_ENDS_IN_CASE = re.compile(r"\b(?:if|when|whenever)[,:]?$")
_HELD = (
    *OF_VARIABLES,
    "holds",
    "positive",
    "dominated",
    "memoryless",
)


class Held:
    """How far a sentence holds."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.document, self.sentence = document, sentence
        words = sentence.words
        self.supposes = SUPPOSING.search(words) is not None
        self.has_case = CASE.search(words) is not None
        if not self.has_case and INTRODUCES.search(words):
            self.supposes = False  # for 0 ≤ α ≤ 1 let m = …: as long as m
        self.is_doubtful = self.has_case or _DOUBTFUL.search(words) is not None

    def scope(self, said: Said) -> Scope:
        """The blocks in which what it says holds."""
        block, words = self.sentence.block, self.sentence.words
        if ALWAYS.search(words):
            return whole(self.document)
        if is_footnote(self.document, block):
            return Scope(block, block + 1)
        in_lists = said.kind not in _HELD or said.kind == "positive"
        own = section(self.document, block, lists=in_lists)
        is_special = said.kind in _SPECIAL and _NAMED_SO.search(words) is None
        if said.kind in _HELD or is_special:
            own = self._until_released(own)
        is_next = self.sentence.last and _FOR_THE_NEXT.match(words.rstrip())
        if _WHERE.match(words) and self.sentence.first and block > 0 and not is_next:
            first = display_before(self.document, block)
            is_label = said.kind == "one-hot"  # which says what a name is
            if said.kind in _HELD or (is_special and not is_label):
                return Scope(first, block + 1)
            return Scope(first, own.last)
        is_case = self.supposes or self.has_case
        if said.kind == "dominated" and "whenever" in words:  # which is no case of it
            is_case = self.supposes
        is_if = self.has_case and (said.kind in ("code", "number") and said.words != "lengths")
        if is_if or (is_case and said.kind in (*_HELD, *_SPECIAL)):
            return here(self.document, block, self._goes_on(words.rstrip()))
        if is_case and said.kind == "number" and not self._goes_on(words) and "let" not in words:
            return Scope(block, block + 1)  # for any x > 0, we have ln x ≤ x − 1
        return own

    def _until_released(self, scope: Scope) -> Scope:
        """To where the text goes over to the general case."""
        blocks, own = self.document.blocks, self.sentence
        after = [s for s in sentences(own.prose, own.block) if s.offsets[0] > own.offsets[0]]
        if after and RELEASES.match(after[-1].words):
            return Scope(scope.first, min(own.block + 1, scope.last))
        for k in range(scope.first + 1, scope.last):
            block = blocks[k]
            said = sentences(block, k) if isinstance(block, Prose) else []
            if said and any(RELEASES.match(s.words) for s in (said[0], said[-1])):
                return Scope(scope.first, k)
        return scope

    def _goes_on(self, words: str) -> bool:
        """Whether the display behind it is still about the case: "if X ⊥ Y, then", "… if"."""
        if not self.sentence.last:
            return False
        if _ENDS_IN_CASE.search(words):
            return True
        return self.supposes and (_GOES_ON.search(words) is not None or words[-1:] not in ".?!")
