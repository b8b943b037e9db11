"""“With equality iff” beside an inequality is part of what is claimed."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.faces.counting import counts, summary
from derive.notes.faces.data import document
from derive.notes.settings import NOTHING
from derive.numeric import Settings

GIBBS = r"-\sum_z p(z) \log q(z) \ge -\sum_z p(z) \log p(z)"
INTRO = (
    "Let $p$ and $q$ be distributions on $\\mathcal{X}$.\n\n"
    "$$ \\sum_{x \\in \\mathcal{X}} p(x) = \\sum_{x \\in \\mathcal{X}} q(x) $$\n\nThen\n\n"
)


def report(text):
    return check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)


def last(text):
    return report(text).chains[-1].steps[-1]


def in_row(relation, words):
    return last(f"{INTRO}$$ {relation} {words} $$")


def behind(relation, words):
    return last(f"{INTRO}$$ {relation} $$\n\n{words}\n")


def outcome(step):
    assert step.equality is not None
    return step.verdict, step.equality.verdict


@pytest.mark.parametrize("words", ["with equality iff", "with equality if and only if"])
def test_a_true_condition_is_proved_with_the_relation(words):
    step = last(rf"$$ {GIBBS}, \text{{ {words} }} p = q. $$")
    assert outcome(step) == ("proved if", "proved")
    assert not any("not read" in a for a in step.assumed)


def test_a_false_condition_is_refuted_though_the_relation_holds():
    entropy = r"-\sum_z p(z) \log p(z) \ge 0, \text{ with equality iff } p = q"
    step = last(f"$$ {GIBBS} $$\n\n$$ {entropy} $$")
    assert outcome(step) == ("refuted", "refuted")
    assert "not with equality as said" in step.why and step.true == ""


def test_a_condition_that_is_not_read_is_supposed():
    step = last(rf"$$ {GIBBS}, \text{{ with equality iff }} p \approx q $$")
    assert outcome(step) == ("proved if", "unread")
    assert any("not read" in a for a in step.assumed)


TRUE = [
    (r"H(p) \ge 0", "$p$ is a point mass"),
    (r"H(p) \le \log|\mathcal{X}|", "$p$ is uniform on $\\mathcal{X}$"),
    (r"H(p) \le \log|\mathcal{X}|", "$p(x) = 1/|\\mathcal{X}|$ for all $x$"),
    (r"H(X,Y) \le H(X) + H(Y)", "$X$ and $Y$ are independent"),
    (r"H(X,Y,Z) \le H(X) + H(Y) + H(Z)", "$X, Y, Z$ are independent"),
    (r"I(X;Y) \ge 0", "$X \\perp Y$"),
    (r"I(X;Y|Z) \ge 0", "$X$ and $Y$ are conditionally independent given $Z$"),
    (r"I(X;Y|Z) \ge 0", "$X \\to Z \\to Y$"),
    (r"H(X|Y) \ge 0", "$X$ is a function of $Y$"),
    (r"H(Y) \le H(X,Y)", "$X$ is determined by $Y$, that is, $H(X|Y) = 0$"),
    (r"H(Y|X) \le H(Y)", "$I(X;Y) = 0$"),
]
FALSE = [
    (r"H(p) \ge 0", "$p$ is uniform"),
    (r"H(p) \le \log|\mathcal{X}|", "$p$ is a point mass"),
    (r"H(X,Y) \le H(X) + H(Y)", "$X$ is a function of $Y$"),
    (r"H(X|Y) \ge 0", "$Y$ is a function of $X$"),
    (r"I(X;Y|Z) \ge 0", "$X \\to Y \\to Z$"),
    (r"D(p\|q) \ge 0", "$p$ is uniform"),
]


@pytest.mark.parametrize("relation, words", TRUE)
def test_conditions_that_are_right(relation, words):
    step = behind(relation, f"with equality if and only if {words}.")
    assert outcome(step) == ("proved", "proved")


@pytest.mark.parametrize("relation, words", FALSE)
def test_conditions_that_are_wrong(relation, words):
    step = behind(relation, f"Equality holds iff {words}. This is well known.")
    assert step.verdict.startswith("refuted") and step.equality.verdict == "refuted"


@pytest.mark.parametrize(
    "words, verdict",
    [
        (r"\quad \text{with equality iff } p = q", "proved"),
        (r"\text{ with equality iff $p = q$}", "proved"),
        (r"\qquad (\text{equality iff } p = q).", "proved"),
        (r"\text{ (equality iff } p = q)", "proved"),
        (r"\quad (= 0 \text{ iff } p = q)", "proved"),
        (r"\text{ with equality when } p = q,", "proved"),
        (r"\text{ with equality iff $p$ is uniform}", "refuted"),
        (r"\text{ (equality iff $p$ is uniform)}", "refuted"),
    ],
)
def test_every_place_in_the_row_is_read(words, verdict):
    assert in_row(r"D(p\|q) \ge 0", words).equality.verdict == verdict


def test_of_rows_each_has_its_own():
    rows = (
        r"\begin{align} D(p\|q) &\ge 0 && \text{with equality iff } p = q \\"
        r" H(p) &\le \log|\mathcal X| && \text{equality holds when $p$ is a point mass} \end{align}"
    )
    first, second = (c.steps[0] for c in report(INTRO + rows).chains[1:])
    assert outcome(first) == ("proved if", "proved")
    assert outcome(second) == ("refuted", "refuted")


@pytest.mark.parametrize(
    "words",
    [
        "with equality iff the encoder is exact.",
        "with equality iff $X$ and $Y$ are independent and $Y$ is nice.",
        "with equality only if $X$ and $Y$ are independent.",
        "with equality iff $X = Y$.",
        "with equality iff $X$ and $Y$ are independent. Equality holds iff $X$ is uniform.",
    ],
)
def test_what_is_not_read_whole_is_said_and_counted(words):
    found = report(f"$$ I(X;Y) \\ge 0 $$\n\n{words}\n")
    step = found.chains[0].steps[0]
    assert outcome(step) == ("proved if", "unread")
    assert summary(counts([document(found)])).plain.count("1 equality condition not read") == 1


def test_of_several_inequalities_none_is_chosen():
    step = behind(r"0 \le H(p) \le \log|\mathcal{X}|", "with equality iff $p$ is a point mass.")
    assert outcome(step) == ("proved if", "unread")


def test_a_condition_of_equality_is_no_hypothesis():
    text = "$$ I(X;Y|Z) \\ge 0 $$\n\nEquality holds exactly when $X \\to Z \\to Y$.\n\n"
    assert "refuted" in last(f"{text}$$ I(X;Y|Z) = 0 $$").verdict


def test_words_about_another_inequality_are_not_taken():
    words = "By Gibbs, $D(p\\|q) \\ge 0$ with equality iff $p = q$."
    step = behind(r"H(p) \le \log|\mathcal{X}|", words)
    assert step.verdict == "proved" and step.equality is None


def test_null_sets_do_not_refute():
    """f is constant, where p is not 0: a counterexample with p(x) = 0 is no mistake of theirs."""
    relation = r"\log \sum_x p(x) t(x) \ge \sum_x p(x) \log t(x)"
    step = behind(relation, "with equality iff $t(x) = \\sum_x p(x) t(x)$ for all $x$.")
    assert outcome(step) == ("proved if", "open")
