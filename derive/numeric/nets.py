"""Factorised laws: Bayesian networks that satisfy given independences by their shape.

A net is a tuple of (variable, parents) in an order where parents come first. That a net satisfies
"A and B are independent given C" is read off the moral graph of the ancestors (d-separation).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np

from derive.language.relations import Structure

Net = tuple[tuple[str, tuple[str, ...]], ...]
Separation = tuple[frozenset[str], frozenset[str], frozenset[str]]  # A ⊥ B given C


def separations(structure: Structure) -> list[Separation]:
    """The independences a structure consists of."""
    groups = [frozenset(g) for g in structure.groups]
    before = [frozenset[str]().union(*groups[:n]) for n in range(len(groups))]
    if structure.kind == "markov":
        return [(before[n - 1], groups[n], groups[n - 1]) for n in range(2, len(groups))]
    return [(before[n], groups[n], frozenset()) for n in range(1, len(groups))]


def separated(parents: dict[str, set[str]], wanted: Separation) -> bool:
    """Whether every law that factorises along `parents` has A ⊥ B given C."""
    a, b, c = wanted
    old: set[str] = set()
    todo = list(a | b | c)
    while todo:
        v = todo.pop()
        if v not in old:
            old.add(v)
            todo += parents[v]
    near: dict[str, set[str]] = {v: set() for v in old}
    for v in old:
        for p, q in combinations(sorted({*parents[v], v}), 2):
            near[p].add(q)
            near[q].add(p)
    reached, todo = set(a), list(a)
    while todo:
        for w in near[todo.pop()] - reached - c:
            reached.add(w)
            todo.append(w)
    return not (reached & b)


@lru_cache(maxsize=256)
def nets(names: tuple[str, ...], structures: tuple[Structure, ...], count: int) -> tuple[Net, ...]:
    """Up to `count` largest nets on the variables that satisfy the structures.

    Without structures: full nets in several orders, then the net without any edge.
    """
    wanted = [s for structure in structures for s in separations(structure)]
    rng = np.random.default_rng(len(names) + 17 * len(wanted))
    found: list[Net] = []
    for turn in range(4 * count):
        order = [names[n] for n in (rng.permutation(len(names)) if turn else range(len(names)))]
        net = _grown(order, wanted, rng, backwards=turn % 2 == 1)
        if net not in found:
            found.append(net)
        if len(found) == count:
            break
    if not wanted and len(names) > 1:
        found[-1 if len(found) == count else len(found) :] = [tuple((v, ()) for v in names)]
    return tuple(found)


def _grown(
    order: list[str], wanted: list[Separation], rng: np.random.Generator, backwards: bool
) -> Net:
    """Add edges in a random order as long as every independence holds."""
    parents: dict[str, set[str]] = {v: set() for v in order}
    edges = [(order[i], order[j]) for j in range(len(order)) for i in range(j)]
    shuffled = [edges[n] for n in rng.permutation(len(edges))] if backwards else edges
    for before, after in shuffled:
        parents[after].add(before)
        if not all(separated(parents, s) for s in wanted):
            parents[after].discard(before)
    return tuple((v, tuple(sorted(parents[v], key=order.index))) for v in order)
