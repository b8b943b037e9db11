"""Laws on ℕ₀, geometric and Poisson; and all the families there are."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Mul

from derive.language.alphabets import Alphabet
from derive.language.expressions import Inverse
from derive.language.families import Family, Normal
from derive.language.line_laws import Exponential, Laplace, UniformOn, over
from derive.language.names import DeriveError
from derive.language.relations import as_expression


class OnNaturals(Family):
    """A law on ℕ₀ with a mean."""

    named = ("mean",)

    @classmethod
    def _check_point(cls, name: str, x: Alphabet) -> None:
        if not x.is_natural:
            raise DeriveError(
                f"{cls.__name__}({name!r}): {x.name} is no number of ℕ₀. "
                f"Try {x.name} = Naturals({x.name!r})."
            )

    @property
    def mean(self) -> Expr:
        return self.parameters[0]

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        return (("mean", self.mean),)

    def instead(self) -> str:
        return "Try mean=Positive('m')."


class Geometric(OnNaturals):
    """The geometric law on 0, 1, 2, …: g(n) = θ·(1 − θ)ⁿ, with the mean m = (1 − θ)/θ > 0.

    `Geometric("g", n, mean=m)`, or by the chance of success, `Geometric("g", n, success=θ)`: n
    counts the failures before the first success.

    Raises:
        DeriveError: for both, for a mean ≤ 0, or a θ that is not between 0 and 1.
    """

    symbol = ("Geom", r"\mathrm{Geom}")

    def __new__(
        cls, name: str, n: Alphabet, mean: Any = None, success: Any = None, given: Any = ()
    ) -> Geometric:
        if (mean is None) == (success is None):
            raise DeriveError(
                f"Geometric({name!r}): expected its mean or its chance of success. "
                "Try mean=Positive('m')."
            )
        if mean is None:
            theta = as_expression(success)
            if theta.is_Rational and not 0 < theta < 1:
                raise DeriveError(
                    f"Geometric({name!r}): its chance of success is {theta}; expected a number "
                    "between 0 and 1. Try success=Rational(1, 2)."
                )
            mean = (1 - theta) * over(theta)
        return cls._made(name, n, given, mean)  # type: ignore[no-any-return]

    def shown(self) -> tuple[Expr, ...]:
        """θ."""
        for f in Mul.make_args(self.mean):
            if isinstance(f, Inverse) and self.mean == (1 - f.args[0]) * f:
                return (f.args[0],)
        return (over(1 + self.mean),)


class Poisson(OnNaturals):
    """The Poisson law on 0, 1, 2, …: p(n) = λⁿ·exp(−λ)/n!, `Poisson("p", n, mean=λ)`.

    Raises:
        DeriveError: for a mean that is no number > 0.
    """

    symbol = ("Poisson", r"\mathrm{Poisson}")

    def __new__(cls, name: str, n: Alphabet, mean: Any, given: Any = ()) -> Poisson:
        return cls._made(name, n, given, mean)  # type: ignore[no-any-return]


FAMILIES: tuple[type[Family], ...] = (Normal, UniformOn, Exponential, Laplace, Geometric, Poisson)
