"""What notes say of a function or a law of vectors, put in where it is given others: of
h(x) = θ^⊤x, h(x_i) is θ^⊤x_i; of P(y = 1 | x) = σ(w^⊤x), P(y_i = 1 | x_i) is σ(w^⊤x_i)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from derive.notes.chains import Chain
from derive.notes.resolve.linear.reading import Reading
from derive.notes.resolve.linear.shapes import parted
from derive.notes.resolve.linear.signs import is_law
from derive.notes.source import NotRead
from derive.notes.tree import Add, Call, Event, Mul, Name, Neg, Node, Num, Pow
from derive.notes.walk import bound, mapped, walk

Sides = Sequence[Node | NotRead | None]


@dataclass
class Instances:
    """said: calls of vectors with what the notes say that they are, in the order of the text.
    introduced: the relations that say so of a law, by the numbers of the chain and of the sign.
    binary: names that are 0 or 1."""

    r: Reading
    binary: frozenset[Name] = frozenset()
    said: list[tuple[Call, Node]] = field(default_factory=list)
    introduced: set[tuple[int, int]] = field(default_factory=set)

    def row(self, chain: Chain, number: int, sides: Sides) -> list[Node | NotRead | None]:
        """The sides of a chain with what was said before put in; what it says itself is kept."""
        out = [self.put(s) if isinstance(s, Node) else s for s in sides]
        for n, sign in enumerate(chain.signs):
            left, right = out[n], out[n + 1]
            if sign.rel not in ("=", ":=") or not isinstance(left, Call):
                continue
            own = isinstance(right, Node) and not self._has(right, left)
            if not own or not isinstance(right, Node):
                continue
            if self._is_said(left) and not self._is_power(left, right):
                continue
            if is_law(left) and self._of_vectors(left) and not self._laws_in(right):
                self.said.append((left, right))
                self.introduced.add((number, n))
                out[n] = right
            elif n == 0 and not chain.sides[0].carried and self._of_vectors(left):
                self.said.append((left, right))
        return out

    def put(self, node: Node) -> Node:
        """The tree with what these calls are."""
        node = mapped(node, self.put)
        if not isinstance(node, Call) or not isinstance(node.head, Name):
            return node
        for call, body in self.said:
            found = self._fitted(call, node)
            if found is not None and (found or is_law(call)):
                return self._at(body, found)
            other = _opposite(node)
            if other is not None and is_law(call) and self._is_binary(node):
                found = self._fitted(call, other)
                if found is not None:
                    one = Num(node.span, Fraction(1))
                    return Add(node.span, (one, Neg(node.span, self._at(body, found))))
        return node

    def _of_vectors(self, call: Call) -> bool:
        return any(self.r.is_vector(a) for a in call.args)

    def _laws_in(self, node: Node) -> bool:
        return any(isinstance(n, Call) and is_law(n) and self._of_vectors(n) for n in walk(node))

    def _has(self, node: Node, call: Call) -> bool:
        return any(isinstance(n, Call) and n.head == call.head for n in walk(node))

    def _is_said(self, call: Call) -> bool:
        """Whether something was said of its head, with as many arguments."""
        return any(
            c.head == call.head and len(c.args) == len(call.args) and is_law(c) == is_law(call)
            for c, _ in self.said
        )

    def _is_power(self, call: Call, body: Node) -> bool:
        """P(y|x) = a^y (1 − a)^{1−y}, where a is what P(y = 1|x) is said to be, and y is 0 or 1."""
        letters = [a for a in call.args if isinstance(a, Name) and a in self.binary]
        if len(letters) != 1 or not isinstance(body, Mul) or len(body.factors) != 2:
            return False
        (y,) = letters
        one = Num(y.span, Fraction(1))
        event = Event(y.span, y, "=", one)
        given = replace(call, args=tuple(event if a is y else a for a in call.args))
        a = self.put(given)
        rest = Add(a.span, (one, Neg(a.span, a)))
        powers = {(f.base, f.exponent) for f in body.factors if isinstance(f, Pow)}
        return a != given and powers == {(a, y), (rest, Add(y.span, (one, Neg(y.span, y))))}

    def _is_binary(self, call: Call) -> bool:
        events = [a.lhs for a in call.args if isinstance(a, Event)]
        bare = [replace(e, sub=(), sup=()) for e in events if isinstance(e, Name)]
        return bool(bare) and all(e in self.binary for e in bare)

    def _fitted(self, call: Call, given: Call) -> dict[Name, Node] | None:
        """What stands for what, so that one call is the other; None where it is none."""
        same = call.head == given.head and call.separators == given.separators
        if not same or len(call.args) != len(given.args):
            return None
        out: dict[Name, Node] = {}
        for one, other in zip(call.args, given.args, strict=True):
            if isinstance(one, Event) and isinstance(other, Event):
                if (one.rel, one.rhs) != (other.rel, other.rhs):
                    return None
                one, other = one.lhs, other.lhs
            if one == other:
                continue
            if not isinstance(one, Name) or not isinstance(other, Name):
                return None
            if self.r.is_vector(one) != self.r.is_vector(other):
                return None
            out[one] = other
        return out

    def _at(self, body: Node, found: dict[Name, Node]) -> Node:
        """What a call is, at other vectors.

        Raises:
            NotRead: where an index of these runs in it.
        """
        inside = {x for n in walk(body) for x in bound(n)}
        new = {s for v in found.values() for n in walk(v) for s in _indices(n)}
        if inside & new:
            raise NotRead(body.span, "an index of what it is given runs within what it is")
        return self._swapped(body, found)

    def _swapped(self, node: Node, found: dict[Name, Node]) -> Node:
        if not isinstance(node, Name):
            return mapped(node, lambda n: self._swapped(n, found))
        if node in found:
            return found[node]
        mine = parted(node, self.r.known.bound)
        for name, other in found.items():
            own = parted(name, self.r.known.bound)
            if own.stem == mine.stem and isinstance(other, Name) and not (own.above or own.below):
                return replace(other, sub=(*other.sub, *node.sub))
        return node


def _indices(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, Name):
        return ()
    return (*node.sub, *(i for s in node.sup for i in getattr(s, "items", ())))


def _opposite(call: Call) -> Call | None:
    """P(y = 1 | x) of P(y = 0 | x)."""
    events = [a for a in call.args if isinstance(a, Event) and isinstance(a.rhs, Num)]
    if len(events) != 1 or events[0].rhs.value != 0:  # type: ignore[attr-defined]
        return None
    one = replace(events[0], rhs=Num(events[0].rhs.span, Fraction(1)))
    return replace(call, args=tuple(one if a is events[0] else a for a in call.args))
