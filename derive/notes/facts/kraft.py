"""Kraft's inequality for codes that the text calls prefix-free, or uniquely decodable (McMillan).

prefix-free     lengths ℓ_i
───────────────────────────
     Σ_i D^{-ℓ_i} ≤ 1           D = 2, or as many digits as the sentence on the code says

It is about the lengths that the sentence on the code names. Where that names none, it is about the
lengths of "a code" that another sentence names, if the text names no others, and both are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.notes import tree as t
from derive.notes.blocks import Document, Prose
from derive.notes.facts import Fact, Scope
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.sentences import SLOT, Sentence, sentences
from derive.notes.source import Span

_CODES = ("prefix-free", "uniquely decodable")
_OTHER_DIGITS = re.compile(r"\b(?:ternary|quaternary|decimal)\b|\w[$})]*-ary\b|base[- ]3", re.I)
_OF_SIZE = re.compile(
    rf"\b(?:codes?|coding|code ?words?) (?:over|on|with|using|in) (?:an?|the) "
    rf"(?:(?:code|coding|finite|output) )?alphabet (?:of|with) (?:size|cardinality) ({SLOT})"
)
_ARY = re.compile(rf"({SLOT})-ary (?:(?:code )?alphabet\b|(?:[\w-]+ ){{0,3}}?cod(?:es?|ing)\b)")
_OTHER_SIZE = re.compile(
    r"\bcod(?:e|es|ing|e ?words?)\b[^.]*\balphabet (?:of|with) (?:size|cardinality)\b"
    r"|\b(?:cod(?:e|ing)|output) alphabet\b",
    re.IGNORECASE,
)
_OF_A_SOURCE = re.compile(
    r"\b(?:sources?|symbols?|letters?|messages?|variables?|values) "
    r"(?:over|on|with|from|in|of) (?:an?|the)\b",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(
    r"\b(?:than|unlike|whereas|while|but|instead|rather|compar\w+|versus|contrast|not|without|"
    r"whether|other)\b",
    re.IGNORECASE,
)
_RESTRICTS = re.compile(
    r"\b(?:our|only|consider|take|let|suppose|assume|assuming|need|use|using|restrict|require|"
    r"for|with|this|these|the code)\b",
    re.IGNORECASE,
)
_ARBITRARY = re.compile(
    r"\b(?:arbitrary|any|all|general|other|another|real|some)\W+(?:[\w*-]+\W+){0,2}?"
    r"(?:lengths?|numbers?|codes?|coding)\b",
    re.IGNORECASE,
)
_ANY_SUCH = re.compile(
    r"\b(?:any|all|every)\W+(?:binary\W+)?(?:prefix|instantaneous|uniquely)[\w -]*?\bcodes?\b",
    re.IGNORECASE,
)
_OF_CODES = re.compile(r"\b(?:en)?cod(?:e|es|ing|e ?words?)\b", re.IGNORECASE)
_ANEW = re.compile(
    r"\b(?:let|arbitrary|any|every|other|another|new|now|choose|choosing|take|taking|define|"
    r"suppose|set|setting|put|general)\b",
    re.IGNORECASE,
)


def kraft(document: Document, facts: Sequence[Fact], formulas: Formulas) -> list[Fact]:
    """The inequality, for each name of lengths that is said to be of such a code; and that there
    are two digits or more, where their number has a name."""
    found: dict[object, Fact] = {}
    lengths = [
        replace(f, names=tuple(map(_member, f.names)))
        for f in facts
        if f.kind == "code" and f.words == "lengths"
    ]
    for code in (f for f in facts if f.kind == "code" and f.words in _CODES):
        digits = _digits(document, code, formulas)
        if digits is None:
            continue
        for name, quote in _named(code, lengths):
            for said in _inequality(name, replace(code, quote=quote), digits):
                held = _until_anew(document, said, name, facts)
                found.setdefault((code.span.start, _head(name)), held)
                if isinstance(digits, t.Name):
                    found.setdefault((code.span.start, digits), _two_or_more(digits, code))
    directed = [f for f in facts if f.kind == "code" and f.words == "Kraft"]
    return [
        *found.values(),
        *(s for f in directed for n in f.names for s in _inequality(n, f, _num(f.span, 2))),
    ]


def _member(name: t.Node) -> t.Node:
    """ℓ_i of ℓ_1, …, ℓ_n."""
    match name:
        case t.Range(of=t.Name() as one, strict=False) if not one.sub:
            return replace(one, sub=(t.Name(name.span, "i"),))
    return name


def _digits(document: Document, code: Fact, formulas: Formulas) -> t.Node | None:
    """In how many digits code words are: 2, or what the sentence on the code says; None where it,
    or another, says it in a way that is not read."""
    said: list[t.Node | None] = []
    is_own = False
    for k, block in enumerate(document.blocks[: code.scope.last]):
        for s in sentences(block, k) if isinstance(block, Prose) else ():
            one = _said_digits(s, formulas)
            if one is not None or _speaks_of_digits(s.span.text):
                said.append(one)
                is_own = is_own or (s.span == code.span and one is not None)
    if not said:
        return _num(code.span, 2)
    return said[0] if is_own and len(set(said)) == 1 else None


def _said_digits(s: Sentence, formulas: Formulas) -> t.Node | None:
    """The D of a D-ary code, or of a code over an alphabet of size D, where it is a number."""
    found = _OF_SIZE.search(s.words) or _ARY.search(s.words)
    of = formulas.statements(s.inline(found[1])) if found is not None else []
    one = of[0].one(0) if len(of) == 1 and not of[0].rels else None
    return one if _is_number(one) else None


def without_sizes(document: Document, facts: Sequence[Fact], formulas: Formulas) -> list[Fact]:
    """The facts without the size of the code's alphabet, which is that of no variable."""
    digits = {
        (s.span.start, one)
        for k, block in enumerate(document.blocks)
        if isinstance(block, Prose)
        for s in sentences(block, k)
        if (one := _said_digits(s, formulas)) is not None
    }
    return [
        f
        for f in facts
        if f.kind != "size" or not f.values or (f.span.start, f.values[0]) not in digits
    ]


def _is_number(node: t.Node | None) -> bool:
    if isinstance(node, t.Num):
        return node.value.denominator == 1 and node.value >= 2
    return isinstance(node, t.Name)


def _speaks_of_digits(text: str) -> bool:
    """Whether code words may be in more than two digits, for which 2 is another number."""
    if _OTHER_DIGITS.search(text):
        return True
    return _OTHER_SIZE.search(text) is not None and _OF_A_SOURCE.search(text) is None


def _two_or_more(digits: t.Name, code: Fact) -> Fact:
    values = (_num(code.span, 2), t.Constant(code.span, "infinity"))
    return replace(code, kind="number", names=(digits,), values=values, words="[)")


def _named(code: Fact, lengths: Sequence[Fact]) -> Iterator[tuple[t.Node, str]]:
    """The lengths of the code, with the words that say so; none where it may be of others."""
    if _CONTRASTS.search(code.span.text):
        return
    own = [g for g in lengths if g.span == code.span]
    if own:
        if _one(own) and not any(_is_any(g) for g in own):
            yield own[0].names[0], code.quote
        return
    if not _RESTRICTS.search(code.span.text) or not _one(lengths):
        return
    near = [g for g in lengths if _meet(g.scope, code.scope) and _is_of_a_code(g)]
    if near and not any(_is_any(g) for g in lengths if _meet(g.scope, code.scope)):
        quotes = sorted({near[0].span: near[0].quote, code.span: code.quote}.items(), key=_place)
        yield near[0].names[0], " … ".join(quote for _, quote in quotes)


def _one(lengths: Sequence[Fact]) -> bool:
    return len({_head(n) for g in lengths for n in g.names}) == 1


def _is_any(lengths: Fact) -> bool:
    """Whether they are lengths of whatever: nothing that is said of a code is said of them."""
    return _ARBITRARY.search(_ANY_SUCH.sub(" ", lengths.span.text)) is not None


def _is_of_a_code(lengths: Fact) -> bool:
    text = lengths.span.text
    return _OF_CODES.search(text) is not None and _CONTRASTS.search(text) is None


def _meet(one: Scope, other: Scope) -> bool:
    return one.first < other.last and other.first < one.last


def _place(quoted: tuple[Span, str]) -> int:
    return quoted[0].start


def _until_anew(document: Document, said: Fact, name: t.Node, facts: Sequence[Fact]) -> Fact:
    """It ends where the same name is introduced as a length, or given a value, in a later block."""
    first, last = said.scope.first, said.scope.last
    again = [
        f.scope.first
        for f in facts
        if first < f.scope.first < last
        and (f.kind == "define" or (f.kind == "code" and _ANEW.search(f.span.text)))
        and _head(name) in map(_head, f.names[: 1 if f.kind == "define" else None])
    ]
    valued = [k for k in range(first + 1, last) if _gives_value(document.blocks[k], k, name)]
    return replace(said, scope=Scope(first, min([*again, *valued], default=last)))


def _gives_value(block: object, k: int, name: t.Node) -> bool:
    """Whether a sentence sets ℓ_i = …, whether that is read as a definition or not."""
    start = "".join(name.span.text.split()) + "="
    return isinstance(block, Prose) and any(
        "".join(s.inline(slot).body.text.split()).startswith(start)
        for s in sentences(block, k)
        if _ANEW.search(s.words)
        for slot in s.slots
    )


def _inequality(name: t.Node, code: Fact, digits: t.Node) -> Iterator[Fact]:
    letter = _letter(name)
    if letter is None:
        return
    span = code.span
    power = t.Pow(span, digits, t.Neg(span, name))
    total = t.Big(span, "sum", t.Over(span, "letters", (letter,)), power)
    event = t.Event(span, total, "<=", _num(span, 1))
    yield Fact("holds", (), (event,), span, code.quote, code.scope, words="kraft")


def _letter(name: t.Node) -> t.Node | None:
    """What runs in ℓ_i, L(x), L(x_i); None of a random variable, L(X)."""
    letters = (
        name.args if isinstance(name, t.Call) else name.sub if isinstance(name, t.Name) else ()
    )
    if len(letters) != 1 or not isinstance(letters[0], t.Name):
        return None
    inner = letters[0]
    if isinstance(name, t.Call) and inner.sub:
        return inner.sub[0] if isinstance(inner.sub[0], t.Name) and len(inner.sub) == 1 else None
    return None if inner.base.isupper() else inner


def _head(name: t.Node) -> t.Node:
    if isinstance(name, t.Call):
        return name.head
    return t.Name(name.span, name.base, name.accents) if isinstance(name, t.Name) else name


def _num(span: Span, value: int) -> t.Num:
    return t.Num(span, Fraction(value))
