"""Products of densities that are equal because their logarithms are; logarithms of what is equal.

    ln a = ln b  ⊢  a = b       b − a = a·(t − 1 − ln t) + a·(ln b − ln a)    t = b/a,  and back

    a = b  ⊢  ln a = ln b       ln a − ln b = (t − 1 − ln t) + (a − b)/a      t = b/a,  and back

The kernel checks each half as any other certificate.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Ln, LnPrime
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_atom
from derive.kernel.terms import KernelError, Term
from derive.kernel.theorem import Statement, Theorem, antisymmetric, prove

_MOST_FACTORS = 12


def find_by_products(
    n: Normalizer, statement: Statement, find: Callable[[Statement], Theorem | None]
) -> Theorem | None:
    """The equation Σ kᵢ·ln uᵢ = 0 of sums' logarithms, if `find` proves Π uᵢᵏⁱ = 1, multiplied out:
    ln(a² + 2ab + b²) = 2·ln(a + b)."""
    if statement.rel != "=" or (split := _powers(n, statement)) is None:
        return None
    common, up, down = split
    known = find(Statement(up, "=", down))
    if known is None:
        return None
    try:
        halves = (
            prove(n, Statement(a, ">=", b), _equal_forms(over, other, common, known, sign))
            for a, b, over, other, sign in (
                (statement.lhs, statement.rhs, up, down, 1),
                (statement.rhs, statement.lhs, down, up, -1),
            )
        )
        return antisymmetric(n, *halves, statement)
    except KernelError:
        return None


def _powers(n: Normalizer, statement: Statement) -> tuple[int, Term, Term] | None:
    """N, a and b for which N·(left side − right side) is ln a − ln b, one of them of a sum."""
    gap = n.normal(t.minus(statement.lhs, statement.rhs))
    found: list[tuple[Term, Fraction]] = []
    for mono, k in gap.terms.items():
        ((atom, power),) = mono.factors.items() if len(mono.factors) == 1 else ((None, 0),)
        if power != 1 or not isinstance(atom, (Ln, LnPrime)):
            return None
        inside = t.const(atom.prime) if isinstance(atom, LnPrime) else term_of_atom(atom.arg)
        found.append((inside, k))
    common = lcm(*(k.denominator for _, k in found))
    size = sum(abs(int(k * common)) for _, k in found)
    if size > _MOST_FACTORS or not any(isinstance(u, t.Add) for u, _ in found):
        return None
    sides = [
        t.Mul(tuple(t.Pow(u, int(sign * k * common)) for u, k in found if sign * k > 0))
        for sign in (1, -1)
    ]
    return common, sides[0], sides[1]


def _equal_forms(
    over: Term, other: Term, common: int, known: Theorem, sign: int
) -> tuple[c.Form, ...]:
    share, inverse = t.const(Fraction(1, common)), t.Pow(over, -1)
    weight = t.Mul((t.const(Fraction(sign, common)), inverse))
    return c.Tangent((), share, t.Mul((other, inverse))), c.Known(known, weight=weight)


def find_by_logarithms(
    n: Normalizer, statement: Statement, find: Callable[[Statement], Theorem | None]
) -> Theorem | None:
    """The equation of two products of laws' values over spaces, if `find` proves that of their
    logarithms."""
    a, b = statement.lhs, statement.rhs
    if statement.rel != "=" or not n.context.spaces or not (_is_product(a) and _is_product(b)):
        return None
    known = find(Statement(_logarithms(a), "=", _logarithms(b)))
    if known is None:
        return None
    try:
        halves = (
            prove(n, Statement(greater, ">=", less), _forms(less, greater, known, sign))
            for less, greater, sign in ((b, a, 1), (a, b, -1))
        )
        return antisymmetric(n, *halves, statement)
    except KernelError:
        return None


def _forms(less: Term, greater: Term, known: Theorem, sign: int) -> tuple[c.Form, ...]:
    tangent = c.Tangent((), less, t.Mul((greater, t.Pow(less, -1))))
    return tangent, c.Known(known, weight=t.Mul((t.const(sign), less)))


def _factors(term: Term) -> tuple[Term, ...]:
    return term.factors if isinstance(term, t.Mul) else (term,)


def _is_product(term: Term) -> bool:
    return any(isinstance(f, t.LawTerm) for f in _factors(term))


def _logarithms(product: Term) -> Term:
    return t.Add(tuple(map(t.Log, _factors(product))))
