"""Sentences that suppose something of things that they do not name: the channel is memoryless."""

from __future__ import annotations

import re

from derive.notes.facts.english import CASE, EXCEPTED, UNLESS
from derive.notes.facts.sentences import Sentence

_WHAT = (
    r"(?:variables?|sources?|channels?|inputs?|outputs?|symbols?|letters?|functions?|maps?|"
    r"mappings?|noise|errors?|coins?|dice|die|priors?|samples?|messages?|components?|"
    r"coordinates?|entries|features?|labels?|classes|distributions?|laws?|code|draws)"
)
_HOW = (
    r"(?:memoryless|stationary|ergodic|noiseless|lossless|deterministic|equiprobable|"
    r"equally likely|independent|i\.i\.d|iid|identically distributed|uniform(?:ly distributed)?|"
    r"binary|symmetric|degraded|invertible|bijective|injective|one-to-one|fair|markov(?:ian)?|"
    r"point masses|degenerate|without feedback|equal|the same|the product|distinct|disjoint)"
)
_MUCH = r"(?:(?:\w+ly|all|both|also|now|again|discrete|finite|pairwise) )*"
_IS = re.compile(
    rf"(?:^|\b(?:the|all|both|these|those|our|its|two|three|different|that|and|let|where|with)) "
    rf"(?:[\w-]+ ){{0,2}}?{_WHAT} (?:is|are|be) (?:an? |assumed |taken |supposed )?(?:to be )?"
    rf"{_MUCH}{_HOW}\b"
)
_TAKEN = re.compile(
    r"\b(?:suppos\w+|assum\w+|consider|let us take|we take|fix|throughout|given|for|use) "
    rf"(?:that )?(?:an? |the |all |two |our )?{_MUCH}{_HOW}(?:[ ,][\w-]+){{0,2}}? {_WHAT}\b"
)
_GENERIC = re.compile(  # the entropy of a pair of independent random variables is their sum
    rf"\b(?:of|for|between|with|among|to) (?:(?:an?|the|all|any|two|three|several|many|both|"
    rf"pairs?|sums?|tuples?|sequences?|collections?|sets?|of) )*{_MUCH}{_HOW}"
    rf"(?: [\w-]+){{0,2}} {_WHAT}\b"
)
_ALWAYS = re.compile(r"\b(?:memoryless|stationary|ergodic)\b")


def supposes_unnamed(sentence: Sentence, leads: bool) -> bool:
    """Whether a sentence without a name restricts what a display is about. leads: to the display,
    which then says in formulas what the sentence says of any such thing."""
    words = EXCEPTED.sub(" ", sentence.words)
    if UNLESS.search(words) or CASE.search(words) or words.endswith("?"):
        return False
    if sentence.slots and not _ALWAYS.search(words):
        return False
    if leads and _GENERIC.search(words):
        return True
    return _IS.search(words) is not None or _TAKEN.search(words) is not None
