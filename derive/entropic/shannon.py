"""Shannon-type proofs: a target as a combination of informations and conditions, exactly."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from math import lcm

from derive.entropic.family import between, chains, elemental, lattice
from derive.entropic.problem import Piece
from derive.entropic.program import Multipliers, Program, Separator
from derive.entropic.reduce import Core, Reduction
from derive.entropic.sums import EntropySum, Mask, combination

_ALL_AT_ONCE = 6  # variables up to which every elemental information is tried at once
_MOST_VARIABLES = 12  # beyond which not all of them are
_LATTICE = 128  # sets of a lattice that are few
_FAMILY = 350  # sets up to which unions and intersections one after another are tried
_CONSTANT: Mask = -1  # the row of the constant 1 (a bit)


@dataclass(frozen=True)
class Combination:
    """target = Σ pieces − Σ zeros + Σ relations + slack: pieces ≥ 0, zeros = 0 by a condition.

    All in the core's variables; weights of pieces and zeros are positive, those of relations that
    are equations of any sign. extra: further inequalities used, by their number, with weights.
    """

    pieces: Mapping[Piece, Fraction]
    zeros: Mapping[Piece, Fraction] = field(default_factory=dict)
    relations: Mapping[int, Fraction] = field(default_factory=dict)
    extra: Mapping[int, Fraction] = field(default_factory=dict)
    slack: Fraction = Fraction(0)


@dataclass(frozen=True)
class Polymatroid:
    """Values f(S) that satisfy every elemental inequality and condition, and break the target.

    complete: whether that is so for all sets of variables, or only for those looked at.
    direction: only far enough along these values, from a point that meets the conditions.
    """

    values: Mapping[Mask, Fraction]
    complete: bool
    direction: bool = False


Outcome = Combination | Polymatroid | None


class Search:
    """One target under one core's conditions."""

    def __init__(self, core: Core, deadline: float, extra: Iterable[EntropySum] = ()) -> None:
        self.core = core
        self.deadline = deadline
        self.extra = list(extra)
        self.reduction = Reduction(core.zeros)
        self.target, self.target_zeros = self.reduction.total(core.target)

    def run(self) -> Outcome:
        """A combination, a polymatroid, or None when time or precision ran out."""
        found = self.quickly()
        if isinstance(found, Combination) or (isinstance(found, Polymatroid) and found.complete):
            return found
        return self.completely() or found

    def quickly(self) -> Outcome:
        """From few informations; a polymatroid may be incomplete, None means: not tried."""
        if not self.target.terms and self.target.constant >= 0:
            return self._combined({}, {}, {}, self.target.constant)
        if self.core.random <= _ALL_AT_ONCE:
            return self._over(elemental(self.core.random), complete=True)
        sets = self._sets()
        if len(sets) > (_LATTICE if self.core.random <= _MOST_VARIABLES else _FAMILY):
            return None
        small, closed = lattice(sets, _LATTICE)
        if closed:
            return self._over(between(small), complete=True)
        found = self._over(between(chains(sets)), complete=False)
        if isinstance(found, Combination) or self.reduction.is_trivial:
            return found
        return self._over(self._few(sets), complete=False)

    def completely(self) -> Outcome:
        """From every elemental information, if they are not too many."""
        if self.core.random > _MOST_VARIABLES or time.monotonic() > self.deadline:
            return None
        return self._over(elemental(self.core.random), complete=True)

    def _few(self, sets: list[Mask]) -> Iterable[Piece]:
        yield from between(chains(sets))
        if not self.reduction.is_trivial:
            yield from elemental(self.core.random, 1 if self.core.random > 15 else 2)

    def _sets(self) -> list[Mask]:
        out = {*self.core.target.terms}
        for z in self.core.zeros:
            out |= {z.left | z.given, z.right | z.given, z.left | z.right | z.given, z.given}
        for total in (*(r.total for r in self.core.relations), *self.extra):
            out |= set(total.terms)
        return sorted(s for s in out if s < 1 << self.core.random)

    def _rates(self) -> Iterable[Piece]:
        """R ≥ 0; the bounds of other numbers are conditions."""
        return (Piece(1 << i, 1 << i) for i in range(self.core.random, self.core.size))

    def _over(self, pieces: Iterable[Piece], complete: bool) -> Outcome:
        """The linear program over these informations and all conditions."""
        complete = complete and not self.core.approximate
        columns = _Columns(self.reduction)
        for k, p in enumerate(chain(pieces, self._rates())):
            columns.add_piece(p)
            if not k % 1000 and time.monotonic() > self.deadline:
                return None
        for k, z in enumerate(self.core.zeros):
            columns.add(("zero", k), z.value(), True, 1.0)
        for k, r in enumerate(self.core.relations):
            columns.add(("relation", k), r.total, r.rel == "=", 1.0)
        for k, total in enumerate(self.extra):
            columns.add(("extra", k), total, False, 50.0)
        if columns.has_constants or self.target.constant:
            columns.add(("slack", 0), EntropySum({}, Fraction(1)), False, 0.0)
        program = Program(columns.vectors, columns.free, columns.cost)
        answer = program.decide(_vector(self.target), self.deadline)
        if isinstance(answer, Separator):
            return self._polymatroid(answer.values, complete)
        return self._read(columns, answer) if isinstance(answer, Multipliers) else None

    def _polymatroid(self, found: Mapping[int, Fraction], complete: bool) -> Polymatroid:
        """The separator with its constant made 1; where that is 0, far enough along it."""
        values = {s: v for s, v in found.items() if s != _CONSTANT}
        one = found.get(_CONSTANT, Fraction(0))
        if one > 0:
            return Polymatroid({s: v / one for s, v in values.items()}, complete)
        slope = sum((c * values.get(s, 0) for s, c in self.target.terms.items()), Fraction(0))
        if any(r.total.constant for r in self.core.relations) or slope >= 0:
            return Polymatroid(values, complete, direction=True)
        times = max(1, self.target.constant // -slope + 1)
        return Polymatroid({s: v * times for s, v in values.items()}, complete)

    def _read(self, columns: _Columns, found: Multipliers) -> Combination:
        pieces: dict[Piece, Fraction] = {}
        other: dict[str, dict[int, Fraction]] = {
            "zero": {}, "relation": {}, "extra": {}, "slack": {},
        }  # fmt: skip
        for j, weight in found.values.items():
            weight = weight * columns.scale[j]
            what = columns.what[j]
            if isinstance(what, Piece):
                pieces[what] = weight
            else:
                other[what[0]][what[1]] = weight
        slack = other["slack"].get(0, Fraction(0))
        for k, weight in other["zero"].items():  # of any sign; a + is sorted out with the rest
            pieces[self.core.zeros[k]] = pieces.get(self.core.zeros[k], Fraction(0)) + weight
        return self._combined(pieces, other["relation"], other["extra"], slack)

    def _combined(
        self,
        pieces: dict[Piece, Fraction],
        relations: dict[int, Fraction],
        extra: dict[int, Fraction],
        slack: Fraction,
    ) -> Combination:
        """What the reduction took for 0 comes back: with a + as a piece, with a − as a zero."""
        used = combination(
            [
                *((w, p.value()) for p, w in pieces.items()),
                *((w, self.core.relations[k].total) for k, w in relations.items()),
                *((w, self.extra[k]) for k, w in extra.items()),
            ]
        )
        _, used_zeros = self.reduction.total(used)
        zeros = {p: -w for p, w in pieces.items() if w < 0}
        out = {p: w for p, w in pieces.items() if w > 0}
        for p in {*self.target_zeros, *used_zeros}:
            c = self.target_zeros.get(p, Fraction(0)) - used_zeros.get(p, Fraction(0))
            if c > 0:
                out[p] = out.get(p, Fraction(0)) + c
            elif c < 0:
                zeros[p] = zeros.get(p, Fraction(0)) - c
        return Combination(out, zeros, relations, extra, slack)


class _Columns:
    """Columns for the program, each reduced, without doubles."""

    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        self.vectors: list[Mapping[int, int]] = []
        self.free: list[bool] = []
        self.cost: list[float] = []
        self.scale: list[int] = []
        self.what: list[Piece | tuple[str, int]] = []
        self.has_constants = False
        self._seen: set[frozenset[tuple[int, int]]] = set()

    def add_piece(self, p: Piece) -> None:
        size = (p.left | p.right).bit_count() + p.given.bit_count()
        if self.reduction.is_trivial:
            vector = {s: sign for sign, s in p.signed_sets()}
        else:
            vector = self.reduction.vector(p)
            key = frozenset(vector.items())
            if not vector or key in self._seen:
                return
            self._seen.add(key)
        self._append(p, vector, 1, False, 1 + size / 64)

    def add(self, what: tuple[str, int], total: EntropySum, free: bool, cost: float) -> None:
        canonical, _ = self.reduction.total(total)
        vector = _vector(canonical)
        scale = lcm(*(c.denominator for c in vector.values()))
        whole = {r: int(c * scale) for r, c in vector.items()}
        self.has_constants |= bool(canonical.constant)
        if whole:
            self._append(what, whole, scale, free, cost)

    def _append(
        self,
        what: Piece | tuple[str, int],
        vector: Mapping[int, int],
        scale: int,
        free: bool,
        cost: float,
    ) -> None:
        self.what.append(what)
        self.vectors.append(vector)
        self.scale.append(scale)
        self.free.append(free)
        self.cost.append(cost)


def _vector(e: EntropySum) -> dict[int, Fraction]:
    out = dict(e.terms)
    if e.constant:
        out[_CONSTANT] = e.constant
    return out
