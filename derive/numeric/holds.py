"""Whether a hypothesis or relation holds exactly at a model."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from derive.language.alphabets import Alphabet
from derive.language.optimal import OptimalLengths
from derive.language.relations import Dominated, Relation
from derive.numeric import closed
from derive.numeric.closed import Number
from derive.numeric.exact import Letters, evaluator, scopes, sorted_letters
from derive.numeric.least import least_mean, rational
from derive.numeric.model import Model
from derive.numeric.problem import Hypothesis

STRICT = ("<", ">", "!=")  # relations that equality of both sides breaks


@lru_cache(maxsize=4096)
def letters_of(h: Hypothesis) -> tuple[Alphabet, ...]:
    """The free indices of a relation, in order of name."""
    return sorted_letters(set().union(*(e.free_symbols for e in h.expressions())))


def holds_at(h: Hypothesis, model: Model, letters: Letters) -> bool:
    """Whether h holds at these letters.

    Raises:
        closed.Undecided: if a sign is beyond reach.
    """
    if isinstance(h, OptimalLengths):
        return _is_best(h, model)
    if isinstance(h, Dominated):
        if closed.sign(evaluator(h.conclusion)(model, letters)) != 0:
            return True
        return closed.sign(evaluator(h.premise)(model, letters)) == 0
    return satisfied(h, slack(h, model, letters))


def slack(h: Relation, model: Model, letters: Letters) -> Number:
    """lhs − rhs, or rhs − lhs for ≤ and <: not negative when an inequality holds."""
    left, right = evaluator(h.lhs)(model, letters), evaluator(h.rhs)(model, letters)
    return right - left if h.rel in ("<=", "<") else left - right


def satisfied(h: Relation, gap: Number) -> bool:
    """Whether this slack satisfies the relation."""
    s = closed.sign(gap)
    if h.rel in ("=", "!="):
        return (s == 0) == (h.rel == "=")
    return s > 0 if h.rel in ("<", ">") else s >= 0


def holds(h: Hypothesis, model: Model) -> bool:
    """Whether h holds at every choice of its free letters.

    Raises:
        closed.Undecided: if a sign is beyond reach.
    """
    return all(holds_at(h, model, s) for s in scopes(letters_of(h), model, {}))


def _is_best(h: OptimalLengths, model: Model) -> bool:
    """Whether the model's lengths are whole, keep Kraft's inequality, and have the least mean.

    Raises:
        Undecided: for a law or lengths that are not rational.
    """
    (x,) = h.lengths.over
    value = evaluator(h.law(x))
    p = [rational(value(model, {x: k})) for k in range(model.sizes[x.alphabet])]
    lengths = [rational(v) for v in model.quantities[h.lengths].flat]
    if any(n.denominator != 1 or n < 0 for n in lengths):
        return False
    if sum((Fraction(1, h.base ** int(n)) for n in lengths), Fraction(0)) > 1:
        return False
    mean = sum((v * n for v, n in zip(p, lengths, strict=True)), Fraction(0))
    return mean == least_mean(p, h.base)
