"""Rows X_1, …, X_n of which more is said than of any length: at n = 3, which is said."""

import pytest

from tests.notes.verdicts import FALSE, one, steps

PAIRS = [
    (r"H(X_1, \dots, X_n) = H(X_1) + H(X_2, \dots, X_n | X_1)", r"H(X_1) + H(X_2, \dots, X_n)"),
    (r"\sum_{i=1}^n I(A_{i+1:n}; B_i | B_{1:i-1}) = \sum_{i=1}^n I(B_{1:i-1}; A_i | A_{i+1:n})",
     r"\sum_{i=1}^n I(B_{1:i-1}; A_i)"),
    (r"I(X^n; Y^n) = \sum_{i=1}^n \sum_{j=1}^n I(X_i; Y_j | X^{i-1}, Y^{j-1})",
     r"\sum_{i=1}^n I(X_i; Y_i | X^{i-1})"),
    (r"H(X_1, \dots, X_n) = E\left[\log \frac{1}{p(X_1) p(X_2, \dots, X_n | X_1)}\right]",
     r"E\left[\log \frac{1}{p(X_1) p(X_2, \dots, X_n)}\right]"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "other"), PAIRS)
def test_parts_of_rows(right, other):
    true = one("", right)
    assert true.verdict == "proved if"
    assert "n = 3" in true.assumed
    left = right.split(" = ")[0]
    false = one("", f"{left} = {other}")
    assert false.verdict == "refuted unless"
    assert "n = 3" in false.assumed


def test_a_sum_that_goes_on_to_its_last_term_is_of_any_length():
    left = r"H(X_1, \dots, X_n) = "
    true = one("", left + r"H(X_1) + H(X_2 | X_1) + \dots + H(X_n | X_1, \dots, X_{n-1})")
    assert (true.verdict, true.assumed) == ("proved", ())
    false = one("", left + r"H(X_1) + H(X_2) + \dots + H(X_n)")
    assert false.verdict == "refuted unless"


def test_what_is_read_of_any_length_stays_so():
    whole = r"\sum_{i=1}^n H(X_i | X_1, \dots, X_{i-1})"
    found = steps(
        rf"$$ H(X_1, \dots, X_n) = {whole} = H(X_1) + H(X_2, \dots, X_n | X_1) \ge H(X_n) $$"
    )
    assert [(s.verdict, s.assumed) for s in found] == [
        ("proved", ()), ("proved if", ("n = 3",)), ("proved if", ("n = 3",)),
    ]  # fmt: skip


def test_a_comma_before_members_side_by_side():
    right = r"H(X_1, X_2 \ldots X_n) = \sum_{i=1}^n H(X_i | X_1, X_2 \ldots X_{i-1})"
    assert one("", right).verdict == "proved"


def test_what_is_said_of_the_row_is_used():
    said = "Let $X_1, \\dots, X_n$ be i.i.d."
    claim = r"H(X_2, \dots, X_n | X_1) = (n-1) H(X_1)"
    assert one(said, claim).verdict == "proved if"
    assert one("", claim).verdict in FALSE


def test_nothing_is_known_of_an_empty_row():
    found = one("", r"\sum_{i=1}^n H(X_{i+1:n} | X_i) \ge 0")
    assert found.readback_lhs == r"H(X_{2},X_{3} \mid X_{1}) + H(X_{3} \mid X_{2})"


@pytest.mark.parametrize(
    "formula",
    [
        r"H(X_2, \dots, X_n) = -\sum_{i=1}^n p(x_i) \log p(x_i)",  # which is over letters
        r"H(X_2, \dots, X_n) = -\sum_{i=1}^n q_i \log q_i",
    ],
)
def test_a_sum_over_letters_is_none_over_members(formula):
    assert one("", formula).verdict == "unread"


def test_a_row_that_begins_later():
    made = one("", "H(X_n|X_1^{n-1}) \\le H(X_n|X_2^{n-1})")
    assert made.verdict == "proved if" and made.assumed == ("n = 3",)
    assert one("", "H(X_n|X_1^{n-1}) \\ge H(X_n|X_2^{n-1})").verdict == "refuted unless"


def test_what_a_process_is_said_to_be_may_restrict_its_members():
    claim = "H(X_2|X_1) = H(X_3|X_2)"
    assert one("", claim).verdict == "refuted"
    for said in ("Let the process be stationary.", "For a stationary process"):
        assert one(said, claim).verdict == "refuted unless"


KERNELS = r"$$ \mathbb{E}_{q(x_{0:T})}[\log q(x_{1:T} | x_0)] \le 0 $$"
TELESCOPE = (
    r"\sum_{t=2}^T \log \frac{q(x_t | x_0)}{q(x_{t-1} | x_0)}"
    r" = \log \frac{q(x_T | x_0)}{q(x_1 | x_0)}"
)


def test_sums_over_steps_of_a_chain_are_read_at_a_length():
    assert one(KERNELS, TELESCOPE).verdict == "proved if"
    assert one(KERNELS, TELESCOPE.replace("q(x_1 | x_0)", "q(x_2 | x_0)")).verdict in FALSE
    swapped = (
        r"-\sum_{t=2}^T \log \frac{p(x_{t-1} | x_t)}{q(x_t | x_{t-1})}"
        r" = \sum_{t=2}^T \log \frac{q(x_t | x_{t-1})}{p(x_{t-1} | x_t)}"
    )
    assert one(KERNELS, swapped).verdict == "proved if"
    assert one(KERNELS, swapped.replace("-\\sum", "\\sum")).verdict in FALSE


def test_a_law_given_now_one_letter_now_another_is_a_law_of_all():
    step = one("", r"\sum_z q(z | x) = \sum_z q(z | y)")
    assert step.verdict == "proved if"
    assert one("", r"q(z | x) = q(z | y)").verdict in FALSE


def test_entropies_of_rows_are_refuted_by_a_law_and_never_by_numbers():
    false = one("", r"H(X_1, \dots, X_n) = \sum_{i=1}^n H(X_i)")
    assert false.verdict == "refuted unless"
    assert "n = 3" in false.assumed
    assert false.counterexample[0].startswith("P(1,")


def test_what_holds_of_entropies_but_not_of_all_numbers_is_not_refuted():
    true = r"H(X_1, \dots, X_n) \ge \frac1n \sum_{i=1}^n H(X_i)"
    assert one("", true).verdict not in FALSE


def test_what_is_read_is_not_read_again_at_a_length(monkeypatch):
    from derive.notes.elaborate import document

    own, read = document.read, []

    def counted(context, n):
        read.append(context.chain.sides[0].latex)
        return own(context, n)

    monkeypatch.setattr(document, "read", counted)
    text = f"$$ H(X) \\ge 0 $$\n\n$$ {PAIRS[0][0]} $$\n"
    found = steps(text)
    assert {s.verdict for s in found} <= {"proved", "proved if"}
    assert read.count("H(X)") == 1 and len(read) == 3
