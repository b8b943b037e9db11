"""The equations that say what a law of a family is: its logarithm and its moments.

    normal       ln p(x) = −½ ln(2πv) − (x − μ)²/(2v)       Σⱼ C(k, 2j)·(2j − 1)!!·μᵏ⁻²ʲ·vʲ
    uniform      ln u(x) = −[u(x) ≠ 0]·ln(b − a)            (aᵏ + aᵏ⁻¹b + ⋯ + bᵏ)/(k + 1)
    exponential  ln e(x) = [e(x) ≠ 0]·(ln λ − λx)           k!/λᵏ
    Laplace      ln l(x) = −ln 2b − |x − μ|/b               μ, μ² + 2b², μ³ + 6μb²,
                                                            μ⁴ + 12μ²b² + 24b⁴
    geometric    ln g(n) = n·ln m − (n + 1)·ln(1 + m)       m, m + 2m², m + 6m² + 6m³,
                                                            m + 14m² + 36m³ + 24m⁴
    Poisson      ln p(n) = n·ln λ − λ − ln n!               λ, λ + λ², λ + 3λ² + λ³,
                                                            λ + 7λ² + 6λ³ + λ⁴

with the moments ∫ p(x) xᵏ dx for k = 1, …, 4, and 1, …, 12 for a normal law. For Laplace laws also

    ∫ l(x)·|x − c| dx = |μ − c| + b·exp(−|μ − c|/b)

at c = μ, and at the means c of the other Laplace laws. A uniform law is 0 outside [a, b] and an
exponential one below 0: [u(x) ≠ 0]·(x − a) ≥ 0 and so on; the others are nowhere 0. One law that
visibly lives where another one does is ≪ it (Johnson, Kotz & Balakrishnan, Continuous Univariate
Distributions; Johnson, Kemp & Kotz, Univariate Discrete Distributions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple

from sympy import Add, Expr, Integer, Rational, binomial, exp, factorial2, log

from derive.language.counted import Geometric, Poisson
from derive.language.expressions import Indicator, Sum
from derive.language.families import Family, Normal
from derive.language.line_laws import Exponential, Laplace, UniformOn, over
from derive.language.operations import Abs, factorial, pi


class Fact(NamedTuple):
    """lhs = rhs, or lhs ≥ rhs."""

    name: str
    kind: Literal[">=", "="]
    lhs: Expr
    rhs: Expr


def facts(p: Family, degree: int, met: Iterable[Family]) -> Iterator[Fact]:
    """Of a law; its moments up to the degree. met: the laws of families beside it."""
    (x,) = p.outputs
    value = p(*p.variables_and_inputs())
    yield Fact(f"ln {p.name}", "=", log(value), _LOGARITHMS[type(p)](p, value))
    for k, moment in enumerate(islice(_MOMENTS[type(p)](*p.parameters), degree), 1):
        yield Fact(f"moment {k} of {p.name}", "=", Sum(value * x**k, x), moment)
    if isinstance(p, Laplace):
        yield from _deviations(p, value, [q for q in met if isinstance(q, Laplace)])
    low, high = p.ends(*p.parameters)
    if low is not None:
        yield Fact(f"{p.name} is 0 below", ">=", Indicator(value) * (x - low), Integer(0))
    if high is not None:
        yield Fact(f"{p.name} is 0 above", ">=", Indicator(value) * (high - x), Integer(0))


def _deviations(p: Laplace, value: Expr, met: list[Laplace]) -> Iterator[Fact]:
    """The mean distances from means."""
    (x,) = p.outputs
    mean, scale = p.parameters
    others = [q for q in met if q.outputs == p.outputs and not q.inputs]
    for k, c in enumerate(dict.fromkeys((mean, *(q.parameters[0] for q in others)))):
        away = Abs(mean - c)
        right = away + scale * exp(-away * over(scale))
        name = f"mean distance of {p.name}" + (f" ({k + 1})" if k else "")
        yield Fact(name, "=", Sum(value * Abs(x - c), x), right)


def _normal(p: Any, value: Expr) -> Expr:
    m, v = p.parameters
    return -log(2 * pi * v) / 2 - (p.outputs[0] - m) ** 2 * over(v) / 2


def _uniform(p: Any, value: Expr) -> Expr:
    low, high = p.parameters
    return -Indicator(value) * log(high - low)


def _exponential(p: Any, value: Expr) -> Expr:
    (rate,) = p.parameters
    return Indicator(value) * (log(rate) - rate * p.outputs[0])


def _laplace(p: Any, value: Expr) -> Expr:
    m, b = p.parameters
    return -log(2 * b) - Abs(p.outputs[0] - m) * over(b)


def _geometric(p: Any, value: Expr) -> Expr:
    (m,), (n,) = p.parameters, p.outputs
    return n * log(m) - (n + 1) * log(1 + m)


def _poisson(p: Any, value: Expr) -> Expr:
    (m,), (n,) = p.parameters, p.outputs
    return n * log(m) - m - log(factorial(n))


def _moment_of_normal(m: Expr, v: Expr, k: int) -> Expr:
    pairs = range(k // 2 + 1)
    return Add(
        *(binomial(k, 2 * j) * factorial2(2 * j - 1) * m ** (k - 2 * j) * v**j for j in pairs)
    )


_LOGARITHMS: dict[type[Family], Callable[[Any, Expr], Expr]] = {
    Normal: _normal,
    UniformOn: _uniform,
    Exponential: _exponential,
    Laplace: _laplace,
    Geometric: _geometric,
    Poisson: _poisson,
}
_MOMENTS: dict[type[Family], Callable[..., Iterable[Expr]]] = {
    Normal: lambda m, v: (_moment_of_normal(m, v, k) for k in range(1, 13)),
    UniformOn: lambda a, b: tuple(
        sum(a**j * b ** (k - j) for j in range(k + 1)) * Rational(1, k + 1) for k in range(1, 5)
    ),
    Exponential: lambda r: (over(r), 2 * over(r) ** 2, 6 * over(r) ** 3, 24 * over(r) ** 4),
    Laplace: lambda m, b: (
        *(m, m**2 + 2 * b**2, m**3 + 6 * m * b**2),
        m**4 + 12 * m**2 * b**2 + 24 * b**4,
    ),
    Geometric: lambda m: (
        *(m, m + 2 * m**2, m + 6 * m**2 + 6 * m**3),
        m + 14 * m**2 + 36 * m**3 + 24 * m**4,
    ),
    Poisson: lambda m: (
        *(m, m + m**2, m + 3 * m**2 + m**3),
        m + 7 * m**2 + 6 * m**3 + m**4,
    ),
}
