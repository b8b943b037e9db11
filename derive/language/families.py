"""Families of laws on the real line, known by parameters: what all have, and the normal law."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.laws import Law, LawValue
from derive.language.names import DeriveError
from derive.language.relations import as_expression


class Family(Law):
    """A law of numbers, known by parameters that may depend on the letters given=.

    named: the parameters' names, as the class takes them. symbol: of the law, as text and LaTeX.
    """

    named: ClassVar[tuple[str, ...]] = ()
    symbol: ClassVar[tuple[str, str]] = ("", "")
    parameters: tuple[Expr, ...]

    @classmethod
    def _made(cls, name: str, x: Any, given: Any, *parameters: Any) -> Any:
        points = x if isinstance(x, tuple) else (x,)
        made: Any = Law.__new__(cls, name, *points, given=given)
        made.parameters = tuple(map(as_expression, parameters))
        for point in made.outputs:
            cls._check_point(name, point)
        own: set[Basic] = set().union(*(e.free_symbols for e in made.parameters))
        other = own - {*made.inputs}
        if other:
            found = ", ".join(sorted(map(str, other)))
            raise DeriveError(
                f"{cls.__name__}({name!r}): {' or '.join(cls.named)} depends on {found}, which is "
                f"not given. Try given={found}."
            )
        made._settle()
        for what, e in made.positive():
            if e.is_Rational and e <= 0:
                raise DeriveError(
                    f"{cls.__name__}({name!r}): its {what} is {e}; expected a number > 0. "
                    f"{made.instead()}"
                )
        return made

    @classmethod
    def _check_point(cls, name: str, x: Alphabet) -> None:
        if not x.is_space:
            raise DeriveError(
                f"{cls.__name__}({name!r}): {x.name} is no point of a space. "
                f"Try {x.name} = Space({x.name!r})."
            )

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        named = dict(zip(self.named, self.parameters, strict=True))
        return (self.name, *self.outputs), {**named, "given": self.inputs}

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), *self.parameters)

    def _settle(self) -> None:
        """Put the parameters where they are looked for."""

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        """What has to be > 0, with its name."""
        return ()

    def instead(self) -> str:
        """What to write where that is not visible."""
        return ""

    def shown(self) -> tuple[Expr, ...]:
        """The parameters that stand behind the symbol."""
        return self.parameters

    @classmethod
    def ends(cls, *parameters: Expr) -> tuple[Expr | None, Expr | None]:
        """Between which numbers its values are > 0; None where there is no bound."""
        return None, None

    def at(self, value: LawValue) -> tuple[Any, ...]:
        """Of a value of this law: itself, the point, and the parameters there."""
        where = dict(value.at)
        (x,) = self.outputs
        to: dict[Basic, Alphabet | Letter] = {v: where[v.name] for v in self.inputs}
        point: Any = where[x.name]
        return value, point, *(e.xreplace(to) for e in self.parameters)


class Normal(Family):
    """The normal law with this mean and variance: `Normal("p", x, mean=μ, variance=v)`.

    p(x) = exp(−(x − μ)²/(2v))/√(2πv), x the coordinate of the point in ℝ. With given= mean and
    variance may depend on letters, `Normal("p", x, mean=mu(i), variance=v(i), given=i)`, and the
    mean on points, `Normal("q", x, mean=a*y + b, variance=v, given=y)`.

    Raises:
        DeriveError: x is no point of a space, mean or variance have other letters than given=, or
            the variance depends on a point.
    """

    named = ("mean", "variance")
    symbol = ("N", r"\mathcal{N}")

    def __new__(
        cls, name: str, x: Alphabet, mean: Any = 0, variance: Any = 1, given: Any = ()
    ) -> Normal:
        made: Normal = cls._made(name, x, given, mean, variance)
        points = [i for i in made.variance.free_symbols if isinstance(i, Alphabet) and i.is_space]
        if points:
            raise DeriveError(
                f"Normal({name!r}): its variance depends on the point {points[0]}. Expected one "
                "that does not, such as Positive('v')."
            )
        return made

    @property
    def mean(self) -> Expr:
        return self.parameters[0]

    @property
    def variance(self) -> Expr:
        return self.parameters[1]

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        return (("variance", self.variance),)

    def instead(self) -> str:
        return "Try Positive('v') for it, or given=[v > 0]."
