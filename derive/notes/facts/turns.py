"""Where a text goes on to something else, so that what was supposed before holds no longer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.notes.blocks import Document, Prose
from derive.notes.facts.about import Known, is_indexed, keys
from derive.notes.facts.english import PHRASES, RELEASES, WITHDRAWS
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.scopes import display_before, heads
from derive.notes.facts.sentences import SLOT, Sentence, sentences

_LIST = PHRASES["A"].replace("?P<A>", "?:")
_THING = (
    rf"(?:{PHRASES['LAW']}|{PHRASES['RV']}|sources?|channels?|codes?|variables?|models?|inputs?|"
    r"couplings?|functions?|joints?|cases?)"
)
_OPENING = (
    r"(?:^\W*|[,;:.()–—*]+ ?|\b(?:and|then|now|also|further|furthermore|moreover|first|next|again|"
    r"finally|but|so|us|here|instance,?|example,?|moment,?|addition,?) )"
)
_WORLD = (
    r"(?:under (?!the (?:assumption|condition|hypothesis|constraint|map|transformation))|"
    r"(?:in|on|for|at) (?:the|a|one|an|his|her) (?:[\w-]+ ){0,3}?(?:cases?|kinds?|worlds?|regimes?|"
    r"scenarios?|situations?|limits?|phases?|variants?|universe|groups?|extremes?|models?)\b)"
)
SUPPOSES = re.compile(
    rf"{_OPENING}(?:suppose|assume|imagine|pretend|supposons|say that|supposing|assuming|"
    r"provided|providing|given that|granted|as long as|so long as|conditional on)\b"
    rf"|^\W*(?:{_WORLD}|case \S{{1,4}}[.:)*])"
    r"|\b(?:under|on|with) the (?:\w+ )?(?:assumption|condition|hypothesis)\b"
    r"|\b(?:consider|take|look at|turn to|treat)(?: now| first| next| again| also)* "
    r"(?:the |an? |any )?(?:\w+ ){0,2}?(?:cases?|situations?|scenarios?)\b"
    r"|\b(?:for the moment|for now|temporarily|momentarily|for a moment|for the time being|"
    r"for example|for instance|e\.g\.|for the sake of (?:argument|illustration|simplicity))\b"
)
"""A sentence that opens a case: what it supposes holds until the text goes on to another."""
_CASE = re.compile(r"(?:^\W*|[,;:] )(?:if|when|whenever|in case|wenn|falls|si|cuando)\b")
_CONTRADICTS = re.compile(
    r"\b(?:they|these|those|both|the (?:two|pair|variables|coins|letters)|it|this|that)"
    r"(?: [\w-]+)?? (?:are|is|were|was|need|do|does|did|become)(?: [\w-]+)??"
    r"(?: not|n['’]t| no longer| dependent| correlated| coupled)(?: (?:so|the case|any ?more))?"
    r"(?= ?[.,;:)!]|$| and\b| but\b)"
    r"|\b(?:real (?:world|life|thing)|correlations? (?:is|are) (?:now )?allowed|back in)\b"
)
_ADDS = re.compile(
    r"\b(?:further|furthermore|also|moreover|in addition|additionally|too|as well|still|"
    r"(?:besides|again),|keep|keeping)\b"
)
_GENERAL = re.compile(
    r"\b(?:in general|generally|in full generality|(?:the|a) general(?! (?:rule|fact|principle))|"
    r"always|otherwise|conversely|instead(?! of)|the (?:rest|others?)|others|in contrast|"
    r"by contrast|on the other hand|no matter|whatever|regardless|irrespective|"
    r"(?:next|other|second|third|last|final|opposite|remaining|general) (?:\w+ )?cases?|"
    rf"(?:any|all|every|each|arbitrary|other|generic) (?:[\w-]+ ){{0,2}}?{_THING})\b"
)
_MOVES = re.compile(
    r"^\W*(?:however|next|conversely|now,? (?:for|turn|drop|to)|we turn|turning|"
    r"let us (?:now |next )?turn|so much for|leaving|"
    r"beyond|outside|aside from|without)\b"
    rf"|^\W*{_WORLD}"
)
_NEXT = re.compile(
    r"^\W*(?:now,?|next,?|we (?:now|next)|let us (?:now|next)) "
    r"(?:let|take|consider|suppose|assume|if|when)\b"
)
_GAP = (
    r"(?:(?!(?:such|these|those|this|its|with|of|in|for|on|over|at|to|by|is|are|where|that|when|if|"
    r"and|or|we|under|from|between|about)\b)[\w'’-]+ ){0,3}"
)
_QUANTIFIED = re.compile(
    rf"\b(?:any|arbitrary|every|all|general|generic|another)(?: the)? {_GAP}({_LIST})"
)
_FREED = re.compile(
    rf"({_LIST}),? (?:may (?:now )?(?:be|stand|depend|take)\b|(?:be|is|are|being|stands? for|"
    r"denotes?|ranges? over) (?:now |here |again |both |completely |quite |entirely |otherwise )*"
    r"(?:an? |two |some )?(?:\w+ly )?(?:arbitrary|any|all|general|generic|unrestricted|"
    r"unconstrained|anything)\b)"
)
_AGAIN = re.compile(
    rf"\b(?:let|take|consider|given|pick|choose|fix)(?: now| again| us)? ({_LIST})"
    rf" (?:be|denote) (?:now |again )?(?:an?|any|some|two|three|another|general) "
    rf"{PHRASES['ADJ']}(?:{PHRASES['LAW']}|{PHRASES['RV']})\b"
)
_ANOTHER = re.compile(
    rf"\b(?:some|another) {_GAP}(?:models?|distributions?|laws?|densit(?:y|ies)) ({_LIST})"
)
_HEADED = re.compile(
    r"^\W*(?:step|case|part|theorem|lemma|remark|example|exercise|corollary|proposition|claim)"
    r"\b[ \w]{0,6}[.:)*]+\s*"
)
_UNNAMED = re.compile(  # of a sentence without a formula: what is dropped is all that was supposed
    r"\bno (?:[\w-]+ ){0,2}(?:property|assumption|hypothesis|independence|condition|structure) "
    r"(?:at all )?(?:is|are|was)\b"
    r"|\bfrom (?:here|now|this point|there) on\b.*\b(?:arbitrary|any|general|dependent|allowed)\b"
    r"|\benough (?:of|about)\b"
)
_SUPPOSED = (
    r"(?:assumptions?|hypothes[ie]s|conditions?|restrictions?|propert(?:y|ies)|independence)"
)
_SUPPOSITION = re.compile(rf"\b{_SUPPOSED}\b")
_FAILS_WITHOUT = re.compile(  # this need not hold without the Markov property: let …
    r"\b(?:not|n['’]t|fails?|false|wrong|untrue|break(?:s|ing)?|violated?)\b[^.;]*?"
    rf"\b(?:without|in the absence of|absent)\b (?:[\w-]+ ){{0,3}}?(?:{_SUPPOSED}|markov\w*)\b"
    rf"|\bwithout (?:[\w-]+ ){{0,3}}?(?:{_SUPPOSED}|markov\w*)\b[^.;]*?"
    r"\b(?:not|n['’]t|fails?|false|wrong|untrue|breaks?|violated?)\b"
)
_BUT_HERE = re.compile(
    r"(?:[,;:–—] ?|\b(?:but|and|yet) )(?:but |yet |and )?(?:here|in (?:our|this|the present) "
    r"(?:\w+ )?(?:case|setting|example)|for us|this time)\b"
)
"""In general it is otherwise, but here …"""
_RENAMES = re.compile(
    r"\b(?:instead(?! of)|anew|afresh|no longer|any ?more|redefine|re-define|start(?:ing)? over|"
    r"(?:now|from here on|from now on|henceforth|hereafter|below)[^.;]*? "
    r"(?:write|writes|denotes?|use|stands? for|means?)|(?:write|denote|use|means?) now)\b"
)


@dataclass(frozen=True)
class Turn:
    """What a sentence does to what was said before it, in the blocks from its own on.

    general: it goes over to the general case. fresh: names that it lets stand for anything. anew:
    names that it gives another meaning. moves: a mere supposition ends, too, if it is about one of
    these names; None where it ends whatever it is about, () where it does not. head: it is
    the beginning of a theorem, a remark, a part (b). denies: it says that something is not so, and
    not of which names.
    """

    block: int
    number: int
    general: bool
    fresh: frozenset[Known]
    anew: frozenset[Known]
    moves: frozenset[Known] | None
    head: bool
    denies: bool

    def comes_after(self, block: int, number: int) -> bool:
        return (self.block, self.number) > (block, number)

    def ends_supposed(self, names: frozenset[Known]) -> bool:
        """Whether what is supposed of the names, for a case, holds no longer."""
        return self.head or self.denies or self.moves is None or bool(self.moves & names)


def turns(document: Document, formulas: Formulas) -> list[Turn]:
    """In the order of the text: those that do something."""
    found = []
    begins = heads(document)
    for k, block in enumerate(document.blocks):
        if isinstance(block, Prose):
            every = sentences(block, k)
            for n, sentence in enumerate(every):
                turn = _turn(document, sentence, n, formulas, n == 0 and k in begins)
                if turn.general or turn.head or turn.denies or turn.moves is None or turn.moves:
                    found.append(turn)
    return found


def freed(words: str) -> list[str]:
    """The formulas, as they stand in a sentence, that it lets stand for anything."""
    found = [m[1] for p in (_QUANTIFIED, _FREED) for m in p.finditer(words)]
    return re.findall(SLOT, "".join(found))


def _turn(
    document: Document, sentence: Sentence, number: int, formulas: Formulas, head: bool
) -> Turn:
    words, block = _HEADED.sub("", sentence.words), sentence.block
    general = _is_general(words) and (sentence.first or sentence.last)
    fresh = _named("".join(freed(words)), sentence, formulas)
    again = (*_AGAIN.finditer(words), *_ANOTHER.finditer(words))
    anew = {k for m in again for k in _named(m[1], sentence, formulas)}
    if _RENAMES.search(words):
        anew |= _named("".join(sentence.slots), sentence, formulas)
    if fresh and _is_tail(sentence):  # [display] for every law p
        block = display_before(document, block)
    moves = _moved(sentence, fresh | anew, formulas)
    denies = _CONTRADICTS.search(words) is not None or _drops(sentence)
    return Turn(block, number, general, fresh, frozenset(anew), moves, head, denies)


def _drops(sentence: Sentence) -> bool:
    """Whether it takes back what was supposed, without a formula that says what."""
    words = sentence.words
    if _FAILS_WITHOUT.search(words) and _BUT_HERE.search(words) is None:
        return True
    if sentence.slots:
        return False
    drops = WITHDRAWS.search(words) and _SUPPOSITION.search(words)
    return drops is not None or _UNNAMED.search(words) is not None


def _is_general(words: str) -> bool:
    return RELEASES.match(words) is not None and _BUT_HERE.search(words) is None


def _moved(
    sentence: Sentence, named: frozenset[Known], formulas: Formulas
) -> frozenset[Known] | None:
    """Which suppositions it ends."""
    words = _HEADED.sub("", sentence.words)
    is_next = _NEXT.match(words) is not None
    moves = _MOVES.match(words) and not is_next
    if _BUT_HERE.search(words):
        return named
    if moves or RELEASES.match(words) or _GENERAL.search(words):
        return None
    is_case = any(p.search(words) for p in (_CASE, SUPPOSES, _NEXT))
    if is_case and not _ADDS.search(words):
        own = _named("".join(sentence.slots), sentence, formulas)
        return (own | named) or None
    return named


def _named(slots: str, sentence: Sentence, formulas: Formulas) -> frozenset[Known]:
    """The names that formulas are of; not X_i, of which there are many."""
    statements = (
        s for x in re.findall(SLOT, slots) for s in formulas.statements(sentence.inline(x))
    )
    nodes = [n for s in statements for side in s.sides for n in side]
    return keys(n for n in nodes if not is_indexed(n))


def _is_tail(sentence: Sentence) -> bool:
    """Whether it goes on with the sentence that a display stands in."""
    begins = re.match(r"(?:for|with|where|whatever|no matter)\b", sentence.words)
    return sentence.is_tail and begins is not None
