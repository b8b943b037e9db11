"""H_2 by custom is entropy in bits; where the text says that it is something else, it is that."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

RENYI = [
    r"Rényi: $H_2(p) = -\log \sum_x p(x)^2$.",
    r"The collision entropy is $$ H_2(p) = -\log \sum_x p(x)^2 $$ and",
    r"Some write, oddly enough, $H_2(p) = -\log\sum_x p(x)^2$ for that.",
]


@pytest.mark.parametrize("before", RENYI)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H_2(p) \le H(p)", r"H_2(p) \ge H(p)"),
        (r"-\log\max_x p(x) \le H_2(p)", r"-\log\max_x p(x) \ge H_2(p)"),
        (r"H_2(q) \le H(q)", r"H_2(q) = -\sum_x q(x) \log_2 q(x)"),
    ],
)
def test_it_is_what_the_text_says(before, right, wrong):
    assert one(before, right).verdict in TRUE
    assert one(before, wrong).verdict in FALSE


def test_of_variables_too():
    before = r"Put $H_2(X) = -\log \sum_x p(x)^2$."
    assert one(before, r"H_2(X) \le H(X)").verdict in TRUE
    assert one(before, r"H_2(X) \ge H(X)").verdict in FALSE
    assert one(before, r"H_2(Y) \le H(Y)").verdict == "unread"


@pytest.mark.parametrize(
    "before",
    [r"Some write $H_2(p) = \oint\heartsuit p$ for it.", r"Call $H_2(p) = 1 - \heartsuit(p)$ so."],
)
def test_what_is_said_and_not_read_keeps_custom_away(before):
    assert one(before, r"-\sum_x p(x) \log_2 p(x) = H_2(p)").verdict == "unread"


def test_in_another_section_it_is_not_in_bits_either():
    text = f"# One\n\n{RENYI[0]}\n\n# Two\n\n$$ -\\sum_x p(x) \\log_2 p(x) = H_2(p) $$\n"
    assert [s.verdict for s in steps(text)] == ["unread"]


@pytest.mark.parametrize(
    ("display", "verdicts"),
    [
        (r"H_2(X) = -\sum_x p(x) \log_2 p(x)", TRUE),
        (r"H_2(X) = -\sum_x p(x) \ln p(x)", FALSE),
        (r"H_2(X) = 1.75", ("open",)),
        (r"H_2(w) = -w\log_2 w - (1-w)\log_2(1-w)", TRUE),
    ],
)
def test_where_the_text_says_nothing_else_it_is_in_bits(display, verdicts):
    assert one("", display).verdict in verdicts
