"""Sums and products that go on to a last term, of which the first tells how."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one

DATA = r"Let $x_1, \dots, x_n$ be i.i.d. data from $p_\theta(x)$."


@pytest.mark.parametrize(
    ("said", "dotted", "right", "wrong"),
    [
        ("", r"a_0 + a_1 u_1 + a_2 u_2 + \dots + a_k u_k", r"a_0 + \sum_{i=1}^k a_i u_i",
         r"\sum_{i=1}^k a_i u_i"),
        ("", r"- a_1 u_1 - a_2 u_2 - \cdots - a_k u_k", r"-\sum_{i=1}^k a_i u_i",
         r"\sum_{i=1}^k a_i u_i"),
        ("", r"a_1 u_1 + \cdots + a_k u_k - c", r"\sum_{i=1}^k a_i u_i - c",
         r"\sum_{i=1}^k a_i u_i + c"),
        ("", r"\ln (e^{u_1} + e^{u_2} + \dots + e^{u_n})", r"\ln \sum_{j=1}^n e^{u_j}",
         r"\sum_{j=1}^n u_j"),
        (DATA, r"\log [p_\theta(x_1) p_\theta(x_2) \cdots p_\theta(x_n)]",
         r"\sum_{i=1}^n \log p_\theta(x_i)", r"-\sum_{i=1}^n \log p_\theta(x_i)"),
    ],
)  # fmt: skip
def test_they_go_on_as_they_begin_and_end(said, dotted, right, wrong):
    assert one(said, f"{dotted} = {right}").verdict in TRUE
    assert one(said, f"{dotted} = {wrong}").verdict in FALSE


@pytest.mark.parametrize(
    "dotted",
    [
        r"a_1 u_1 + a_2 u_3 + \dots + a_k u_k",  # no rule from the first to the second
        r"a_1 u_1 + \dots + a_k u_m",  # two ends
        r"a_1 u_1 + \dots",  # no end
        r"a_1 u_1 - \cdots - a_k u_k",  # of what sign is the second?
        r"a_2 u_2 + \dots + a_k u_k",  # from where?
        r"u_1 + u_2^2 + \dots + u_k^k",
        r"H(X_1) + H(X_2|X_1) + \cdots + H(X_n|X_{n-1})",
    ],
)
def test_what_may_go_on_otherwise_is_not_read(dotted):
    assert one("", f"{dotted} = c").verdict == "unread"
