"""A number whose powers stay below a line."""

from __future__ import annotations

from typing import Any

from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import QuantityValue
from derive.language.relations import as_expression
from derive.rules.fact import Decision, Fact, Ground, prose_latex
from derive.rules.growth import growth


class AtMostOne(Fact):
    """base ≤ 1, because base^k ≤ factor·k for every k.

    The step's hypotheses about k have to be met for every k, and the statement says so: under k = 1
    the step alone gives nothing.

    step: the derivation of exp(k·log(base)) ≤ factor·k. power: the quantity k. met_by: derivations
    that show how the step's hypotheses about k are met for every k; what they rest on counts.
    """

    rule = "growth"

    def __init__(
        self, step: Any, base: Any, factor: Any, power: Any, met_by: tuple[Any, ...] = ()
    ) -> None:
        self.step, self.met_by = step, met_by
        self.base, self.factor = as_expression(base), as_expression(factor)
        if not isinstance(power, QuantityValue) or power.at:
            raise DeriveError(f"AtMostOne: power: got {power!r}; expected such as Positive('k').")
        self.power = power

    def text(self) -> str:
        return f"{text(self.base)} ≤ 1{self._proviso()}"

    def latex(self) -> str:
        return rf"{latex(self.base)} \le 1" + (
            prose_latex(self._proviso()) if self._proviso() else ""
        )

    def _proviso(self) -> str:
        if not self.step.given:
            return ""
        return f", if the hypotheses can be met for every {self.power.quantity.name}"

    def decide(self, ground: Ground) -> Decision:
        theorem, translator = ground.lemma(self.step)
        ground.require(self.step)
        base, factor = translator.term(self.base), translator.term(self.factor)
        n = Normalizer(translator.context(self.step.given))
        rests = growth(n, theorem, base, factor, self.power.quantity.name)
        for d in self.met_by:
            rests |= ground.rests(d)
        k = self.power.quantity.name
        if self.step.given:
            rests |= Rests(axioms=frozenset({f"the hypotheses about {k} can be met for every {k}"}))
        return Decision("proved", rests, (f"for every {k}: {self.step.claim().relation}",))
