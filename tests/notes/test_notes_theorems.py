"""What a theorem supposes holds in its proof; what stands behind a display may be its condition."""

import pytest

from tests.notes.verdicts import steps

INDEPENDENT = "**Theorem.** If $X$ and $Y$ are independent, then $H(X,Y) = H(X) + H(Y)$.\n\n"
PROOF = "*Proof.* We have\n\n$$I(X;Y) = 0$$\n\n"


def verdicts(text: str) -> list[str]:
    return [s.verdict for s in steps(text)]


def test_in_its_proof():
    assert verdicts(INDEPENDENT + PROOF) == ["proved if"]
    wrong = PROOF.replace("I(X;Y)", "H(X)")
    assert verdicts(INDEPENDENT + wrong) == ["refuted"]


def test_to_the_end_of_the_proof():
    after = "Now consider something else.\n\n$$H(X,Y) = H(X) + H(Y)$$\n"
    assert verdicts(INDEPENDENT + PROOF + "□\n\n" + after) == ["proved if", "refuted"]
    assert verdicts(INDEPENDENT + PROOF + "# Two\n\n" + after) == ["proved if", "refuted"]


def test_without_a_proof_it_is_of_its_sentence():
    assert verdicts(INDEPENDENT + "Consider\n\n$$I(X;Y) = 0$$\n") == ["refuted"]


def test_what_is_not_read_of_it_keeps_its_proof_from_being_refuted():
    assert verdicts("**Theorem.** If the source is nice, then so is all.\n\n" + PROOF) == [
        "refuted unless"
    ]
    assert verdicts("**Theorem.** Mutual information vanishes.\n\n" + PROOF) == ["refuted"]


def test_in_chinese():
    stated = "定理：若 $X,Y$ 相互独立，则\n\n$$I(X;Y) = 0$$\n\n证明：\n\n$$p(x,y) = p(x) p(y)$$\n"
    assert verdicts(stated) == ["proved if", "proved if"]


@pytest.mark.parametrize(
    "said",
    ["若 $X$ 与 $Y$ 不独立，则", "给定 $Z$ 时 $X$ 与 $Y$ 独立，则", "若 $X$ 与 $Y$ 近似独立，则"],
)
def test_what_restricts_independence_in_chinese(said):
    assert verdicts(f"{said}\n\n$$I(X;Y) = 0$$\n") == ["refuted unless"]


@pytest.mark.parametrize(
    "behind",
    [
        "iff $X$ and $Y$ are independent.",
        "if and only if $X$ and $Y$ are independent.",
        "precisely when $X$ is constant.",
        "当且仅当 $X$ 与 $Y$ 独立。",
    ],
)
def test_what_goes_on_behind_a_display_as_its_condition(behind):
    assert verdicts(f"It is so that\n\n$$I(X;Y) = 0$$\n\n{behind}\n") != ["refuted"]


def test_drawn_from_one_law_may_be_independently():
    assert verdicts("Let $X, Y \\sim p$. Then\n\n$$I(X;Y) = 0$$\n") == ["refuted unless"]
    assert verdicts("Let $(X, Y) \\sim p$. Then\n\n$$I(X;Y) = 0$$\n") == ["refuted"]
    assert verdicts("Let $X, Y \\sim p(x, y)$. Then\n\n$$I(X;Y) = 0$$\n") == ["refuted"]
