r"""E_q beside q_ϕ(z|x); derivatives by a defined name; rows that end in a stop."""

from tests.notes.verdicts import FALSE, TRUE, one, steps

ELBO = r"\mathbb{E}_{q}[\log \frac{p_\theta(x, z)}{q_\phi(z|x)}]"
GAP = r"D_{KL}(q_\phi(z|x) \| p_\theta(z|x))"


def test_a_bare_q_stands_for_the_family_that_has_letters():
    found = one("", rf"\log p_\theta(x) = {ELBO} + {GAP}")
    assert found.verdict == "proved if" and "q means q_" in " ".join(found.assumed)
    assert one("", rf"\log p_\theta(x) = {ELBO} - {GAP}").verdict in FALSE


def test_both_in_one_measure_are_two_laws():
    assert one("", r"D_{KL}(q \| q_\phi(z|x)) = 0").verdict in ("unread", *FALSE)


def test_a_letter_of_its_own_makes_it_another():
    text = r"""
$$ \mathbb{E}_{q}[f(z)] = \sum_z q(z) f(z) $$

$$ \mathbb{E}_{q}[f(z)] = \sum_z q_\phi(z) f(z) $$
"""
    first, second = steps(text)
    assert first.verdict == "proved"
    assert second.verdict not in TRUE


def test_a_name_that_is_defined_moves_by_itself():
    text = r"""Let $a = \sigma(z)$ and $L = -(y \ln a + (1 - y) \ln(1 - a))$.

$$ \frac{dL}{da} = -\frac{y}{a} + \frac{1 - y}{1 - a} $$

$$ \frac{dL}{da} = \frac{y}{a} + \frac{1 - y}{1 - a} $$
"""
    right, wrong = steps(text)
    assert right.verdict in TRUE and "a" in right.readback_rhs
    assert wrong.verdict in FALSE


def test_a_line_that_only_one_base_refutes_is_not_refuted_outright():
    text = r"""Let $a = \sigma(z)$ and $L = -(y \log a + (1 - y) \log(1 - a))$.

$$ \frac{dL}{dz} = a - y $$
"""
    assert steps(text)[0].verdict in ("open", "proved if", "refuted unless")


def test_a_row_that_ends_in_a_stop_goes_on():
    text = r"""
$$
\begin{aligned}
\log p(x) &= \log \sum_z p(x, z). \tag{3} \\
&\ge \sum_z q(z) \log \frac{p(x, z)}{q(z)}. \\
&:= \text{ELBO}(x)
\end{aligned}
$$
"""
    assert [s.verdict for s in steps(text)] == ["proved if", "proved if", "definition"]
