"""What an expression of the language means, as a term: a translation of this campaign's own.

It is there for what the kernel has no node for (operations, letters with names), where the
bridge's term says less about the object than it should; everywhere else it must agree with the
bridge.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term
from trials.readback import meaning as m
from trials.readback.operations import operation, power, several
from trials.readback.table import Unread, alphabet_name, constant_letter, coordinate

_OPERATIONS = {"Abs": "abs", "Ceiling": "ceiling", "factorial": "factorial", "binomial": "binomial"}
BEYOND = {*_OPERATIONS, "Max", "Min", "MaxOver", "MinOver", "Power", "Pi", "Letter", "Partial"}


def beyond(e: Any) -> bool:
    """Whether the kernel has no nodes for something in it."""
    return any(
        type(n).__name__ in BEYOND or (type(n).__name__ == "Alphabet" and getattr(n, "called", ()))
        for n in _nodes(e, set())
    )


def _nodes(e: Any, seen: set[Any]) -> Any:
    if e in seen:
        return
    seen.add(e)
    yield e
    things = [getattr(e, "law", None), getattr(e, "quantity", None)]
    for thing in things:
        yield from (*getattr(thing, "outputs", ()), *getattr(thing, "inputs", ()))
    inside = [e.unfold()] if hasattr(e, "unfold") else []
    for a in (*e.args, *inside):
        yield from _nodes(a, seen)


def letter(i: Any) -> Index:
    if type(i).__name__ == "Letter":
        return Index(constant_letter(i.name), alphabet_name(i.alphabet))
    return Index(i.name, alphabet_name(i.alphabet))


def term(e: Any) -> Term:
    """The term of an expression."""
    match type(e).__name__:
        case "Measure" | "DefinedValue" | "DefinedLawValue" | "AtEvent" | "Member":
            return term(e.unfold())
        case "Sum":
            return t.Sum(tuple(map(letter, e.args[1])), term(e.args[0]))
        case "Product":
            return t.Exp(t.Sum(tuple(map(letter, e.args[1])), t.Log(term(e.args[0]))))
        case "LawValue":
            return t.LawTerm(e.law.name, tuple((v, letter(i)) for v, i in e.at))
        case "ConditionalValue":
            return m.times(term(e.joint), m.inverse(term(e.given)))
        case "QuantityValue":
            return t.Quantity(e.quantity.name, tuple(map(letter, e.at)))
        case "Alphabet":
            return coordinate(letter(e))
        case "Cardinality":
            return t.Card(alphabet_name(e.alphabet))
        case "Delta":
            return t.Delta(*map(letter, e.args))
        case "Inverse":
            return m.inverse(term(e.args[0]))
        case "Indicator":
            return t.Nonzero(term(e.args[0]))
        case "Max" | "Min":
            return several(type(e).__name__.lower(), [term(a) for a in e.args])
        case "MaxOver" | "MinOver":
            over = tuple(map(letter, e.args[1]))
            return operation(type(e).__name__[:3].lower(), [term(e.args[0])], over)
        case "Power":
            return power(*map(term, e.args))
        case "Pi":
            return operation("pi", ())
        case "Partial":
            return operation("derivative", [term(e.f), term(e.wrt)])
    if type(e).__name__ in _OPERATIONS:
        return operation(_OPERATIONS[type(e).__name__], [term(a) for a in e.args])
    return _sympy(e)


def _sympy(e: Any) -> Term:
    if e.is_Rational:
        return t.Const(Fraction(int(e.p), int(e.q)))
    if e.is_Add:
        return t.Add(tuple(map(term, e.args)))
    if e.is_Mul:
        return t.Mul(tuple(map(term, e.args)))
    if isinstance(e, sympy.log):
        return t.Log(term(e.args[0]))
    if isinstance(e, sympy.exp):
        return t.Exp(term(e.args[0]))
    if e is sympy.S.Exp1:
        return t.Exp(t.ONE)
    if e.is_Pow:
        return power(*map(term, e.args))
    raise Unread(f"no meaning for {type(e).__name__}")
