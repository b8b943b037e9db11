"""Two ways to a number, which share no code: TeX by `evaluate_tex`, and the term that was read."""

from __future__ import annotations

import itertools
import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.language.laws import Law
from derive.notes.source import NotRead
from derive.numeric import compile_expression
from derive.numeric.problem import problem
from tests.notes.elaborating import fact, read
from tests.notes.evaluate_tex import Unknown, World, evaluate

LETTERS = "xyz"


def world(seed: int) -> World:
    """p over x, y, z; r, s over x; sizes 2 and 3."""
    rng = random.Random(seed)
    sizes = {x: rng.choice((2, 3)) for x in LETTERS}

    def table(*letters: str) -> dict[tuple[int, ...], float]:
        keys = list(itertools.product(*(range(sizes[x]) for x in letters)))
        weights = [rng.random() + 0.05 for _ in keys]
        return {k: w / sum(weights) for k, w in zip(keys, weights, strict=True)}

    laws = {
        "p": (tuple(LETTERS), table(*LETTERS)),
        "r": (("x",), table("x")),
        "s": (("x",), table("x")),
    }
    return World(laws, sizes, {"a": 0.3, "c": 1.9}, rng.choice((2.0, math.e, 10.0)))


def of_term(e: Any, step: Any, here: World) -> float:
    """The number of the term that was read."""
    needed = problem((e,), ())
    batch: dict[Any, np.ndarray] = {}
    for law in needed.laws:
        batch[law] = _table(law, here)[None]
    for quantity in needed.quantities:
        own = here.base if quantity == step.base else here.numbers[quantity.name]
        batch[quantity] = np.asarray([own])
    compiled = compile_expression(e)
    assert not compiled.free, e
    return float(compiled(batch)[0])


def _table(law: Law, here: World) -> np.ndarray:
    name = law.name if law.name in here.laws else here.main
    letters = [v.name for v in law.outputs]
    shape = [here.sizes[x] for x in letters]
    values = np.zeros(shape)
    for at in itertools.product(*map(range, shape)):
        values[at] = here.marginal(name, dict(zip(letters, at, strict=True)))
    return values


FORMS = [
    r"\sum_{x} r(x) \log r(x)",
    r"\sum_x r(x) \log \frac{r(x)}{s(x)}",
    r"-\sum_{x,y} p(x,y) \log p(x|y)",
    r"\sum_x \sum_y p(x,y) \log \frac{p(x,y)}{p(x)\,p(y)}",
    r"\sum_x r(x)^2",
    r"\sum_x \frac{r(x)^2}{s(x)}",
    r"\sum_x r(x) \left( \log r(x) - \log s(x) \right)",
    r"\sum_{x} p(x) \sum_{y} p(y \mid x) \log p(y \mid x)",
    r"\log \sum_x r(x) s(x)",
    r"2^{-c}",
    r"e^{-c} a",
    "H(X)",
    "H(X, Y)",
    r"H(X \mid Y)",
    "H(X | Y, Z)",
    "I(X; Y)",
    "I(X; Y | Z)",
    "I(X, Y; Z)",
    r"D(r \| s)",
    r"D_{KL}(s \,\|\, r)",
    r"D_{\mathrm{KL}}\left(r \parallel s\right)",
    r"\mathbb{E}_{x \sim r}\left[ \log s(x) \right]",
    r"a",
    r"(1-a)",
    r"\frac{1}{c}",
]


SAID = (
    fact("law", "p", "r", "s"),
    fact("variable", "X", "Y", "Z", values=("p",)),
)


def _number(latex: str, here: World) -> float | None:
    try:
        return evaluate(latex, here)
    except (Unknown, ValueError, ZeroDivisionError):
        return None


def _compare(latex: str, here: World) -> bool:
    """Whether both have a number for it, which is then the same."""
    wanted = _number(latex, here)
    (found,) = read(["1", "=", latex], facts=SAID)
    if wanted is None or isinstance(found, NotRead):
        return False
    values = [of_term(r.step.rhs, r.step, here) for r in found]
    assert any(math.isclose(v, wanted, rel_tol=1e-9, abs_tol=1e-9) for v in values), (
        latex, wanted, values, [r.step.readback_rhs for r in found],
    )  # fmt: skip
    return True


@pytest.mark.parametrize("latex", FORMS)
def test_one_form(latex):
    assert sum(_compare(latex, world(seed)) for seed in range(4)) == 4


_TOGETHER = st.sampled_from(
    ["{0} + {1}", "{0} - {1}", r"a {0} - c {1}", r"\frac{{ {0} }}{{ c }} + {1}",
     r"- {0} + \frac{{1}}{{2}} {1}", r"\left( {0} \right) \left( {1} \right)",
     r"c \left( {0} - {1} \right)", r"{0} \cdot a + {1}"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_TOGETHER, st.sampled_from(FORMS), st.sampled_from(FORMS), st.integers(0, 50))
def test_two_forms_together(shape, one, other, seed):
    _compare(shape.format(one, other), world(seed))


def test_enough_of_them_are_compared():
    rng = random.Random(5)
    shapes = ["{0} + {1}", "a {0} - c {1}", r"\left( {0} \right) \left( {1} \right)"]
    drawn = [rng.choice(shapes).format(*rng.sample(FORMS, 2)) for _ in range(60)]
    assert sum(_compare(latex, world(n)) for n, latex in enumerate(drawn)) > 45
