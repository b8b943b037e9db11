"""p(x_1, …, x_n | θ) of data that the text calls i.i.d. is a product, and of others is not."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

RIGHT = r"p(x_1,\dots,x_n\mid\theta) = \prod_{i=1}^n p(x_i\mid\theta)"
IN_LOGS = r"\log p(x_1,\dots,x_n;\theta) = \sum_{i=1}^n \log p(x_i;\theta)"


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x_1,\dots,x_n$ be i.i.d.",
        r"The points $x_i$ are independent and identically distributed.",
        r"As the data are i.i.d., the likelihood is",
        r"Under the i.i.d. assumption the likelihood is",
    ],
)
@pytest.mark.parametrize(("right", "wrong"), [(RIGHT, "2 "), (IN_LOGS, "2 ")])
def test_of_copies(said, right, wrong):
    found = one(said, right)
    assert found.verdict in TRUE and [r.line for r in found.rests_on_text] == [1]
    assert not any("n = 3" in a for a in found.assumed)
    left, value = right.split(" = ")
    assert one(said, f"{left} = {wrong}{value}").verdict in FALSE


def test_of_a_set_of_data():
    said = r"Let $\mathcal{D} = \{x_i\}_{i=1}^m$ be an i.i.d. sample."
    found = one(said, r"p(\mathcal{D}\mid\theta) = \prod_{i=1}^m p(x_i\mid\theta)")
    assert found.verdict in TRUE and [r.line for r in found.rests_on_text] == [1]
    wrong = one(said, r"p(\mathcal{D}\mid\theta) = \sum_{i=1}^m p(x_i\mid\theta)")
    assert wrong.verdict not in TRUE


@pytest.mark.parametrize(
    "said",
    [
        "The data are listed below.",
        r"Suppose that $x_1,\dots,x_n$ are not i.i.d.",
        "We do not assume that the data are i.i.d.",
    ],
)
def test_of_others_it_is_not_claimed(said):
    found = one(said, RIGHT)
    assert found.verdict == "refuted unless" and not found.rests_on_text


def test_of_another_law_nothing_is_said():
    said = r"Let $x_1,\dots,x_n$ be i.i.d. with law $p$."
    assert one(said, RIGHT.replace("p(", "q(")).verdict == "refuted unless"


def test_a_law_of_more_than_the_row_is_no_product():
    said = r"Let $x_1,\dots,x_n$ be i.i.d."
    assert one(said, r"p(x_1,\dots,x_n,y) = \prod_{i=1}^n p(x_i)").verdict not in TRUE


def test_variables_that_are_not_named_refute_nothing_outright():
    found = one("The variables are i.i.d. here.", "H(X, Y) = 2 H(X)")
    assert found.verdict == "refuted unless"
