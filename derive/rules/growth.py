"""Growth: what stays below a line in every power is at most 1.

    A⁺ = A·g                  (the premise of INDUCTION, by *: A(x₁…x_T) = A(x₁)·g^(T−1))
    A > 0,  A ≤ |N|           for every law and quantity that meets the hypotheses H
    u, N not in g, c          u = x₁…xₜ₋₁, N an alphabet
    ─────────────────────────────────────────────────────────────────────────────────  GROWTH
    g ≤ 1   if for every T some quantities beside those of A, g, c meet H for x₁…x_T, with |N| ≤ c·T

because then g^(T−1) ≤ (c/A(x₁))·T for every T, and for h > 0, (1 + h)^k ≥ 1 + k·h + k·(k−1)·h²/2
outgrows every line (Bernoulli, one term more). Cover & Thomas, proof of Theorem 5.5.1. Both
premises are theorems of the kernel. T has no name in them, so no hypothesis can fix it; a
hypothesis about u or N alone, which might fix it all the same, is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.kernel import terms as t
from derive.kernel.instance import has_sign
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError, Term, minus
from derive.kernel.theorem import Rests, Statement, Theorem
from derive.rules.fact import Inference
from derive.translate.fresh import rests_on

AXIOM = "a power with base over 1 outgrows every line (Bernoulli)"


def growth(
    n: Normalizer, bound: Theorem, total: Term, base: Term, each: Term, past: str, letters: str
) -> Rests:
    """GROWTH, all but its first premise: what "base ≤ 1" rests on.

    past, letters: the alphabets of u and N.

    Raises:
        KernelError: the bound is not the premise.
    """
    for what, term in (("the base", base), ("the factor", each)):
        n.context.check(term)
        if t.free_indices(term) or alphabets((term,)) & {past, letters}:
            raise KernelError(f"{what} depends on the past or on {letters!r}")
    if letters in alphabets((total,)) or letters == past:
        raise KernelError(f"the total depends on {letters!r}")
    statement = bound.statement
    if statement.rel not in ("<=", "<"):
        raise KernelError("the bound is not an upper bound")
    if not n.vanishes(minus(statement.lhs, total)):
        raise KernelError("the left side of the bound is not the total")
    if not n.vanishes(minus(statement.rhs, t.Card(letters))):
        raise KernelError(f"the right side of the bound is not the size of {letters!r}")
    if not has_sign(n, total, "pos"):
        raise KernelError("the total is not shown to be positive")
    return rests_on(bound) | Rests(axioms=frozenset({AXIOM}))


def inferred(
    n: Normalizer,
    bound: Theorem,
    product: Inference | None,
    letters: str,
    each: Term,
    fixed: tuple[str, ...],
) -> Inference | None:
    """The same for `rocq/Facts.v`: the step of the product, A ≤ |N| and A > 0, as theorems.

    fixed: the quantities that are the same for every T, or grow with it.
    """
    from derive.kept.proofs import Allowed, find

    if product is None:
        return None
    total = product.parts["total"]
    below = find(n, Statement(total, "<=", t.Card(letters)), Allowed(lemmas=(bound,))).theorem
    above = find(n, Statement(total, ">", t.ZERO)).theorem
    if below is None or above is None:
        return None
    parts = {**product.parts, "letters": letters, "each": each, "fixed": fixed}
    return Inference("growth", (*product.theorems, below, above), parts)


def constrains(hypothesis: Iterable[Term], fixed: frozenset[str], varying: frozenset[str]) -> bool:
    """Whether a hypothesis is about the alphabets `varying` and the quantities `fixed` alone."""
    parts = tuple(hypothesis)
    others = {s.name for p in parts for s in t.subterms(p) if isinstance(s, t.Quantity)} - fixed
    laws = any(isinstance(s, t.LawTerm) for p in parts for s in t.subterms(p))
    return not others and not laws and bool(alphabets(parts) & varying)


def alphabets(terms: Iterable[Term]) -> set[str]:
    """The alphabets that occur in terms: of letters, bound or free, and of sizes."""
    found: set[str] = set()
    for s in (s for term in terms for s in t.subterms(term)):
        indices = s.indices if isinstance(s, t.Sum) else t.own_indices(s)
        found |= {i.alphabet for i in indices}
        found |= {s.alphabet} if isinstance(s, t.Card) else set()
    return found
