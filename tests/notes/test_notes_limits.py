"""Limits as n → ∞: what holds at every n, and names that a limit introduces."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

GOOD = ("proved", "proved if")
ROW = r"\lim_{n \to \infty} \frac1n H(X_1, \dots, X_n)"


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    "formula",
    [
        rf"{ROW} = \lim_{{n \to \infty}} \frac1n \sum_{{i=1}}^n H(X_i | X_1, \dots, X_{{i-1}})",
        rf"{ROW} \le \lim_{{n \to \infty}} \frac1n \sum_{{i=1}}^n H(X_i)",
    ],
)
def test_what_holds_at_every_n_holds_of_the_limits(formula):
    (step,) = steps(f"$$ {formula} $$")
    assert step.verdict == "proved if" and step.assumed[-1] == "both limits exist"
    assert step.readback_lhs.startswith(r"\lim_{n \to \infty}")


@pytest.mark.parametrize(
    "formula",
    [
        rf"{ROW} \ge \lim_{{n \to \infty}} \frac1n \sum_{{i=1}}^n H(X_i)",
        r"\lim_{n \to \infty} \frac{n+1}{n} H(X) = H(X)",  # true, though at no n
        r"\lim_{n \to \infty} \frac{1}{n} H(X) = H(X)",
    ],
)
def test_what_fails_at_some_n_is_neither_proved_nor_refuted(formula):
    (step,) = steps(f"$$ {formula} $$")
    assert step.verdict == "open" and not step.counterexample


@pytest.mark.parametrize(
    "formula",
    [
        rf"{ROW} < \lim_{{n \to \infty}} \frac1n \sum_{{i=1}}^n H(X_i)",
        r"\lim_{n \to \infty} \frac{n}{n} H(X) = n H(X) / n",
        r"\lim_{n \to \infty} \frac{n}{n} H(X) = \lim_{m \to \infty} \frac{m}{m} H(X)",
        r"\lim_{n \to \infty} \frac{n}{n} H(X) = \lim_{n \to 0} \frac{n}{n} H(X)",
        r"1 + \lim_{n \to \infty} \frac{n}{n} H(X) = H(X)",
    ],
)
def test_other_limits_are_not_read(formula):
    (step,) = steps(f"$$ {formula} $$")
    assert step.verdict == "unread"


def test_a_constant_has_itself_as_limit():
    (step,) = steps(r"$$ \lim_{n \to \infty} \frac{n}{n} H(X) = H(X) $$")
    assert step.verdict in GOOD


@pytest.mark.parametrize("name", ["h", r"H(\mathcal{X})", r"\bar H"])
def test_a_new_name_is_introduced_by_a_limit(name):
    first, second = steps(rf"$$ {name} = {ROW} $$" + "\n\n" + rf"$$ {name} = 2 {ROW} $$")
    assert first.verdict == "definition"
    assert second.verdict not in ("definition", *GOOD, "refuted")


def test_a_measure_of_a_variable_is_not_introduced():
    (step,) = steps(rf"$$ H(X) = {ROW} $$")
    assert step.verdict == "open"


def test_that_it_is_so_at_three_says_nothing_of_the_limit():
    text = r"Let $X_1 \to X_2 \to X_3$." + "\n\n"
    one, two = r"H(X_n|X_{n-1})", r"H(X_n|X_{n-1}, X_{n-2})"
    (step,) = steps(rf"{text}$$ \lim_{{n\to\infty}} {one} = \lim_{{n\to\infty}} {two} $$")
    assert step.verdict in ("unread", "open")
