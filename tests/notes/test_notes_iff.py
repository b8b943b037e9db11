"""Two statements with "iff" between them claim neither; behind an inequality it is of equality."""

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
    assert {s.why[:14] for s in steps(r"$$ H(X) = 0 \hArr H(X) + H(Y) = H(Y) $$")} == {
        "an equivalence"
    }
    chain = r"Let $X \rarr Y \rarr Z$ be a Markov chain."
    assert one(chain, r"I(X;Z) \le I(X;Y)").verdict == "proved"
    assert one(chain, r"I(X;Z) \ge I(X;Y)").verdict in FALSE
