"""Distances, divergences and entropies of other kinds: what makes them of laws, as H and D are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sympy import Expr, Rational

from derive.language import divergences as lang
from derive.language import measures as usual
from derive.language.alphabets import Given
from derive.language.laws import RandomVariable
from derive.notes.resolve.distances import WITH_BASE, Distance
from derive.notes.source import NotRead, Span

_MADE: dict[str, Any] = {
    "H": usual.entropy,
    "D": usual.KL,
    "JS": usual.JS,
    "CE": usual.cross_entropy,
    "TV": lang.total_variation,
    "BC": lang.bhattacharyya,
    "BD": lang.bhattacharyya_distance,
    "Hel": lang.hellinger,
    "Hel²": lang.hellinger_squared,
    "χ²": lang.chi_squared,
    "D^R": lang.renyi_divergence,
    "D^T": lang.tsallis_divergence,
    "D^A": lang.alpha_divergence,
    "H^R": lang.renyi_entropy,
    "H^T": lang.tsallis_entropy,
    "Hmin": lang.min_entropy,
    "Pguess": lang.guessing_probability,
    "Perr": lang.bayes_error,
}
_LOGARITHMIC = WITH_BASE | {"H", "D", "JS", "CE"}


def maker(kind: str, base: Any) -> Callable[..., Expr]:
    """What makes a measure of laws, to this base where it has one."""
    make: Callable[..., Expr] = _MADE[kind]
    return partial(make, base=base) if kind in _LOGARITHMIC else make


def ordered(make: Callable[..., Expr], order: Expr, span: Span) -> Callable[..., Expr]:
    """The same of an order.

    Raises:
        NotRead: for one that is no number.
    """
    if not isinstance(order, Rational):
        raise NotRead(span, "an order that is no number is not read")

    def made(*laws: Any, **named: Any) -> Expr:
        return make(*laws, order, **named)

    return made


def of_variables(
    found: Distance, make: Callable[..., Expr], every: Sequence[RandomVariable], span: Span
) -> Expr:
    """P_guess(X | Y), and H_min(X): of the law of X.

    Raises:
        NotRead: of those that take laws.
    """
    if found.kind in ("Pguess", "Perr"):
        given = Given((every[0],), every[1]) if len(every) == 2 else every[0]
        return make(given)
    if found.order is None and len(every) == 1:
        law = every[0].law
        return make(law(*(v for v in law.outputs if v.name == every[0].letter)))
    raise NotRead(span, f"{found.kind} of random variables is not read: try it of their laws")
