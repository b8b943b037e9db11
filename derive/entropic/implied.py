"""What is true of the numbers in a problem without being said: log|X| ≥ H(X), 3/2 < log 3 < 8/5."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.entropic.numbers import bounds
from derive.entropic.problem import Condition, Implied, Problem, Relation
from derive.entropic.scalars import Scalar
from derive.entropic.sums import EntropySum, Mask, constant, h


def with_implied(problem: Problem) -> Problem:
    """The problem with what is known of its numbers among the conditions, once.

    Raises:
        DeriveError: for the logarithm of a prime that no bounds are found for.
    """
    if any(c.implied for c in problem.conditions):
        return problem
    more: list[Condition] = []
    for i, name in enumerate(problem.names):
        if isinstance(name, Scalar) and name.kind == "log":
            least, most = bounds(int(name.of))
            number = h(1 << i)
            more.append(_made(number - constant(least.at), f"{name} ≥ {least.at}", "least", 1 << i))
            more.append(_made(constant(most.at) - number, f"{name} ≤ {most.at}", "most", 1 << i))
        if isinstance(name, Scalar) and name.kind == "size":
            for of in name.of.split(","):
                own = 1 << _variable(problem, of)
                more.append(_made(h(1 << i) - h(own), f"H({of}) ≤ {name}", "size", own))
    return replace(problem, conditions=(*problem.conditions, *more))


def _variable(problem: Problem, name: str) -> int:
    return next(i for i, n in enumerate(problem.names) if n == name and not isinstance(n, Scalar))


def _made(total: EntropySum, text: str, kind: Implied, of: Mask) -> Condition:
    """of: the number that is bounded, or the variable whose alphabet it is."""
    return Condition("linear", (), text, of, Relation(total, ">=", True), kind)


def near(p: int) -> Fraction:
    """log₂ p to 18 digits, by bisection on whole powers; no bound."""
    from mpmath import mp

    with mp.workdps(30):
        return Fraction(int(mp.log(p, 2) * 10**18), 10**18)
