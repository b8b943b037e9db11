"""Fewer variables and fewer joint entropies, before anything is searched for.

- A variable that the statement does not mention is left out where any values of the others can be
  completed: by a constant, or by a copy of its neighbour in a Markov chain.
- Variables that always stand together are one.
- Under the conditions H(S) = H(S ∪ Y) where Y is a function of variables in S, and
  H(S) = H(A'K) + H(B'K) − H(K) where A and B are independent given K and S = A'B'K.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.entropic.problem import Condition, Piece, Problem, Relation, union
from derive.entropic.sums import EntropySum, Mask, members


@dataclass(frozen=True)
class Completion:
    """How a variable left out is put back: a copy of these variables; of none: a constant."""

    variable: int
    copy_of: Mask


@dataclass(frozen=True)
class Core:
    """What is left to decide. blocks[i] is the set of original variables that i stands for."""

    target: EntropySum
    zeros: tuple[Piece, ...]
    relations: tuple[Relation, ...]
    sources: tuple[tuple[int, int], ...]  # of each relation: which condition, which of its own
    blocks: tuple[Mask, ...]
    conditions: tuple[Condition, ...]  # over the blocks
    completions: tuple[Completion, ...]
    numbers: int = 0  # how many, the last ones, stand for rates and logarithms

    @property
    def approximate(self) -> bool:
        """Whether numbers are known by bounds, or alphabets by log|X| ≥ H(X) only."""
        return any(c.implied for c in self.conditions)

    @property
    def random(self) -> int:
        """How many stand for random variables; these are the first."""
        return len(self.blocks) - self.numbers

    @property
    def size(self) -> int:
        return len(self.blocks)

    def masks(self) -> set[Mask]:
        """Every set of variables whose entropy occurs."""
        sums = [self.target, *(z.value() for z in self.zeros), *(r.total for r in self.relations)]
        return {s for e in sums for s in e.terms}

    def original(self, mask: Mask) -> Mask:
        return union([self.blocks[i] for i in members(mask)])

    def original_piece(self, p: Piece) -> Piece:
        return p.rename(self.blocks)


def core_of(problem: Problem, target: EntropySum) -> Core:
    """The statement target ≥ 0 under the problem's conditions, made small."""
    conditions, completions = _without_bystanders(problem.conditions, target)
    masks = [*target.terms, *(m for c in conditions for m in _masks(c))]
    blocks = _blocks(masks)
    to = [0] * (1 + max((b.bit_length() for b in blocks), default=0))
    for k, block in enumerate(blocks):
        for i in members(block):
            to[i] = 1 << k
    inside = tuple(c.rename(to) for c in conditions)
    relations = [(r, (k, n)) for k, c in enumerate(inside) for n, r in enumerate(c.relations())]
    return Core(
        target.rename(to),
        tuple(z for c in inside for z in c.zeros()),
        tuple(r for r, _ in relations),
        tuple(s for _, s in relations),
        tuple(blocks),
        inside,
        tuple(completions),
        sum(1 for b in blocks if b & problem.scalars),
    )


def _masks(c: Condition) -> list[Mask]:
    relations = [*c.relations(), *c.written()]
    return [*c.groups, c.given, *(s for r in relations for s in r.total.terms)]


def _blocks(masks: Iterable[Mask]) -> list[Mask]:
    """Variables grouped by the sets that contain them, in order of their first."""
    where: dict[int, list[int]] = {}
    for number, mask in enumerate(masks):
        for i in members(mask):
            where.setdefault(i, []).append(number)
    groups: dict[tuple[int, ...], Mask] = {}  # a number stands alone in its only set
    for i in sorted(where):
        key = tuple(where[i])
        groups[key] = groups.get(key, 0) | 1 << i
    return list(groups.values())


def _without_bystanders(
    conditions: Sequence[Condition], target: EntropySum
) -> tuple[tuple[Condition, ...], list[Completion]]:
    """Leave out what the target and the linear conditions do not mention, one at a time."""
    left = list(conditions)
    out: list[Completion] = []
    needed = target.variables
    for c in conditions:
        if c.kind in ("linear", "identical"):
            needed |= c.variables
    candidates = union([c.variables for c in conditions]) & ~needed
    again = True
    while again:
        again = False
        for v in members(candidates):
            found = _left_out(left, v)
            if found is not None:
                changed, copy_of = found
                left = changed
                out.append(Completion(v, copy_of))
                candidates &= ~(1 << v)
                again = True
    return tuple(left), out


def _left_out(conditions: list[Condition], v: int) -> tuple[list[Condition], Mask] | None:
    """The conditions without v and what v is completed by, if that loses nothing."""
    bit = 1 << v
    where = [k for k, c in enumerate(conditions) if c.variables & bit]
    if all(_constant_fits(conditions[k], bit) for k in where):
        return [_without(c, bit) for c in conditions], 0
    if len(where) != 1:
        return None
    c = conditions[where[0]]
    if c.kind == "markov" and sum(bool(g & bit) for g in c.groups) == 1:
        k = next(k for k, g in enumerate(c.groups) if g & bit)
        if c.groups[k] == bit and _chain_is_plain(c):
            return [_without(d, bit) for d in conditions], c.groups[k - 1]
    if c.kind == "function" and c.groups[1] & bit and not c.groups[0] & bit:
        nothing = replace(c, groups=(0, 0))  # its place is kept: conditions go by their number
        return [nothing if d is c else d for d in conditions], c.groups[0]
    return None


def _chain_is_plain(c: Condition) -> bool:
    total = sum(g.bit_count() for g in c.groups)
    return total == union(c.groups).bit_count()


def _constant_fits(c: Condition, bit: Mask) -> bool:
    """Whether the condition without the variable, and a constant for it, is the condition."""
    where = [k for k, g in enumerate(c.groups) if g & bit]
    if c.given & bit or len(where) != 1:
        return not c.variables & bit
    if c.kind == "markov":
        return where[0] in (0, len(c.groups) - 1)
    if c.kind == "independent":
        return True
    return c.kind == "function" and where[0] == 0


def _without(c: Condition, bit: Mask) -> Condition:
    groups = tuple(g & ~bit for g in c.groups)
    if c.kind == "markov":
        groups = tuple(g for g in groups if g)
    return replace(c, groups=groups)


class Reduction:
    """Joint entropies under conditions: H(S) = Σ canonical + Σ c·z with every z = 0 there."""

    def __init__(self, zeros: Sequence[Piece]) -> None:
        self.functions = [z for z in zeros if z.is_entropy]
        self.splits = [z for z in zeros if not z.is_entropy]
        self._known: dict[Mask, tuple[EntropySum, dict[Piece, Fraction]]] = {}
        self._whole_known: dict[Mask, dict[Mask, int]] = {}

    @property
    def is_trivial(self) -> bool:
        return not self.functions and not self.splits

    def closure(self, s: Mask) -> Mask:
        """With every variable that the conditions make a function of S."""
        for more in self._steps(s):
            s |= more
        return s

    def _steps(self, s: Mask) -> Iterator[Mask]:
        """What one function after the other adds to S."""
        again = True
        while again:
            again = False
            for f in self.functions:
                more = f.left & ~s
                if more and f.given & ~s == 0:
                    yield more
                    s |= more
                    again = True

    def entropy(self, s: Mask) -> tuple[EntropySum, dict[Piece, Fraction]]:
        """(canonical part, coefficients of informations that are 0)."""
        if s not in self._known:
            self._known[s] = self._reduced(s)
        return self._known[s]

    def total(self, e: EntropySum) -> tuple[EntropySum, dict[Piece, Fraction]]:
        """A sum of entropies, reduced term by term."""
        if self.is_trivial:
            return e, {}
        out: dict[Mask, Fraction] = {}
        zeros: dict[Piece, Fraction] = {}
        for s, c in e.terms.items():
            canonical, z = self.entropy(s)
            for m, d in canonical.terms.items():
                out[m] = out.get(m, Fraction(0)) + c * d
            for p, d in z.items():
                zeros[p] = zeros.get(p, Fraction(0)) + c * d
        canonical = EntropySum({m: c for m, c in out.items() if c}, e.constant)
        return canonical, {p: c for p, c in zeros.items() if c}

    def vector(self, p: Piece) -> dict[Mask, int]:
        """The canonical part of an information, whose coefficients are whole numbers."""
        out: dict[Mask, int] = {}
        for sign, s in p.signed_sets():
            for m, c in self._whole(s).items():
                out[m] = out.get(m, 0) + sign * c
        return {m: c for m, c in out.items() if c}

    def _whole(self, s: Mask) -> dict[Mask, int]:
        if s not in self._whole_known:
            canonical, _ = self.entropy(s)
            self._whole_known[s] = {m: int(c) for m, c in canonical.terms.items()}
        return self._whole_known[s]

    def _reduced(self, s: Mask) -> tuple[EntropySum, dict[Piece, Fraction]]:
        if not s:
            return EntropySum(), {}
        zeros: dict[Piece, Fraction] = {}
        closed = s
        for more in self._steps(s):
            zeros[Piece(more, more, closed)] = Fraction(-1)
            closed |= more
        split = self._split(closed)
        if split is None:
            return EntropySum({closed: Fraction(1)}), zeros
        a, b, k = split.left, split.right, split.given
        parts = EntropySum({a | k: Fraction(1), b | k: Fraction(1)}) - EntropySum(
            {k: Fraction(1)} if k else {}
        )
        canonical, further = self.total(parts)
        for p, c in [(split, Fraction(-1)), *further.items()]:
            zeros[p] = zeros.get(p, Fraction(0)) + c
        return canonical, {p: c for p, c in zeros.items() if c}

    def _split(self, s: Mask) -> Piece | None:
        for z in self.splits:
            a, b, k = s & z.left, s & z.right, z.given
            if not (a and b) or k & ~s or s & ~(a | b | k):
                continue
            smaller = (self.closure(part) for part in (a | k, b | k))
            if all(part != s and part & ~s == 0 for part in smaller):
                return Piece(a, b, k)
        return None
