"""A fact holds in its case alone, and not where it is taken back, doubted, or one of several."""

import pytest

from derive.notes.check import check_notes
from derive.notes.facts.gather import facts_of
from derive.notes.find import find
from derive.notes.settings import NOTHING
from derive.numeric import Settings

_GOOD = ("proved", "proved if")
UNIFORM = "\n\n$$ H(p) = \\log |\\mathcal{X}| $$\n\n"
APART = "\n\n$$ I(X;Y) = 0 $$\n\n"


def verdicts(text):
    report = check_notes("t.md", Settings(trials=6), text=text, notation=NOTHING)
    return [s.verdict for c in report.chains for s in c.steps]


def kinds(text):
    return [f.kind for f in facts_of(find("t.md", text))]


@pytest.mark.parametrize(
    "case",
    [
        "When $p$ is uniform on $\\mathcal{X}$ its entropy is greatest. Now for the rest,",
        "If $p$ is the uniform distribution, little is left to say. In general",
        "If $p$ is uniform then $H(p) = \\log |\\mathcal{X}|$. More generally",
        "Suppose $p$ is uniform. Nothing beats it. In general",
        "Let $p$ be a distribution on $\\mathcal{X}$. Unless $p$ is uniform we see that",
    ],
)
def test_what_holds_in_a_case_does_not_hold_behind_it(case):
    (verdict,) = verdicts(case + UNIFORM)
    assert verdict in ("refuted", "refuted unless")


def test_a_case_holds_in_the_display_that_ends_its_sentence_alone():
    text = f"If $p$ is uniform then{UNIFORM}and for any other law{UNIFORM}"
    assert verdicts(text) == ["proved if", "refuted"]
    assert verdicts(f"Let $p$ be uniform.{UNIFORM}So again{UNIFORM}") == ["proved", "proved"]


def test_of_a_law_that_is_uniform_only_where_it_is_said_so():
    one, other = verdicts(f"{UNIFORM}where $p$ is uniform.{UNIFORM}")
    assert (one, other) == ("proved", "refuted unless")
    named = "where $u$ is the uniform distribution."
    both = f"{UNIFORM}{named}{UNIFORM}".replace("(p)", "(u)")
    assert verdicts(both) == ["proved", "proved"]


def test_unless_is_a_condition_and_unless_otherwise_stated_is_none():
    claim = "\n\n$$ H(X) = H(Y) $$"
    assert verdicts(f"Unless $X$ is far from $Y$, we see{claim}") == ["refuted unless"]
    assert verdicts(f"Unless otherwise stated logs are natural.{claim}") == ["refuted"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Let us do without the premise that {}.",
        "We lift the condition that {}.",
        "From here on {} no longer.",
        "Now relax the requirement that {}.",
        "Here {} or equal to each other.",
        "Either {}, or one fixes the other.",
        "Many authors assume that {}.",
        "In practice one often supposes that {}.",
        "All holds that held, except that {}.",
        "We do not assume that {}.",
    ],
)
def test_what_is_withdrawn_or_weakened_is_no_fact(sentence):
    said = sentence.format("$X$ and $Y$ are independent")
    assert "independent" not in kinds(said)
    (verdict,) = verdicts(said + APART)
    assert verdict in ("refuted", "refuted unless")


@pytest.mark.parametrize(
    "sentence",
    [
        "Without loss of generality {}.",
        "Suppose that the discrete or continuous variables are such that {}.",
        "Suppose that {}, or equivalently that knowing one says nothing of the other.",
    ],
)
def test_what_takes_nothing_back_leaves_the_fact(sentence):
    assert "independent" in kinds(sentence.format("$X$ and $Y$ are independent"))


def test_a_later_sentence_takes_an_earlier_fact_back():
    first = f"Suppose $X$ and $Y$ are independent.{APART}"
    claim = "\n\n$$ H(X|Y) = H(X) $$\n\n"
    for later in (
        "We drop the assumption that $X$ and $Y$ are independent.",
        "Now take $X$ and $Y$ dependent.",
        "Remove this condition.",
    ):
        one, other = verdicts(f"{first}{later}{claim}")
        assert one == "proved if", later
        assert other in ("refuted", "refuted unless"), later
    kept = verdicts(f"{first}Now take $U$ and $V$ dependent.{claim}")
    assert kept == ["proved if", "proved if"]


def test_a_case_that_takes_it_back_does_so_for_itself():
    text = f"Suppose $X$ and $Y$ are independent.{APART}Even if $X$ and $Y$ were dependent:{APART}"
    found = verdicts(f"{text}Back to where we were.{APART}")
    assert found[0] == found[2] == "proved if"
    assert found[1] not in _GOOD


def test_a_bound_that_is_dropped_is_none():
    assert "number" not in kinds(r"We drop the condition $0 \le t \le 1$.")
    assert "number" in kinds(r"We keep the condition $0 \le t \le 1$.")
