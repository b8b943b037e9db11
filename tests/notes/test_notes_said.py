"""What the list of assumptions says of the sentences of the notes."""

import pytest

from derive.notes import tree, written
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.render.plain import sentence


def said(text):
    found = check_notes("t.md", text=f"{text}\n\n$$H(X) \\ge 0$$\n", notation=NOTHING)
    return [sentence(a.says) for a in found.assumptions]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (r"Let $X \to Y \to Z$ be a Markov chain.", "X → Y → Z"),
        (r"Suppose that $X$ and $Y$ are independent.", "X and Y independent"),
        (r"Let $p$ and $q$ be distributions.", "p and q laws"),
        (r"Let $0 \le \lambda \le 1$.", "λ a number in [0, 1]"),
        (r"Let $X$, $Y$, $Z$ be independent.", "X, Y and Z independent"),
        (r"Let $p \ll q$.", "p ≪ q"),
        (r"Let $Y = f(X)$.", "Y a function of X"),
        (r"Let $p$ be uniform.", "p uniform"),
        (r"Let $X_1,\dots,X_n$ be i.i.d.", "X_(1:n) i.i.d."),
        (r"Let $\ell_i$ be the lengths of a prefix-free code.", "ℓ_i the lengths of a code"),
        (r"Assume $\sum_i 2^{-\ell_i} \le 1$.", "∑_i 2^(-ℓ_i) ≤ 1"),
        (r"Let $u(x) = \frac{1}{|\mathcal{X}|}$ be the uniform distribution.", "u(x) = 1/|𝒳|"),
    ],
)
def test_facts_are_said_as_they_were_understood(text, says):
    assert says in said(text)


def test_directives_about_a_run_are_no_assumptions():
    directives = "<!-- derive: expect refuted -->\n\n<!-- derive: log base 2 -->"
    assert said(directives) == ["logarithms to the base 2"]


def test_every_tree_can_be_said():
    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    assert set(below(tree.Node)) - {tree.Over} <= set(written._WRITERS)  # it is said with its sum
