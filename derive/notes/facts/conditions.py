"""Conditions of a display that were not understood: a claim must not be refuted beside one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from derive.notes.blocks import Display, Document, Inline, Prose
from derive.notes.chains import Chain, Sort, Token
from derive.notes.facts import OF_VARIABLES, Fact
from derive.notes.facts.abroad import BOTH_WAYS
from derive.notes.facts.english import CASE, CLAIMED, EXCEPTED, SUPPOSING
from derive.notes.facts.equality import CLAIMED_EQUALITY
from derive.notes.facts.forms import is_variable
from derive.notes.facts.scopes import statement_of
from derive.notes.facts.sentences import SLOT, Sentence, sentences
from derive.notes.facts.sides import SIDE
from derive.notes.tree import Call, Name

_LEADS = re.compile(
    r"\b(?:if|iff|unless|when|whenever|in case|assum\w+|suppos\w+|provided|as long as|given|"
    r"under|with|let|for|where|si|lorsque|quand|pour|soient?|wenn|falls|sei(?:en)?|sea|cuando)\b"
    rf"|{BOTH_WAYS.pattern}"
)
_CASE_WORDS = re.compile(
    r"\b(?:if|iff|unless|when|whenever|in case|provided|si|lorsque|wenn|falls|cuando)\b"
    rf"|{BOTH_WAYS.pattern}"
)
_RELATED = re.compile(
    r"=|<|>|\\(?:leq?|geq?|leqslant|geqslant|neq?|to|rightarrow|sim|perp|approx)\b"
)
_RUNS = re.compile(r"\s*[a-z]\s*=\s*[01]\s*,\s*\\(?:dots|ldots|cdots|dotsc)\s*,\s*\w+\s*[.,]?\s*")
"""i = 1, …, n, which counts and restricts nothing."""
_BEHIND = re.compile(r"\b(?:if|when|whenever|for|provided|assuming|where|unless|only|but|except)\b")
_SPECIAL = re.compile(
    r"\b(?:symmetric|erasure|noiseless|deterministic|gaussian|bernoulli|uniform|additive|geometric|"
    r"poisson|exponential|fair|biased|binary|degraded|lossless)"
    r"(?: [\w-]+)? (?:channels?|sources?|variables?|distributions?|coins?|dice|die|priors?)\b"
    r"|\b(?:bsc|bec)\b"
)
_OF_SPECIAL = ("uniform", "bernoulli", "deterministic", "point mass", "holds", "independent")
_ABOUT_EQUALITY = r"\b(?:equality|equals?|zero|vanish(?:es)?|tight|sharp|attained)\b"
_REMARK = re.compile(  # of what stands above: with equality iff p = q; when p = q, it is zero
    rf"{_ABOUT_EQUALITY}[^.;:]*\b(?:iff|if|when|whenever)\b[^.;:]*(?=[.;])"
    rf"|\b(?:if|when|whenever)\b[^.;:,]*,[^.;:]*{_ABOUT_EQUALITY}[^.;:]*(?=[.;])"
)
_SUPPOSED = re.compile(r"\b(?:let|suppose|assum\w+|given|provided|set|take|consider)\b")
_IN_THAT_CASE = re.compile(
    r"\b(?:then|there|so|hence|thus|therefore|consequently|accordingly|(?:that|this|which|such) "
    r"(?:an? )?(?:case|situation|condition)s?)\b"
)
_TAIL = re.compile(
    r"(?:(?:which |this |that |it |and )?(?:holds?|is (?:true|valid|so|right|correct)|"
    r"vanish(?:es)?|occurs?|happens?) )?(?:but |and )?(?:(?:only|exactly|precisely|just|at least|"
    r"certainly|if and only) )?(?:if|iff|when|whenever|provided|providing|unless|"
    r"as long as|so long as|in case)\b"
    rf"|(?:{BOTH_WAYS.pattern})"
)
_UNIVERSAL = re.compile(r"\bfor (?:all|every|each|any)\b")
_HYPOTHESES = (*OF_VARIABLES, "holds", "dominated", "one-hot", SIDE)
"""What must be among the hypotheses of a step to help it."""
_HELD = (
    *(*_HYPOTHESES, "positive", "uniform", "bernoulli", "number", "define", "code"),
    *("deterministic", "point mass"),
)


def conditions(
    document: Document, facts: Sequence[Fact], chain: Chain, used: Collection[int]
) -> list[str]:
    """What the sentence that leads to a chain's display, or its own row, supposes and no hypothesis
    of the step says, as quoted. used: the numbers of the facts that are among its hypotheses."""
    facts = [f for f in facts if f.number in used or f.kind not in _HYPOTHESES]
    of_equality = any(CLAIMED_EQUALITY.search(t.text.lower()) for t in chain.after)
    is_open = _is_condition(chain.after) and not of_equality and not _is_read(chain.after, facts)
    found = [f"“{_plain(chain.after)}”"] if is_open else []
    before = document.blocks[chain.block - 1] if chain.block else None
    if isinstance(before, Display) and chain.block > 1:  # displays in one sentence
        earlier = document.blocks[chain.block - 2]
        before = earlier if isinstance(earlier, Prose) else None
    if isinstance(before, Prose):
        number = document.blocks.index(before)
        every = sentences(before, number)
        refers = bool(every) and _IN_THAT_CASE.search(every[-1].words) is not None
        found += [
            f"line {s.span.line}: “{s.quote}”"
            for s in every
            if s.last or SUPPOSING.search(s.words) or (refers and s is every[-2:][0])
            if _is_open(s, s.words if refers else without_remarks(s.words), facts, chain)
        ]
    found += [
        f"line {s.span.line}: “{s.quote}”"
        for k, stated in statement_of(document, chain.block)
        for s in sentences(stated, k)
        if CASE.search(s.words) and _is_open(s, without_remarks(s.words), facts, chain)
    ]
    behind = document.blocks[chain.block + 1] if chain.block + 1 < len(document.blocks) else None
    if isinstance(behind, Prose):
        found += [
            f"line {s.span.line}: “{s.quote}”"
            for s in sentences(behind, chain.block + 1)[:1]
            if is_tail_case(s) and _is_open(s, s.words, facts, chain)
        ]
    return found


def is_tail_case(sentence: Sentence) -> bool:
    """Whether it says of the display before it when that holds, "if X and Y are independent."; and
    does not go on with another, as "if they are, then"."""
    ends = sentence.words.rstrip().endswith((".", "!", ")", " and", "。"))
    goes_on = sentence.last and not ends
    return sentence.is_tail and not goes_on and _TAIL.match(sentence.words) is not None


def without_remarks(words: str) -> str:
    """Without what says when there is equality in what stands above."""
    return words if _SUPPOSED.search(words) else _REMARK.sub(" ", words)


def _is_condition(behind: Sequence[Token]) -> bool:
    """Whether what stands behind the last side restricts it: "for every y" does not, "for every y
    with p(y) > 0" does."""
    words = " ".join(t.text for t in behind if t.sort is Sort.TEXT).lower()
    if not _RELATED.search(" ".join(t.text for t in behind)):
        words = _UNIVERSAL.sub("", words)
    return _BEHIND.search(words) is not None


def _is_open(sentence: Sentence, words: str, facts: Sequence[Fact], chain: Chain) -> bool:
    """Whether it has a condition of which no fact was made, in those of its words that may be about
    the display: when equality holds in what stands above is not."""
    words = EXCEPTED.sub(" ", words)
    if not _LEADS.search(words):
        return False
    here = [f for f in facts if f.span == sentence.span and f.kind in _HELD and not _is_loose(f)]
    if (_CASE_WORDS.search(words) or CASE.search(words)) and not here:
        return True
    is_special = _SPECIAL.search(words) and not any(f.kind in _OF_SPECIAL for f in here)
    if is_special and (_has_variables(chain) or not any(f.kind == "number" for f in here)):
        return True  # "for a binary symmetric channel", of which no hypothesis was made
    drawn = [f for f in facts if f.span == sentence.span and f.kind == "variable" and is_plain(f)]
    return any(
        _RELATED.search(_RUNS.sub("", sentence.inline(slot).body.text))
        and not CLAIMED.search(words[: words.index(slot)])
        and not any(_says(f, sentence.inline(slot)) for f in (*here, *drawn))
        for slot in re.findall(SLOT, words)
        if _LEADS.search(words[: words.index(slot)])
    )


def _is_loose(fact: Fact) -> bool:
    """That X is a constant, which is no number of its own."""
    return fact.kind == "number" and not fact.values and any(map(is_variable, fact.names))


def _has_variables(chain: Chain) -> bool:
    """Whether capitals stand in it that are no heads of measures: Y of H(Y), not the H."""
    texts = [t.text for s in chain.sides for t in s.tokens]
    return any(t.isupper() and len(t) == 1 and t not in "DEHIP" for t in texts)


def _says(fact: Fact, inline: Inline) -> bool:
    places = [n.span for n in (*fact.names, *fact.values)]
    return any(inline.span.start <= p.start < inline.span.end for p in places)


def is_plain(fact: Fact) -> bool:
    """Not X ∼ N(0, 1), of which only the name is read."""
    return not any(
        isinstance(v, Call) and not all(isinstance(a, Name) for a in v.args)
        for v in fact.values
        if fact.kind == "variable"
    )


def _is_read(after: tuple[Token, ...], facts: Sequence[Fact]) -> bool:
    """Whether a fact was made of what stands behind a claim."""
    places = [(t.span.source, t.span.start) for t in after]
    return any((f.span.source, f.span.start) in places for f in facts if f.kind in _HELD)


def _plain(tokens: tuple[Token, ...]) -> str:
    return " ".join(t.text for t in tokens)
