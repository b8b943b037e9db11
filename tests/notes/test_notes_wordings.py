"""One fact in the words of many authors, and what is said in words that are not known."""

import pytest

from tests.notes.test_notes_more_variables import verdicts

APART = "I(X;Y) = 0"
_FALSE = ("refuted", "refuted unless")


@pytest.mark.parametrize(
    "text",
    [
        "The random variables $X$ and $Y$ are assumed to be statistically independent.",
        "Let $X$ and $Y$ both be independent.",
        "Let $X$, $Y$ (independent) be given.",
        "Draw two cards, the first $X$ and the second $Y$ independent of each other.",
        "We take the input $X$ to be fixed later; $Y$ is independent of the input $X$.",
    ],
)
def test_independence(text):
    assert verdicts(text, APART) == ["proved"]


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("The features $X$ and $Y$ are independent given the label $C$.", "X;Y", "C"),
        ("Given the present $Y$, the past $X$ and the future $Z$ are independent.", "X;Z", "Y"),
        ("Suppose $X$, $Y$, $Z$ form a Markov chain in this order.", "X;Z", "Y"),
        ("The sequence $X_1, X_2, X_3$ is a Markov chain.", "X_1;X_3", "X_2"),
        (r"Let $X \leftrightarrow Y \leftrightarrow Z$ be a Markov chain.", "X;Z", "Y"),
        ("Consider a Markov chain $X - Y - Z$.", "X;Z", "Y"),
    ],
)
def test_given_the_one_between(text, a, b):
    assert verdicts(text, f"I({a}|{b}) = 0", f"I({a}) = 0") == ["proved", "refuted"]


@pytest.mark.parametrize(
    "text",
    [
        "$X$ can be recovered from $Y$ without error.",
        "Knowing $Y$ determines $X$.",
        "$X$, a deterministic function of $Y$, is sent.",
        "Let $X = Y$.",
    ],
)
def test_functions(text):
    assert verdicts(text, "H(X|Y) = 0", "H(Y) = 0") == ["proved", "refuted"]


def test_the_same_is_a_function_both_ways():
    assert verdicts("Let $Y = X$.", "I(X;Y) = H(X)", "I(X;Y) = 0") == ["proved", "refuted"]


def test_drawn_independently():
    text = "Let $X_1, X_2$ be drawn independently according to $p$."
    assert verdicts(text, "H(X_1,X_2) = H(X_1) + H(X_2)", "H(X_1) = H(X_2)") == ["proved"] * 2


def test_numbers_that_are_given():
    text = "Let $a = 0.3$ and $b = 0.7$."
    assert verdicts(text, "a + b = 1", "a b = 0.21", "a - b = 0.4") == [
        "proved", "proved", "wrong value",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("Assume there is no dependence between $X$ and $Y$.", APART),
        ("Assume the joint law is the product of its marginals.", APART),
        ("Suppose $p(x,y)$ factorizes.", APART),
        ("Let $X$ and $Y$ be independent and uniform.", "H(X) = H(Y)"),
        ("Independence of $X$ and $Y$ means", "p(x,y) = p(x) p(y)"),
        ("- Case 2: $X = Y$. Then", "I(X;Y) = H(X)"),
    ],
)
def test_what_is_true_by_words_that_are_not_known_is_not_refuted_outright(text, display):
    assert verdicts(text, display) == ["refuted unless"]


def test_nor_is_the_value_of_an_entropy_whose_law_such_words_give():
    text = r"The law $q$ puts mass $\frac13$ on each of three letters."
    assert verdicts(text, r"H(q) = \log 3") == ["open"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $(X_1,Y_1)$ and $(X_2,Y_2)$ be i.i.d. pairs.",
        "There is no $Z$ such that $X_1$ and $Y_1$ are independent given $Z$.",
        "As $n$ grows, $X_1$ and $Y_1$ become independent.",
        "Either $X_1$ or $Y_1$ is independent of $Z$.",
        "Let $X_1$ and $Y_1$ be linearly independent.",
        "Let $Z$ and $Y_1$ be independent of $X_1$ and $W$, respectively.",
    ],
)
def test_what_is_not_said(text):
    assert verdicts(text, "I(X_1;Y_1) = 0") == ["refuted unless"]


def test_respectively():
    text = "Let $X$ and $Y$ be independent of $U$ and $V$, respectively."
    assert verdicts(text, "I(X;U) = 0", "I(Y;V) = 0", "I(X;V) = 0") == [
        "proved", "proved", "refuted unless",
    ]  # fmt: skip


def test_not_necessarily():
    text = "Let $X$ and $Y$ be two (not necessarily independent) random variables."
    assert verdicts(text, APART, r"H(X,Y) \le H(X) + H(Y)") == ["refuted", "proved"]


def test_a_key_and_a_message():
    text = (
        "Let $K$ be a key that is independent of the message $M$ and let $C$ be a function of $M$ "
        "and $K$. Let $M$ be a function of $C$ and $K$."
    )
    assert verdicts(text, "H(M|K) = H(M)", r"H(M) \le H(C)", "I(M;C) = 0") == [
        "proved", "proved", "refuted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("Assume $I(X;Y) = 0$.", "H(X,Y) = H(X) + H(Y)", "H(X) = 0"),
        ("Suppose $H(Y|X) = 0$.", "I(X;Y) = H(Y)", "I(X;Y) = H(X)"),
        ("Suppose that $H(Z|Y) = 0$ and $I(X;Y) = 0$.", "I(X;Z) = 0", "I(Y;Z) = 0"),
    ],
)
def test_measures_that_are_supposed(text, true, false):
    assert verdicts(text, true, false) == ["proved if", "refuted"]


def test_measures_that_are_asked_for_are_not_supposed():
    assert verdicts("When is $I(X;Y) = 0$?", APART) == ["refuted unless"]
    text = "If $H(Y|X) = 0$, then\n\n$$ I(X;Y) = H(Y) $$\n\nIn general"
    assert verdicts(text, "I(X;Y) = H(Y)") == ["proved if", "refuted"]


def test_laws_of_several_variables():
    text = r"Let $X \sim p$ and $Y \sim q$."
    true, false = ("H(X) = H(p)", "H(Y) = H(q)"), "H(Y) = H(p)"
    *good, bad = verdicts(text, *true, false)
    assert good == ["proved", "proved"] and bad in _FALSE
    text = "Let $X$ and $Y$ be independent, with laws $p$ and $q$ respectively."
    *good, bad = verdicts(text, *true, false)
    assert good == ["proved", "proved"] and bad in _FALSE
    assert verdicts(text, false)[0] in _FALSE


def test_one_law_of_two_variables():
    text = r"Let $X \sim p$ and $Y \sim p$ be independent."
    assert verdicts(text, "H(X,Y) = 2 H(p)", "H(X) = H(Y)", "H(X) = 2 H(Y)") == [
        "proved", "proved", "refuted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (
            r"Here $\hat X = g(Y)$ is the estimate of $X$.",
            r"I(X;\hat X) \le I(X;Y)",
            r"I(X;\hat X) \ge I(X;Y)",
        ),
        (
            "Let $X$ and $Y$ be random variables with $H(X|Y) = 0$.",
            r"H(X) \le H(Y)",
            r"H(Y) \le H(X)",
        ),
        ("Conversely, let $I(X;Y) = 0$.", "H(X,Y) = H(X) + H(Y)", "H(X) = 0"),
        ("Let $X$ be independent of $Y$ and $Y$ independent of $Z$.", "I(Y;Z) = 0", "I(X;Z) = 0"),
        (
            "Suppose that $I(X;Y|Z) = 0$, i.e. that $X$ and $Y$ are independent given $Z$.",
            "H(X,Y|Z) = H(X|Z) + H(Y|Z)",
            "I(X;Y) = 0",
        ),
    ],
)
def test_in_passing(text, true, false):
    good, bad = verdicts(text, true, false)
    assert good in ("proved", "proved if") and bad in _FALSE


def test_independent_but_not_identically_distributed():
    text = r"Let $X_1, \dots, X_n$ be independent but not necessarily identically distributed."
    whole = r"H(X_1,\dots,X_n)"
    assert verdicts(text, rf"{whole} = \sum_{{i=1}}^n H(X_i)", f"{whole} = n H(X_1)") == [
        "proved", "refuted unless",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The conditional entropy of $Y$ given $X$ measures what is left to learn of $Y$.",
        "The mutual information of $X$ and $Y$ tells what $X$ says about $Y$, and is symmetric.",
        "We now compare $X$ with $Y$.",
        "Consider two random variables $X$ and $Y$ over the same alphabet.",
        "Conditioning on $Y$ cannot increase the entropy of $X$:",
    ],
)
def test_what_only_speaks_of_them_leaves_it_refuted(text):
    assert verdicts(text, "H(Y|X) = H(X|Y)") == ["refuted"]


@pytest.mark.parametrize(
    "text",
    [
        "The mutual information of $X$ and $Y$ is zero.",
        "The entropies of $X$ and $Y$ are equal.",
    ],
)
def test_what_says_how_large_a_measure_is_does_not(text):
    assert verdicts(text, "H(X,Y) = 2 H(X)") == ["refuted unless"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $W = X - Y - Z$. Markov chains come later.",
        "Let $X - Y - Z$ be a difference.",
        r"The arrows $X \leftrightarrow Y \leftrightarrow Z$ of the picture form no Markov chain.",
    ],
)
def test_what_is_no_chain(text):
    assert verdicts(text, "I(X;Z|Y) = 0")[0] in _FALSE
