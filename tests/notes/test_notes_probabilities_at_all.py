"""P(X | Y) of random variables that stands for all their values, and z ∈ p(z) below E."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

VALUES = r"$$ \sum_x \mathbb{P}(X = x) = 1 $$" + "\n\n"


@pytest.mark.parametrize("head", [r"\mathbb{P}", r"\Pr"])
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"P(X|Y) = \frac{P(X,Y)}{P(Y)}", r"P(X|Y) = \frac{P(X,Y)}{P(X)}"),
        (r"P(X|Y) P(Y) = P(Y|X) P(X)", r"P(X|Y) P(X) = P(Y|X) P(Y)"),
        (r"P(X, Y) \leq P(X)", r"P(X, Y) \geq P(X)"),
    ],
)
def test_it_is_claimed_of_each_value(head, right, wrong):
    found = steps(f"{VALUES}$$ {right.replace('P(', head + '(')} $$")[-1]
    assert found.verdict in TRUE
    assert steps(f"{VALUES}$$ {wrong.replace('P(', head + '(')} $$")[-1].verdict in FALSE


def test_in_a_mean_it_is_of_what_is_averaged():
    assert one("", r"H(X) = -\mathbb{E}[\log \mathbb{P}(X)]").verdict in TRUE
    assert one("", r"H(X) = -\log \mathbb{P}(X)").verdict in FALSE


@pytest.mark.parametrize(
    "display", [r"\Pr(E) \leq \Pr(E_1) + \Pr(E_2)", r"\mathbb{P}(E) = 0.1", r"\Pr(A) \leq \frac12"]
)
def test_a_capital_alone_may_be_an_event(display):
    assert one("", display).verdict == "refuted unless"


def test_an_event_is_no_variable():
    said = "Let $A$ and $B$ be events."
    assert one(said, r"\Pr(A \cup B) \leq \Pr(A) + \Pr(B)").verdict not in FALSE


def test_what_is_drawn_may_stand_behind_the_sign_of_sets():
    right = r"I(X;Y|Z) = \mathbb{E}_{z \in p(z)}[D(p(x,y|z) \| p(x|z) p(y|z))]"
    assert one("", right).verdict in TRUE
    assert one("", right.replace("p(y|z))", "p(y))")).verdict in FALSE
    assert one("", r"\mathbb{E}_{x \in A}[f(x)] = f(x)").verdict == "unread"


def test_a_display_of_what_is_drawn_says_so():
    assert one("", r"z \sim q(z|x)").verdict == "definition"
    found = one("", r"z \sim q(y|x)")
    assert found.verdict == "unread" and "sentence" in found.why
