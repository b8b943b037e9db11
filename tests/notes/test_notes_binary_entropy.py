"""h of a probability is the binary entropy, unless the text says otherwise."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings
from tests.notes.verdicts import one

RANGE = r"Let $0 \le a \le 1$ and $0 \le b \le 1$."


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def verdicts(text):
    return [s.verdict for s in steps(text)]


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        (r"h(a) \le \log 2", "proved"),
        (r"h(a) \ge \log 2", "refuted"),
        (r"h(a) = -a \log a - (1-a) \log(1-a)", "definition"),
        (r"h(a) = h(1-a)", "proved"),
    ],
)
def test_of_a_number_between_zero_and_one(relation, verdict):
    assert verdicts(f"{RANGE}\n\n$$ {relation} $$") == [verdict]


def test_of_the_probability_of_an_event():
    (step,) = steps(r"Let $p_e = P(X \ne Y)$." "\n\n" r"$$ -h(p_e) \ge \log 2 $$")
    assert step.verdict == "refuted" and step.readback_lhs.startswith("- h(")


@pytest.mark.parametrize(
    "said",
    [
        r"Let $h$ be an increasing function.",
        r"Here $h(a) = a^2$, which is convex.",
        r"Let $h(a) = a^2$.",
    ],
)
def test_not_where_the_text_speaks_of_another_h(said):
    assert "refuted" not in verdicts(f"{RANGE} {said}\n\n" r"$$ h(a) \ge 2 $$")
    assert "proved" not in verdicts(f"{RANGE} {said}\n\n" r"$$ h(a) \le \log 2 $$")


def test_not_of_a_number_that_may_be_any():
    assert verdicts(r"$$ h(s) + s \ge 2 s $$") != ["proved"]


def test_a_relation_of_a_channel_that_is_only_named_is_not_refuted_outright():
    text = r"For a binary symmetric channel with crossover probability $a$," "\n"
    (step,) = steps(text + r"$$ H(Y) - H(Y|X) = H(Y) - h(a) $$")
    assert step.verdict == "refuted unless"
    assert any("symmetric channel" in a for a in step.assumed)


def test_a_mixture_of_vectors_is_no_probability():
    mixed = r"H(\lambda \vec{x} + (1-\lambda) \vec{y})"
    found = one("", rf"{mixed} \ge \lambda H(\vec{{x}}) + (1-\lambda) H(\vec{{y}})")
    assert found.verdict == "unread"


def test_not_where_logarithms_have_the_base_b():
    text = r"Let $p$ and $f$ be distributions on $\{1,\dots,q\}$." "\n\n"
    shown = r"$$ -\sum_i p_i \log_b f_i \ge -\sum_i p_i \log_b p_i = H_b({p_i}) $$"
    (bound, value) = steps(text + shown)
    assert bound.verdict == "proved if"
    assert value.verdict == "unread" and "beside log_b" in value.why


def test_of_the_probability_of_an_error_that_is_multiplied():
    made = one("", r"H(P_E) + P_E \log 2 \ge 0")
    assert made.verdict == "proved if" and made.assumed == ("0 ≤ P_E ≤ 1",)
    assert one("", r"H(P_e^{(n)}) + P_e^{(n)} \ge 0").verdict == "proved if"
    assert one("", r"H(P_E) + P_E \log 2 \le 0").verdict == "refuted unless"
    assert one(r"$$ \sum_e P_E(e) = 1 $$", r"H(P_E) + P_E \ge 0").verdict == "unread"


def test_p_and_q_parted_by_two_slashes():
    assert one("", r"D(p // q) \ge 0").verdict == "proved if"
    assert one("", r"D(p // q) \le 0").verdict == "refuted"


def test_words_behind_an_arrow_are_a_reason():
    rows = r"H(Y) &\le H(Y) + H(Z) \to \text{since entropies are positive}\\ &\le H(Z)"
    first, second = steps(rf"$$ \begin{{aligned}} {rows} \end{{aligned}} $$")
    assert (first.verdict, second.verdict) == ("proved", "refuted") and "since" in first.reason
