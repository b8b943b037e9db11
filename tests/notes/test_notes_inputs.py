"""Decimals that are given are the numbers they are; only the result is one that was rounded."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING


def only(formula):
    report = check_notes("t.md", None, text=f"$$ {formula} $$\n", notation=NOTHING)
    (step,) = [s for c in report.chains for s in c.steps]
    return step


@pytest.mark.parametrize(
    "formula",
    [
        r"0.4 + 0.3 = 0.8",
        r"0.7^2 = 0.5101",
        r"0.3 \log_2 0.3 = -0.4",
        r"-0.8 \log_2 0.8 - 0.2 \log_2 0.2 = 0.5",
        r"-0.8 \log_2 0.8 - 0.2 \log_2 0.2 = 0.7211",
        r"0.25 \log_2 0.25 + 0.75 \log_2 0.75 = -0.82",
        r"0.6 \ln 0.6 = -0.44",
        r"0.9 = 0.8",
        r"0.35 - 0.35 = 0.01",
        r"\frac{0.35}{0.35} = 1.02",
    ],
)
def test_short_decimals_prove_nothing(formula):
    assert only(formula).verdict in ("wrong value", "refuted")


@pytest.mark.parametrize(
    "formula",
    [
        r"-0.8 \log_2 0.8 - 0.2 \log_2 0.2 = 0.722",
        r"0.7^2 = 0.5",
        r"0.72193 \approx 0.72",
        r"\frac{2}{3} = 0.67",
        r"0.6 \ln 0.6 \approx -0.306",
    ],
)
def test_a_result_is_rounded(formula):
    step = only(formula)
    assert (step.verdict, step.assumed) == ("true to rounding", ())


@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        (r"3 \cdot 0.33 = 1", "0.33 is rounded"),
        (r"0.67 + 0.167 = 0.833", "0.67 and 0.167 are rounded"),
        (r"0.143 \cdot 7 = 1.000", "0.143 is rounded"),
        (r"0.29 + 0.29 = 0.571", "0.29 is rounded"),
    ],
)
def test_inputs_that_must_have_been_rounded_are_named(formula, condition):
    step = only(formula)
    assert step.verdict == "true to rounding"
    assert step.assumed == (condition,)


def test_the_base_and_the_inputs_are_both_conditions():
    assert only(r"-0.8 \log 0.8 - 0.2 \log 0.2 = 0.722").assumed == ("log is log₂",)
    step = only(r"-0.333 \log 0.333 = 0.52834")
    assert step.assumed == ("log is log₂", "0.333 is rounded")
