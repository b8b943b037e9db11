"""Whether a sentence says a thing itself, as its hypothesis, or concludes, reports, hedges it.

A hypothesis stands behind a word that makes it one (let, suppose, where, for), or is all that the
sentence says. What "it follows" or what "people think" is none, nor what holds "in the limit".
"""

from __future__ import annotations

import re

_VERBS = r"(?:suppose|assume|imagine|require)"
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
    r"must|becomes?|turns? out|we (?:see|find|get|have)|one (?:sees|finds|gets|has)|"
    r"donc|alors|ainsi|folglich|somit|daher|entonces|luego)\b|^\W*so\b"
)
_REPORTS = re.compile(
    r"\b(?:th(?:ink|inks|ought|inking)|believ\w*|claim(?:s|ed|ing)?|sa(?:y|ys|id)(?! that\b)|"
    r"argue[sd]?|hop(?:e|es|ed|ing)|expect(?:s|ed|ing)?|guess\w*|suggest\w*|tempt\w+|wish\w*|"
    r"want\w*|hear\w*|told|may|might|could|would|should|seem\w*|appear\w*|pretend\w*|"
    r"misconception|folklore|intuition|myth|rumou?r|popular|according to|supposedly|allegedly|"
    r"(?:people|authors?|students?|textbooks?|books?|papers?|engineers|statisticians|"
    r"practitioners|physicists|everyone|everybody|somebody|someone|nobody|they|he|she|who) "
    r"(?:[\w'’]+ ){0,2}?(?:suppose|assume|take|let|consider|use|imagine|treat)s?)\b"
)
_FACT = re.compile(r"\b(?:note|recall|remember|observe|notice|know|fact|such|so|case|given) that\b")
_HEDGED = re.compile(
    r"^[^.;:]*?\b(?:only|up to|in the limit|asymptotically|approximately|at best|on average|"
    r"to (?:first|leading) order|eventually|for (?:large|small|long)|as \S+ (?:→|tends|goes|grows)|"
    r"with (?:high )?probability|in spirit|morally|more or less|"
    r"(?:at|in) (?:equilibrium|equality|optimality|the optimum|the maximum|the minimum))\b"
)
_ONLY_SO = re.compile(r"\b(?:attained|achieved|reached|occurs?|happens?|arises?|holds)\b[^.;:]*$")


def is_asserted(words: str, start: int, end: int) -> bool:
    """Whether words[start:end], which would be a hypothesis, is one of the sentence."""
    before = words[:start]
    governed = _last(_GOVERNS, before, words[start:end])
    if _last(_CONCLUDES, before) > governed or _REPORTS.search(before):
        return False
    if _HEDGED.match(words[end:]) or _ONLY_SO.search(before):
        return False
    return governed >= 0 or " that " not in _FACT.sub(" ", f"{before} ")


def _last(words: re.Pattern[str], before: str, own: str = "") -> int:
    """Where the last of these words begins; of those that the thing itself begins with, too."""
    places = [m.start() for m in words.finditer(before)]
    if own and words.match(own):
        places.append(len(before))
    return max(places, default=-1)
