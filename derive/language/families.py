"""Families of densities on ℝ: the normal law, with its mean and variance."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.laws import Law, LawValue
from derive.language.names import DeriveError
from derive.language.relations import as_expression


class Normal(Law):
    """The normal law with this mean and variance: `Normal("p", x, mean=μ, variance=v)`.

    p(x) = exp(−(x − μ)²/(2v))/√(2πv), x the coordinate of the point in ℝ. With given= mean and
    variance may depend on letters, `Normal("p", x, mean=mu(i), variance=v(i), given=i)`, and the
    mean on points, `Normal("q", x, mean=a*y + b, variance=v, given=y)`.

    Raises:
        DeriveError: x is no point of a space, mean or variance have other letters than given=, or
            the variance depends on a point.
    """

    mean: Expr
    variance: Expr

    def __new__(
        cls, name: str, x: Alphabet, mean: Any = 0, variance: Any = 1, given: Any = ()
    ) -> Normal:
        made: Any = Law.__new__(cls, name, x, given=given)
        made.mean, made.variance = as_expression(mean), as_expression(variance)
        if not x.is_space:
            raise DeriveError(
                f"Normal({name!r}): {x.name} runs over a finite alphabet. "
                f"Try {x.name} = Space({x.name!r})."
            )
        other = (made.mean.free_symbols | made.variance.free_symbols) - {*made.inputs}
        if other:
            found = ", ".join(sorted(map(str, other)))
            raise DeriveError(
                f"Normal({name!r}): mean or variance depends on {found}, which is not given. "
                f"Try given={found}."
            )
        points = [i for i in made.variance.free_symbols if i.is_space]
        if points:
            raise DeriveError(
                f"Normal({name!r}): its variance depends on the point {points[0]}. Expected one "
                "that does not, such as Positive('v')."
            )
        return made  # type: ignore[no-any-return]

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        named = {"mean": self.mean, "variance": self.variance, "given": self.inputs}
        return (self.name, *self.outputs), named

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.mean, self.variance)

    def at(self, value: LawValue) -> tuple[Expr, Alphabet, Expr, Expr]:
        """Of a value of this law: the point, and mean and variance there."""
        where = dict(value.at)
        (x,) = self.outputs
        to: dict[Basic, Alphabet | Letter] = {v: where[v.name] for v in self.inputs}
        point: Any = where[x.name]
        return value, point, self.mean.xreplace(to), self.variance.xreplace(to)
