"""A statement about any number T of variables, from the step from t − 1 to t."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from derive.kernel.instance import Put
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index
from derive.language.alphabets import Alphabet
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.relations import SYMBOL, as_expression
from derive.rules.exists import LATEX_SIGN
from derive.rules.fact import Decision, Fact, Ground
from derive.rules.induction import Growth, induction
from derive.translate.bridge import index

_PAST = re.compile(r"(\w)₁…\1ₜ₋₁")
_PAST_TEX = re.compile(r"(\w)_\{1\},\\ldots,\1_\{t-1\}")
_SIZE_TEX = re.compile(r"(\\mathcal\{\w\})_\{1\} \\times \\cdots \\times \1_\{t-1\}")
_BIG = {"+": ("Σ", r"\sum"), "*": ("Π", r"\prod")}


def past_and_next(name: str) -> tuple[Alphabet, Alphabet]:
    """The alphabets of x₁…xₜ₋₁, read as one letter, and of xₜ: `u, v = past_and_next("x")`."""
    if len(name) != 1:
        raise DeriveError(f"past_and_next({name!r}): expected one letter. Try past_and_next('x').")
    return Alphabet(f"{name}₁…{name}ₜ₋₁"), Alphabet(f"{name}ₜ")


class EveryT(Fact):
    """total(x₁…x_T) = total(x₁) + Σ_{t=2}^T new(x₁…xₜ₋₁, xₜ) for every T; by="*": a product.

    step: the derivation of total(u, v) = total(u) + new(u, v), or ≤, ≥. past, next: u, v. put: for
    each quantity of u its value at (u, v), such as {ell: ell(u) + L(v)}.
    """

    rule = "induction on T"

    def __init__(
        self,
        step: Any,
        total: Any,
        new: Any,
        past: Alphabet,
        next: Alphabet,
        by: Literal["+", "*"] = "+",
        put: Mapping[Any, Any] | None = None,
    ) -> None:
        self.step, self.by = step, by
        self.total, self.new = as_expression(total), as_expression(new)
        self.past, self.next = past, next
        self.put = dict(put or {})
        for what, letter in (("past", past), ("next", next)):
            if not isinstance(letter, Alphabet) or letter.name != letter.alphabet:
                raise DeriveError(
                    f"EveryT: {what}: got {letter!r}; expected an alphabet's own letter. "
                    'Try u, v = past_and_next("x").'
                )

    def text(self) -> str:
        rel = SYMBOL[self.step.claim().relation.rel]
        total, new = text(self.total), text(self.new)
        first, whole = _PAST.sub(r"\1₁", total), _PAST.sub(r"\1₁…\1_T", total)
        big = _BIG[self.by][0]
        join = " + " if self.by == "+" else " · "
        return f"for every T: {whole} {rel} {first}{join}{big}_(t=2)^T {new}"

    def latex(self) -> str:
        rel = LATEX_SIGN[self.step.claim().relation.rel]
        total, new = latex(self.total), latex(self.new)
        first = _SIZE_TEX.sub(r"\1_{1}", _PAST_TEX.sub(r"\1_{1}", total))
        whole = _SIZE_TEX.sub(r"\1_{1} \\times \\cdots \\times \1_{T}", total)
        whole = _PAST_TEX.sub(r"\1_{1},\\ldots,\1_{T}", whole)
        join = "+" if self.by == "+" else r"\cdot"
        return rf"{whole} {rel} {first} {join} {_BIG[self.by][1]}_{{t=2}}^{{T}} {new}"

    def decide(self, ground: Ground) -> Decision:
        theorem, translator = ground.lemma(self.step)
        ground.require(self.step)
        total, new = translator.term(self.total), translator.term(self.new)
        put = {q.name: self._put(q, e, translator) for q, e in self.put.items()}
        n = Normalizer(translator.context(self.step.given))
        grow = Growth(self.past.alphabet, self.next.alphabet, put)
        rests = induction(n, theorem, total, new, self.by, grow)
        return Decision("proved", rests, (f"step: {self.step.claim().relation}",))

    def _put(self, quantity: Any, e: Any, translator: Any) -> Put:
        """Parameters: the letters of the quantity, then v for each of them that is over u."""
        more = [self.next for v in quantity.over if v.alphabet == self.past.alphabet]
        letters: tuple[Index, ...] = tuple(index(v) for v in (*quantity.over, *more))
        return Put(letters, translator.term(as_expression(e)))
