"""Which expressions SymPy's calculus is trusted with: what may contain the variable, and how.

A limit or an integral to infinity depends on parameters by cases. It does not in these shapes:

    Σ c·g(n)      c free of n;  in g a parameter is positive, every bracket with a parameter is a
                  sum of terms of one sign, and at most one exponential has n in it

for then each bracket is as large as its largest term, whatever the parameters are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sympy
from sympy import Basic, Dummy, Expr, Integer

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import DefinedLaw, Definition
from derive.language.expressions import Inverse
from derive.language.laws import Law
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.quantities import Quantity, QuantityValue

_CASES = (sympy.Piecewise, sympy.Integral, sympy.Limit, sympy.Abs, sympy.sign, sympy.Derivative)
_NUMBERS = (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan, sympy.I)


def mentions(e: Any, variable: Any) -> bool:
    """Whether the variable, a symbol or the value of a quantity at any letters, occurs in e.

    By hand: sums and laws answer `free_symbols` with letters only.
    """
    if isinstance(variable, QuantityValue):
        return any(isinstance(s, Quantity) and s == variable.quantity for s in _walk(e))
    return any(s == variable for s in _walk(e))


def _walk(e: Any) -> Iterator[Any]:
    yield e
    if isinstance(e, (Definition, DefinedLaw)):
        yield from _walk(e.body)
    for part in e.args:
        yield from _walk(part)


def names_in(e: Any) -> set[str]:
    """The names of all objects in e, as they are printed."""
    found = set()
    for s in _walk(e):
        if isinstance(s, (Alphabet, Definition, Quantity, Law)):
            found.add(s.name)
        if isinstance(s, Measure):
            found.add(text(s))
    return found


def plain(
    e: Expr, variable: Any, through: tuple[type, ...] = ()
) -> tuple[Expr, dict[Basic, Basic]]:
    """The expression with symbols for its opaque parts, and which symbol stands for which.

    through: opaque parts that may contain the variable.

    Raises:
        DeriveError: if the variable occurs in any other.
    """
    found: dict[Expr, Dummy] = {}

    def visit(x: Expr) -> Expr:
        if x.is_Number or (x == variable and not through) or x in (sympy.S.Exp1, *_NUMBERS):
            return x
        if x.is_Add or x.is_Mul or x.is_Pow or isinstance(x, (sympy.log, sympy.exp)):
            return x.func(*map(visit, x.args))
        if mentions(x, variable) and not isinstance(x, through):
            raise DeriveError(
                f"calculus: {text(variable)} stands inside {text(x)}; expected it in sums, "
                "products, powers, exp and log of numbers only. Try to write that out."
            )
        if not x.args or not isinstance(x, Expr):
            _refuse_symbol(x)
        return found.setdefault(x, Dummy("d", positive=_is_positive(x), real=True))

    shown = visit(e)
    return shown, {symbol: part for part, symbol in found.items()}


def _refuse_symbol(x: Any) -> None:
    if isinstance(x, sympy.Symbol):
        raise DeriveError(f"calculus: {x} has no meaning here. Try Real({x.name!r}).")


def _is_positive(x: Any) -> bool | None:
    """Whether it is declared positive; None if that is not known."""
    if isinstance(x, Inverse):
        return _is_positive(x.args[0])
    if isinstance(x, Cardinality):
        return True
    return True if isinstance(x, QuantityValue) and x.quantity.sign == "pos" else None


def without_cases(found: Expr) -> Expr:
    """SymPy's answer, if it is one expression with a finite value.

    Raises:
        DeriveError: otherwise.
    """
    if found.has(*_CASES, *_NUMBERS) or isinstance(found, sympy.AccumBounds):
        raise DeriveError(
            f"calculus: SymPy gives {found}; expected one finite value whatever the parameters "
            "are. Try Positive(…) for the parameters."
        )
    return found


def limits_by_parts(
    f: Expr, n: Any, limit: Callable[[Expr], Expr], signs: Sequence[int] = (1,)
) -> Expr:
    """Σ c·g(n) part by part, by linearity; each g has to be of a shape without cases.

    signs: of n where it is large.

    Raises:
        DeriveError: if one is not, or has no limit by itself.
    """
    plain(f, n)
    parts: dict[Expr, Expr] = {}
    for term in sympy.Add.make_args(f):
        factors = sympy.Mul.make_args(term)
        free = [x for x in factors if not mentions(x, n) and not x.is_number]
        rest = [x for x in factors if mentions(x, n) or x.is_number]
        key = sympy.Mul(*free)
        parts[key] = parts.get(key, Integer(0)) + sympy.Mul(*rest)
    large = Dummy("n", positive=True)
    for g in parts.values():
        for sign in signs:
            _check_shape(g.xreplace({n: sign * large}), large)
    return sympy.Add(*(c * limit(g) for c, g in parts.items()))


def _check_shape(g: Expr, n: Any) -> None:
    shown, names = plain(g, n)
    if not names:
        return
    why = ""
    if not all(s.is_positive for s in names):
        bad = next(text(part) for s, part in names.items() if not s.is_positive)
        why = f"{bad} is not declared positive"
    exponentials = {x for x in sympy.preorder_traversal(shown) if _exponential(x, n)}
    if len(exponentials) > 1:
        why = why or "it has several exponentials"
    for x in sympy.preorder_traversal(shown):
        own = any(s in names for s in x.free_symbols)
        if own and x.is_Add and not _sign(x):
            why = why or f"{text(x.xreplace(names))} has no visible sign"
        if own and isinstance(x, sympy.log):
            why = why or f"{text(x.xreplace(names))} may be 0"
        if _exponential(x, n) and own and not _sign(_exponent(x)):
            why = why or f"the sign of {text(_exponent(x).xreplace(names))} is not visible"
        if x.is_Pow and own and not x.exp.is_Rational and not _exponential(x, n):
            why = why or f"the power {text(x.xreplace(names))}"
    if why:
        raise DeriveError(
            f"calculus: {_shown(g, n)} may tend to different values for different parameters: "
            f"{why}. Try Positive(…), or take the parameters out as factors."
        )


def _shown(g: Expr, n: Any) -> str:
    return text(g.xreplace({n: sympy.Symbol(n.name)}))


def _exponential(x: Any, n: Any) -> bool:
    return mentions(x, n) and (isinstance(x, sympy.exp) or (x.is_Pow and mentions(x.exp, n)))


def _exponent(x: Any) -> Expr:
    return x.args[0] if isinstance(x, sympy.exp) else x.exp


def _sign(x: Any) -> int:
    """The sign of x for positive symbols where it is visible; else 0."""
    if x.is_number:
        return 1 if x.is_positive else -1 if x.is_negative else 0
    if x.is_Symbol:
        return 1 if x.is_positive else 0
    if isinstance(x, sympy.exp):
        return 1
    if x.is_Add:
        signs = {_sign(a) for a in x.args}
        return signs.pop() if len(signs) == 1 else 0
    if x.is_Mul:
        sign = 1
        for a in x.args:
            sign *= _sign(a)
        return sign
    if x.is_Pow:
        base = _sign(x.base)
        return 1 if base == 1 or (base and x.exp.is_even) else base if x.exp.is_odd else 0
    return 0
