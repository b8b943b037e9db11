"""Side conditions on letters: i ≠ j, i = j, behind a display or in the words that lead to it.

Each is of one display alone, or of one of its rows: the claim is made where the letters are so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.notes import tree as t
from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import Fact, Scope
from derive.notes.facts.behind import behind
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.scopes import display_before
from derive.notes.facts.sentences import SLOT, Sentence, sentences
from derive.notes.kinds import INDICES

SIDE = "side"
_LEADS = re.compile(
    r"\b(?:for|if|when|whenever|where|with|suppose|assume|given|provided|case)"
    rf"(?: that| the case| now| all| any| every| each| distinct| different| indices|{SLOT}|,| )* $"
)
_TAIL = re.compile(
    rf"^\W*(?:for|if|when|whenever|provided|where|with)(?: all| any| every| each)? {SLOT}"
)
_JOINT = re.compile(r"[\s,;.:]*(?:and|while|but|whereas)?(?:$|[\s,;:]+(?:for|if|when)\b|(?<=\.))")
_ELSEWHERE = re.compile(
    r"\b(?:sum\w*|all|total|every|any|therefore|so|hence|otherwise|general|both|together|overall)\b"
)
_UNSURE = re.compile(r"\b(?:not|only|unless|except|even|regardless|whether)\b|n['’]t\b")
_THEN = re.compile(r"^\W*(?:then|here|now|so|in (?:this|that|which) case|we)\b[^.?!]*$")
_MOST_WORDS = 8  # between the condition and the display that it is of


def of_display(chains: Sequence[Chain], formulas: Formulas, block: int) -> Iterator[Fact]:
    """What stands behind the rows of a display."""
    for chain in chains:
        prose = behind(chain.after)
        for sentence in sentences(prose, block) if prose is not None else ():
            for slot in sentence.slots:
                yield from _facts(sentence, slot, formulas, Scope(block, block + 1))


def of_prose(document: Document, block: int, prose: Prose, formulas: Formulas) -> Iterator[Fact]:
    """What a paragraph says of the display behind it, or of the one that it goes on with."""
    every = sentences(prose, block)
    first = display_before(document, block)
    tail = _TAIL.match(every[0].words) if every and every[0].is_tail and first < block else None
    if tail is not None and _JOINT.match(every[0].words, tail.end()):
        yield from _facts(every[0], every[0].slots[0], formulas, Scope(block - 1, block))
    else:
        tail = None
    if not every or every[-1].words.rstrip().endswith((".", "?", "!")):
        return
    last = every[-1]
    if len(every) > 1 and not last.slots and _THEN.match(last.words):
        last = every[-2]  # Suppose i ≠ j. Then
    leading = [s for s in last.slots if any(_conditions(s, last, formulas))]
    if not leading or (tail is not None and last is every[0] and leading == last.slots[:1]):
        return
    words = last.words[last.words.index(leading[-1]) + 1 :]
    if len(words.split()) <= _MOST_WORDS and not _ELSEWHERE.search(words):
        yield from _facts(last, leading[-1], formulas, Scope(block, block + 2))


def concerns(fact: Fact, chain: Chain) -> bool:
    """Whether a condition is of this row: it stands behind it, or in words around the display."""
    display, behind_it = chain.display.span, [x.span.start for x in chain.after]
    starts = [v.span.start for v in events(fact) if v.span.source is display.source]
    within = [s for s in starts if display.start <= s < display.end]
    return not within or any(s in behind_it for s in within)


def events(fact: Fact) -> Iterator[t.Event]:
    yield from (v for v in fact.values if isinstance(v, t.Event))


def is_of_letters(s: Statement) -> bool:
    """i ≠ j, i = j."""
    sides = [s.one(k) for k in range(len(s.sides))]
    return s.rels in (("=",), ("!=",)) and all(map(_is_index, sides))


def _is_index(node: t.Node | None) -> bool:
    return isinstance(node, t.Name) and not (node.sub or node.accents) and node.base in INDICES


def _conditions(slot: str, sentence: Sentence, formulas: Formulas) -> Iterator[Statement]:
    before = sentence.words[: sentence.words.index(slot)]
    if _LEADS.search(before) and not _UNSURE.search(before):
        yield from filter(is_of_letters, formulas.statements(sentence.inline(slot)))


def _facts(s: Sentence, slot: str, formulas: Formulas, scope: Scope) -> Iterator[Fact]:
    for made in _conditions(slot, s, formulas):
        left, right = made.sides[0][0], made.sides[1][0]
        event = t.Event(left.span.to(right.span), left, made.rels[0], right)
        yield Fact(SIDE, (), (event,), s.span, s.quote, scope)
