"""Values that the text gives are checked where they are said again; none is swallowed by ≔."""

import pytest

from tests.notes.test_notes_more_variables import verdicts
from tests.notes.verdicts import FALSE, one, steps


def test_an_entry_of_a_row_is_known():
    text = "Let $p = (0.5, 0.25, 0.25)$."
    assert verdicts(text, "p_1 = 0.7", r"p_1 = \frac13") == ["wrong value", "refuted"]
    assert verdicts(text, "p_1 = 0.5", r"p_3 = \frac14", "p_1 + p_2 = 0.75") == ["proved"] * 3


def test_of_a_row_that_is_displayed():
    assert verdicts("$$ p = (0.5, 0.25, 0.25) $$", "p_1 = 0.7", "p_1 = 0.5")[1:] == [
        "wrong value", "proved",
    ]  # fmt: skip


def test_beside_laws_with_numbers():
    text = r"Let $p_1$ and $p_2$ be laws and $\lambda = (\frac12, \frac12)$."
    assert verdicts(text, r"D(p_1\|p_2) \ge 0", r"\lambda_1 = \frac13") == ["proved if", "refuted"]


@pytest.mark.parametrize(
    "text", ["The average length is $L$.", "Let $L$ denote the average length of the code."]
)
def test_a_number_for_what_is_described_is_no_definition(text):
    assert verdicts(text, "L = 2.5") == ["open"]


@pytest.mark.parametrize("text", ["", "We set $L$ to the value", "Entropy is fine."])
def test_a_number_for_a_new_name_is_one(text):
    assert verdicts(text, "L = 2.5") == ["definition"]


def test_a_case_of_a_number_makes_it_no_law():
    text = r"Here $\beta \ge 0$ ($\beta = 0$ is the uniform case)."
    assert verdicts(text, r"\beta \ge 0") == ["proved"]


@pytest.mark.parametrize("of", [r"$A \subset \mathcal{X}$", "$A$", "a subset of $\\mathcal{X}$"])
def test_uniform_on_a_part(of):
    text = (
        f"Let $p$ be a law that is uniform on {of}. Let $q$ be a law. Let $p$ be uniform on {of}."
    )
    (verdict,) = verdicts(text, r"H(p) = \log |\mathcal{X}|")
    assert verdict not in ("proved", "proved if", "refuted")


def test_a_mixture_of_laws():
    text = r"Write $p = \frac12 q + \frac12 r$."
    true, false = r"D(q\|p) \le \log 2", r"D(p\|q) \le \log 2"
    assert verdicts(text, true, false) == ["proved", "refuted"]


def test_sums_behind_a_semicolon():
    text = r"Let $p$ and $q$ be laws; $\alpha = \sum_x p(x)^2$ and $\beta = \sum_x q(x)^2$."
    assert verdicts(text, r"\alpha = \sum_x p(x)^2", r"\alpha \le 1", r"\beta = 2") == [
        "proved", "proved", "refuted",
    ]  # fmt: skip


SPLIT = r"\Pr(E = 0) H(X|Z, E = 0) + \Pr(E = 1) H(X|Z, E = 1)"


def test_an_event_tells_which_values_there_are():
    found = one("", f"H(X|Z,E) = {SPLIT}")
    assert found.verdict == "proved if" and found.assumed == ("E is 0 or 1",)
    assert one("", f"H(X|Z) = {SPLIT}").verdict in FALSE
    assert one("", f"H(X|Z,E) = {SPLIT}".replace("E = 0", "E = 2")).verdict == "unread"


def test_what_a_display_says_again_otherwise_may_be_another():
    found = steps("$$ C = 1 - \\lambda $$\n\nOf the other one\n\n$$ C = 1 - \\lambda^2 $$\n")
    assert found[-1].verdict == "refuted unless"
    assert "C is another one here" in found[-1].why


def test_plain_rows_of_tex():
    rows = r"\eqalign{ H(X,Y) &= H(X) + H(Y|X) \cr &= H(Y) + H(Y|X) }"
    assert [s.verdict for s in steps(f"$$ {rows} $$\n")] == ["proved", "refuted"]
