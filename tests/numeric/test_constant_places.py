"""A place that is ill-posed at every model: 1/0, or the logarithm of a number below 0."""

import pytest

from derive import Eq, Ge, Gt, H, Indicator, Inverse, Le, Product, Sum, log, quotient
from derive.numeric import attack
from tests.corpus.objects import p, w, x, y, z


@pytest.mark.parametrize(
    "claim",
    [
        Gt(quotient(w(x), 0), 1),
        Eq(Product(Sum(-1, y), z, x), -1),
        Le(log(Sum(-1, y)), -1),
        Le(quotient(1, log(Sum(1, y) - y.size)), -1),
        Le(Inverse(0), 1),  # whatever the other side is
        Le(Indicator(Inverse(0)), 1),
        Ge(w(x) ** 2 + 1, Indicator(Inverse(0)) * w(x)),
    ],
    ids=str,
)
def test_it_is_ill_posed_and_not_refuted(claim):
    assert attack(claim).verdict == "ill-posed"


def test_a_change_of_base_is_none():
    assert attack(Le(H(p, base=2), log(x.size, 2))).verdict == "survived"
    assert attack(Le(H(p, base=2), 1)).verdict == "refuted"
