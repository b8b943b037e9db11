"""Squares are completed over spaces as over alphabets: a coordinate is no |·| or maximum."""

import pytest

from derive import Density, E, Eq, Positive, Real, Space
from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.numeric import Settings

x, y = Space("x"), Space("y")
p, r = Density("p", x), Density("r", x, y)
c, m, v, a = Real("c"), Real("m"), Positive("v"), Positive("a")
mean = E(x, p)
MOMENTS = [Eq(mean, m), Eq(E((x - m) ** 2, p), v)]
PROVED = {
    "a variance": (E(x**2, p) - mean**2 >= 0, []),
    "a variance, about its mean": (E((x - mean) ** 2, p) >= 0, []),
    "the mean is the best guess": (E((x - c) ** 2, p) >= E((x - mean) ** 2, p), []),
    "the variance is the least error": (E((x - c) ** 2, p) >= v, MOMENTS),
    "Cauchy and Schwarz": (E(x**2, r) * E(y**2, r) >= E(x * y, r) ** 2, []),
}
FALSE = {
    "a variance has no least value": (E(x**2, p) - mean**2 >= v, []),
    "a mean of squares below a square of means": (E(x**2, p) <= mean**2, []),
    "another guess is as good": (E((x - c) ** 2, p) <= E((x - mean) ** 2, p), []),
    "twice the variance": (E((x - c) ** 2, p) >= 2 * v, MOMENTS),
}


def checked(relation, given):
    made = Derivation(lambda proof: proof.claim(relation), "one step", given=given)
    return check(made, Settings(trials=80))


@pytest.mark.parametrize("name", PROVED)
def test_in_one_step(name):
    report = checked(*PROVED[name])
    assert report.verdict == "proved", report


@pytest.mark.parametrize("name", FALSE)
def test_its_mistakes_are_refuted(name):
    report = checked(*FALSE[name])
    assert report.verdict == "refuted", report
