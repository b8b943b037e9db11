"""exp and ln are increasing: an inequality from that of the logarithms, or of the arguments.

    A ≤ ln b  ⊢  e^A ≤ b        b − e^A = e^A·(t − 1 − ln t) + e^A·(ln b − A)     t = b·e^(−A)
    ln b ≤ A  ⊢  b ≤ e^A        e^A − b = b·(t − 1 − ln t) + b·(A − ln b)         t = e^A/b
    a ≤ b     ⊢  ln a ≤ ln b    ln b − ln a = (t − 1 − ln t) + (b − a)/b          t = a/b

and 0 is ln 1.

The kernel checks each as any other certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.terms import Term
from derive.kernel.theorem import Statement, Theorem

Forms = Callable[[Theorem], tuple[c.Form, ...]]


def reductions(statement: Statement) -> Iterator[tuple[Statement, Forms]]:
    """Statements from which this one follows, and the forms that then prove it."""
    less, greater = _logarithm(statement.lhs), _logarithm(statement.rhs)
    if not statement.is_below:
        less, greater = greater, less
    match less, greater:
        case t.Log(a), t.Log(b):
            yield _from(Statement(a, "<=", b), t.ONE, _over(a, b), _over(t.ONE, b))
        case t.Exp(a), t.Exp(b):
            yield _from(Statement(a, "<=", b), less, _over(greater, less), less)
        case t.Exp(a), b:
            inverse = t.Exp(t.Mul((t.const(-1), a)))
            yield _from(Statement(a, "<=", t.Log(b)), less, t.Mul((b, inverse)), less)
        case b, t.Exp(a):
            yield _from(Statement(t.Log(b), "<=", a), b, _over(greater, b), b)


def _logarithm(term: Term) -> Term:
    """0 as ln 1, 1·ln a as ln a; anything else as it is."""
    match term:
        case t.Const(value) if value == 0:
            return t.Log(t.ONE)
        case t.Mul((t.Const(value), t.Log() as log)) if value == 1:
            return log
    return term


def _over(a: Term, b: Term) -> Term:
    return t.Mul((a, t.Pow(b, -1)))


def _from(simpler: Statement, weight: Term, point: Term, by: Term) -> tuple[Statement, Forms]:
    tangent = c.Tangent((), weight, point)
    return simpler, lambda theorem: (tangent, c.Known(theorem, weight=by))
