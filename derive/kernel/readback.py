"""Normal forms back to kernel terms, with readable index names."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from derive.kernel import terms as t
from derive.kernel.atoms import (
    AddAtom,
    Atom,
    CardAtom,
    DeltaAtom,
    ExpAtom,
    LawAtom,
    Ln,
    LnPrime,
    Mono,
    Nz,
    Poly,
    QuantityAtom,
    SumAtom,
)
from derive.kernel.terms import Index, Term


def readable(indices: tuple[Index, ...], taken: set[Index]) -> dict[Index, Index]:
    """Names made of the alphabet's own and primes, for the reserved names of bound indices."""
    out: dict[Index, Index] = {}
    for i in indices:
        name = t.letter_of(i.alphabet)
        out[i] = t.apart(Index(name, i.alphabet), taken | set(out.values()))
    return out


def term_of_poly(p: Poly) -> Term:
    parts = tuple(term_of_mono(m, c) for m, c in sorted(p.terms.items(), key=lambda x: x[0].key))
    return parts[0] if len(parts) == 1 else t.Add(parts)


def product_term(factors: Sequence[Term]) -> Term:
    """The product; of one factor, that factor."""
    return factors[0] if len(factors) == 1 else t.Mul(tuple(factors))


def term_of_mono(m: Mono, c: Fraction = Fraction(1)) -> Term:
    factors = [
        term_of_atom(a) if e == 1 else t.Pow(term_of_atom(a), e) for a, e in m.factors.items()
    ]
    if c != 1 or not factors:
        factors.insert(0, t.Const(c))
    return product_term(factors)


@lru_cache(1 << 14)
def term_of_atom(a: Atom) -> Term:
    """One term for one atom, which the kernel then has checked and brought to its normal form."""
    match a:
        case LawAtom():
            return t.LawTerm(a.law, a.at)
        case QuantityAtom():
            q = t.Quantity(a.name, a.at)
            return t.minus(t.ONE, q) if a.complement else q
        case CardAtom():
            return t.Card(a.alphabet)
        case DeltaAtom():
            return t.Delta(a.i, a.j)
        case LnPrime():
            return t.Log(t.const(a.prime))
        case Ln():
            return t.Log(term_of_atom(a.arg))
        case Nz():
            return t.Nonzero(term_of_atom(a.arg))
        case ExpAtom():
            return t.Exp(term_of_poly(a.arg))
        case AddAtom():
            return term_of_poly(a.poly)
        case SumAtom():
            names = readable(a.bound, set(a.free))
            return t.Sum(tuple(names.values()), term_of_mono(a.body.rename(names)))
    raise TypeError(f"no such atom: {a!r}")
