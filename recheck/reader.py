"""Certificates as trees. Equal nodes are one object, so they are compared by identity."""

from __future__ import annotations

from functools import cache
from typing import Any


class Refused(Exception):
    """The certificate is refused; the text says why."""


def require(true: bool, why: str, v: Any = "") -> None:
    if not true:
        raise Refused(f"{str(v)[:60]}: {why}" if v != "" else why)


class Node(tuple[Any, ...]):
    """(kind, field, …) as in the file, or ("At", term, pairs) for a term at other indices."""

    free: tuple[Node, ...]  # its free indices
    degree: int  # a bound for that of its value, as a quotient of polynomials
    __eq__, __ne__, __hash__ = object.__eq__, object.__ne__, object.__hash__

    def __mul__(self, other: Node) -> Node:  # type: ignore[override]
        return make("Mul", (self, other))

    def __sub__(self, other: Node) -> Node:
        return make("Add", (self, make("Const", make("Fraction", -1, 1)) * other))


@cache
def make(*fields: Any) -> Node:
    """The one node with this kind and these fields."""
    each = [y for x in fields for y in (x if type(x) is tuple else (x,))]
    every = [y for x in each for y in (x if type(x) is tuple else (x,))]
    node, parts = Node(fields), [x for x in every if isinstance(x, Node)]
    free = {node} if fields[0] == "Index" else {i for p in parts for i in p.free}
    node.degree = 1 + sum(p.degree for p in parts)
    match fields:
        case "Sum", indices, _:
            free -= {*indices}
            node.degree *= 7 ** len(indices)
        case "Pow", _, n:
            require(type(n) is int and abs(n) <= 64, "no exponent, or a large one", n)
            node.degree *= 1 + abs(n)
        case "Exp", _:
            node.degree = 2**30 + 2**16 * node.degree  # see `Point.exp`
        case "At", of, pairs:
            require(all(i[2] == j[2] for i, j in pairs), "an index for one of other letters")
            free = {dict(pairs).get(i, i) for i in of.free}
    require(node.degree < 2**64, "of too high a degree", fields[0])
    node.free = tuple(sorted(free, key=tuple))
    return node


FIELDS = dict(kind.split(":") for kind in """Index:ss Fraction:ii Const:n LawTerm:st Quantity:st
Card:s Delta:nn Add:t Mul:t Pow:ni Log:n Exp:n Nonzero:n Sum:tn Tangent:tnn Nonneg:tn Positive:tn
Gap:tnn Part:tnnt Square:tnn Given:sttn Known:ottn Linear:ntt Rewrite:ninno Vanishing:nit
LawDecl:tt Support:snn QuantityDecl:ts Hypothesis:ssn Context:ddttt Statement:nsn Put:tn
Substitution:ddd""".split())  # noqa: SIM905
TYPES: Any = {"s": str, "i": int, "n": Node, "t": tuple, "d": type("Pairs", (tuple,), {})}  # o: any


def read(v: Any, made: list[Any]) -> Any:
    """What is in the file; made: the theorems so far. What fields say is checked where used."""
    match v:
        case ["Theorem", k] if type(k) is int and 0 <= k < len(made):
            return made[k]
        case ["tuple" | "dict", *_]:
            return TYPES[v[0][0]](read(x, made) for x in v[1:])
        case [str(kind), *_]:
            fields = [read(x, made) for x in v[1:]]
            fields += [()] * (kind == "Context" and len(fields) == 4)  # no spaces
            fit = zip(fields, FIELDS.get(kind, " "), strict=True)
            require(all(k == "o" or type(x) is TYPES.get(k) for x, k in fit), "malformed", v)
            return make(kind, *fields)
    require(v is None or (type(v) in (str, int) and v != ""), "malformed", v)
    return v
