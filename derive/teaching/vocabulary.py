"""The measures of the laws that a statement speaks of: what a student may have meant instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, permutations

import sympy
from sympy import Basic, Expr

from derive.language.laws import Law, RandomVariable
from derive.language.measures import KL, H, I, Measure, cross_entropy
from derive.language.relations import Relation

_MOST_VARIABLES = 3


def laws_of(relation: Relation) -> list[Law]:
    """The laws in a statement, by name."""
    found = set().union(*(e.atoms(Law) for e in relation.expressions()))
    return sorted(found, key=lambda law: law.name)


def pairs(laws: Iterable[Law]) -> list[tuple[Law, Law]]:
    """Pairs of laws over the same letters, in both orders."""
    return [
        (p, q)
        for p, q in permutations(laws, 2)
        if (p.outputs, p.inputs) == (q.outputs, q.inputs) and not p.inputs
    ]


def bases(relation: Relation) -> list[int | None]:
    """None for nats; 2 as well if a side is in bits."""
    bits = 1 / sympy.log(2)
    return [None, 2] if any(e.has(bits) for e in relation.expressions()) else [None]


def vocabulary(relation: Relation) -> list[Expr]:
    """Entropies, divergences and informations of the laws in the statement."""
    spaces = {law for law in laws_of(relation) if any(v.is_space for v in law.outputs)}
    laws = [law for law in laws_of(relation) if not law.inputs and law not in spaces]
    out: list[Expr] = []
    for base in bases(relation):
        out += [H(law, base=base) for law in laws if len(law.outputs) == 1]
        for p, q in pairs(laws):
            out += [KL(p, q, base=base), cross_entropy(p, q, base=base)]
        for law in laws:
            if 1 < len(law.outputs) <= _MOST_VARIABLES:
                out += _of_variables(law.variables, base)
    return out


def _of_variables(variables: tuple[RandomVariable, ...], base: int | None) -> Iterator[Expr]:
    for v in variables:
        yield H(v, base=base)
    for v, w in permutations(variables, 2):
        yield H(v | w, base=base)
    for k in range(2, len(variables) + 1):
        for group in combinations(variables, k):
            yield H(*group, base=base)
    for v, w in combinations(variables, 2):
        yield I(v, w, base=base)
    if len(variables) == _MOST_VARIABLES:
        yield from _of_three(variables, base)


def _of_three(variables: tuple[RandomVariable, ...], base: int | None) -> Iterator[Expr]:
    for v in variables:
        one, other = (w for w in variables if w != v)
        yield H(one, other | v, base=base)
        yield H(v | one, other, base=base)
        yield I(one, other | v, base=base)
        yield I((one, other), v, base=base)


def measures(e: Expr) -> list[Measure]:
    """The named measures in an expression, the outermost ones."""
    found: dict[Measure, None] = {}

    def visit(node: Basic) -> None:
        if isinstance(node, Measure):
            found[node] = None
            return
        for a in node.args:
            visit(a)

    visit(e)
    return list(found)
