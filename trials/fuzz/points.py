"""Rational points: a size for each alphabet, a table for each law and quantity.

Zeros, point masses, uniform and equal laws, products and one-letter alphabets are all common. A
hypothesis that random tables do not meet is met by a `Projection` that comes with it, and every
point is checked against every hypothesis before it counts. A space is cells with widths: the tables
of laws are probabilities while they are made, and densities there afterwards (`Point.spread`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from derive.kernel import terms as t
from derive.kernel.terms import Context, LawDecl

Row = tuple[int, ...]
Table = dict[Row, Fraction]
_DRAWS: Mapping[str, tuple[Fraction, ...]] = {
    "real": tuple(map(Fraction, (-2, -1, "-1/2", 0, 0, 1, "1/3", 3))),
    "nonneg": tuple(map(Fraction, (0, 0, "1/2", 1, 2, 3))),
    "pos": tuple(map(Fraction, ("1/3", 1, 1, 2))),
    "unit": tuple(map(Fraction, (0, 1, "1/2", "1/3"))),
}
_WIDTHS = tuple(tuple(map(Fraction, some)) for some in ((1,), ("1/3",), ("1/2", 1, 2), (3, 5)))
_WEIGHTS = ((0, 1), (0, 0, 1, 1, 2, 5), (0, 0, 0, 1), (1,), (1, 2, 3), (0, 1, 1000), (999, 1000))


@dataclass
class Point:
    """sizes: of the alphabets. laws: values at (outputs, inputs). quantities: at their letters.
    widths: of the cells of spaces."""

    context: Context
    sizes: dict[str, int]
    laws: dict[str, Table]
    quantities: dict[str, Table]
    _marginals: dict[tuple[str, tuple[str, ...]], Table] = field(default_factory=dict)
    widths: dict[str, tuple[Fraction, ...]] = field(default_factory=dict)

    def area(self, places: Iterable[tuple[str, int]]) -> Fraction:
        """The widths of these cells, multiplied; 1 for letters."""
        out = Fraction(1)
        for alphabet, k in places:
            if alphabet in self.widths:
                out *= self.widths[alphabet][k]
        return out

    def spread(self) -> None:
        """From probabilities of cells to densities."""
        for name, table in self.laws.items():
            over = [a for _, a in self.context.laws[name].outputs]
            for at in table:
                table[at] /= self.area(zip(over, at, strict=False))
        self.changed()

    def law(self, name: str, at: Mapping[str, int]) -> Fraction:
        """The marginal probability of an assignment; 1 where no output is left."""
        outputs, inputs = self.context.laws[name]
        if not any(v in at for v, _ in outputs):
            return Fraction(1)
        variables = tuple(v for v, _ in (*outputs, *inputs) if v in at)
        if (name, variables) not in self._marginals:
            self._marginals[name, variables] = self._marginal(name, variables)
        return self._marginals[name, variables][tuple(at[v] for v in variables)]

    def _marginal(self, name: str, variables: tuple[str, ...]) -> Table:
        decl = self.context.laws[name]
        keep = [k for k, (v, _) in enumerate((*decl.outputs, *decl.inputs)) if v in variables]
        out: Table = {}
        over = [a for _, a in decl.outputs]
        away = [(a, k) for k, a in enumerate(over) if k not in keep]
        for row, value in self.laws[name].items():
            key = tuple(row[k] for k in keep)
            part = value * self.area((a, row[k]) for a, k in away) if self.widths else value
            out[key] = out.get(key, Fraction(0)) + part
        return out

    def changed(self) -> None:
        """To be called after a table is changed."""
        self._marginals.clear()

    def describe(self) -> str:
        laws = [f"{n} = {_shown(table)}" for n, table in sorted(self.laws.items())]
        quantities = [f"{n} = {_shown(table)}" for n, table in sorted(self.quantities.items())]
        widths = [f"cells of {a}: {', '.join(map(str, w))}" for a, w in self.widths.items()]
        return "; ".join((f"sizes {self.sizes}", *widths, *laws, *quantities))


Projection = Callable[[Point, random.Random], None]


def _shown(table: Table) -> str:
    if len(table) == 1 and () in table:
        return str(table[()])
    return "{" + ", ".join(f"{k}: {v}" for k, v in table.items() if v) + "}"


def rows(point: Point, alphabets: Iterable[str]) -> Iterator[Row]:
    return product(*(range(point.sizes[a]) for a in alphabets))


def _mentioned(terms: Iterable[t.Term]) -> tuple[set[str], set[str]]:
    """The laws and quantities, and the alphabets, that terms mention."""
    names: set[str] = set()
    alphabets: set[str] = set()
    for term in terms:
        for s in t.subterms(term):
            match s:
                case t.LawTerm(name, _) | t.Quantity(name, _):
                    names.add(name)
                case t.Card(alphabet):
                    alphabets.add(alphabet)
                case t.Delta(i, j):
                    alphabets |= {i.alphabet, j.alphabet}
                case t.Sum(indices, _):
                    alphabets |= {i.alphabet for i in indices}
    return names, alphabets


@dataclass(frozen=True)
class Names:
    """What a point has to give values to."""

    laws: tuple[str, ...]
    quantities: tuple[str, ...]
    alphabets: tuple[str, ...]


def names_of(context: Context, terms: Iterable[t.Term]) -> Names:
    """All that the terms and the hypotheses mention."""
    stated = [h.term for h in context.hypotheses]
    stated += [side for s in context.supports for side in (s.premise, s.conclusion)]
    names, alphabets = _mentioned((*terms, *stated))
    laws = tuple(n for n in context.laws if n in names)
    quantities = tuple(n for n in context.quantities if n in names)
    for n in laws:
        alphabets |= {a for _, a in (*context.laws[n].outputs, *context.laws[n].inputs)}
    for n in quantities:
        alphabets |= set(context.quantities[n].alphabets)
    return Names(laws, quantities, tuple(sorted(alphabets)))


def random_point(context: Context, rng: random.Random, names: Names, largest: int = 3) -> Point:
    """A point that need not meet the hypotheses."""
    sizes = (1, 2, 2, 3)[: largest + 1]
    point = Point(context, {a: rng.choice(sizes) for a in names.alphabets}, {}, {})
    for a in context.spaces:
        some = rng.choice(_WIDTHS)
        point.widths[a] = tuple(rng.choice(some) for _ in range(point.sizes.get(a, 0)))
    for name in names.laws:
        point.laws[name] = random_law(point, name, rng)
    for name in names.quantities:
        decl = context.quantities[name]
        values = _DRAWS[decl.sign]
        values = (rng.choice(values),) if rng.random() < 0.2 else values
        point.quantities[name] = {at: rng.choice(values) for at in rows(point, decl.alphabets)}
    return point


def random_law(point: Point, name: str, rng: random.Random) -> Table:
    decl = point.context.laws[name]
    twin = _twin(point, decl, rng)
    if twin is not None:
        return dict(twin)
    weights = rng.choice(_WEIGHTS)
    table: Table = {}
    outputs = list(rows(point, (a for _, a in decl.outputs)))
    for given in rows(point, (a for _, a in decl.inputs)):
        drawn = [rng.choice(weights) for _ in outputs]
        if not any(drawn):
            drawn[rng.randrange(len(drawn))] = 1
        for out, w in zip(outputs, drawn, strict=True):
            table[(*out, *given)] = Fraction(w, sum(drawn))
    return table


def _twin(point: Point, decl: LawDecl, rng: random.Random) -> Table | None:
    """The table of a law of the same shape that has been drawn before, now and then."""
    if rng.random() > 0.2:
        return None
    shape = [[a for _, a in side] for side in decl]
    like = [
        n for n in point.laws if [[a for _, a in side] for side in point.context.laws[n]] == shape
    ]
    return point.laws[rng.choice(like)] if like else None
