"""One change at one place of an expression, a side, a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from derive.language.alphabets import Alphabet
from derive.language.definitions import Defined
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import Product, Sum
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.operations import OverLetters
from derive.language.optimisers import Optimiser
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Relation
from derive.language.subsets import Member
from trials.mutants.judge import Statement

Change = Callable[[Any, tuple[Any, ...]], Iterator[Any]]
OPENED = (Measure, AtEvent, Defined)
_LEAVES = (LawValue, QuantityValue, Law, Quantity, Alphabet, ConditionalValue, Member)


def rewritten(e: Any, change: Change, scope: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Every expression that one change at one node of e makes; scope: the letters around it.

    What prints by a name is opened where the change is inside its definition.
    """
    yield from change(e, scope)
    if isinstance(e, _LEAVES) or not e.args:
        return
    if isinstance(e, OPENED):
        yield from rewritten(e.unfold(), change, scope)
        return
    if isinstance(e, (Sum, Product, OverLetters)):
        for body in rewritten(e.args[0], change, (*scope, *e.args[1])):
            yield e.func(body, *e.args[1])
        return
    if isinstance(e, Optimiser):
        for body in rewritten(e.body, change, (*scope, e.letter)):
            if e.letter in body.free_symbols:
                yield e.func(body, e.letter)
        return
    parts = e.args[:1] if isinstance(e, Partial) else e.args
    for n, a in enumerate(parts):
        for b in rewritten(a, change, scope):
            made = _made(e, (*e.args[:n], b, *e.args[n + 1 :]))
            if made is not None:
                yield made


def _made(e: Any, args: tuple[Any, ...]) -> Any:
    """The node with other arguments, if it takes them: (n + 1/2)! is not in the language."""
    try:
        return e.func(*args)
    except DeriveError:
        return None


def sides(s: Statement, change: Change) -> Iterator[Statement]:
    """The change at one place of one side, the right side first."""
    r = s.relation
    scope = tuple(sorted(r.lhs.free_symbols | r.rhs.free_symbols, key=str))
    for e in rewritten(r.rhs, change, scope):
        yield replace(s, relation=Relation(r.lhs, r.rel, e))
    for e in rewritten(r.lhs, change, scope):
        yield replace(s, relation=Relation(e, r.rel, r.rhs))
