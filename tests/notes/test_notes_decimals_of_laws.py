"""Decimals of laws that the text writes out: inputs are exact, results rounded as printed, and a
logarithm without a base is log₂ or ln, whichever makes it true, which is said."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING

TABLES = r"""
Let $p=(\frac12,\frac12)$ and $q=(\frac34,\frac14)$.

"""
SHORT = "Let $p = (0.7, 0.3)$.\n\n"


def last(text):
    report = check_notes("t.md", None, text=text, notation=NOTHING)
    return report.chains[-1].steps[-1]


@pytest.mark.parametrize(
    ("intro", "formula", "base"),
    [
        (TABLES, r"H(q) = 0.811", "log₂"),
        (TABLES, r"H(q) = 0.81", "log₂"),
        (TABLES, r"H(q) = 0.562", "ln"),
        (TABLES, r"D(p\|q) \approx 0.2075", "log₂"),
        (TABLES, r"D(q\|p) = 0.131", "ln"),
        (TABLES, r"0.811 = H(q)", "log₂"),
        (SHORT, r"H(p) = 0.88", "log₂"),
        (SHORT, r"H(p) = 0.6109", "ln"),
    ],
)
def test_true_to_rounding_in_a_base_that_is_named(intro, formula, base):
    step = last(f"{intro}$$ {formula} $$")
    assert (step.verdict, step.assumed) == ("true to rounding", (f"log is {base}",))
    assert step.rests_on_text


@pytest.mark.parametrize(
    ("intro", "formula"),
    [
        (TABLES, r"H(q) = 0.82"),
        (TABLES, r"H(q) \approx 0.7"),
        (TABLES, r"D(p\|q) = 0.189"),
        (TABLES, r"H(q) = 0.8112"),
        (TABLES, r"H(q) = 0.811 \text{ nats}"),
        (TABLES, r"H(q) = 0.562 \text{ bits}"),
        (SHORT, r"H(p) = 0.65"),
        (SHORT, r"H(p) = 0.8812"),
    ],
)
def test_a_wrong_value_in_every_base(intro, formula):
    step = last(f"{intro}$$ {formula} $$")
    assert step.verdict == "wrong value" and step.counterexample


@pytest.mark.parametrize("formula", [r"H(q) = 0.811 \text{ bits}", r"H(q) = 0.562 \text{ nats}"])
def test_a_unit_says_the_base(formula):
    step = last(f"{TABLES}$$ {formula} $$")
    assert (step.verdict, step.assumed) == ("true to rounding", ())


def test_inequalities_of_numbers_are_compared():
    assert last(rf"{TABLES}$$ H(q) \le 0.82 \text{{ bits}} $$").verdict == "true to rounding"
    assert last(rf"{TABLES}$$ H(q) \le 0.81 \text{{ bits}} $$").verdict in (
        "refuted",
        "wrong value",
    )
    step = last(rf"{TABLES}$$ H(q) \le 0.81 $$")
    assert (step.verdict, step.assumed) == ("true to rounding", ("log is ln",))


def test_a_law_that_is_not_written_out_has_no_value():
    step = last("Let $p$ be a distribution.\n\n$$ H(p) = 0.811 $$")
    assert step.verdict == "open"  # without an attack


@pytest.mark.parametrize(
    "said",
    [
        r"Let $P$ be a coin with $P(\text{H}) = 0.7$ and $Q$ a coin with $Q(\text{H}) = 0.5$.",
        "Let $P$ and $Q$ be laws with $P(a) = 0.7$ and $Q(a) = 0.5$.",
        "Let $P(a) = 0.7$ and $Q(a) = 0.5$.",
    ],
)
@pytest.mark.parametrize(
    "claim", [r"D(P \| Q) = \log \frac{7}{5}", r"H(P, Q) = \log 2", r"\sum_x Q(x)^2 = 1/2"]
)
def test_what_is_said_of_one_letter_is_said_of_no_other(said, claim):
    assert last(f"{said}\n\n$$ {claim} $$\n").verdict in ("open", "refuted unless", "unread")


def test_and_what_is_true_of_all_laws_stays_proved():
    text = (
        r"Let $P$ be a coin with $P(\text{H}) = 0.7$ and $Q$ a coin with $Q(\text{H}) = 0.5$."
        "\n\n$$ H(P, Q) = H(P) + D(P \\| Q) $$\n"
    )
    assert last(text).verdict == "proved if"
