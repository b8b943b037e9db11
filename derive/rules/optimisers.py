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

from collections.abc import Iterator
from dataclasses import dataclass

from derive.kernel import terms as t
from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term, minus
from derive.kernel.theorem import IllPosed, Rests, Statement, Theorem
from derive.rules.fact import Inference

LOG_AXIOM = "ln is strictly increasing"


@dataclass(frozen=True)
class _Way:
    """That `other` is `one` times the scale, up to a part without the letter.

    turned: whether `one` is g's. log: 1 where ln f stands for f, 2 where ln g does for g, else 0.
    """

    one: Term
    other: Term
    turned: bool
    log: int = 0


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
    way = _way(n, letter, f, g, sign, scale)
    if way is not None:
        return Rests(axioms=frozenset({LOG_AXIOM} if way.log else ()))
    raise KernelError(
        "neither objective is a positive multiple of the other, or of its logarithm, up to a part "
        "without the optimised letter"
    )


def inferred(
    n: Normalizer, letter: Index, f: Term, g: Term, senses: tuple[int, int], scale: Term
) -> Inference | None:
    """The same as theorems of the kernel, from which `rocq/Facts.v` has it; None where the search
    does not find one of them.

    senses: 1 for argmax, −1 for argmin, of f and of g.
    """
    sign = senses[0] * senses[1]
    way = _way(n, letter, f, g, sign, scale)
    if way is None:
        return None
    other = Index(f"{letter.name}′", letter.alphabet)
    moved = {letter: other}
    step = [minus(x, t.rename(x, moved)) for x in (way.one, way.other)]
    if sign < 0:
        step[1] = minus(t.rename(way.other, moved), way.other)
    wanted = [Statement(step[1], "=", t.Mul((scale, step[0])))]
    wanted += [Statement((f, g)[way.log - 1], ">", t.ZERO)] if way.log else []
    wanted += [Statement(scale, ">", t.ZERO)] if not isinstance(scale, t.Const) else []
    theorems = [_proved(n, statement) for statement in wanted]
    parts = {
        "letter": letter, "other": other, "f": f, "g": g, "senses": senses, "scale": scale,
        "turned": int(way.turned), "log": way.log,
    }  # fmt: skip
    known = tuple(made for made in theorems if made is not None)
    return Inference("optimisers", known, parts) if len(known) == len(wanted) else None


def _proved(n: Normalizer, statement: Statement) -> Theorem | None:
    from derive.kept.proofs import find

    return find(n, statement).theorem


def _way(n: Normalizer, letter: Index, f: Term, g: Term, sign: int, scale: Term) -> _Way | None:
    affine = (w for w in _ways(n, f, g) if _affine(n, letter, w.one, w.other, sign, scale))
    return next(affine, None)


def _ways(n: Normalizer, f: Term, g: Term) -> Iterator[_Way]:
    yield _Way(f, g, turned=False)
    yield _Way(g, f, turned=True)
    for log, one, other in ((1, f, g), (2, g, f)):
        logarithm = t.Log(one)
        if not wellposed.problems(n, logarithm):
            yield _Way(logarithm, other, log == 2, log)
            yield _Way(other, logarithm, log == 1, log)


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
