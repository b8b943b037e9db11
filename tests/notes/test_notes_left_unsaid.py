"""What people leave out: under which law E_z is, over what a sum is, which variables are meant."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

PROVED = ("proved", "proved if")
DRAWN = r"$$ \log p(x) = \mathbb{E}_{z \sim q(z|x)}\left[\log \frac{p(x,z)}{p(z|x)}\right] $$"
BARE = (
    r"$$ \log p(x) = E_z[\log p(x|z) - \log \frac{q(z|x)}{p(z)} + \log \frac{q(z|x)}{p(z|x)}] $$"
)


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def test_a_bare_mean_is_over_the_law_that_the_letter_is_drawn_from():
    found = steps(f"{DRAWN}\n\n{BARE}\n")
    assert found[-1].verdict == "proved if"
    assert any("is over" in a for a in found[-1].assumed)


def test_two_such_laws_leave_it_open_which_is_meant():
    other = DRAWN.replace("q(z|x)", "r(z|x)")
    last = steps(f"{DRAWN}\n\n{other}\n\n{BARE}\n")[-1]
    assert not any("E_z is over" in a for a in last.assumed)


def test_what_is_false_under_it_may_be_meant_under_another():
    wrong = r"$$ \log p(x) = E_z[\log p(x|z)] $$"
    found = steps(f"{DRAWN}\n\n{wrong}\n")
    assert found[-1].verdict == "refuted unless"


@pytest.mark.parametrize("sign", [r"\sum", r"\int"])
def test_a_sum_is_over_the_letter_that_the_other_side_has_not(sign):
    (step,) = steps(rf"$$ p(x) = {sign} p(x|z) p(z) $$")
    assert step.verdict in PROVED
    (wrong,) = steps(rf"$$ p(x) = {sign} p(z|x) p(z) $$")
    assert wrong.verdict not in PROVED


def test_two_letters_that_the_other_side_has_not_are_both_summed():
    (step,) = steps(r"$$ p(x) = \sum p(x, y, z) $$")
    assert step.verdict in PROVED


@pytest.mark.parametrize(
    "tasks",
    [
        r"\min_\theta H(p, q_\theta) \iff \min_\theta D(p \| q_\theta)",
        r"\argmin_\theta D(p \| q_\theta) \Leftrightarrow \argmax_\theta"
        r" \mathbb{E}_{x \sim p}[\log q_\theta(x)]",
        r"\max_\theta \sum_{i=1}^n \log q_\theta(x_i) \iff"
        r" \min_\theta -\frac{1}{n} \sum_{i=1}^n \log q_\theta(x_i)",
    ],
)
def test_tasks_that_have_the_same_solutions(tasks):
    (step,) = steps(f"$$ {tasks} $$")
    assert step.verdict in PROVED
    assert r"arg\,m" in step.readback_lhs


def test_and_those_that_have_not():
    (step,) = steps(r"$$ \min_\theta H(p, q_\theta) \iff \max_\theta D(p \| q_\theta) $$")
    assert step.verdict.startswith("refuted")


def test_what_is_more_than_tasks_is_joined_as_before():
    found = steps(r"$$ D(p \| q) = 0 \iff \min_x p(x) = \min_x q(x) $$")
    assert all(r"arg\,m" not in s.readback_lhs for s in found)


@pytest.mark.parametrize(
    "words",
    [
        "If the variables are independent:",
        "For independent variables,",
        "When both random variables are statistically independent:",
    ],
)
def test_variables_that_are_not_named_are_those_of_the_display(words):
    found = steps(f"{words}\n\n$$ H(X, Y) = H(X) + H(Y) $$\n\n$$ H(X|Y) = H(X) $$\n")
    assert [s.verdict for s in found] == ["proved if", "proved if"]
    assert all(s.rests_on_text for s in found)


@pytest.mark.parametrize(
    "words",
    [
        "If the variables are not independent:",
        "If the variables are dependent:",
        "If only some of the variables are independent:",
        "The variables may be independent or not.",
    ],
)
def test_and_not_where_the_words_say_otherwise(words):
    (step,) = steps(f"{words}\n\n$$ H(X, Y) = H(X) + H(Y) $$\n")
    assert step.verdict not in PROVED
