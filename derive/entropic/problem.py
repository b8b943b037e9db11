"""What is asked: a relation between entropies of named variables, under conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm
from typing import Literal

from derive.entropic.scalars import Scalar, scalars_of
from derive.entropic.sums import EntropySum, Mask, conditional, information, members
from derive.language.names import DeriveError

Rel = Literal["=", "<=", ">="]
_ONE = Fraction(1)
_MAX_BITS = 450
Implied = Literal["", "size", "least", "most"]
Kind = Literal["markov", "independent", "function", "identical", "linear"]


@dataclass(frozen=True)
class Piece:
    """I(left; right | given), or H(left | given) when left = right: never negative."""

    left: Mask
    right: Mask
    given: Mask = 0

    @property
    def is_entropy(self) -> bool:
        return self.left == self.right

    def signed_sets(self) -> list[tuple[int, Mask]]:
        """±1 and S, for the entropies H(S) that it is made of; the empty set left out."""
        a, b, k = self.left, self.right, self.given
        sets = [(1, a | k), (-1, k)]
        if not self.is_entropy:
            sets += [(1, b | k), (-1, a | b | k)]
        return [(sign, s) for sign, s in sets if s]

    def value(self) -> EntropySum:
        if self.is_entropy:
            return conditional(self.left, self.given)
        return information((self.left, self.right), self.given)

    def rename(self, to: Sequence[Mask]) -> Piece:
        """Each variable i becomes the set to[i]."""
        return Piece(*(_image(s, to) for s in (self.left, self.right, self.given)))

    def tidy(self) -> Piece:
        """The same with the smaller side first, so that equal pieces look equal."""
        return self if self.left <= self.right else Piece(self.right, self.left, self.given)


@dataclass(frozen=True)
class Relation:
    """A linear condition: total = 0 or total ≥ 0. numbers: whether rates or the like are in it."""

    total: EntropySum
    rel: Literal["=", ">="]
    numbers: bool = False


@dataclass(frozen=True)
class Condition:
    """One condition as it was written, and what it says about entropies.

    kind: what it is; groups: a chain's groups in order, the independent groups, (output, inputs)
    of a function, or the identically distributed variables; `given` of an independence. implied:
    what is true in any case and not printed: log|X| ≥ H(X), and bounds for a logarithm.
    """

    kind: Kind
    groups: tuple[Mask, ...]
    text: str
    given: Mask = 0
    relation: Relation | None = None
    implied: Implied = ""

    def zeros(self) -> list[Piece]:
        """Informations that are 0 under the condition; together they say all of it, but for
        identical distribution and linear conditions."""
        g = self.groups
        if self.kind == "markov":
            triples = [(union(g[:k]), union(g[k + 1 :]), g[k]) for k in range(1, len(g) - 1)]
        elif self.kind in ("independent", "identical"):
            triples = [(union(g[:k]), g[k], self.given) for k in range(1, len(g))]
        elif self.kind == "function":
            triples = [(g[0], g[0], g[1])]
        else:
            found = recognised(self.relation)
            return [found] if found else []
        return [piece for triple in triples for piece in disjoint(*triple)]

    def written(self) -> list[Relation]:
        """The linear relation as it was written, if it is one."""
        return [self.relation] if self.relation is not None else []

    def relations(self) -> list[Relation]:
        """Linear relations besides the zeros: equal entropies of identically distributed ones."""
        if self.kind == "identical":
            first = self.groups[0]
            return [Relation(EntropySum({g: -_ONE, first: _ONE}), "=") for g in self.groups[1:]]
        if self.relation is None or recognised(self.relation):
            return []
        return [self.relation]

    def rename(self, to: list[Mask]) -> Condition:
        """Each variable i becomes the set to[i]."""

        relation = self.relation and replace(self.relation, total=self.relation.total.rename(to))
        groups = tuple(_image(g, to) for g in self.groups)
        return replace(self, groups=groups, given=_image(self.given, to), relation=relation)

    @property
    def variables(self) -> Mask:
        total = self.relation.total.variables if self.relation else 0
        return union(self.groups) | self.given | total


@dataclass(frozen=True)
class Problem:
    """lhs rel rhs for all random variables `names` that meet the conditions."""

    names: tuple[str, ...]
    lhs: EntropySum
    rel: Rel
    rhs: EntropySum
    conditions: tuple[Condition, ...] = ()
    text: str = ""
    label: str = ""
    lhs_text: str = ""
    rhs_text: str = ""
    lhs_tex: str = ""
    rhs_tex: str = ""
    law: str = field(default="P")

    @property
    def stated(self) -> tuple[Condition, ...]:
        """The conditions that somebody wrote."""
        return tuple(c for c in self.conditions if not c.implied)

    @property
    def scalars(self) -> Mask:
        """Which of the names are numbers: rates, logarithms."""
        return scalars_of(self.names)

    @property
    def from_text(self) -> bool:
        """Whether it was read from text, not made of objects."""
        return not self.lhs_tex

    def gap(self) -> EntropySum:
        """greater − less; for an equation lhs − rhs."""
        return self.rhs - self.lhs if self.rel == "<=" else self.lhs - self.rhs

    def check_numbers(self) -> None:
        """Refuse numbers that doubles cannot stand for, over one denominator.

        Raises:
            DeriveError: if numerators or the common denominator have more than 450 bits.
        """
        totals = [self.gap(), *(r.total for c in self.conditions for r in c.written())]
        numbers = [v for e in totals for v in (*e.terms.values(), e.constant)]
        common = lcm(*(v.denominator for v in numbers))
        largest = max((abs(v.numerator) for v in numbers), default=0)
        if max(common.bit_length(), largest.bit_length()) > _MAX_BITS:
            raise DeriveError(
                f"statement: its numbers take more than {_MAX_BITS} bits over one denominator; "
                "expected fewer. Try rounder ones."
            )


def _image(mask: Mask, to: Sequence[Mask]) -> Mask:
    return union([to[i] for i in members(mask)])


def union(groups: Sequence[Mask]) -> Mask:
    out = 0
    for g in groups:
        out |= g
    return out


def recognised(relation: Relation | None) -> Piece | None:
    """The information that an equation says is 0: H(A|K) = 0 or I(A;B|K) = 0, times a number."""
    if relation is None or relation.rel != "=" or relation.total.constant or relation.numbers:
        return None
    terms = relation.total.terms
    if len({abs(c) for c in terms.values()}) != 1:
        return None
    for sign in (1, -1):
        up = [s for s, c in terms.items() if c * sign > 0]
        down = {s for s, c in terms.items() if c * sign < 0}
        if len(up) == 1 and len(down) <= 1:
            below = next(iter(down), 0)
            if below & ~up[0] == 0:
                return Piece(up[0] & ~below, up[0] & ~below, below)
        if len(up) == 2 and down == {up[0] | up[1], up[0] & up[1]} - {0}:
            both = up[0] & up[1]
            return Piece(up[0] & ~both, up[1] & ~both, both)
    return None


def in_order(problem: Problem) -> Problem:
    """The same with its variables numbered in the order of their names, X2 before X10; numbers
    come last."""
    names = tuple(sorted(problem.names, key=_place))
    to = [1 << names.index(n) for n in problem.names]
    return replace(
        problem, names=names, lhs=problem.lhs.rename(to), rhs=problem.rhs.rename(to),
        conditions=tuple(c.rename(to) for c in problem.conditions),
    )  # fmt: skip


def _place(name: str) -> tuple[int, list[tuple[bool, int | str]]]:
    return (1 + name.rank if isinstance(name, Scalar) else 0), _natural(name)


def _natural(name: str) -> list[tuple[bool, int | str]]:
    parts = re.split(r"([0-9]{1,18})", name)
    numeric = [bool(re.fullmatch(r"[0-9]+", p)) for p in parts]
    return [(n, int(p) if n else p) for n, p in zip(numeric, parts, strict=True) if p]


def disjoint(left: Mask, right: Mask, given: Mask) -> list[Piece]:
    """Pieces with disjoint sides whose sum is I(left; right | given)."""
    left, right = left & ~given, right & ~given
    both = left & right
    rest = (left & ~both, right & ~both)
    out = [Piece(both, both, given)] if both else []
    return [*out, Piece(*rest, given | both)] if all(rest) else out


def names_of(mask: Mask, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[i] for i in members(mask))
