"""What English sentences say of names: the rows of `english.toml`, and words about sentences."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from derive.notes.facts.sentences import SLOT

_ONE = rf"{SLOT}(?!-ary\b)"  # the D of a D-ary alphabet is none of a list
_LIST = rf"{_ONE}(?:(?:,? and|,? or|,) {_ONE})*"
_OWN = rf"{SLOT}(?! (?:is|be|are|an?|being) )"  # that no clause of its own is about
_RESTRICTED = (
    r" (?:only|alone|up to|plus|with|given|conditional\w*|conditioned|for|when|if|once|under|"
    r"and (?:some |an? )?(?:independent |additive |random )?(?:noise|randomness)|corrupted)\b"
)
PHRASES = {
    "A": rf"(?P<A>{_LIST})",
    "a": rf"(?P<a>{_ONE})",
    "b": rf"(?P<b>{SLOT})",
    "B": rf"(?P<b>{_LIST})",
    "ALONE": rf"(?P<b>(?>{_OWN}(?:(?:,? and|,) {_OWN})*))(?!{_RESTRICTED})",
    "BE": r"(?:be|is|are|denotes?|was|were|being)",
    "ANY": r"(?:an?|any|some|two|three|arbitrary|all|every|each|both|several)",
    "ADJ": (
        r"(?:(?:probability|discrete|arbitrary|finite|joint|conditional|marginal|empirical|true|"
        r"fixed|given|different|other|strictly|positive|single|unknown|data|model|target|source|"
        r"generic|output|input|prior|posterior|proposal|reference|underlying|predicted|possible|"
        r"such|more) )*"
    ),
    "LAW": (
        r"(?:distributions?|laws?|pmfs?|p\.m\.f\.s?|mass functions?|densit(?:y|ies)|pdfs?|"
        r"probability vectors?|(?:probability )?measures?|vectors? of probabilities|priors?|"
        r"posteriors?|likelihoods?|encoders?|decoders?)"
    ),
    "RV": r"(?:random variables?|r\.v\.s?|rvs?|random vectors?)",
    "FEW": r"(?:(?:[\w'’-]+,? ){0,4}?)",
}
_WORD = re.compile(r"\{([A-Za-z]+)\}")


@dataclass(frozen=True)
class Row:
    """kind: of the fact. pattern: with the words above. example: a sentence, formulas in $…$.

    about: what it says then, as "p, q" or "X: p" (names, then values). words: of the fact.
    assumes: whether it is a hypothesis, which "if", "not", "iff" keep from being one.
    """

    kind: str
    pattern: str
    example: str
    about: str
    words: str = ""
    assumes: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(_WORD.sub(lambda m: PHRASES[m[1]], self.pattern))


@cache
def rows() -> tuple[Row, ...]:
    """All rows of the table."""
    text = (files("derive.notes.facts") / "english.toml").read_text(encoding="utf-8")
    return tuple(Row(**row) for row in tomllib.loads(text)["row"])


ASSUMING = re.compile(
    r"\b(?:let|suppose|supposing|assume|assuming|assumption|given|provided|require|everywhere|"
    r"for all|for every|strictly|constraint|condition|restrict|satisf(?:y|ies|ying)|so that|"
    r"such that|only consider|consider|where|with|obeys?|since|one-hot|any|every|another|other|"
    r"all|for an?|we write|memoryless|independent(?:ly)?|factori[sz]es|factors|"
    r"soit|soient|si|supposons|avec|pour tout|pour toute|où|sei|seien|wenn|falls|mit|für|"
    r"sea|sean|con|para todo)\b"
)
"""Words without which a relation within a line is a claim."""

APPOSED = re.compile(
    r"\b(?:distributions?|predictions?|models?|probabilit(?:y|ies)|laws?|weights?|parameters?|"
    r"numbers?|constants?|temperatures?|multipliers?|encoders?|decoders?|polic(?:y|ies)|rates?|"
    r"functions?|vectors?|pmfs?|densit(?:y|ies)|priors?|scores?|sequences?|lengths?) $"
)
"""Nouns right before a formula that is then an apposition: a prediction q_i > 0."""

CLAIMED = re.compile(
    r"\b(?:so|hence|thus|therefore|thereby|have|get|gets|obtain|implies|imply|follows|shows?|"
    r"yields?|find|conclude|means|see|that is|i\.e\.|then|because|gives|donc|alors|ainsi|d['’]où|"
    r"folglich|somit|daher|entonces|luego)(?: that|,)? (?:also |que )?$"
)
"""Words right before a formula that is a claim."""

UNLESS = re.compile(
    r"\b(?:there (?:is|are|exists?) no|for no|no such|no choice|iff|if and only if|only if|"
    r"unless|not|no markov|n['’]t|cannot|can not|never|neither|nor|would|"
    r"might|wrong(?:ly)?|suffices|even if|whether|question|false|mistake|mistaken(?:ly)?|"
    r"need not|no longer|prove that|show that|we want|contradiction|absurd|seems?|believes?|"
    r"naively|conjectur\w+|pretend|ssi|si et seulement si|ne|pas|nicht|kein\w*|"
    r"genau dann|(?:exactly|precisely|just) when|equality\b.*\b(?:if|when|whenever|for))\b|"
    r"n['’]t\b|\w['’]d\b|\?$"
)
"""Words that keep a sentence from being a hypothesis."""

WITHDRAWS = re.compile(
    r"\b(?:drop(?:s|ped|ping)?|lift(?:s|ed|ing)?|relax(?:es|ed|ing)?|remov(?:es?|ed|ing)|"
    r"abandon(?:s|ed|ing)?|discard(?:s|ed|ing)?|waiv(?:es?|ed|ing)|weaken(?:s|ed|ing)?|"
    r"forgo|giv(?:e|es|ing) up|given up|dispens(?:e|es|ed|ing)|withdraw\w*|suspend(?:s|ed|ing)?|"
    r"forget(?:s|ting)?|violat(?:es?|ed|ing)|fail(?:s|ed|ing)?|no longer|any ?more|lacks?|lacking|"
    r"not (?:\w+ )?(?:assum\w+|suppos\w+|requir\w+|demand\w*)|"
    r"without(?! loss| errors?\b| ambiguity)|instead of|"
    r"rather than|except|despite|regardless|sans(?! perte)|"
    r"ohne(?! beschränkung| einschränkung)|sin(?! pérdida))\b"
)
"""Words that take an assumption back."""

OFTEN = re.compile(
    r"\b(?:(?:some|many|most|other|several|certain) (?:authors?|people|texts?|books?|papers?|"
    r"writers?)|often|sometimes|commonly|frequently|usually|typically|rarely|hardly|seldom|almost|"
    r"nearly|approximately|roughly|perhaps|possibly|maybe)\b"
)
"""Words that say of an assumption that others make it, or that it is not quite so."""

EITHER = re.compile(
    r"\b(?:either|or|ou|oder)\b(?!,? (?:equivalently|in other words|simply|just|more|continuous|"
    r"countabl\w+|discrete|not\b))"
)
"""One of several things is supposed, and it is not said which."""

DEPENDENT = re.compile(r"(?<!in)\b(?:dependent|not independent|correlated|abhängig|dépendant\w*)\b")
"""What speaks of names that are not independent."""

EXCEPTED = re.compile(
    r"\bunless (?:otherwise|we|I|it|else|stated|noted|said|written|specified|indicated|mentioned)\b"
    r"[^.;:]*|\(?\bnot necessarily (?:[\w-]+ )?(?:in|identic|equal|uniform)[\w-]*\)?"
    rf"|\bbut not (?:necessarily )?(?:(?:of|from) {_LIST}|"
    r"(?:mutually|jointly|identically|equally|uniformly)\b)"
)
"""What makes an exception that can be seen where it stands: unless written as ln; but not of Z."""

RELEASES = re.compile(
    r"^(?:\W*)(?:in general|more generally|in the general case|generally|dans le cas général|"
    r"im allgemeinen fall|without (?:this|that|the|"
    r"any|these) (?:assumption|hypothesis|condition|restriction|\w+ property|independence)|"
    r"(?:let us |we )?(?:now )?(?:drop|lift|relax|remov|abandon|discard|waiv|giv|forget)"
    r"(?:e|p?ing|ting)?(?: up)? (?:about )?(?:this|that|the|these|all)\b|for general|"
    r"for arbitrary|without (?:independence|uniformity)|"
    r"if we drop|en général|im allgemeinen|en general)\b"
)
"""How a paragraph begins that goes over to the general case."""

_ABROAD = r"(?:如果|假如|倘若|若(?![干且])|[当當](?=[^，。；]{1,40}[时時]))"
CASE = re.compile(rf"\b(?:if|when|whenever|in case|si|wenn|falls|cuando)\b|{_ABROAD}")
"""What is said behind these holds in that case only."""

INTRODUCES = re.compile(r"\b(?:let|define|denote|consider|fix|choose|soit|soient|sei|seien)\b")
"""Words of a sentence whose suppositions hold as long as what it introduces."""

SUPPOSING = re.compile(
    r"^(?:\(?(?:\d+|[a-z]|[ivx]+)[.)] |[-–—•] )?"
    r"(?:(?:and|but|so|then|also|now|thus|hence|note(?: that)?|e\.g\.?,?|for example,?|"
    r"in particular,?|conversely,?|similarly,?|likewise,?|finally,?|moreover,?|second(?:ly)?,?|"
    r"first,?|again,?) )*"
    r"(?:if|when|whenever|in case|for|with|at|in the case|si|pour|wenn|falls|für|cuando|para)\b"
    rf"|[,:;] (?:if|when|whenever)\b|^(?:- )?{_ABROAD}"
)
"""A sentence about one case, which the display behind it may go on with."""
_DEFINES = (
    r"(?:let|define|denote|denoting|put|putting|set|setting|choose|choosing|take|taking|write|"
    r"writing|call|introduce|where|with|using|consider|fix|defined as|say|normali[sz]er|"
    r"constant|abbreviate|abbreviating|uses?|defines|sets|puts|takes|chooses|introduces)"
)
DEFINING = re.compile(
    rf"(?:^|[ (,;:—-]){_DEFINES}[ ,:]+"
    rf"(?:(?:us|now|also|then|the|a|an|by|new|again|define|denote|write|set|put|distribution|law|"
    rf"number|quantity|constant|function|weights?|mixture|average|midpoint|posterior|normali[sz]er|"
    rf"partition|point|vector|matrix|entropy|random|variable|variables|probability|probabilities|"
    rf"shorthand|name|names|event|indicator|for|short|brevity|convenience|joint|marginal|"
    rf"lengths?|code|shannon|loss|tilted|another|ratios?|scores?|be|and|{SLOT}),? )*(?P<a>{SLOT})"
)
"""A defining word, and the formula that it governs."""

OF_ALPHABETS = re.compile(
    r"\b(?:alphabets?|support|symbols?|letters?|outcomes?|source|messages?|random variable)\b"
)
"""Words that tell an alphabet 𝒳 = {x_1, …, x_n} from data."""

ALWAYS = re.compile(
    r"\b(?:throughout|from now on|in these notes|in this (?:post|note|document|chapter|course)|"
    r"all log\w*|always|everything)\b"
)
"""What is said so holds in all of the document."""
