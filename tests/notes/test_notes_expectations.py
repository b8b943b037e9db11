"""E over letters or variables: the law that has them all, and none where several may be meant."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

JOINT = "Let $p(x,y)$ be a joint law."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\mathbb{E}_{x,y}\left[\log \frac{p(x,y)}{p(x)p(y)}\right] = I(X;Y)",
            r"\mathbb{E}_{x,y}\left[\log \frac{p(x)p(y)}{p(x,y)}\right] = I(X;Y)",
        ),
        (
            r"\mathbb{E}_{x,y}[\log p(x,y)] = -H(X,Y)",
            r"\mathbb{E}_{x,y}[\log p(x,y)] = -H(X) - H(Y)",
        ),
        (
            r"\mathbb{E}_{X,Y}[\log p(X,Y)] = -H(X,Y)",
            r"\mathbb{E}_{X,Y}[\log p(X,Y)] = -H(X) - H(Y)",
        ),
        (r"\mathbb{E}_{x,y}[\log p(x)] = -H(X)", r"\mathbb{E}_{x,y}[\log p(x)] = -H(Y)"),
        (r"\mathbb{E}_{X,Y}[\log p(X|Y)] = -H(X|Y)", r"\mathbb{E}_{X,Y}[\log p(X|Y)] = -H(X)"),
        (
            r"\mathbb{E}_{x,y}[\log p(x,y)] = \sum_{x,y} p(x,y) \log p(x,y)",
            r"\mathbb{E}_{x,y}[\log p(x,y)] = \sum_{x,y} p(x) p(y) \log p(x,y)",
        ),
    ],
)
def test_letters_that_have_a_joint_law_are_drawn_from_it(right, wrong):
    found = one(JOINT, right)
    assert found.verdict in TRUE
    assert "p(x,y)" in found.readback_lhs
    assert one(JOINT, wrong).verdict in FALSE


@pytest.mark.parametrize(
    "display",
    [
        r"\mathbb{E}_{x,y}[\log p(x) + \log q(y)] = \sum_x p(x) \log p(x) + \sum_y q(y) \log q(y)",
        r"\mathbb{E}_{x,y}[\log q(x,y)] \le \mathbb{E}_{x,y}[\log p(x,y)]",
    ],
)
def test_where_none_or_several_have_them_it_is_asked(display):
    found = one("", display)
    assert found.verdict == "unread" and "under which law" in found.why


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\mathbb{E}_y[H(X|y)] = H(X|Y)", r"\mathbb{E}_y[H(X|y)] = H(X)"),
        (r"\sum_y p(y) H(X|y) = H(X|Y)", r"H(X|y) = H(X|Y)"),
        (r"\mathbb{E}_{y}[H(X|Y=y)] = H(X|Y)", r"\mathbb{E}_{y}[H(X|Y=y)] = H(Y|X)"),
        (r"\sum_z p(z) I(X;Y|z) = I(X;Y|Z)", r"I(X;Y|z) \le I(X;Y|Z)"),
    ],
)
def test_a_small_letter_behind_the_bar_is_a_value(right, wrong):
    before = "Let $X, Y, Z$ have law $p$."
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE
