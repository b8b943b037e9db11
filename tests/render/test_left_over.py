"""What is left to be shown of an open line, in the script's letters."""

import pytest

from derive import Distribution, H, Le, alphabets, log, pi, theorem
from derive.derivation.check import check
from derive.numeric import Settings
from derive.render.rows import left_over

(x,) = alphabets("x")
p = Distribution("p", x)


def claim_of(claim):
    def alone(proof):
        proof.claim(claim)

    (report,) = check(theorem("alone")(alone), Settings(trials=60)).steps
    return report


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        (Le(1, log(2 * pi)), "ln 2 + ln(π) ≥ 1"),
        (Le(H(p), H(p, base=2)), "Σ_x p(x)·ln(p(x)) ≥ (Σ_x p(x)·ln(p(x)))/ln 2"),
    ],
)
def test_it_is_the_difference_in_normal_form(claim, left):
    report = claim_of(claim)
    assert (report.verdict, left_over(report)) == ("open", left)


def test_nothing_is_left_of_what_is_decided():
    assert left_over(claim_of(Le(0, H(p)))) == "" == left_over(claim_of(Le(H(p), 0)))
