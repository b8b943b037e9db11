"""The value of a kernel term at a point, from the meaning of its nodes alone.

`Values(point)` is the total semantics: x/0 = 0, log 0 = 0, log x = ln|x|. With `strict=True` a
quotient by 0 and a logarithm of what is not positive have no value (`None`), nor has what is made
of them, except a product with a factor that has a value and is 0: well posed, as docs/semantics.md
has it, is what has a value everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from derive.kernel import terms as t
from derive.kernel.terms import Index
from trials.fuzz import numbers as x
from trials.fuzz.numbers import ONE, ZERO, Number
from trials.fuzz.points import Point

Env = Mapping[Index, int]


def places(indices: frozenset[Index], point: Point) -> Iterator[dict[Index, int]]:
    """Every choice of letters for the indices."""
    ordered = sorted(indices)
    for letters in product(*(range(point.sizes[i.alphabet]) for i in ordered)):
        yield dict(zip(ordered, letters, strict=True))


class Values:
    """Values at one point; sums and logarithms are remembered for each choice of letters."""

    def __init__(self, point: Point, strict: bool = False) -> None:
        self.point, self.strict = point, strict
        self._known: dict[tuple[object, ...], Number | None] = {}
        self._free: dict[int, tuple[t.Term, tuple[Index, ...]]] = {}  # keeps the terms alive

    def at(self, term: t.Term, env: Env) -> Number | None:
        match term:
            case t.Const(value):
                return Fraction(value)
            case t.LawTerm(law, at):
                return self.point.law(law, {v: env[i] for v, i in at})
            case t.Quantity(name, at):
                return self.point.quantities[name][tuple(env[i] for i in at)]
            case t.Card(alphabet):
                return Fraction(self.point.sizes[alphabet])
            case t.Delta(i, j):
                return ONE if env[i] == env[j] else ZERO
            case t.Mul(factors):
                return self._product(factors, [self.at(f, env) for f in factors])
            case t.Add(parts):
                return self._sum(self.at(p, env) for p in parts)
        free = self._free_indices(term)
        key = (id(term), *(env[i] for i in free))
        if key not in self._known:
            self._known[key] = self._compound(term, {i: env[i] for i in free})
        return self._known[key]

    def _free_indices(self, term: t.Term) -> tuple[Index, ...]:
        if id(term) not in self._free:
            self._free[id(term)] = (term, tuple(sorted(t.free_indices(term))))
        return self._free[id(term)][1]

    def _compound(self, term: t.Term, env: Env) -> Number | None:
        if isinstance(term, t.Sum):
            inner = frozenset(term.indices)
            return self._sum(self._weighed(term, env, s) for s in places(inner, self.point))
        (of,) = t.children(term)
        value = self.at(of, env)
        if value is None:
            return None
        match term:
            case t.Pow(_, n):
                return None if self.strict and n < 0 and not x.sign(value) else x.power(value, n)
            case t.Log():
                return None if self.strict and x.sign(value) <= 0 else x.log(value)
            case t.Exp():
                return x.exp(value)
            case t.Nonzero():
                return ONE if x.sign(value) else ZERO
        raise TypeError(f"not a term: {term!r}")

    def _weighed(self, term: t.Sum, env: Env, at: Env) -> Number | None:
        """The body at some letters, times the widths of cells among them."""
        value = self.at(term.body, {**env, **at})
        if value is None or not self.point.widths:
            return value
        return x.times(value, self.point.area((i.alphabet, k) for i, k in at.items()))

    def _sum(self, values: Iterator[Number | None]) -> Number | None:
        known = list(values)
        return None if any(v is None for v in known) else x.total(known)

    def _product(self, factors: tuple[t.Term, ...], values: list[Number | None]) -> Number | None:
        if any(v is None for v in values):
            silent = any(v is not None and not x.sign(v) for v in values)
            return ZERO if silent else None
        out: Number = ONE
        for v in values:
            out = x.times(out, v)
            if isinstance(out, Fraction) and not out:
                return ZERO
        return out
