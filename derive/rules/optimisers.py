"""Equal optimisers: what a monotone change of the objective leaves alone.

    g(θ) = c·f(θ) + d        c > 0;  θ not free in c, d
    ───────────────────────────────────────────────────  SCALE    (c < 0: argmin f = argmax g)
                argmax_θ f = argmax_θ g

    f(θ) > 0 at every θ        argmax_θ ln f = argmax_θ g
    ─────────────────────────────────────────────────────  LOG
                argmax_θ f = argmax_θ g

and the same for argmin. Both sides are compared by the kernel's normal form; that θ is not free in
d is read off d's normal form. LOG trusts that ln is strictly increasing. Source: Boyd &
Vandenberghe, Convex Optimization, section 4.1.3.
"""

from __future__ import annotations

from derive.kernel import terms as t
from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term, minus
from derive.kernel.theorem import IllPosed, Rests

LOG_AXIOM = "ln is strictly increasing"


def same_optimisers(
    n: Normalizer, letter: Index, f: Term, g: Term, sign: int, scale: Term = t.ONE
) -> Rests:
    """What "f and g have the same optimisers at `letter`" rests on, if SCALE or LOG gives it.

    sign: 1 when both are argmax or both argmin, −1 when one of each. scale: c or 1/c, positive.

    Raises:
        IllPosed: an objective is not shown to be well posed.
        KernelError: no rule applies.
    """
    problems = wellposed.problems(n, f) + wellposed.problems(n, g)
    if problems:
        raise IllPosed(problems)
    _check_scale(n, letter, scale)
    for one, other in ((f, g), (g, f)):
        if _affine(n, letter, one, other, sign, scale):
            return Rests()
    for one, other in ((f, g), (g, f)):
        log = t.Log(one)
        if not wellposed.problems(n, log) and (
            _affine(n, letter, log, other, sign, scale)
            or _affine(n, letter, other, log, sign, scale)
        ):
            return Rests(axioms=frozenset({LOG_AXIOM}))
    raise KernelError(
        "neither objective is a positive multiple of the other, or of its logarithm, up to a part "
        "without the optimised letter"
    )


def _check_scale(n: Normalizer, letter: Index, scale: Term) -> None:
    c, m = n.factors(scale)
    if letter in t.free_indices(scale):
        raise KernelError("the scale depends on the optimised letter")
    if c <= 0 or not n.support.nonnegative_mono(m) or not n.support.nonzero(m.factors, ()):
        raise KernelError("the scale is not shown to be positive")


def _affine(n: Normalizer, letter: Index, f: Term, g: Term, sign: int, scale: Term) -> bool:
    """Whether g − sign·scale·f is free of the letter."""
    rest = n.reduced(n.normal(minus(g, t.Mul((t.const(sign), scale, f)))))
    return all(letter not in m.free for m in rest.terms)
