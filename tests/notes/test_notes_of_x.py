"""H(X) beside p_i alone is of the law p; Σ_{z_i} is over z; P(X_i) as a weight is at a value."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings
from tests.notes.verdicts import FALSE, TRUE, one, steps

DEFINED = r"The entropy is defined as"
SAID = (
    "",
    DEFINED,
    r"$X$ takes values $x_i$ with probabilities $p_i$.",
    r"Let $P(X=x_i)=p_i$.",
    r"Let $X$ be a random variable with distribution given by $p$.",
    r"Let $X$ be a random variable with pmf $p_i$.",
)


@pytest.mark.parametrize("before", SAID)
def test_the_only_law_is_that_of_the_only_variable(before):
    assert one(before, r"H(X) = -\sum_i p_i \log p_i").verdict == "proved"
    assert one(before, r"H(X) = \sum_i p_i \log p_i").verdict in FALSE
    assert one(before, r"H(X) = -2\sum_i p_i \log p_i").verdict in FALSE


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(X) = \sum_i p_i \log \frac{1}{p_i}", r"H(X) = \sum_i p_i^2 \log \frac{1}{p_i}"),
        (r"H_2(X) = -\sum_i p_i \log_2 p_i", r"H_2(X) = -\sum_i p_i \log_3 p_i"),
        (r"H(X) = -\sum_i q_i \log q_i", r"H(X) = -\sum_i q_i \log q_i^2"),
        (
            r"H(X) = -\sum_{i=1}^n p_i \log p_i \le \log n",
            r"H(X) = -\sum_{i=1}^n p_i \log p_i \ge \log n",
        ),
    ],
)
def test_its_other_forms(right, wrong):
    assert one("", right).verdict == "proved"
    assert one("", wrong).verdict == "refuted"


def test_the_bound_in_a_display_of_its_own():
    first = r"$$ H(X) = -\sum_{i=1}^n p_i \log p_i $$"
    assert one(first, r"H(X) \le \log n").verdict == "proved"
    assert one(first, r"H(X) \le 2 \log n - 1").verdict in FALSE


def test_that_it_is_custom_is_shown():
    text = r"$$ I(X;X) = -\sum_i p_i \log p_i $$"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    assert found.chains[-1].steps[-1].verdict == "proved"
    assert "X" in found.by_custom
    (why,) = (n.evidence for n in found.notation if n.name == "X")
    assert "law p" in why


@pytest.mark.parametrize(
    ("before", "relation"),
    [
        ("", r"H(X) = -\sum_i p_i \log q_i"),
        (r"$$ H(Y) \le \sum_i p_i $$", r"H(X) = -\sum_i p_i \log p_i"),
        (r"$$ \sum_i p_i \le H(X,Y) $$", r"H(X) = -\sum_i p_i \log p_i"),
        (r"$$ \sum_i q_i = 1 $$", r"H(X) = -\sum_i p_i \log p_i"),
    ],
)
def test_of_several_it_is_asked(before, relation):
    found = one(before, relation)
    assert found.verdict == "unread"
    assert "which law has X" in found.why and found.ask


def test_in_a_chain_of_its_own_it_is_that_of_the_only_variable_beside_it():
    beside = r"$$ H(X,Y) \le H(X) + H(Y) $$"
    assert one(beside, r"H(X) = -\sum_i p_i \log p_i").verdict == "proved"
    assert one(beside, r"H(X) = \sum_i p_i \log p_i").verdict in FALSE
    assert one(beside, r"H(X) \le \sum_i p_i l_i").verdict == "refuted unless"


def test_what_is_said_of_a_law_is_not_said_of_the_variable():
    uniform = r"Let $p$ be the uniform distribution."
    assert one(uniform, r"H(X) = -\sum_i p_i \log p_i").verdict == "unread"


VALUES = r"\sum_{i}^{n} P(X_i)\log\frac{P(X_i)}{Q(X_i)}"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f"D(P||Q) = {VALUES}", f"D(P||Q) = -{VALUES}"),
        (
            r"D(P||Q) = \sum_i P(X_i)\log(P(X_i)/Q(X_i))",
            r"D(P||Q) = \sum_i P(X_i)\log(Q(X_i)/P(X_i))",
        ),
        (
            r"H(X) = -\sum_{i=1}^n P(X_i)\log P(X_i)",
            r"H(X) = -\sum_{i=1}^n P(X_i)\log P(X_i)^2",
        ),
    ],
)
def test_values_as_capitals(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


def test_variables_of_a_sequence_stay_variables():
    found = steps(r"$$ H(X_1,\dots,X_n) \le \sum_{i=1}^n H(X_i) $$")[-1]
    assert found.verdict in TRUE
    chain = r"P(X_1,\dots,X_n) = \prod_{i=1}^n P(X_i|X_1,\dots,X_{i-1})"
    assert one("", chain).verdict in TRUE


MARGINAL = r"\sum_i \log p(x_i)"
JENSEN = r"\sum_{z_i} q(z_i) \log \frac{p(x_i,z_i)}{q(z_i)}"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            rf"{MARGINAL} = \sum_i \log \sum_{{z_i}} p(x_i,z_i)",
            rf"{MARGINAL} = \sum_i \sum_{{z_i}} \log p(x_i,z_i)",
        ),
        (
            r"\log p(x_i) = \log \sum_{z_i} p(x_i,z_i)",
            r"\log p(x_i) = 2 \log \sum_{z_i} p(x_i,z_i)",
        ),
        (rf"\log p(x_i) \ge {JENSEN}", rf"\log p(x_i) \le {JENSEN}"),
        (
            r"H(X,Y) = -\sum_{x_i} \sum_{y_i} p(x_i,y_i) \log p(x_i,y_i)",
            r"H(X,Y) = \sum_{x_i} \sum_{y_i} p(x_i,y_i) \log p(x_i,y_i)",
        ),
    ],
)
def test_a_sum_over_z_i_is_over_z(right, wrong):
    assert one("", right).verdict in TRUE
    assert one("", wrong).verdict in FALSE


def test_a_letter_that_stands_there_too_is_another():
    outer = r"\sum_z p(z) \sum_i a_i = \sum_z \sum_i p(z) a_i \sum_{z_i} p(z_i)"
    within = r"\log p(x_i) \sum_z q(z) = \sum_z q(z) \log \sum_{z_i} p(x_i,z_i)"
    assert one(r"Let $a_1,\dots,a_n$ be real numbers.", outer).verdict not in FALSE
    assert one("", within).verdict in TRUE
