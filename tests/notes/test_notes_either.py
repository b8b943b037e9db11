"""P(A or B) is that of either, and no joint probability; H of what is made of laws by functions;
E_r of a law that is said to be of several letters."""

import pytest

from derive.language.alphabets import Alphabet
from tests.notes.elaborating import read
from tests.notes.verdicts import FALSE, TRUE, one


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        (r"P(X = x \text{ or } Y = y) \le 1", r"X = x \text{ or } Y = y"),
        (r"P(X \in A \text{ or } X \in B) \le 1", r"X \in A \text{ or } X \in B"),
        (r"P(X \in A \text{ and } X \in B) \le 1", r"X \in A, X \in B"),
    ],
)
def test_or_is_read_as_or(formula, read):
    step = one("", formula)
    assert step.verdict in (*TRUE, "open")
    assert read in step.readback_lhs


def test_or_is_at_most_the_sum_and_not_the_least():
    either = r"P(X = x \text{ or } Y = y)"
    assert one("", rf"{either} \le P(X = x) + P(Y = y)").verdict in TRUE
    assert one("", rf"{either} \le P(X = x)").verdict in FALSE


@pytest.mark.parametrize(
    "formula",
    [
        r"P(X = x \text{ or } Y = y, Z = z) \le 1",  # which is taken first?
        r"H(X \text{ or } Y) \ge 0",
        r"p(x \text{ or } y) \le 1",
    ],
)
def test_or_of_what_is_no_event_is_not_read(formula):
    step = one("", formula)
    assert step.verdict == "unread"
    assert "or" in step.why


def test_entropy_of_a_mixture_of_functions_is_over_their_letter():
    body = r"\sum_x p(x) f(x,y)"
    said = "Let $p$ be a distribution on $x$."
    assert one(said, rf"H({body}) = -\sum_y {body} \log {body}").verdict in TRUE
    assert one(said, rf"H({body}) = -\sum_x {body} \log {body}").verdict in (*FALSE, "unread")


def test_mean_under_a_joint_law_is_over_all_its_letters():
    said = "Let $r$ be a distribution on $x, y$."
    right = r"\mathbb{E}_r[f(x) g(y)] = \sum_{x,y} r(x,y) f(x) g(y)"
    assert one(said, right).verdict in TRUE
    assert one("Let $r(x, y)$ be a distribution.", right).verdict in TRUE
    wrong = r"\mathbb{E}_r[f(x) g(y)] = \mathbb{E}_r[f(x)] \mathbb{E}_r[g(y)]"
    assert one(said, wrong).verdict in FALSE


@pytest.mark.parametrize("body", [r"b(x) e^{\theta L(x)}", r"f(x, \theta)/\sum_x f(x, \theta)"])
def test_a_law_defined_at_one_parameter_is_not_that_at_another(body):
    said = rf"$$q_\theta(x) = {body}$$"
    step = one(said, r"q_\theta(x) = q_\eta(x)")
    assert step.verdict in ("unread", "refuted unless")  # what is said of q_θ is not read of q_η
    assert "parameter" in step.why or "which is not read" in step.why


def test_a_joint_law_is_defined_at_its_letters_in_any_order():
    said = r"Let $r$ be a distribution on $z, x$. $$r(z,x) = p(z) W(x \mid z)$$"
    assert one(said, r"r(x) = \sum_z p(z) W(x \mid z)").verdict in TRUE
    assert one(said, r"r(z) = \sum_z p(z) W(x \mid z)").verdict in (*FALSE, "unread")


@pytest.mark.parametrize("number", [r"4 \pi^{2}", r"4 \pi^2", r"2 \pi (2 \pi + 0)"])
def test_pi_behind_a_number_is_the_number(number):
    assert one("", rf"\ln({number}) = 2 \ln(2 \pi)").verdict in TRUE


def test_the_letter_of_a_law_is_itself_where_it_stands_as_a_number():
    (found,) = read([r"\log p(x)", r"\le", "(x - m)^2"])
    (reading,) = found
    (x,) = reading.step.lhs.atoms(Alphabet)
    assert reading.step.rhs.atoms(Alphabet) == {x}


CHANNEL = "<!-- derive: W(y \\mid x) is a distribution; p is a distribution on x -->"


def test_a_channel_that_is_said_is_one_in_subscripts_too():
    assert one(CHANNEL, r"\sum_y W_{y \mid x} = 1").verdict in TRUE
    assert one(CHANNEL, r"\sum_x p_x W_{y \mid x} \le 1").verdict in TRUE
    assert one(CHANNEL, r"\sum_x W_{y \mid x} = 1").verdict in FALSE


def test_a_parameter_below_a_channel_is_no_letter_of_it():
    said = r"<!-- derive: q(x \mid \theta) is a distribution; p is a distribution on x -->"
    right = r"H(p, q_{\theta}) = -\sum_x p(x) \log q(x \mid \theta)"
    assert one(said, right).verdict in TRUE


def test_a_divergence_of_laws_that_are_said_to_be_joint_is_over_all_their_letters():
    said = "<!-- derive: r, s are distributions on x, y -->"
    both = r"D(r(x) \| s(x)) + \sum_{x,y} r(x,y) \log\frac{r(y|x)}{s(y|x)}"
    assert one(said, rf"D(r \| s) = {both}").verdict in TRUE
    assert one(said, r"D(r \| s) \le D(r(x) \| s(x))").verdict in FALSE


def test_a_mean_is_over_the_indexed_letter_that_its_law_is_said_to_be_of():
    said = r"<!-- derive: p is a distribution on x_i; n is the size of \mathcal{X} -->"
    right = r"\mathbb{E}_p[f(x_i)] = \sum_{i=1}^n p(x_i) f(x_i)"
    assert one(said, right).verdict in TRUE
    assert one(said, r"\mathbb{E}_p[f(x_i)] = f(x_i)").verdict in FALSE


def test_a_law_with_an_index_and_one_that_is_named_alone_are_of_one_letter():
    said = r"<!-- derive: p, q are distributions on x_i; n is the size of \mathcal{X} -->"
    right = r"\sum_{i=1}^n p_i \log p_i = D(p \,\|\, q) + \sum_{i=1}^n p_i \log q_i"
    assert one(said, right).verdict in TRUE
    assert one(said, r"\sum_{i=1}^n p_i^2 \le D(p \,\|\, q)").verdict in FALSE


def test_the_letter_below_a_divergence_is_that_of_values_written_as_events():
    formula = r"\sum_x P(X=x) D_z(V(Z=z \mid X=x) \,\|\, P(Z=z \mid X=x)) \ge 0"
    assert one(r"<!-- derive: V(z \mid x) is a distribution -->", formula).verdict in TRUE


def test_a_power_of_a_kronecker_delta_is_that_of_one():
    assert one("", r"\delta_{x,x'}^{2} = \delta_{x,x'}").verdict in TRUE
    assert one("", r"\sum_x \delta_{x,x'}^{3} = 1").verdict in TRUE
    assert one("", r"\sum_x \delta_{x,x'}^{2} = 2").verdict in FALSE


def test_a_base_beside_a_law_below_an_entropy_counts():
    said = "<!-- derive: r is a distribution on x, y; log base e -->"
    assert one(said, r"H_{2,r}(X) = H_r(X)/\ln 2").verdict in TRUE
    assert one(said, r"I_{2,r}(X; Y) = I_r(X; Y)/\ln 2").verdict in TRUE
    assert one(said, r"I_{2,r}(X; Y) = I_r(X; Y)").verdict in FALSE


def test_a_kronecker_delta_before_a_bracket_is_a_factor():
    assert one("", r"\delta_{a,w} ( 1 - \delta_{w,a} ) = 0").verdict in TRUE


def test_a_variable_with_a_prime_is_no_letter_of_the_one_without():
    before = r"$$p(a,b,a') \le 1$$"
    assert one(before, r"p(b,a') \le p(b)").verdict == "unread"
    assert one(before, r"p(a,b,a') \le p(a,b)").verdict != "unread"


def test_e_alone_is_a_number_that_is_named_as_supposed():
    step = one("", r"1 + \ln(2 b) = \ln(2 e b)")
    assert step.verdict == "proved if"
    assert "e is the base of natural logarithms" in step.assumed
    assert one("", r"e_i + e \ge e_i + 2").assumed == ()
    assert one("Let $e > 0$ be a number.", r"\ln e \le e - 1").assumed == ()


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("f(v \\mid x_i) is a distribution; p is a distribution on x_i; x_i is a symbol",
         r"H(f(v \mid x_i) p(x_i)) \ge 0"),  # of v alone, or of x, too?
        ("p is a distribution on x; x is a symbol; y is a symbol",
         r"H(\sum_x p_x f_{x,y}) \le \log 2"),  # which is no binary entropy
        ("p, q are distributions on x", r"D(p_i \| q_i) \ge 0"),
    ],
)  # fmt: skip
def test_what_would_be_summed_over_another_letter_is_not_read(said, formula):
    assert one(f"<!-- derive: {said} -->", formula).verdict == "unread"


def test_laws_that_displays_define_at_a_letter_are_not_summed_over_another():
    rows = r"$$Q_y = \sum_x W(y|x) q(x)$$" "\n\n" r"$$P_y = \sum_x W(y|x) p(x)$$"
    assert one(rows, r"\chi^2(P_y \| Q_y) \ge \chi^2(p \| q)").verdict in ("unread", *FALSE)


def test_the_law_below_an_entropy_counts_before_one_that_has_the_letter_alone():
    said = "<!-- derive: p is a distribution on x; r is a distribution on x, y -->"
    own = r"-\sum_{x,y} r(x,y) \log \sum_y r(x,y) + p(x) - p(x)"
    step = one(said, r"H_r(X) + r(y) p(x) = H_r(X) + p(x) r(y)")
    assert "H_{r}(X)" in step.readback_lhs
    assert one(said, rf"H_r(X) + 0 r(y) = {own}").verdict in TRUE


def test_an_accent_below_an_entropy_belongs_to_its_law():
    said = r"Let $\hat{P}$ and $Q_\theta$ be laws of $y$."
    right = r"-\sum_y \hat{P}(y) \log Q_\theta(y)"
    assert one(said, rf"H_{{\hat{{P}}}}(Q_\theta) = {right}").verdict in TRUE
    assert one(said, rf"H_{{\hat{{P}}}}(Q_\theta) = 2 {right}").verdict in FALSE
    right = right.replace("log", "log_2")
    assert one(said, rf"H_{{2,\hat{{P}}}}(Q_\theta) = {right}").verdict in TRUE


_DATA = "Let $p$, $q$ be distributions on $\\mathcal{X}$ and let $x_1, \\dots, x_n$ be data points."


def test_a_product_is_of_what_has_its_letter():
    step = one(_DATA, r"\prod_{i=1}^n p(x_i) \cdot q(x_i) = \prod_{i=1}^n q(x_i) p(x_i)")
    assert step.verdict in TRUE and not step.alternatives


def test_a_product_that_fails_either_way_is_refuted():
    step = one(_DATA, r"\prod_{i=1}^n p(x_i) \cdot 2 = \prod_{i=1}^n p(x_i) \cdot 3")
    assert step.verdict == "refuted"


def test_a_number_before_the_letter_is_under_the_product():
    assert "(2 p(x_{i})" in one(_DATA, r"\prod_{i=1}^n 2 p(x_i) \ge 0").readback_lhs
