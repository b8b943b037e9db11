"""Laws of families in derive's language, and what their values are points of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy import Expr, Rational

from derive.language.alphabets import Alphabet, Delta, Naturals, Space
from derive.language.counted import Poisson
from derive.language.definitions import DefinedLaw
from derive.language.families import Normal
from derive.language.laws import Law
from derive.language.line_laws import Exponential, Laplace, UniformOn
from derive.notes.facts.families import AMONG

Maker = Callable[..., Law]


def is_finite(kind: str) -> bool:
    """Whether it is a law of a finite alphabet."""
    return kind == "bernoulli" or kind.startswith(AMONG)


def _members(kind: str) -> tuple[str, ...]:
    return ("0", "1") if kind == "bernoulli" else tuple(kind.split()[1].split(","))


def points(kind: str, name: str, over: str) -> Alphabet:
    """A letter for the values of such a law: of ℝ, of ℕ₀, 0 and 1, or those listed."""
    if is_finite(kind):
        return Alphabet(name, over, _members(kind))
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
    if is_finite(kind):
        return DefinedLaw(name, x, value=Rational(1, len(_members(kind))), given=tuple(given))
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
