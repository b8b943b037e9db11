"""Kraft's inequality for codes that the text calls prefix-free, or uniquely decodable (McMillan).

prefix-free     lengths ℓ_i
───────────────────────────
     Σ_i 2^{-ℓ_i} ≤ 1
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from derive.notes import tree as t
from derive.notes.facts import Fact
from derive.notes.source import Span

_CODES = ("prefix-free", "uniquely decodable")


def kraft(facts: Sequence[Fact]) -> list[Fact]:
    """The inequality, where such a code is spoken of, for each name of lengths known there."""
    found: dict[tuple[int, t.Node], Fact] = {}
    for code in (f for f in facts if f.kind == "code" and f.words in _CODES):
        for lengths in (g for g in facts if g.kind == "code" and g.words == "lengths"):
            near = lengths.scope.first < code.scope.last and code.scope.first < lengths.scope.last
            for name in lengths.names if near else ():
                for said in _inequality(name, code):
                    found.setdefault((code.span.start, _head(name)), said)
    directed = [f for f in facts if f.kind == "code" and f.words == "Kraft"]
    return [*found.values(), *(s for f in directed for n in f.names for s in _inequality(n, f))]


def _inequality(name: t.Node, code: Fact) -> Iterator[Fact]:
    letter = _letter(name)
    if letter is None:
        return
    span = code.span
    power = t.Pow(span, _num(span, 2), t.Neg(span, name))
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
