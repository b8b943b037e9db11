"""Sums over alphabets, quotients that do not cancel, logarithms and exponentials.

SymPy cancels p·(1/p) to 1 before anyone can look at it, and so hides the very error this
tool exists to find: with p = 0 the product is 0, not 1 (`docs/semantics.md`). Therefore the
values of laws and quantities answer `1/p` with an `Inverse`, which SymPy leaves alone.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Tuple

from derive.language import notation
from derive.language.alphabets import index_tuple, latex_name, no_spaces
from derive.language.looks import ADDITION, ATOM, PRODUCT, SUM
from derive.language.names import DeriveError

SUM_SIGN, PRODUCT_SIGN, INTEGRAL_SIGN = r"\sum", r"\prod", r"\int"
log = sympy.log
ln = sympy.log
exp = sympy.exp


def seen(e: Basic) -> Basic:
    """What e prints as, where that is another expression: g(xᵢ) for a map's value."""
    inside = getattr(e, "transparent", None)
    return e if inside is None else seen(inside)


def _expression(e: Any) -> Expr:
    """What SymPy makes of a number; text, which it would evaluate, is refused."""
    if isinstance(e, Expr):
        return e
    from derive.language.relations import as_expression

    return as_expression(e)


def is_addition(e: Basic) -> bool:
    """Whether e prints as a sum of terms, which needs brackets beside a factor."""
    shown = seen(e)
    loose = not isinstance(shown, (Sum, Product)) and getattr(shown, "precedence", ATOM)
    return bool(getattr(shown, "is_Add", False)) or (loose is not False and loose <= ADDITION)


class NoCancel(Expr):
    """An expression whose powers SymPy must not cancel: 1/e becomes `Inverse(e)`, √e a `Power`."""

    is_commutative = True

    def _eval_power(self, exponent: Expr) -> Expr | None:
        if exponent.is_Integer:
            return Inverse(self) ** (-exponent) if exponent < 0 else None
        return _real_power(self, exponent)


def _real_power(base: Expr, exponent: Expr) -> Expr:
    from derive.language.operations import Power

    return Power(base, exponent)


class Inverse(Expr):
    """1/e with 1/0 = 0. Never cancels against e: e·(1/e) is the indicator [e ≠ 0]."""

    is_commutative = True
    precedence = PRODUCT  # for printing

    def __new__(cls, base: Expr) -> Expr:
        obj: Expr = Expr.__new__(cls, _expression(base))
        return obj

    def _eval_power(self, exponent: Expr) -> Expr | None:
        if exponent.is_Integer:
            return self.args[0] ** (-exponent) if exponent < 0 else None
        return _real_power(self, exponent)

    def _sympystr(self, printer: Any) -> str:
        return f"1/{printer.parenthesize(self.args[0], 60)}"

    def _latex(self, printer: Any) -> str:
        return rf"\frac{{1}}{{{printer._print(self.args[0])}}}"


def quotient(numerator: Any, denominator: Any) -> Expr:
    """numerator/denominator without cancellation, for a denominator of any form.

    `p(x)/q(x)` needs no help; a sum under a fraction bar, (a + b)/(a + b), does.
    """
    return _expression(numerator) * Inverse(_expression(denominator))


class Binder(NoCancel):
    """What binds letters in its body: a sum, a maximum over letters."""

    @property
    def body(self) -> Expr:
        return self.args[0]

    @property
    def indices(self) -> tuple[Any, ...]:
        return tuple(self.args[1])

    @property
    def free_symbols(self) -> set[Basic]:
        return self.body.free_symbols - set(self.indices)

    @property
    def bound_symbols(self) -> list[Basic]:
        return list(self.indices)

    def _eval_subs(self, old: Basic, new: Basic) -> Basic | None:
        return rebound(self, old, new)


class Sum(Binder):
    """Σ over one or more indices of alphabets of unspecified size: `Sum(p(x)*q(y), x, y)`; over
    points of spaces the integral, ∫ p(x) dx."""

    precedence = SUM  # for printing: looser than a product, tighter than an addition

    def __new__(cls, body: Any, *indices: Any) -> Expr:
        bound = index_tuple(indices[0] if indices and isinstance(indices[0], Tuple) else indices)
        if not bound:
            raise DeriveError("Sum(body): no index given. Try Sum(p(x), x).")
        obj: Expr = Expr.__new__(cls, _expression(body), bound)
        return obj

    def _sympystr(self, printer: Any) -> str:
        points, letters = self._kinds()
        names = ",".join(i.name for i in letters)
        body = printer._print(self.body)
        body = f"({body})" if is_addition(self.body) else body
        if points:
            body = f"{'∫' * len(points)} {body} {' '.join(f'd{i.name}' for i in points)}"
        return f"Σ_{names} {body}" if letters else body

    def _latex(self, printer: Any) -> str:
        points, letters = self._kinds()
        body = printer._print(self.body)
        if is_addition(self.body):
            body = rf"\left( {body} \right)"
        if points:
            ends = r" \, ".join(rf"\mathrm{{d}}{printer._print(i)}" for i in points)
            body = rf"{' '.join([INTEGRAL_SIGN] * len(points))} {body} \, {ends}"
        return f"{_big(printer, SUM_SIGN, letters)} {body}" if letters else body

    def _kinds(self) -> tuple[list[Any], list[Any]]:
        """The points of spaces, and the letters of alphabets."""
        points = [i for i in self.indices if i.is_space]
        return points, [i for i in self.indices if not i.is_space]


def _big(printer: Any, sign: str, letters: Any) -> str:
    """The sign with its letters, in the printer's notation."""
    shown = [(i.name, i.alphabet, latex_name(i.name), i.over_latex) for i in letters]
    return notation.of(printer).big(sign, shown)


def letters_below(printer: Any, letters: Any) -> str:
    """Letters as they stand under max."""
    return ",".join(printer._print(i) for i in letters)


def rebound(e: Expr, old: Basic, new: Basic) -> Basic | None:
    """For a node that binds letters: bound ones stay, or step aside where they would capture."""
    body, bound = e.args[0], tuple(e.args[1])
    if old in bound:
        return e
    if not isinstance(new, Basic) or not (new.free_symbols & set(bound)):
        return None
    taken = new.free_symbols | body.free_symbols | set(bound)
    fresh = {}
    for i in bound:
        if i in new.free_symbols:
            other = i.another(i.name + "'")
            while other in taken:
                other = i.another(other.name + "'")
            fresh[i] = other
            taken = taken | {other}
    renamed = e.func(body.xreplace(fresh), *(fresh.get(i, i) for i in bound))
    return renamed._subs(old, new)


class Indicator(NoCancel):
    """[e ≠ 0]: 1 where e is not zero, else 0."""

    def __new__(cls, e: Any) -> Expr:
        obj: Expr = Expr.__new__(cls, _expression(e))
        return obj

    def _sympystr(self, printer: Any) -> str:
        return f"[{printer._print(self.args[0])}≠0]"

    def _latex(self, printer: Any) -> str:
        return rf"[{printer._print(self.args[0])} \neq 0]"


class Product(NoCancel):
    """Π over indices, of positive factors: `Product(q(x), x)` is exp(Σ ln q(x)).

    Where a factor may be 0 the product is ill-posed, as its logarithm is.
    """

    precedence = SUM  # as for `Sum`

    def __new__(cls, body: Any, *indices: Any) -> Expr:
        bound = index_tuple(indices[0] if indices and isinstance(indices[0], Tuple) else indices)
        if not bound:
            raise DeriveError("Product(body): no index given. Try Product(q(x), x).")
        factor = _expression(body)
        if factor.is_number and not factor.is_positive:
            raise DeriveError(f"Product({factor}): expected a positive factor, such as q(x).")
        no_spaces("Product", bound, "exp(Sum(log(q(x)), x))")
        obj: Expr = Expr.__new__(cls, factor, bound)
        return obj

    def unfold(self) -> Expr:
        """exp(Σ ln body)."""
        return exp(Sum(log(self.args[0]), *self.args[1]))

    @property
    def free_symbols(self) -> set[Basic]:
        return self.args[0].free_symbols - set(self.args[1])

    @property
    def bound_symbols(self) -> list[Basic]:
        return list(self.args[1])

    def _eval_subs(self, old: Basic, new: Basic) -> Basic | None:
        return rebound(self, old, new)

    def _sympystr(self, printer: Any) -> str:
        names = ",".join(i.name for i in self.args[1])
        return f"Π_{names} {printer.parenthesize(self.args[0], 50)}"

    def _latex(self, printer: Any) -> str:
        factor = printer.parenthesize(self.args[0], 50)
        return f"{_big(printer, PRODUCT_SIGN, self.args[1])} {factor}"


class Ceiling(NoCancel):
    """⌈e⌉, the least integer ≥ e; the proof uses e ≤ ⌈e⌉ < e + 1 only."""

    def __new__(cls, e: Any) -> Expr:
        obj: Expr = Expr.__new__(cls, _expression(e))
        return obj

    def _sympystr(self, printer: Any) -> str:
        return f"⌈{printer._print(self.args[0])}⌉"

    def _latex(self, printer: Any) -> str:
        return rf"\left\lceil {printer._print(self.args[0])} \right\rceil"


def is_positive_rational(e: Expr) -> bool:
    """Whether e is a positive rational number."""
    return bool(e.is_Rational and e > Integer(0))
