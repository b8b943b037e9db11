"""Laws of families in a sentence: “X is Gaussian with mean μ and variance σ²”, “let P be the true
distribution 𝒩(μ, σ²)”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from derive.notes import tree as t
from derive.notes.facts.asserted import is_asserted
from derive.notes.facts.families import literal
from derive.notes.facts.forms import Said, is_variable
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.restricted import case, is_of_a_part
from derive.notes.facts.sentences import SLOT, Sentence

_BE = r"(?:be|is|follows|has|denotes?|be distributed as|is distributed as)"
_WORDS = (
    r"(?: (?:the|an?|\W?true\W?|standard|normal|gaussian|distribution|law|density|random|variable|"
    r"\W?approximating\W?|univariate|scalar|real|target|reference|bernoulli|uniform|exponential))*"
)
_APPOSED = re.compile(rf"({SLOT}) {_BE}{_WORDS} ({SLOT})")
_WITH_MOMENTS = re.compile(
    rf"({SLOT}) {_BE}(?: (?:an?|the|univariate|scalar|real))* "
    r"(?:gaussian|normal(?:ly distributed)?)(?: (?:random variable|variable|distribution|law))? "
    rf"with (?:(zero) mean|mean ({SLOT})) and variance ({SLOT})"
)


_ON_A_SET = re.compile(
    rf"({SLOT}) {_BE}(?: (?:an?|the|discrete))* "
    r"(?:uniform(?:ly)?(?: distributed| random)?|drawn uniformly|chosen uniformly)"
    r"(?: at random)?(?: (?:random )?variable| distribution)? (?:on|over|in|from|among) "
    rf"(?:(?:the )?(?:finite )?(?:set|alphabet|interval) )?({SLOT})"
)
_TOSSED = re.compile(
    rf"({SLOT}) {_BE}(?: (?:an?|the))*(?: (?:outcome|result|value) of(?: (?:an?|the|one))?)?"
    r"(?: (?:roll(?:ing)?|toss(?:ing)?|flip(?:ping)?|throw(?:ing)?)(?: of)?(?: (?:an?|the|one))?)?"
    r" fair (?:six-sided )?(coin|die)\b"
)
_WITH_PARAMETER = re.compile(
    rf"({SLOT}) {_BE}(?: (?:an?|the))* (bernoulli|bern|poisson|exponential)(?:ly distributed)?"
    r"(?: (?:random )?(?:variable|distribution|law))?(?:,? with (?:an? |the )?"
    rf"(?:(?:success )?(?:parameter|probability)(?: of success)?|rate) |\(| |)({SLOT})"
)
_DRAWN = re.compile(rf"({SLOT}) (bernoulli|bern|poisson|exponential|exp)({SLOT})")
_ARE = {
    "bernoulli": "Bernoulli", "bern": "Bernoulli", "poisson": "Poisson",
    "exponential": "Exponential", "exp": "Exponential",
}  # fmt: skip
_SIDES = {"coin": (0, 1), "die": (1, 6)}


def worded(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """What they say of random variables, and of laws called P."""
    for found in _APPOSED.finditer(sentence.words):
        name, law = (_alone(found[k], sentence, formulas) for k in (1, 2))
        written = literal(law)
        if written is not None and written.at is None and _is_said(sentence, found):
            yield from _said(name, law)
    yield from _in_a_list(sentence, formulas)
    for found in _WITH_MOMENTS.finditer(sentence.words):
        name, variance = (_alone(found[k], sentence, formulas) for k in (1, 4))
        mean = _alone(found[3], sentence, formulas) if found[3] else None
        if found[2] and name is not None:
            mean = t.Num(name.span, Fraction(0))
        if name is None or mean is None or variance is None:
            continue
        made = t.Call(name.span, t.Name(name.span, "N", ("mathcal",)), (mean, variance), (",",))
        if literal(made) is not None and _is_said(sentence, found):
            yield from _said(name, made)


def _is_said(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the sentence says it itself, of the variable itself, and as it stands."""
    start, end = found.span()
    part = is_of_a_part(sentence, start, "uniform")
    return is_asserted(sentence, start, end) and not part and case(sentence, start, end) is None


def _in_a_list(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """Uniform on {1, …, 6} and on [0, a]; a fair die; Bernoulli with parameter p."""
    for pattern in (_ON_A_SET, _TOSSED, _WITH_PARAMETER):
        for found in pattern.finditer(sentence.words):
            name = _alone(found[1], sentence, formulas)
            law = None if name is None else _law(found, name, sentence, formulas)
            if literal(law) is not None and _is_said(sentence, found):
                yield from _said(name, law)
    for found in _DRAWN.finditer(sentence.words):  # $X \sim$ Bernoulli$(p)$
        name = formulas.drawn(sentence.inline(found[1]))
        inside = _alone(found[3], sentence, formulas)
        if name is not None and inside is not None and _is_said(sentence, found):
            yield from _said(name, t.Call(name.span, t.Name(name.span, _ARE[found[2]]), (inside,)))


def _law(found: re.Match[str], name: t.Node, s: Sentence, formulas: Formulas) -> t.Node | None:
    span = name.span
    if found.re is _TOSSED:
        first, last = (t.Num(span, Fraction(n)) for n in _SIDES[found[2]])
        return t.Call(span, t.Name(span, "Uniform"), (t.Range(span, None, first, last),), (), "{")
    inside = _alone(found[found.re.groups], s, formulas)
    if inside is None:
        return None
    if found.re is _WITH_PARAMETER:
        return t.Call(span, t.Name(span, _ARE[found[2]]), (inside,))
    whole = isinstance(inside, t.Members) and inside.brackets in ("{}", "[]") and inside.items
    if not isinstance(inside, t.Members) or not whole:
        return None
    brackets = inside.brackets[0]
    commas = (",",) * (len(inside.items) - 1)
    return t.Call(span, t.Name(span, "Uniform"), inside.items, commas, brackets)


def _said(name: t.Node | None, law: t.Node | None) -> Iterator[Said]:
    if name is not None and law is not None and is_variable(name):
        yield Said("variable", (name,), (law,))


def _alone(slot: str, sentence: Sentence, formulas: Formulas) -> t.Node | None:
    """The formula, if it is one term and no relation."""
    made = formulas.statements(sentence.inline(slot))
    return made[0].one(0) if len(made) == 1 and not made[0].rels else None
