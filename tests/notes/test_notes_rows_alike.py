"""H(X_1) beside H(X_1, …, X_n): the same for all where they are i.i.d., else of X_1 alone."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

SAME = r"Let $X_1,\dots,X_n$ be i.i.d."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(X_1,\dots,X_n) = n H(X_1)", r"H(X_1,\dots,X_n) = H(X_1)"),
        (r"H(X_1,\dots,X_n) \le n H(X_1)", r"H(X_1,\dots,X_n) \ge 2 n H(X_1)"),
        (r"\frac{1}{n} H(X_1,\dots,X_n) = H(X_1)", r"\frac{1}{n} H(X_1,\dots,X_n) = n H(X_1)"),
        (r"H(X_1,\dots,X_n) = \sum_{i=1}^n H(X_i)", r"H(X_1,\dots,X_n) = 2\sum_{i=1}^n H(X_i)"),
    ],
)
def test_of_identical_copies(right, wrong):
    found = one(SAME, right)
    assert found.verdict in TRUE and [r.line for r in found.rests_on_text] == [1]
    assert one(SAME, wrong).verdict in FALSE


@pytest.mark.parametrize("sign", ["=", r"\le", r"\ge"])
def test_of_others_nothing_is_made_up(sign):
    found = one("", rf"H(X_1,\dots,X_n) {sign} n H(X_1)")
    assert found.verdict == "refuted unless" and "more is known of these rows" in found.why
    assert found.assumed == ("n = 3",) and not found.rests_on_text
    assert found.readback_rhs == "3 H(X_{1})"


def test_what_holds_of_all_is_read_as_before():
    assert one("", r"H(X_1,\dots,X_n) \le \sum_{i=1}^n H(X_i)").verdict in TRUE
    assert one("", r"H(X_1, X_2) \le H(X_1) + H(X_2)").verdict in TRUE
