"""Growth: what stays below a line in every power is at most 1.

    a^k ≤ c·k   for every natural number k ≥ 1        a > 0;  k not in a, c
    ───────────────────────────────────────────────────────────────────────  GROWTH
                                  a ≤ 1

because for h > 0, (1 + h)^k ≥ 1 + k·h + k·(k−1)·h²/2 outgrows c·k (Bernoulli, one term more).
Cover & Thomas, proof of Theorem 5.5.1. The premise is a theorem of the kernel with a^k written
exp(k·ln a) and k a positive quantity; its hypotheses about k have to be met for every k.
"""

from __future__ import annotations

from derive.kernel import terms as t
from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError, Term, minus
from derive.kernel.theorem import Rests, Theorem

AXIOM = "a power with base over 1 outgrows every line (Bernoulli)"


def growth(n: Normalizer, step: Theorem, base: Term, factor: Term, exponent: str) -> Rests:
    """GROWTH (see the module's docstring): what "base ≤ 1" rests on.

    exponent: the name of the quantity k.

    Raises:
        KernelError: the step is not the premise.
    """
    k = t.Quantity(exponent)
    for what, term in (("the base", base), ("the factor", factor)):
        n.context.check(term)
        if k in t.subterms(term):
            raise KernelError(f"{what} depends on {exponent!r}")
    power = t.Exp(t.Mul((k, t.Log(base))))
    statement = step.statement
    if statement.rel not in ("<=", "<"):
        raise KernelError("the step is not an upper bound")
    if wellposed.problems(n, power):
        raise KernelError("the base is not shown to be positive")
    if not n.vanishes(minus(statement.lhs, power)):
        raise KernelError("the left side of the step is not the power of the base")
    if not n.vanishes(minus(statement.rhs, t.Mul((factor, k)))):
        raise KernelError("the right side of the step is not the factor times the exponent")
    return step.rests | Rests(axioms=frozenset({AXIOM}))
