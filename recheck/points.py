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

from recheck.book import ANY, NEG, POS, UNIT, ZERO, Book, Poly, Signs, add, constant
from recheck.reader import Node, Refused, require

Env = Mapping[Node, int]
SIGNS = {"real": POS | NEG, "nonneg": POS, "pos": POS, "unit": POS}  # of a value that is not 0


class Point:
    """Drawn at random under a context; zeros: whether there are any.

    Raises:
        Refused: no point was found that meets the support hypotheses.
    """

    def __init__(self, context: Node, among: tuple[int, ...], zeros: bool, random: Random) -> None:
        _, laws, quantities, supports, _ = context
        self.laws = {name: (d[1], d[2]) for name, d in laws}
        self.quantities = {name: (d[1], d[2]) for name, d in quantities}
        for name, (outputs, inputs) in self.laws.items():
            distinct = len({v for v, _ in (*outputs, *inputs)}) == len(outputs) + len(inputs)
            require(distinct, "a variable stands twice", name)
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
        if key not in self.known:
            self.known[key] = self.book.simple(self._value(t, env))
        return self.known[key]

    def _value(self, t: Node, env: Env) -> Poly:
        parts = [self.value(s, e) for s, e in self.parts(t, env)]
        match t:
            case "Const", ("Fraction", n, d):
                require(type(n) is type(d) is int, "not a number", t)
                return constant(Fraction(n, d))
            case "Card", a:
                return constant(len(self.letters(a)))
            case "Delta", i, j:
                require(i[2] == j[2], "letters of two alphabets", t)
                return constant(int(env[i] == env[j]))
            case ("LawTerm" | "Quantity"), _, _:
                return add(self.cells[cell] for cell in self._cells(t, env))
            case ("Add", _) | (("Sum" | "At"), _, _):
                return add(parts)
            case "Mul", _:
                return reduce(self.book.times, parts, constant(1))
            case ("Log" | "Nonzero" | "Pow"), _, *_ if not self._decided(t, parts[0]):
                value = self.book.opaque(t[0], parts[0])
                return self.book.power(value, -t[2]) if t[0] == "Pow" else value
            case "Pow", _, n:
                return self.book.power(parts[0], n)
            case "Nonzero", _:
                return constant(int(parts[0] != {}))
            case "Log", _:
                return self.book.log(parts[0]) if parts[0] else {}
            case "Exp", _:
                return self.book.exp(parts[0])
        raise Refused(f"{str(t)[:60]}: not a term")

    def parts(self, t: Node, env: Env) -> list[tuple[Node, Env]]:
        """The terms directly under a term, with their environments."""
        match t:
            case ("Add" | "Mul"), terms:
                require(type(terms) is tuple, "not terms", t)
                return [(s, env) for s in terms]
            case "Sum", indices, body:
                return [(body, e) for e in self.places(indices, env)]
            case "At", of, pairs:
                return [(of, {i: env[dict(pairs).get(i, i)] for i in of.free})]
            case ("Pow", arg, _) | (("Log" | "Exp" | "Nonzero"), arg):
                return [(arg, env)]
        return []

    def _decided(self, t: Node, value: Poly) -> bool:
        """Whether it does not matter if the value is 0, or it is at all points of the kind or none."""
        matters = t[0] != "Pow" or t[2] < 0
        return not matters or not value or 0 not in self.book.signs(value)

    def signs(self, t: Node, env: Env) -> Signs:
        """The signs that the value may have at points of this kind."""
        return self.book.signs(self.value(t, env))

    def defined(self, t: Node, env: Env) -> bool:
        """No log of what may be ≤ 0, no quotient by what may be 0, but at a weight that is 0."""
        parts = self.parts(t, env)
        good = [self.defined(*part) for part in parts]
        if t[0] == "Mul" and any(g and not self.value(*part) for g, part in zip(good, parts, strict=True)):
            return True
        needs = POS if t[0] == "Log" else POS | NEG if t[0] == "Pow" and t[2] < 0 else ANY
        return all(good) and (needs == ANY or self.signs(*parts[0]) <= needs)

    # -- drawing ----------------------------------------------------------------------------

    def _cells(self, t: Node, env: Env) -> list[Any]:
        """The cells of which a law's or quantity's value is the sum."""
        kind, name, at = t
        if kind == "Quantity":
            alphabets = self.quantities[name][0]
            require(tuple(i[2] for i in at) == alphabets, "not as declared", t)
            return [(kind, name, *[env[i] for i in at])]
        (outputs, inputs), here = self.laws[name], dict(at)
        declared = dict((*outputs, *inputs))
        good = len(here) == len(at) and {v for v, _ in inputs} <= here.keys()
        require(good and all(declared[v] == i[2] for v, i in at), "not as declared", t)
        every = [(env[here[v]],) if v in here else self.letters(a) for v, a in declared.items()]
        return [(kind, name, *key) for key in choices(*every)]

    def _density(self) -> float:
        return self.random.choice((0.4, 0.6, 0.8, 1.0)) if self.zeros else 1.0

    def _fill(self) -> None:
        self.known: dict[Any, Poly] = {}  # the values found
        self.book = Book(self.random)
        self.cells: dict[Any, Poly] = {}
        for law, (outputs, inputs) in self.laws.items():
            for given in choices(*(self.letters(a) for _, a in inputs)):
                self._fill_row(law, [self.letters(a) for _, a in outputs], given)
        for name, (alphabets, sign) in self.quantities.items():
            density = self._density()
            for at in choices(*map(self.letters, alphabets)):
                cell = ("Quantity", name, *at)
                on = sign == "pos" or cell in self.on or self.random.random() < density
                self.cells[cell] = self._quantity(sign) if on else {}

    def _fill_row(self, law: str, outputs: list[range], given: tuple[int, ...]) -> None:
        """Some letters of each variable never occur, of the others some together; 1 in all."""
        each, density, chance = self._density(), self._density(), self.random.random
        occur = [{k for k in letters if chance() < each} for letters in outputs]
        on, keys = [], [("LawTerm", law, *out, *given) for out in choices(*outputs)]
        for out, key in zip(choices(*outputs), keys, strict=True):
            some = all(k in letters for k, letters in zip(out, occur, strict=True))
            on += [key] if key in self.on or (some and chance() < density) else []
        first, *others = on or [self.random.choice(keys)]
        self.cells |= dict.fromkeys(keys, {}) | {key: self._free(POS) for key in others}
        self.cells[first] = self._rest([self.cells[key] for key in others])

    def _free(self, may: Signs) -> Poly:
        return {frozenset({(self.book.base(may), 1)}): 1}

    def _rest(self, others: list[Poly]) -> Poly:
        """1 − the others, which is positive."""
        rest = add([constant(1), add(others, -1)])
        if others:
            b = self.book.sum(rest, self.book.number(rest), POS)
        return {frozenset({(b, 1)}): 1} if others else rest

    def _quantity(self, sign: str) -> Poly:
        if sign == "unit" and self.zeros and self.random.random() < 0.3:
            return constant(1)
        value = self._free(SIGNS[sign])
        if sign == "unit":
            self._rest([value])
        return value

    def _broken(self, support: Node, env: Env) -> bool:
        """Whether premise ≠ 0 but conclusion = 0; then a cell that may mend it is set."""
        _, _, premise, conclusion = support
        if not self.value(premise, env):
            return False
        if value := self.value(conclusion, env):
            for b, _ in self.book.product(value)[1]:
                self.book.may[b] -= ZERO
            return False
        every = [(conclusion, env)]
        for t, e in every:
            every += self.parts(t, e)
            if t[0] in ("LawTerm", "Quantity"):
                self.on.add(self.random.choice(self._cells(t, e)))
        return True
