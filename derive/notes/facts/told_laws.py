"""Laws of random variables that the text tells in numbers: in a table, “X takes the values a, b, c
with probabilities 1/2, 1/4, 1/4”, “the distribution of X is (1/2, 1/4, 1/4)”, P(x_1) = 0.4, …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derive.notes import tree as t
from derive.notes.blocks import Display, Heading, Opaque, Prose
from derive.notes.facts import Fact, Scope
from derive.notes.facts.asserted import is_quoted
from derive.notes.facts.english import UNLESS
from derive.notes.facts.grids import (
    Cells,
    Table,
    is_array,
    letter,
    number,
    of_markdown,
    of_tex,
    sums_to_one,
    table,
)
from derive.notes.facts.held import Text, held
from derive.notes.facts.scopes import section
from derive.notes.facts.sentences import Sentence, sentences
from derive.notes.source import Span

TOLD = "told"
_NUMBER = r"(?:\\[td]?frac\s*\{?\d+?\}?\s*\{?\d+\}?|\d+\s*/\s*\d+|\d*\.?\d+)"
_AND = r"\s*(?:,\s*and\b|,|\band\b)\s*"
_NUMBERS = rf"[({{\[]*\s*({_NUMBER}(?:{_AND}{_NUMBER})+)"
_LETTER = r"(?:[A-Za-z]_\{?\w+\}?|[A-Za-z0-9]+)"
_LETTERS = rf"[({{\[]*\s*({_LETTER}(?:{_AND}{_LETTER})+)"
_TAKES = re.compile(
    r"\b([A-Z])\b(?: (?:is|be|an?|the|which|that|can|may|discrete|random|variable|source|with|"
    r"having|whose|has|takes?|taking|assum(?:es?|ing)|on|one|of|two|three|four|five|six|"
    r"values?|symbols?|outcomes?|letters?|alphabet|emits|emitting))+[ ]"
    rf"{_LETTERS}\s*[)}}\]]*,? with (?:the |respective |corresponding |associated )*"
    rf"probabilit(?:y|ies) {_NUMBERS}"
)
_IS = re.compile(
    r"\b(?:distribution|law|pmf|probability mass function|probabilities) (?:function )?(?:of|for) "
    rf"([A-Z]) (?:is|are|be)(?: given by)? {_NUMBERS}"
)
_AT = re.compile(
    rf"\b[pP](?:_\{{?[A-Z]\}}?)?\(\s*(?:([A-Z])\s*=\s*)?({_LETTER})\s*\)\s*=\s*({_NUMBER})(?![\w.]*[/\d])"
)
_MARKS = re.compile(r"\$|\\[()]|\*\*|\\(?:emph|textbf|textit|left|right|[,;:!])(?![A-Za-z])|~")
_PAIR = re.compile(r"\(?\s*([A-Za-z])\s*,\s*([A-Za-z])\s*\)?$")
_ELSE = re.compile(
    r"\b(?:consider|suppose|assum\w+|another|instead|examples?|imagine|new|different|coins?|dice|"
    r"die|urns?|sources?|pictures?|channels?|noise|now|next|(?:let|define|denote) (?!us\b))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\bjoint|\bdistribut|\bprobabilit|\bp\.?m\.?f|\blaw\b|\btable\b")


def of_table(text: Text, k: int) -> Iterator[Fact]:
    """Of a table in the text."""
    block = text.document.blocks[k]
    if not isinstance(block, Opaque) or block.what not in ("table", "tabular"):
        return
    source = block.span.text
    cells = of_tex(source) if block.what == "tabular" else of_markdown(source)
    yield from _of_cells(text, k, cells)


def of_display(text: Text, k: int, display: Display) -> Iterator[Fact]:
    r"""Of \begin{array}{c|cc} … \end{array}, and of P(x_1) = 0.4, P(x_2) = 0.6."""
    body = display.body.text
    if is_array(body):
        yield from _of_cells(text, k, of_tex(body))
    else:
        yield from _fact(text, k, _at_letters(body), display.span, " ".join(body.split()))


def in_words(text: Text, sentence: Sentence) -> Iterator[Fact]:
    """Of a sentence."""
    if UNLESS.search(sentence.words) or is_quoted(sentence, 0):
        return
    words = " ".join(_MARKS.sub(" ", sentence.span.text).split())
    found = [_taken(m[1], _items(m[2]), _items(m[3])) for m in _TAKES.finditer(words)]
    found += [_taken(m[1], [], _items(m[2])) for m in _IS.finditer(words)]
    for made in (*found, _at_letters(words)):
        yield from _fact(text, sentence.block, made, sentence.span, sentence.quote, sentence.number)


def _of_cells(text: Text, k: int, cells: Cells) -> Iterator[Fact]:
    """Said by the sentence that ends in the table, or by that alone."""
    before = text.document.blocks[k - 1] if k else None
    last = sentences(before, k - 1)[-1:] if isinstance(before, Prose) else []
    pair = _pair(last[0]) if last else ()
    span, quote = (last[0].span, last[0].quote) if last else (text.document.blocks[k].span, "")
    yield from _fact(text, k, table(cells, pair), span, quote or "the table")


def _taken(name: str, letters: list[str], values: list[str]) -> Table | None:
    numbers = [number(v.strip()) for v in values]
    told = [letter(x) for x in letters] or [("", str(n + 1)) for n in range(len(numbers))]
    known = [x[1] for x in told if x is not None and x[0] in ("", name)]
    if len(known) < len(told) or len({*known}) < len(numbers) or not sums_to_one(numbers):
        return None
    return Table((name,), (tuple(known),), tuple(v for v in numbers if v is not None))


def _at_letters(words: str) -> Table | None:
    found = _AT.findall(words)
    told = [letter(f"{of}={x}" if of else x) for of, x, _ in found]
    names = {x[0] for x in told if x is not None}
    if None in told or len(names) != 1 or "" in names:
        return None
    return _taken(names.pop(), [x[1] for x in told if x], [value for _, _, value in found])


def _items(words: str) -> list[str]:
    return re.split(_AND, words)


def _fact(
    text: Text, k: int, told: Table | None, span: Span, quote: str, sentence: int = 0
) -> Iterator[Fact]:
    if told is None:
        return
    before = k - 1 if k and isinstance(text.document.blocks[k], Opaque) else k
    own = section(text.document, before if _is_part(text, before) else k)
    names = tuple(t.Name(span, n) for n in told.names)
    letters = tuple(
        t.Members(span, "{}", tuple(_letter(span, x) for x in own)) for own in told.letters
    )
    numbers = t.Members(span, "()", tuple(t.Num(span, v) for v in told.values))
    last, doubted = _lasts(text, k, own.last)
    fact = Fact(TOLD, names, (*letters, numbers), span, quote, Scope(k, last), words=told.doubt)
    fact = held(text, fact, k, sentence)
    yield replace(fact, scope=Scope(k, min(doubted, fact.scope.last)))
    if doubted < fact.scope.last:
        still = f"line {span.line} still tells the law of {' and '.join(told.names)}"
        words = "; ".join(filter(None, (told.doubt, still)))
        yield replace(fact, scope=Scope(doubted, fact.scope.last), words=words)


def _lasts(text: Text, k: int, last: int) -> tuple[int, int]:
    """The block before which it ends, which the first heading is where none stands above it; and
    that from which on the text may speak of something else."""
    blocks = text.document.blocks
    if not any(isinstance(b, Heading) for b in blocks[:k]):
        last = next((n for n in range(k, last) if isinstance(blocks[n], Heading)), last)
    others = (n for n in range(k + 1, last) if isinstance(b := blocks[n], Prose)
              and _ELSE.search(b.text.text))  # fmt: skip
    return last, next(others, last)


def _is_part(text: Text, k: int) -> bool:
    return isinstance(text.document.blocks[k], (Prose, Display))


def _letter(span: Span, name: str) -> t.Node:
    return t.Num(span, Fraction(name)) if name.isdigit() else t.Name(span, name)


def _pair(s: Sentence) -> tuple[str, ...]:
    """The two variables that a sentence says a table is of."""
    found: list[str] = []
    for body in (s.inline(x).body.text.strip() for x in s.slots):
        pair = _PAIR.search(re.sub(r"^[pPf](?:_\{?\w+\}?)?(?=\()", "", body))
        found += [body] if re.fullmatch("[A-Z]", body) else pair.groups() if pair else ()
    names = tuple(dict.fromkeys(n.upper() for n in found))
    return names if len(names) == 2 and _JOINT.search(s.words) else ()
