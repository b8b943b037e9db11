"""How far what a sentence says holds: its section, its case, the display that it is about.

let, where, throughout, we assume    to the end of the section, or until the text goes over to
                                     the general case, or introduces the name anew
suppose, assume, consider the case   until the text goes on to another case, too
if, when, for … with                 in its own sentence, with the displays that end it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.notes.blocks import Document
from derive.notes.facts import NEVER, OF_VARIABLES, Fact, Scope
from derive.notes.facts.about import about
from derive.notes.facts.conditions import is_tail_case
from derive.notes.facts.english import ALWAYS, CASE, INTRODUCES, SUPPOSING
from derive.notes.facts.forms import Said, counts_letters
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.making import MADE
from derive.notes.facts.scopes import (
    display_before,
    head_of,
    heads,
    here,
    is_footnote,
    section,
    whole,
    with_proof,
)
from derive.notes.facts.sentences import SLOT, Sentence
from derive.notes.facts.turns import SUPPOSES, Turn, turns
from derive.notes.tree import Indicator

_SPECIAL = ("uniform", "bernoulli", "one-hot", "deterministic", "point mass")  # of one law
_NAMED_SO = re.compile(
    r"\b(?:the|an?) (?:\w+ )?(?:uniform|bernoulli|one-hot|point mass|dirac|delta|degenerate)\b"
)
_WHERE = re.compile(r"^(?:and |,)?(?:where|with|in which|here)\b")
_FOR = re.compile(
    rf"^,?(?:for(?: all| any| every| each| some)?|provided(?: that)?|whenever) {SLOT}"
)
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
    "invertible",
)
_REGULAR = ("positive", "dominated", "one-hot")  # assumed for good, even behind "suppose"
_THROUGHOUT = re.compile(r"\b(?:throughout|from now on|in these|in this)\b")
_THROUGHOUT_HERE = re.compile(
    r"\b(?:throughout|in) (?:this|the) (?:\w+ )?(?:\w*section|proof|example|exercise|paragraph|"
    r"part|problem|remark|lemma|theorem)\b"
)


@dataclass(frozen=True)
class Text:
    """A document with what its sentences do to what was said before them."""

    document: Document
    turns: Sequence[Turn]
    heads: Sequence[int]

    @classmethod
    def of(cls, document: Document, formulas: Formulas) -> Text:
        return cls(document, turns(document, formulas), heads(document))


class Held:
    """How far a sentence holds."""

    def __init__(self, text: Text, sentence: Sentence) -> None:
        self.text, self.document, self.sentence = text, text.document, sentence
        words = sentence.words
        self.supposes = SUPPOSING.search(words) is not None
        self.has_case = CASE.search(words) is not None
        if not self.has_case and INTRODUCES.search(words):
            self.supposes = False  # for 0 ≤ α ≤ 1 let m = …: as long as m
        self.is_open = SUPPOSES.search(words) is not None and not _THROUGHOUT.search(words)
        self.is_doubtful = self.has_case or _DOUBTFUL.search(words) is not None

    def fact(self, said: Said) -> Fact:
        """What it says, in the blocks in which that holds."""
        s = self.sentence
        scope, is_case = self._scope(said)
        fact = Fact(said.kind, said.names, said.values, s.span, s.quote, scope, words=said.words)
        fact = replace(fact, supposed=is_case and _is_hypothesis(said))
        return held(self.text, fact, s.block, s.number) if _is_hypothesis(said) else fact

    def _scope(self, said: Said) -> tuple[Scope, bool]:
        """The blocks up to which it may hold; whether it is of a case."""
        block, words = self.sentence.block, self.sentence.words
        is_restriction = _is_hypothesis(said)
        if ALWAYS.search(words) and not (is_restriction and not self._is_for_good()):
            return whole(self.document), False
        if is_footnote(self.document, block):
            return Scope(block, block + 1), self.has_case
        in_lists = said.kind not in _HELD or said.kind == "positive"
        own = section(self.document, block, lists=in_lists)
        is_special = said.kind in _SPECIAL and _NAMED_SO.search(words) is None
        is_next = self.sentence.last and _FOR_THE_NEXT.match(words.rstrip())
        first = display_before(self.document, block)
        behind = _WHERE.match(words) is not None or self._is_behind()
        if behind and self.sentence.first and first < block and not is_next:
            is_label = said.kind == "one-hot"  # which says what a name is
            if said.kind in _HELD or (is_special and not is_label) or self._is_behind():
                return Scope(first, block + 1), False
            return Scope(first, own.last), False
        if said.words == MADE and isinstance(said.values[0], Indicator):  # E = 1 if X ≠ Y
            return own, False
        is_case = self.supposes or self.has_case
        if is_restriction and first < block and is_tail_case(self.sentence):
            return Scope(first, block + 1), True
        if said.kind == "dominated" and "whenever" in words:  # which is no case of it
            is_case = self.supposes
        is_if = self.has_case and (said.kind in ("code", "number") and said.words != "lengths")
        if is_if or (is_case and is_restriction):
            stated = here(self.document, block, self._goes_on(words.rstrip()))
            return with_proof(self.document, stated) if is_restriction else stated, True
        if is_case and said.kind == "number" and not self._goes_on(words) and "let" not in words:
            return Scope(block, block + 1), True  # for any x > 0, we have ln x ≤ x − 1
        is_supposed = self.is_open and said.kind not in _REGULAR and said.words != "sum"
        return own, is_supposed and (said.kind in _HELD or is_special or counts_letters(said))

    def _is_for_good(self) -> bool:
        """Said for all of the text: throughout, and not "in this section", nor of a case."""
        words = self.sentence.words
        if self.has_case or not _THROUGHOUT.search(words):
            return False
        return _THROUGHOUT_HERE.search(words) is None

    def _is_behind(self) -> bool:
        """Whether it goes on with the display before it, in small letters: for λ ∈ [0, 1]."""
        return (
            self.sentence.is_tail
            and self.sentence.last
            and _FOR.match(self.sentence.words) is not None
        )

    def _goes_on(self, words: str) -> bool:
        """Whether the display behind it is still about the case: "if X ⊥ Y, then", "… if"."""
        if not self.sentence.last:
            return False
        if _ENDS_IN_CASE.search(words):
            return True
        return self.supposes and (_GOES_ON.search(words) is not None or words[-1:] not in ".?!")


def held(text: Text, fact: Fact, block: int, number: int) -> Fact:
    """The fact, said in the number-th sentence of a block, up to where the text ends it."""
    names = about(fact)
    below = head_of(text.document, text.heads, block)
    last, until = fact.scope.last, NEVER
    for turn in text.turns:
        if not turn.comes_after(block, number) or turn.block >= last:
            continue
        if turn.general or turn.fresh & names:
            last = until = turn.block
            break
        moves = fact.supposed and turn.ends_supposed(names)
        if moves or turn.denies or turn.anew & names or (turn.head and below is not None):
            last = turn.block
            break
    return replace(fact, scope=Scope(fact.scope.first, last), until=until)


def _is_hypothesis(said: Said | Fact) -> bool:
    return said.kind in (*_HELD, *_SPECIAL) or counts_letters(said)
