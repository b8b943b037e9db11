"""What a law is proportional to, over its own letters; the mode of a posterior."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

JOINT = r"Let $p(x, z)$ be a law."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"p(z|x) \propto p(x|z) p(z)", r"p(z|x) \propto p(x|z)"),
        (r"p(z|x) \propto p(x, z)", r"p(z|x) \propto p(x) p(z)"),
        (r"p(z|x) = \frac{p(x, z)}{p(x)} \propto 3 p(x, z)", r"p(z|x) \propto p(x, z)^2"),
        (r"p(x, z) \propto p(z) p(x|z)", r"p(x, z) \propto p(x|z)"),
        (r"p(z|x) \propto p(x|z) p(z) \propto p(x, z)", r"p(z|x) \propto p(x, z) \propto p(x|z)"),
    ],
)
def test_it_is_so_where_the_right_side_over_its_sum_is_the_law(right, wrong):
    found = one(JOINT, right)
    assert found.verdict == "proved if" and any(x.startswith("∝ is in") for x in found.assumed)
    assert one(JOINT, wrong).verdict == "refuted unless"


def test_it_says_what_a_new_law_is():
    text = r"$$ u(y) \propto v(y) e^{c w(y)} $$"  # u is no law by custom
    assert steps(text)[0].verdict == "open"
    text = r"$$ r(y) \propto q(y) e^{c w(y)} $$" + "\n\nThen\n\n"
    claim = r"r(y) = \frac{q(y) e^{c w(y)}}{\sum_y q(y) e^{c w(y)}}"
    both = steps(f"{text}$$ {claim} $$")
    assert both[0].verdict == "definition" and both[1].verdict in TRUE
    assert one(text, claim.replace("e^{c w(y)}}{", "e^{w(y)}}{")).verdict in FALSE


@pytest.mark.parametrize(
    "display", [r"\nabla_\theta J(\theta) \propto \sum_s \rho(s)", r"p(z|x) \propto p(x, z) = p(z)"]
)
def test_of_no_law_and_before_an_equation_it_is_left_open(display):
    assert one(JOINT, display).verdict not in (*TRUE, *FALSE) or "= p(z)" in display
    assert steps(f"{JOINT}\n\n$$ {display} $$")[0].verdict not in (*TRUE, *FALSE)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\arg\max_z p(x|z) p(z)", r"\arg\max_z p(x|z)"),
        (r"\arg\max_z p(x, z)", r"\arg\min_z p(x, z)"),
        (r"\arg\max_z \frac{p(x|z) p(z)}{p(x)}", r"\arg\max_z \frac{p(x|z) p(z)}{p(z)}"),
    ],
)
def test_the_evidence_moves_no_mode(right, wrong):
    assert one(JOINT, rf"\arg\max_z p(z|x) = {right}").verdict in TRUE
    assert one(JOINT, rf"\arg\max_z p(z|x) = {wrong}").verdict in FALSE


def test_a_law_that_is_said_again_is_the_same_law():
    before = r"$$ r(y) = \frac{q(y) e^{w(y)}}{\sum_y q(y) e^{w(y)}} $$" + "\n\nand\n\n"
    before += r"$$ Z = \sum_y q(y) e^{w(y)} $$" + "\n\nThus"
    assert one(before, r"r(y) = \frac{1}{Z} q(y) e^{w(y)}").verdict in TRUE
    assert one(before, r"r(y) = \frac{1}{Z} e^{w(y)}").verdict in FALSE
