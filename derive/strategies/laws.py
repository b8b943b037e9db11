"""Distributions, pairs p ≪ q, joint laws and channels, as nested tuples of `Fraction`s."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from derive.strategies.checks import checked_shape, checked_size

Values = tuple[Fraction, ...]
_LARGEST_WEIGHT = 6


def _shares(weights: Sequence[int]) -> Values:
    total = sum(weights)
    return tuple(Fraction(w, total) for w in weights)


def _weights(draw: DrawFn, size: int, zeros: bool) -> list[int]:
    """Small integers, not all 0. The first that may not be 0 is drawn last, so as to shrink."""
    drawn = [draw(st.integers(0 if zeros else 1, _LARGEST_WEIGHT)) for _ in range(size)]
    if not any(drawn):
        drawn[draw(st.integers(0, size - 1))] = 1
    return drawn


def distributions(
    max_size: int = 4, zeros: bool = True, min_size: int = 1
) -> SearchStrategy[Values]:
    """Distributions on up to `max_size` letters: tuples of Fractions that sum to 1.

    zeros: whether a probability may be 0. Sizes shrink towards `min_size`, laws towards a point
    mass (with zeros) or the uniform law (without).

    >>> from hypothesis import find
    >>> sorted(find(distributions(), lambda p: len(p) == 2))
    [Fraction(0, 1), Fraction(1, 1)]

    Raises:
        DeriveError: for a size that is not an integer ≥ 1, or sizes in the wrong order.
    """
    low, high = _sizes(min_size, max_size)
    return _distributions(low, high, zeros)


def _sizes(min_size: int, max_size: int) -> tuple[int, int]:
    low = checked_size(min_size, "min_size")
    return low, checked_size(max_size, "max_size", low)


@st.composite
def _distributions(draw: DrawFn, low: int, high: int, zeros: bool) -> Values:
    return _shares(_weights(draw, draw(st.integers(low, high)), zeros))


def dominated_pairs(
    max_size: int = 4, zeros: bool = True, min_size: int = 1
) -> SearchStrategy[tuple[Values, Values]]:
    """Pairs (p, q) of distributions on one alphabet with p ≪ q: q(x) = 0 implies p(x) = 0.

    With zeros, p and q have zeros, common and of p alone; D(p‖q) is finite for every pair.

    >>> from hypothesis import find
    >>> find(dominated_pairs(), lambda pair: pair[0][0] > pair[1][0])
    ((Fraction(1, 1), Fraction(0, 1)), (Fraction(1, 2), Fraction(1, 2)))

    Raises:
        DeriveError: for a size that is not an integer ≥ 1, or sizes in the wrong order.
    """
    low, high = _sizes(min_size, max_size)
    return _dominated_pairs(low, high, zeros)


@st.composite
def _dominated_pairs(draw: DrawFn, low: int, high: int, zeros: bool) -> tuple[Values, Values]:
    q = _weights(draw, draw(st.integers(low, high)), zeros)
    inside = [k for k, w in enumerate(q) if w]
    drawn = dict(zip(inside, _weights(draw, len(inside), zeros), strict=True))
    return _shares([drawn.get(k, 0) for k in range(len(q))]), _shares(q)


def joint_laws(
    shape: Sequence[int] | None = None,
    variables: int = 2,
    max_size: int = 3,
    zeros: bool = True,
) -> SearchStrategy[Any]:
    """Joint laws: nested tuples r[x][y]… of Fractions that sum to 1 over everything.

    shape: the number of letters of each variable. Left out, it is drawn: `variables` variables of
    up to `max_size` letters each. They are as `Model.of` and `np.array(r, dtype=object)` take them.

    >>> from hypothesis import find
    >>> find(joint_laws((2, 2)), lambda r: r[0][0] != 1)
    ((Fraction(0, 1), Fraction(0, 1)), (Fraction(0, 1), Fraction(1, 1)))

    Raises:
        DeriveError: for a shape that is not a nonempty tuple of integers ≥ 1, or for a number of
            variables or letters that is not an integer ≥ 1.
    """
    if shape is not None:
        return _joint_laws(st.just(checked_shape(shape, "shape")), zeros)
    size = st.integers(1, checked_size(max_size, "max_size"))
    count = checked_size(variables, "variables")
    return _joint_laws(st.tuples(*[size] * count), zeros)


@st.composite
def _joint_laws(draw: DrawFn, shapes: SearchStrategy[tuple[int, ...]], zeros: bool) -> Any:
    shape = draw(shapes)
    return _nested(_shares(_weights(draw, prod(shape), zeros)), shape)


def _nested(values: Values, shape: tuple[int, ...]) -> Any:
    if len(shape) == 1:
        return values
    step = len(values) // shape[0]
    return tuple(_nested(values[k * step : (k + 1) * step], shape[1:]) for k in range(shape[0]))


def channels(
    inputs: int | None = None,
    outputs: int | None = None,
    max_size: int = 3,
    zeros: bool = True,
) -> SearchStrategy[tuple[Values, ...]]:
    """Channels W(y|x): a tuple of rows W[x][y], each a distribution of the output.

    inputs, outputs: the numbers of letters; drawn, up to `max_size`, where left out. `Model.of`
    wants outputs first: tuple(zip(*W)).

    >>> from hypothesis import find
    >>> sorted(find(channels(), lambda W: len(set(W)) > 1))
    [(Fraction(0, 1), Fraction(1, 1)), (Fraction(1, 1), Fraction(0, 1))]

    Raises:
        DeriveError: for a number of letters that is not an integer ≥ 1.
    """
    sizes = [
        st.integers(1, checked_size(max_size, "max_size"))
        if n is None
        else st.just(checked_size(n, name))
        for name, n in (("inputs", inputs), ("outputs", outputs))
    ]
    return _channels(*sizes, zeros)


@st.composite
def _channels(
    draw: DrawFn, inputs: SearchStrategy[int], outputs: SearchStrategy[int], zeros: bool
) -> tuple[Values, ...]:
    rows, size = draw(inputs), draw(outputs)
    return tuple(_shares(_weights(draw, size, zeros)) for _ in range(rows))
