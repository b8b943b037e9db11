"""Σ_{i∈S} beside other sums of the same row: is S all of the indices, or a part of them?"""

import pytest

from tests.notes.verdicts import TRUE, steps

ROW = r"Let $y_1, \dots, y_n$ be real numbers." + "\n\n"
DATA = r"""Let $\mathbf{w} \in \mathbb{R}^d$ and let $\mathbf{x}_i$ be data with labels $y_i$.
Let $\mathcal{M}$ be the set of misclassified points.

"""


@pytest.mark.parametrize(
    "claim",
    [
        r"\sum_{i \in S} y_i = \sum_{i=1}^n y_i",
        r"\sum_{i \in S} y_i = \sum_i y_i",
        r"\sum_{i \in S} y_i = \sum_{i \in A} y_i",
        r"\sum_{i \in S} y_i = \sum_{j=1}^n y_j",
    ],
)
def test_a_set_beside_another_range_may_be_a_part(claim):
    (step,) = steps(f"{ROW}$$ {claim} $$")
    assert step.verdict == "unread"
    assert "or a part of them" in step.why


def test_so_of_vectors_and_in_other_displays():
    part = r"\sum_{i \in \mathcal{M}} y_i \mathbf{w}^\top \mathbf{x}_i"
    every = r"\sum_{i=1}^n y_i \mathbf{w}^\top \mathbf{x}_i"
    found = steps(f"{DATA}$$ L = -{part} $$\n\n$$ L = -{every} $$\n\n$$ {part} = {every} $$")
    assert [found[0].verdict, found[2].verdict] == ["unread", "unread"]
    assert found[1].verdict not in TRUE


@pytest.mark.parametrize(
    "claim",
    [
        r"\sum_{i \in S} 2 y_i = 2 \sum_{i \in S} y_i",
        r"\sum_{i \in I} 2 y_i = 2 \sum_i y_i",
    ],
)
def test_the_only_set_is_all(claim):
    assert steps(f"{ROW}$$ {claim} $$")[-1].verdict in TRUE
