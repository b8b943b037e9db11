"""What the text says of x_i, data point or letter, beats the form of the sum that it stands in."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

DATA = r"A data set $x_1, \dots, x_m$ is drawn independently from $p$."
WEIGHED = r"$$ \sum_{i=1}^m p(x_i) \log p(x_i) = -H(p) $$"
LETTERS = "<!-- derive: x_i is a symbol -->"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "said",
    [
        DATA,
        r"We are given samples $x_1, \dots, x_m \sim p$.",
        r"Here $x_1, \dots, x_m$ are observations drawn from $p$.",
        r"The training data $(x_1, y_1), \dots, (x_m, y_m)$, where $x_i$ are samples.",
    ],
)
def test_a_weight_against_the_text_is_asked(said):
    (step,) = steps(f"{said}\n\n{WEIGHED}\n")
    assert step.verdict == "unread"
    assert "data point" in step.why and "the text says" in step.why
    assert step.ask


def test_without_a_word_of_data_the_weight_tells():
    (step,) = steps(f"Let $p$ be a distribution.\n\n{WEIGHED}\n")
    assert step.verdict == "proved"


def test_data_of_another_section_say_nothing_here():
    (step,) = steps(f"# Data\n\n{DATA}\n\n# Entropy\n\nLet $p$ be a law.\n\n{WEIGHED}\n")
    assert step.verdict == "proved"


def test_a_directive_settles_it_either_way():
    (step,) = steps(f"{DATA}\n\n{LETTERS}\n\n{WEIGHED}\n")
    assert step.verdict == "proved"
    (step,) = steps(f"{LETTERS.replace('symbol', 'sample')}\n\n{WEIGHED}\n")
    assert step.verdict.startswith("refuted")


def test_a_sum_without_a_weight_is_not_asked_about_where_the_text_has_said():
    right = r"$$ \sum_{i=1}^m \log q(x_i)^2 = 2 \sum_{i=1}^m \log q(x_i) $$"
    (step,) = steps(f"{DATA}\n\n{right}\n")
    assert step.verdict in ("proved", "proved if")
    (step,) = steps(f"Let $q$ be a law.\n\n{right}\n")
    assert step.verdict == "unread" and step.ask


KERNEL = r"Put $g(x) = \sum_{i=1}^m k(x_i, x)$."


def test_a_sum_over_data_at_a_data_point_is_a_sum_over_two():
    """At x_i the inner index is another one, so that the sum is not over the diagonal."""
    diagonal = r"$$ \sum_{i=1}^m g(x_i) = \sum_{i=1}^m k(x_i, x_i) $$"
    (step,) = steps(f"{DATA} {KERNEL}\n\n{diagonal}\n")
    assert step.verdict != "unread"
    assert not step.verdict.startswith("proved")


def test_the_empirical_law_at_a_data_point():
    said = r"Let $r(x) = \frac1m \sum_{i=1}^m 1[x_i = x]$."
    mean = r"$$ \frac1m \sum_{i=1}^m \log r(x_i) = -H(r) $$"
    right, wrong = steps(f"{DATA} {said}\n\n{mean}\n\n{mean.replace('-H', 'H')}\n")
    assert right.verdict in ("proved", "proved if"), right
    assert wrong.verdict.startswith("refuted")


ENDLESS = r"$$ \sum_i p(x_i) \log p(x_i) = -H(p) $$"


def test_a_weight_and_no_end_tell_of_letters_and_it_is_a_condition():
    (step,) = steps(f"{DATA}\n\n{ENDLESS}\n")
    assert step.verdict == "proved if"
    assert step.assumed == ("x_i is a letter under the sum with a weight, and no data point",)
    (step,) = steps(f"{DATA}\n\n{ENDLESS.replace('-H', 'H')}\n")
    assert step.verdict.startswith("refuted")
    (step,) = steps(f"{LETTERS.replace('symbol', 'sample')}\n\n{ENDLESS}\n")
    assert step.verdict.startswith("refuted")
    (step,) = steps(f"Let $p$ be a distribution.\n\n{ENDLESS}\n")
    assert step.verdict == "proved"
