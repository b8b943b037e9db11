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
_TAIL = re.compile(rf"^\W*(?:for|if|when|whenever|provided)(?: all| any| every| each)? {SLOT}")
_JOINT = re.compile(r"[\s,;.:]*(?:and|while|but|whereas)?(?:$|[\s,;:]+(?:for|if|when)\b|(?<=\.))")
_ELSEWHERE = re.compile(
    r"\b(?:sum\w*|all|total|every|any|therefore|so|hence|otherwise|general|both|together|overall)\b"
)
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
    leading = [s for s in last.slots if any(_conditions(s, last, formulas))]
    if not leading or (tail is not None and last is every[0] and leading == last.slots[:1]):
        return
    words = last.words[last.words.index(leading[-1]) + 1 :]
    if len(words.split()) <= _MOST_WORDS and not _ELSEWHERE.search(words):
        yield from _facts(last, leading[-1], formulas, Scope(block, block + 2))


def concerns(fact: Fact, chain: Chain) -> bool:
    """Whether a condition is of this row: it stands behind it, or before the whole display."""
    own = fact.scope == Scope(chain.block, chain.block + 1)
    places = [(x.span.source, x.span.start) for x in chain.after]
    return not own or any((v.span.source, v.lhs.span.start) in places for v in events(fact))


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
    if _LEADS.search(before):
        yield from filter(is_of_letters, formulas.statements(sentence.inline(slot)))


def _facts(s: Sentence, slot: str, formulas: Formulas, scope: Scope) -> Iterator[Fact]:
    for made in _conditions(slot, s, formulas):
        left, right = made.sides[0][0], made.sides[1][0]
        event = t.Event(left.span.to(right.span), left, made.rels[0], right)
        yield Fact(SIDE, (), (event,), s.span, s.quote, scope)
