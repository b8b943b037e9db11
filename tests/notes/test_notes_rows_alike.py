"""H(X_1) beside H(X_1, …, X_n): the same for all where they are i.i.d., else not read."""

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


def test_of_others_nothing_is_made_up():
    found = one("", r"H(X_1,\dots,X_n) = n H(X_1)")
    assert found.verdict == "unread" and "one law" in found.why
    assert one("", r"H(X_1,\dots,X_n) \le \sum_{i=1}^n H(X_i)").verdict in TRUE
    assert one("", r"H(X_1, X_2) \le H(X_1) + H(X_2)").verdict in TRUE
