"""Models where laws of families other than the normal one occur: functions with breaks (`pieces`).

A density of which nothing is said is constant on three cells, and a law on ℕ₀ one of its first four
numbers. Where the cells are, the attack's reading of p ≪ q says (`numeric.standing`): a choice of
models, which decides nothing, as each has to meet the hypotheses here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
import sympy

from derive.language.alphabets import Alphabet
from derive.language.counted import Geometric, Poisson
from derive.language.families import Family, Normal
from derive.language.laws import Law
from derive.language.line_laws import Exponential, Laplace, UniformOn
from derive.language.operations import Abs
from derive.language.vectors import MultivariateNormal
from derive.numeric.standing import NUMBERS, Standing
from trials.mutants import curves, pieces
from trials.mutants.arithmetic import Exact, Letters, satisfied, scopes
from trials.mutants.curves import Curve, curve
from trials.mutants.evaluate import value
from trials.mutants.numbers import ONE, ZERO, Unknown
from trials.mutants.pieces import COUNT, Line, Pieces, Split

T = TypeVar("T")
_CUTS = 16  # breaks of one evaluation


def met(expressions: Iterable[Any]) -> set[Any]:
    """The laws and points in them, and the points of the laws."""
    said = tuple(expressions)
    laws = {law for e in said for law in e.atoms(Law)}
    points = {i for e in said for i in e.atoms(Alphabet)}
    return laws | points | {v for law in laws for v in law.variables_and_inputs()}


def in_pieces(expressions: Iterable[Any]) -> bool:
    """Whether a law stands in one of them that is of another family than the normal one, or ℕ₀, or
    a distance |x − c|."""
    said = tuple(expressions)
    distances = (a for e in said for a in e.atoms(Abs))
    return any(map(_is_distance, distances)) or any(
        a.is_natural if isinstance(a, Alphabet) else isinstance(a, Family) and not _is_normal(a)
        for a in met(said)
    )


def _is_distance(e: Any) -> bool:
    terms = sympy.Add.make_args(e.args[0])
    return any(isinstance(s * t, Alphabet) and (s * t).is_space for t in terms for s in (1, -1))


def _is_normal(law: Law) -> bool:
    return isinstance(law, (Normal, MultivariateNormal))


class LineExact(Exact):
    """One model: parameters and the chances of cells, exactly; values are numbers or `Pieces`."""

    on_reals = in_pieces = True

    def __init__(self, sizes: Any, tables: Any, standing: Standing) -> None:
        super().__init__(sizes, tables)
        self.standing = standing
        self.lines: dict[str, Line] = {}

    def settled(self, action: Callable[[], T]) -> T:
        """What an evaluation gives, with all breaks that it asks for."""
        for _ in range(_CUTS):
            try:
                return action()
            except Split as s:
                self.lines[s.space] = self.lines[s.space].cut(s.at)
                self.memo.clear()
        raise Unknown

    def _line(self, x: Alphabet) -> Line:
        made = Line(x.alphabet, first=0 if x.is_natural else None)
        return self.lines.setdefault(x.alphabet, made)

    # ------------------------------------------------------------ functions

    def _each(self, name: str, v: Any, *rest: Any) -> Any:
        plain = getattr(super(), name)
        if not isinstance(v, Pieces):
            return plain(v, *rest)

        def one(c: Any) -> Any:
            if not isinstance(c, Curve):
                return plain(c, *rest)
            return getattr(curves, name)(c, *rest, self)

        return v.each(one, self)

    def log(self, v: Any) -> Any:
        return self._each("log", v)

    def exp(self, v: Any) -> Any:
        return self._each("exp", v)

    def inverse(self, v: Any) -> Any:
        return self._each("inverse", v)

    def power(self, v: Any, n: int) -> Any:
        return self._each("power", v, n)

    def sign(self, v: Any) -> Any:
        return pieces.signs(v, self) if isinstance(v, Pieces) else Exact.sign(v)

    def nonzero(self, v: Any) -> Any:
        if not isinstance(v, Pieces):
            return super().nonzero(v)
        if v.line.first is not None:
            return v * ZERO + (self.sign(v) != 0).astype(int)
        return v * ZERO + np.array([not curves.vanishes(c, self) for c in v.parts]).astype(int)

    def apart(self, v: Any) -> Any:
        if not isinstance(v, Pieces) or v.line.first is not None:
            return super().apart(v)
        return np.array([not curves.vanishes(c, self) for c in v.parts])

    def larger(self, a: Any, b: Any, sense: int = 1) -> Any:
        if isinstance(a, Pieces) or isinstance(b, Pieces):
            off = a - b
            return b + off * (self.sign(off) * sense >= 0).astype(int)
        return super().larger(a, b, sense)

    def ceiling(self, v: Any) -> Any:
        if isinstance(v, Pieces):
            raise Unknown
        return Exact.ceiling(v)

    def factorial(self, n: Any) -> Any:
        """Of the letter n itself: exp(ln n!)."""
        if not isinstance(n, Pieces):
            return super().factorial(n)
        if n.line.first is None or any(
            not curves.vanishes(c - curves.variable(n.x), self) for c in n.parts[-1:]
        ):
            raise Unknown
        last = curves.exp(curves.variable((COUNT, n.x)), self)
        first = (curve(super(LineExact, self).factorial(Fraction(k))) for k in range(n.line.first))
        return Pieces(n.x, n.line, (*first, last))

    def binomial(self, n: Any, k: Any) -> Any:
        if isinstance(n, Pieces) or isinstance(k, Pieces):
            raise Unknown
        return super().binomial(n, k)

    def coordinate(self, i: Any, letters: Letters) -> Any:
        return self._function(i, lambda line: [curves.variable(i)] * line.pieces)

    def _function(self, x: Any, parts: Callable[[Line], list[Curve]]) -> Pieces:
        """With curves in x for the pieces, the first numbers of ℕ₀ put in."""
        line = self._line(x)
        made = Pieces(x, line, tuple(parts(line)))
        if line.first is None:
            return made
        first = (curve(pieces.at_point(made, k, k, self)) for k in range(line.first))
        return Pieces(x, line, (*first, made.parts[-1]))

    def integral(self, indices: Any, letters: Letters, inner: Any) -> Any:
        finite = [i for i in indices if not i.is_measured]
        points = [i for i in indices if i.is_measured]
        total: Any = ZERO
        for scope in scopes(finite, self.sizes, {**letters, **dict.fromkeys(points, 0)}):
            total = total + inner(self, scope)
        for x in points:
            total = pieces.total(total, x, self._line(x), self)
        return total

    def meets(self, rel: str, gap: Any) -> bool:
        """At almost every point.

        Raises:
            Unknown: where it holds at some points, which says nothing of all.
        """
        if not isinstance(gap, Pieces):
            return super().meets(rel, gap)
        for k in range(len(gap.parts)):
            off = (pieces.at_point(gap, k, at, self) for at in gap.line.inside(k))
            if any((s := self.sign(v)) and not satisfied(rel, s) for v in off):
                return False
        if rel == "=" and all(curves.vanishes(c, self) for c in gap.parts):
            return True
        if rel != "=" and all(satisfied(rel, s) for s in self.sign(gap)):
            return True
        raise Unknown

    # ------------------------------------------------------------ laws

    def density(self, e: Any, letters: Letters) -> Any:
        law = e.law
        if len(law.outputs) != 1 or (law.inputs and not isinstance(law, Family)):
            raise Unknown
        x = dict(e.at)[law.outputs[0].name]
        if not isinstance(x, Alphabet) or not x.is_measured:
            raise Unknown
        if not isinstance(law, Family):
            return self._any(law, x)
        given = [value(p, self, letters) for p in law.at(e)[2:]]
        if type(law) not in _FORMULAS or any(isinstance(v, Pieces) for v in given):
            raise Unknown
        return self._function(x, lambda line: _FORMULAS[type(law)](x, line, given, self))

    def _any(self, law: Law, x: Alphabet) -> Any:
        """A density that may be any, by its cells; a law on ℕ₀ by its chances."""
        table = next(t for q, t in self.tables.items() if isinstance(q, Law) and q.name == law.name)
        line = self._line(x)
        if x.is_natural:
            if (line.first or 0) < len(NUMBERS):
                raise Split(x.alphabet, len(NUMBERS))
            chances = [*table.flat, *[ZERO] * line.pieces][: line.pieces]
            return Pieces(x, line, tuple(map(curve, chances)))
        ends = [value(e, self, {}) for e in self.standing.ends(law.outputs[0].alphabet)]
        where = [line.place(end) for end in ends]
        parts = [ZERO] * line.pieces
        for k, chance in enumerate(table.flat):
            height = chance * self.inverse(ends[k + 1] - ends[k])
            for n in range(where[k] + 1, where[k + 1] + 1):
                parts[n] = height
        return Pieces(x, line, tuple(map(curve, parts)))

    def positive(self, v: Any) -> None:
        if self.sign(v) <= 0:
            raise Unknown


def _normal(x: Any, line: Line, given: list[Any], a: Any) -> list[Curve]:
    return [curves.normal(curves.variable(x), given[0], given[1], a)] * line.pieces


def _uniform(x: Any, line: Line, given: list[Any], a: Any) -> list[Curve]:
    low, high = given
    a.positive(high - low)
    first, last = line.place(low), line.place(high)
    height = a.inverse(high - low)
    return [curve(height if first < k <= last else ZERO) for k in range(line.pieces)]


def _exponential(x: Any, line: Line, given: list[Any], a: Any) -> list[Curve]:
    (rate,) = given
    a.positive(rate)
    made = curves.exp(curves.variable(x) * -rate + a.log(rate), a)
    start = line.place(ZERO)
    return [made if k > start else curve(ZERO) for k in range(line.pieces)]


def _laplace(x: Any, line: Line, given: list[Any], a: Any) -> list[Curve]:
    mean, scale = given
    a.positive(scale)
    off = (curves.variable(x) - mean) * a.inverse(scale)
    level = -a.log(scale + scale)
    sides = [curves.exp(off * -sense + level, a) for sense in (-ONE, ONE)]
    middle = line.place(mean)
    return [sides[k > middle] for k in range(line.pieces)]


def _geometric(x: Any, line: Line, given: list[Any], a: Any) -> list[Curve]:
    (mean,) = given
    a.positive(mean)
    slope = a.log(mean) - a.log(ONE + mean)
    return [curves.exp(curves.variable(x) * slope - a.log(ONE + mean), a)] * line.pieces


def _poisson(x: Any, line: Line, given: list[Any], a: Any) -> list[Curve]:
    (mean,) = given
    a.positive(mean)
    exponent = curves.variable(x) * a.log(mean) - mean - curves.variable((COUNT, x))
    return [curves.exp(exponent, a)] * line.pieces


_FORMULAS: dict[type[Law], Callable[[Any, Line, list[Any], Any], list[Curve]]] = {
    Normal: _normal,
    UniformOn: _uniform,
    Exponential: _exponential,
    Laplace: _laplace,
    Geometric: _geometric,
    Poisson: _poisson,
}
