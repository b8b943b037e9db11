"""Statements about laws of families without integrals and infinite sums, for the attack.

∫ p(x)·(powers of x, a distance |x − c|, logarithms of laws) dx is done in closed form (`weights`),
and a free point x is a real number. A density of which nothing is known but hypotheses is constant
on three cells, which are where p ≪ q says that it lives; such a law on ℕ₀ is on {0, 1, 2, 3}. What
is refuted for these is refuted. ln q where q is 0 stays a logarithm of 0: ill-posed stays that.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import sympy
from sympy import Expr, Integer, exp, log

from derive.language.alphabets import Alphabet, Delta
from derive.language.counted import Geometric, Poisson
from derive.language.expressions import Indicator, Sum
from derive.language.families import Family
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.line_laws import Laplace, UniformOn, over
from derive.language.names import DeriveError
from derive.language.operations import Max, Min, factorial
from derive.language.relations import Dominated, Relation
from derive.numeric import weights
from derive.numeric.integrands import (
    Leak,
    Log,
    Weight,
    is_bare,
    is_even_distance,
    log_factorial,
    taken_apart,
)
from derive.numeric.nodes import log_of_product, opened
from derive.numeric.on_cells import ends_of, on_cells
from derive.numeric.products import about_two_points, product
from derive.numeric.series import Powers
from derive.numeric.standing import NUMBERS, Standing, finite, letter, point
from derive.numeric.weights import Ends

Hypothesis = Relation | Dominated
_NOWHERE = log(Indicator(Integer(0)))  # ln 0
_HIGHEST = 8  # moment
_TRUE = Dominated(Integer(1), Integer(1))


def close(
    relations: Sequence[Relation], given: Sequence[Hypothesis]
) -> tuple[tuple[Relation, ...], tuple[Hypothesis, ...]]:
    """The same without integrals, and with hypotheses that free points are no ends of intervals.

    Raises:
        DeriveError: for what cannot be evaluated.
    """
    first, *conditions = relations or (None,)
    closing = _Closing(Standing((*relations, *given)))
    made = [] if first is None else [closing.relation(first)]
    made += [closing.everywhere(c) for c in conditions]
    met = [closing.hypothesis(h) for h in given]
    return tuple(made), (*met, *closing.apart)


def _free(e: Expr) -> list[Alphabet]:
    """Free points of spaces and ℕ₀."""
    found = [i for i in e.free_symbols if isinstance(i, Alphabet) and i.is_measured]
    return sorted(found, key=lambda i: i.name)


class _Closing:
    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.apart: list[Relation] = []
        self._at: dict[Alphabet, int] = {}  # numbers put for letters of ℕ₀
        self._cells: set[Alphabet] = set()  # free points that are cells, and those that are numbers
        self._numbers: set[Alphabet] = set()
        self._middles: set[Alphabet] = set()  # those that are both

    def hypothesis(self, h: Hypothesis) -> Hypothesis:
        return self._dominated(h) if isinstance(h, Dominated) else self.everywhere(h)

    def everywhere(self, r: Relation) -> Relation:
        """What is to hold at all points, not at one."""
        if not any(map(_free, r.expressions())):
            return self.relation(r)
        one, other = map(opened, r.expressions())
        if isinstance(one, LawValue) and isinstance(one.law, Family):
            one, other = other, one
        plain = all(isinstance(e, LawValue) and not e.law.inputs for e in (one, other))
        if r.rel != "=" or not plain or isinstance(one.law, Family) or one.at != other.at:
            raise DeriveError(f"{r}: at all points it is not evaluated.")
        law = self.standing.by_letters(one.law)
        if not isinstance(other.law, Family):
            there = self.standing.by_letters(other.law)
            return Relation(law(*law.outputs), "=", there(*there.outputs))
        return self._same(law, other)

    def _same(self, law: Law, other: LawValue) -> Relation:
        """That a law on cells, or on the first numbers, is one of a family."""
        space = other.law.outputs[0].alphabet
        if not isinstance(other.law, UniformOn) or ends_of(other) != self.standing.domain(space):
            return Relation(Integer(1), "=", Integer(0))  # it is none, being 0 far away
        (cell,) = law.outputs
        even = zip(cell.letters, self.standing.even(space).chances, strict=True)
        return Relation(law(cell), "=", sympy.Add(*(Delta(cell, at) * c for at, c in even)))

    def relation(self, r: Relation) -> Relation:
        """At a free letter of ℕ₀, one of the first numbers."""
        counted = [i for e in r.expressions() for i in _free(e) if i.is_natural]
        lhs, rhs = r.expressions()
        if not counted:
            self._cells, self._numbers = set(), set()
            made = Relation(self.closed(lhs), r.rel, self.closed(rhs), r.name)
            if self._cells & self._numbers:  # the middle of a cell is a number, too
                self._middles |= self._cells & self._numbers
                made = Relation(self.closed(lhs), r.rel, self.closed(rhs), r.name)
            return _finished(made)
        n, *more = dict.fromkeys(counted)
        if more:
            raise DeriveError(f"{r}: of several free numbers of ℕ₀ it is not evaluated.")
        sides = (
            sympy.Add(*(Delta(finite(n), letter(n, k)) * self._put(e, n, k) for k in NUMBERS))
            for e in (lhs, rhs)
        )
        one, other = sides
        return _finished(Relation(one, r.rel, other, r.name))

    def _put(self, e: Expr, n: Alphabet, k: int) -> Expr:
        self._at[n] = k
        try:
            return self.closed(e)
        finally:
            del self._at[n]

    # ------------------------------------------------------------ p ≪ q

    def _dominated(self, h: Dominated) -> Hypothesis:
        one, other = h.expressions()
        if isinstance(other, LawValue) and not any(v.is_measured for v in other.law.outputs):
            return h
        if not (isinstance(one, LawValue) and isinstance(other, LawValue)):
            full = isinstance(other, LawValue) and ends_of(other) == (None, None)
            if h.nowhere_zero() and full and isinstance(other.law, Family):
                return _TRUE
            raise DeriveError(f"{h}: it is not evaluated.")
        if not isinstance(other.law, Family):
            return self._below_any(h, one, other)
        if other.law.outputs[0].is_natural or ends_of(other) == (None, None):
            return _TRUE
        inner, outer = self._ends(one), ends_of(other)
        if inner == outer or self._lives(one, outer):
            return _TRUE
        gaps = _gaps(inner, outer)
        if gaps is None:
            raise DeriveError(f"{h}: it never holds.")
        return Relation(Min(*gaps), ">=", Integer(0), h.name)

    def _ends(self, value: LawValue) -> Ends:
        if isinstance(value.law, Family):
            return ends_of(value)
        cells = self.standing.ends(value.law.outputs[0].alphabet)
        return cells[0], cells[-1]

    def _lives(self, value: LawValue, outer: Ends) -> bool:
        """Whether a density that may be any is on cells between these ends."""
        space = value.law.outputs[0].alphabet
        return not isinstance(value.law, Family) and self.standing.domain(space) == outer

    def _below_any(self, h: Dominated, one: LawValue, other: LawValue) -> Hypothesis:
        """p ≪ r for an r that may be any."""
        r = self.standing.by_letters(other.law)
        if not isinstance(one.law, Family):
            p = self.standing.by_letters(one.law)
            return Dominated(p(*p.variables_and_inputs()), r(*r.variables_and_inputs()))
        domain = self.standing.domain(other.law.outputs[0].alphabet)
        if isinstance(one.law, UniformOn) and ends_of(one) == domain:
            return Dominated(Integer(1), r(*r.variables_and_inputs()))
        raise DeriveError(f"{h}: it does not hold for densities on cells.")

    # ------------------------------------------------------------ expressions

    def closed(self, e: Any) -> Any:
        e = opened(e)
        if isinstance(e, Sum):
            return self._sum(e)
        if isinstance(e, (Log, Leak)):
            return log(self.closed(e.args[0])) if isinstance(e, Log) else Integer(0)
        if isinstance(e, LawValue):
            return self._value(e)
        if isinstance(e, Alphabet) and e.is_measured:
            if e in self._at:
                return Integer(self._at[e])
            if e in self._middles:
                return self._middle(e)
            self._numbers.add(e)
            return point(e)
        if hasattr(e, "quantity") and any(getattr(i, "is_measured", False) for i in e.at):
            raise DeriveError(f"{e}: a quantity at points is not evaluated.")
        if isinstance(e, Alphabet) or hasattr(e, "quantity") or not e.args:
            return e
        return e.func(*map(self.closed, e.args))

    def _value(self, e: LawValue) -> Expr:
        law = e.law
        if isinstance(law, Family):
            return self._of_family(e, law)
        if any(v.is_space for v in law.variables_and_inputs()):
            return self._height(e)
        if not any(v.is_measured for v in law.variables_and_inputs()):
            return e
        at = tuple((v, letter(i, self._at[i]) if i in self._at else i) for v, i in e.at)
        return LawValue(self.standing.by_letters(law), at)

    def _height(self, e: LawValue) -> Expr:
        """Of a density that may be any, at a free point: on the cell where that is."""
        ((_, x),) = e.at
        step = self.standing.step(e)
        cell, law = finite(x), self.standing.by_letters(e.law)
        self._cells.add(x)
        over_length = (Delta(cell, at) * over(step.length(k)) for k, at in enumerate(cell.letters))
        return law(cell) * sympy.Add(*over_length)

    def _middle(self, x: Alphabet) -> Expr:
        """Of the cell where a free point is."""
        ends, cell = self.standing.ends(x.alphabet), finite(x)
        at = zip(cell.letters, pairwise(ends), strict=True)
        return sympy.Add(*(Delta(cell, name) * (a + b) / 2 for name, (a, b) in at))

    def _of_family(self, e: LawValue, law: Family) -> Expr:
        _, point, *parameters = law.at(e)
        x, made = self.closed(point), tuple(parameters)
        value = exp(weights.logarithm(type(law), made, x))
        for bound, sign in zip(law.ends(*made), (1, -1), strict=True):
            if bound is not None:
                value *= Indicator(Max(sign * (x - bound), Integer(0)))
                self.apart.append(Relation(x, "!=", bound))
        return value

    # ------------------------------------------------------------ integrals and sums

    def _sum(self, e: Sum) -> Expr:
        measured = [i for i in e.indices if i.is_measured]
        if not measured:
            return Sum(self.closed(e.body), *e.indices)
        body = self._expanded(e.body, {*measured})
        for i in measured:
            body = self._summed(body, i)
        rest = [i for i in e.indices if not i.is_measured]
        body = self.closed(body)
        return Sum(body, *rest) if rest else body

    def _expanded(self, e: Any, bound: set[Alphabet]) -> Any:
        """Measures unfolded, inner sums closed, and logarithms of laws opened."""
        e = opened(e)
        if isinstance(e, Sum):
            return self._sum(e)
        if isinstance(e, log):
            return self._log(self._expanded(e.args[0], bound), bound)
        if isinstance(e, (LawValue, ConditionalValue, Alphabet)) or hasattr(e, "quantity"):
            return e
        return e.func(*(self._expanded(a, bound) for a in e.args)) if e.args else e

    def _log(self, arg: Any, bound: set[Alphabet]) -> Expr:
        """ln of a product of laws' values, factorials and of what else there is."""

        def of(factor: Expr) -> Expr | None:
            if isinstance(factor, factorial) and factor.free_symbols & bound:
                return log_factorial(factor.args[0])
            met = isinstance(factor, LawValue) and factor.free_symbols & bound
            return self._log_of(factor) if met else None

        return log_of_product(arg, of)

    def _log_of(self, value: LawValue) -> Expr:
        law = value.law
        if not isinstance(law, Family):
            return Log(value)  # type: ignore[no-any-return]
        _, x, *parameters = law.at(value)
        leak = Integer(0) if ends_of(value) == (None, None) else Leak(value)
        return weights.logarithm(type(law), tuple(parameters), x) + leak

    def _summed(self, body: Expr, x: Alphabet) -> Expr:
        """∫ body dx, or Σ_n, term by term."""
        body = sympy.expand(body).replace(is_even_distance, lambda e: e.base.args[0] ** e.exp)
        terms = sympy.Add.make_args(sympy.expand(body))
        if any(is_bare(term, x) for term in terms):
            return _NOWHERE
        return sympy.Add(*(self._term(term, x) for term in terms))

    def _term(self, term: Expr, x: Alphabet) -> Expr:
        if x.is_natural and any(_is_any(f, x) for f in sympy.Mul.make_args(term)):
            return sympy.Add(*(self._put(term, x, k) for k in NUMBERS))
        w = taken_apart(term, x)
        if w.power > _HIGHEST or (w.away is not None and w.power):
            raise DeriveError(f"∫ {term} d{x.name}: it is not done in closed form.")
        whole = self._as_a_whole(w)
        if whole is not None:
            return sympy.Mul(*w.rest, whole)
        value = self._one(w)
        return sympy.Mul(*w.rest, self._integral(w, value))

    def _as_a_whole(self, w: Weight) -> Expr | None:
        """A product of laws that is no multiple of one of them, or a sum without closed form."""
        kinds = {type(v.law) for v in w.values}
        if len(kinds) != 1 or w.logs or w.leaks or w.away is not None:
            return None
        (kind,) = kinds
        if kind not in (Poisson, Geometric, Laplace):
            return None
        powers = [(v.law.at(v)[2:], k) for v, k in w.values.items()]  # type: ignore[attr-defined]
        if kind is Laplace:
            found = None if w.power else about_two_points(powers)
            self.apart += found[1] if found else ()
            return found[0] if found else None
        logs, powers_alone = w.counts + w.nexts, kind is Poisson and sum(w.values.values()) > 1
        if not (logs or powers_alone):
            return None
        return weights.counted(kind, powers, Powers(0, w.power, w.counts, w.nexts))

    def _one(self, w: Weight) -> LawValue:
        """A value for the product of those of a term, with more factors beside it."""
        found = {v: k for v, k in w.values.items() if not isinstance(v.law, Family) and k >= 0}
        cells = max(found, key=found.__getitem__, default=None)
        if cells is not None:
            w.values[cells] -= 1  # what is left of it, and of others, is constant on its cells
            return cells
        if list(w.values.values()) == [1]:
            return next(iter(w.values))
        kinds = {type(v.law) for v in w.values}
        if len(kinds) != 1:
            raise DeriveError(f"∫ {sympy.Mul(*w.values, *w.logs)}: it is not done in closed form.")
        (kind,) = kinds
        one = next(iter(w.values))
        powers = [(v.law.at(v)[2:], k) for v, k in w.values.items()]  # type: ignore[attr-defined]
        made = product(kind, powers)  # type: ignore[arg-type]
        self.apart.append(made.condition)
        w.rest.append(made.factor)
        x = one.law.outputs[0]
        law: Any = kind._made(one.law.name, x, (), *made.parameters)  # type: ignore[attr-defined]
        return LawValue(law, ((x, dict(one.at)[x.name]),))

    def _integral(self, w: Weight, value: LawValue) -> Expr:
        family = isinstance(value.law, Family)
        space = value.law.outputs[0].alphabet
        step = None if family else self.standing.step(value)
        if w.leaks:
            outer = ends_of(w.leaks[0])
            if self._lives(value, outer):
                return Integer(0)
            own = step.beyond(outer) if step else weights.beyond(ends_of(value), outer)
            return _NOWHERE if own == 1 else own * log(1 - Indicator(own)) if own else own
        if w.logs and family and isinstance(value.law, UniformOn):
            if ends_of(value) != self.standing.domain(space):
                raise DeriveError(f"{w.logs[0]} under {value}: it is not evaluated.")
            step = self.standing.even(space)
        if w.logs and step is None:
            return _NOWHERE
        if step is not None:
            return on_cells(self.standing, step, w)
        _, _, *parameters = value.law.at(value)  # type: ignore[attr-defined]
        kind: Any = type(value.law)
        if w.away is not None:
            return weights.distance(kind, tuple(parameters), w.away)
        return weights.moment(kind, tuple(parameters), w.power)


def _gaps(inner: Ends, outer: Ends) -> list[Expr] | None:
    """What is ≥ 0 where the inner ends lie between the outer ones; None if they never do."""
    out = []
    for own, bound, sign in zip(inner, outer, (1, -1), strict=True):
        if bound is not None and own is None:
            return None
        if bound is not None and own is not None:
            out.append(sympy.expand(sign * (own - bound)))
    return out


def _is_any(factor: Expr, n: Alphabet) -> bool:
    """Whether it is 0 for all but finitely many n: a law on ℕ₀ that may be any has it as output."""
    if isinstance(factor, ConditionalValue):
        factor = factor.joint
    base = factor.base if factor.is_Pow else factor
    if not isinstance(base, LawValue) or isinstance(base.law, Family):
        return False
    outputs = {v.name for v in base.law.outputs}
    return any(i == n and v in outputs for v, i in base.at)


def _finished(r: Relation) -> Relation:
    """Refuse what is left of spaces."""
    for e in r.expressions():
        for part in sympy.preorder_traversal(e):
            law = part.law if isinstance(part, LawValue) else None
            if (isinstance(part, Alphabet) and part.is_measured) or isinstance(law, Family):
                raise DeriveError(f"{r}: {part} is not evaluated.")
    return r
