"""Logarithms of sums that are products: ln(a² + 2ab + b²) = 2·ln(a + b)."""

import pytest

from derive import Abs, Derivation, Eq, Gt, Ne, Positive, Real, log
from derive.derivation.check import check
from derive.numeric import Settings

a, b, c = Positive("a"), Positive("b"), Positive("c")
u, v = Real("u"), Real("v")


def verdict(claim, given=()):
    made = Derivation(lambda proof: proof.claim(claim), "a title", given=list(given))
    return check(made, Settings(trials=40)).verdict


@pytest.mark.parametrize(
    ("claim", "given", "said"),
    [
        (Eq(log(a**2 + 2 * a * b + b**2), 2 * log(a + b)), [], "proved"),
        (Eq(log(a**2 + 3 * a * b + 2 * b**2) / 2, (log(a + b) + log(a + 2 * b)) / 2), [], "proved"),
        (Eq(log(a * b - u**2), log(c) + 2 * log(Abs(v))), [Gt(a * b, u**2), Ne(v, 0)], "refuted"),
        (
            Eq(log(a * b - u**2), log(c) + 2 * log(Abs(v))),
            [Gt(a * b, u**2), Ne(v, 0), Eq(a * b, u**2 + c * v**2)],
            "proved",
        ),
        (Eq(log(a**2 + 3 * a * b + b**2), 2 * log(a + b)), [], "refuted"),
        (Eq(log(a**2 + 2 * a * b + b**2), log(a + b)), [], "refuted"),
        (Eq(log(a**2 + 2 * a * b + b**2), 2 * log(a) + 2 * log(b)), [], "refuted"),
    ],
)
def test_sums_that_are_products(claim, given, said):
    assert verdict(claim, given) == said
