"""|a|, max, min, real powers and roots, π, n! and binomial coefficients.

Nodes of our own: SymPy cancels √p/√p to 1, and decides comparisons by assumptions that the
language does not make. SymPy's functions of the same meaning are read as these (`own`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy
from sympy import Basic, Expr, Rational, S, Tuple

from derive.language.alphabets import Alphabet, Cardinality, index_tuple, no_spaces
from derive.language.expressions import (
    Binder,
    Inverse,
    NoCancel,
    is_addition,
    letters_below,
)
from derive.language.names import DeriveError
from derive.language.quantities import NaturalQuantity, QuantityValue

_ATOM, _POWER = 1000, 60  # for printing: how strongly a node binds
_LARGEST = 1000  # n in n!, for a number n


def _expression(e: Any) -> Expr:
    from derive.language.relations import as_expression

    return as_expression(e)


class Abs(NoCancel):
    """The absolute value |a|."""

    precedence = _ATOM

    def __new__(cls, a: Any) -> Expr:
        e = _expression(a)
        if e.is_Rational:
            return abs(e)
        obj: Expr = Expr.__new__(cls, e)
        return obj

    def _sympystr(self, printer: Any) -> str:
        shown = printer._print(self.args[0])
        return f"abs({shown})" if self._like_a_size() else f"|{shown}|"

    def _latex(self, printer: Any) -> str:
        shown = printer._print(self.args[0])
        if self._like_a_size():
            return rf"\operatorname{{abs}}\left( {shown} \right)"
        return rf"\left| {shown} \right|"

    def _like_a_size(self) -> bool:
        """Whether |A| would be read as the size of an alphabet."""
        from derive.language.printing import text

        shown = text(self.args[0])  # of a quantity, of what is defined, of a measure that is a name
        return shown[0].isalpha() and shown == shown.upper() and not set(shown) & set("( ·+-/^|!")


class Extremum(NoCancel):
    """The largest or the least of finitely many numbers; see `Max` and `Min`."""

    precedence = _ATOM
    symbol = ""
    over: type[OverLetters]

    def __new__(cls, *args: Any) -> Expr:
        letters = []
        while args and isinstance(args[-1], Alphabet):
            letters.insert(0, args[-1])
            args = args[:-1]
        if letters:
            if len(args) != 1:
                raise DeriveError(
                    f"{cls.__name__}{(*args, *letters)}: expected one expression and the letters "
                    f"it is taken over. Try {cls.__name__}(p(x), x)."
                )
            return cls.over(args[0], *letters)
        if not args:
            raise DeriveError(f"{cls.__name__}(): nothing given. Try {cls.__name__}(a, b).")
        return _of_several(cls, [_expression(a) for a in args])

    def _sympystr(self, printer: Any) -> str:
        return f"{self.symbol}({', '.join(printer._print(a) for a in self.args)})"

    def _latex(self, printer: Any) -> str:
        shown = ", ".join(printer._print(a) for a in self.args)
        return rf"\{self.symbol}\left( {shown} \right)"


def _of_several(cls: type[Extremum], args: list[Expr]) -> Expr:
    """Nested ones opened, numbers put together, the rest in a fixed order."""
    flat = [b for a in args for b in (a.args if isinstance(a, cls) else (a,))]
    numbers = [a for a in flat if a.is_Rational]
    rest = sorted({a for a in flat if not a.is_Rational}, key=sympy.default_sort_key)
    if numbers:
        rest.append(max(numbers) if cls.symbol == "max" else min(numbers))
    if len(rest) == 1:
        return rest[0]
    obj: Expr = Expr.__new__(cls, *rest)
    return obj


class OverLetters(Binder):
    """The largest or least value of an expression over letters: max_x p(x)."""

    precedence = 45  # as for `Sum`
    symbol = ""

    def __new__(cls, body: Any, *letters: Any) -> Expr:
        bound = index_tuple(letters[0] if letters and isinstance(letters[0], Tuple) else letters)
        no_spaces(f"a {cls.symbol} over letters", bound, "a bound as a hypothesis")
        obj: Expr = Expr.__new__(cls, _expression(body), bound)
        return obj

    def _sympystr(self, printer: Any) -> str:
        names = ",".join(i.name for i in self.indices)
        return f"{self.symbol}_{names} {printer.parenthesize(self.body, 50)}"

    def _latex(self, printer: Any) -> str:
        body = printer._print(self.body)
        if is_addition(self.body):
            body = rf"\left( {body} \right)"
        return rf"\{self.symbol}_{{{letters_below(printer, self.indices)}}} {body}"


class MaxOver(OverLetters):
    """max_x f(x): what `Max(f(x), x)` makes."""

    symbol = "max"


class MinOver(OverLetters):
    """min_x f(x): what `Min(f(x), x)` makes."""

    symbol = "min"


class Max(Extremum):
    """The largest of several numbers, `Max(a, b)`, or over letters, `Max(p(x), x)`: max_x p(x)."""

    symbol = "max"
    over = MaxOver


class Min(Extremum):
    """The least of several numbers, `Min(a, b)`, or over letters, `Min(p(x), x)`: min_x p(x)."""

    symbol = "min"
    over = MinOver


# ---------------------------------------------------------------- powers


def surely_positive(e: Expr) -> bool:
    """Whether e > 0 is visible: numbers, sizes, `Positive`s, sums, products, powers of these."""
    if e.is_Rational:
        return bool(e > 0)
    if isinstance(e, QuantityValue):
        return bool(e.quantity.sign == "pos")
    if e.is_Add or e.is_Mul:
        return all(surely_positive(a) for a in e.args)
    if isinstance(e, (sympy.Pow, Power, Inverse)):
        return surely_positive(e.args[0])
    return isinstance(e, (Cardinality, sympy.exp, Pi))


class Power(NoCancel):
    """a^r for a real r that is no integer: a root, p(x)^α, λ^|𝒳|.

    Where r is visibly > 0, 0^r = 0 and a^r is well posed for a ≥ 0. Otherwise it is exp(r·ln a),
    well posed for a > 0 only. A negative number r makes 1/a^(−r).
    """

    precedence = _POWER

    def __new__(cls, base: Any, exponent: Any) -> Expr:
        a, r = _expression(base), _expression(exponent)
        if r.is_Integer or (a.is_Rational and a > 0):
            return a**r
        if a is S.Zero and surely_positive(r):
            return a
        if r.is_Rational and r < 0:
            return Inverse(cls(a, -r))
        if isinstance(a, Inverse) and surely_positive(r):
            return Inverse(cls(a.args[0], r))
        obj: Expr = Expr.__new__(cls, a, r)
        return obj

    @property
    def base(self) -> Expr:
        return self.args[0]

    @property
    def exponent(self) -> Expr:
        return self.args[1]

    @property
    def vanishes(self) -> bool:
        """Whether 0^r = 0: r is visibly > 0."""
        return surely_positive(self.exponent)

    def _sympystr(self, printer: Any) -> str:
        if self.exponent == Rational(1, 2):
            return root_text(printer, self.base)
        base = printer.parenthesize(self.base, 70)
        return f"{base}^{raised_text(printer, self.exponent)}"

    def _latex(self, printer: Any) -> str:
        if self.exponent == Rational(1, 2):
            return rf"\sqrt{{{printer._print(self.base)}}}"
        base = printer._print(self.base)
        plain = isinstance(self.base, (QuantityValue, Cardinality, Abs))
        if not plain and not hasattr(self.base, "law"):
            base = rf"\left( {base} \right)"
        return f"{{{base}}}^{{{printer._print(self.exponent)}}}"


def raised_text(printer: Any, exponent: Expr) -> str:
    """An exponent: in brackets if it is more than a number or a name."""
    shown: str = printer._print(exponent)
    return shown if shown.isalnum() else f"({shown})"


def root_text(printer: Any, base: Expr) -> str:
    """√2, √λ, √(p(x))."""
    shown: str = printer._print(base)
    return f"√{shown}" if shown.isalnum() else f"√({shown})"


def sqrt(a: Any) -> Expr:
    """The square root √a, of a ≥ 0."""
    return Power(a, Rational(1, 2))


# ---------------------------------------------------------------- π, n!, binomials


class Pi(NoCancel):
    """π, the ratio of a circle's circumference to its diameter."""

    precedence = _ATOM

    def __new__(cls) -> Expr:
        obj: Expr = Expr.__new__(cls)
        return obj

    def _sympystr(self, printer: Any) -> str:
        return "π"

    def _latex(self, printer: Any) -> str:
        return r"\pi"


pi = Pi()


def is_natural(e: Expr) -> bool:
    """Whether e is visibly an integer ≥ 0: a number, `Natural`, a letter of `Naturals`, a size,
    sums and products."""
    if e.is_Integer:
        return bool(e >= 0)
    if e.is_Add or e.is_Mul:
        return all(is_natural(a) for a in e.args)
    if e.is_Pow:
        return all(is_natural(a) for a in e.args)
    if isinstance(e, QuantityValue):
        return isinstance(e.quantity, NaturalQuantity)
    if isinstance(e, Alphabet):
        return e.is_natural
    return isinstance(e, (Cardinality, factorial))


def is_integer(e: Expr) -> bool:
    """Whether e is visibly an integer: a difference of visible integers ≥ 0."""
    return all(is_natural(a) or is_natural(-a) for a in sympy.Add.make_args(e))


def _natural(e: Expr, what: str) -> None:
    if not is_natural(e):
        raise DeriveError(
            f"{what}: got {e}; expected a visible integer ≥ 0: a number, n = Natural('n'), a size "
            "x.size, sums and products of these. For (n - k)! try binomial(n, k), or n = k + m."
        )


class factorial(NoCancel):
    """n! for an integer n ≥ 0: `Natural("n")`, a size of an alphabet, a number."""

    precedence = _POWER

    def __new__(cls, n: Any) -> Expr:
        e = _expression(n)
        _natural(e, "factorial(n)")
        if e.is_Integer:
            if e > _LARGEST:
                raise DeriveError(f"factorial({e}): expected at most {_LARGEST}.")
            return sympy.factorial(e)
        obj: Expr = Expr.__new__(cls, e)
        return obj

    def _sympystr(self, printer: Any) -> str:
        return f"{printer.parenthesize(self.args[0], 70)}!"

    def _latex(self, printer: Any) -> str:
        shown = printer._print(self.args[0])
        return (
            f"{shown}!"
            if isinstance(self.args[0], (QuantityValue, Alphabet))
            else rf"\left( {shown} \right)!"
        )


class binomial(NoCancel):
    """The binomial coefficient C(n, k) = n!/(k!·(n − k)!), and 0 for k > n and for k < 0."""

    precedence = _ATOM

    def __new__(cls, n: Any, k: Any) -> Expr:
        a, b = _expression(n), _expression(k)
        _natural(a, "binomial(n, k)")
        if b.is_Integer and b < 0:
            return S.Zero
        if not is_integer(b):
            raise DeriveError(
                f"binomial(n, k): k: got {b}; expected a visible integer such as k = Natural('k')."
            )
        if a.is_Integer and b.is_Integer:
            if a > _LARGEST:
                raise DeriveError(f"binomial({a}, {b}): expected at most {_LARGEST}.")
            return sympy.binomial(a, b)
        obj: Expr = Expr.__new__(cls, a, b)
        return obj

    def _sympystr(self, printer: Any) -> str:
        return f"C({', '.join(printer._print(a) for a in self.args)})"

    def _latex(self, printer: Any) -> str:
        n, k = map(printer._print, self.args)
        return rf"\binom{{{n}}}{{{k}}}"


# ---------------------------------------------------------------- SymPy's own

_THEIRS: dict[type[Basic], Any] = {
    sympy.Abs: Abs,
    sympy.Max: Max,
    sympy.Min: Min,
    sympy.factorial: factorial,
    sympy.binomial: binomial,
}


@lru_cache(maxsize=8192)
def own(e: Expr) -> Expr:
    """The expression with SymPy's |·|, max, min, roots, π, n! and binomials as ours."""
    if e is S.Pi:
        return pi
    if not e.args or isinstance(e, Tuple):
        return e
    args = tuple(own(a) if isinstance(a, Expr) else a for a in e.args)
    kind = _THEIRS.get(type(e))
    if kind is not None:
        made: Expr = kind(*args)
        return made
    if isinstance(e, sympy.Pow) and _is_root(*args):
        return Power(*args)
    return e if args == e.args else e.func(*args)


def _is_root(base: Expr, exponent: Expr) -> bool:
    number = base is S.Exp1 or (base.is_Rational and base > 0)
    return not exponent.is_Integer and not number


__all__ = [
    "Abs",
    "Max",
    "MaxOver",
    "Min",
    "MinOver",
    "Pi",
    "Power",
    "binomial",
    "factorial",
    "own",
    "pi",
    "raised_text",
    "root_text",
    "sqrt",
    "surely_positive",
]
