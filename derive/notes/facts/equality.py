"""When the text says that equality holds in an inequality: behind it in its row, in brackets, or in
the sentence after the display.

The words are read whole or not at all: of "iff X ⊥ Y and p is nice" no half is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from derive.notes import tree as t
from derive.notes.blocks import Display, Document, Prose
from derive.notes.chains import Chain, Sign, Sort
from derive.notes.facts.behind import sentence_of
from derive.notes.facts.forms import forms, is_name, is_variable
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.scopes import display_before
from derive.notes.facts.sentences import SLOT, Sentence, sentences
from derive.notes.source import Source, Span

_BOTH = (
    r"iff|if and only if|if,? and only if,?|exactly (?:when|if|for)|precisely (?:when|if|for)|"
    r"just when|ssi|si et seulement si|genau dann,? wenn"
)
_ONE = r"whenever|when|if|for"
_CLAIM = re.compile(
    r"\b(?:equality|égalité|gleichheit)(?: (?:sign|case))?(?: (?:here|above|throughout))?"
    r"(?: (?:holds?|holding|occurs?|obtains|gilt|(?:is|being) (?:attained|achieved|reached)))?"
    rf"(?: (?:here|above|throughout))?,? (?P<how>{_BOTH}|{_ONE}) (?P<rest>.*)$"
)
_ABOUT = re.compile(
    r"\b(?:equality|égalité|gleichheit)\b.*"
    r"\b(?:iff|if|when|whenever|only|exactly|precisely|for|ssi|si|wenn)\b|"
    r"\b(?:iff|if and only if|ssi)\b.*\b(?:equality|égalité)\b"
)
_INTRODUCES = re.compile(r"\b(?:let|where|define|denote|writes?|suppose|assume)\b")
_TAIL = re.compile(
    r"[,;] (?:that is|i\.e\.|so|which|as|by|since|because|hence|in which case|where|and so|again|"
    r"while|whereas|but)\b.*$|[\s.,;:)\]]+$"
)
_NOUN = (
    r"(?:(?:the|both|all) )?(?:(?:two|three|joint|random|code) )*"
    r"(?:(?:distributions?|laws?|variables?|lengths?|channel|chain|weights?|pmfs?) )?"
)
_ON = rf"(?: (?:on|over) (?:the (?:set|alphabet) )?{SLOT}| on its (?:alphabet|support))?"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("", rf"(?P<a>{SLOT})(?: (?:for|at) (?:all|every|each|any) {SLOT}| everywhere)?"),
    ("same", rf"{_NOUN}(?P<a>{SLOT})(?: and |, ?)(?P<b>{SLOT}) (?:are (?:equal|identical|the same)"
             r"|coincide|agree)(?: (?:laws?|distributions?|everywhere))?"),
    ("independent", rf"{_NOUN}(?P<a>{SLOT}) and (?P<b>{SLOT}) are (?P<c>conditionally )?"
                    rf"independent(?: (?:given|conditional on) (?P<g>{SLOT}))?"),
    ("independent", rf"{_NOUN}(?P<a>{SLOT}) (?:are|is) (?P<c>conditionally )?independent"
                    rf"(?: of (?P<b>{SLOT}))?(?: (?:given|conditional on) (?P<g>{SLOT}))?"),
    ("uniform", rf"{_NOUN}(?P<a>{SLOT}) (?:is|are) (?:the |an? )?uniform(?:ly distributed)?"
                rf"(?: (?:distribution|law))?{_ON}"),
    ("point mass", rf"{_NOUN}(?P<a>{SLOT}) is (?:an? |the )?(?:point mass|constant|deterministic|"
                   r"degenerate|one-hot|dirac(?: mass| measure)?|almost surely constant|"
                   r"degenerate distribution|deterministic variable|"
                   r"(?:concentrated|supported) on (?:one|a single) "
                   r"(?:point|symbol|letter|outcome|value|element))"),
    ("function", rf"(?P<a>{SLOT}) is (?:an? )?(?:deterministic )?function of (?P<b>{SLOT})"),
    ("function", rf"(?P<a>{SLOT}) is (?:completely |fully )?determined by (?P<b>{SLOT})"),
    ("function", rf"(?P<b>{SLOT}) (?:completely |fully )?determines (?P<a>{SLOT})"),
    ("markov", rf"(?P<a>{SLOT}) (?:is|forms?) an? markov chain"),
)  # fmt: skip
_KNOWN = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
CLAIMED_EQUALITY = re.compile(r"\b(?:equality|égalité|gleichheit|iff|ssi|if and only if)\b")
_ORDER = re.compile(r"[<>≤≥⩽⩾]|\\(?:le|ge|lt|gt)")
_SIGNS = ("<=", ">=")


@dataclass(frozen=True)
class Part:
    """kind: "holds" (relation), "independent", "markov", "uniform", "point mass", "function", of
    names; "same": two names are equal."""

    kind: str
    names: tuple[t.Node, ...] = ()
    relation: t.Event | None = None


@dataclass(frozen=True)
class EqualityClaim:
    """sign: of the relation that is meant. both: equality holds exactly then, not at least then.
    parts: all of which hold then; () where the words are not read, for why. span, quote: of them.
    """

    sign: Span
    both: bool
    parts: tuple[Part, ...]
    span: Span
    quote: str
    why: str = ""

    @property
    def said(self) -> str:
        """As quoted, with its line."""
        return f"line {self.span.line}: “{self.quote}”"


Equalities = Mapping[tuple[Source, int], EqualityClaim]


def is_of_equality(words: str) -> bool:
    """Whether a sentence says when there is equality, and introduces nothing beside or before."""
    found = _ABOUT.search(words)
    if found is None or _INTRODUCES.search(words):
        return False
    return re.search(SLOT, words[: found.start()]) is None


def equalities(document: Document, chains: Sequence[Chain], formulas: Formulas) -> Equalities:
    """The claims by the places (source, start) of the signs that they are about."""
    out: dict[tuple[Source, int], EqualityClaim] = {}
    for claim in (*_behind(chains, formulas), *_after(document, chains, formulas)):
        place = claim.sign.source, claim.sign.start
        first = out.setdefault(place, claim)
        if (first.both, first.parts) != (claim.both, claim.parts):
            why = f"line {claim.span.line} says it otherwise"
            out[place] = replace(first, parts=(), why=why)
    return out


def _behind(chains: Sequence[Chain], formulas: Formulas) -> Iterator[EqualityClaim]:
    """In the row of the relation."""
    for chain in chains:
        sign = _last(chain)
        words = [x.text.lower() for x in chain.after if x.sort is Sort.TEXT]
        if sign is None or not any(map(CLAIMED_EQUALITY.search, words)):
            continue
        (sentence,) = sentences(_row_sentence(chain), chain.block)
        yield _claim(sentence, sign, formulas, "")


def _row_sentence(chain: Chain) -> Prose:
    """What stands behind the last side, in brackets or not; (= 0 iff …) is equality there, too."""
    tokens = [t for t in chain.after]
    while tokens[-1].text in (")", "]", ".", ",", ";"):
        tokens.pop()
    if tokens[0].text in ("(", "["):
        tokens.pop(0)
    side = [t.text for t in chain.sides[-1].tokens]
    if [t.text for t in tokens[: len(side) + 1]] == ["=", *side]:
        return sentence_of(tokens[len(side) + 1 :], "equality")
    return sentence_of(tokens, "")


def _after(
    document: Document, chains: Sequence[Chain], formulas: Formulas
) -> Iterator[EqualityClaim]:
    """In the words behind the display, up to where they speak of another inequality; or in the
    words that lead to it."""
    for k, block in enumerate(document.blocks):
        if not isinstance(block, Prose):
            continue
        said = sentences(block, k)
        before = _signs_of(document, chains, range(display_before(document, k), k))
        for sentence in said:
            if not _ABOUT.search(sentence.words):
                if before and _has_inequality(sentence, formulas, len(sentence.words)):
                    before = []
                continue
            at = sentence.words.find("equality")
            leads = sentence.last and sentence.words[-1] not in ".?!"
            if leads and not (sentence.first and sentence.words.startswith(("with", "equality"))):
                after = _signs_of(document, chains, range(k + 1, k + 2))
                yield from _of(sentence, after, formulas)
            elif not _has_inequality(sentence, formulas, at):
                yield from _of(sentence, before, formulas)


def _of(sentence: Sentence, signs: Sequence[Sign], formulas: Formulas) -> Iterator[EqualityClaim]:
    if len(signs) == 1:
        yield _claim(sentence, signs[0], formulas, sentence.quote)
    elif signs:
        why = "of which of the inequalities?"
        yield EqualityClaim(signs[-1].span, True, (), sentence.span, sentence.quote, why)


def _signs_of(document: Document, chains: Sequence[Chain], blocks: range) -> list[Sign]:
    """The inequalities of the last display in these blocks that has any."""
    shown = [k for k in blocks if k < len(document.blocks)]
    for k in reversed(shown):
        if not isinstance(document.blocks[k], Display):
            break
        found = [s for c in chains if c.block == k for s in c.signs if s.rel in _SIGNS]
        if found:
            return found
    return []


def _last(chain: Chain) -> Sign | None:
    """The sign that words behind the chain are about: its last, if that is an inequality."""
    return chain.signs[-1] if chain.signs[-1].rel in _SIGNS else None


def _has_inequality(sentence: Sentence, formulas: Formulas, end: int) -> bool:
    return any(
        {*s.rels} & {"<=", ">=", "<", ">"}
        for slot in re.findall(SLOT, sentence.words[: max(end, 0)])
        if _ORDER.search(sentence.inline(slot).body.text)
        for s in formulas.statements(sentence.inline(slot))
    )


def _claim(sentence: Sentence, sign: Sign, formulas: Formulas, quote: str) -> EqualityClaim:
    found = _CLAIM.search(sentence.words)
    both, parts = True, tuple[Part, ...]()
    if found is not None and not re.match(r"and only|only", found["rest"]):
        both = re.fullmatch(_BOTH, found["how"]) is not None
        parts = _parts(found["rest"], sentence, formulas)
    why = "" if parts else "its words are not read"
    return EqualityClaim(sign.span, both, parts, sentence.span, _shown(sentence, quote), why)


def _shown(sentence: Sentence, quote: str) -> str:
    """The words of a row with its formulas as they stand."""
    if quote:
        return quote
    words = re.sub(r"^suppose [\s,;(]*", "", sentence.words).rstrip(".) ")
    put = re.sub(SLOT, lambda m: f"${sentence.inline(m[0]).body.text}$", words)
    return " ".join(put.split())


def _parts(words: str, sentence: Sentence, formulas: Formulas) -> tuple[Part, ...]:
    """What the words say, () unless all of them are read."""
    words = " ".join(words.split())
    while (cut := _TAIL.sub("", words)) != words:
        words = cut
    whole = _part(words, sentence, formulas)
    if whole:
        return whole
    pieces = re.split(r",? and (?:if )?", words)
    made = [_part(p, sentence, formulas) for p in pieces]
    return tuple(p for ps in made for p in ps) if len(pieces) > 1 and all(made) else ()


def _part(words: str, sentence: Sentence, formulas: Formulas) -> tuple[Part, ...]:
    for kind, regex in _KNOWN:
        found = regex.fullmatch(words)
        if found is None:
            continue
        groups = {k: v for k, v in found.groupdict().items() if v}
        if not kind:
            return _of_formula(formulas.statements(sentence.inline(groups["a"])))
        if "c" in groups and "g" not in groups:
            return ()
        slots = [groups[k] for k in ("a", "b", "g") if k in groups]
        statements = [formulas.statements(sentence.inline(s)) for s in slots]
        return _of_names(kind, statements, "g" in groups)
    return ()


def _of_names(
    kind: str, statements: Sequence[Sequence[Statement]], is_given: bool
) -> tuple[Part, ...]:
    if any(len(s) != 1 for s in statements):
        return ()
    one = [s[0] for s in statements]
    if kind == "markov":
        return _of_formula(one)
    if any(s.rels for s in one):
        return ()
    names = tuple(n for s in one for n in s.names)
    if not all(is_name(n) or is_variable(n) for n in names):
        return ()
    if kind == "same":
        made = t.Event(names[0].span, names[0], "=", names[1]) if len(names) == 2 else None
        return (Part("holds", (), made),) if made is not None else ()
    if kind == "independent" and is_given:
        return (Part("markov", (names[0], names[2], names[1])),) if len(names) == 3 else ()
    if kind == "independent" and len(names) < 2:
        return ()
    if kind in ("uniform", "point mass") and len(names) != 1:
        return ()
    return (Part(kind, names),)


def _of_formula(statements: Sequence[Statement]) -> tuple[Part, ...]:
    """p = q; X ⊥ Y; X → Y → Z; λ ∈ {0, 1}; several of them between commas."""
    out: list[Part] = []
    for s in statements:
        kinds = {*s.rels}
        said = [f for f in forms(s) if f.kind in ("independent", "markov")]
        if kinds == {"="} and all(len(side) == 1 for side in s.sides):
            sides = [side[0] for side in s.sides]
            pairs = pairwise(sides)
            out += [Part("holds", (), t.Event(a.span, a, "=", b)) for a, b in pairs]
        elif said:
            out += [Part(f.kind, f.names) for f in said]
        else:
            return ()
    return tuple(out)
