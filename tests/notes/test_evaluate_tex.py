"""The evaluator has the right numbers; and a side that was parsed and written has its number."""

from __future__ import annotations

import math
import random

import pytest

from derive.notes import walk
from derive.notes.chaining import side
from derive.notes.parse import parse
from derive.notes.source import NotRead
from derive.notes.written import latex
from tests.notes.evaluate_tex import Unknown, World, evaluate


def world(seed: int = 0) -> World:
    """p over x, y, z; q over x, y; r over x; two or three letters each, none of probability 0."""
    rng = random.Random(seed)
    sizes = {"x": 2, "y": 3, "z": 2, "i": 2}

    def table(*letters: str) -> dict[tuple[int, ...], float]:
        keys = [()]
        for x in letters:
            keys = [(*k, i) for k in keys for i in range(sizes[x])]
        weights = [rng.random() + 0.05 for _ in keys]
        return {k: w / sum(weights) for k, w in zip(keys, weights, strict=True)}

    laws = {"p": (("x", "y", "z"), table("x", "y", "z")), "q": (("x", "y"), table("x", "y"))}
    laws["r"] = (("x",), table("x"))
    laws["s"] = (("x",), table("x"))
    numbers = {"a": 0.3, "b": 0.7, "c": 1.9, "n": 5.0, r"\lambda": 0.25, "p_i": 0.2, "q_i": 0.4}
    return World(laws, sizes, numbers, 2.0)


TRUE = [
    (r"\sum_{x,y} p(x,y)", "1"),
    (r"-\sum_x r(x) \log r(x) + \sum_x r(x) \log s(x)", r"-D(r\|s)"),
    (r"H(X,Y)", r"H(X) + H(Y|X)"),
    (r"I(X;Y)", r"\sum_{x,y} p(x,y) \log \frac{p(x,y)}{p(x)p(y)}"),
    (r"I(X;Y|Z)", r"H(X|Z) - H(X|Y,Z)"),
    (r"\mathbb{E}_{x \sim r}\left[ \log_2 \frac{r(x)}{s(x)} \right]", r"D_{KL}(r \| s)"),
    (r"\ln 2 \cdot \log_2 8", r"3 \ln 2"),
    (r"2^{-\log a}", r"1/a"),
    (r"\log a b", r"\log a + \log b"),
    (r"\lambda a + (1-\lambda) b", "0.6"),
    (r"\sum_{i=1}^n r_i \log \frac{r_i}{s_i}", r"D(r \| s)"),
    (r"e^{-a} \cdot \exp(a)", "1"),
]


@pytest.mark.parametrize(("one", "other"), TRUE)
def test_numbers(one: str, other: str) -> None:
    here = world(3)
    assert math.isclose(evaluate(one, here), evaluate(other, here), abs_tol=1e-9)


@pytest.mark.parametrize(
    "text", [r"\log(a)^2", r"\log a / b", r"\sum_{x : p(x) > 0} p(x)", "w", "p(x)"]
)
def test_refused(text: str) -> None:
    with pytest.raises(Unknown):
        evaluate(text, world())


def _formula(rng: random.Random, depth: int, letters: tuple[str, ...]) -> str:
    """A formula at random, as people set them: with fewer brackets than a program would."""
    if depth == 0:
        laws = ["a", "b", "c", "2", "0.5", "n", r"\lambda", "H(X)", "H(Y|X)", r"D(r\|s)"]
        laws += [f"r({x})" for x in letters if x == "x"] + [f"p({x})" for x in letters]
        if set(letters) >= {"x", "y"}:
            laws += ["p(x,y)", "q(x, y)", "p(y|x)", r"p(x \mid y)"]
        return rng.choice(laws)

    def inner() -> str:
        return _formula(rng, depth - 1, letters)

    kind = rng.randrange(9)
    if kind == 0:
        return f"{inner()} + {inner()}"
    if kind == 1:
        return f"{inner()} - {inner()}"
    if kind == 2:
        return rf"\frac{{{inner()}}}{{{inner()}}}"
    if kind == 3:
        return rf"\left( {inner()} \right) {inner()}"
    if kind == 4:
        return rf"\log \frac{{{inner()}}}{{{inner()}}}"
    if kind == 5:
        return rf"\exp\left(-{inner()}\right)"
    if kind == 6:
        return rf"({inner()})^{{2}}"
    letter = rng.choice([x for x in "xyz" if x not in letters] or ["x"])
    body = _formula(rng, depth - 1, (*letters, letter))
    if kind == 7:
        return rf"\sum_{{{letter}}} p({letter}) {body}"
    return rf"\sum_{{{letter} \in \mathcal{{{letter.upper()}}}}} {body}"


def _value(text: str, here: World) -> float | None:
    try:
        return evaluate(text, here)
    except (Unknown, ValueError, ZeroDivisionError, OverflowError):
        return None


@pytest.mark.parametrize("seed", range(4))
def test_what_is_parsed_has_the_number_of_the_text(seed: int) -> None:
    rng, here = random.Random(seed), world(seed)
    compared = 0
    for _ in range(150):
        text = _formula(rng, 3, ())
        value = _value(text, here)
        if value is None or isinstance(value, complex):
            continue
        try:
            readings = walk.readings(parse(side(text).tokens))
        except NotRead:
            continue
        compared += 1
        written = latex(readings[0][1])
        again = _value(written, here)
        assert again is not None, written
        assert math.isclose(again, value, rel_tol=1e-9, abs_tol=1e-9), f"{text}: {written}"
    assert compared > 50
