r"""Random variables that are made of others: E = 1[X ≠ X̂], Y = X ⊕ Z, Y = X + Z.

Each is a function of these; and of a sum each part is one of the others. More is known of them
than that, which `MADE` says: nothing is refuted outright on their account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.notes import tree as t
from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.facts.asserted import is_asserted
from derive.notes.facts.displayed import Parse, Role, role_of
from derive.notes.facts.forms import Said, is_variable
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.held import Text, held
from derive.notes.facts.scopes import section
from derive.notes.facts.sentences import SLOT, Sentence
from derive.notes.source import NotRead
from derive.notes.walk import walk

MADE = "made"
XOR = r"\oplus"
_OTHERWISE = r"(?:otherwise|else|elsewhere)"
_BY_WORDS = re.compile(
    rf"({SLOT}) (?:if|when|whenever) ({SLOT})(?: \([^()]*\))?,?;? ?(?:and |while |but )?(?:"
    rf"({SLOT}) {_OTHERWISE}|{_OTHERWISE},? ({SLOT})|({SLOT}) (?:if|when) ({SLOT}))"
)
_INDICATOR = re.compile(
    rf"({SLOT}) (?:be|is|denotes?|as) the (?:error )?indicator(?: (?:random )?variable| function)? "
    rf"(?:of|for|that|whether)(?: the (?:error )?event)?(?: that)? ({SLOT})"
)


def made_of(left: t.Node, right: t.Node) -> Iterator[Said]:
    """What an equation says of a variable that it makes of others."""
    parts = _parts(right)
    if not isinstance(left, t.Name) or not is_variable(left) or not parts or left in parts:
        return
    yield Said("function", (left, *parts), (right,), MADE)
    if not isinstance(right, t.Indicator):
        for n, part in enumerate(parts):
            rest = (*parts[:n], *parts[n + 1 :])
            yield Said("function", (part, left, *rest), (right,), MADE)


def in_words(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """“E = 1 if X ≠ X̂ and 0 otherwise”, “let E be the indicator of X ≠ X̂”."""
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
            fact = Fact("function", said.names, said.values, span, quote, scope, words=MADE)
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


def _parts(right: t.Node) -> tuple[t.Name, ...]:
    """The variables of which it is made, if it is a sum of them or an indicator of an event."""
    if isinstance(right, t.Indicator):
        names = [n for n in walk(right.event) if isinstance(n, t.Name)]
        return tuple(dict.fromkeys(n for n in names if is_variable(n)))
    parts = summands(right)
    return parts if len(parts) > 1 and len(set(parts)) == len(parts) else ()


def summands(node: t.Node) -> tuple[t.Name, ...]:
    """X and Z of X + Z, X − Z, X ⊕ Z; () of what is none of them."""
    if isinstance(node, t.Call) and isinstance(node.head, t.Name) and node.head.base == XOR:
        found: tuple[t.Node, ...] = node.args
    elif isinstance(node, t.Add):
        found = tuple(x.body if isinstance(x, t.Neg) else x for x in node.terms)
    else:
        return ()
    plain = tuple(n for n in found if isinstance(n, t.Name) and is_variable(n))
    return plain if len(plain) == len(found) else ()
