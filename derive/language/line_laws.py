"""Laws on an interval, on [0, ∞) and about a point: uniform, exponential, Laplace."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer

from derive.language import definitions
from derive.language.alphabets import Alphabet
from derive.language.expressions import Inverse
from derive.language.families import Family
from derive.language.names import DeriveError
from derive.language.relations import as_expression


class UniformOn(Family):
    """The uniform law on an interval, u(x) = 1/(high − low) for low ≤ x ≤ high and 0 elsewhere."""

    named = ("low", "high")
    symbol = ("Uniform", r"\mathrm{Uniform}")

    def __new__(cls, name: str, x: Alphabet, low: Any, high: Any, given: Any = ()) -> UniformOn:
        return cls._made(name, x, given, low, high)  # type: ignore[no-any-return]

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        low, high = self.parameters
        return (("length high - low =", high - low),)

    def instead(self) -> str:
        return "Try high=low + w for a w = Positive('w'), or given=[low < high]."

    @classmethod
    def ends(cls, *parameters: Expr) -> tuple[Expr | None, Expr | None]:
        low, high = parameters
        return low, high


def Uniform(*args: Any, **named: Any) -> Any:
    """The uniform law: `Uniform(x)` on an alphabet, `Uniform("u", x, low=0, high=1)` on ℝ.

    U(x) = 1/|X|, and u(x) = 1/(b − a) for a ≤ x ≤ b and 0 elsewhere.

    The length b − a has to be visibly > 0, as for high=a + w with w = Positive("w"), or by a
    hypothesis a < b. Of another density r on that interval r << u is a hypothesis.

    Raises:
        DeriveError: for an empty interval, or what is no law of one of these kinds.
    """
    if args and isinstance(args[0], str):
        missing = [end for end in ("low", "high") if end not in named]
        if len(args) != 2 or missing:
            raise DeriveError(
                f"Uniform({args[0]!r}, …): expected a point of a space and both ends. "
                f"Try Uniform({args[0]!r}, Space('x'), low=0, high=1)."
            )
        return UniformOn(args[0], args[1], **named)
    if args and getattr(args[0], "is_measured", False):
        raise DeriveError(
            f"Uniform({args[0].name}): it has no number of points to be uniform on. "
            f"Try Uniform('u', {args[0].name}, low=0, high=1)."
        )
    return definitions.Uniform(*args, **named)


class Exponential(Family):
    """The exponential law, e(x) = λ·exp(−λx) for x ≥ 0 and 0 elsewhere.

    `Exponential("e", x, rate=λ)`, or by its mean 1/λ, `Exponential("e", x, mean=m)`. Of another
    density r on [0, ∞) r << e is a hypothesis.

    Raises:
        DeriveError: for both, or a rate or mean that is no number > 0.
    """

    named = ("rate",)
    symbol = ("Exp", r"\mathrm{Exp}")

    def __new__(
        cls, name: str, x: Alphabet, rate: Any = None, mean: Any = None, given: Any = ()
    ) -> Exponential:
        if rate is not None and mean is not None:
            raise DeriveError(
                f"Exponential({name!r}): got rate and mean; the mean is 1/rate. Try one of them."
            )
        if mean is not None and as_expression(mean).is_Rational and as_expression(mean) <= 0:
            raise DeriveError(
                f"Exponential({name!r}): its mean is {mean}; expected a number > 0. "
                "Try mean=Positive('m')."
            )
        taken = over(as_expression(mean)) if mean is not None else 1 if rate is None else rate
        return cls._made(name, x, given, taken)  # type: ignore[no-any-return]

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        return (("rate", self.parameters[0]),)

    def instead(self) -> str:
        return "Try rate=Positive('λ'), or mean=Positive('m')."

    @classmethod
    def ends(cls, *parameters: Expr) -> tuple[Expr | None, Expr | None]:
        return Integer(0), None


class Laplace(Family):
    """The Laplace law, l(x) = exp(−|x − μ|/b)/(2b): `Laplace("l", x, mean=μ, scale=b)`.

    Its scale is E |x − μ| = b, its variance 2b².

    Raises:
        DeriveError: for a scale that is no number > 0.
    """

    named = ("mean", "scale")
    symbol = ("Laplace", r"\mathrm{Laplace}")

    def __new__(
        cls, name: str, x: Alphabet, mean: Any = 0, scale: Any = 1, given: Any = ()
    ) -> Laplace:
        return cls._made(name, x, given, mean, scale)  # type: ignore[no-any-return]

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        return (("scale", self.parameters[1]),)

    def instead(self) -> str:
        return "Try scale=Positive('b')."


def over(e: Expr) -> Expr:
    """1/e."""
    if e.is_number:
        return 1 / e
    return e.args[0] if isinstance(e, Inverse) else Inverse(e)
