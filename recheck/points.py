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

from recheck.book import ANY, NEG, POS, ZERO, Book, Signs, Value, constant, times
from recheck.reader import Node, Refused, require

Env = Mapping[Node, int]
SIGNS = {"real": POS | NEG, "nonneg": POS, "pos": POS, "unit": POS}  # of a value that is not 0


class Point:
    """Drawn at random under a context; among: sizes; zeros: whether there are any."""

    def __init__(self, context: Node, among: tuple[int, ...], zeros: bool, random: Random) -> None:
        self.laws, self.quantities = dict(context[1]), dict(context[2])
        twice = any(len(dict(names)) < len(names) for names in context[1:3])
        require(not twice, "a law or quantity is declared twice")
        self.among, self.zeros, self.random = among, zeros, random
        for attempt in range(200):
            if attempt % 20 == 0:
                self.sizes, self.on = dict[Any, int](), set[Any]()  # on: cells that are not 0
            self._fill()
            if not any([self._broken(h, e) for h in context[3] for e in self.places(h.free, {})]):
                return
        raise Refused("no point was found that meets the support hypotheses")

    def letters(self, alphabet: Any) -> range:
        return range(self.sizes.setdefault(alphabet, self.random.choice(self.among)))

    def places(self, indices: tuple[Node, ...], env: Env) -> Iterator[Env]:
        """The environment with every choice of letters for the indices."""
        good = len({*indices}) == len(indices) and all(i[0] == "Index" for i in indices)
        require(good, "not distinct indices", indices)
        for chosen in choices(*(self.letters(i[2]) for i in indices)):
            yield {**env, **dict(zip(indices, chosen, strict=True))}

    def value(self, t: Node, env: Env) -> Value:
        key = (t, *[env[i] for i in t.free])
        if key not in self.values:
            self.values[key] = self._value(t, env)
        return self.values[key]

    def _value(self, t: Node, env: Env) -> Value:
        parts = [self.value(s, e) for s, e in self.parts(t, env)]
        match t:
            case "Const", ("Fraction", n, d):
                return constant(Fraction(n, d))
            case "Card", a:
                return constant(len(self.letters(a)))
            case "Delta", ("Index", _, a) as i, ("Index", _, b) as j if a == b:
                return constant(int(env[i] == env[j]))
            case ("LawTerm" | "Quantity"), _, _:
                return self.book.add(self.cells[cell] for cell in self._cells(t, env))
            case ("Add", _) | (("Sum" | "At"), _, _):
                return self.book.add(parts)
            case "Mul", _:
                return reduce(times, parts, constant(1))
            case "Exp", _:
                return self.book.exp(parts[0])
            case "Pow", _, n:
                base = self.book.apply("Pow", *parts) if n < 0 else parts[0]
                return times(constant(1), base, abs(n))
            case ("Log" | "Nonzero"), _:
                return self.book.apply(t[0], *parts)
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
            return t[0] == "Mul" and any(not self.value(*part)[0] for part in good)
        needs = POS if t[0] == "Log" else POS | NEG if t[0] == "Pow" and t[2] < 0 else ANY
        return needs == ANY or self.signs(*parts[0]) <= needs

    def _cells(self, t: Node, env: Env) -> list[Any]:
        """The cells of which a law's or quantity's value is the sum."""
        kind, name, at = t
        if kind == "Quantity":
            require(tuple(i[2] for i in at) == self.quantities[name][1], "not as declared", t)
            return [(kind, name, *[env[i] for i in at])]
        (_, outputs, inputs), here = self.laws[name], dict(at)
        declared = dict(outputs + inputs)
        good = len(here) == len(at) and dict(inputs).keys() <= here.keys()
        require(good and all(declared[v] == i[2] for v, i in at), "not as declared", t)
        every = [(env[here[v]],) if v in here else self.letters(a) for v, a in declared.items()]
        return [(kind, name, *key) for key in choices(*every)]

    def _kept(self, cell: Any) -> bool:
        """Whether it is not 0: some letters never occur, of the others some together."""
        rates = (0.4, 0.6, 0.8, 1.0) if self.zeros else (1.0,)
        rate = self.kept.setdefault(cell[1], self.random.choice(rates))
        places = (cell, *((cell[1], k, letter) for k, letter in enumerate(cell[2:])))
        kept = [self.kept.setdefault(place, self.random.random() < rate) for place in places]
        return all(kept) or cell in self.on

    def _fill(self) -> None:
        self.values, self.kept = dict[Any, Value](), dict[Any, Any]()
        self.book, self.cells = Book(self.random), dict[Any, Value]()
        for law, (_, outputs, inputs) in self.laws.items():
            require(len(dict(outputs + inputs)) == len(outputs + inputs), "a variable twice", law)
            for given in choices(*(self.letters(a) for _, a in inputs)):
                every = choices(*(self.letters(a) for _, a in outputs))
                row = [("LawTerm", law, *letters, *given) for letters in every]
                first, *others = [*filter(self._kept, row)] or [self.random.choice(row)]
                self.cells |= {c: constant(0) for c in row}
                self.cells |= {c: self.book.base(c, POS) for c in others}
                self.cells[first] = self._rest(self.cells[c] for c in others)
        for name, (_, alphabets, sign) in self.quantities.items():
            for c in choices(("Quantity",), (name,), *map(self.letters, alphabets)):
                on, whole = sign == "pos" or self._kept(c), self.zeros and self.random.random() < 0.3
                value = constant(1) if whole and sign == "unit" else self.book.base(c, SIGNS[sign])
                self.cells[c] = value if on else constant(0)
                self._rest([self.cells[c]] if sign == "unit" else ())

    def _rest(self, others: Iterable[Value]) -> Value:
        """1 − the others, which is positive or nothing."""
        rest = self.book.add([constant(1), *(times(constant(-1), other) for other in others)])
        self.book.may |= {b: POS for b, _ in rest[1]}
        return rest

    def _broken(self, support: Node, env: Env) -> bool:
        """Whether premise ≠ 0 but conclusion = 0; then a cell that may mend it is set."""
        _, _, premise, conclusion = support
        signs, value = self.signs(premise, env), self.value(conclusion, env)
        require(signs == ZERO or 0 not in signs, "a premise that may be 0 or not", premise)
        if signs == ZERO or value[0]:
            self.book.may |= {b: self.book.may[b] - ZERO for b, _ in value[1] if signs != ZERO}
            return False
        todo = [(conclusion, env)]
        for t, e in todo:
            todo += self.parts(t, e)
            if t[0] in ("LawTerm", "Quantity"):
                self.on.add(self.random.choice(self._cells(t, e)))
        return True
