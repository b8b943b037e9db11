"""What a display itself supposes: "for independent X, Y" behind it, X ⊥ Y before its ⇒.

It is put as a sentence, "Suppose …", so that the patterns of words and forms read it; what they
find holds for this display alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from derive.notes.blocks import Inline, Prose
from derive.notes.chains import Chain, Sort, Token, Unread
from derive.notes.find.marks import Writer

_LEAD = re.compile(
    r"[\s,;]*(?:if|when|whenever|for|provided(?: that)?|assuming(?: that)?|given(?: that)?)\b\s*",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:equality|iff|only|unless|except|some|exists?|not|probability)\b", re.I)
_SHARED = re.compile(r"\s*(?:mutually |pairwise )?(?:independent|i\.?i\.?d\.?)\s*", re.IGNORECASE)
_STATED = frozenset(("sim", "<<", "perp", "->"))
_STATES = frozenset(("in", "sim", "<<", "perp", "->", "<", "<=", ">", ">="))


def supposed(items: Iterable[object]) -> Iterator[Prose]:
    """The sentences that the chains of one display make; none where it claims several things, for
    then it is not said which of them is restricted.
    """
    chains = [i for i in items if isinstance(i, Chain)]
    before = [c for c in chains if c.joins == "implies" and _is_condition(c)]
    claims = [c for c in chains if c not in before]
    if len(claims) != 1 or any(isinstance(i, Unread) for i in items):
        return
    for c in before:
        yield sentence_of(_tokens(c), "")
    made = behind(claims[0].after)
    if made is not None:
        yield made


def condition(items: Sequence[object]) -> Prose | None:
    """The sentence of a display that is a condition and nothing else, as X → Y → Z, X ⊥ Y."""
    (one,) = items if len(items) == 1 else (None,)
    if not isinstance(one, Chain) or one.after or not all(s.rel in _STATED for s in one.signs):
        return None
    return sentence_of(_tokens(one), "")


def _is_condition(c: Chain) -> bool:
    return all(s.rel in _STATES for s in c.signs)


def _tokens(c: Chain) -> list[Token]:
    start, end = c.sides[0].tokens[0], c.sides[-1].tokens[-1]
    return [start, end]


def behind(after: tuple[Token, ...]) -> Prose | None:
    """The sentence that stands behind a claim as its condition."""
    after = tuple(t for x in _unframed(after) for t in _lettered(x))
    if not after or any(t.text == "\\dots" for t in after):
        return None
    first, rest = after[0], list(after[1:])
    if first.text == "\\forall":
        return sentence_of(rest, "") if rest else None
    if first.sort is not Sort.TEXT:
        return sentence_of(list(after), "")
    lead = _LEAD.match(first.text)
    if lead is None or any(t.sort is Sort.TEXT and _NONE.search(t.text) for t in after):
        return None
    words = first.text[lead.end() :]
    return sentence_of(rest, words) if rest else None


_VARIABLE = re.compile(r"(?<![\w.])[B-HJ-Z](?![\w'’])")


def _lettered(token: Token) -> Iterator[Token]:
    """Words with the capitals among them as formulas: if X and Y are independent."""
    at = token.span.text.find(token.text) if token.sort is Sort.TEXT else -1
    if at < 0 or _LEAD.match(token.text) is None:
        yield token
        return
    ends = [0, *(e for m in _VARIABLE.finditer(token.text) for e in m.span()), len(token.text)]
    for n, (first, last) in enumerate(pairwise(ends)):
        words = token.text[first:last]
        start = token.span.start + at + first
        span = replace(token.span, start=start, end=start + len(words))
        if words.strip():
            yield Token(Sort.LETTER if n % 2 else Sort.TEXT, words, span)


def _unframed(after: tuple[Token, ...]) -> tuple[Token, ...]:
    """(i ≠ j), “(if X and Y are independent)” without the brackets around all of it; the one that
    closes words may be lost behind a formula in them."""
    opened = [x for x in after[:1] if x.text.startswith("(")]
    if len(after) < 2 or not opened:
        return after
    if opened[0].sort is not Sort.TEXT and not after[-1].text.endswith(")"):
        return after
    first, last = (replace(x, text=x.text.strip("() ")) for x in (after[0], after[-1]))
    return tuple(x for x in (first, *after[1:-1], last) if x.text)


def sentence_of(tokens: list[Token], words: str) -> Prose:
    """Suppose …: formulas parted at commas; "independent X, Y" as "X and Y are independent"."""
    writer = Writer(tokens[0].span.source)
    start = tokens[0].span.start
    inline: list[Inline] = []
    shared = _SHARED.fullmatch(words) is not None
    _put(writer, "Suppose " + ("" if shared else f"{words} "), start)
    parts = [(key, list(run)) for key, run in groupby(tokens, _kind_of)]
    for kind, run in parts:
        if kind == "comma":
            _put(writer, " and " if shared else ", ", run[0].span.start)
        elif kind == "words":
            _put(writer, " " + " ".join(t.text for t in run) + " ", run[0].span.start)
        else:
            inline.append(_formula(writer, run))
    if shared:
        _put(writer, f" are {words.strip()}", tokens[-1].span.end)
    _put(writer, ".", tokens[-1].span.end)
    end = max(t.span.end for t in tokens)
    span = tokens[0].span.to(tokens[-1].span)
    return Prose(span, writer.done(end), tuple(inline))


def _kind_of(token: Token) -> str:
    if token.sort is Sort.TEXT:
        return "words"
    return "comma" if token.sort is Sort.SIGN and token.text == "," else "formula"


def _formula(writer: Writer, run: list[Token]) -> Inline:
    start, end = min(t.span.start for t in run), max(t.span.end for t in run)
    first = len(writer.offsets)
    writer.put("$", start, start)
    writer.keep(start, end)
    writer.put("$", end, end)
    body = Writer(writer.source)
    body.keep(start, end)
    return Inline(run[0].span.to(run[-1].span), body.done(end), first, len(writer.offsets))


def _put(writer: Writer, text: str, at: int) -> None:
    """Words that stand nowhere in the source."""
    writer.put(text, at, at)
