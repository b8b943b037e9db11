"""Whether two kernel terms are the same: by structure, by the normal form, by their values."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, KernelError, QuantityDecl, Term
from derive.kernel.wellposed import problems
from trials.fuzz import numbers as x
from trials.fuzz.points import Point, names_of, random_point, rows
from trials.fuzz.values import places
from trials.readback.canonical import key
from trials.readback.meaning import OPTIMUM
from trials.readback.operations import Evaluated, is_operation, operands

_POINTS = 6  # where the normal forms agree too
_MANY = 60  # where nothing else says that both are the same
_ENOUGH = 12  # of those, points that decide
_SIZES = (1, 3, 2, 3)  # most letters of an alphabet, in turn


@dataclass(frozen=True)
class Found:
    """how: "structure", "normal form" or "values" if the terms are one; else empty, with why."""

    how: str
    why: str = ""


def compare(read: Term, meant: Term, context: Context, maps: Iterable[str], seed: str) -> Found:
    """Whether what was read is what was meant. maps: quantities with one 1 for each letter."""
    if key(read) == key(meant):
        return Found("structure")
    both = (_optimum(read), _optimum(meant))
    if any(both):
        if not all(both) or both[0][0] != both[1][0]:  # type: ignore[index]
            return Found("", "one of them is an optimum")
        read, meant = (body for _, body in both)  # type: ignore[misc]
    short: dict[tuple[str, ...], str] = {}
    sides = _shortened(read, short), _shortened(meant, short)
    try:
        n = Normalizer(_with_opaque(context, short, sides))
        equal = n.vanishes(t.minus(*sides))
        posed = [not problems(n, side) for side in sides]
    except (KernelError, RecursionError):  # too deep, or an operation's own letters: values decide
        equal, posed = False, []
    same = equal and len(set(posed)) == 1
    count = _POINTS if same else _MANY
    seen, differs = _by_values(read, meant, context, frozenset(maps), random.Random(seed), count)
    if differs:
        return Found("", differs)
    if same:
        return Found("normal form")
    if seen < _ENOUGH:
        return Found("", f"another normal form, and {seen} points are too few")
    return Found("values")


def _optimum(term: Term) -> tuple[str, Term] | None:
    """argmax or argmin, and its body at a letter of its own."""
    match term:
        case t.Mul((t.Quantity(kind, ()), t.Sum((letter,), body))) if kind.endswith(OPTIMUM):
            return kind, t.rename(body, {letter: t.Index("optimum", letter.alphabet)})
    return None


def _by_values(
    read: Term,
    meant: Term,
    context: Context,
    maps: frozenset[str],
    rng: random.Random,
    count: int,
) -> tuple[int, str]:
    """Points at which both have one value, or none; and where they differ."""
    names = names_of(context, operands((read, meant)))
    free = t.free_indices(read) | t.free_indices(meant)
    seen = 0
    for k in range(count):
        point = random_point(context, rng, names, _SIZES[k % 4])
        for name in maps & set(point.quantities):
            _function(point, name, rng)
        try:
            for env in places(free, point):
                for strict in (False, True):
                    a, b = (Evaluated(point, strict).at(side, env) for side in (read, meant))
                    if (a is None) != (b is None) or (
                        a is not None and b is not None and x.sign(x.minus(a, b))
                    ):
                        shown = ["no value" if v is None else x.shown(v) for v in (a, b)]
                        return seen, f"{shown[0]} instead of {shown[1]} at {point.describe()}"
        except x.Undecided:
            continue
        except KeyError as err:  # a name that the derivation does not have
            return seen, f"{err} has no value"
        seen += 1
        if seen == 2 * _ENOUGH:
            break
    return seen, ""


def _function(point: Point, name: str, rng: random.Random) -> None:
    """A table with one 1 in each row."""
    first, second = point.context.quantities[name].alphabets
    value = {v: rng.randrange(point.sizes[second]) for v in range(point.sizes[first])}
    table = point.quantities[name]
    for v, i in rows(point, (first, second)):
        table[v, i] = Fraction(value[v] == i)


def _shortened(term: Term, short: dict[tuple[str, ...], str]) -> Term:
    """Names of operations, which say what they are of, made short."""
    if isinstance(term, t.Quantity) and is_operation(term.name):
        places = (term.name, *(i.alphabet for i in term.at))
        return t.Quantity(short.setdefault(places, f"operation{len(short)}"), term.at)
    return t.with_children(term, tuple(_shortened(c, short) for c in t.children(term)))


def _with_opaque(
    context: Context, short: Mapping[tuple[str, ...], str], terms: Iterable[Term]
) -> Context:
    quantities = dict(context.quantities)
    for term in terms:
        for s in t.subterms(term):
            if isinstance(s, t.Quantity) and s.name in short.values():
                quantities[s.name] = QuantityDecl(tuple(i.alphabet for i in s.at), "real")
    return Context(context.laws, quantities, context.supports, context.hypotheses)
