"""Two statements with "iff" between them claim neither; behind an inequality it is of equality.
With ⇔ between them each is decided under the other."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

FACTS = "Let $p$ and $q$ be laws on a finite set."


@pytest.mark.parametrize(
    "row",
    [
        r"D(q\|p) = 0 \text{ iff } q = p",
        r"D(q\|p) = 0 \quad \text{if and only if} \quad q = p",
        r"D(q\|p) = 0 \quad \text{if and only if $q = p$}",
        r"H(Y) = 0 \text{ iff } Y \text{ takes one value}",
        r"I(Y;Z) = 0 \quad \text{iff} \quad Y \perp Z",
    ],
)
def test_neither_half_is_claimed(row):
    assert {(s.verdict, s.why[:14]) for s in steps(f"{FACTS}\n\n$$ {row} $$\n")} == {
        ("unread", "an equivalence")
    }


def test_what_stands_before_the_half_is_claimed():
    first, last = steps(r"$$ H(Y|Z) - H(Y) = I(Y;Z) = 0 \text{ iff } Y \perp Z $$")
    assert (first.verdict, last.verdict) == ("refuted", "unread")


def test_behind_an_inequality_it_is_of_equality():
    found = one(FACTS, r"D(q\|p) \ge 0 \text{ with equality iff } q = p")
    assert found.verdict in TRUE and found.equality
    assert one(FACTS, r"D(q\|p) \le 0 \text{ with equality iff } q = p").verdict in FALSE


def test_rows_that_end_in_the_sign_claim_neither():
    rows = r"\begin{aligned} p(x,y) p(z) &= p(x) p(y,z) \iff \\ p(x) &= p(y) \end{aligned}"
    assert {s.why[:14] for s in steps(f"$$ {rows} $$\n")} == {"an equivalence"}


def test_rows_that_end_in_an_arrow_imply_the_next():
    rows = r"\begin{aligned} I(X;Y) &= 0 \Rightarrow \\ H(X|Y) &= H(X) \end{aligned}"
    assert [s.verdict for s in steps(f"$$ {rows} $$\n")] == ["refuted unless"] * 2


def test_a_number_behind_dashes_is_a_label():
    rows = r"H(X,Y) &= H(X) + H(Y|X) &----(1)\\ &= H(Y) - H(X|Y) &----(2)"
    found = steps(rf"$$ \begin{{align}} {rows} \end{{align}} $$")
    assert [s.verdict for s in found] == ["proved", "refuted"]


def test_arrows_by_their_short_names():
    found = steps(r"$$ H(X) = 0 \hArr H(X) + H(Y) = H(Y) $$")
    assert [s.verdict for s in found] == ["proved if"] * 2
    assert all(s.assumed[0].endswith("the other side of ⇔") for s in found)
    chain = r"Let $X \rarr Y \rarr Z$ be a Markov chain."
    assert one(chain, r"I(X;Z) \le I(X;Y)").verdict == "proved"
    assert one(chain, r"I(X;Z) \ge I(X;Y)").verdict in FALSE


@pytest.mark.parametrize(
    "row",
    [
        r"D(p\|q) = 0 \iff p = q",
        r"D(p\|q) = 0 \Leftrightarrow p(x) = q(x)",
        r"I(X;Y) = 0 \iff p(x,y) = p(x) p(y)",
        r"I(X;Y) = 0 \iff X \perp Y",
        r"H(X,Y) = H(X) + H(Y) \iff X \perp Y",
        r"H(X) = \log |\mathcal{X}| \iff p(x) = \frac{1}{|\mathcal{X}|}",
        r"H(X|Y) = 0 \iff I(X;Y) = H(X)",
        r"H(X|Y) = H(X) \iff H(Y|X) = H(Y) \iff I(X;Y) = 0",
    ],
)
def test_each_side_of_an_equivalence_follows_from_the_other(row):
    found = steps(f"{FACTS}\n\n$$ {row} $$\n")
    assert {s.verdict for s in found} == {"proved if"}
    assert all(any("the other side of ⇔" in a for a in s.assumed) for s in found)


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        (r"H(p) = H(q) \iff p = q", ["proved if", "refuted"]),
        (r"H(X) = H(Y) \iff I(X;Y) = 0", ["refuted", "refuted"]),
        (r"I(X;Y) = 0 \iff p(x,y) = p(y) p(y|x)", None),
        (r"D(p\|q) = 1 \iff p = q", ["refuted", None]),
    ],
)
def test_what_does_not_follow_is_refuted(row, verdicts):
    found = [s.verdict for s in steps(f"{FACTS}\n\n$$ {row} $$\n")]
    if verdicts is None:
        assert set(found) & set(FALSE)
        return
    assert [f for f, v in zip(found, verdicts, strict=True) if v] == [v for v in verdicts if v]


def test_a_counterexample_says_beside_what_it_is_one():
    _, found = steps(f"{FACTS}\n\n$$ H(p) = H(q) \\iff p = q $$\n")
    assert "beside H(p) = H(q), the other side of ⇔" in found.why
    assert not any(line.startswith("b = ") for line in found.counterexample)


@pytest.mark.parametrize(
    "row",
    [
        r"p(x) \le q(x) \iff p(x) = q(x)",  # false at one letter, true of all together
        r"D(p\|q) = 0 \iff p = q \text{ for all } p",
        r"D(p\|q) \text{ is small} \iff p = q",
    ],
)
def test_what_is_not_sure_to_be_meant_is_not_decided(row):
    assert {s.verdict for s in steps(f"{FACTS}\n\n$$ {row} $$\n")} <= {"unread"}


def test_a_side_of_an_equivalence_is_no_definition():
    text = r"$$ H(X) = \log |\mathcal{X}| \iff p(x) = \frac{1}{|\mathcal{X}|} $$"
    assert steps(f"{text}\n\n$$ H(p) = \\log |\\mathcal{{X}}| $$\n")[-1].verdict in FALSE


def test_a_base_that_a_hypothesis_has_is_greater_than_one():
    text = r"Let $p$ and $q$ be laws with $H(p) = 2 H(q)$."
    found = one(text, r"p(x) = q(x)")
    assert not any(line.startswith("b = ") for line in found.counterexample)
