"""The dot of D(p(·|x) ‖ q(·|x)) and H(p_{Y|X}(·|x)): the letter that is left free of a law.

It is that which the law's own name has below, or which the law, or another given the same, has in
its place elsewhere, where all agree on one and nothing binds it there. Where no letter stands there
anywhere it is one that the text does not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.notes.resolve.heads import measure_of
from derive.notes.tree import Call, Event, Given, Hole, Name, Node
from derive.notes.walk import bound, mapped, walk

_Given = tuple[Node, ...]
_LETTERS = "yzuvw"
_MEASURES = ("H", "D", "JS", "CE", "TV")


class Dotted:
    """What laws show of the letters before their bars, by their name and by what is given."""

    def __init__(self, trees: Iterable[Node]) -> None:
        self._of_head: dict[tuple[Node, _Given], set[Node]] = defaultdict(set)
        self._given: dict[_Given, set[Node]] = defaultdict(set)
        self._variables: set[frozenset[Node]] = set()
        every = [n for tree in trees for n in walk(tree)]
        taken = {n.base.lower() for n in every if isinstance(n, Name)}
        self._unused = next((x for x in _LETTERS if x not in taken), "")
        for node in every:
            if isinstance(node, Call):
                self._note(node)

    def _note(self, call: Call) -> None:
        if measure_of(call):
            if measure_of(call) in ("H", "I") and all(map(_is_variable, call.args)):
                self._variables.add(frozenset(_lower(a) for a in call.args))
            return
        parts = _parts(call)
        if parts is not None and len(parts[0]) == 1 and isinstance(parts[0][0], Name):
            self._of_head[call.head, parts[1]].add(parts[0][0])
            self._given[parts[1]].add(parts[0][0])

    def filled(self, node: Node, inside: frozenset[Node] = frozenset()) -> Node:
        """The tree with letters for the dots in its measures. inside: what is bound around it."""
        own = inside | {*bound(node)}
        if isinstance(node, Call) and measure_of(node) in _MEASURES:
            node = self._measure(node, own)
        return mapped(node, lambda n: self.filled(n, own))

    def _measure(self, node: Call, inside: frozenset[Node]) -> Node:
        open_ = [a for a in node.args if isinstance(a, Call) and _dots(a)]
        if not open_:
            return node
        found = {x for a in open_ for x in self._letter(a)}
        if not found and self._unused and all(len((_parts(a) or ((), ()))[0]) == 1 for a in open_):
            found = {Name(node.span, self._unused)}
        if len(found) != 1 or found & inside:
            return node
        (letter,) = found
        return replace(node, args=tuple(_put(a, letter) for a in node.args))

    def _letter(self, call: Call) -> set[Node]:
        parts = _parts(call)
        if parts is None or len(parts[0]) != 1:
            return set()
        given = parts[1]
        own = {*_below(call.head)}
        shown = own or self._of_head.get((call.head, given)) or self._given.get(given, set())
        return shown or self._other_variable(given)

    def _other_variable(self, given: _Given) -> set[Node]:
        """The y of H(Y|X) and I(X; Y), beside the x that is given."""
        pairs = (v - {*given} for v in self._variables if len(v) == 2 and {*given} <= v)
        return {x for rest in pairs for x in rest} if len(given) == 1 else set()


def _parts(call: Call) -> tuple[tuple[Node, ...], _Given] | None:
    """What stands before and behind its bar."""
    cuts = [n for n, s in enumerate(call.separators, 1) if s == "|"]
    if len(cuts) > 1 or any(s not in (",", "|") for s in call.separators):
        return None
    cut = cuts[0] if cuts else len(call.args)
    return call.args[:cut], tuple(map(_plain, call.args[cut:]))


def _plain(node: Node) -> Node:
    """x of X = x, and of the X at which a mean takes it."""
    node = node.rhs if isinstance(node, Event) and node.rel == "=" else node
    return _lower(node) if _is_variable(node) else node


def _dots(call: Call) -> bool:
    return any(isinstance(a, Hole) for a in call.args) and not measure_of(call)


def _put(arg: Node, letter: Node) -> Node:
    if not isinstance(arg, Call) or not _dots(arg):
        return arg
    put = tuple(replace(letter, span=a.span) if isinstance(a, Hole) else a for a in arg.args)
    return replace(arg, args=put)


def _below(head: Node) -> Iterator[Node]:
    """The y of p_{Y|X}."""
    subs = head.sub if isinstance(head, Name) else ()
    if len(subs) == 1 and isinstance(subs[0], Given) and len(subs[0].of) == 1:
        yield from map(_lower, filter(_is_variable, subs[0].of))
    elif len(subs) == 1 and _is_variable(subs[0]):
        yield _lower(subs[0])


def _is_variable(node: Node) -> bool:
    plain = isinstance(node, Name) and not (node.sub or node.sup or node.accents or node.primes)
    return plain and isinstance(node, Name) and len(node.base) == 1 and node.base.isupper()


def _lower(node: Node) -> Node:
    return replace(node, base=node.base.lower()) if isinstance(node, Name) else node
