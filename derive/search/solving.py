"""Equations solved for a law's value or a quantity, to be put in where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, LawAtom, Mono, Nz, Poly, QuantityAtom
from derive.kernel.equality import Linear
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_atom, term_of_mono, term_of_poly
from derive.kernel.terms import Index, Term
from derive.search.placing import arrangements

Part = tuple[int, c.At, Term]


class Rule:
    """A sum of equations, to be solved for an atom of one of its terms when that is asked for."""

    def __init__(self, n: Normalizer, parts: list[Part], p: Poly, mono: Mono, a: Atom) -> None:
        self._n, self._parts, self._p, self._mono, self._a = n, parts, p, mono, a
        self.atom: t.LawTerm | t.Quantity = term_of_atom(a)  # type: ignore[assignment]
        self._solved: list[tuple[Term, Linear] | None] = []

    @property
    def solved(self) -> tuple[Term, Linear] | None:
        """Its value, and how atom − value = 0 follows; None if it is on both sides."""
        if not self._solved:  # no cached_property: a limit must not end in code of others
            self._solved.append(self._solve())
        return self._solved[0]

    def _solve(self) -> tuple[Term, Linear] | None:
        n, a = self._n, self._a
        rest = Mono({b: -j for b, j in self._mono.without(a).factors.items()})
        factor = term_of_mono(rest, 1 / Fraction(self._p.terms[self._mono]))
        value = n.normal(t.minus(self.atom, t.Mul((factor, term_of_poly(self._p)))))
        by = term_of_poly(value) if value.terms else t.ZERO
        alone = not any(a in m.factors for m in value.terms)
        if not alone or not t.free_indices(by) <= set(indices_of(a) or ()) or not _readable(by):
            return None
        scaled = tuple((k, at, t.Mul((factor, m))) for k, at, m in self._parts)
        return by, Linear(t.minus(self.atom, by), scaled)


def rules(n: Normalizer, known: Sequence[Term], usable: Sequence[int]) -> list[Rule]:
    """Of the known equations that may be used, each and the sums of two of them, solved."""
    out: list[Rule] = []
    chosen = [(k, known[k]) for k in usable]
    for parts in [*_singles(n, chosen), *_pairs(n, chosen)]:
        total = t.Add(tuple(t.Mul((m, t.rename(known[k], dict(at)))) for k, at, m in parts))
        out += _rules_of(n, parts, n.normal(total))
    return out


def _rules_of(n: Normalizer, parts: list[Part], p: Poly) -> Iterator[Rule]:
    """One for each value of a law, or of a quantity, that stands at letters of its own."""
    for mono in p.terms:
        for a, power in mono.factors.items():
            indices = indices_of(a)
            if power == 1 and indices is not None and len(set(indices)) == len(indices):
                yield Rule(n, parts, p, mono, a)


def key(term: Term) -> object:
    """What `replace_atom` goes by."""
    if isinstance(term, t.LawTerm):
        return term.law, frozenset(v for v, _ in term.at)
    return term.name if isinstance(term, t.Quantity) else None


def maps(indices: tuple[Index, ...], letters: tuple[Index, ...]) -> Iterator[c.At]:
    """Ways to read an equation's free indices as letters of the goal."""
    for chosen in arrangements([i.alphabet for i in indices], letters):
        yield tuple(zip(indices, chosen, strict=True))


def _singles(n: Normalizer, known: Sequence[tuple[int, Term]]) -> Iterator[list[Part]]:
    """Each equation, and each less the powers that all its terms share: p² = p as p = [p ≠ 0]."""
    for k, e in known:
        yield [(k, (), t.ONE)]
        monos = list(n.normal(e).terms)
        least = {a: min(m.factors.get(a, 0) for m in monos) for m in monos[:1] for a in m.factors}
        shared = {a: -j for a, j in least.items() if j > 0 and indices_of(a) is not None}
        if shared and len(monos) > 1:
            yield [(k, (), term_of_mono(Mono(shared)))]


def _pairs(n: Normalizer, known: Sequence[tuple[int, Term]]) -> Iterator[list[Part]]:
    """Sums of two equations in which the indicators cancel: the two halves of one tangent."""
    for (j, e), (k, f) in combinations(known, 2):
        mine, theirs = tuple(sorted(t.free_indices(e))), tuple(sorted(t.free_indices(f)))
        for at in maps(theirs, mine) if len(mine) == len(theirs) else ():
            total = n.normal(t.Add((e, t.rename(f, dict(at)))))
            if total.terms and not any(isinstance(a, Nz) for m in total.terms for a in m.factors):
                yield [(j, (), t.ONE), (k, at, t.ONE)]


def indices_of(a: Atom) -> tuple[Index, ...] | None:
    if isinstance(a, LawAtom):
        return tuple(i for _, i in a.at)
    return a.at if isinstance(a, QuantityAtom) and not a.complement else None


def _readable(term: Term) -> bool:
    return not any(
        i.name.startswith(("#", "$")) for s in t.subterms(term) for i in t.own_indices(s)
    )
