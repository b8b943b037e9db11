"""One-hot labels and the class at which they are 1, which is a letter of its own."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings
from tests.notes.verdicts import FALSE, TRUE, one

LOSS = r"$$ -\sum_{{k=1}}^K y_k \log r_k = -\log r_{{{}}} $$"
PROVED = ("proved", "proved if")


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("said", "letter", "behind"),
    [
        (r"The target $y$ is one-hot and $c$ is the correct class.", "c", ""),
        (r"Let $y$ be one-hot with $y_c = 1$.", "c", ""),
        (r"Let $y$ be a one-hot vector, $y_{k^*} = 1$ for the true class $k^*$.", "k^*", ""),
        (r"The label $y$ is one-hot.", "g", r"where $g$ is the index of the target class."),
        (r"For several classes and a one-hot label $y$, and as the true class is $g$,", "g", ""),
    ],
)
def test_the_loss_is_that_of_the_true_class(said, letter, behind):
    (step,) = steps(f"{said}\n\n{LOSS.format(letter)}\n\n{behind}\n")
    assert step.verdict in PROVED
    assert step.rests_on_text


def test_what_is_said_behind_a_definition_is_said_of_what_it_is_made_of():
    text = (
        r"For several classes and a one-hot label $y$, a model $r$ has the loss"
        "\n\n$$ J = -\\sum_{k=1}^K y_k \\log r_k $$\n\n"
        r"Since only the true class $k^*$ has $y_{k^*} = 1$, this is"
        "\n\n$$ J = -\\log r_{k^*} $$\n"
    )
    assert [s.verdict for s in steps(text)] == ["definition", "proved if"]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"$y$ is one-hot and $c$ is the correct class.", LOSS.format("j")),
        (r"$y$ is one-hot and $c$ is the correct class.", r"$$ y_c = 0 $$"),
        (r"$y$ is one-hot and $c$ is the correct class.", r"$$ r_c = r_j $$"),
        (r"$y$ is one-hot, and $c$ is a class.", LOSS.format("c")),
        (r"Unless $c$ is the correct class, $y$ is one-hot.", LOSS.format("c")),
    ],
)
def test_no_other_class_and_nothing_but_the_label_is_told(said, claim):
    found = steps(f"A law $r$ and a label: {said}\n\n{claim}\n")
    assert all(s.verdict not in PROVED for s in found)


def test_two_classes_one_behind_the_other_are_not_the_same():
    text = (
        "The label $y$ is one-hot. The true class is $c$.\n\n"
        f"{LOSS.format('c')}\n\nNow the true class is $j$.\n\n{LOSS.format('c')}\n"
    )
    first, second = steps(text)
    assert first.verdict in PROVED
    assert second.verdict not in PROVED


def test_a_star_below_a_name_is_seen_in_what_was_understood():
    (step,) = steps(r"$$ r_{k^*} = \sum_k a_k r_k $$")
    assert "k^" in step.readback_lhs or step.verdict == "unread"


@pytest.mark.parametrize("joint", [", and", " and"])
def test_what_a_clause_of_its_own_says_is_not_said_of_the_one_before(joint):
    said = rf"Let $p = \text{{softmax}}(z)${joint} $y$ be one-hot, and $L = -\sum_k y_k \ln p_k$."
    step = one(said, r"\frac{\partial L}{\partial z_k} = p_k - y_k")
    assert step.verdict in TRUE
    assert one(said, r"\sum_k p_k^2 = 1").verdict in FALSE
