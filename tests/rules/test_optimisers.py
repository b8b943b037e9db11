"""argmax chains: what leaves the optimisers alone, and what does not."""

import pytest

from derive import *
from derive.language.names import DeriveError

x, th = alphabets("x θ")
p = Distribution("p", x)
q = Channel("q", x, given=th)
a, b = Positive("a", th), Real("b", th)
c, d = Positive("c"), Real("d")


def verdict(build, given=(), **options):
    report = check(theorem("t", given=list(given))(build), **options)
    return report


def chain(*lines, reason=""):
    def build(proof):
        proof.start(lines[0])
        for line in lines[1:]:
            proof.eq(line, reason)

    return build


TRUE = [
    (ArgMax(a(th), th), ArgMax(log(a(th)), th), ""),
    (ArgMin(a(th), th), ArgMin(log(a(th)), th), ""),
    (ArgMax(b(th), th), ArgMin(-b(th), th), ""),
    (ArgMax(b(th), th), ArgMax(b(th) + d, th), ""),
    (ArgMax(b(th), th), ArgMax(c * b(th) + d, th), scaled(c)),
    (ArgMax(b(th), th), ArgMin(-b(th) / x.size, th), scaled(1 / x.size)),
    (ArgMin(log(a(th)), th), ArgMin(a(th), th), ""),
    (ArgMax(Product(q(x, th), x), th), ArgMax(Sum(log(q(x, th)), x), th), ""),
]
FALSE = [
    (ArgMax(b(th), th), ArgMin(b(th), th), ""),
    (ArgMax(b(th), th), ArgMax(-b(th), th), ""),
    (ArgMax(b(th), th), ArgMax(b(th) + a(th), th), ""),
    (ArgMax(b(th), th), ArgMax(b(th) ** 2, th), ""),
    (ArgMax(b(th), th), ArgMax(d * b(th), th), scaled(d)),
    (ArgMax(b(th), th), ArgMax(a(th) * b(th), th), scaled(a(th))),
    (ArgMin(a(th), th), ArgMin(1 / a(th), th), ""),
]


@pytest.mark.parametrize("one, other, reason", TRUE)
def test_equal_optimisers_are_proved(one, other, reason):
    given = [Dominated(1, q(x, th))]
    report = verdict(chain(one, other, reason=reason), given)
    assert report.verdict == "proved", report


@pytest.mark.parametrize("one, other, reason", FALSE)
def test_unequal_optimisers_are_refused(one, other, reason):
    report = verdict(chain(one, other, reason=reason))
    assert report.steps[0].verdict in ("refuted", "open")
    assert report.steps[0].rests is None
    assert report.steps[-1].verdict != "proved"


def test_only_the_logarithm_rests_on_its_monotonicity():
    plain = verdict(chain(ArgMax(b(th), th), ArgMin(-b(th), th)))
    with_log = verdict(chain(ArgMax(a(th), th), ArgMax(log(a(th)), th)))
    assert not plain.rests.axioms
    assert with_log.rests.axioms == {"ln is strictly increasing"}


def test_the_logarithm_of_what_may_be_zero_is_refused():
    report = verdict(chain(ArgMax(q(x, th), th), ArgMax(log(q(x, th)), th)))
    assert report.steps[0].verdict == "ill-posed"


def test_a_claim_that_the_chain_does_not_give_is_not_proved():
    def build(proof):
        chain(ArgMax(b(th), th), ArgMin(-b(th), th))(proof)
        proof.claim(Eq(ArgMax(b(th), th), ArgMin(-b(th) + d, th)))

    assert verdict(build).steps[-1].verdict == "open"


def test_an_unproved_step_holds_the_claim_back():
    lines = ArgMax(b(th), th), ArgMax(b(th) + a(th), th), ArgMax(b(th) + a(th) + d, th)
    assert verdict(chain(*lines), trials=0).steps[-1].verdict != "proved"


def test_two_letters_or_one_number_are_refused():
    other = th.another("η")
    with_two = verdict(chain(ArgMax(b(th), th), ArgMax(b(other), other)))
    with_number = verdict(chain(ArgMax(b(th), th), d))
    assert with_two.verdict != "proved"
    assert with_number.verdict != "proved"
    with pytest.raises(DeriveError, match="free"):
        ArgMax(d, th)
