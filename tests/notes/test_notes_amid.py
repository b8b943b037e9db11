r"""Names that a chain brings in behind its first side; functions put in; E_{p(x)p(y)}."""

from tests.notes.verdicts import FALSE, TRUE, one, steps

NATS = "All logarithms are natural."
BOUND = r"\mathbb{E}_{p(x,y)}[f(x,y)] - \log \mathbb{E}_{p(x)p(y)}[e^{f(x,y)}]"


def verdicts(text):
    return [s.verdict for s in steps(text)]


def test_a_bound_that_is_said_between_two_signs():
    text = rf"""{NATS}

$$ I(X; Y) \ge I_{{DV}} = {BOUND} $$

$$ I_{{DV}} \le I(X; Y) $$

$$ I_{{DV}} \ge I(X; Y) $$
"""
    bound, said, again, wrong = verdicts(text)
    assert (bound, said, again) == ("proved", "definition", "proved")
    assert wrong in FALSE


def test_a_false_bound_is_no_definition():
    found = verdicts(f"{NATS}\n\n$$ I(X; Y) \\ge I_{{DV}} = {BOUND.replace(' - ', ' + ')} $$\n")
    assert found[0] in FALSE


def test_a_sign_of_definition_may_have_its_name_behind():
    text = r"""
$$ \log p(x) \ge \sum_z q(z) \log \frac{p(x, z)}{q(z)} := \mathrm{ELBO}(x) $$

$$ \mathrm{ELBO}(x) = \log p(x) - D(q(z) \| p(z|x)) $$

$$ \mathrm{ELBO}(x) = \log p(x) + D(q(z) \| p(z|x)) $$
"""
    assert verdicts(text)[:3] == ["proved if", "definition", "proved if"]
    assert verdicts(text)[3] in FALSE


def test_a_letter_at_the_end_of_a_chain_is_said_to_be_a_value():
    assert one("", r"H(p) = h").verdict in ("open", "unread", "refuted unless")
    assert one("Let $C$ be the capacity.", r"I(X;Y) \le C = H(X)").verdict != "definition"


def test_a_function_is_put_in_for_another():
    text = r"""All logarithms are natural. Let $p$, $q$ be laws without zeros.

$$ V(D, G) = \sum_x p(x) \log D(x) + \sum_x q(x) \log(2 - D(x)) $$

$$ D^*(x) = 1 + p(x) $$

$$ V(D^*, G) = \sum_x p(x) \log (1 + p(x)) + \sum_x q(x) \log(1 - p(x)) $$

$$ V(D^*, G) = \sum_x p(x) \log (1 + p(x)) $$

Its least value is reached where $D^* = \frac12$.
"""
    first, second, third, last = verdicts(text)
    assert (first, second) == ("definition", "definition")
    assert third in TRUE or third == "open"
    assert last in FALSE or last == "ill-posed"


def test_what_another_section_says_of_a_name_may_be_said_anew():
    text = "Let $p$ and $q$ be any laws.\n\n## One\n\n$$ L = H(p) $$\n\n## Two\n\n$$ L = H(q) $$\n"
    assert verdicts(text) == ["definition", "refuted unless"]
    assert verdicts(text.replace("## Two", "")) == ["definition", "refuted unless"]


def test_means_under_a_product_of_laws():
    assert one(NATS, rf"I(X; Y) \ge {BOUND}").verdict == "proved"
    right = r"\mathbb{E}_{p(x)p(y)}[f(x) g(y)] = \mathbb{E}_{p(x)}[f(x)] \mathbb{E}_{p(y)}[g(y)]"
    assert one("", right).verdict == "proved"
    wrong = right.replace("p(x)p(y)", "p(x,y)")
    assert one("", wrong).verdict in FALSE
    assert one("", r"\mathbb{E}_{p(x)p(x)}[f(x)] = 1").verdict == "unread"


def test_a_mean_of_a_letter_is_under_the_only_law_that_has_it():
    found = one("", r"H(X) = -\sum_x P(x) \log P(x) = \mathbb{E}[\log \frac{1}{P(x)}]")
    assert found.verdict == "proved if" and "E is over P" in found.assumed
    found = one("", r"-\sum_x P(x) \log P(x) = \mathbb{E}[\log P(x)]")
    assert found.verdict == "refuted unless"
    assert one("", r"D(p \| q) = \mathbb{E}[\log \frac{p(x)}{q(x)}]").verdict == "unread"


def test_a_display_behind_when_says_what_holds_in_a_case():
    text = r"""{}

$$ D_\phi(x) = \frac{{p(x)}}{{q(x) + p(x)}} $$

$$ L_D(\phi) = -\sum_x p(x) \log D_\phi(x) $$
"""
    for words in ("The loss is least when:", "La loss alcanza su minimo cuando:"):
        found = steps(text.format(words))
        assert found[0].verdict != "definition"
        assert "D" in found[1].readback_rhs  # and no p/(p + q) in its place
    assert steps(text.format("We write"))[0].verdict == "definition"
