"""Expressions and relations as plain data, by the operations that make them.

A table has a row for each thing, [kind, argument, …], after those that it is made from. An
argument is a text, a small whole number, true, false, null, [number of an earlier row], or
{"of": [arguments]} for several. What is written: the language's own classes, and of measures the
operation and its arguments. `derive.language.reading` makes the things again, by these operations
alone.

A measure whose text its author chose is written as its definition; so is one that a substitution
has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import sympy
from sympy import Integer, Rational, S, Tuple

from derive.language import definitions, events, expressions, operations, optimisers, quantities
from derive.language.affine import Affine
from derive.language.alphabets import Alphabet, Cardinality, Delta, Given, Letter
from derive.language.counted import FAMILIES
from derive.language.derivatives import Partial
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.reading import read
from derive.language.relations import Dominated, Relation, Structure
from derive.language.subsets import Member, Subset
from derive.language.vectors import MultivariateNormal

SMALL: Final = 1 << 31  # whole numbers beyond are rows of their own
Parts = tuple[Any, ...]


def _args(e: Any) -> Parts:
    return tuple(e.args)


def _family(p: Any) -> Parts:
    return (p.name, p.outputs, p.inputs, *p.parameters)


def _body_and_letters(e: Any) -> Parts:
    return (e.args[0], tuple(e.args[1]))


_PLAIN: Final = (
    *(sympy.Add, sympy.Mul, sympy.Pow, sympy.log, sympy.exp, Delta, Member, Partial),
    *(expressions.Inverse, expressions.Indicator, expressions.Ceiling),
    *(operations.Abs, operations.Max, operations.Min, operations.Power, operations.Pi),
    *(operations.factorial, operations.binomial, optimisers.ArgMax, optimisers.ArgMin),
    *(events.Not, events.Both, events.Either),
)
_BINDING: Final = (*(expressions.Sum, expressions.Product, operations.MaxOver, operations.MinOver),)
_WRITE: Final[dict[type, Callable[[Any], Parts]]] = {
    **dict.fromkeys(_PLAIN, _args),
    **dict.fromkeys(_BINDING, _body_and_letters),
    Alphabet: lambda a: (a.name, a._stem, a.called),
    Letter: lambda i: (i.of, i.place),
    Cardinality: lambda c: (c.alphabet,),
    Law: lambda p: (p.name, p.outputs, p.inputs),
    **dict.fromkeys(FAMILIES, _family),
    MultivariateNormal: lambda p: (p.name, p.outputs, p.inputs, p.mean, p.covariance),
    definitions.DefinedLaw: lambda p: (p.name, p.outputs, p.inputs, p.body),
    LawValue: lambda v: (v.law, v.at),
    ConditionalValue: _args,
    definitions.DefinedLawValue: lambda v: (v.law, v.at, v.given),
    definitions.Definition: lambda d: (d.name, d.body, d.over),
    definitions.DefinedValue: lambda v: (v.definition, v.at),
    quantities.Quantity: lambda q: (q.name, q.over, q.sign),
    quantities.NaturalQuantity: lambda q: (q.name, q.over),
    quantities.CodeLengths: lambda q: (q.name, q.over, q.sign),
    Map: lambda f: (f.name, *f.over, f.partial),
    Subset: lambda a: (a.name, *a.over),
    quantities.QuantityValue: lambda v: (v.quantity, v.at),
    events.Is: lambda a: (RandomVariable(a.law, a.args[1].name), a.args[2]),
    events.Same: lambda a: tuple(RandomVariable(a.law, v) for v in a.variables),
    events.Among: lambda a: (RandomVariable(a.law, a.args[1].name), a.args[2]),
    events.AtEvent: lambda m: (
        *(m.args[0].name, m.source, *m._names(), m.args[4]),
        m.args[5] if isinstance(m.args[5], events.Event) else None,
        int(m.args[6]) if m.args[6].is_Integer else m.args[6],
    ),
    RandomVariable: lambda v: (v.law, v.letter),
    Affine: lambda a: (a.terms, a.shift),
    Given: lambda g: (g.left, g.right),
    Relation: lambda r: (r.lhs, r.rel, r.rhs, r.name),
    Structure: lambda s: (s.kind, s.law, s.groups),
    OptimalLengths: lambda h: (h.lengths, h.law, h.against, h.base),
    Dominated: lambda h: (h.premise, h.conclusion),
}


class Writer:
    """Writes things into one table, each once."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._things: list[Any] = []
        self._known: dict[tuple[type, Any, Any], int] = {}

    def number(self, thing: Any) -> int:
        """The row of a thing, written if it was not yet.

        Raises:
            DeriveError: naming the class of what cannot be written.
        """
        key = (type(thing), thing, getattr(thing, "name", None))  # relations differ by name too
        if key not in self._known:
            row = [_kind(thing), *(self._value(a) for a in _parts(thing))]
            self._known[key] = len(self.rows)
            self.rows.append(row)
            self._things.append(thing)
        return self._known[key]

    def check(self) -> None:
        """Read it all again: arithmetic may make another thing of the parts of one that a script
        has put together without it.

        Raises:
            DeriveError: naming what is read as something else, or is too large to be read.
        """
        unnamed: set[int] = set()
        rows = zip(self.rows, self._things, read(self.rows), strict=True)
        for k, (row, thing, again) in enumerate(rows):
            if row[0] == "same" or not unnamed.isdisjoint(_used(row)):
                unnamed.add(k)
            elif thing != again and not isinstance(thing, Given):
                raise DeriveError(f"{thing} would be read as {again}. Try writing it so.")

    def _value(self, v: Any) -> Any:
        if v is None or type(v) in (bool, str) or (type(v) is int and abs(v) < SMALL):
            return v
        if isinstance(v, (tuple, list, Tuple)):
            return {"of": [self._value(a) for a in v]}
        if type(v) is int:
            v = Integer(v)
        return [self.number(v)]


def _used(argument: Any) -> Iterator[int]:
    """The rows that a row refers to."""
    if isinstance(argument, dict):
        argument = argument["of"]
    elif isinstance(argument, list) and len(argument) == 1 and type(argument[0]) is int:
        yield argument[0]
        return
    if isinstance(argument, list):
        for a in argument:
            yield from _used(a)


def _kind(thing: Any) -> str:
    if isinstance(thing, Rational):
        return "Integer" if thing.is_Integer else "Rational"
    if isinstance(thing, Measure) and thing.call is None:
        return "same"
    return "exp" if thing is S.Exp1 else type(thing).__name__


def _parts(thing: Any) -> Parts:
    if isinstance(thing, Rational):
        return (str(thing.p),) if thing.is_Integer else (str(thing.p), str(thing.q))
    if thing is S.Exp1:
        return (Integer(1),)
    if type(thing) is Measure:
        call = thing.call
        return (thing.unfold(),) if call is None else (call.name, call.args, *call.named.items())
    write = _WRITE.get(type(thing))
    if write is None:
        raise DeriveError(
            f"{type(thing).__name__}: {str(thing)[:80]!r} is not of the language's own classes, "
            "and cannot be written down. Try building it from what `from derive import *` gives."
        )
    return write(thing)
