"""Sets of which the text says that they are parts of an alphabet are not the alphabet."""

import pytest

from tests.notes.test_notes_more_variables import verdicts

WHOLE, PART = r"\sum_{x \in A} p(x) = 1", r"\sum_{x \in A} p(x) \le 1"


@pytest.mark.parametrize(
    "text",
    [
        "Let $A$ be an acceptance region.",
        r"Let $A \subseteq \mathcal{X}$ be a set.",
        "For any subset $A$ of the alphabet,",
        "Let $A$ be the typical set.",
    ],
)
def test_a_part(text):
    assert verdicts(text, PART, WHOLE) == ["proved", "refuted unless"]


def test_where_a_law_is_positive():
    text = r"Let $A = \{x : p(x) > 0\}$."
    assert verdicts(text, WHOLE, WHOLE.replace("p(", "q(")) == ["proved", "refuted"]


def test_a_law_on_a_set():
    assert verdicts("Let $p$ be a law on the set $A$.", WHOLE) == ["proved"]


def test_probabilities_of_a_region():
    text = (
        "Let $p$ and $q$ be laws and $A$ an acceptance region; "
        r"$\alpha = \sum_{x \in A} p(x)$ and $\beta = \sum_{x \in A} q(x)$."
    )
    assert verdicts(text, r"\alpha \le 1", r"\alpha = 1", r"\alpha = \beta") == [
        "proved", "refuted unless", "refuted unless",
    ]  # fmt: skip
