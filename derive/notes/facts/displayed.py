"""What the words around a display make of it: a claim, a hypothesis, or what the text denies.

Suppose that $$ … $$    If $$ … $$ then        a hypothesis, and no claim
but not $$ … $$    A common mistake is $$ … $$   denied: the author is right where it is refuted
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from enum import Enum

from derive.notes import tree as t
from derive.notes.blocks import Display, Document, Prose
from derive.notes.chains import Chain, Sort
from derive.notes.facts import Fact, Scope
from derive.notes.facts.about import about as about_of
from derive.notes.facts.abroad import (
    BOTH_WAYS,
    CASE,
    EQUALITY_BEHIND,
    SETS,
    STANDING,
    SUPPOSED,
)
from derive.notes.facts.forms import is_measure, is_name
from derive.notes.facts.formulas import Parse
from derive.notes.facts.held import Text, held
from derive.notes.facts.scopes import behind, section
from derive.notes.facts.sentences import sentences
from derive.notes.source import NotRead, Span


class Role(Enum):
    """CASE: behind "if". SUPPOSED: behind "suppose". STANDING: behind "let"."""

    CLAIM = "claim"
    CASE = "case"
    SUPPOSED = "supposed"
    STANDING = "standing"
    DENIED = "denied"


_ASSUMABLE = ("=", "<=", ">=", "<", ">", "!=")
_DEFINES = ("=", ":=", "=:", "~", "sim")
_THEN = r"(?:,? (?:now|that|also|further|moreover|first|next|instead|in addition|here))*"
_END = r"[,:]?$"
_SUPPOSED = re.compile(
    rf"(?:\b(?:suppose|supposing|assume|assuming|imagine|provided|providing|subject to|given)"
    rf"{_THEN}|\b(?:under|with|impose|add|make|on|have|adopt)(?: the| an?| one)?"
    r"(?: [\w-]+){0,2} (?:assumption|hypothesis|condition|constraint|requirement|restriction)s?"
    rf"(?: that| of| is)?){_END}"
)
_STANDING = re.compile(
    rf"\b(?:let|we (?:\w+ )?(?:assume|suppose|require){_THEN}|throughout(?: we (?:assume|have))?)"
    rf"{_END}"
)
_SETS = re.compile(
    rf"\b(?:(?:set|put|choose|pick|define|let|setting|putting|choosing|defining){_THEN}|"
    rf"(?:choose|pick|define)(?: (?!(?:such|so|any|some|if|when|that)\b)[\w-]+){{1,3}}:|"
    rf"define(?: (?:the|our|an?))?(?: [\w-]+){{1,3}} as){_END}"
)
_CASE = re.compile(
    rf"\b(?:if|when|whenever|in case|iff|if and only if|precisely when){_THEN}{_END}"
)
_BOTH_WAYS = re.compile(r"\b(?:iff|if and only if|only if|only when|precisely when)\b")
_EQUALITY = re.compile(r"\bequality(?: \w+){0,3} (?:when|whenever|if|for|in case)[,:]?$")
_FOR_CONTRADICTION = re.compile(
    r"\b(?:to the contrary|on the contrary|for (?:a |the sake of )?contradiction|contrariwise|"
    r"by way of contradiction|toward[s]? a contradiction)\b"
)
_DENIED = re.compile(
    r"(?:\b(?:but|and|though|yet|just|certainly|surely|definitely|emphatically|generally)"
    r"(?: [\w-]+){0,2}? not(?: in general| always| generally| that)?"
    r"|\b(?:does|do|did|is|are|was|need|can|could|would|will|should)(?: not|n['’]t)"
    r"(?: [\w-]+){0,2}? (?:have|imply|mean|follow|hold|true|case|conclude|say|get|infer|write|"
    r"equal|expect|think|believe)(?: that)?|\bcannot (?:have|conclude|say|write|infer)(?: that)?"
    r"|\b(?:tempt\w+|wrong(?:ly)?|false(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|erroneous(?:ly)?|"
    r"mistakes?|misconceptions?|fallac(?:y|ies)|misunderstandings?|naive(?:ly)?|blunders?|"
    r"pitfalls?|(?:common|frequent|typical|usual|classic|popular|subtle|careless|easy)"
    r"(?: [\w'’-]+)? errors?|errors? (?:to|in|of) \w+ing|in error)\b(?! (?:alarms?|positives?|"
    r"negatives?|decisions?|guess(?:es)?|messages?|codewords?|symbols?|bits?|labels?|answers?|"
    r"class(?:es)?|discover\w+|accept\w+|reject\w+))[^.;]*?"
    r"|\b(?:inclined|tempted|led|might|may|could) (?:to )?(?:[\w-]+ ){0,2}?"
    r"(?:believe|think|expect|guess|hope|suppose|conclude)(?: that)?)"
    rf"{_END}"
)
_ASIDE = re.compile(
    r"\b(?:doubt|deny|hesitate|question|avoid|fix|correct(?:s|ed|ing)?|repair|undo|without|"
    r"no|instead of)\b"
)
_DENIED_BEHIND = re.compile(
    r"^\W*(?:(?:but|and|yet|however|alas|unfortunately|which|this|that|it|the (?:formula|equation|"
    r"identity|inequality|claim|statement|above)),? ){0,3}"
    r"(?:(?:is|are|was|would be) (?:\w+ ){0,2}?(?:wrong|false|untrue|incorrect|nonsense|"
    r"a (?:\w+ )?(?:mistake|error|fallacy|misconception)|not (?:\w+ )?(?:true|correct|right|valid|"
    r"the case|so))|(?:does not|doesn['’]t|do not|need not|fails? to|cannot) "
    r"(?:\w+ )?(?:hold|be true|be right)|fails|is where\b.*\bwrong)\b"
    r"(?= ?(?:[.,;:!)–—]|$|(?:in general|as|because|since|even)\b))"
    r"(?!,? (?:if|when|unless|only|for|as soon|where|once)\b)"
)
_ARROW = re.compile(r"\\(?:long)?(?:right)?arrow\b|\\to\b|\\Rightarrow\b|→")
_VARIABLE = re.compile(r"\s*\(?[\\{ ]*(?:[a-z]+[ {]+)?[A-Z](?:[^=<>∈]|\\in\b){0,40}\s*")
_DENIED_WITHIN = re.compile(
    r"\(?\b(?:not (?:in general|true|always|correct|valid)|false|wrong|incorrect|fails)\b"
)


def role_of(document: Document, block: int) -> Role:
    """What a display is in the sentence that it stands in."""
    before = document.blocks[block - 1] if block else None
    said = sentences(before, block - 1)[-1:] if isinstance(before, Prose) else []
    words = said[0].words.rstrip() if said else ""
    if words and words[-1] not in ".?!。！？":
        if _FOR_CONTRADICTION.search(words) or _denies(words):
            return Role.DENIED
        if _STANDING.search(words) or STANDING.search(words):
            return Role.STANDING
        if _SUPPOSED.search(words) or SUPPOSED.search(words):
            return Role.SUPPOSED
        if _CASE.search(words) or CASE.search(words):
            return Role.CASE
    behind = document.blocks[block + 1] if block + 1 < len(document.blocks) else None
    after = sentences(behind, block + 1)[:1] if isinstance(behind, Prose) else []
    if after and _DENIED_BEHIND.match(after[0].words):
        return Role.DENIED
    return Role.CLAIM


def sets_until(document: Document, block: int) -> int:
    """The end of the section of a display behind "we may set", "let": a name on its left means
    this until there, whatever was said of it before. 0 for other displays."""
    before = document.blocks[block - 1] if block else None
    said = sentences(before, block - 1)[-1:] if isinstance(before, Prose) else []
    words = said[0].words.rstrip() if said else ""
    is_set = any(pattern.search(words) for pattern in (_SETS, SETS))
    return section(document, block).last if is_set else 0


def meanings(document: Document, chains: Sequence[Chain]) -> dict[int, int]:
    """The displays behind "we may set", by their blocks, each with where it ends."""
    return {c.block: until for c in chains if (until := sets_until(document, c.block))}


def _denies(words: str) -> bool:
    found = _DENIED.search(words)
    return found is not None and _ASIDE.search(words) is None


def is_denied(document: Document, chain: Chain) -> bool:
    """Whether the text says that a relation does not hold, around it or in its row."""
    behind = " ".join(token.text for token in chain.after if token.sort is Sort.TEXT)
    reasons = (behind, *(sign.reason for sign in chain.signs[-1:]))
    if any(_DENIED_WITHIN.match(words.strip().lower()) for words in reasons):
        return True
    return role_of(document, chain.block) is Role.DENIED


def is_supposed(document: Document, chain: Chain) -> bool:
    """Whether a chain is displayed as a hypothesis, and claims nothing."""
    role = role_of(document, chain.block)
    return role in (Role.CASE, Role.SUPPOSED) and not (chain.joined or chain.joins)


def in_its_role(text: Text, fact: Fact, block: int) -> Fact:
    """A fact that a display makes, as far as it holds behind it."""
    role = role_of(text.document, block)
    every = behind if role is Role.CASE else section
    scope = Scope(block + 1, every(text.document, block).last)
    fact = replace(fact, scope=scope, supposed=role in (Role.CASE, Role.SUPPOSED))
    return held(text, fact, block, 0)


def hypotheses(text: Text, chains: Sequence[Chain], parse: Parse) -> Iterator[Fact]:
    """The facts of a display that is a hypothesis, for what follows it; none of what "let"
    introduces, which is a definition, nor of what equality is said to hold for."""
    for chain in chains:
        role = role_of(text.document, chain.block)
        if chain.joined or chain.joins or role in (Role.CLAIM, Role.DENIED):
            continue
        if role is Role.CASE and _is_both_ways(text.document, chain.block):
            continue
        try:
            sides = [parse(side.tokens) for side in chain.sides]
        except NotRead:
            continue
        if role is Role.STANDING and _may_define(chain, sides[0]):
            continue
        span = chain.sides[0].span.to(chain.sides[-1].span)
        quote = " ".join(span.text.split())
        if any(sign.rel not in _ASSUMABLE for sign in chain.signs):
            continue
        for left, sign, right in zip(sides, chain.signs, sides[1:], strict=False):
            event = t.Event(left.span, left, sign.rel, right)
            fact = Fact("holds", (), (event,), span, quote, Scope(0, 0))
            yield in_its_role(text, fact, chain.block)


def unused(
    document: Document,
    facts: Sequence[Fact],
    block: int,
    about: Collection[tuple[str, tuple[str, ...]]],
    used: Collection[int],
) -> Iterator[str]:
    """The displayed hypotheses before a block, in its section, that may restrict what a relation is
    about, and that are none of its own."""
    for k, display in enumerate(document.blocks[:block]):
        if not isinstance(display, Display):
            continue
        is_claim = role_of(document, k) is Role.CLAIM
        if _is_arrows(display) and is_claim and section(document, k).holds(block):
            yield from _of_arrows(display, facts, block, about, used)
        if not _reaches(document, k, block):
            continue
        span = display.span
        made = [f for f in facts if f.kind == "holds" and _is_within(f, span)]
        known = all(f.number in used or f.until <= block for f in made)
        apart = not any(_names(f) & {*about} for f in made)
        if (known or apart) and (made or role_of(document, k) is Role.STANDING):
            continue
        quote = " ".join(display.body.text.split())
        yield f"that line {span.line} does not rule it out: “${quote}$”"


def _is_arrows(display: Display) -> bool:
    """X → Y → Z, and not x → 0."""
    parts = _ARROW.split(display.body.text.strip().rstrip(".,;"))
    return len(parts) > 2 and all(map(_VARIABLE.fullmatch, parts))


def _of_arrows(
    display: Display,
    facts: Sequence[Fact],
    block: int,
    about: Collection[tuple[str, tuple[str, ...]]],
    used: Collection[int],
) -> Iterator[str]:
    """That arrows of which no hypothesis was made do not restrict what a relation is about."""
    made = [f for f in facts if f.kind == "markov" and _is_within(f, display.span)]
    body = display.body.text
    if not any(f.number in used or f.until <= block for f in made) and any(
        re.search(rf"(?<![\\a-zA-Z]){re.escape(base)}(?![a-zA-Z])", body) for base, _ in about
    ):
        yield f"that line {display.span.line} does not restrict it: “{' '.join(body.split())}”"


def _reaches(document: Document, display: int, block: int) -> bool:
    """Whether a display is a hypothesis that may hold where a block stands."""
    role = role_of(document, display)
    if role is Role.CASE:
        return behind(document, display).holds(block)
    return role in (Role.SUPPOSED, Role.STANDING) and section(document, display).holds(block)


def _is_within(fact: Fact, span: Span) -> bool:
    return fact.span.source is span.source and span.start <= fact.span.start < span.end


def _names(fact: Fact) -> set[tuple[str, tuple[str, ...]]]:
    return {name[:2] for name in about_of(fact)}


def _may_define(chain: Chain, left: t.Node) -> bool:
    return chain.signs[0].rel in _DEFINES and is_name(left) and not is_measure(left)


def _is_both_ways(document: Document, block: int) -> bool:
    before = document.blocks[block - 1] if block else None
    words = before.text.text.lower() if isinstance(before, Prose) else ""
    after = document.blocks[block + 1] if block + 1 < len(document.blocks) else None
    behind = after.text.text.lstrip().lower() if isinstance(after, Prose) else ""
    if _EQUALITY.search(words.rstrip()) or EQUALITY_BEHIND.match(behind):
        return True
    return any(pattern.search(words) for pattern in (_BOTH_WAYS, BOTH_WAYS))
