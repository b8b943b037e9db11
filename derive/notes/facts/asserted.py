"""Whether a sentence says a thing itself, as its hypothesis, or concludes, reports, hedges it.

A hypothesis stands behind a word that makes it one (let, suppose, where, for), or is all that the
sentence says. What "it follows" or what "people think" is none, nor what holds "in the limit".
"""

from __future__ import annotations

import re

from derive.notes.facts.sentences import Sentence

_VERBS = r"(?:suppose|assume|imagine|pretend|require)"
_SPEAKER = (
    r"(?:^\W*|[,;:(–—.] ?|\b(?:we|us|i|one|let's|now|and|then|also|further|furthermore|first|next|"
    r"again|finally|here|so|but|or|to|will|shall|can|may|always|throughout|henceforth|hereafter|"
    r"addition|moment|simplicity|instance|example) )"
)
_GOVERNS = re.compile(
    rf"{_SPEAKER}{_VERBS}\b|\b(?:let|supposing|assuming|assumption|hypothesis|given|provided|"
    r"constraint|condition|restrict|satisf(?:y|ies|ying)|consider|where|with|since|because|as|for|"
    r"if|when|whenever|in case|under|any|every|another|all|fix|take|taking|choose|choosing|pick|"
    r"set|put|define|denote|call|such that|is assumed|are assumed|use|using|treat|"
    r"soit|soient|si|supposons|avec|pour|où|sei|seien|wenn|falls|mit|für|sea|sean|con|para)\b"
)
_CONCLUDES = re.compile(
    r"\b(?:then|hence|thus|therefore|thereby|consequently|accordingly|it follows|implies|imply|"
    r"implying|entails?|forces|shows?|proves?|means|conclude|deduce|infer|obtain|so that|so,|"
    r"must|becomes?|turns? out|we (?:see|find|get)|one (?:sees|finds|gets|has)|"
    r"we have(?! (?:[\w-]+ ){0,3}?(?:data|data ?sets?|samples?|observations?|examples?|draws)\b)|"
    r"donc|alors|ainsi|folglich|somit|daher|entonces|luego)\b|^\W*so\b"
)
_REPORTS = re.compile(
    r"\b(?:th(?:ink|inks|ought|inking)|believ\w*|claim(?:s|ed|ing)?|sa(?:y|ys|id)(?! that\b)|"
    r"argue[sd]?|hop(?:e|es|ed|ing)|expect(?:s|ed|ing)?|guess\w*|suggest\w*|tempt\w+|wish\w*|"
    r"want\w*|hear\w*|told|may|might|could|would|should|seem\w*|appear\w*|"
    r"exclud\w*|rul(?:e|es|ed|ing) out|beware|avoid\w*|refrain\w*|resist\w*|careful|"
    r"caution\w*|warn\w*|dangerous|risky|until|"
    r"misconception|folklore|intuition|myth|rumou?r|popular|according to|supposedly|allegedly|"
    r"(?:people|authors?|students?|textbooks?|books?|papers?|engineers|statisticians|"
    r"practitioners|physicists|everyone|everybody|somebody|someone|nobody|they|he|she|who) "
    r"(?:[\w'’]+ ){0,2}?(?:suppose|assume|take|let|consider|use|imagine|treat)s?)\b"
)
_CHANGES = re.compile(
    r"\b(?:replac|soften|smooth|perturb|substitut|swap|relax|discard|deform|blur|weaken|modif|alter|"
    r"chang|avoid|abandon)\w*\b[^.;:]*$"
)
"""What is done to a thing that is so: it is so no more."""
_ELSEWHERE = re.compile(
    r"\b(?:unlike|in contrast to|contrary to|as opposed to|compared (?:to|with)|whereas|"
    r"(?:last|previous|earlier|preceding|other|next|later|following) "
    r"(?:section|chapter|lecture|part|example|exercise|paper|week|time|post|note)s?)\b"
)
_PAST = re.compile(r"\b(?:was|were|had)\b")
PAST = re.compile(
    r"\b(?:so far|until now|up to now|hitherto|previously)\b[^.;:]*\b(?:had|was|were)\b"
)
"""What is said to have been so, and is no more."""
_SUBJECT = re.compile(
    r"(?:\b(?:assumption|hypothesis|condition|constraint|premise|requirement|fact|idea|claim)s?|"
    r"^\W*) ?that (?:[\w'’-]+ ){0,3}$"
)
_PREDICATE = re.compile(
    r"^(?: of \S+)? (?:is|was|are|were|has|had|can|does|did|seems|turn|prove|would|may|might|must|"
    r"will|fail|break)(?!\w* (?:now |always |still |then )?(?:made|in force|kept|used|needed|ours))"
)
"""What is said of the hypothesis: that X and Y are independent is too much to ask."""
_FACT = re.compile(r"\b(?:note|recall|remember|observe|notice|know|fact|such|so|case|given) that\b")
_HEDGED = re.compile(
    r"^[^.;:]*?\b(?:only|up to|in the limit|asymptotically|approximately|at best|on average|"
    r"to (?:first|leading) order|eventually|for (?:large|small|long)|as \S+ (?:→|tends|goes|grows)|"
    r"with (?:high )?probability|in spirit|morally|more or less|"
    r"(?:at|in) (?:equilibrium|equality|optimality|the optimum|the maximum|the minimum))\b"
)
_OF_OTHERS = re.compile(r"\b(?:whose|which|who)\b")
"""A clause about one of many, as "a source whose letters X and Y are independent"."""
_ONLY_SO = re.compile(r"\b(?:attained|achieved|reached|occurs?|happens?|arises?|holds)\b[^.;:]*$")


def is_asserted(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words[start:end], which would be a hypothesis, is one of the sentence."""
    words = sentence.words
    before = words[:start]
    if is_quoted(sentence, start):
        return False
    if _SUBJECT.search(before) and _PREDICATE.match(words[end:]):
        return False
    if PAST.search(words[:end]) or (_ELSEWHERE.search(before) and _PAST.search(words[start:end])):
        return False
    if _CHANGES.search(before):
        return False
    governed = _last(_GOVERNS, before, words[start:end])
    if _last(_CONCLUDES, before) > governed or _REPORTS.search(before):
        return False
    if _HEDGED.match(words[end:]) or (_ONLY_SO.search(before) and not sentence.is_tail):
        return False
    if governed < 0 and _OF_OTHERS.search(before):
        return False
    return governed >= 0 or " that " not in _FACT.sub(" ", f"{before} ")


def is_quoted(sentence: Sentence, at: int) -> bool:
    """Whether a word stands between quotation marks, as what somebody else says."""
    before = sentence.prose.text.text[: sentence.offsets[at]]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _last(words: re.Pattern[str], before: str, own: str = "") -> int:
    """Where the last of these words begins; of those that the thing itself begins with, too."""
    places = [m.start() for m in words.finditer(before)]
    if own and words.match(own):
        places.append(len(before))
    return max(places, default=-1)
