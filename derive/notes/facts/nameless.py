"""Sentences that suppose something of things that they do not name: the channel is memoryless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.notes import tree as t
from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.facts.english import CASE, EXCEPTED, UNLESS
from derive.notes.facts.forms import is_measure, is_variable
from derive.notes.facts.formulas import Parse
from derive.notes.facts.scopes import here
from derive.notes.facts.sentences import Sentence, sentences
from derive.notes.source import NotRead
from derive.notes.walk import walk

_WHAT = (
    r"(?:variables?|sources?|channels?|inputs?|outputs?|symbols?|letters?|functions?|maps?|"
    r"process(?:es)?|chains?|"
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
_INDEPENDENT = re.compile(
    r"^(?:\W*)(?:if|when|whenever|for)(?: the| both| these| two| all| random| discrete)* "
    r"(?:random )?variables (?:are )?(?:(?:mutually|statistically|jointly|all) )?independent[,:]?$"
    r"|^(?:\W*)(?:if|when|for)(?: the| two| both)* (?:mutually |statistically )?independent "
    r"(?:random )?variables[,:]?$"
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


def independent_ones(
    document: Document, block: int, chains: Sequence[Chain], parse: Parse
) -> Iterator[Fact]:
    """The variables of a display, which the sentence before it calls independent without their
    names: “If the variables are independent:”."""
    before = document.blocks[block - 1] if block else None
    last = sentences(before, block - 1)[-1:] if isinstance(before, Prose) else []
    if not any(_INDEPENDENT.match(s.words.rstrip()) for s in last):
        return
    names: dict[t.Node, None] = {}
    for side in (s for c in chains for s in c.sides):
        try:
            calls = [n for n in walk(parse(side.tokens)) if isinstance(n, t.Call)]
        except NotRead:
            return
        names |= dict.fromkeys(a for c in calls if is_measure(c) for a in c.args)
    if len(names) > 1 and all(map(is_variable, names)):
        scope = here(document, block - 1, True)
        span, quote = last[0].span, last[0].quote
        yield Fact("independent", tuple(names), (), span, quote, scope, supposed=True)
