"""The variables that occur in a chain: laws are taken of these, not of all in the section."""

from __future__ import annotations

from collections.abc import Iterable

from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.images import sources
from derive.notes.resolve.laws import variables_at
from derive.notes.resolve.letters import drawn, ref_of
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.uses import is_letter_of, uses_of
from derive.notes.tree import Call, Event, Mean, Members, Name, Node
from derive.notes.walk import walk


def reached(trees: Iterable[Node], notation: Notation, block: int) -> list[Node]:
    """The trees, and what their names are defined as where they stand, in this block."""

    def defined(key: Key) -> list[Node]:
        return [d.body for d in notation.defined.get(key, ()) if d.holds(block)]

    todo = list(trees)
    every: list[Node] = []
    seen: set[Key] = set()
    while todo:
        tree = todo.pop()
        every.append(tree)
        heads = [id(n.head) for n in walk(tree) if isinstance(n, Call) and measure_of(n)]
        for node in walk(tree):
            if not isinstance(node, Name) or id(node) in heads:  # the I of I(X; Y) is none of I(x)
                continue
            for key in {head_of(node, notation.uses.bound)[0], key_of(node)} - seen:
                seen.add(key)
                todo += defined(key)
        for key in {u.key for u in uses_of([tree]).calls if u.parameters} - seen:  # L(x; θ)
            seen.add(key)
            todo += defined(key)
    return every


def used_in(trees: Iterable[Node], notation: Notation) -> frozenset[Key]:
    """The letters that name variables in the trees; these are `reached` already."""
    every = list(trees)
    out = {
        whole_key(n).lower()
        for t in every
        for n in walk(t)
        if isinstance(n, Name) and whole_key(n).lower() in notation.variables
    }
    means = [n for t in every for n in walk(t) if isinstance(n, Mean)]
    below = [(x, n) for n in means for x in n.law if isinstance(x, Name)]
    out |= {whole_key(x) for x, n in below if is_letter_of(x, n)}
    events = [x for n in means for x in n.law if isinstance(x, Event)]
    rows = [x.lhs.items for x in events if isinstance(x.lhs, Members)]
    refs = [ref_of(n, notation.uses.bound) for row in rows for n in row]
    out |= {drawn(r) for r in refs if r is not None and r.index is not None}
    for use in uses_of(every).calls:
        out |= {v for v in variables_at((*use.left, *use.right)) if v is not None}
    out |= {Key(n).lower() for key in out for n in sources(key)}
    out |= _of_whole(every, notation)
    return frozenset(out | _of_bare(every, notation, out))


def _of_whole(trees: Iterable[Node], notation: Notation) -> set[Key]:
    """All letters that a law is said to be of, some of which no formula shows, where a measure
    names it alone: D(r‖s) beside D(r(x)‖s(x))."""
    uses = uses_of(trees)
    named = [head_of(n, uses.bound)[0] for n, _, _ in uses.measured]
    specs = (notation.law(k) for k in (*uses.laws_named, *named))
    whole = (s for s in specs if s is not None and s.key in notation.part_shown)
    return {v for s in whole for v in s.outputs}


def _of_bare(trees: Iterable[Node], notation: Notation, used: set[Key]) -> set[Key]:
    """The variable of laws that the chain only names: of all that they are of, p(x) and p(x, y),
    one letter that they share. What is said of laws by their names alone holds of any."""
    common: list[Key] | None = None
    uses = uses_of(trees)
    named = [head_of(n, uses.bound)[0] for n, _, _ in uses.measured]
    for key in [*uses.laws, *named, *uses.factors]:
        spec = notation.law(key)
        if spec is None or used & set(spec.outputs):
            continue
        alone = {left[0] for left, right in spec.shown if len(left) == 1 and not right}
        own = [v for v in spec.outputs if v in alone]
        if not own and spec.shown:
            return set()
        if own:
            common = own if common is None else [v for v in common if v in own]
    return set(common[:1]) if common else set()
