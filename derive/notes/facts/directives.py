"""What directives say, in a small language of its own: nothing in them is ever run.

    p, q distributions on x          assume Markov(X, Y, Z)        log base 2
    x_i is a sample                  p is a number in [0,1]        P means p
    skip                             expect refuted                not [2]

One directive may have several lines, or parts between semicolons.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from derive.notes import tree as t
from derive.notes.blocks import Directive, Display, Document, Macro, Marked
from derive.notes.facts import DIRECTED, Fact, Scope
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.scopes import section, whole
from derive.notes.records import VERDICTS
from derive.notes.source import NotRead, Span
from derive.notes.tex import marked

KINDS = {
    "law": ("law", "distribution", "probability distribution", "pmf", "probability vector"),
    "variable": ("random variable", "variable"),
    "number": ("number", "real number", "constant"),
    "parameter": ("parameter",),
    "vector": ("vector",),
    "matrix": ("matrix", "matrice"),  # several of them, without their s
    "sample": ("sample", "data point", "datapoint"),
    "symbol": ("symbol", "letter", "outcome"),
    "alphabet": ("alphabet", "set"),
    "code": ("code length", "length", "codeword length"),
    "one-hot": ("one-hot law", "one-hot vector", "one-hot"),
    "uniform": ("uniform law", "uniform distribution", "uniform"),
    "positive": ("positive law", "positive", "law without zeros"),
    "not read": ("not read",),
    "arbitrary": ("arbitrary",),
}
SHOWN_ONLY = ("index", "defined", "sequence", "size of an alphabet", "function of letters")
"""Kinds that a table of notation shows, and that say nothing when they are given back."""

ASSUMPTIONS = {
    "markov": ("Markov", 3),
    "independent": ("Independent", 2),
    "dominated": ("Dominated", 2),
    "positive": ("Positive", 1),
    "iid": ("IID", 1),
    "kraft": ("Kraft", 1),
    "uniform": ("Uniform", 1),
    "function": ("Function", 2),
}
USAGE = (
    "p, q distributions on x", "X is a random variable", "x_i is a sample", "x_i is a symbol",
    "p is a number in [0,1]", "w is a vector", "A is a matrix", "n is the size of \\mathcal{X}",
    "P means p", "log base 2",
    "assume Markov(X, Y, Z)", "assume Independent(X, Y)", "assume Dominated(p, q)",
    "assume Positive(q)", "assume Kraft(\\ell_i)", "assume \\sum_i y_i = 1", "skip",
    "expect refuted", "not [2]", "\\Phi is not read",
)  # fmt: skip
_BY_WORD = {word: kind for kind, words in KINDS.items() for word in words}
_PLURAL = re.compile(r"s$")


@dataclass(frozen=True)
class _Place:
    """A part of a directive: where it stands, and how far each kind of part holds."""

    span: Span
    all: Scope
    rest: Scope
    display: Scope


def facts_of_directive(document: Document, block: int, directive: Directive) -> Iterator[Fact]:
    """NotRead: it cannot be read, with what can be written."""
    blocks = document.blocks
    later = (k for k in range(block + 1, len(blocks)) if isinstance(blocks[k], Display))
    display = next(later, block)
    place = _Place(
        directive.span, whole(document), section(document, block), Scope(display, display + 1)
    )
    for part in parts(directive.text):
        yield from read(part, place, document.macros)


def facts_of_names(names: Mapping[str, str], document: Document, span: Span) -> Iterator[Fact]:
    """Of a table [notes.names]: a pattern, and what it is."""
    everywhere = whole(document)
    place = _Place(span, everywhere, everywhere, everywhere)
    for pattern, meaning in names.items():
        if meaning in SHOWN_ONLY:
            continue
        kind = _kind(meaning)
        if kind is not None:
            yield from _is(pattern, meaning, place, document.macros)
        else:
            tree = _nodes(pattern, span, document.macros)
            yield _fact("notation", tree, (), place, place.all, meaning.strip())


def facts_of_log(base: str, document: Document, span: Span) -> Iterator[Fact]:
    """Of log = 2 in a table [notes]."""
    everywhere = whole(document)
    place = _Place(span, everywhere, everywhere, everywhere)
    yield from read(f"log base {base}", place, document.macros)


def parts(text: str) -> list[str]:
    """The lines of a directive, without marks of lists."""
    found = (_unquoted(p.strip().removeprefix("- ").strip()) for p in re.split(r"[;\n]", text))
    return [p for p in found if p]


def _unquoted(part: str) -> str:
    """Without the quotes that YAML may want around it."""
    quoted = len(part) > 1 and part[0] == part[-1] and part[0] in "'\""
    return part[1:-1].strip() if quoted else part


def read(text: str, place: _Place, macros: Mapping[str, Macro]) -> list[Fact]:
    """One part. NotRead: it cannot be read."""
    for pattern, rule in _RULES:
        found = pattern.fullmatch(text)
        if found is not None:
            return list(rule(found, place, macros))
    raise NotRead(place.span, f"the directive “{text}” is not known{_instead(text)}", ())


def _instead(text: str) -> str:
    near = difflib.get_close_matches(text, USAGE, n=1, cutoff=0.5)
    if near:
        return f"; did you mean “{near[0]}”?"
    return "; there are " + ", ".join(f"“{u}”" for u in USAGE)


# ------------------------------------------------------------ rules

_Match = re.Match[str]
_Macros = Mapping[str, Macro]


def _plain(kind: str, where: str) -> Callable[[_Match, _Place, _Macros], Iterator[Fact]]:
    def rule(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
        scope: Scope = getattr(place, where)
        words = found.groupdict().get("words") or ""
        if kind == "expect" and words not in VERDICTS:
            raise NotRead(place.span, f"expect {words}: there are {', '.join(VERDICTS)}")
        yield _fact(kind, (), (), place, scope, words)

    return rule


def _log(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
    base = found["base"]
    value: t.Node = t.Name(place.span, "b")
    if base.isdecimal():
        value = t.Num(place.span, Fraction(base))
    elif base == "e":
        value = t.Constant(place.span, "e")
    yield _fact("unit", (), (value,), place, place.all, "free" if base == "free" else "log")


def _declared(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
    """p, q distributions on x."""
    kind = _kind(found["kind"])
    if kind is None:
        raise NotRead(place.span, f"“{found['kind']}” is no kind of name{_kinds()}")
    names = _nodes(found["names"], place.span, macros)
    over = _nodes(found["over"], place.span, macros) if found["over"] else ()
    yield _fact(kind, names, over, place, place.all)


def _is_rule(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
    return _is(found["names"], found["kind"], place, macros)


def _is(names: str, meaning: str, place: _Place, macros: _Macros) -> Iterator[Fact]:
    """x_i is a sample; p is a number in [0,1]."""
    kind = _kind(meaning)
    if kind is None:
        raise NotRead(place.span, f"“{meaning}” is no kind of name{_kinds()}")
    _, _, interval = meaning.partition(" in ")
    values: tuple[t.Node, ...] = ()
    words = ""
    letters = meaning.partition(" on ")[2]
    if letters:
        values = _nodes(letters, place.span, macros)
    if kind == "number" and interval:
        ends = _one(interval, place.span, macros).sides[0][0]
        if not isinstance(ends, t.Members) or len(ends.items) != 2:
            raise NotRead(place.span, f"“{interval}” is no interval; try [0,1]")
        values, words = ends.items, ends.brackets
    yield _fact(kind, _nodes(names, place.span, macros), values, place, place.all, words)


def _size(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
    of = _nodes(found["of"], place.span, macros)
    yield _fact("size", of, _nodes(found["names"], place.span, macros), place, place.all)


def _means(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
    left = _nodes(found["names"], place.span, macros)
    right = _nodes(found["right"], place.span, macros)
    yield _fact("notation", left, right, place, place.all, "means")


def _assume(found: _Match, place: _Place, macros: _Macros) -> Iterator[Fact]:
    """assume Markov(X, Y, Z), or a relation."""
    text = found["what"]
    call = re.fullmatch(r"([A-Za-z]+)\s*\((.*)\)", text)
    kind = call and next((k for k in ASSUMPTIONS if k == call[1].lower()), None)
    if call and kind:
        names = _nodes(call[2], place.span, macros)
        if len(names) < ASSUMPTIONS[kind][1]:
            least = ASSUMPTIONS[kind][1]
            raise NotRead(place.span, f"“{text}”: expected {least} or more names")
        if kind == "kraft":
            yield _fact("code", names, (), place, place.rest, "Kraft")
        else:
            yield _fact(kind, names, (), place, place.rest)
        return
    known = ", ".join(f"{name}(…)" for name, _ in ASSUMPTIONS.values())
    why = f"“assume {text}”: expected {known}, or a relation as \\sum_i y_i = 1"
    if call and len(call[1]) > 1:
        raise NotRead(place.span, why)
    made = _one(text, place.span, macros)
    one, other = (made.one(0), made.one(1)) if len(made.rels) == 1 else (None, None)
    if one is None or other is None:
        raise NotRead(place.span, why)
    event = t.Event(place.span, one, made.rels[0], other)
    yield _fact("holds", (), (event,), place, place.rest)


_AN = r"(?:an? |the )?"
_RULES: tuple[tuple[re.Pattern[str], Callable[[_Match, _Place, _Macros], Iterator[Fact]]], ...] = (
    tuple(
        (re.compile(pattern), rule)
        for pattern, rule in (
            (r"skip", _plain("skip", "display")),
            (r"expect:? (?P<words>.+)", _plain("expect", "display")),
            (r"(?:not|strike) (?P<words>\[\d+\]|[\"“].+[\"”])", _plain("not", "all")),
            (r"(?:not|strike) (?P<words>\d+)", _plain("not", "all")),
            (r"log(?:arithms?)?:? (?:to )?(?:the )?(?:base )?(?P<base>\d+|e|free)", _log),
            (r"assume:? (?P<what>.+)", _assume),
            (r"(?P<names>.+?) (?:is|are) " + _AN + r"sizes? of (?P<of>.+)", _size),
            (r"(?P<names>.+?) means (?P<right>.+)", _means),
            (r"(?P<names>.+?) (?:is|are) " + _AN + r"(?P<kind>[^\\]+(?: (?:on|in) .+)?)", _is_rule),
            (
                r"(?P<names>.+?):? (?P<kind>distributions?|laws?|random variables?|parameters?|"
                r"numbers?|samples?|symbols?|alphabets?)(?: on (?P<over>.+))?",
                _declared,
            ),
        )
    )
)


def _kind(words: str) -> str | None:
    """The kind of a fact that words name; None where they name none."""
    plain = words.strip().lower().removeprefix("a ").removeprefix("an ")
    plain = plain.partition(" in ")[0].partition(" on ")[0].strip()
    return _BY_WORD.get(plain) or _BY_WORD.get(_PLURAL.sub("", plain))


def _kinds() -> str:
    return "; there are " + ", ".join(words[0] for words in KINDS.values())


def _fact(
    kind: str,
    names: tuple[t.Node, ...],
    values: tuple[t.Node, ...],
    place: _Place,
    scope: Scope,
    words: str = "",
) -> Fact:
    quote = " ".join(place.span.text.split()) or place.span.source.path
    if kind in ("sample", "symbol"):
        words = DIRECTED
    return Fact(kind, names, values, place.span, quote, scope, words=words)


def _nodes(text: str, span: Span, macros: _Macros) -> tuple[t.Node, ...]:
    """Names between commas, in TeX."""
    made = _one(text, span, macros)
    if made.rels:
        raise NotRead(span, f"“{text}”: expected names, between commas")
    return made.sides[0]


def _one(text: str, span: Span, macros: _Macros) -> Statement:
    from derive.notes.parse import parse

    body = _at(text.strip().strip("$"), span)
    made = Formulas(macros, parse).read(body)
    if len(made) != 1:
        raise NotRead(span, f"the directive's “{text}” cannot be read as a formula")
    return made[0]


def _at(text: str, span: Span) -> Marked:
    """A text that stands at a directive, all of it at the same place."""
    made = marked(text)
    return Marked(span.source, made.text, (span.start,) * (len(text) + 1))
