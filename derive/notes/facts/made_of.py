"""Random variables that the text makes of others, in words, in its formulas, and in displays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.notes import tree as t
from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.facts.asserted import is_asserted
from derive.notes.facts.displayed import Role, role_of
from derive.notes.facts.english import CLAIMED
from derive.notes.facts.forms import Said
from derive.notes.facts.formulas import Formulas, Parse
from derive.notes.facts.held import Text, held
from derive.notes.facts.making import made_of
from derive.notes.facts.scopes import section
from derive.notes.facts.sentences import SLOT, Sentence
from derive.notes.source import NotRead

_OTHERWISE = r"(?:otherwise|else|elsewhere)"
_BY_WORDS = re.compile(
    rf"({SLOT}) (?:if|when|whenever) ({SLOT})(?: \([^()]*\))?,?;? ?(?:and |while |but )?(?:"
    rf"({SLOT}) {_OTHERWISE}|{_OTHERWISE},? ({SLOT})|({SLOT}) (?:if|when) ({SLOT}))"
)
_INDICATOR = re.compile(
    rf"({SLOT}) (?:be|is|denotes?|as) the (?:error )?indicator(?: (?:random )?variable| function)? "
    rf"(?:of|for|that|whether)(?: the (?:error )?event)?(?: that)? ({SLOT})"
)


def in_words(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """“E = 1 if X ≠ X̂ and 0 otherwise”, “let E be the indicator of X ≠ X̂”, “Y = X ⊕ Z”."""
    words = sentence.words
    for slot in sentence.slots:
        at = words.index(slot)
        if is_asserted(sentence, at, at + 1) and not CLAIMED.search(words[:at]):
            for statement in formulas.statements(sentence.inline(slot)):
                if statement.equation is not None:
                    yield from made_of(*statement.equation)
    for found in _BY_WORDS.finditer(sentence.words):
        if is_asserted(sentence, *found.span()):
            yield from _of_cases(found, sentence, formulas)
    for found in _INDICATOR.finditer(sentence.words):
        names = formulas.statements(sentence.inline(found[1]))
        event = _event(found[2], sentence, formulas)
        if len(names) == 1 and not names[0].rels and event is not None:
            name = names[0].one(0)
            if name is not None and is_asserted(sentence, *found.span()):
                yield from made_of(name, t.Indicator(event.span, event))


def of_display(text: Text, chains: Sequence[Chain], parse: Parse, block: int) -> Iterator[Fact]:
    """What a display of one equation says so, to the end of its section."""
    for chain in chains:
        if len(chain.signs) != 1 or chain.signs[0].rel not in ("=", ":="):
            continue
        if chain.joined or chain.joins or role_of(text.document, block) is Role.DENIED:
            continue
        try:
            left, right = (parse(side.tokens) for side in chain.sides)
        except NotRead:
            continue
        span = chain.sides[0].span.to(chain.sides[1].span)
        quote = " ".join(span.text.split())
        for said in made_of(left, right):
            scope = section(text.document, block)
            fact = Fact(said.kind, said.names, said.values, span, quote, scope, words=said.words)
            yield held(text, fact, block, 0)


def _of_cases(
    found: re.Match[str], sentence: Sentence, formulas: Formulas
) -> Iterator[Said]:
    first, event = (_event(found[k], sentence, formulas) for k in (1, 2))
    if first is None or event is None or not _is_number(first.rhs) or first.rel != "=":
        return
    other = next(x for x in (found[3], found[4], found[5]) if x)
    made = formulas.statements(sentence.inline(other))
    last = made[0].one(-1) if len(made) == 1 else None
    again = _event(found[6], sentence, formulas) if found[6] else None
    if found[6] and (again is None or {again.lhs, again.rhs} != {event.lhs, event.rhs}):
        return
    if last is not None and _is_number(last) and last != first.rhs:
        yield from made_of(first.lhs, t.Indicator(event.span, event))


def _event(slot: str, sentence: Sentence, formulas: Formulas) -> t.Event | None:
    made = formulas.statements(sentence.inline(slot))
    equal = made[0] if len(made) == 1 and len(made[0].rels) == 1 else None
    one, other = (equal.one(0), equal.one(1)) if equal is not None else (None, None)
    if equal is None or one is None or other is None:
        return None
    return t.Event(one.span.to(other.span), one, equal.rels[0], other)


def _is_number(node: t.Node) -> bool:
    return isinstance(node, t.Num)
