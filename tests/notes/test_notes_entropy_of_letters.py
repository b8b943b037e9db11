"""H(x) of a letter x, where it can be but the entropy of X."""

import pytest

from tests.notes.verdicts import steps

SUM = r"$$ H(x) = -\sum_{x \in \mathcal{X}} p(x) \log p(x) $$"


def test_it_is_the_entropy_of_the_only_law_of_the_letter_and_says_so():
    found = steps(f"{SUM}\n\n$$ H(x) \\leq \\log |\\mathcal{{X}}| $$\n\n$$ H(x) \\leq 0 $$")
    assert [s.verdict for s in found] == ["proved if", "proved if", "refuted unless"]
    assert all("H(x) is the entropy of X" in s.assumed for s in found)
    assert found[1].readback_lhs == "H(X)"


@pytest.mark.parametrize(
    "text",
    [
        r"$$ H(X) = -\sum_x p(x) \log p(x) $$" + "\n\n" + r"$$ H(x) \leq H(X) $$",  # X beside it
        r"$$ \sum_x p(x) H(x) \geq 0 $$",  # bound: its value at x
        r"$$ \sum_x p(x) \log q(x) \leq 0 $$" + "\n\n" + r"$$ H(x) \geq 0 $$",  # of p, or of q?
        r"$$ H(x) \leq 1 $$",
    ],
)
def test_where_it_may_be_something_else_it_is_asked(text):
    last = steps(text)[-1]
    assert last.verdict == "unread"


def test_of_a_number_it_is_its_entropy_in_bits():
    found = steps(r"$$ H(x) = -x \log x - (1-x) \log (1-x) $$")[0]
    assert found.verdict == "proved if" and "x" in found.readback_lhs
    assert not any("entropy of X" in a for a in found.assumed)
