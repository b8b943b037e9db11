"""A joint distribution with rational probabilities, and what holds there, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import log2
from typing import Any

import numpy as np

from derive.entropic.problem import Condition, Piece, Problem
from derive.entropic.reduce import Core
from derive.entropic.scalars import Scalar
from derive.entropic.sums import EntropySum, Mask, members
from derive.numeric import closed
from derive.numeric.closed import Number

Row = tuple[int, ...]


@dataclass(frozen=True)
class Joint:
    """rows[k] has the probability weights[k]; a row lists a value for each variable.

    numbers: n for a variable that is the number log n; its values in the rows mean nothing.
    """

    rows: tuple[Row, ...]
    weights: tuple[Fraction, ...]
    numbers: Mapping[int, int] = field(default_factory=dict, compare=False)

    @staticmethod
    def of(pairs: Iterable[tuple[Row, Fraction]]) -> Joint:
        """Equal rows added up, rows of probability 0 left out, values renamed 0, 1, … in order"""
        total: dict[Row, Fraction] = {}
        for row, w in pairs:
            if w:
                total[row] = total.get(row, Fraction(0)) + w
        width = len(next(iter(total), ()))
        ranks = [{v: k for k, v in enumerate(sorted({r[i] for r in total}))} for i in range(width)]
        out = {
            tuple(n[v] for n, v in zip(ranks, row, strict=True)): total[row]
            for row in sorted(total)
        }
        return Joint(tuple(out), tuple(out.values()))

    @cached_property
    def _marginals(self) -> dict[Mask, Mapping[Row, Fraction]]:
        return {}

    def marginal(self, mask: Mask) -> Mapping[Row, Fraction]:
        if mask not in self._marginals:
            at = list(members(mask))
            out: dict[Row, Fraction] = {}
            for row, w in zip(self.rows, self.weights, strict=True):
                key = tuple(row[i] for i in at)
                out[key] = out.get(key, Fraction(0)) + w
            self._marginals[mask] = out
        return self._marginals[mask]

    def nats(self, e: EntropySum) -> Number:
        """The value of the sum times ln 2, exactly."""
        logs: dict[Fraction, Fraction] = {}
        total: Any = _log(2) * closed.number(e.constant)
        for s, c in e.terms.items():
            if s.bit_length() - 1 in self.numbers:
                total = total + _log(self.numbers[s.bit_length() - 1]) * closed.number(c)
                continue
            for p in self.marginal(s).values():
                logs[p] = logs.get(p, Fraction(0)) - c * p
        for p, c in logs.items():
            if c:
                total = total + _log(p) * closed.number(c)
        value: Number = total
        return value

    def bits(self, e: EntropySum) -> Number:
        return self.nats(e) * closed.inverse(_log(2))

    def sign(self, e: EntropySum) -> int:
        """Raises closed.Undecided where the sign is beyond reach."""
        return closed.sign(self.nats(e))

    def vanishes(self, p: Piece) -> bool:
        """Whether I(A;B|K) = 0 or H(A|K) = 0, by comparing probabilities."""
        if p.is_entropy:
            return len(self.marginal(p.left | p.given)) == len(self.marginal(p.given))
        if p.given == 0:
            below: Mapping[Row, Fraction] = {(): Fraction(1)}
        else:
            below = self.marginal(p.given)
        parts = [p.left | p.given, p.right | p.given]
        joint = self.marginal(p.left | p.right | p.given)
        positions = {i: n for n, i in enumerate(members(p.left | p.right | p.given))}

        def cut(row: Row, mask: Mask) -> Row:
            return tuple(row[positions[i]] for i in members(mask))

        total = Fraction(0)
        for row, w in joint.items():
            a, b = (self.marginal(m)[cut(row, m)] for m in parts)
            if w * below[cut(row, p.given)] != a * b:
                return False
            total += w
        return self._no_missing_pairs(p)

    def _no_missing_pairs(self, p: Piece) -> bool:
        """Every (a, k) and (b, k) of positive probability occur together."""
        counts: dict[Mask, dict[Row, int]] = {}
        for m in (p.left | p.given, p.right | p.given, p.left | p.right | p.given):
            at = [n for n, i in enumerate(members(m)) if p.given >> i & 1]
            counts[m] = {}
            for row in self.marginal(m):
                key = tuple(row[n] for n in at)
                counts[m][key] = counts[m].get(key, 0) + 1
        a, b, both = counts.values()
        return all(a[k] * b[k] == both[k] for k in both)

    def meets(self, c: Condition) -> bool:
        """Whether a condition holds, exactly."""
        if not all(self.vanishes(z) for z in c.zeros()):
            return False
        if c.kind == "identical":
            first = self.marginal(c.groups[0])
            return all(self.marginal(g) == first for g in c.groups[1:])
        for r in c.relations():
            s = self.sign(r.total)
            if s < 0 or (s and r.rel == "="):
                return False
        return True

    def breaks(self, problem: Problem) -> bool:
        """Whether every condition holds and the statement does not: a counterexample."""
        try:
            s = self.sign(problem.gap())
            broken = s != 0 if problem.rel == "=" else s < 0
            broken = broken and all(self._positive(i, n) for i, n in enumerate(problem.names))
            return broken and all(self.meets(c) for c in problem.conditions)
        except closed.Undecided:
            return False

    def _positive(self, i: int, name: str) -> bool:
        """Whether a rate that is declared positive is so here."""
        positive = isinstance(name, Scalar) and name.positive
        return not positive or len(self.marginal(1 << i)) > 1

    def array(self, at: Sequence[int], exact: bool = False) -> np.ndarray:
        """The law of the variables at these places as a table, an axis for each in order."""
        shape = [self.sizes()[i] for i in at]
        out = np.full(shape, Fraction(0), dtype=object) if exact else np.zeros(shape)
        for row, w in zip(self.rows, self.weights, strict=True):
            out[tuple(row[i] for i in at)] += w if exact else float(w)
        return out

    def sizes(self) -> tuple[int, ...]:
        """How many values each variable takes."""
        return tuple(len({r[i] for r in self.rows}) for i in range(len(self.rows[0])))


def _log(x: int | Fraction) -> Number:
    return closed.log(closed.number(x))


def completed(joint: Joint, core: Core, names: Sequence[str]) -> Joint:
    """From the core's variables to all of the problem's, and the numbers among them."""
    count = len(names)
    owner = {i: k for k, block in enumerate(core.blocks) for i in [next(members(block))]}
    pairs = []
    for row, w in zip(joint.rows, joint.weights, strict=True):
        full = [0] * count
        for i, k in owner.items():
            full[i] = row[k]
        for put in reversed(core.completions):
            full[put.variable] = _code([full[i] for i in members(put.copy_of)])
        pairs.append((tuple(full), w))
    made = Joint.of(pairs)
    return replace(made, numbers=_numbers(made, names))


def _numbers(joint: Joint, names: Sequence[str]) -> dict[int, int]:
    """The primes, and for each alphabet its size: at least what is seen of it, and about what a
    variable in its place has as entropy."""
    out: dict[int, int] = {}
    for i, name in enumerate(names):
        if isinstance(name, Scalar) and name.kind == "log":
            out[i] = int(name.of)
        if isinstance(name, Scalar) and name.kind == "size":
            bits = -sum(float(p) * log2(p) for p in joint.marginal(1 << i).values())
            seen = [k for n, k in zip(names, joint.sizes(), strict=True) if n in name.of.split(",")]
            out[i] = max(*seen, round(2 ** min(bits, 60)))
    return out


def _code(values: list[int]) -> int:
    """One number for several, injectively (values stay below 4096)."""
    out = 0
    for v in values:
        out = out * 4096 + v
    return out


def simplicity(joint: Joint) -> tuple[int, int, int]:
    """Smaller is simpler: values, rows, digits."""
    digits = sum(w.denominator.bit_length() + w.numerator.bit_length() for w in joint.weights)
    return sum(joint.sizes()), len(joint.rows), digits
