"""Means whose law the notes do not name: E_{(x, y)}[…], E[…] beside E_{(x, y) ∼ 𝒟}[…], and
E_{τ ∼ π_θ}[…] of a π that is a law of other letters.

Each is given its law as a name, or as a law of the very letter that the document has: which is
told by `unsaid`, for it is supposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.notes.facts import Fact
from derive.notes.kinds import whole_key
from derive.notes.resolve.letters import is_capital
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Event, Mean, Members, Name, Node
from derive.notes.walk import mapped, walk
from derive.notes.written import latex

Sides = Sequence[Node | NotRead | None]
_LAWS = ("p", "q", "P", "Q", r"\pi", r"\mu")
_NAMES = (("D", "mathcal"), ("M", "mathcal"), ("S", "mathcal"))


def unsaid(event: Event) -> str:
    """What is supposed of the law of an event below E; "" where the notes themselves name it."""
    left, right = event.lhs, event.rhs
    if right.span == left.span:
        return f"{latex(left)} is drawn from one law of these, {latex(right)}"
    if isinstance(right, Call) and right.span == right.head.span:
        return f"{latex(left)} is drawn from {latex(right)}"
    return ""


def put(trees: Sequence[Sides], facts: Iterable[Fact]) -> list[list[Node | NotRead | None]]:
    """The trees with a law below each of these means."""
    every = [n for row in trees for t in row if isinstance(t, Node) for n in walk(t)]
    said = [n for f in facts for v in (*f.names, *f.values) for n in walk(v)]
    if not any(isinstance(n, Mean) for n in every):
        return [list(row) for row in trees]
    known = _Laws.of(every, said)
    return [[known.put(t) if isinstance(t, Node) else t for t in row] for row in trees]


@dataclass(frozen=True)
class _Laws:
    """calls: of laws, p(x, y) and π(a|s). fresh: a name that stands nowhere. drawn: of the events
    (x, y) ∼ 𝒟 below an E the letters, and what they are drawn from. said: names in sentences."""

    calls: tuple[Call, ...]
    fresh: Name | None
    drawn: dict[tuple[Name, ...], set[Node]]

    @staticmethod
    def of(every: Sequence[Node], said: Sequence[Node]) -> _Laws:
        names = {(n.base, *n.accents) for n in (*every, *said) if isinstance(n, Name)}
        span = every[0].span
        free = [Name(span, base, (of,)) for base, of in _NAMES if (base, of) not in names]
        calls = tuple(n for n in (*every, *said) if isinstance(n, Call) and _is_law(n))
        found = _Laws(calls, free[0] if free else None, {})
        for mean in (n for n in every if isinstance(n, Mean)):
            for event in (e for e in found.below(mean) if isinstance(e, Event) and e.rel == "~"):
                if (letters := _letters(event.lhs)) and len(letters) > 1:
                    found.drawn.setdefault(letters, set()).add(event.rhs)
        return found

    def put(self, node: Node) -> Node:
        node = mapped(node, self.put)
        if not isinstance(node, Mean) or node.given or node.op != "E":
            return node
        return replace(node, law=self.below(node))

    def below(self, mean: Mean) -> tuple[Node, ...]:
        """The laws below an E, with those that are not named."""
        if not mean.law:
            return self._as_elsewhere(mean)
        row = mean.law[0]
        if len(mean.law) > 1 and all(isinstance(n, Name) for n in mean.law):
            row = Members(row.span.to(mean.law[-1].span), "", mean.law)
        if isinstance(row, Members):
            return self._of_letters(row)
        return tuple(self._of_another(e) if isinstance(e, Event) else e for e in mean.law)

    def _of_letters(self, row: Members) -> tuple[Node, ...]:
        """(x, y): drawn from what else draws these alone, from a law of these letters, or from
        one that is not named."""
        letters = _letters(row)
        if not letters:
            return (row,) if row.brackets else row.items
        if self.fresh is None or any({*_own(c)} & {*letters} for c in self._joint()):
            return row.items
        other = self.drawn.get(letters, set())
        if len(other) > 1:
            return (row,)
        law = replace(next(iter(other), self.fresh), span=row.span)
        return (Event(row.span, row, "~", law),)

    def _as_elsewhere(self, mean: Mean) -> tuple[Node, ...]:
        """Of E[f(x, y)] the law of all other means that draw several letters, of the same ones."""
        inner = {x for n in walk(mean.body) if isinstance(n, Big) for x in n.over.letters}
        called = [a for n in walk(mean.body) if isinstance(n, Call) for a in _own(n)]
        mine = {a for a in called if isinstance(a, Name) and a not in inner}
        fits = [(k, v) for k, v in self.drawn.items() if mine == {*k}]
        capitals = any(is_capital(n) for n in walk(mean.body))
        if len(fits) != 1 or len(self.drawn) != 1 or len(fits[0][1]) != 1 or capitals:
            return ()
        letters, (law,) = fits[0]
        row = Members(mean.span, "()", letters)
        return (Event(mean.span, row, "~", replace(law, span=mean.span)),)

    def _joint(self) -> Iterator[Call]:
        """Laws without a bar."""
        return (c for c in self.calls if "|" not in c.separators)

    def _of_another(self, event: Event) -> Event:
        """τ ∼ π_θ of a π(a|s): drawn from the only law that the document has of τ."""
        letter, law = event.lhs, event.rhs
        if event.rel != "~" or not isinstance(letter, Name) or not isinstance(law, Name):
            return event
        mine = [c for c in self.calls if _head(c) == whole_key(replace(law, sub=()))]
        if not mine or any(letter in c.args or "|" not in c.separators for c in mine):
            return event
        own = {(c.head, c.args, c.separators) for c in self._joint() if _own(c) == (letter,)}
        if len({h for h, _, _ in own}) != 1:
            return event
        head, args, separators = next(iter(own))
        return replace(event, rhs=Call(law.span, replace(head, span=law.span), args, separators))


def _is_law(call: Call) -> bool:
    return isinstance(call.head, Name) and call.head.base in _LAWS


def _head(call: Call) -> object:
    return whole_key(replace(call.head, sub=())) if isinstance(call.head, Name) else None


def _own(call: Call) -> tuple[Node, ...]:
    """What a law or function is given, parameters behind ";" apart."""
    end = call.separators.index(";") + 1 if ";" in call.separators else len(call.args)
    return call.args[:end]


def _letters(node: Node) -> tuple[Name, ...]:
    """The small letters of (x, y), each another; () of anything else."""
    items = node.items if isinstance(node, Members) else (node,)
    names = tuple(n for n in items if isinstance(n, Name) and n.base.islower() and len(n.base) == 1)
    return names if len(names) == len({*items}) == len(items) else ()
