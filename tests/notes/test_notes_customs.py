r"""What notes take for granted: macros of another file, a chosen z*, a sum that goes on."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

LAWS = "Let $p$ and $q$ be laws on $\\mathcal{X}$.\n\n"
LATENT = "Let $p(z, x)$ be a joint law and $q(z|x_i)$ another.\n\n"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("line", "like"),
    [
        (r"\KL{p}{q} = \E_p\left[\log \frac{p(x)}{q(x)}\right]", r"D_KL(p ‖ q)"),
        (r"\KL(p\|q) = H(p, q) - \Ent(p)", r"D_KL(p ‖ q)"),
        (r"\KL{p \| q} = H(p, q) - \Ent{p}", r"D_KL(p ‖ q)"),
    ],
)
def test_macros_defined_nowhere_are_read_by_their_usual_arguments(line, like):
    (step,) = steps(f"{LAWS}$$ {line} $$\n")
    assert step.verdict == "proved if"
    assert step.readback_lhs.replace(r"\mathrm{KL}", "KL").startswith("D_{KL}"), like


def test_the_wrong_way_round_is_refuted():
    (step,) = steps(f"{LAWS}$$ \\KL{{p}}{{q}} = H(q, p) - \\Ent(p) $$\n")
    assert step.verdict.startswith("refuted")


@pytest.mark.parametrize(
    "call", [r"\KL{p}{q}{r}", r"\E{z}[f]", r"\Ent{p}{q}", r"\R{p}", r"\MI{X}(Y)"]
)
def test_arguments_that_are_not_usual_are_no_product(call):
    (step,) = steps(f"{LAWS}$$ {call} \\ge 0 $$\n")
    assert step.verdict == "unread"
    assert "nothing defines" in step.why


def test_what_the_text_defines_is_that():
    text = (
        "$$ \\newcommand{\\KL}[2]{H(#2) - H(#1)} $$\n\n" + LAWS + "$$ \\KL{p}{q} = H(q) - H(p) $$\n"
    )
    assert [s.verdict for s in steps(text)][-1] == "proved"


def test_a_chosen_letter_is_a_letter_of_its_variable():
    text = LATENT + "$$ \\sum_z p(x|z) p(z) = p(x) $$\n\n$$ p(x_i|z^*) p(z^*) = p(z^*, x_i) $$\n"
    assert {s.verdict for s in steps(text)} <= {"proved", "proved if"}
    wrong = LATENT + "$$ p(x_i|z) = p(z|x_i) $$\n\n$$ p(x_i|z^*) p(z) = p(z^*, x_i) $$\n"
    assert all(s.verdict.startswith("refuted") for s in steps(wrong))


def test_a_law_that_is_only_named_is_given_what_is_averaged_is_given():
    line = r"""\log \mathbb{E}_{z \sim q}\left[\frac{p(x_i,z)}{q(z|x_i)}\right]
    \ge \mathbb{E}_{z \sim q(z|x_i)}\left[\log\frac{p(x_i,z)}{q(z|x_i)}\right]"""
    (step,) = steps(f"{LATENT}$$ {line} $$\n")
    assert step.verdict == "proved if"
    (step,) = steps(f"{LATENT}$$ {line.replace('ge', 'le')} $$\n")
    assert step.verdict.startswith("refuted")


@pytest.mark.parametrize("of", [r"\sum_i (y_i \log p_i + (1-y_i)\log(1-p_i))"])
def test_what_is_defined_by_a_sum_that_goes_on_has_all_of_it(of):
    first = r"$$ L = -\sum_i y_i \log p_i + (1-y_i)\log(1-p_i) $$"
    right, wrong = f"$$ L = -{of} $$", r"$$ L = -\sum_i y_i \log p_i $$"
    assert steps(f"{first}\n\n{right}\n")[-1].verdict in ("proved", "proved if")
    assert steps(f"{first}\n\n{wrong}\n")[-1].verdict.startswith("refuted")


def test_a_name_with_and_one_without_an_index_are_two():
    (step,) = steps("Let $N_k = \\sum_i r_{ik}$.\n\n$$ \\pi_k = \\frac{N_k}{N} $$\n")
    assert step.verdict == "definition"
    assert r"\sum_{i} r_{i,k}" in step.readback_rhs


def test_a_name_is_new_beside_those_with_other_subscripts():
    first = "$$ L_{\\text{CE}} = -\\sum_i y_i \\log q_i $$\n\n"
    assert [s.verdict for s in steps(first + "$$ L = -\\sum_i y_i $$\n")] == ["definition"] * 2
