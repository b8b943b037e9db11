"""Σₙ nʲ·(ln n!)ˡ·(ln(n + 1))ⁱ·zⁿ/(n!)ᵏ: means of ln n! and powers of a Poisson law, which have no
closed form.

From n = 3 on the quotient of a term and the one before,

    z·(1 + 1/n)ʲ·(ln(n + 1)!/ln n!)ˡ·(ln(n + 2)/ln(n + 1))ⁱ/(n + 1)ᵏ,

falls, so that with a quotient ρ < 1 the terms after t are t·ρ/(1 − ρ) at most.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import sympy
from flint import arb, ctx
from sympy import Expr

from derive.looks import look

_LONGEST = 2000  # terms of an enclosure
FEW = 600  # terms of floats


class Powers(NamedTuple):
    """Of 1/n!, n, ln n! and ln(n + 1)."""

    under: int
    n: int
    ln: int
    next: int = 0


class CountedSum(sympy.Function):  # type: ignore[misc]
    """The sum. args: z, powers."""

    @property
    def powers(self) -> Powers:
        return Powers(*map(int, self.args[1:]))


def counted_sum(z: Expr, powers: Powers) -> Expr:
    made: Expr = CountedSum(z, *powers)
    return made


def text(z: str, powers: Powers) -> str:
    """For people: Σ ln n!·(z)^n/n!."""
    above = (("n", powers.n), ("ln n!", powers.ln), ("ln(n + 1)", powers.next))
    factors = [f"({e})^{k}" if k > 1 else e for e, k in above if k]
    below = f"/(n!)^{powers.under}" if powers.under > 1 else "/n!" * powers.under
    return f"Σ {'·'.join([*factors, f'({z})^n'])}{below}"


def ball(z: arb, powers: Powers) -> arb | None:
    """An enclosure for z > 0, at the precision that is set; None where it takes too many terms."""
    total, ln, weight, small = arb(0), arb(0), arb(1), arb(2) ** -ctx.prec
    now = arb(0)  # ln(n + 1)
    for n in range(_LONGEST):
        look()
        term = weight * n**powers.n * ln**powers.ln * now**powers.next
        total += term
        step, more = z / (n + 1) ** powers.under, arb(n + 2).log()
        if n >= 3:
            ratio = step * (1 + arb(1) / n) ** powers.n * (1 + now / ln) ** powers.ln
            ratio *= (more / now) ** powers.next
            if ratio < 0.95 and term < small * (1 + total):
                rest = term * ratio / (1 - ratio)
                return total + arb(0, rest.upper())
        ln, weight, now = ln + now, weight * step, more
    return None


def approximate(z: Any, powers: Powers) -> Any:
    """In floats; NaN where the terms that are added do not suffice."""
    n = np.arange(float(FEW))
    ln = np.cumsum(np.log(np.maximum(n, 1)))
    at = np.asarray(z, dtype=float)[..., None]
    with np.errstate(all="ignore"):
        size = np.exp(n * np.log(at) - powers.under * ln)
        terms = size * n**powers.n * ln**powers.ln * np.log(n + 1) ** powers.next
        total = terms.sum(axis=-1)
        enough = (terms[..., -1] <= 1e-18 * total) & (terms[..., -1] <= terms[..., -2])
    good = (at[..., 0] > 0) & np.isfinite(total) & enough
    return np.where(good, total, np.nan)
