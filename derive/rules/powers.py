"""A number whose powers stay below a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Rests
from derive.language.alphabets import Alphabet
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import Quantity
from derive.language.relations import Le, Relation, as_expression
from derive.rules.every_t import EveryT
from derive.rules.example import TRIED, check_example, quantities_of
from derive.rules.exists import AXIOM as EXACT
from derive.rules.fact import Decision, Fact, Ground, Inference, prose_latex
from derive.rules.growth import constrains, growth, inferred


class AtMostOne(Fact):
    """base ≤ 1, because a product of T factors `base` is below a line in T.

    powers: the derivation of one `EveryT(step, total, base, …, by="*")`: total(x₁…x_T) is
    total(x₁) times T − 1 factors `base`. bound: the derivation of total ≤ |N|, in which x₁…xₜ₋₁ is
    one letter. N: its alphabet, of at most each·T letters. The hypotheses of `bound` are read at
    every T, and the statement says so. met_by: the values of an example for T = 1, 2, 3, by
    quantity, which show that they fix no T.
    """

    rule = "growth"

    def __init__(
        self,
        powers: Any,
        bound: Any,
        N: Alphabet,
        each: Any,
        met_by: Callable[[int], Mapping[Any, Any]],
    ) -> None:
        facts = [fact for fact, _ in powers.proof().facts]
        if len(facts) != 1 or not isinstance(facts[0], EveryT) or facts[0].by != "*":
            raise DeriveError(
                "AtMostOne: powers: expected the derivation of one product for every T. "
                'Try EveryT(…, by="*") as its only fact.'
            )
        if not isinstance(N, Alphabet):
            raise DeriveError(f"AtMostOne: N: got {N!r}; expected an Alphabet.")
        self.powers, self.bound, self.N, self.met_by = powers, bound, N, met_by
        self.product: EveryT = facts[0]
        self.base, self.each = self.product.new, as_expression(each)

    def text(self) -> str:
        return f"{text(self.base)} ≤ 1{self._proviso()}"

    def latex(self) -> str:
        return rf"{latex(self.base)} \le 1" + prose_latex(self._proviso())

    def _proviso(self) -> str:
        assumed = quantities_of(*(e for h in self.bound.given for e in h.expressions()))
        some = ", ".join(sorted(q.name for q in assumed - self._fixed())) or "quantities"
        size, most = text(self.N.size), text(self.each)
        return f", if for every T some {some} meet the hypotheses, with {size} ≤ {most}·T"

    def decide(self, ground: Ground) -> Decision:
        ground.require(self.powers)
        ground.require(self.bound)
        rests = ground.rests(self.powers) | ground.rests(self.bound)
        theorem, translator = ground.lemma(self.bound)
        total, base = translator.term(self.product.total), translator.term(self.base)
        each = translator.term(self.each)
        self._refuse_constraints(translator)
        n = Normalizer(translator.context(self.bound.given))
        past, letters = self.product.past.alphabet, self.N.alphabet
        rests |= growth(n, theorem, total, base, each, past, letters)
        check_example(self.met_by, self.bound.given, self._below, self.product, self._fixed())
        tried = f"an example meets the hypotheses for T = {', '.join(map(str, TRIED))}"
        rests |= Rests(axioms=frozenset({EXACT}))

        def made() -> Inference | None:
            whole = replace(ground, given=self.powers.given)
            product = self.product.decide(whole).inferred
            fixed = tuple(sorted(q.name for q in self._fixed()))
            return inferred(n, theorem, product() if product else None, letters, each, fixed)

        return Decision("proved", rests, (tried,), inferred=made)

    def _below(self, t: int) -> Relation:
        return Le(self.N.size, self.each * t)

    def _fixed(self) -> frozenset[Quantity]:
        """The quantities that the statement is about: the same for every T, or grown with it."""
        of_product = (self.base, self.product.total, *self.product.put.values())
        return quantities_of(*of_product, self.each)

    def _refuse_constraints(self, translator: Any) -> None:
        """Refuse a hypothesis about x₁…xₜ₋₁ or N alone: it might hold for some T only."""
        fixed = frozenset(q.name for q in self._fixed())
        varying = frozenset({self.product.past.alphabet, self.N.alphabet})
        for h in self.bound.given:
            if constrains(map(translator.term, h.expressions()), fixed, varying):
                raise DeriveError(
                    f"{self.bound.name!r} assumes {h}, which need not hold for every T. "
                    "Try a bound without it."
                )
