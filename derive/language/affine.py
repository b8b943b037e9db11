"""aX + bY + c: random variables on ℝ scaled, added and moved, for their differential entropy.

The density of k such numbers AX + c, made of k variables, is p(x)/|det A| at Ax + c, and
d(Ax + c) = |det A| dx for det A ≠ 0, so that ∫ q ln 1/q over them is ∫ p(x) ln(|det A|/p(x)) dx:
this is what h(aX + bY, cX + dY) unfolds to (Cover & Thomas, Theorem 8.6.4 and its corollary). What
is given stands still: h(Y + cX | X) has A = 1.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Expr, Integer, Matrix, Symbol, expand

from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.quantities import QuantityValue
from derive.language.relations import as_expression

AXIOM = "the density of AX + b is p(x)/|det A| at Ax + b (change of variables)"

if TYPE_CHECKING:
    from derive.language.laws import RandomVariable


class Affine:
    """The sum of scale·variable for its terms, and of shift."""

    def __init__(self, terms: Sequence[tuple[RandomVariable, Any]], shift: Any) -> None:
        whole: dict[RandomVariable, Expr] = {}
        for variable, scale in terms:
            whole[variable] = whole.get(variable, Integer(0)) + _number(scale)
        self.terms = tuple((v, scale) for v, scale in whole.items() if expand(scale) != 0)
        self.shift: Expr = _number(shift)
        if not self.terms:
            names = ", ".join(v.name for v in whole)
            raise DeriveError(f"0·{names}: it has no density. Expected a factor that is not 0.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Affine) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def _parts(self) -> tuple[Any, ...]:
        return self.terms, self.shift

    def __mul__(self, a: Any) -> Affine:
        by = _number(a)
        return Affine([(v, scale * by) for v, scale in self.terms], self.shift * by)

    def __add__(self, b: Any) -> Affine:
        if isinstance(b, Affine):
            return Affine((*self.terms, *b.terms), self.shift + b.shift)
        if hasattr(b, "letter"):
            return self + b * 1
        return Affine(self.terms, self.shift + _number(b))

    def __sub__(self, b: Any) -> Affine:
        return self + b * Integer(-1)

    def __neg__(self) -> Affine:
        return self * -1

    __rmul__, __radd__ = __mul__, __add__

    def __repr__(self) -> str:
        operands: list[Expr] = []
        out = self.shown(operands)
        for k, e in enumerate(operands):
            out = out.replace(f"⟦{k}⟧", str(e))
        return out

    def scale_of(self, letter: str) -> Expr:
        """Of the variable with this letter; 0 for one that is not in it."""
        return next((scale for v, scale in self.terms if v.letter == letter), Integer(0))

    def shown(self, operands: list[Expr]) -> str:
        """Its text with places ⟦k⟧, k where in the operands stands there; these are put in."""
        parts = [_shown_term(v.name, scale, operands) for v, scale in self.terms]
        if self.shift != 0:
            parts.append(_place(self.shift, operands))
        out = parts[0]
        for part in parts[1:]:
            out += f" - {part[1:]}" if part.startswith("-") else f" + {part}"
        return out


def _shown_term(name: str, scale: Expr, operands: list[Any]) -> str:
    if scale in (1, -1):
        return name if scale == 1 else f"-{name}"
    place = _place(scale, operands)
    return f"({place})·{name}" if scale.is_Add else f"{place}·{name}"


def _place(e: Expr, operands: list[Any]) -> str:
    """Where it is put in, behind its sign."""
    negative = not e.is_Add and e.could_extract_minus_sign()
    operands.append(-e if negative else e)
    return f"{'-' * negative}⟦{len(operands) - 1}⟧"


def growth(forms: Sequence[Affine], moved: Sequence[str]) -> Expr:
    """|det A| of numbers made of the variables with the letters moved.

    Raises:
        DeriveError: there are not as many numbers as variables, or the determinant is 0.
    """
    said = ", ".join(str(f) for f in forms)
    if len(forms) != len(moved):
        names = ", ".join(letter.upper() for letter in moved)
        raise DeriveError(
            f"h({said}): {len(forms)} of {len(moved)} variables, {names}: the density is no change "
            "of variables. Expected as many numbers as variables. Try giving the others, as in "
            "h(X + Y | Y)."
        )
    det = _determinant([[f.scale_of(letter) for letter in moved] for f in forms])
    if det == 0:
        raise DeriveError(
            f"h({said}): its determinant is 0, so these have no joint density. Expected numbers of "
            "which none is made of the others."
        )
    if det.is_Rational:
        return abs(det)
    positive = isinstance(det, QuantityValue) and det.quantity.sign == "pos"
    return det if positive else Abs(det)


def _determinant(rows: Sequence[Sequence[Expr]]) -> Expr:
    """Multiplied out with symbols for the entries, which are not taken apart on the way."""
    size = range(len(rows))
    entry = {Symbol(f"m{k}{j}"): rows[k][j] for k in size for j in size}
    symbols = iter(entry)
    matrix = Matrix([[next(symbols) for _ in size] for _ in size])
    made: Expr = expand(matrix.det(method="berkowitz")).xreplace(entry)
    return made if expand(made) != 0 else Integer(0)


def moved_letters(forms: Sequence[Affine], given: Collection[str]) -> tuple[str, ...]:
    """Of the variables that are in them and not given."""
    found = dict.fromkeys(v.letter for f in forms for v, _ in f.terms)
    return tuple(letter for letter in found if letter not in given)


def _number(e: Any) -> Expr:
    """Raises DeriveError for what depends on letters."""
    made: Expr = as_expression(e)
    if made.free_symbols:
        raise DeriveError(f"{made}: expected a number without letters beside a random variable.")
    return made
