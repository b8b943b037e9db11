"""x_i and z_i of one data point where nothing says over what i runs; what q is taken to be."""

from tests.notes.verdicts import FALSE, TRUE, one, steps

BEFORE = r"$$ \sum_i \log p(x_i;\theta) = \sum_i \log \sum_{z_i} p(x_i, z_i; \theta) $$"
POSTERIOR = (
    r"q_i(z_i) = \frac{p(x_i,z_i;\theta)}{\sum_{z_i} p(x_i,z_i;\theta)}"
    r" = \frac{p(x_i,z_i;\theta)}{p(x_i;\theta)} = p(z_i|x_i;\theta)"
)


def test_the_letters_of_one_data_point():
    found = steps(f"{BEFORE}\n\n$$ {POSTERIOR} $$\n")[-3:]
    assert [s.verdict for s in found[1:]] == ["proved", "proved"]
    wrong = POSTERIOR.replace(r"p(z_i|x_i", r"p(x_i|z_i")
    assert steps(f"{BEFORE}\n\n$$ {wrong} $$\n")[-1].verdict in FALSE


def test_what_a_law_is_taken_to_be_is_no_claim_of_all_laws():
    said = r"Let $q(z)$ be an arbitrary distribution. $$ \sum_z q(z) \log q(z) \le 0 $$ Now"
    assert one(said, r"q(z) = p(z|x)").verdict == "refuted unless"
    assert one(said, r"q(z) = 2 q(z)").verdict == "refuted"


def test_a_mean_over_the_letter_of_a_data_point():
    right = r"\sum_i E_{z_i \sim q_i}[\log p(x_i,z_i)] = \sum_i \sum_{z_i} q_i(z_i) \log p(x_i,z_i)"
    assert one("", right).verdict in TRUE
    assert one("", right.replace(r"\log p(x_i,z_i)] =", r"2\log p(x_i,z_i)] =")).verdict in FALSE


def test_a_definition_with_its_name_on_the_right():
    said = r"$$ \log p(x) \ge \sum_z q(z) \log \frac{p(x,z)}{q(z)} := J(q) $$"
    assert steps(said)[-1].verdict == "definition"
    assert one(said, r"J(q) \le \log p(x)").verdict in TRUE
    assert one(said, r"J(q) \ge \log p(x)").verdict in FALSE
