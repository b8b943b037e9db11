"""Laws of families in derive's language, and what their values are points of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy import Expr

from derive.language.alphabets import Alphabet, Delta, Naturals, Space
from derive.language.counted import Poisson
from derive.language.definitions import DefinedLaw
from derive.language.families import Normal
from derive.language.laws import Law
from derive.language.line_laws import Exponential, Laplace, UniformOn

Maker = Callable[..., Law]


def points(kind: str, name: str, over: str) -> Alphabet:
    """A letter for the values of such a law: of ℝ, of ℕ₀, or 0 and 1."""
    if kind == "bernoulli":
        return Alphabet(name, over, ("0", "1"))
    return Naturals(name, over) if kind == "poisson" else Space(name, over)


def made(
    kind: str, name: str, x: Alphabet, parameters: Sequence[Expr], given: Sequence[Alphabet]
) -> Law:
    """The law of a family with these parameters, which depends on none of `given`."""
    if kind == "bernoulli":
        (p,) = parameters
        zero, one = x.letters
        value = p * Delta(x, one) + (1 - p) * Delta(x, zero)
        return DefinedLaw(name, x, value=value, given=tuple(given))
    named = _NAMED[kind]
    return _MAKERS[kind](name, x, given=tuple(given), **dict(zip(named, parameters, strict=True)))


_MAKERS: dict[str, Maker] = {
    "normal": Normal,
    "uniform": UniformOn,
    "exponential": Exponential,
    "laplace": Laplace,
    "poisson": Poisson,
}
_NAMED = {
    "normal": ("mean", "variance"),
    "uniform": ("low", "high"),
    "exponential": ("rate",),
    "laplace": ("mean", "scale"),
    "poisson": ("mean",),
}
