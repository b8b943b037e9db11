r"""‖p − q‖ as a distance of laws; formulas in prose without dollars."""

import pytest

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING

LAWS = "All logarithms are natural. Let $p$ and $q$ be laws.\n\n"


def steps(text):
    found = check_notes("n.md", text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"\|p - q\|_{TV} = \frac12 \sum_x |p(x) - q(x)|", "proved"),
        (r"\|p - q\|_1 = \sum_x |p(x) - q(x)|", "proved"),
        (r"D(p \| q) \ge \frac12 \|p - q\|_1^2", "proved if"),
        (r"D(p \| q) \ge 3 \|p - q\|_{\mathrm{TV}}^2", "refuted"),
        (r"\|p - q\|_1 = \frac12 \sum_x |p(x) - q(x)|", "refuted"),
        (r"\|p - q\|_2 \le 1", "unread"),
        (r"\|p - q\| \le 1", "unread"),
    ],
)
def test_norms_of_differences_of_laws(line, verdict):
    assert [s.verdict for s in steps(f"{LAWS}$$ {line} $$\n")] == [verdict]


def test_a_text_that_says_otherwise_is_believed():
    said = "Write $\\|p - q\\|_{TV} = \\sum_x |p(x) - q(x)|$.\n\n"
    assert [s.verdict for s in steps(f"{LAWS}{said}$$ \\|p - q\\|_{{TV}} \\le 1 $$\n")] == [
        "unread"
    ]


def test_a_chain_in_plain_text_is_a_hypothesis():
    said = "If X → Y → Z is a Markov chain:\n\n"
    line = "$$ I(X;Z) \\le I(X;Y) $$\n"
    (step,) = steps(said + line)
    assert step.verdict == "proved if"
    assert [r.line for r in step.rests_on_text] == [1]
    (step,) = steps("If X → Y → Z is a Markov chain:\n\n$$ I(X;Z) \\le I(Y;Z) - 1 $$\n")
    assert step.verdict.startswith("refuted")


def test_names_of_the_displays_are_read_in_plain_text():
    line = (
        r"$$ \sum_i a_i \log \frac{a_i}{b_i} \ge "
        r"\left(\sum_i a_i\right) \log \frac{\sum_i a_i}{\sum_i b_i} $$"
    )
    (step,) = steps(f"For non-negative a_i, b_i:\n\n{line}\n")
    assert step.verdict == "proved if"
    (step,) = steps(f"For all a_i, and whatever c_i is:\n\n{line}\n")
    assert step.verdict == "proved if" and "a_i > 0" in " ".join(map(str, step.assumed))
