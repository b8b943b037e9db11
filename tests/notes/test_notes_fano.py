"""Fano's inequality, where the text says what the probability of an error is."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

ERROR = r"Let $P_e = P(X \neq \hat X)$. "
CHAIN = ERROR + r"Let $X \to Y \to \hat X$ be a Markov chain."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            r"H(X|\hat X) \le h(P_e) + P_e \log(|\mathcal X| - 1)",
            r"H(X|\hat X) \le h(P_e) + P_e \log(|\mathcal X| - 2)",
        ),
        (
            r"H(X|\hat X) \le h(P_e) + P_e \log |\mathcal X|",
            r"H(X|\hat X) \le P_e \log |\mathcal X|",
        ),
        (
            r"H(X|\hat X) \le 1 + P_e \log_2 |\mathcal X|",
            r"H(X|\hat X) \le \frac12 + P_e \log_2 |\mathcal X|",
        ),
    ],
)
def test_of_an_estimate(right, wrong):
    assert one(ERROR, right).verdict in TRUE
    assert one(ERROR, wrong).verdict in FALSE


def test_of_what_it_is_made_from_only_along_a_chain():
    claim = r"H(X|Y) \le h(P_e) + P_e \log(|\mathcal X| - 1)"
    assert one(CHAIN, claim).verdict in TRUE
    assert one(ERROR, claim).verdict in FALSE
    bound = r"P_e \ge \frac{H(X|Y) - 1}{\log |\mathcal X|}"
    made = one(CHAIN, bound)
    assert made.verdict == "proved if" and "log is log₂" in made.assumed


def test_of_an_error_that_nothing_says_it_is_not_known():
    assert one("", r"H(X|\hat X) \le h(P_e) + P_e \log |\mathcal X|").verdict in FALSE


def test_the_steps_of_its_proof():
    said = ERROR + r"Let $E = 1$ if $X \neq \hat X$ and $E = 0$ otherwise."
    split = r"\Pr(E = 0) H(X|\hat X, E = 0) + \Pr(E = 1) H(X|\hat X, E = 1)"
    rows = (
        rf"H(X|\hat X) &= H(E|\hat X) + H(X|E\hat X) \\ &\le H(E) + {split} \\"
        rf"&= h(P_e) + H(X|E\hat X)"
    )
    found = steps(rf"{said} $$ \begin{{aligned}} {rows} \end{{aligned}} $$")
    assert [s.verdict in TRUE for s in found][:2] == [True, True]


BOUND = r"H(X|Y) \le h(P_e) + P_e \log(|\mathcal X| - 1)"
SAID = r" with error probability $P_e = P(\hat X \neq X)$"


@pytest.mark.parametrize(
    "text",
    [
        rf"If $X$ is estimated as $\hat X$ from $Y$,{SAID}:",
        rf"We estimate $X$ by $\hat X$ based on $Y$,{SAID}.",
        r"Let $\hat X$ be an estimate of $X$ from the input $Y$, and $P_e = P(X \ne \hat X)$.",
    ],
)
def test_an_estimate_from_a_variable_is_a_chain(text):
    step = one(text, BOUND)
    assert step.verdict in TRUE
    assert any("Law(x,x̂,y)" in r.says for r in step.rests_on_text)
    assert one(text, r"H(X|Y) \le h(P_e)").verdict in FALSE


@pytest.mark.parametrize(
    "text",
    [
        rf"$X$ is estimated as $\hat X$ from $Y$ and $Z$,{SAID}.",
        rf"$X$ is estimated as $\hat X$ from $Y$ with the help of $Z$,{SAID}.",
        rf"$X$ is not estimated as $\hat X$ from $Y$, but{SAID}.",
        rf"$X$ is never estimated as $\hat X$ from $Y$,{SAID}.",
    ],
)
def test_an_estimate_from_more_is_no_such_chain(text):
    assert one(text, BOUND).verdict in FALSE


def test_an_error_that_is_told_in_a_case_says_what_it_is():
    text = rf"If $X$ is estimated as $\hat X$,{SAID}:"
    assert one(text, r"P_e = P(X \ne \hat X)").verdict in TRUE
