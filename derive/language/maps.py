"""Functions between alphabets, kept as indicators: f(v, i) = [f(v) = i].

A data set is a function from samples to letters, a code's leaves belong to at most one codeword,
a message has one length. Regrouping a sum by the value of such a function, and counting both ways
round, are then exchanges of two sums.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr, Integer

from derive.language.alphabets import Alphabet, Delta, latex_name, no_spaces
from derive.language.expressions import Sum, exp, log
from derive.language.measures import Call, Measure
from derive.language.names import DeriveError, checked_name
from derive.language.quantities import Quantity
from derive.language.relations import Relation, as_expression

_SUBSCRIPT = str.maketrans("ijkmnt", "ᵢⱼₖₘₙₜ")


class Map(Quantity):
    """A function from one alphabet to another; `partial` if it need not be defined everywhere.

    `f = Map("f", v, to=i)`: f(v, i) is 1 if f(v) = i, else 0. Its facts are hypotheses; put
    `*f.facts()` into given=[...].
    """

    partial: bool

    def __new__(cls, name: str, over: Alphabet, to: Alphabet, partial: bool = False) -> Map:
        for what, letter in (("over", over), ("to", to)):
            if not isinstance(letter, Alphabet):
                raise DeriveError(f"Map({name!r}): {what}: got {letter!r}; expected an Alphabet.")
        no_spaces(f"Map({name!r})", (over, to), "a quantity of x")
        obj: Map = Quantity.__new__(cls, name, over, to, sign="unit")  # type: ignore[assignment]
        obj.partial = bool(partial)
        return obj

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.over), {"partial": self.partial}

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.partial)

    def facts(self) -> tuple[Relation, ...]:
        """f(v,i)·f(v,i') = [i = i']·f(v,i); and Σ_i f(v,i) = 1 unless it is partial."""
        v, i = self.over
        other = i.another(i.name + "'")
        single = Relation(
            self(v, i) * self(v, other),
            "=",
            Delta(i, other) * self(v, i),
            name=f"{self.name} has one value",
        )
        if self.partial:
            return (single,)
        total = Relation(Sum(self(v, i), i), "=", Integer(1), name=f"{self.name} has a value")
        return (single, total)

    def at(self, v: Alphabet, g: Callable[[Alphabet], Any]) -> Expr:
        """g(f(v)), printed so: with x = f and v = i as g(xᵢ). It is Σ_k f(v,k)·g(k).

        v: a letter of the first alphabet. g: an expression for each letter of the second.
        """
        k, e = self._value(v, g)
        return self._called("at", Measure("⟦0⟧", "⟦0⟧", Sum(self(v, k) * e, k), e), v, e)

    def factor_at(self, v: Alphabet, g: Callable[[Alphabet], Any]) -> Expr:
        """g(f(v)) for a positive g, to be multiplied over v: it is exp(Σ_k f(v,k)·ln g(k))."""
        k, e = self._value(v, g)
        value = exp(Sum(self(v, k) * log(e), k))
        return self._called("factor_at", Measure("⟦0⟧", "⟦0⟧", value, e), v, e)

    def _value(self, v: Alphabet, g: Callable[[Alphabet], Any]) -> tuple[Alphabet, Expr]:
        k = self._image(v)
        e = as_expression(g(k))
        if k not in e.free_symbols:
            raise DeriveError(
                f"{self.name}.at({v.name}, …): {e} does not depend on the letter, and would print "
                "as if it stood alone. Try it without at, or with a + b as a + s.at(i, b)."
            )
        return k, e

    def _image(self, v: Alphabet) -> Alphabet:
        """The letter f(v), called xᵢ for a map x and a letter i."""
        if not isinstance(v, Alphabet) or v.alphabet != self.over[0].alphabet:
            raise DeriveError(
                f"{self.name}: got {v!r}; expected a letter over {self.over[0].alphabet!r}. "
                f"Try {self.over[0].name}."
            )
        return self.over[1].another(self.name + v.name.translate(_SUBSCRIPT))

    def count(self, i: Alphabet, name: str = "n") -> Expr:
        """#{v : f(v) = i}, printed n(i). It is Σ_v f(v,i)."""
        v = self.over[0]
        checked_name(name, f"{self.name}.count(i, name)")
        counted = Sum(self(v, i), v)
        made = Measure(f"{name}(⟦0⟧)", f"{latex_name(name)}_{{⟦0⟧}}", counted, i)
        return self._called("count", made, i, name)

    def _called(self, operation: str, made: Any, *args: Any) -> Expr:
        """The measure, which remembers what it was made by."""
        made.call, made.of_language = Call(f"Map.{operation}", (self, *args), {}), True
        return made  # type: ignore[no-any-return]
