"""How π and e print in products: e² for exp(2), and (2πe)² for the 4·π²·e² that SymPy makes."""

from __future__ import annotations

import sympy
from sympy import Basic, Expr, Integer, Mul, Pow, Rational, S
from sympy.core.intfunc import integer_nthroot

from derive.language.operations import Pi, Power


def power_of_e(e: Basic) -> Expr | None:
    """The number r where e is exp(r), which prints as eʳ; 1 for e itself."""
    if e is S.Exp1:
        return Integer(1)
    is_power = isinstance(e, sympy.exp) and e.args[0].is_Rational
    return e.args[0] if is_power else None


def rank(e: Expr) -> int:
    """In a product a number stands first, then π, then e: 2πeσ². 0 for all else."""
    base = e.base if e.is_Pow or isinstance(e, Power) else e
    if isinstance(base, Pi) or (base.is_Mul and base.has(Pi)):
        return -2
    return 0 if power_of_e(e) is None else -1


def put_together(number: Rational, factors: list[Expr]) -> Rational:
    """4, π² and e² among the factors become (2πe)²; the number that is left."""
    pi = next((f for f in factors if f.is_Pow and isinstance(f.base, Pi)), None)
    n = None if pi is None else pi.exp
    e = next((f for f in factors if n is not None and power_of_e(f) == n), None)
    if pi is None or e is None or not n.is_Integer or n < 2:
        return number
    root, exact = integer_nthroot(number.p, int(n))
    if not exact:
        return number
    inside = [pi.base, S.Exp1] if root == 1 else [Integer(root), pi.base, S.Exp1]
    factors.remove(pi)
    factors.remove(e)
    factors.append(Pow(Mul(*inside, evaluate=False), n, evaluate=False))
    return number / Integer(root) ** n
