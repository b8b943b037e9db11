"""Tangents at the laws that a derivation names: E_π[r] − β·D(π‖p) ≤ β·ln Z is Gibbs at p*.

For a named law P and each term ±w·ln a of what is to be shown ≥ 0, with w free of logarithms:

    + w·ln a        the tangent w·(P/a − 1 − ln(P/a))
    − w·ln a        the tangent w·(a/P − 1 − ln(a/P))

What is left over has to close. Which named laws are tried is said by `Point`s: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Ln
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_atom
from derive.kernel.terms import Index, Term
from derive.kernel.theorem import Statement, Theorem, prove
from derive.search.candidates import Extra
from derive.search.groups import LogTerm, split, weight_term
from derive.search.placing import arrangements
from derive.search.residual import admissible, close, gaps_of


@dataclass(frozen=True)
class Point:
    """A named law: its value at its letters."""

    letters: tuple[Index, ...]
    value: Term


def tangents(
    n: Normalizer, gap: Term, points: Sequence[Point], extra: Extra
) -> Iterator[tuple[Form, ...]]:
    """Certificates with tangents at one of the points."""
    found, _ = split(n, n.normal(gap))
    logs = [term for term in found if _logarithm(term) is not None]
    for point in points:
        for up in (True, False):
            forms = [f for term in logs for f in _at(n, term, point, up)]
            if forms:
                yield from _closed(n, gap, forms, extra)


def entropies(n: Normalizer, points: Sequence[Point]) -> Iterator[Theorem]:
    """H(P) ≥ 0 for the named laws, where that is well posed:

    Σ P·ln 1/P = Σ P·(P − 1 − ln P) + Σ P·(Σ P − P)
    """
    for point in points:
        b, value = point.letters, point.value
        to = {i: t.apart(i, set(b)) for i in b}
        whole = t.Sum(tuple(to.values()), t.rename(value, to))
        entropy = t.Sum(b, t.Mul((value, t.Log(t.Pow(value, -1)))))
        forms = (c.Tangent(b, value, value), c.Part(b, value, whole, b))
        with suppress(t.KernelError):
            yield prove(n, Statement(entropy, ">=", t.ZERO), forms)


def divergences(n: Normalizer, points: Sequence[Point]) -> Iterator[Theorem]:
    """D(P‖Q) ≥ 0 for a named law P, and Q another, a law of the derivation, or the uniform one:

    Σ P·ln(P/Q) = Σ P·(Q/P − 1 − ln(Q/P)) + Σ Q·(1 − [P ≠ 0])
    """
    for point in points:
        b, value = point.letters, point.value
        for other in _others(n, point, points):
            ratio = t.Mul((value, t.Pow(other, -1)))
            divergence = t.Sum(b, t.Mul((value, t.Log(ratio))))
            tangent = c.Tangent(b, value, t.Mul((other, t.Pow(value, -1))))
            gap = c.Gap(b, other, value)
            for forms in ((tangent,), (tangent, gap)):
                with suppress(t.KernelError):
                    yield prove(n, Statement(divergence, ">=", t.ZERO), forms)
                    break


def _others(n: Normalizer, point: Point, points: Sequence[Point]) -> Iterator[Term]:
    """Other laws at the letters of this one."""
    b = point.letters
    alphabets = [i.alphabet for i in b]
    for other in points:
        if other != point and [i.alphabet for i in other.letters] == alphabets:
            yield t.rename(other.value, dict(zip(other.letters, b, strict=True)))
    for law, decl in n.context.laws.items():
        if not decl.inputs and [a for _, a in decl.outputs] == alphabets:
            yield t.LawTerm(law, tuple(zip((v for v, _ in decl.outputs), b, strict=True)))
    yield t.Mul(tuple(t.Pow(t.Card(a), -1) for a in alphabets))


def _logarithm(term: LogTerm) -> Ln | None:
    """The a of w·ln a, where that is the term."""
    (one, *others) = term.log.factors.items()
    return one[0] if isinstance(one[0], Ln) and one[1] == 1 and not others else None


def _at(n: Normalizer, term: LogTerm, point: Point, up: bool) -> list[c.Tangent]:
    log, k = _logarithm(term), term.coefficient
    if log is None or (k > 0) != up:
        return []
    a = term_of_atom(log.arg)
    places = [i.alphabet for i in point.letters]
    for letters in arrangements(places, sorted(t.free_indices(a))):
        there = t.rename(point.value, dict(zip(point.letters, letters, strict=True)))
        ratio = (there, t.Pow(a, -1)) if up else (a, t.Pow(there, -1))
        made = c.Tangent(term.weight.indices, weight_term(term.weight, abs(k)), t.Mul(ratio))
        if admissible(n, [made]):
            return [made]
    return []


def _closed(
    n: Normalizer, gap: Term, tangents: list[c.Tangent], extra: Extra
) -> Iterator[tuple[Form, ...]]:
    """With the gaps that the tangents' indicators leave, or without."""
    for gaps in ([g for f in tangents for g in gaps_of(n, f)], []):
        forms: tuple[Form, ...] = (*tangents, *gaps)
        rest: Term = gap
        for f in forms:
            rest = t.minus(rest, c.value(n, f))
        closing = close(n, rest, extra, ())
        if closing is not None:
            yield (*forms, *closing)
            return
        if not gaps:
            return
