"""Linear combinations of joint entropies; sets of variables are bit masks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Mask = int
ZERO = Fraction(0)


def members(mask: Mask) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@dataclass(frozen=True)
class EntropySum:
    """Σ c_S·H(X_S) + constant, the constant in bits. No zero coefficients, no empty set."""

    terms: Mapping[Mask, Fraction] = field(default_factory=dict)
    constant: Fraction = ZERO

    def __add__(self, other: EntropySum) -> EntropySum:
        out = dict(self.terms)
        for s, c in other.terms.items():
            out[s] = out.get(s, ZERO) + c
        return EntropySum({s: c for s, c in out.items() if c}, self.constant + other.constant)

    def scale(self, c: Fraction) -> EntropySum:
        if not c:
            return EntropySum()
        return EntropySum({s: c * d for s, d in self.terms.items()}, c * self.constant)

    def __sub__(self, other: EntropySum) -> EntropySum:
        return self + other.scale(Fraction(-1))

    def __neg__(self) -> EntropySum:
        return self.scale(Fraction(-1))

    def rename(self, to: Mapping[Mask, Mask] | list[Mask]) -> EntropySum:
        """Each variable i becomes the set to[i]."""
        out: dict[Mask, Fraction] = {}
        for s, c in self.terms.items():
            image = 0
            for i in members(s):
                image |= to[i]
            if image:
                out[image] = out.get(image, ZERO) + c
        return EntropySum({s: c for s, c in out.items() if c}, self.constant)

    @property
    def variables(self) -> Mask:
        """Every variable that occurs."""
        out = 0
        for s in self.terms:
            out |= s
        return out

    def __bool__(self) -> bool:
        return bool(self.terms) or bool(self.constant)


def combination(parts: Iterable[tuple[Fraction, EntropySum]]) -> EntropySum:
    """Σ cᵢ·partᵢ, in one pass."""
    out: dict[Mask, Fraction] = {}
    constant = ZERO
    for c, part in parts:
        constant += c * part.constant
        for s, d in part.terms.items():
            out[s] = out.get(s, ZERO) + c * d
    return EntropySum({s: c for s, c in out.items() if c}, constant)


def h(mask: Mask) -> EntropySum:
    """H(X_S)."""
    return EntropySum({mask: Fraction(1)}) if mask else EntropySum()


def constant(value: Fraction) -> EntropySum:
    return EntropySum({}, value)


def conditional(left: Mask, given: Mask) -> EntropySum:
    """H(A | K)."""
    return h(left | given) - h(given)


def information(groups: tuple[Mask, ...], given: Mask = 0) -> EntropySum:
    """I(A; B; … | K): of two groups mutual, of more multivariate (McGill 1954).

    I(A₁; …; A_m | K) = I(A₁; …; A_{m−1} | K) − I(A₁; …; A_{m−1} | K, A_m); of one group H(A | K).
    """
    if len(groups) == 1:
        return conditional(groups[0], given)
    *rest, last = groups
    return information(tuple(rest), given) - information(tuple(rest), given | last)
