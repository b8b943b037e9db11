"""What keeps a hypothesis from being one of the names that stand in it.

    the errors of X and Y are independent;  all but q are uniform        of something of them
    X and Y are i.i.d. given θ;  given Z, X is uniform                   in a case
    X is uniform on the typical set, perturbed by noise, in mean         somehow
"""

from __future__ import annotations

import re

from derive.notes.facts.english import EXCEPTED
from derive.notes.facts.sentences import SLOT, Sentence

_KIND = (
    r"(?:(?:the|each|both|an?|two|three|some|our|these|those|such|random|discrete|binary|finite|"
    r"joint|variables?|vectors?|laws?|distributions?|pairs?|sequences?|matrix|words?) ){0,4}"
)
_OF = re.compile(rf"(?P<noun>[\w'’-]+) (?:of|in|between|within|inside) {_KIND}$")
_OTHERS = re.compile(
    r"\b(?:all but|except(?:ing)?(?: for)?|apart from|other than|unlike|besides|save|but not) $"
)
_ITSELF = re.compile(  # the case of X and Y independent, the law of X is uniform
    r"^(?:cases?|events?|assumptions?|hypothes[ie]s|pairs?|triples?|tuples?|famil(?:y|ies)|"
    r"sequences?|collections?|choices?|lists?|all|both|each|any|one|some|either|many|"
    r"values?|outcomes?|reali[sz]ations?|samples?|copies|draws?|observations?|examples?|"
    r"that|where|and|or|but|if|when|with|for|suppose|assume|then|let|is|are|be|as|consists?|"
    r"instead|because|out|think|speak|functions?|independent)$"
)
_LAW = re.compile(
    r"^(?:laws?|distributions?|pmfs?|densit(?:y|ies)|priors?|posteriors?|probabilit(?:y|ies))$"
)
_OF_A_LAW = (
    *("uniform", "bernoulli", "one-hot", "point mass", "positive", "same law", "dominated"),
    *("iid", "deterministic"),
)

_NAMED = (
    r"(?:(?:the |a |its )?(?:values? of |variables? |event )*)"
    rf"(?P<given>{SLOT}(?:(?:,? and|,) {SLOT})*)"
)
_GIVEN = (
    r"(?:given|condition(?:al(?:ly)?|ed|ing)?(?: on| upon| given)|"
    r"(?:once|when|after) (?:we )?(?:know|observe|are given|fix|condition on)(?:ing)?)"
)
_BEHIND = re.compile(rf"^,? {_GIVEN}(?: that)? {_NAMED}|^,? (?:once|when) (?P<known>{SLOT}) is \w+")
_BEFORE = re.compile(rf"(?:^|[,;:(] ?|\b(?:and|that|if|then|where) ){_GIVEN} {_NAMED},? ")
_IN_FRONT = re.compile(rf"\b{_GIVEN} $")
_ON_OTHERS = re.compile(rf"\bcondition\w* (?:on|upon) (?!{SLOT})")
_NUMBERS = "nmkdNMKT"
_OF_MANY = re.compile(  # strings of n symbols, more than n values, the first n outcomes
    r"\b(?:strings?|sequences?|blocks?|words?|vectors?|tuples?|pairs?|triples?|subsets?|groups?|"
    r"batch(?:es)?|runs?|rows?|products?|sums?|half|twice|thrice|double|first|last|next|another|"
    r"more than|less than|fewer than|at least|at most|up to|about|approximately|roughly|around|"
    r"nearly|almost|after|before|emits?|sends?|transmits?|stores?|reads?|writes?|encodes?|draws?|"
    r"length|law|probabilit(?:y|ies)|entropy|most)(?: (?:of|the|all|these|those|some))* $"
)
_AT_A_TIME = re.compile(
    r"^ (?:per|each|on (?:each|every)|in (?:each|every)|other than|besides|beyond|at a time|"
    r"at once|in a row|apiece|later|earlier|ahead|with (?:positive|nonzero|non-zero|probability))\b"
)
_OWN = rf"{SLOT}(?! (?:is|be|are|an?|being|the|that|has|have)\b)"  # of no clause of its own
_LAW_OF = re.compile(
    r"^ (?:of|for) (?:the )?(?:(?:pair|random|variables?|vector|both|joint) )*"
    rf"(?P<of>(?>{_OWN}(?:(?:,? and|,) {_OWN})*))"
)
_IF_SO = re.compile(
    r"^,? (?:given|conditional\w*|conditioned|when|if|under|on|at|after|before|plus)\b|^['’]s\b"
)
_ROW = rf" ?{SLOT}(?:,? {SLOT})*"
_DATA = re.compile(  # what an empirical distribution is of, and what may stand behind that
    r"^(?: (?:mass )?functions?)?(?: of(?: (?:(?:the|these|our|all|an?|given|observed|training|"
    rf"available|data|i\.i\.d\.|iid|\d+|{SLOT}) )*(?:data|samples?|observations?|points?|"
    rf"examples?|draws|sequence|batch|set)(?: (?:points?|sets?))?(?P<data>{_ROW})?|"
    rf"(?P<row>{_ROW})))?"
    r"(?!['’]s\b| (?:of|with|without|after|before|from|under|plus|minus|"
    r"(?!denoted|called|named|defined|based)[a-z]+ed)\b)"
)
_EXISTS = re.compile(
    r"\b(?:there (?:is|are|exists?|must|may|might|can|will)|exists?|for (?:some|one(?!-)|a single)|"
    r"at (?:some|one|least one)|one of|most of)\b"
)
_AMONG = re.compile(
    rf"^[^.;:]*?\b(?:{_GIVEN} (?:that )?{SLOT}|(?:for (?:some|most|one(?!-)|at least|almost|"
    r"large|small|the (?:first|last))|within|inside|on average|in expectation|in mean|"
    r"with (?:\w+ )?probability)\b)"
)
_MAP = re.compile(
    r"\b(?:maps?|mappings?|functions?|morphisms?|compositions?|encoders?|decoders?|operators?|"
    r"limits?|inclusions?|embeddings?|projections?|homomorphisms?|paths?) $"
)

_CASE = (
    rf"^,? (?:{_GIVEN}|under|once|only|up to|knowing|unless|within|inside|except|provided|"
    r"restricted|"
    r"but (?:for|at|on|with)|with (?:\w+ )?probability|most|at least|at most|in (?:each|every)|"
    r"(?:for|in) (?:most|some|one(?!-)|large|small|half|part)|per)\b"
)
_PLACE = (  # behind on, over: what may be all of an alphabet
    r"(?:(?:the|an?|some|its|all|all of|this|that|our|their|any|each|whole|entire|full|finite|"
    r"same|input|output|source|message|discrete|given|unit|common|possible|distinct|different|"
    rf"two|three|four|five|six|eight|binary|real|probability|\d+|{SLOT}),? )*"
    rf"(?:{SLOT}|(?:set|alphabet|space|interval|range|domain|simplex|symbol|letter|outcome|value|"
    r"element|message|input|output|class|classe|state|point|string|word|codeword|face|number|"
    r"integer|line|categorie|label|possibilitie|permutation|hypothese)s?\b)"
)
_ON_IT = re.compile(rf"^ (?:on|over|among) {_PLACE}")
_HOW = (
    r"^ (?:after|before|during|until|beyond|plus|minus|like|outside|near|through|via|modulo|"
    r"about|against|apart|save|off|below|above|around|across|along|toward|towards|than|enough|"
    r"component-?wise|entry-?wise|element-?wise|coordinate-?wise|marginally|locally|globally|"
    r"in (?!which|this|that|these|what|our|all|any)|"
    r"to (?!show|make|get|see|keep|simplify|avoid|be\b|denote|mean)|"
    r"by (?:pairs|blocks|parts|groups|halves|rows|columns)|at (?!all|any)|"
    rf"(?:on|over|among) (?!{_PLACE}))"
)
_DONE = (  # perturbed by noise; but "distributed according to p"
    r"^ (?!(?:named|called|denoted|written|defined|assumed|supposed|distributed|indexed|drawn|"
    r"based|used|having|using|being|taking|giving|satisfying|following|making|meaning|according|"
    r"denoting|sharing|defining|string|during|need|indeed|shared|encoding|encoded|setting)\b)"
    r"[a-z]+(?:ed|ing|mixed|wn)\b"
)
_SIGNED = (
    r"^ with (?:the|its|an?) (?:sign|opposite|signs|minus|factor|scale|correction|penalty)"
    rf"|^ with {SLOT} (?:random|unknown|uniform)|^,? or (?!equivalently|in other words)"
    r"|^ for (?:uniform|independent|binary|large|small|symmetric|gaussian|one-hot|deterministic)"
)
_SOMEHOW = re.compile(rf"{_CASE}|{_HOW}|{_DONE}|{_SIGNED}|^['’]s\b")
_WHAT = re.compile(  # an injective map, one-hot labels
    r"^ (?:functions?|maps?|mappings?|transformations?|(?:random )?variables?|distributions?|laws?|"
    r"vectors?|labels?|targets?|encodings?|codes?|samples?|observations?|copies)\b"
)


def is_of_a_part(sentence: Sentence, start: int, kind: str) -> bool:
    """Whether what stands at words[start:] is said of a thing of it, as of the noise in X, or of
    all others."""
    before = sentence.words[:start]
    if not re.match(SLOT, sentence.words[start:]):
        return False
    if _OTHERS.search(before):
        return True
    found = _OF.search(before)
    if found is None or _ITSELF.match(found["noun"]):
        return False
    return not (_LAW.match(found["noun"]) and kind in _OF_A_LAW)


def is_of_one_case(sentence: Sentence, at: int) -> bool:
    """Whether the formula at words[at] is said of some letter alone, or given something."""
    clause = re.split(r"[.;:]", sentence.words[:at])[-1]
    if _EXISTS.search(clause) or _AMONG.match(sentence.words[at + 1 :]):
        return True
    return case(sentence, at, at + 1) is not None


def is_of_maps(sentence: Sentence, at: int) -> bool:
    """The map X → Y → Z."""
    return _MAP.search(sentence.words[:at]) is not None


def law_of(sentence: Sentence, end: int) -> tuple[str, bool] | None:
    """Of "p is the law", which ends at words[end], the formulas of what it is the law of, and
    whether that is in a case; None where no formula says of what."""
    found = _LAW_OF.match(sentence.words[end:])
    if found is None:
        return None
    return found["of"], _IF_SO.match(sentence.words[end + found.end() :]) is not None


def is_of_many(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words[start:end] count other things than the letters of an alphabet."""
    before, behind = sentence.words[:start], sentence.words[end:]
    return bool(_OF_MANY.search(before) or _AT_A_TIME.match(behind))


def data_of(rest: str) -> str | None:
    """The formulas of the data that "the empirical distribution" is said to be of, "" for those
    that are not named; None where it is of others (of the labels, of a test set), or is changed."""
    found = _DATA.match(rest)
    return (found["data"] or found["row"] or "") if found else None


def is_somehow(rest: str) -> bool:
    """Whether the words behind a hypothesis restrict it."""
    return _SOMEHOW.match(_WHAT.sub("", rest).replace(" (", " ", 1)) is not None


def case(sentence: Sentence, start: int, end: int) -> str | None:
    """The formulas of what is given where words[start:end] is said, "" where it is said with words
    that restrict it otherwise; None where it is said as it stands."""
    words = EXCEPTED.sub("", sentence.words[end:])
    words = f"{sentence.words[:end]}{words}"
    if _IN_FRONT.search(words[:start]) and re.match(rf"{SLOT}, ", words[start:]):
        return ""  # given Z, X and Y are i.i.d.: Z is none of them
    for rest in (words[end:], _ON_IT.sub("", words[end:])):
        behind = _BEHIND.match(rest)
        if behind is not None:
            return behind["given"] or behind["known"]
        if is_somehow(rest):
            return ""
    clause = re.split(r"[.;:]", words[:start])[-1]
    before = [m["given"] for m in _BEFORE.finditer(clause)]
    before = [g for g in before if not all(_is_number(x, sentence) for x in re.findall(SLOT, g))]
    if _ON_OTHERS.search(clause):
        return ""
    return before[-1] if before else None


def _is_number(slot: str, sentence: Sentence) -> bool:
    return sentence.inline(slot).body.text.strip() in _NUMBERS
