"""Divergences of normal laws of vectors with independent components."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

CLOSED = r"\frac12 \sum_{j=1}^d (\mu_j^2 + \sigma_j^2 - 1 - \ln \sigma_j^2)"
TWIN = r"\frac12 \sum_{j=1}^d (\mu_j^2 + \sigma_j^2 - 1 - \ln \sigma_j)"
OF = r"D_{KL}(q_\phi(z|x) \| p(z))"


@pytest.mark.parametrize(
    "laws",
    [
        r"\mathcal{N}(\mu, \operatorname{diag}(\sigma^2)) \| \mathcal{N}(0, I)",
        r"\mathcal{N}(\mu, \sigma^2 I) \| \mathcal{N}(\mathbf{0}, \mathbf{I})",
        r"\mathcal{N}(z; \mu_\phi(x), \sigma_\phi^2(x) I) \| \mathcal{N}(z; 0, I)",
        r"\mathcal{N}(\boldsymbol{\mu}, \boldsymbol{\sigma}^2) \| \mathcal{N}(0, I)",
    ],
)
def test_it_is_the_sum_over_the_components(laws):
    right = one("", rf"D_{{KL}}({laws}) = {CLOSED}")
    assert right.verdict == "proved if"
    assert any("components" in a for a in right.assumed)
    assert r"\sum_{j}" in right.readback_lhs
    assert one("", rf"D_{{KL}}({laws}) = {TWIN}").verdict in FALSE


@pytest.mark.parametrize(
    "said",
    [
        r"Here $q_\phi(z|x) = \mathcal{N}(z; \mu, \sigma^2 I)$ and $p(z) = \mathcal{N}(0, I)$.",
        r"The encoder is $$ q_\phi(z|x) = \mathcal{N}(z; \mu(x), \text{diag}(\sigma^2(x))) $$"
        "\n\n"
        r"with the prior $p(z) \sim \mathcal{N}(0, I)$.",
    ],
)
def test_what_the_text_says_that_the_laws_are(said):
    right = one(said, f"{OF} = {CLOSED}")
    assert right.verdict == "proved if"
    assert any("\\mathcal{N}(0, I)" in r.quote for r in right.rests_on_text)
    assert one(said, f"{OF} = {TWIN}").verdict in FALSE
    assert one(said, f"{OF} = -{CLOSED}").verdict in FALSE


def test_other_relations_are_about_any_law():
    said = r"Let $p(z) = \mathcal{N}(0, I)$."
    assert one(said, rf"{OF} \geq 0").verdict in TRUE
    bound = r"\ln p(x) \geq \mathbb{E}_{q_\phi(z|x)}[\ln p(x|z)] - "
    assert one(said, bound + OF).verdict in TRUE


@pytest.mark.parametrize(
    "laws",
    [
        r"\mathcal{N}(\mu, \Sigma) \| \mathcal{N}(0, I)",
        r"\mathcal{N}(\mu, \sigma I) \| \mathcal{N}(0, I)",  # the variance, or its root?
        r"\mathcal{N}(\mu, \sigma^2 I) \| \mathcal{N}(\mu, I)",
        r"\mathcal{N}(\mu_1, \sigma_1^2 I) \| \mathcal{N}(0, I)",
    ],
)
def test_what_does_not_tell_its_components_is_none(laws):
    assert one("", rf"D_{{KL}}({laws}) = {CLOSED}").verdict not in TRUE
    assert one("", rf"D_{{KL}}({laws}) = {CLOSED}").verdict != "refuted"


def test_without_components_beside_it_it_is_not_read():
    found = one("", r"D_{KL}(\mathcal{N}(\mu, \sigma^2 I) \| \mathcal{N}(0, I)) = 0")
    assert found.verdict == "unread"


def test_a_display_of_such_a_law_is_a_definition():
    found = steps(r"$$ p(z) = \mathcal{N}(0, I) $$")
    assert [s.verdict for s in found] == ["definition"]
    said = r"$$ p(z) = \mathcal{N}(\mu, \Sigma) $$"  # of which more is said than is read
    found = steps(f"{said}\n\n$$ \\sum_z p(z)^2 = 1 $$")
    assert [s.verdict for s in found] == ["definition", "refuted unless"]
