"""Subsets of an alphabet: A(x), printed [x∈A], is 1 for the letters in A and 0 for the others."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from derive.language.alphabets import Alphabet, Letter, no_spaces
from derive.language.expressions import Indicator, NoCancel, Sum
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue


class Subset(Quantity):
    """Any subset of an alphabet, empty ones among them: `A = Subset("A", x)`.

    It is {x : a(x) ≠ 0} for some a, and so needs no hypothesis: what it takes is only 0 and 1.
    """

    def __new__(cls, name: str, over: Alphabet, sign: Any = "unit") -> Subset:
        if not isinstance(over, Alphabet):
            raise DeriveError(f"Subset({name!r}): got {over!r}; expected an Alphabet.")
        obj: Subset = Quantity.__new__(cls, name, over, sign="unit")  # type: ignore[assignment]
        return obj

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.over), {}

    def __call__(self, *letters: Alphabet | Letter) -> Expr:
        value = super().__call__(*letters)
        return Member(value)

    @property
    def size(self) -> Expr:
        """|A|, the number of its letters, Σ_x [x∈A].

        Raises:
            DeriveError: of a space's subset: its measure is no number of points.
        """
        no_spaces(f"{self.name}.size", self.over, f"Sum({self.name}(x), x), its measure")
        return Sum(self(*self.over), *self.over)


class Member(NoCancel):
    """[x∈A]: 1 if the letter is in the subset, else 0."""

    def __new__(cls, value: QuantityValue) -> Expr:
        obj: Expr = Expr.__new__(cls, value)
        return obj

    def unfold(self) -> Expr:
        """[a(x) ≠ 0]."""
        return Indicator(self.args[0])

    def _sides(self, printer: Any) -> tuple[str, str]:
        value = self.args[0]
        return printer._print(value.at[0]), printer._print(value.quantity)

    def _sympystr(self, printer: Any) -> str:
        return "[{}∈{}]".format(*self._sides(printer))

    def _latex(self, printer: Any) -> str:
        return r"[{} \in {}]".format(*self._sides(printer))
