"""Probabilities of sets and events: sums over their letters, and never letters themselves."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

EVENTS = r"Let $A$ and $B$ be events."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"P(A^c) = 1 - P(A)", r"P(A^c) = P(A)"),
        (r"P(\bar A) = 1 - P(A)", r"P(\bar A) = P(A)"),
        (r"P(A \cup B) = P(A) + P(B) - P(A \cap B)", r"P(A \cup B) = P(A) + P(B)"),
        (r"\Pr(A \cup B) \le \Pr(A) + \Pr(B)", r"\Pr(A \cup B) \ge \Pr(A) + \Pr(B)"),
        (r"P(A \setminus B) = P(A) - P(A \cap B)", r"P(A \setminus B) = P(A) - P(B)"),
        (r"P(A \cap B) = P(A) P(B | A)", r"P(A \cap B) = P(A) P(A | B)"),
        (r"P(A, B) \le P(A)", r"P(A, B) \ge P(A)"),
        (r"P(\Omega) = P(A) + P(A^c)", r"P(A \cap B) = P(A) P(B)"),
        (r"P(A \cap A^c) = P(\emptyset)", r"P(\emptyset) = P(A)"),
    ],
)
def test_events_obey_their_laws(right, wrong):
    assert one(EVENTS, right).verdict in TRUE
    assert one(EVENTS, wrong).verdict in FALSE


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"p(A) = \sum_{x \in A} p(x)", r"p(A) = \sum_{x} p(x)"),
        (r"\sum_{x \in A} p(x) + p(A^c) = 1", r"\sum_{x \in A} p(x) + p(A) = 1"),
        (r"P(X \in A) = \sum_{x \in A} p(x)", r"P(X \notin A) = \sum_{x \in A} p(x)"),
    ],
)
def test_of_a_law_with_letters_a_set_is_one_of_these(right, wrong):
    before = r"Let $A \subseteq \mathcal{X}$."
    assert one("", right).verdict in TRUE
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


@pytest.mark.parametrize(
    "display",
    [
        r"\tfrac12\sum_x|p(x)-q(x)| = \max_A |p(A)-q(A)|",
        r"\max_A |p(A) - q(A)| \le 0",
        r"\sum_A p(x) = 1",
        r"p(A \cup x) = 1",
    ],
)
def test_what_runs_over_sets_is_not_read_as_a_letter(display):
    assert one("Let $p, q$ be laws.", display).verdict == "unread"


def test_a_capital_of_which_nothing_tells_is_asked_about():
    text = "$$ p(A) \\le 1 $$\n\n$$ \\sum_x p(x) = 1 $$\n"
    found = steps(text)[0]
    assert found.verdict == "unread" and found.ask == ("A is a random variable",)
    assert steps(f"Let $A$ be a random variable.\n\n{text}")[0].verdict in TRUE


@pytest.mark.parametrize(
    "display",
    [
        r"P(A|B) = \frac{P(B|A) P(A)}{P(B)}",
        r"\sum_A P(A) = 1",
        r"\max_X P(X) \ge P(X)",
        r"P(X) = \sum_Y P(X, Y)",
        r"p(\theta | D) = \frac{p(D|\theta) p(\theta)}{p(D)}",
    ],
)
def test_capitals_that_nothing_makes_a_set_are_letters(display):
    assert one("Let $X, Y$ be random variables.", display).verdict in TRUE
