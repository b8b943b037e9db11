"""argmax and argmin: the set of letters where an expression is largest or least.

The letter stands for any parameter, `theta = Alphabet("θ")`: statements about it compare values
at two parameters, so they hold for parameter sets of any kind.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, no_spaces
from derive.language.expressions import NoCancel, is_addition
from derive.language.looks import SUM
from derive.language.names import DeriveError
from derive.language.relations import as_expression


class Optimiser(NoCancel):
    """The set of letters that optimise an expression; a line of a chain, not a number."""

    symbol = ""
    sense = 0
    precedence = SUM  # for printing

    def __new__(cls, body: Any, letter: Any) -> Expr:
        e = as_expression(body)
        if not isinstance(letter, Alphabet) or letter not in e.free_symbols:
            raise DeriveError(
                f"{cls.__name__}(f, θ): got {letter!r}; expected a letter that is free in {e}."
            )
        no_spaces(cls.__name__, (letter,), "a bound as a hypothesis")
        obj: Expr = Expr.__new__(cls, e, letter)
        return obj

    @property
    def body(self) -> Expr:
        return self.args[0]

    @property
    def letter(self) -> Alphabet:
        return self.args[1]

    @property
    def free_symbols(self) -> set[Basic]:
        return self.body.free_symbols - {self.letter}

    def _sympystr(self, printer: Any) -> str:
        body = printer._print(self.body)
        body = f"[{body}]" if is_addition(self.body) else body
        return f"{self.symbol}_{self.letter.name} {body}"

    def _latex(self, printer: Any) -> str:
        body = printer._print(self.body)
        body = rf"\left[ {body} \right]" if is_addition(self.body) else body
        name = rf"\operatorname*{{{self.symbol[:3]}\,{self.symbol[3:]}}}"
        return rf"{name}_{{{printer._print(self.letter)}}} {body}"


class ArgMax(Optimiser):
    """The letters where `body` is largest: `ArgMax(f(theta), theta)`."""

    symbol = "argmax"
    sense = 1


class ArgMin(Optimiser):
    """The letters where `body` is least."""

    symbol = "argmin"
    sense = -1
