r"""p(x|θ) beside p(z|x, θ^{(t)}), Q(θ|θ^{(t)}), E below a condition; p(x) = … beside p(x, z)."""

from tests.notes.verdicts import FALSE, TRUE, one, steps

AT = r"P(Z | X, \theta^{(t)})"


def test_a_law_at_two_values_of_its_parameter():
    text = rf"""
$$ \log P(X|\theta) = \mathbb{{E}}_{{Z \sim {AT}}}[\log P(X|\theta)] $$

$$ \log P(X|\theta) = \log P(X, Z|\theta) - \log {AT} $$
"""
    right, wrong = steps(text)
    assert right.verdict == "proved if" and "^{t}" in right.readback_rhs
    assert wrong.verdict in FALSE


def test_a_prior_of_the_parameter_makes_it_a_letter():
    text = r"""
$$ p(x) = \sum_\theta p(x|\theta) p(\theta) $$

$$ p(z|x, \theta^{(t)}) \le 1 $$
"""
    assert steps(text)[0].verdict == "unread"  # which θ p depends on is two things there


def test_the_function_of_em_is_what_its_display_says():
    text = rf"""
$$ Q(\theta | \theta^{{(t)}}) = E_{{Z|X, \theta^{{(t)}}}}[\log P(X, Z|\theta)] + H({AT}) $$

$$ \log P(X|\theta) = Q(\theta | \theta^{{(t)}}) + D_{{KL}}({AT} \| P(Z | X, \theta)) $$

$$ \log P(X|\theta) = Q(\theta | \theta^{{(t)}}) - D_{{KL}}({AT} \| P(Z | X, \theta)) $$
"""
    assert [s.verdict for s in steps(text)][:2] == ["definition", "proved if"]
    assert steps(text)[2].verdict in FALSE


def test_a_proposal_of_a_parameter_stays_a_law():
    said = r"Let $q(\theta'|\theta)$ be a proposal."
    assert one(said, r"\sum_{\theta'} q(\theta'|\theta) = 1").verdict in TRUE


def test_what_a_marginal_is_does_not_say_what_the_law_is():
    text = r"""
$$ P(x) = \frac{f(x)}{c} $$

$$ \log P(x) = \log P(x, z) - \log P(z | x) $$

$$ P(x) \le \frac12 $$
"""
    first, second, third = steps(text)
    assert first.verdict == "definition"
    assert second.verdict == "proved if"
    assert third.verdict == "refuted unless"  # the first display restricts it


def test_a_product_of_its_own_laws_defines_none():
    text = r"""
$$ p_\theta(x, z) = p(x|z) p(z) $$

$$ \log p_\theta(x) = \log \sum_z p_\theta(x, z) $$
"""
    assert steps(text)[1].verdict in TRUE
