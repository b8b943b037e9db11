"""Calls that are products: λ(a + b), p(1 − p), n(n − 1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.calls import CallUse, call_use, head_of
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import arg_of, is_index
from derive.notes.resolve.uses import Uses
from derive.notes.tree import Add, Call, Event, Hole, Members, Name, Node, Num, Pow, Range
from derive.notes.walk import products, walk


def multiplied(
    trees: Sequence[Node], uses: Uses, said: frozenset[Key] = frozenset()
) -> list[Node]:
    """The trees with those calls as products whose head is said to be a number, or stands as one
    elsewhere, and nowhere before letters."""
    called = {u.key for u in uses.calls if not u.subscripted and not _is_of_a_number(u)}
    heads = {id(c.head) for c in _calls(trees) if _multiplies(c, uses, called, said)}
    raised = ((c, c.head.base) for c in _calls(trees) if isinstance(c.head, Pow))  # p^2 (1 - p)
    heads |= {id(b) for c, b in raised if _multiplies(replace(c, head=b), uses, called, said)}
    return [products(tree, lambda head: id(head) in heads) for tree in trees]


def numbers_said(facts: Iterable[Fact]) -> frozenset[Key]:
    """The names that are said to be numbers."""
    found = (n for f in facts if f.kind == "number" for n in f.names if isinstance(n, Name))
    return frozenset(whole_key(n) for n in found if not n.sub)


def _calls(trees: Iterable[Node]) -> Iterable[Call]:
    return (n for t in trees for n in walk(t) if isinstance(n, Call))


_MULTIPLIERS = (r"\lambda", r"\mu", r"\alpha", r"\beta", r"\gamma", r"\eta", r"\nu")


def _is_of_a_number(use: CallUse) -> bool:
    """λ(1), of a letter that multiplies: a product, where λ stands as a number."""
    args = (*use.left, *use.right)
    return use.key.base in _MULTIPLIERS and all(a.ref.number for a in args)


def _multiplies(call: Call, uses: Uses, called: set[Key], said: frozenset[Key]) -> bool:
    if not isinstance(call.head, Name) or len(call.args) != 1:
        return False
    if measure_of(call) and whole_key(call.head) not in said:
        return False
    argument, use = call.args[0], call_use(call, uses.bound)
    if isinstance(argument, (Event, Hole, Range, Members)) or not (
        use is None or _is_of_a_number(use)
    ):
        return False
    if call.head.sub and all(is_index(s, uses.bound) for s in call.head.sub):
        return arg_of(argument, uses.bound) is None
    key = head_of(call.head, uses.bound)[0]
    alone = replace(key, primes=0)
    multiplier = key.base in _MULTIPLIERS and isinstance(argument, (Add, Num))
    number = key in said or key in uses.factors or alone in uses.complements or multiplier
    return number and key not in called
