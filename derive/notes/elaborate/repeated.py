"""H(X_1, …, X_n) of X_1, …, X_n that are independent, or of one law too, for any length n."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.language.relations import Eq, Relation
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node, Range
from derive.notes.walk import walk


def repeated(trees: Sequence[Node], env: Env) -> Iterator[tuple[Fact, Relation]]:
    """For sequences of which the text says so: that each step has the entropy of its own symbol,
    and the entropies of single symbols, of X_1 and of the law, that are the same.

    Raises:
        NotRead: where H(X_1) stands beside steps of X_1, …, X_n, and nothing says that it is
            theirs.
    """
    for (kind, of, beside), pair in list(env.entropies.items()):
        if kind != "H" or beside or "step" not in pair:
            continue
        step, t = pair["step"]
        facts = [f for f in env.facts if f.kind in ("iid", "independent") and _is_of(f, of)]
        alike = [f for f in facts if f.kind == "iid"]
        if "one" in pair:
            one, other = pair["one"]
            yield from ((f, Eq(step, one.xreplace({other: t}))) for f in facts[:1])
        for call in _singles(trees, of, alike):
            if not alike:
                raise NotRead(call.span, f"of a sequence {of.latex()} a single symbol is not read")
            yield alike[0], Eq(step, terms.term(call, env))


def _is_of(fact: Fact, of: Key) -> bool:
    """X_1, …, X_n are i.i.d.; or X_i are, whatever i is."""
    node = fact.names[0] if len(fact.names) == 1 else None
    inside = (node.of or node.first) if isinstance(node, Range) else None
    return isinstance(inside, Name) and key_of(inside) == of and not fact.values[1:]


def _singles(trees: Sequence[Node], of: Key, alike: Sequence[Fact]) -> Iterator[Call]:
    """H(X_1), and H(p) where p is the law that the symbols are said to have."""
    laws = [v for f in alike for v in f.values]
    for tree in trees:
        for node in walk(tree):
            if not isinstance(node, Call) or measure_of(node) != "H" or len(node.args) != 1:
                continue
            (arg,) = node.args
            if not isinstance(arg, Name):
                continue
            marks = whole_key(arg).marks
            single = replace(whole_key(arg), marks=()) == of and len(marks) == 1
            if arg in laws or (single and marks[0].isdigit()):
                yield node
