"""Products of densities that are equal because their logarithms are.

    ln a = ln b  ⊢  a = b       b − a = a·(t − 1 − ln t) + a·(ln b − ln a)    t = b/a,  and back

The kernel checks each half as any other certificate.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError, Term
from derive.kernel.theorem import Statement, Theorem, antisymmetric, prove


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
