"""Find a certificate of one-variable calculus for an inequality in one quantity.

The parts are those between the points where both sides are equal, tried among simple rationals. For
each part multipliers are tried that take the coefficient of a logarithm or exponential away, so
that the next derivative has one term less, or that clear denominators. The kernel checks what is
found.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from derive.kernel import numbers as nb
from derive.kernel import polynomials as po
from derive.kernel import scalar as sc
from derive.kernel import terms as t
from derive.kernel.ends import behaviour
from derive.kernel.functions import (
    UNIT,
    Function,
    Interval,
    Key,
    Rational,
    derivative,
    function,
    times,
)
from derive.kernel.normal import Normalizer
from derive.kernel.polynomials import End, Polynomial
from derive.kernel.scalar import Kind, Multipliers
from derive.kernel.terms import KernelError, Term
from derive.kernel.theorem import IllPosed, Statement, Theorem

_POINTS = sorted({Fraction(k, d) for d in (1, 2, 3, 4, 5, 10) for k in range(-20, 21)})
_MAX_NODES = 60  # functions differentiated
_MAX_DEPTH = 6
_MAX_DEGREE = 24
_MAX_WAYS = 6  # of splitting a part at its turning points


def find_scalar(n: Normalizer, statement: Statement) -> Theorem | str:
    """The theorem, or why there is none.

    Raises:
        IllPosed: a side is not well posed.
    """
    try:
        name, on, _ = sc.domain(n.context)
        gap = statement.gap()
        signs = dict(_signs(gap, name, on))
        below = next((c for c, sign in signs.items() if sign < 0), None)
        if below is not None:
            return f"it is false at {name} = {below}"
        splits = tuple(c for c, sign in signs.items() if sign == 0)
        parts: list[tuple[End, Multipliers]] = []  # each with the point where it ends
        for a, b in pairwise((on.a, *splits, on.b)):
            found = _part(gap, name, Interval(a, b))
            if found is None:
                return f"no chain of derivatives was found for {sc.said(name, Interval(a, b))}"
            parts += found
        points = tuple(end for end, _ in parts[:-1] if end is not None)
        return sc.scalar(n, statement, points, tuple(chain for _, chain in parts))
    except IllPosed:
        raise
    except KernelError as refused:
        return str(refused)


def _part(gap: Term, name: str, on: Interval) -> list[tuple[End, Multipliers]] | None:
    """A chain for the whole part, or for its pieces between turning points."""
    search = _Part(name, on)
    found = search.chain(function(gap, name, on))
    if found is not None:
        return [(on.b, found)]
    turns = sorted(search.turns)
    for points in (turns, *([c] for c in turns))[:_MAX_WAYS] if turns else ():
        pieces = [Interval(a, b) for a, b in pairwise((on.a, *points, on.b))]
        chains = [_Part(name, i).chain(function(gap, name, i)) for i in pieces]
        if all(chain is not None for chain in chains):
            return [(i.b, c) for i, c in zip(pieces, chains, strict=True) if c is not None]
    return None


def _signs(gap: Term, name: str, on: Interval) -> Iterator[tuple[Fraction, int]]:
    """Points inside the interval and the sign of the gap there."""
    for c in _POINTS:
        if (on.a is None or on.a < c) and (on.b is None or c < on.b):
            try:
                sign = nb.sign(nb.value(gap, name, c))
            except KernelError:
                continue
            if sign is not None:
                yield c, sign


class _Part:
    """The search on one open interval, with a budget."""

    def __init__(self, name: str, on: Interval) -> None:
        self.name, self.on, self.left = name, on, _MAX_NODES
        self.turns: set[Fraction] = set()  # where a last derivative changes its sign

    def chain(self, g: Function) -> Multipliers | None:
        """Multipliers that show g > 0."""
        if len(g) == 1 and _strictly_above(g, self.on):
            return ()
        for depth in range(1, _MAX_DEPTH + 1):
            for found, kind in self._chains(g, depth):
                if kind == "P" and found:
                    return found
            if not self.left:
                return None
        return None

    def _chains(self, g: Function, depth: int) -> Iterator[tuple[Multipliers, Kind]]:
        """Chains of at most `depth` multipliers, with the sign that they give."""
        try:
            if len(g) == 1:
                self._turn(g)
            yield (), sc.kind(g, self.name, self.on, ())
            return
        except KernelError:
            pass
        if not depth:
            return
        (a, left), (b, right) = self.on.sides()
        for m in _multipliers(g, self.on):
            if not self.left:
                return
            self.left -= 1
            try:
                h = times(m, g)
                below = derivative(h)
                if _degree(below) > _MAX_DEGREE:
                    continue
                first = function_term(m, self.name)
                if not below:
                    yield (first,), sc.kind(g, self.name, self.on, (first,))
                    continue
                near = None
                for rest, sign in self._chains(below, depth - 1):
                    near = near or (behaviour(h, a, left), behaviour(h, b, right))
                    yield (first, *rest), sc.integrated(sign, *near)
            except KernelError:
                continue

    def _turn(self, g: Function) -> None:
        (((top, _)),) = g.values()
        a, b = self.on
        for c in _POINTS:
            if (a is None or a < c) and (b is None or c < b) and not po.value(top, c):
                self.turns.add(c)


def _strictly_above(g: Function, on: Interval) -> bool:
    ((key, (top, bottom)),) = g.items()
    return not key.logs and po.is_positive(po.times(top, bottom), *on)


def _degree(f: Function) -> int:
    return max((len(p) for r in f.values() for p in r), default=0)


def _multipliers(g: Function, on: Interval) -> Iterator[Function]:
    """Positive functions by which to multiply, the likelier ones first."""
    seen: list[Function] = []
    for m in _guesses(g, on):
        if m not in seen:
            seen.append(m)
            yield m


def _guesses(g: Function, on: Interval) -> Iterator[Function]:
    with_logs = [key for key in g if any(len(p) > 1 for p, _ in key.logs)]
    for key in sorted(with_logs or g, key=_weight):
        top, bottom = g[key]
        for sign in (1, -1):
            over = po.scale(top, Fraction(sign))
            if po.is_positive(po.times(over, bottom), *on):
                yield {Key((), po.scale(key.exp, Fraction(-1))): (
                    po.scale(bottom, 1 / over[-1]), po.monic(over)
                )}  # fmt: skip
    below: Polynomial = po.ONE
    for _, bottom in g.values():
        below = po.divided(po.times(below, bottom), po.common(below, bottom))[0]
    if po.is_positive(below, *on):
        for q in dict.fromkeys(key.exp for key in g):
            yield {Key((), po.scale(q, Fraction(-1))): (below, po.ONE)}
    yield {UNIT: (po.ONE, po.ONE)}


def _weight(key: Key) -> tuple[int, int, Key]:
    return -sum(k for p, k in key.logs if len(p) > 1), len(key.exp), key


# -- functions as terms -------------------------------------------------------------------------


def function_term(f: Function, name: str) -> Term:
    """A function as a term."""
    parts = [_product(key, r, name) for key, r in sorted(f.items())]
    return parts[0] if len(parts) == 1 else t.Add(tuple(parts))


def _product(key: Key, r: Rational, name: str) -> Term:
    constant, above, below = r[0][-1], _factors(r[0]), _factors(r[1])
    if constant < 0:  # r − t for t − r, where that takes the sign away
        for p, k in above + below:
            if k % 2 and len(p) == 2 and p[0]:
                constant, turned = -constant, po.scale(p, Fraction(-1))
                above, below = (
                    [(turned if q == p else q, j) for q, j in side] for side in (above, below)
                )
                break
    factors: list[Term] = [] if constant == 1 else [t.Const(constant)]
    factors += [_power(polynomial_term(p, name), k) for p, k in above]
    factors += [t.Pow(polynomial_term(p, name), -k) for p, k in below]
    factors += [_power(t.Log(polynomial_term(p, name)), k) for p, k in key.logs]
    factors += [t.Exp(polynomial_term(key.exp, name))] if key.exp else []
    return factors[0] if len(factors) == 1 else t.Mul(tuple(factors)) if factors else t.ONE


def _factors(p: Polynomial) -> list[tuple[Polynomial, int]]:
    """Factors with leading coefficient 1, linear ones for simple rational roots."""
    out: list[tuple[Polynomial, int]] = []
    for q, k in po.parts(p):
        for c in [c for c in _POINTS if not po.value(q, c)]:
            out.append(((-c, Fraction(1)), k))
            q = po.divided(q, out[-1][0])[0]
        out += [(po.monic(q), k)] if len(q) > 1 else []
    return sorted(out)


def _power(base: Term, k: int) -> Term:
    return base if k == 1 else t.Pow(base, k)


def polynomial_term(p: Polynomial, name: str) -> Term:
    """A polynomial, its largest power first."""
    quantity = t.Quantity(name)
    out: list[Term] = []
    for k, c in reversed(list(enumerate(p))):
        power: Term = t.ONE if not k else quantity if k == 1 else t.Pow(quantity, k)
        if c:
            out.append(t.Const(c) if not k else power if c == 1 else t.Mul((t.Const(c), power)))
    return out[0] if len(out) == 1 else t.Add(tuple(out))
