"""Independence in the words of many authors: of which variables, of what, given what."""

import pytest

from derive.notes.check import check_notes
from derive.notes.facts.gather import facts_of
from derive.notes.facts.said import said
from derive.notes.find import find
from derive.notes.settings import NOTHING
from derive.numeric import Settings

_GOOD = ("proved", "proved if")


def facts(text):
    return [said(f).replace("$", "") for f in facts_of(find("t.md", text))]


def verdicts(text, *displays):
    whole = text + "".join(f"\n\n$$ {d} $$" for d in displays)
    report = check_notes("t.md", Settings(trials=6), text=whole, notation=NOTHING)
    return [s.verdict for c in report.chains for s in c.steps]


@pytest.mark.parametrize(
    "text",
    [
        "$X$ is independent of $Y$ given $Z$.",
        "Let $X$, $Y$ be independent given $Z$.",
        "$X$ and $Y$ are conditionally independent given $Z$.",
        "Suppose that, given $Z$, the variables $X$ and $Y$ are independent.",
        "Conditioned on $Z$, $X$ and $Y$ are independent.",
        "Conditionally on $Z$, $X$ and $Y$ are independent.",
        "Let $X$ be conditionally independent of $Y$ given $Z$.",
        "Assume that $X$ and $Y$ are independent conditional on $Z$.",
        "Assume that $X$ and $Y$ are independent of each other given $Z$.",
        "Let $X$ and $Y$ be independent once $Z$ is known.",
        "Assume $X \\perp Y \\mid Z$.",
    ],
)
def test_given_another_is_not_without_it(text):
    given, bare, other = verdicts(text, "I(X;Y|Z) = 0", "I(X;Y) = 0", "I(X;Z) = 0")
    assert given in _GOOD
    assert bare in ("refuted", "refuted unless")
    assert other in ("refuted", "refuted unless")


@pytest.mark.parametrize(
    "text",
    [
        "Let $X$ and $Y$ be conditionally independent.",
        "Let $X$ and $Y$ be independent under every intervention.",
        "$X$ and $Y$ are independent only in the limit.",
        "Let $X$ and $Y$ be independent up to an error.",
        "Conditional on the past, $X$ and $Y$ are independent.",
        "Let $X$ be independent of everything but $Y$.",
        "Let $X$ and $Y$ be independent for large $n$.",
    ],
)
def test_what_restricts_it_otherwise_is_not_left_out(text):
    assert not any("independent" in f for f in facts(text))
    assert verdicts(text, "I(X;Y) = 0") == ["refuted unless"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Let $X$ and $Y$ be independent.", ["X and Y independent"]),
        ("for independent random variables $X$ and $Y$", ["X and Y independent"]),
        ("with $Z$ independent of $X$", ["Z and X independent"]),
        ("Let $X, Y, Z$ be mutually independent.", ["X, Y and Z independent"]),
        ("Let $X$, $Y$ and $Z$ be pairwise independent.",
         ["X and Y independent", "X and Z independent", "Y and Z independent"]),
        ("Let $X$ be independent of both $Y$ and $Z$.",
         ["X and Y independent", "X and Z independent"]),
        ("Let $X$ be independent of the pair $(Y, Z)$.", ["X and (Y, Z) independent"]),
        ("Let $X$ be independent of $Y$ but not of $Z$.", ["X and Y independent"]),
        ("Let $X$ and $Y$ be independent, and let $Z$ be given by a table.",
         ["X and Y independent"]),
    ],
)  # fmt: skip
def test_how_it_is_printed(text, wanted):
    assert [f for f in facts(text) if "independent" in f] == wanted


def test_several_of_one_or_one_of_several():
    text = "Let $X$ and $Y$ be independent of $Z$."
    assert verdicts(text, "I(X;Z) = 0", "I(Y;Z) = 0", "I(X,Y;Z) = 0", "I(X;Y) = 0") == [
        "proved", "proved", "proved if", "refuted",
    ]  # fmt: skip
    text = "Let $X$ be independent of $Y$ and $Z$."
    assert verdicts(text, "I(X;Y) = 0", "I(X;Y,Z) = 0", "I(Y;Z) = 0") == [
        "proved", "proved if", "refuted",
    ]  # fmt: skip


def test_pairwise_is_less_than_mutually():
    text = "Let $X$, $Y$ and $Z$ be pairwise independent."
    first, second = verdicts(text, "I(X;Z) = 0", "I(X,Y;Z) = 0")
    assert first == "proved" and second not in _GOOD
    assert verdicts(text.replace("pairwise", "mutually"), "I(X,Y;Z) = 0") == ["proved"]


def test_but_not_of_another():
    text = "Let $X$ be independent of $Y$ but not of $Z$."
    assert verdicts(text, "I(X;Y) = 0", "I(X;Z) = 0") == ["proved", "refuted"]


@pytest.mark.parametrize(
    "text",
    ["Let $X$ and $Y$ be i.i.d.", "Let $X$ and $Y$ be independent and identically distributed.",
     "Let $Y$ be an independent copy of $X$.", "Let $X$, $Y$ be i.i.d. random variables."],
)  # fmt: skip
def test_independent_and_of_one_law(text):
    claims = "H(X,Y) = 2H(X)", "H(X) = H(Y)", "I(X;Y) = 0", "H(X,Y) = 3H(X)", "H(X) = 1"
    *true, false, one = verdicts(text, *claims)
    assert true == ["proved"] * 3
    assert (false, one) == ("refuted", "open")


@pytest.mark.parametrize(
    "text",
    ["Let $X$ and $Y$ have the same distribution.", "$Y$ has the same law as $X$.",
     "Let $X$ and $Y$ be identically distributed.", "$Y$ is distributed as $X$."],
)  # fmt: skip
def test_of_one_law_is_not_equal(text):
    assert verdicts(text, "H(X) = H(Y)", "I(X;Y) = H(X)") == ["proved", "refuted"]


def test_three_with_one_law():
    text = "Let $X_1, X_2, X_3$ be i.i.d."
    assert verdicts(text, "H(X_1,X_2,X_3) = 3 H(X_2)", "I(X_1;X_3) = 0", "H(X_1) = 2") == [
        "proved", "proved", "open",
    ]  # fmt: skip
