"""A condition that is not understood keeps a claim from being refuted; one case is one case."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING


def verdicts(text):
    report = check_notes("t.md", text=text, notation=NOTHING)
    return [s.verdict for c in report.chains for s in c.steps]


@pytest.mark.parametrize(
    "leading",
    [
        "and if they are i.i.d. this is",
        "When nothing else is going on,",
        "With $H(X) = 3$ we get",
        "Si elles sont indépendantes,",
    ],
)
def test_beside_a_condition_that_is_not_read_nothing_is_refuted(leading):
    claim = "\n\n$$H(X,Y) = 2H(X)$$\n"
    found = verdicts(f"{leading}{claim}")
    assert found in (["refuted unless"], ["open"] if "$" in leading else [])  # H(X) = 3 is used
    assert verdicts(f"For any $X$ and $Y$ we have{claim}") == ["refuted"]


def test_a_condition_behind_the_formula():
    assert verdicts("$$H(X|Y) = H(X) \\text{ if they are far apart}$$") != ["refuted"]
    assert verdicts("$$H(X|Y) = H(X)$$") == ["refuted"]


def test_for_every_letter_is_no_condition():
    claim = r"H(X|Y=y) \le H(X) \quad \text{for every } y"
    assert verdicts(f"$${claim}$$") == ["refuted"]
    assert verdicts(rf"$${claim} \text{{ with }} p(y) = 1$$") != ["refuted"]


def test_what_one_item_supposes_the_next_does_not():
    text = """Let $(X,Y)$ be distributed according to $p(x,y)$.

(1) For independent $X$ and $Y$,

$$I(X;Y) = 0$$

(2) By definition

$$I(X;Y) = \\sum_{x,y} p(x,y) \\log \\frac{p(x) p(y)}{p(x,y)}$$
"""
    assert verdicts(text) == ["proved if", "refuted"]


def test_a_case_in_french_is_one_case():
    text = """Si $X \\to Y \\to Z$, alors

$$I(X;Z) \\le I(Y;Z).$$

Sans condition

$$I(X;Z) \\le I(Y;Z).$$
"""
    assert verdicts(text) == ["proved if", "refuted"]


LAWS = "Let $r$ and $s$ be two distributions.\n\n"
BOTH_WAYS = "\n\n$$D(r\\|s) = D(s\\|r)$$\n"


@pytest.mark.parametrize(
    "remark",
    [
        "with equality if and only if $r = s$.",
        "It vanishes exactly when $r = s$.",
        "If $r = s$, we have equality.",
        "Here it is zero iff $r=s$; more is true:",
    ],
)
def test_when_there_is_equality_above_is_no_condition_of_what_stands_below(remark):
    assert verdicts(f"{LAWS}$$D(r\\|s) \\ge 0$$\n\n{remark}{BOTH_WAYS}")[1] == "refuted"


@pytest.mark.parametrize(
    "leading",
    [
        "Equality holds if $r = s$. In this case",
        "If $r = s$, then",
        "There is equality when $r = s$:",
        "Suppose that $s$ is zero iff $r = s$.",
        "If $r(x)$ is zero where $s(x) = 0$.",
    ],
)
def test_a_case_that_leads_to_the_display_is_a_condition_of_it(leading):
    assert verdicts(f"{LAWS}$$D(r\\|s) \\ge 0$$\n\n{leading}{BOTH_WAYS}")[1] != "refuted"


@pytest.mark.parametrize(
    "claim", [r"$$D(r\|s) = D(s\|r)$$", r"$$H(r,s) = H(s,r)$$", r"$$\frac14 + \frac14 = 4$$"]
)
def test_what_would_be_true_is_no_triviality(claim):
    report = check_notes("t.md", text=LAWS + claim, notation=NOTHING)
    (step,) = report.chains[0].steps
    assert step.verdict == "refuted" and step.true == ""
