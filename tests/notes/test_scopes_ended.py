"""What holds for the whole of a section ends where the text ends it, or introduces a name anew."""

import pytest

from tests.notes.scoped import APART, BAD, SUM, verdicts

_INDEPENDENT = "Let $X$ and $Y$ be independent."


@pytest.mark.parametrize(
    "later",
    [
        "Now let $X$ and $Y$ be arbitrary.",
        "We drop the assumption that $X$ and $Y$ are independent.",
        "For any two random variables $X$ and $Y$",
        "Here $X$ and $Y$ are completely arbitrary again.",
        "In general, alas,",
        "Let now $X$ be any random variable.",
    ],
)
def test_a_fact_ends_with_the_name_it_is_about(later):
    assert verdicts(_INDEPENDENT, APART, later, APART) == ["proved", "refuted"]
    assert verdicts(f"{_INDEPENDENT} {later}", APART) == ["refuted"]


@pytest.mark.parametrize(
    "later",
    [
        "Let $U$ be an arbitrary variable.",
        "For any law $r$ of $X$",
        "Let $X$ have $n$ values.",
        "For all $x$ and $y$",
        "Every such pair $X, Y$ obeys",
        "Whatever the alphabet,",
    ],
)
def test_a_fact_stays_where_others_are_arbitrary(later):
    assert verdicts(_INDEPENDENT, APART, later, APART) == ["proved", "proved"]


def test_a_law_that_is_any_law_from_here_on():
    claim = r"| H(u) = \log|\mathcal{X}|"
    assert verdicts("Let $u$ be uniform on $\\mathcal{X}$.", claim) == ["proved"]
    later = "Now take any distribution $u$."
    assert verdicts(f"Let $u$ be uniform on $\\mathcal{{X}}$. {later}", claim) == ["refuted"]


def test_a_name_that_is_given_to_something_else():
    claim = r"| H(q) = \log|\mathcal{X}|"
    said = "Let $q$ be the uniform distribution."
    other = "We now write $q$ for the true law instead."
    assert verdicts(said, claim, other, claim) == ["proved", "refuted unless"]


def test_a_definition_ends_with_its_name():
    claim = r"| D(q(z) \| p(z|x)) = 0"
    found = verdicts(
        "E-step: with $q(z) = p(z|x)$ the gap is zero.", claim, "For general $q$, however,", claim
    )
    assert found == ["proved", "refuted"]


@pytest.mark.parametrize("bold", ["**{}**", "**{}** (a word)."])
def test_a_theorem_ends_at_the_next_head(bold):
    theorem, remark = bold.format("Theorem."), bold.format("Remark.")
    found = verdicts(f"{theorem} {_INDEPENDENT} Then", SUM, f"{remark} As was said,", SUM)
    assert found[0] == "proved" and found[1] in BAD
    assert verdicts(f"{_INDEPENDENT} Then", SUM, f"{remark} As was said,", SUM) == ["proved"] * 2


def test_a_theorem_goes_on_in_its_proof():
    found = verdicts(f"**Theorem.** {_INDEPENDENT} Then", SUM, "*Proof.* Indeed", APART)
    assert found == ["proved", "proved"]


def test_in_tex_too():
    text = (
        "\\textbf{Proposition.} Let $Y = f(X)$. Then\n\\[ H(Y|X) = 0 \\]\n\n"
        "\\textbf{Corollary.} For every $Y$,\n\\[ H(Y|X) = 0 \\]\n"
    )
    one, other = verdicts(text, path="t.tex")
    assert one == "proved" and other in BAD


DISCARDED = [
    ("\\iffalse\nLet $X$ and $Z$ be independent.\n\\fi\n", False),
    ("\\iffalse \\ifx\\a\\b \\fi Let $X$ and $Z$ be independent. \\fi\n", False),
    ("\\iffalse No. \\else Let $X$ and $Z$ be independent. \\fi\n", True),
    ("\\iftrue Let $X$ and $Z$ be independent. \\else No. \\fi\n", True),
    ("\\iftrue Yes. \\else Let $X$ and $Z$ be independent. \\fi\n", False),
    ("$A \\iff B$. Let $X$ and $Z$ be independent. \\iffalse No. \\fi\n", True),
]


@pytest.mark.parametrize(("text", "is_said"), DISCARDED)
def test_text_that_tex_discards_is_none(text, is_said):
    found = verdicts(text + "\\[ I(X;Z) = 0 \\]\n", path="t.tex")
    assert found == (["proved"] if is_said else ["refuted"])


def test_throughout_a_section_is_throughout_that_section():
    said = "Throughout this section $X$ and $Y$ are independent."
    assert verdicts("# One", said, APART, "# Two", APART) == ["proved", "refuted"]
    said = "Throughout, $X$ and $Y$ are independent."
    assert verdicts("# One", said, APART, "# Two", APART) == ["proved", "proved"]
