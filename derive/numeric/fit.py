"""Which combination of given terms an expression seems to be: a guess, for the kernel to prove."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log

import numpy as np
import sympy
from sympy import Expr, Rational

from derive.numeric.batch import bounded
from derive.numeric.draws import draws
from derive.numeric.evidence import Settings
from derive.numeric.exact import sorted_letters
from derive.numeric.problem import Hypothesis, problem

_LARGEST_DENOMINATOR = 12
_CLOSE = 1e-7
_FEWEST_ROWS = 12


class Fit:
    """Values of expressions at the models drawn for some of them, under the hypotheses."""

    def __init__(
        self, expressions: Sequence[Expr], hypotheses: Sequence[Hypothesis], settings: Settings
    ) -> None:
        free = sorted_letters(set().union(*(e.free_symbols for e in expressions)))
        drawn = draws(problem(expressions, hypotheses), settings.seed, settings.trials)
        self._where = {e: k for k, e in enumerate(dict.fromkeys(expressions))}
        blocks = []
        for d in drawn:
            arrays = [bounded(e, free)(d.batch)[0].v for e in self._where]
            arrays = [np.asarray(a, dtype=float) for a in (np.zeros(d.batch.n), *arrays)]
            shape = (d.batch.n,) + (1,) * len(free)
            arrays = [a.reshape(shape) if a.ndim == 1 and free else a for a in arrays]
            blocks.append(np.stack([a.ravel() for a in np.broadcast_arrays(*arrays)[1:]]))
        self._values = np.concatenate(blocks, axis=1) if blocks else np.zeros((len(self._where), 0))

    def coefficients(self, target: Expr, terms: Sequence[Expr]) -> tuple[Expr, ...] | None:
        """Rationals, or rational multiples of ln 2 or 1/ln 2, with Σ cᵢ·termᵢ = target at all
        models drawn, as far as floats can tell; None if there are none, or several."""
        wanted = self._values[[self._where[target]]]
        given = self._values[[self._where[t] for t in terms]]
        seen = np.isfinite(np.concatenate([wanted, given])).all(axis=0)
        matrix, values = given[:, seen].T, wanted[0, seen]
        if len(values) < _FEWEST_ROWS:
            return None
        found, _, rank, _ = np.linalg.lstsq(matrix, values, rcond=1e-9)
        off = np.abs(matrix @ found - values).max()
        if rank < len(terms) or not off < _CLOSE * max(1.0, np.abs(values).max()):
            return None
        exact = [_exact(float(c)) for c in found]
        return None if any(c is None for c in exact) else tuple(c for c in exact if c is not None)


def _exact(c: float) -> Expr | None:
    for unit, shown in ((1.0, Rational(1)), (log(2), sympy.log(2)), (1 / log(2), 1 / sympy.log(2))):
        near = Fraction(c / unit).limit_denominator(_LARGEST_DENOMINATOR)
        if abs(float(near) - c / unit) < _CLOSE:
            return Rational(near.numerator, near.denominator) * shown
    return None
