"""Laws that are only named, where they have several letters elsewhere; mixtures of such."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

JOINT = r"Let $(X,Y) \sim p(x,y)$. We compare $p(x)$ and $q(x)$."
BOTH = r"$$ D(p\|q) = \sum_x p(x) \log\frac{p(x)}{q(x)} $$"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"D(q\|p) = \sum_x q(x)\log\frac{q(x)}{p(x)}", r"D(p\|q) = -H(X)"),
        (r"H(X) = -E_p \log p(X)", r"H(X) = E_p \log p(X)"),
        (r"H(X,Y) = -E_p \log p(X,Y)", r"H(X) = -E_p \log p(X,Y)"),
        (r"D(p\|q) \ge 0", r"D(p\|q) \le 0"),
    ],
)
def test_they_are_of_the_letters_that_they_have_here(right, wrong):
    before = f"{JOINT}\n\n{BOTH}\n\n$$ I(X;Y) = D(p(x,y)\\|p(x)p(y)) $$"
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


def test_of_which_letters_is_named_where_the_relation_has_none():
    before = f"{BOTH}\n\n$$ I(X;Y) = D(p(x,y)\\|p(x)p(y)) $$"
    found = one(before, r"D(p\|q) = D(q\|p)")
    assert found.verdict in FALSE


def test_a_law_that_is_said_to_be_of_two_is_none_of_one():
    found = one(r"Let $p(x,y)$ be a joint law.", "H(p) = H(X)")
    assert found.verdict == "unread" and "x, y" in found.why


def test_mixtures_are_of_each_letter():
    before = r"Let $P$ and $Q$ be laws, $$ D(P\|M) + D(Q\|M) \ge 0 $$"
    assert one(before, r"M = \frac{P + Q}{2}").verdict == "definition"
    both = before + "\n\nand\n\n" + r"$$ M = \frac{P + Q}{2} $$"
    assert one(both, r"M = \frac12 P + \frac12 Q").verdict in TRUE
    assert one(both, r"M = P + \frac12 Q").verdict in FALSE
    assert one(before, "P = Q").verdict == "refuted unless"


def test_what_stands_behind_where_holds_in_the_display_before():
    text = "It is\n\n$$ 2 Z = 2 \\sum_x e^{{-b x}} $$\n\n{}\n\n$$ Z = \\sum_x e^{{-b x}} $$\n"
    assert steps(text.format("where"))[0].verdict in TRUE
    assert steps(text.format("We turn to sums."))[0].verdict not in TRUE


def test_a_multiplier_before_a_number_multiplies_it():
    before = r"$$ L = -\sum_x p(x) \ln p(x) + \lambda (\sum_x p(x) - 1) $$"
    left = r"\frac{\partial L}{\partial p(x)} = "
    assert one(before, left + r"-\ln p(x) - 1 + \lambda (1)").verdict in TRUE
    assert one(before, left + r"-\ln p(x) - 1 - \lambda (1)").verdict in FALSE


def test_a_value_before_its_entropy_is_said_and_not_checked():
    assert one("A source.", "1.75 = H(X)").verdict == "open"
    assert one("A source.", "H(X) = 1.75").verdict == "open"
    assert one("A source.", "0 = H(X)").verdict in FALSE
