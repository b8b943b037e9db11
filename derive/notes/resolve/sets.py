"""P(A), P(A ∪ B), P(A^c | B), p(A) of sets: as sums over the letters that lie in them.

A capital among a law's arguments is a letter of its random variable, unless something shows it to
be a set: a complement, a union, a maximum over it, letters that run over it, or the word "event".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeGuard

from derive.notes.blocks import Document, Prose
from derive.notes.facts import Fact
from derive.notes.kinds import INDICES, Key, key_of, whole_key
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.letters import is_capital
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import (
    Add,
    Big,
    Call,
    Event,
    Frac,
    Indicator,
    Members,
    Name,
    Neg,
    Node,
    Num,
    Over,
    Pow,
    SetOf,
)
from derive.notes.walk import mapped, product, walk

_SURE = Key(r"\Omega")
_OUTCOME = r"\omega"
_EXTREMES = ("max", "min", "sup", "inf")
_ROW = r"((?:\$[^$]*\$(?:, and |, | and | or )?)+)"
_EVENTS = re.compile(
    rf"\b(?:events?|(?:sub)?sets?) {_ROW}|"
    rf"{_ROW} (?:be|are|is|denote) (?:\w+ ){{0,2}}(?:events?|(?:sub)?sets?)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\$ ?((?:[A-Z](?:_\w)?,? ?)+) ?\\subset")
_CAPITAL = re.compile(r"(?<![\\a-zA-Z])([A-Z])(?![a-zA-Z])")


@dataclass(frozen=True)
class Sets:
    """The names of sets of a document, and for each law's head the letter of its outcomes; None
    where it has several. unclear: capitals that may be sets, or letters."""

    names: frozenset[Key]
    outcomes: dict[Key, Name | None]
    unclear: frozenset[Key]

    def put(self, node: Node) -> Node:
        """The tree with the law of each set as a sum.

        Raises:
            NotRead: where no letter, or something else, is told.
        """
        if isinstance(node, Big) and any(self.has(n) for n in node.over.letters):
            raise NotRead(node.over.span, f"{node.op} over all sets {_shown(node)} is not read")
        if isinstance(node, Call) and _is_law(node) and any(map(self._touches, node.args)):
            return self._probability(node)
        if isinstance(node, Call) and _is_law(node) and _whole(node.args) in self.unclear:
            said = whole_key(node.args[0]).latex() if isinstance(node.args[0], Name) else ""
            why = f"is {said} a letter here, or a set of letters?"
            raise NotRead(node.span, why, (f"{said} is a random variable",))
        return mapped(node, self.put)

    def has(self, node: Node) -> bool:
        return isinstance(node, Name) and _set(node) in self.names

    def _touches(self, node: Node) -> bool:
        sure = isinstance(node, Members) and not node.items
        sure = sure or (isinstance(node, Name) and whole_key(node) == _SURE)
        return sure or any(isinstance(n, SetOf) or self.has(n) for n in walk(node))

    def _probability(self, call: Call) -> Node:
        at = self._outcome(call)
        bar = call.separators.index("|") + 1 if "|" in call.separators else len(call.args)
        if set(call.separators) - {",", "|"} or "|" in call.separators[bar:]:
            raise NotRead(call.span, "a probability of sets: expected A, B or A | B")
        given = [self._member(a, at) for a in call.args[bar:]]
        whole = _sum(call, at, [*(self._member(a, at) for a in call.args[:bar]), *given])
        return Frac(call.span, whole, _sum(call, at, given)) if given else whole

    def _outcome(self, call: Call) -> Name:
        head = call.head
        found = self.outcomes.get(key_of(head)) if isinstance(head, Name) else None
        if found is None:
            raise NotRead(call.span, "a set of what? The law has several letters")
        return replace(found, span=call.span)

    def _member(self, node: Node, at: Name) -> Node:
        """1 where the outcome lies in a set, else 0."""
        if isinstance(node, SetOf):
            one, other = (self._member(n, at) for n in (node.left, node.right))
            both = product((one, other), node.span)
            if node.op == "cap":
                return both
            rest = (one, Neg(node.span, both))
            return Add(node.span, rest if node.op == "setminus" else (one, other, rest[1]))
        inside = _complemented(node)
        if inside is not None:
            return Add(node.span, (_one(node.span), Neg(node.span, self._member(inside, at))))
        if isinstance(node, Members) and not node.items:
            return Num(node.span, Fraction(0))
        if isinstance(node, Name) and whole_key(node) == _SURE:
            return _one(node.span)
        if isinstance(node, Name) and self.has(node):
            return Indicator(node.span, Event(node.span, at, "in", node))
        raise NotRead(node.span, "what stands here beside sets is none")


def _of_divergences(nodes: Sequence[Node]) -> Iterator[Key]:
    """X of D(p(X) ‖ q(X)), between laws."""
    between = (a for n in nodes if isinstance(n, Call) and "||" in n.separators for a in n.args)
    inside = (x for a in between if isinstance(a, Call) for x in a.args)
    yield from (whole_key(x) for x in inside if isinstance(x, Name))


def sets_of(document: Document, trees: Sequence[Node], facts: Sequence[Fact]) -> Sets | None:
    """The sets of which a document has probabilities; None where it has none."""
    nodes = [n for t in trees for n in walk(t)]
    calls = [n for n in nodes if isinstance(n, Call) and _is_law(n)]
    uses = uses_of([_without_laws(t) for t in trees])
    variables = set(uses.variables) | {whole_key(n) for n, _, _ in uses.measured}
    variables |= {whole_key(n.lhs) for n in nodes if isinstance(n, Event) and _is_name(n.lhs)}
    variables |= {whole_key(n) for f in facts if f.kind in _OF_VARIABLES for n in f.names
                  if isinstance(n, Name)}  # fmt: skip
    variables |= set(_of_divergences(nodes))
    called = {_set(n) for c in calls for n in _names(c)}
    shown = {k for t in trees for k in _shown_in(t, called)} | (called & set(_said(document)))
    names = frozenset(shown - variables)
    unclear = frozenset(_alone(calls) - names - variables)
    if not names and not unclear:
        return None
    heads = {key_of(c.head) for c in calls if isinstance(c.head, Name)}
    return Sets(names, {h: _letter(h, calls, names) for h in heads}, unclear)


def _without_laws(node: Node) -> Node:
    """The tree without probabilities, whose arguments are in question."""
    if isinstance(node, Call) and _is_law(node):
        return _one(node.span)
    return mapped(node, _without_laws)


_OF_VARIABLES = ("variable", "independent", "markov", "iid", "function")


def _is_name(node: Node) -> TypeGuard[Name]:
    return isinstance(node, Name)


def _whole(args: Sequence[Node]) -> Key | None:
    """The one capital that a law is taken of."""
    (one, *others) = args
    return whole_key(one) if not others and is_capital(one) and _is_name(one) else None


def _alone(calls: Sequence[Call]) -> set[Key]:
    """Capitals that stand only alone in laws which have letters too, none of them called so."""
    out: set[Key] = set()
    for head in {key_of(c.head) for c in calls if _is_name(c.head)}:
        own = [c for c in calls if _is_name(c.head) and key_of(c.head) == head]
        args = [[a for a in c.args if _is_name(a)] for c in own]
        small = {key_of(a) for row in args for a in row if not is_capital(a)}
        beside = {whole_key(a) for row in args if len(row) > 1 for a in row}
        alone = {k for c in own if (k := _whole(c.args)) is not None} - beside
        out |= {k for k in alone if small and k.lower() not in small and not k.accents}
    return out


def _is_law(call: Call) -> bool:
    head = call.head
    return isinstance(head, Name) and head.base in (*LAW_LETTERS, "Pr", r"\Pr")


def _names(call: Call) -> Iterator[Name]:
    """The capitals among its arguments, and in unions and complements of these."""
    for arg in call.args:
        yield from _capitals(arg)


def _capitals(arg: Node) -> Iterator[Name]:
    parts = walk(arg) if isinstance(arg, (SetOf, Pow)) else (arg,)
    yield from (n for n in parts if isinstance(n, Name) and is_capital(_bare(n)))


def _bare(node: Name) -> Name:
    return replace(node, accents=(), sup=())


def _set(node: Name) -> Key:
    """A of A, A^c and \\bar A."""
    inside = _complemented(node)
    return whole_key(inside if isinstance(inside, Name) else node)


def _complemented(node: Node) -> Node | None:
    """What a complement is of."""
    if isinstance(node, Pow) and isinstance(node.exponent, Name) and node.exponent.base in "cC":
        return node.base
    if not isinstance(node, Name) or not is_capital(node):
        return None
    marks = [s.base for s in node.sup if isinstance(s, Name)]
    if marks in (["c"], ["C"]):
        return replace(node, sup=())
    return replace(node, accents=()) if node.accents in (("bar",), ("overline",)) else None


def _shown_in(tree: Node, called: set[Key]) -> Iterator[Key]:
    for node in walk(tree):
        if isinstance(node, Call) and _is_law(node):
            for arg in node.args:
                whole = isinstance(arg, SetOf) or _complemented(arg) is not None
                yield from (_set(n) for n in _capitals(arg) if whole)
        elif isinstance(node, Big):
            yield from _ranged(node, called)


def _ranged(node: Big, called: set[Key]) -> Iterator[Key]:
    """A of Σ_{x∈A}, of max_A p(A), and of Σ_A where no A stands in the summand."""
    domain = node.over.domain
    if isinstance(domain, Name) and is_capital(domain) and whole_key(domain) in called:
        yield whole_key(domain)
    for letter in node.over.letters:
        if isinstance(letter, Name) and is_capital(letter):
            inside = any(n == letter for n in walk(node.body))
            if node.op in _EXTREMES or not inside:
                yield whole_key(letter)


def _said(document: Document) -> Iterator[Key]:
    """The names that the text calls events or sets, and A of A ⊆ 𝒳."""
    for block in document.blocks:
        if isinstance(block, Prose):
            for found in _EVENTS.finditer(block.text.text):
                named = found[1] or found[2]
                yield from (Key(m[1]) for m in _CAPITAL.finditer(named))
            for found in _PART.finditer(block.text.text):
                yield from (Key(m[1]) for m in _CAPITAL.finditer(found[1]))


def _letter(head: Key, calls: Sequence[Call], names: frozenset[Key]) -> Name | None:
    """The letter of a law's outcomes: the only one that it stands with, or ω."""
    found: dict[Key, Name] = {}
    for call in calls:
        if isinstance(call.head, Name) and key_of(call.head) == head:
            letters = [a for a in call.args if isinstance(a, Name) and _set(a) not in names]
            found |= {replace(key_of(a), primes=0): a for a in letters if a.base != r"\Omega"}
    if any(k.base in INDICES or k.capital for k in found) or len(found) > 1:
        return None
    span = calls[0].span
    return replace(next(iter(found.values())), primes=0) if found else Name(span, _OUTCOME)


def _sum(call: Call, at: Name, members: list[Node]) -> Node:
    """Σ_ω P(ω) [ω ∈ A]."""
    head = call.head
    if isinstance(head, Name) and (head.base in ("Pr", r"\Pr") or "mathbb" in head.accents):
        head = Name(head.span, "P")
    body = product((replace(call, head=head, args=(at,), separators=()), *members), call.span)
    return Big(call.span, "sum", Over(call.span, "letters", (at,)), body)


def _one(span: Span) -> Num:
    return Num(span, Fraction(1))


def _shown(node: Big) -> str:
    return ", ".join(whole_key(n).latex() for n in node.over.letters if isinstance(n, Name))
