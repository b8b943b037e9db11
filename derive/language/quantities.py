"""Real quantities that are not probabilities: code lengths, weights, parameters."""

from __future__ import annotations

from typing import Any, Literal

from sympy import Atom, Basic, Expr, Integer, Symbol, Tuple

from derive.language import notation
from derive.language.alphabets import Alphabet, Letter, latex_name, no_spaces
from derive.language.expressions import NoCancel, Sum
from derive.language.names import DeriveError, checked_name
from derive.language.relations import Relation

Sign = Literal["real", "nonneg", "pos", "unit"]


class Quantity(Atom):
    """A real quantity for each letter (or for each tuple of letters), of unspecified value.

    sign: "real"; "nonneg" (≥ 0); "pos" (> 0); "unit" (between 0 and 1, both included).
    """

    name: str
    over: tuple[Alphabet, ...]
    sign: Sign

    def __new__(cls, name: str, *over: Alphabet, sign: Sign = "real") -> Quantity:
        obj: Quantity = Basic.__new__(cls)
        obj.name = checked_name(name, "name")
        obj.over = over
        for letter in over:
            if not isinstance(letter, Alphabet):
                raise DeriveError(
                    f"{name}: over {letter!r}; expected an Alphabet such as x = Alphabet('x')."
                )
        if sign not in ("real", "nonneg", "pos", "unit"):
            raise DeriveError(f"sign: got {sign!r}; expected 'real', 'nonneg', 'pos' or 'unit'.")
        obj.sign = sign
        return obj

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.over), {"sign": self.sign}

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.name, tuple((v.name, v.alphabet) for v in self.over), self.sign)

    def sort_key(self, order: Any = None) -> Any:
        return self.class_key(), (1, (self.name,)), Symbol(self.name).sort_key()[2], 1

    def __call__(self, *letters: Alphabet | Letter) -> Expr:
        got = [getattr(i, "alphabet", None) for i in letters]
        if got != [v.alphabet for v in self.over]:
            raise DeriveError(
                f"{self.name}{letters}: expected letters over the alphabets "
                f"{[v.alphabet for v in self.over]}. Try {self.name}{self.over}."
            )
        return QuantityValue(self, Tuple(*letters))

    def _sympystr(self, printer: Any) -> str:
        return self.name

    def _latex(self, printer: Any) -> str:
        return latex_name(self.name)


class QuantityValue(NoCancel):
    """A quantity at given letters: L(x), or a plain parameter λ."""

    def __new__(cls, quantity: Quantity, at: Any) -> Expr:
        obj: Expr = Expr.__new__(cls, quantity, Tuple(*at))
        return obj

    @property
    def quantity(self) -> Quantity:
        return self.args[0]

    @property
    def at(self) -> tuple[Alphabet | Letter, ...]:
        return tuple(self.args[1])

    @property
    def free_symbols(self) -> set[Basic]:
        return {i for i in self.at if isinstance(i, Alphabet)}

    def _sympystr(self, printer: Any) -> str:
        name: str = printer._print(self.quantity)
        return f"{name}({','.join(printer._print(i) for i in self.at)})" if self.at else name

    def _latex(self, printer: Any) -> str:
        letters = [printer._print(i) for i in self.at]
        return notation.of(printer).quantity(printer._print(self.quantity), letters)


def _make(name: str, over: tuple[Alphabet, ...], sign: Sign) -> Any:
    quantity = Quantity(name, *over, sign=sign)
    return quantity if over else quantity()


def Real(name: str, *over: Alphabet) -> Any:
    """A real quantity; with alphabets a function of letters, without a plain parameter."""
    return _make(name, over, "real")


def Nonnegative(name: str, *over: Alphabet) -> Any:
    """A quantity ≥ 0, zeros allowed."""
    return _make(name, over, "nonneg")


def Positive(name: str, *over: Alphabet) -> Any:
    """A quantity > 0."""
    return _make(name, over, "pos")


def Probability(name: str, *over: Alphabet) -> Any:
    """A quantity between 0 and 1, such as the weight λ of a mixture λp + (1 − λ)q."""
    return _make(name, over, "unit")


class NaturalQuantity(Quantity):
    """An integer ≥ 0 for each letter: counts, n in n!."""

    def __new__(cls, name: str, *over: Alphabet) -> NaturalQuantity:
        return Quantity.__new__(cls, name, *over, sign="nonneg")  # type: ignore[return-value]

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.over), {}


def Natural(name: str, *over: Alphabet) -> Any:
    """An integer ≥ 0, such as the n of n! and of C(n, k)."""
    quantity = NaturalQuantity(name, *over)
    return quantity if over else quantity()


class CodeLengths(Quantity):
    """Codeword lengths L(x): real numbers (integers are a special case).

    `L.kraft()` is Kraft's inequality Σ_x D^{-L(x)} ≤ 1 for a D-ary code (D = 2 unless told).
    """

    def __new__(cls, name: str, over: Alphabet, sign: Sign = "real") -> CodeLengths:
        no_spaces(f"CodeLengths({name!r})", (over,), f"Real({name!r}, x)")
        obj: CodeLengths = Quantity.__new__(cls, name, over, sign=sign)  # type: ignore[assignment]
        return obj

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.over), {"sign": self.sign}

    def kraft_sum(self, base: int = 2) -> Expr:
        """Σ_x base^{-L(x)}."""
        if not isinstance(base, int) or base < 2:
            raise DeriveError(f"base: got {base!r}; expected an integer ≥ 2. Try base=2.")
        (x,) = self.over
        return Sum(Integer(base) ** (-self(x)), x)

    def kraft(self, base: int = 2) -> Relation:
        """The hypothesis that the Kraft sum is at most 1 (Cover & Thomas, Theorem 5.2.1)."""
        return Relation(self.kraft_sum(base), "<=", Integer(1), name="Kraft's inequality")
