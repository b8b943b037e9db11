"""Independence said in words: of which variables, of what, given what.

    X and Y are (mutually, pairwise, conditionally) independent (of each other) (given Z)
    X is independent of Y and Z;  X and Y are independent of (both) Z and W;  given Z, X and Y are …

Where words behind it restrict it in a way that is not known, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from derive.notes import tree as t
from derive.notes.facts.abroad import INDEPENDENT, RESTRICTED
from derive.notes.facts.asserted import is_asserted
from derive.notes.facts.forms import Said
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.restricted import is_of_a_part, is_somehow
from derive.notes.facts.restricted import subjects as listed_subjects
from derive.notes.facts.sentences import SLOT, Sentence

JOINTLY = "jointly"
"""Of a fact that one of two readings of "X is independent of Y and Z" says, and the other not."""

_WHOLE = r"(?:the )?(?:pairs?|tuples?|triples?|vectors?|joint variables?) "
_CALLED = r"(?:(?:the|its|their|our) (?:(?!of |from |between |to |and |or )[a-z-]+ ){1,2})?"
_AND = rf"(?:,? and(?: of)?|,) {_CALLED}"
_LIST = rf"{SLOT}(?:{_AND}(?:{_WHOLE})?{SLOT})*"
_HOW = (
    r"(?P<how>(?:(?:mutually|jointly|pairwise|statistically|stochastically|conditionally|all|both|"
    r"fully|completely|two|also|again|now|then|but not (?:necessarily )?(?:mutually|jointly))"
    r"(?: and|,| but)? )*)"
)
_NOUN = (
    r"(?:(?:discrete|finite|binary|the|random|two|three|real|finite-valued|arbitrary|scalar) )*"
    r"(?:variables?|r\.v\.s?|rvs?|events?|sources?|vectors?|quantities|components?) "
)
_ON = (
    r"(?:given|(?:when )?condition(?:al(?:ly)?|ed|ing)?(?: on| upon| given)|"
    r"(?:once|when|after) (?:we )?(?:know|observe|are given|fix|condition on)(?:ing)?)"
    rf"(?: the value of| the variable)?(?= {_CALLED}{SLOT})"
)
_BE = (
    r"(?:both |all )?(?:(?:are |is )?(?:assumed to be|supposed to be|taken to be)|"
    r"be|is|are|were|being|remain)"
)
_KIND = (
    r"(?:be|is|are|denotes?) (?:(?!not |n't |mean |linearly |algebraically |causally |"
    r"functionally |nearly |almost )[a-z'-]+ ){1,5}?(?:(?:that|which) (?:is|are) )?"
)
_INDEPENDENT = r"independent(?! and identic)\b"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"{_ON} {_CALLED}(?P<c>{SLOT}(?:(?: and|,) {SLOT})*?),? (?:the )?(?:{_NOUN})?{_CALLED}"
        rf"(?P<s>{_LIST}) {_BE} {_HOW}{_INDEPENDENT}",
        rf"(?P<s>{_LIST})(?: which| that|,)? {_BE} {_HOW}{_INDEPENDENT}",
        rf"(?P<s>{_LIST}),? {_HOW}{_INDEPENDENT}(?= (?:of|from|given|condition))",
        rf"(?P<s>{_LIST}) {_KIND}{_HOW}{_INDEPENDENT}(?= (?:of|from))",
        rf"(?P<s>{_LIST}),? \({_HOW}{_INDEPENDENT}\)",
        rf"(?<!not ){_HOW}{_INDEPENDENT} (?:{_NOUN})?(?P<s>{_LIST})",
    )
)
_EACH_OTHER = re.compile(r",? (?:of|from) (?:each other|one another)")
_ITEM = rf"{SLOT}(?! (?:is|be|are|an?|being|to|independent|mutually|conditionally)\b)"
_OBJECTS = rf"(?>{SLOT}(?:{_AND}(?:{_WHOLE})?{_ITEM})*)"
_OF = re.compile(
    rf",?(?: and| as well as)? (?P<how>jointly )?(?:of|from) (?P<each>both |each of |all of )?"
    rf"(?P<whole>{_WHOLE})?{_CALLED}(?P<o>{_OBJECTS})"
)
_GIVEN = re.compile(
    rf",? {_ON} {_CALLED}(?P<c>{_LIST})"
    rf"|,? (?:once|when|whenever|as soon as|after) {_CALLED}(?P<d>{_LIST}) "
    r"(?:is|are|has been|have been) (?:known|given|observed|fixed|revealed|seen)"
)
_OVER = re.compile(  # X, Y are conditionally independent over Z
    rf",? (?:over|relative to|with respect to) {_CALLED}(?P<c>(?P<d>){_LIST})"
)
_EXCEPTED = re.compile(
    rf",? but not (?:necessarily )?(?:(?:of|from) {_LIST}|(?:identic|equal|uniform|mutual)\w*)"
)
_CLAUSE = re.compile(
    r"[^.;:]*?(?=[.;:]|,? (?:and |so |then |hence |while )?(?:let|we|so that)\b|"
    r", or (?:equivalently|in other words)|$)"
)
_RESTRICTS = re.compile(
    r"^,? ?(?:of|from)\b"
    r"|\b(?:(?<!be )given|condition\w*|once|under|only|up to|knowing|unless|if|when|whenever|"
    r"except|but|asymptotically|"
    r"approximately|nearly|almost|limit|of all|everything|anything|provided|for|"
    r"fixed|restricted|within|inside|until)\b"
)


_IN_THE_LIMIT = re.compile(
    r"\b(?:asymptotically|limit|for large|grows?|tends?|eventually|approximately|nearly|almost)\b"
)
_RESPECTIVELY = re.compile(r",? respectively")


class _Found(NamedTuple):
    """subjects: what is independent, of one another or of `others`. how: adverbs."""

    subjects: tuple[t.Node, ...]
    others: tuple[t.Node, ...]
    given: tuple[t.Node, ...]
    how: str
    each_other: bool


def independence(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """What a sentence says of independence; nothing where it says more than is understood."""
    reader = _Reader(sentence, formulas)
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(sentence.words):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            taken.append(found.span())
            if is_of_a_part(sentence, found.start("s"), "independent"):
                continue
            if is_asserted(sentence, *found.span()):
                yield from reader.said(found)
    if (abroad := INDEPENDENT.search(sentence.words)) and not RESTRICTED.search(sentence.words):
        names = reader.variables(abroad["s"])
        yield from (_said(names, ()),) if len(names) > 1 else ()


def conditional(kind: str, names: Sequence[t.Node], given: Sequence[t.Node]) -> Iterator[Said]:
    """What "i.i.d. given θ" says of names: that they are independent given it, and that what is
    given it is a product. Of other kinds of facts nothing is read so."""
    if kind not in ("iid", "iid data"):
        return
    if len(names) > 1 or (names and isinstance(names[0], t.Range)):
        yield _said(names, tuple(given))
    yield Said("iid given", tuple(names), tuple(given), assumes=True)


class _Reader:
    def __init__(self, sentence: Sentence, formulas: Formulas) -> None:
        self.sentence, self.formulas = sentence, formulas

    def said(self, found: re.Match[str]) -> Iterator[Said]:
        """What one place says."""
        how = found["how"] or ""
        subjects = self.variables(listed_subjects(self.sentence, found, "s"))
        prefix = found.groupdict().get("c")
        given = self.variables(prefix) if prefix else ()
        rest = self.sentence.words[found.end() :]
        each_other = _EACH_OTHER.match(rest)
        rest = rest[each_other.end() :] if each_other else rest
        of = _OF.match(rest)
        others = self.variables(of["o"]) if of else ()
        rest = _EXCEPTED.sub("", rest[of.end() :] if of else rest)
        if "respectively" in rest:
            same = len(subjects) == len(others) and not each_other and _RESPECTIVELY.match(rest)
            yield from (_said(p, ()) for p in zip(subjects, others, strict=False) if same)
            return
        behind = _GIVEN.match(rest) or ("conditionally" in how and _OVER.match(rest)) or None
        if behind:
            given = (*given, *self.variables(behind["c"] or behind["d"]))
            rest = rest[behind.end() :]
        is_bare = "conditionally" in how and not given
        unknown = not subjects or (of and not others) or ((behind or prefix) and not given)
        if is_bare or unknown or self._is_conditional(found) or _RESTRICTS.search(_clause(rest)):
            return
        if is_somehow(rest):
            return
        if of and ((of["whole"] or of["how"]) and len(others) > 1):
            others = (_group(others),)
        elif of and of["each"]:
            yield from (_said((_group(subjects), o), given) for o in others)
            return
        yield from _made(_Found(subjects, others, given, how, each_other is not None))

    def _is_conditional(self, found: re.Match[str]) -> bool:
        """Whether words before it say given what, and that was not read; or when."""
        before = self.sentence.words[: found.start("s")]
        clause = re.split(r"[.;:]", before)[-1]
        if _IN_THE_LIMIT.search(self.sentence.words):
            return True
        told = re.search(rf"\bcondition\w* (?:on|upon)\b|\bgiven {SLOT}, $", clause)
        return told is not None and found.groupdict().get("c") is None

    def variables(self, slots: str) -> tuple[t.Node, ...]:
        """The variables, tuples of them, and X_1, …, X_n; () if one of these is none."""
        out: list[t.Node] = []
        for slot in re.findall(SLOT, slots):
            statements = self.formulas.statements(self.sentence.inline(slot))
            if len(statements) != 1 or statements[0].rels not in ((), ("sim",)):
                return ()
            out += statements[0].names
        return tuple(dict.fromkeys(out)) if all(map(_is_variable, out)) else ()


def _is_variable(node: t.Node) -> bool:
    if isinstance(node, t.Range):
        return isinstance(node.of or node.first, t.Name)
    if isinstance(node, t.Members):
        return bool(node.items) and all(map(_is_variable, node.items))
    return isinstance(node, t.Name)


def _clause(rest: str) -> str:
    found = _CLAUSE.match(rest)
    return rest if found is None else found[0]


def _group(nodes: Sequence[t.Node]) -> t.Node:
    """Several as one."""
    if len(nodes) == 1:
        return nodes[0]
    items = [i for n in nodes for i in (n.items if isinstance(n, t.Members) else (n,))]
    return t.Members(nodes[0].span, "()", tuple(items))


def _made(found: _Found) -> Iterator[Said]:
    """The facts; where a list may be meant as one, what it says then is a fact in doubt."""
    subjects, others, given = found.subjects, found.others, found.given
    if not others or found.each_other:
        several = len(subjects) > 1 or isinstance(subjects[0], t.Range)
        if several and "pairwise" in found.how:
            yield from (_said(pair, given) for pair in combinations(subjects, 2))
        elif several:
            yield _said(subjects, given)
            runs = [n for n in subjects if isinstance(n, t.Range) and len(subjects) > 1]
            yield from (_said((n,), given, JOINTLY) for n in runs)
    if not others:
        return
    pairs = [(one, other) for one in subjects for other in others]
    yield from (_said(pair, given) for pair in pairs)
    if len(pairs) > 1:
        yield _said((_group(subjects), _group(others)), given, JOINTLY)


def _said(names: Sequence[t.Node], given: tuple[t.Node, ...], words: str = "") -> Said:
    return Said("independent", tuple(names), given, words, assumes=True)
