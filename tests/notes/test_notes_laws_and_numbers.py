"""p that is a law in one display, and a probability in another of the same section."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, steps

LAW = "$$ D(p \\| r) = \\sum_u p(u) \\log \\frac{p(u)}{r(u)} $$\n\n"


@pytest.mark.parametrize("head", ["H(p)", "H_b(p)", "H_2(p)"])
def test_beside_its_complement_it_is_a_probability(head):
    right, wrong = steps(
        LAW + rf"$$ {head} = -p \log_2 p - (1 - p) \log_2 (1 - p) $$" + "\n\n"
        rf"$$ {head} = -p \log_2 p + (1 - p) \log_2 (1 - p) $$"
    )[1:]
    assert right.verdict in TRUE and "0 ≤ p ≤ 1" in right.assumed
    assert wrong.verdict in FALSE


def test_the_law_stays_one_elsewhere():
    text = rf"{LAW}$$ c = p \log p + (1 - p) \log (1 - p) $$"
    first, _, last = steps(text + "\n\n$$ H(p) = -\\sum_u p(u) \\log p(u) $$")
    assert {first.verdict, last.verdict} <= {*TRUE}
    assert "sum" in last.readback_rhs


def test_an_entropy_of_either_is_asked_about():
    text = rf"{LAW}$$ H(p) = -p \log_2 p - (1 - p) \log_2 (1 - p) $$" + "\n\n$$ H(p) \\leq 1 $$"
    last = steps(text)[-1]
    assert last.verdict == "unread" and "is p a law, or a number?" in last.why
    assert "p is a number in [0,1]" in last.ask


def test_a_mixture_of_laws_has_no_such_number():
    (step,) = steps(r"$$ H(\lambda p + (1-\lambda) r) \geq \lambda H(p) + (1-\lambda) H(r) $$")
    assert step.verdict in TRUE
