"""E_q where q stands with several letters apart; p_{z|x} beside p(z|x; θ); p beside p_θ."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

APART = (
    r"$$ \sum_z q(z) = 1 $$" "\n\n" r"$$ \sum_x q(x) = 1 $$" "\n\n" r"$$ \sum_z p(x, z) = p(x) $$"
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"\log p(x) = \log E_q\left[\frac{p(x,z)}{q(z)}\right]",
            r"\log p(x) = \log E_q\left[\frac{2 p(x,z)}{q(z)}\right]",
        ),
        (
            r"E_q[\log\tfrac{p(x,z)}{q(z)}] = E_q[\log p(x,z)] - E_q[\log q(z)]",
            r"E_q[\log\tfrac{p(x,z)}{q(z)}] = E_q[\log p(x,z)] + E_q[\log q(z)]",
        ),
        (
            r"H(q(z); p(x,z)) = -E_q[\log p(x,z)]",
            r"H(q(z); p(x,z)) = E_q[\log p(x,z)]",
        ),
    ],
)
def test_the_mean_is_over_the_letter_that_its_law_has_in_it(right, wrong):
    assert one(APART, right).verdict in TRUE
    assert one(APART, wrong).verdict in FALSE


def test_it_is_asked_where_both_stand_in_the_mean_or_together_elsewhere():
    assert one(APART, r"E_q[\log q(z) q(x)] \le 0").verdict == "unread"
    assert one(APART, r"E_q[\log p(x,z)] \le 0").verdict == "unread"
    joint = r"$$ \sum_{x,z} q(x, z) = 1 $$"
    assert one(joint, r"E_q[\log\frac{p(x,z)}{q(z)}] \le 0").verdict == "unread"


def test_it_is_so_in_what_a_name_stands_for():
    before = APART + "\n\nWe define\n\n" + r"$$ L = E_q[\log p(x,z)] - E_q[\log q(z)]. $$"
    assert one(before, r"\log p(x) \ge L").verdict in TRUE
    assert one(before, r"\log p(x) \le L").verdict in FALSE


FAMILY = r"$$ p(x; \theta) = \sum_z p(x, z; \theta) $$"
GAP = r"D(Q \| p_{z|x}) = \sum_z Q(z) \log \frac{Q(z)}{p(z|x; \theta)}"


def test_a_law_with_its_letters_below_has_the_parameter_of_all_its_calls():
    made = one(FAMILY, GAP)
    assert made.verdict in TRUE
    assert r"p_{\theta}" in made.readback_lhs
    assert one(FAMILY, GAP.replace(r"Q(z)}{p", r"Q(z)}{2 p")).verdict in FALSE


def test_it_has_none_where_calls_differ():
    mixed = FAMILY + "\n\n" + r"$$ p(x) = \sum_z p(x, z) $$"
    assert r"\theta" not in one(mixed, GAP).readback_lhs


def test_p_beside_p_theta_may_be_short_for_it():
    before = FAMILY + "\n\n" + r"$$ \sum_x p(x) = 1 $$"
    made = one(before, r"\sum_x p(x) \log p(x) = \sum_x p(x; \theta) \log p(x; \theta)")
    assert made.verdict == "refuted unless"
    assert r"means" in made.why


NESTED = r"\int_{\mathcal Z} p(z) \int_{\mathcal X \times \mathcal Y} p(x,y|z)\, d(x,y)\, dz"


def test_integrals_within_integrals_with_their_differentials_behind():
    assert one("", NESTED + " = 1").verdict in TRUE
    assert one("", NESTED + " = 2").verdict in FALSE
    text = r"\int_{\mathcal Z}\int_{\mathcal X} p(x,z)\,dx\,dz = 1"
    assert one("", text).verdict in TRUE
    read = one("", r"\int p(x,y) d(x,y)\,dx\,dy \ge 0")
    assert "d(x,y)" in read.readback_lhs.replace(" ", "")


def test_laws_given_a_value_below_and_letters_behind():
    before = r"Let $X, Y, Z$ be random variables."
    right = (
        r"I(X;Y|Z) = \sum_z p_Z(z) \sum_{x,y} p_{XY|Z=z}(x,y) "
        r"\log \frac{p_{X|Y,Z=z}(x|y)}{p_{X|Z=z}(x)}"
    )
    assert one(before, right).verdict in TRUE
    assert one(before, right.replace("p_Z(z) ", "")).verdict in FALSE


def test_arg_max_in_letters_is_no_product():
    made = one("", r"\theta^* = arg \max_\theta \sum_x p(x) \log q_\theta(x)")
    assert made.verdict == "definition"
    assert r"arg\,max" in made.readback_rhs
    assert one("", r"\log p(x) \ge \max(\log p(x))").verdict == "unread"


BOX = """> [!lemma] Proposition (three variables)
> Let $X \\perp Z | Y$. Then
> 1. $I(X;Z) \\le I(X;Y)$

^a1b2c3

"""


def test_a_box_holds_over_its_items_and_the_address_behind():
    proof = "> [!proof]-\n> $$H(X) - H(X|Y,Z) = H(X) - H(X|Y)$$\n"
    assert steps(BOX + proof)[-1].verdict == "proved"
    other = BOX + "> [!remark]\n> $$H(X) - H(X|Y,Z) = H(X) - H(X|Y)$$\n"
    assert steps(other)[-1].verdict in FALSE


def test_a_display_with_a_tick_behind_it():
    text = "Let $p$ be a law.\n\n$$H(p) \\ge 0$$ ✅\n\n$$H(p) \\le 0$$ (a)\n"
    assert len(steps(text)) == 2
