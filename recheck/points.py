"""Meaning: the value of a term at a point, where x/0 = 0 and ln 0 = 0.

A point has sizes of the alphabets, a choice of what is 0, and random values for all that is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from itertools import product as choices
from random import Random
from typing import Any

from recheck.book import ANY, NEG, POS, UNIT, ZERO, Book, Poly, Signs, add, constant, power_of
from recheck.reader import Node, Refused, require

Env = Mapping[Node, int]
SIGNS = {"real": POS | NEG, "nonneg": POS, "pos": POS, "unit": POS}  # of a value that is not 0


class Point:
    """Drawn at random under a context; zeros: whether there are any."""

    def __init__(self, context: Node, among: tuple[int, ...], zeros: bool, random: Random) -> None:
        _, laws, quantities, supports, _ = context
        self.laws = {name: (*outputs, *inputs) for name, (_, outputs, inputs) in laws}
        self.inputs = {name: inputs for name, (_, _, inputs) in laws}
        self.quantities = {name: (alphabets, sign) for name, (_, alphabets, sign) in quantities}
        for names in (laws, quantities, *self.laws.values()):
            require(len({name for name, _ in names}) == len(names), "a name stands twice", names)
        self.among, self.zeros, self.random = among, zeros, random
        for attempt in range(200):
            if attempt % 20 == 0:
                self.sizes: dict[Any, int] = {}
                self.on = set[Any]()  # cells that must not be 0
            self._fill()
            if not any([self._broken(h, e) for h in supports for e in self.places(h.free)]):
                return
        raise Refused("no point was found that meets the support hypotheses")

    def letters(self, alphabet: Any) -> range:
        return range(self.sizes.setdefault(alphabet, self.random.choice(self.among)))

    def places(self, indices: Iterable[Node], env: Env | None = None) -> Iterator[Env]:
        """The environment with every choice of letters for the indices."""
        these = tuple(indices)
        good = len({*these}) == len(these) and all(i[0] == "Index" for i in these)
        require(good, "not distinct indices", these)
        for chosen in choices(*(self.letters(i[2]) for i in these)):
            yield {**(env or {}), **dict(zip(these, chosen, strict=True))}

    # -- values -----------------------------------------------------------------------------

    def value(self, t: Node, env: Env) -> Poly:
        key = (t, *[env[i] for i in t.free])
        if key not in self.values:
            self.values[key] = self.book.simple(self._value(t, env))
        return self.values[key]

    def _value(self, t: Node, env: Env) -> Poly:
        parts = [self.value(s, e) for s, e in self.parts(t, env)]
        match t:
            case "Const", ("Fraction", n, d):
                return constant(Fraction(n, d))
            case "Card", a:
                return constant(len(self.letters(a)))
            case "Delta", ("Index", _, a) as i, ("Index", _, b) as j if a == b:
                return constant(int(env[i] == env[j]))
            case ("LawTerm" | "Quantity"), _, _:
                return add(self.cells[cell] for cell in self._cells(t, env))
            case ("Add", _) | (("Sum" | "At"), _, _):
                return add(parts)
            case "Mul", _:
                return reduce(self.book.times, parts, constant(1))
            case "Exp", _:
                return self.book.exp(parts[0])
            case "Pow", _, n if n >= 0:
                return self.book.power(parts[0], n)
            case ("Pow", _, _) | (("Log" | "Nonzero"), _):
                n = -t[2] if t[0] == "Pow" else 1
                if parts[0] and 0 in self.book.signs(parts[0]):  # at some points of the kind
                    return self.book.power(self.book.opaque(t[0], parts[0]), n)
                every = {"Pow": lambda x: self.book.power(x, -n), "Log": self.book.log}
                return every.get(t[0], lambda x: constant(int(x != {})))(parts[0])
        raise Refused(f"{str(t)[:60]}: not a term")

    def parts(self, t: Node, env: Env) -> list[tuple[Node, Env]]:
        """The terms directly under a term, with their environments."""
        match t:
            case ("Add" | "Mul"), terms:
                return [(s, env) for s in terms]
            case "Sum", indices, body:
                return [(body, e) for e in self.places(indices, env)]
            case "At", of, pairs:
                return [(of, {i: env[dict(pairs).get(i, i)] for i in of.free})]
            case ("Pow", arg, _) | (("Log" | "Exp" | "Nonzero"), arg):
                return [(arg, env)]
        return []

    def signs(self, t: Node, env: Env) -> Signs:
        """The signs that the value may have at points of this kind."""
        return self.book.signs(self.value(t, env))

    def defined(self, t: Node, env: Env) -> bool:
        """No log of what may be ≤ 0, no quotient by what may be 0, but at a weight that is 0."""
        parts = self.parts(t, env)
        good = [part for part in parts if self.defined(*part)]
        if len(good) < len(parts):
            return t[0] == "Mul" and any(not self.value(*part) for part in good)
        needs = POS if t[0] == "Log" else POS | NEG if t[0] == "Pow" and t[2] < 0 else ANY
        return needs == ANY or self.signs(*parts[0]) <= needs

    # -- drawing ----------------------------------------------------------------------------

    def _cells(self, t: Node, env: Env) -> Iterator[Any]:
        """The cells of which a law's or quantity's value is the sum."""
        kind, name, at = t
        if kind == "Quantity":
            require(tuple(i[2] for i in at) == self.quantities[name][0], "not as declared", t)
            return iter([(kind, name, *[env[i] for i in at])])
        here, declared = dict(at), dict(self.laws[name])
        good = len(here) == len(at) and {v for v, _ in self.inputs[name]} <= here.keys()
        require(good and all(declared[v] == i[2] for v, i in at), "not as declared", t)
        every = [(env[here[v]],) if v in here else self.letters(a) for v, a in declared.items()]
        return ((kind, name, *key) for key in choices(*every))

    def _chance(self) -> float:
        return self.random.choice((0.4, 0.6, 0.8, 1.0)) if self.zeros else 1.0

    def _fill(self) -> None:
        self.values: dict[Any, Poly] = {}
        self.book, self.cells = Book(self.random), dict[Any, Poly]()
        for law, variables in self.laws.items():
            inputs, ranges = len(self.inputs[law]), [self.letters(a) for _, a in variables]
            outputs = ranges[: len(ranges) - inputs]
            for given in choices(*ranges[len(outputs) :]):
                self._fill_row([("LawTerm", law, *out, *given) for out in choices(*outputs)])
        for name, (alphabets, sign) in self.quantities.items():
            chance = self._chance()
            for cell in choices(["Quantity"], [name], *map(self.letters, alphabets)):
                on = sign == "pos" or cell in self.on or self.random.random() < chance
                self.cells[cell] = self._quantity(SIGNS[sign], sign == "unit") if on else {}

    def _fill_row(self, cells: list[Any]) -> None:
        """Some letters of each variable never occur, of the others some together; 1 in all."""
        rare, chance, off = self._chance(), self._chance(), dict[Any, bool]()
        for cell in cells:
            for place in enumerate(cell):
                off.setdefault(place, place[0] > 1 and self.random.random() >= rare)
        on = [cell for cell in cells if cell in self.on or (
            self.random.random() < chance and not any(off[place] for place in enumerate(cell)))]  # fmt: skip
        first, *others = on or [self.random.choice(cells)]
        self.cells |= dict.fromkeys(cells, {})
        self.cells |= {cell: power_of(self.book.base(POS)) for cell in others}
        self.cells[first] = self._rest(self.cells[cell] for cell in others)

    def _rest(self, others: Iterable[Poly]) -> Poly:
        """1 − the others, which is positive."""
        rest = add([constant(1), add(others, -1)])
        return power_of(self.book.base(POS, rest)) if len(rest) > 1 else rest

    def _quantity(self, may: Signs, unit: bool) -> Poly:
        if unit and self.zeros and self.random.random() < 0.3:
            return constant(1)
        value = power_of(self.book.base(may))
        return [value, self._rest([value])][0] if unit else value

    def _broken(self, support: Node, env: Env) -> bool:
        """Whether premise ≠ 0 but conclusion = 0; then a cell that may mend it is set."""
        _, _, premise, conclusion = support
        if not self.value(premise, env):
            return False
        require(0 not in self.signs(premise, env), "a premise that may be 0 or not", premise)
        if value := self.value(conclusion, env):
            for b, _ in self.book.product(value)[1]:
                self.book.may[b] -= ZERO
            return False
        every = [(conclusion, env)]
        for t, e in every:
            every += self.parts(t, e)
            if t[0] in ("LawTerm", "Quantity"):
                self.on.add(self.random.choice([*self._cells(t, e)]))
        return True
