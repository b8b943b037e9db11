"""Distances, divergences and entropies made of roots, powers, |·| and maxima.

Each prints as itself and unfolds to its definition, as the measures of `measures.py` do. Laws are
given as there; `base=2` gives bits where a logarithm is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr, Integer, Rational

from derive.language.bases import base_part, logarithm
from derive.language.densities import Densities, densities
from derive.language.expressions import Inverse, Sum, exp, log
from derive.language.laws import RandomVariable, split_bar
from derive.language.measures import Measure, of_variables, one_law, remembered
from derive.language.names import DeriveError
from derive.language.operations import Abs, Max, Power, sqrt, surely_positive
from derive.language.printing import text
from derive.language.relations import as_expression

_HALF = Rational(1, 2)
_LATEX_SEP = {"‖": r" \,\|\, "}


@remembered
def total_variation(p: Any, q: Any, over: Any = None) -> Expr:
    """Total variation TV(p,q) = ½ Σ |p − q|, between 0 and 1 (Levin, Peres & Wilmer, (4.1))."""
    given = densities("total_variation", (p, q), over)
    a, b = given.values
    return _of("TV", r"\mathrm{TV}", given, _HALF * _sum(Abs(a - b), given))


@remembered
def bhattacharyya(p: Any, q: Any, over: Any = None) -> Expr:
    """The Bhattacharyya coefficient BC(p,q) = Σ √(p·q), between 0 and 1 (Bhattacharyya 1943)."""
    given = densities("bhattacharyya", (p, q), over)
    a, b = given.values
    return _of("BC", r"\mathrm{BC}", given, _sum(sqrt(a * b), given))


@remembered
def bhattacharyya_distance(p: Any, q: Any, base: Any = None, over: Any = None) -> Expr:
    """The Bhattacharyya distance −log BC(p,q) ≥ 0, in nats, or bits with base=2. It is infinite,
    and not well posed, for laws that share no letter."""
    given = densities("bhattacharyya_distance", (p, q), over)
    a, b = given.values
    definition = logarithm(Inverse(_sum(sqrt(a * b), given)), base)
    return _of("BD", r"\mathrm{BD}", given, definition, base=base)


@remembered
def hellinger_squared(p: Any, q: Any, over: Any = None) -> Expr:
    """The squared Hellinger distance Hel²(p,q) = ½ Σ (√p − √q)², between 0 and 1 (Tsybakov, 2.4).

    It is 1 − BC(p,q).
    """
    given = densities("hellinger_squared", (p, q), over)
    a, b = given.values
    definition = _HALF * _sum((sqrt(a) - sqrt(b)) ** 2, given)
    return _of("Hel²", r"\mathrm{Hel}^{2}", given, definition)


@remembered
def hellinger(p: Any, q: Any, over: Any = None) -> Expr:
    """The Hellinger distance Hel(p,q) = √(½ Σ (√p − √q)²), between 0 and 1 (Tsybakov, 2.4)."""
    given = densities("hellinger", (p, q), over)
    a, b = given.values
    definition = sqrt(_HALF * _sum((sqrt(a) - sqrt(b)) ** 2, given))
    return _of("Hel", r"\mathrm{Hel}", given, definition)


@remembered
def chi_squared(p: Any, q: Any, over: Any = None) -> Expr:
    """χ²(p‖q) = Σ (p − q)²/q ≥ 0, for p ≪ q (Pearson 1900; Polyanskiy & Wu, (7.3))."""
    given = densities("chi_squared", (p, q), over)
    a, b = given.values
    definition = _sum((a - b) ** 2 * Inverse(b), given)
    return _of("χ²", r"\chi^{2}", given, definition, sep="‖")


def f_divergence(p: Any, q: Any, f: Callable[[Expr], Any], over: Any = None) -> Expr:
    """Σ q·f(p/q) for p ≪ q, and a convex f with f(1) = 0 (Csiszár 1967), written out.

    f: a function of one expression: `lambda t: t*log(t)` gives D(p‖q).
    """
    given = densities("f_divergence", (p, q), over)
    a, b = given.values
    if not callable(f):
        raise DeriveError(
            f"f_divergence: f: got {f!r}; expected a function. Try lambda t: t*log(t)."
        )
    return _sum(b * as_expression(f(a * Inverse(b))), given)


@remembered
def renyi_divergence(p: Any, q: Any, alpha: Any, base: Any = None, over: Any = None) -> Expr:
    """Rényi's divergence of order α, log Σ p^α·q^(1−α)/(α − 1) ≥ 0 (Rényi 1961).

    alpha: > 0 and not 1: a number, or a `Positive` with a hypothesis that it is not 1; the latter,
    and a number > 1, for p ≪ q. In nats, or bits with base=2.
    """
    given, a = densities("renyi_divergence", (p, q), over), _order("renyi_divergence", alpha)
    definition = logarithm(_sum(_mixed(*given.values, a), given), base) * _over_minus_one(a)
    return _of("D^R", r"D^{\mathrm{R}}", given, definition, sep="‖", base=base, order=a)


@remembered
def tsallis_divergence(p: Any, q: Any, alpha: Any, over: Any = None) -> Expr:
    """Tsallis' divergence of order α, (Σ p^α·q^(1−α) − 1)/(α − 1) ≥ 0 (Tsallis 1998).

    alpha: as in `renyi_divergence`.
    """
    given, a = densities("tsallis_divergence", (p, q), over), _order("tsallis_divergence", alpha)
    definition = (_sum(_mixed(*given.values, a), given) - 1) * _over_minus_one(a)
    return _of("D^T", r"D^{\mathrm{T}}", given, definition, sep="‖", order=a)


@remembered
def alpha_divergence(p: Any, q: Any, alpha: Any, over: Any = None) -> Expr:
    """Amari's α-divergence 4/(1 − α²)·(1 − Σ p^((1−α)/2)·q^((1+α)/2)) ≥ 0 (Amari 1985, (3.27)).

    alpha: a number other than −1 and 1; 0 gives 4·Hel²(p,q). Below −1 for p ≪ q, above 1 for q ≪ p.
    """
    a = as_expression(alpha)
    if not a.is_Rational or abs(a) == 1:
        raise DeriveError(
            f"alpha_divergence: alpha: got {a}; expected a rational number other than -1 and 1. "
            "For these try KL(p, q) and KL(q, p)."
        )
    given = densities("alpha_divergence", (p, q), over)
    one, other = given.values
    mean = _sum(_to(one, (1 - a) / 2) * _to(other, (1 + a) / 2), given)
    definition = 4 / (1 - a**2) * (1 - mean)
    return _of("D^A", r"D^{\mathrm{A}}", given, definition, sep="‖", order=a)


@remembered
def renyi_entropy(p: Any, alpha: Any, base: Any = None, over: Any = None) -> Expr:
    """Rényi's entropy of order α, log Σ p^α/(1 − α) ≥ 0 (Rényi 1961).

    alpha: > 0 and not 1: a number, or a `Positive` with a hypothesis that it is not 1. In nats, or
    bits with base=2.
    """
    given, a = densities("renyi_entropy", (p,), over), _order("renyi_entropy", alpha)
    (value,) = given.values
    definition = -logarithm(_sum(value**a, given), base) * _over_minus_one(a)
    return _of("H^R", r"H^{\mathrm{R}}", given, definition, base=base, order=a)


@remembered
def tsallis_entropy(p: Any, alpha: Any, over: Any = None) -> Expr:
    """Tsallis' entropy of order α, (1 − Σ p^α)/(α − 1) ≥ 0 (Havrda & Charvát 1967; Tsallis 1988).

    alpha: as in `renyi_entropy`.
    """
    given, a = densities("tsallis_entropy", (p,), over), _order("tsallis_entropy", alpha)
    (value,) = given.values
    definition = (1 - _sum(value**a, given)) * _over_minus_one(a)
    return _of("H^T", r"H^{\mathrm{T}}", given, definition, order=a)


@remembered
def min_entropy(p: Any, base: Any = None, over: Any = None) -> Expr:
    """Min-entropy H_min(p) = −log max p ≥ 0, in nats, or bits with base=2 (Rényi's of order ∞)."""
    given = densities("min_entropy", (p,), over)
    (value,) = given.values
    definition = logarithm(Inverse(Max(value, *given.letters)), base)
    return _of("Hmin", "H", given, definition, base=base, label=r"\min")


@remembered
def guessing_probability(*args: Any, over: Any = None) -> Expr:
    """The probability of the best guess: max_x p(x) for a law or variable, and Σ_y max_x r(x,y) of
    X where Y is seen, `guessing_probability(X | Y)` (Arimoto 1977).
    """
    return _guess("guess", args, over, lambda best: best)


@remembered
def bayes_error(*args: Any, over: Any = None) -> Expr:
    """The least probability of a wrong guess: 1 − `guessing_probability`, of a law, of X, or of
    X where Y is seen, `bayes_error(X | Y)`."""
    return _guess("err", args, over, lambda best: 1 - best)


@remembered
def binary_entropy(a: Any, base: Any = None) -> Expr:
    """h(λ) = λ log 1/λ + (1 − λ) log 1/(1 − λ), of a number between 0 and 1, in nats, or bits with
    base=2 (Cover & Thomas, (2.5))."""
    e = _unit("binary_entropy", a)
    definition = _self(e, base) + _self(1 - e, base)
    return _named("h", (e,), definition, base)


@remembered
def binary_divergence(a: Any, b: Any, base: Any = None) -> Expr:
    """d(a‖b) = a log a/b + (1 − a) log (1 − a)/(1 − b), of numbers between 0 and 1: the divergence
    of laws on two letters. In nats, or bits with base=2."""
    one, other = _unit("binary_divergence", a), _unit("binary_divergence", b)
    pairs = ((one, other), (1 - one, 1 - other))
    definition = sum((u * logarithm(u * Inverse(v), base) for u, v in pairs), Integer(0))
    return _named("d", (one, other), definition, base)


# ---------------------------------------------------------------- parts


def _sum(e: Expr, given: Densities) -> Expr:
    return Sum(e, *given.letters) if given.letters else e


def _mixed(p: Expr, q: Expr, a: Expr) -> Expr:
    """p^α·q^(1−α); for an α that is no number as p·(p/q)^(α−1), which takes p ≪ q."""
    if not a.is_Rational:
        return p * exp((a - 1) * log(p * Inverse(q)))
    return p**a * _to(q, 1 - a)


def _to(e: Expr, r: Expr) -> Expr:
    """e^r for a number r ≠ 0."""
    return Power(e, r) if r > 0 else Inverse(Power(e, -r))


def _over_minus_one(a: Expr) -> Expr:
    """1/(α − 1)."""
    return 1 / (a - 1) if a.is_Rational else Inverse(a - 1)


def _order(what: str, alpha: Any) -> Expr:
    a = as_expression(alpha)
    if a == 1:
        near = "KL(p, q)" if what.endswith("divergence") else "H(p)"
        raise DeriveError(f"{what}: alpha: got 1, where it is not defined. Try {near}, its limit.")
    if not surely_positive(a):
        raise DeriveError(
            f"{what}: alpha: got {a}; expected a number > 0, or a quantity visibly > 0. "
            "Try Rational(1, 2), or Positive('α')."
        )
    return a


def _unit(what: str, a: Any) -> Expr:
    e = as_expression(a)
    if e.is_Rational and not 0 <= e <= 1:
        raise DeriveError(f"{what}: got {e}; expected a number between 0 and 1. Try {1 / (1 + e)}.")
    return e


def _self(e: Expr, base: Any) -> Expr:
    """e log 1/e."""
    return e * logarithm(Inverse(e), base) if not e.is_Rational else _of_number(e, base)


def _of_number(e: Expr, base: Any) -> Expr:
    return e * logarithm(1 / e, base) if e else Integer(0)


def _guess(kind: str, args: tuple[Any, ...], over: Any, of: Callable[[Expr], Expr]) -> Expr:
    head, label = f"P{kind}", rf"\mathrm{{{kind}}}"
    left, right = split_bar(args)
    if not left:
        raise DeriveError(f"{head}: nothing given. Try a distribution p, or X | Y.")
    if not isinstance(left[0], RandomVariable):
        given = densities(head, left, over)
        best = Max(given.values[0], *given.letters)
        return _of(head, "P", given, of(best), label=label)
    law, guessed = one_law(left, head)
    seen = one_law(right, head)[1] if right else ()
    if right and right[0].law != law:
        raise DeriveError(f"{head}: {right[0]} belongs to another law than {left[0]}.")
    known = tuple(v for v in law.outputs if v.name in seen)
    hidden = tuple(v for v in law.outputs if v.name in guessed and v.name not in seen)
    both = law(*(v for v in law.outputs if v in (*known, *hidden)))
    best = Max(both, *hidden) if hidden else both
    value = of(Sum(best, *known) if known else best)
    return of_variables(head, law, [left], right, None, value, ("P", label))


def _of(
    head: str,
    tex: str,
    given: Densities,
    definition: Expr,
    sep: str = ",",
    base: Any = None,
    order: Expr | None = None,
    label: str = "",
) -> Expr:
    """A measure of laws. Its order, its base, and letters that are not obvious, are subscripts.

    label: a first subscript in LaTeX.
    """
    operands: list[Basic] = [*given.shown, *(given.letters if given.said else ())]
    places = [f"⟦{k}⟧" for k in range(len(given.shown))]
    letters = [f"#{k}" for k in range(len(given.shown), len(operands))]
    parts = [*base_part(base, operands), *letters]
    first = [label] * bool(label)
    if order is not None:  # not among the subscripts of the text, where digits are a base
        first.append(f"#{len(operands)}")
        place = f"⟦{len(operands)}⟧"
        head += f"_{place}" if _stands_alone(text(order)) else f"_({place})"
        operands.append(order)
    return Measure(
        f"{head}⟦_{';'.join(parts)}⟧({sep.join(places)})",
        f"{tex}⟦_{';'.join([*first, *parts])}⟧({_LATEX_SEP.get(sep, sep).join(places)})",
        definition,
        *operands,
    )


def _stands_alone(order: str) -> bool:
    """Whether an order needs no brackets: in D^R_α₂ the ₂ would be a base."""
    return order.isalnum() and order[-1] not in "₀₁₂₃₄₅₆₇₈₉"


def _named(head: str, args: tuple[Expr, ...], definition: Expr, base: Any) -> Expr:
    operands: list[Basic] = [*args]
    places = [f"⟦{k}⟧" for k in range(len(args))]
    sub = f"⟦_{';'.join(base_part(base, operands))}⟧"
    return Measure(
        f"{head}{sub}({'‖'.join(places)})",
        f"{head}{sub}({_LATEX_SEP['‖'].join(places)})",
        definition,
        *operands,
    )


__all__ = [
    "alpha_divergence",
    "bayes_error",
    "bhattacharyya",
    "bhattacharyya_distance",
    "binary_divergence",
    "binary_entropy",
    "chi_squared",
    "f_divergence",
    "guessing_probability",
    "hellinger",
    "hellinger_squared",
    "min_entropy",
    "renyi_divergence",
    "renyi_entropy",
    "total_variation",
    "tsallis_divergence",
    "tsallis_entropy",
]
