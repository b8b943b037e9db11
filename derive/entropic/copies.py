"""Candidates in which every variable is constant or a copy of one source of entropy h.

All entropies are then 0 or h: statement and conditions become linear in h, and leave an interval.
Any h in its inside is reached: between log₂ b and log₂(b + 1) by the law
((1 − ε)/b, …, (1 − ε)/b, ε); at its ends by uniform and by dyadic laws.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from derive.entropic.joint import Joint
from derive.entropic.problem import union
from derive.entropic.reduce import Core
from derive.entropic.sums import EntropySum, Mask

_MOST_BITS = 14
_MOST_VALUES = 1 << _MOST_BITS
_MOST_VARIABLES = 10
_HALVINGS = 80
Interval = tuple[Fraction, Fraction | None]  # least and greatest h; None: no bound


def candidates(core: Core) -> Iterator[Joint]:
    """For every set of copies, laws of the source that meet the conditions and break the target."""
    if core.size > _MOST_VARIABLES:
        return
    relations = [core.target, *(r.total for r in core.relations)]
    if not any(e.constant for e in relations):
        return
    for size in range(1, core.size + 1):
        for chosen in combinations(range(core.size), size):
            copies = union([1 << i for i in chosen])
            allowed = _allowed(core, copies)
            if allowed is not None:
                for law in _laws(allowed):
                    yield _joint(core.size, copies, law)


def _slope(e: EntropySum, copies: Mask) -> Fraction:
    """The coefficient of h."""
    return sum((c for s, c in e.terms.items() if s & copies), Fraction(0))


def _allowed(core: Core, copies: Mask) -> Interval | None:
    """The h ≥ 0 at which the conditions hold and the target is at most 0; None: there are none."""
    if any(_slope(z.value(), copies) for z in core.zeros):
        return None
    low, high = Fraction(0), None
    bounds = [(_slope(core.target, copies), core.target.constant, -1)]
    for r in core.relations:
        slope, constant = _slope(r.total, copies), r.total.constant
        bounds += [(slope, constant, 1), *([(slope, constant, -1)] if r.rel == "=" else [])]
    for slope, constant, sign in bounds:  # sign·(slope·h + constant) ≥ 0
        a, b = sign * slope, sign * constant
        if not a:
            if b < 0:
                return None
        elif a > 0:
            low = max(low, -b / a)
        else:
            high = -b / a if high is None else min(high, -b / a)
    return None if high is not None and high < low else (low, high)


def _laws(interval: Interval) -> Iterator[list[Fraction]]:
    """Laws whose entropy lies in the interval, the ends' own first if they have one."""
    low, high = interval
    for end in (low, high):
        exact = None if end is None else _dyadic(end)
        if exact is not None:
            yield exact
        elif end is not None and end <= _MOST_BITS:  # the entropy log 3 is that of three letters
            letters = round(2 ** float(end))
            if abs(math.log2(letters) - end) < 1e-12:
                yield [Fraction(1, letters)] * letters
    if high is None:
        above = math.floor(low) + 1
        yield from _uniform(above)
    elif low < high:
        yield from _between(low, high)


def _uniform(bits: int) -> Iterator[list[Fraction]]:
    if bits <= _MOST_BITS:
        yield [Fraction(1, 1 << bits)] * (1 << bits)


def _dyadic(entropy: Fraction) -> list[Fraction] | None:
    """A dyadic law with this entropy: whole bits times 1/2, 1/4, …, 2⁻ᵏ, 2⁻ᵏ, of 2 − 2¹⁻ᵏ bits."""
    for k in range(1, 12):
        rest = entropy - (2 - Fraction(2, 1 << k))
        if rest.denominator != 1 or not 0 <= rest <= _MOST_BITS:
            continue
        if (1 << int(rest)) * (k + 1) <= _MOST_VALUES:
            steps = [Fraction(1, 1 << j) for j in range(1, k + 1)] + [Fraction(1, 1 << k)]
            return [p / (1 << int(rest)) for p in steps for _ in range(1 << int(rest))]
    return [Fraction(1)] if not entropy else None


def _between(low: Fraction, high: Fraction) -> Iterator[list[Fraction]]:
    """((1 − ε)/b, …, ε) with an entropy strictly between, ε as simple as can be."""
    middle = float(low + high) / 2
    if middle > _MOST_BITS:
        return
    b = max(1, math.floor(2**middle + 1e-12))

    def entropy(eps: float) -> float:
        rest = -eps * math.log2(eps) if eps > 0 else 0.0
        return rest - (1 - eps) * math.log2((1 - eps) / b)

    below, above = 0.0, 1 / (b + 1)
    for _ in range(_HALVINGS):
        eps = (below + above) / 2
        below, above = (eps, above) if entropy(eps) < middle else (below, eps)
    for digits in range(1, 18):
        eps_exact = Fraction(below).limit_denominator(10**digits)
        if eps_exact > 0 and low < entropy(float(eps_exact)) < high:
            yield [(1 - eps_exact) / b] * b + [eps_exact]
            return


def _joint(size: int, copies: Mask, law: list[Fraction]) -> Joint:
    return Joint.of(
        (tuple(k if copies >> i & 1 else 0 for i in range(size)), p) for k, p in enumerate(law)
    )
