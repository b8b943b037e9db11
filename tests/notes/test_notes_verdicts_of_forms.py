"""Forms that notes are full of, from the text to the verdict."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NotesSettings


def decided(text):
    found = check_notes("n.md", text=text, notation=NotesSettings())
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("display", "verdict"),
    [
        # a conditional divergence is a mean where its letter is summed over in the other side
        (r"D(p(x,y) \| q(x,y)) = D(p(x) \| q(x)) + D(p(y|x) \| q(y|x))", "proved if"),
        (r"D(p(x,y) \| q(x,y)) \le D(p(y|x) \| q(y|x))", "refuted"),
        # a letter below E is no law
        (r"H(X) = -E_x[\log p(x)]", "proved"),
        # what the last sign defines
        (r"\sum_x p(x) \log \frac{p(x)}{q(x)} =: K", "definition"),
        (r"H(X) \equiv -\sum_x p(x) \log p(x)", "proved"),
    ],
)
def test_verdicts(display, verdict):
    assert [s.verdict for s in decided(f"$${display}$$\n")] == [verdict]


def test_a_conditional_divergence_is_read_back_as_the_mean_that_it_is():
    (step,) = decided(r"$$D(p(x,y) \| q(x,y)) = D(p(x) \| q(x)) + D(p(y|x) \| q(y|x))$$")
    assert r"\sum_{x} p(x) D" in step.readback_rhs.replace(r"\, ", "")


def test_a_display_defines_what_stands_at_its_end_and_the_next_uses_it():
    text = (
        "$$\\log p(x) \\ge E_{q(z|x)}[\\log p(x,z) - \\log q(z|x)] \\equiv \\mathcal{L}(x)$$\n\n"
        "$$\\mathcal{L}(x) = E_{q(z|x)}[\\log p(x,z)] + H(q(z|x))$$\n"
    )
    assert [s.verdict for s in decided(text)] == ["proved if", "definition", "proved if"]


@pytest.mark.parametrize(
    ("display", "verdict"),
    [
        (r"P(X \neq Y) \le 1", "proved"),
        (r"1 - P(\hat{X} = X) = P(\hat{X} \ne X)", "proved"),
        (r"P(X \ne Y) = 0", "refuted"),
        (r"P_e = P(\hat{X} \neq X)", "definition"),
        (r"H_b(P_e) \ge 0", "proved if"),
        (r"H_b(P_e) + P_e \log 3 \le 2 H_b(P_e)", "refuted unless"),
    ],
)
def test_errors_and_their_probability(display, verdict):
    assert [s.verdict for s in decided(f"$${display}$$\n")] == [verdict]


A = r"\left(\sum_{i=1}^n a_i\right)"
LEFT = r"\sum_{i=1}^n a_i \log \frac{a_i}{b_i}"
LOG_SUM = rf"$${LEFT} \ge {A} \log \frac{{{A}}}{{\sum_{{i=1}}^n b_i}}$$"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (r"Let $a_i \ge 0$ and $b_i > 0$.", "proved"),
        (r"For positive numbers $a_1, \dots, a_n$ and $b_1, \dots, b_n$,", "proved"),
        (r"Let $a_i$ and $b_i$ be positive numbers.", "proved"),
        (r"For non-negative $a_1, \dots, a_n$ and $b_1, \dots, b_n$,", "proved if"),
        (r"Let $a_i$ and $b_i$ be numbers.", "proved if"),  # a_i > 0
    ],
)
def test_the_sign_of_a_sequence_is_what_the_text_says(words, verdict):
    assert [s.verdict for s in decided(f"{words}\n\n{LOG_SUM}\n")] == [verdict]
