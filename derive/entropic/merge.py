"""Fewer, longer informations: the chain rule read backwards.

I(A; B | K) + I(A; C | K, B) = I(A; B, C | K)        I(A; B | K) + H(A | K, B) = H(A | K)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derive.entropic.problem import Piece

_MANY = 150  # pieces beyond which nobody reads them


def merged(pieces: Mapping[Piece, Fraction]) -> dict[Piece, Fraction]:
    """The same sum with as few pieces as merging two at a time gives."""
    left = {p.tidy(): Fraction(0) for p in pieces}
    for p, w in pieces.items():
        left[p.tidy()] += w
    left = {p: w for p, w in left.items() if w}
    if len(left) > _MANY:
        return left
    again = True
    while again:
        again = False
        for p in sorted(left, key=_size):
            while p in left and _merge_once(left, p):
                again = True
    return left


def _size(p: Piece) -> tuple[int, int, int, int]:
    return p.given.bit_count(), p.left, p.right, p.given


def _merge_once(left: dict[Piece, Fraction], p: Piece) -> bool:
    """Merge p with one piece whose condition is p's with one of p's sides."""
    for other, whole in _partners(left, p):
        w = min(left[p], left[other])
        for part in (p, other):
            left[part] -= w
            if not left[part]:
                del left[part]
        left[whole] = left.get(whole, Fraction(0)) + w
        return True
    return False


def _partners(left: Mapping[Piece, Fraction], p: Piece) -> Iterator[tuple[Piece, Piece]]:
    for other in left:
        if other == p or other.given & p.given != p.given:
            continue
        added = other.given & ~p.given
        for a, b in ((p.left, p.right), (p.right, p.left)):
            if p.is_entropy:  # H(B|K) + H(C|K,B) = H(B,C|K)
                if other.is_entropy and added == p.left:
                    yield other, Piece(p.left | other.left, p.left | other.left, p.given)
            elif added == b:
                if other.is_entropy:
                    if other.left == a:
                        yield other, Piece(a, a, p.given)
                elif a in (other.left, other.right):
                    c = other.right if a == other.left else other.left
                    yield other, Piece(a, b | c, p.given).tidy()
