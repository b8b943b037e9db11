"""Vectors and matrices by their components: w^⊤x, A x, ‖x‖², traces, gradients, and models."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, steps

SAID = r"Let $w, x, v \in \mathbb{R}^d$ be vectors and $A \in \mathbb{R}^{d \times d}$." + "\n\n"
DATA = r"""We have data $x_i \in \mathbb{R}^d$, the matrix $X \in \mathbb{R}^{n \times d}$ with rows
$x_i^\top$, targets $y \in \mathbb{R}^n$, and weights $w \in \mathbb{R}^d$.

"""
LOGISTIC = r"""Data are $x_i \in \mathbb{R}^d$ with labels $y_i$, and $w \in \mathbb{R}^d$,
$b \in \mathbb{R}$.

$$ z_i = w^\top x_i + b $$

$$ p_i = \sigma(z_i) $$

$$ J(w, b) = -\sum_{i=1}^n [y_i \ln p_i + (1 - y_i) \ln(1 - p_i)] $$

"""
SOFTMAX = r"""Let $\sum_k y_k = 1$. With features $\mathbf{x} \in \mathbb{R}^D$,

$$ z_k = \mathbf{w}_k^\top \mathbf{x} + b_k $$

$$ q_k = \frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}} $$

$$ L = -\sum_k y_k \ln q_k $$

"""


def last(said, claim):
    return steps(f"{said}$$ {claim} $$")[-1]


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (SAID, r"w^\top x = \sum_{j=1}^d w_j x_j", r"w^\top x = \sum_{j=1}^d w_j x_j^2"),
        (SAID, r"w^\top x = x^\top w", r"w^\top A x = x^\top A w"),
        (SAID, r"\|w - x\|^2 = \|w\|^2 - 2 w^\top x + \|x\|^2",
         r"\|w - x\|^2 = \|w\|^2 - w^\top x + \|x\|^2"),
        (SAID, r"(A x)^\top v = x^\top A^\top v", r"(A x)^\top v = x^\top A v"),
        (SAID, r"(A + A^\top) x = A x + A^\top x", r"(A + A^\top) x = 2 A x"),
        (SAID, r"\mathrm{tr}(x v^\top) = v^\top x", r"\mathrm{tr}(x v^\top) = x^\top x"),
        (SAID, r"\mathrm{tr}(A A^\top) = \|A\|_F^2", r"\mathrm{tr}(A A) = \|A\|_F^2"),
        (SAID, r"x^\top (w \odot v) = \sum_j x_j w_j v_j", r"x^\top (w \odot v) = w^\top v"),
        (SAID, r"\langle w, x + v \rangle = \langle w, x \rangle + w^\top v",
         r"\langle w, x + v \rangle = \langle w, x \rangle + x^\top v"),
        (SAID, r"(A + \lambda I) x = A x + \lambda x", r"(A + \lambda I) x = A x + \lambda"),
        (SAID, r"\|\lambda x\|_1 = |\lambda| \cdot \|x\|_1", r"\|x + v\|_1 = \|x\|_1 + \|v\|_1"),
        (SAID, r"\mathrm{diag}(w) x = w \odot x", r"\mathrm{diag}(w) x = w \odot w"),
        (SAID, r"\mathbf{1}^\top x = \sum_j x_j", r"\mathbf{1}^\top x = \sum_j x_j^2"),
        (SAID, r"\nabla_w w^\top x = x", r"\nabla_w w^\top x = w"),
        (SAID, r"\nabla_w \|w\|^2 = 2 w", r"\nabla_w \|w\|^2 = w"),
        (SAID, r"\nabla_w (w^\top A w) = (A + A^\top) w", r"\nabla_w (w^\top A w) = 2 A w"),
        (SAID, r"\nabla_w^2 (w^\top A w) = A + A^\top", r"\nabla_w^2 (w^\top A w) = 2 A"),
        (SAID, r"\frac{\partial}{\partial x} A x = A", r"\frac{\partial}{\partial x} A x = A^\top"),
        (DATA, r"X w = y", None),
        (DATA, r"(X w)_i = w^\top x_i", r"(X w)_i = x_i^\top x_i"),
        (DATA, r"\|y - X w\|^2 = (y - X w)^\top (y - X w)", r"\|y - X w\|^2 = y^\top (y - X w)"),
        (DATA, r"\|y - X w\|^2 = \sum_{i=1}^n (y_i - w^\top x_i)^2",
         r"\|y - X w\|^2 = \sum_{i=1}^n (y_i + w^\top x_i)^2"),
        (DATA, r"\nabla_w \|y - X w\|^2 = -2 X^\top (y - X w)",
         r"\nabla_w \|y - X w\|^2 = 2 X^\top (y - X w)"),
        (DATA, r"X^\top X = \sum_{i=1}^n x_i x_i^\top", r"X^\top X = \sum_{i=1}^n x_i y_i^\top"),
        (DATA, r"X^\top y = \sum_{i=1}^n y_i x_i", r"X^\top y = \sum_{i=1}^n x_i"),
        (LOGISTIC, r"\frac{d p_i}{d z_i} = p_i (1 - p_i)", r"\frac{d p_i}{d z_i} = p_i"),
        (LOGISTIC, r"\nabla_w J = \sum_{i=1}^n (p_i - y_i) x_i",
         r"\nabla_w J = \sum_{i=1}^n (y_i - p_i) x_i"),
        (LOGISTIC, r"\frac{\partial J}{\partial b} = \sum_{i=1}^n (p_i - y_i)",
         r"\frac{\partial J}{\partial b} = \sum_{i=1}^n (p_i - y_i) x_i"),
        (SOFTMAX, r"\frac{\partial L}{\partial \mathbf{z}} = \mathbf{q} - \mathbf{y}",
         r"\frac{\partial L}{\partial \mathbf{z}} = \mathbf{y} - \mathbf{q}"),
        (SOFTMAX, r"\frac{\partial L}{\partial \mathbf{w}_k} = (q_k - y_k) \mathbf{x}",
         r"\frac{\partial L}{\partial \mathbf{w}_k} = (q_k + y_k) \mathbf{x}"),
    ],
)  # fmt: skip
def test_identities_are_proved_and_others_refuted(said, right, wrong):
    if wrong is None:
        assert last(said, right).verdict in FALSE
        return
    assert last(said, right).verdict in TRUE
    assert last(said, wrong).verdict in (*FALSE, "unread")


def test_what_is_understood_are_the_components():
    found = last(SAID, r"A x = v")
    assert (found.readback_lhs, found.readback_rhs) == (r"\sum_{j} A_{i,j} x_{j}", "v_{i}")
    found = last(DATA, r"X^\top (y - X w) = 0")
    assert r"x_{j,i}" in found.readback_lhs
    assert found.readback_rhs == "0"


@pytest.mark.parametrize(
    ("said", "claim", "why"),
    [
        (SAID, r"w x = x w", "column"),
        (SAID, r"|x| = |w|", "norm"),
        (SAID, r"x^2 = w^2", "power"),
        (SAID, r"w^\top x = w", "number"),
        (SAID, r"A x = x^\top A^\top", "shapes"),
        (SAID, r"x \le w", "equated"),
        (SAID, r"A^{-1} x = w", "inverse"),
        (SAID, r"\det(A) = 1", ""),
        (SAID, r"\|A x\|_\infty = 1", "norm"),
        (SAID, r"\|A\| = 1", "norm"),
        (SAID, r"\frac{x}{w} = x", "fraction"),
        (SAID, r"\nabla_w (A w) = A", "derivative"),
        (DATA, r"w^\top y = y^\top w", "d beside a column of n"),
        (DATA, r"X y = w", "beside"),
        ("", r"\gamma^\top = 1", "number"),
        (r"Let $P$ be a matrix. ", r"\sum_{t=1}^T P^T = \sum_{t=1}^T P^T", "the power T"),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_unread(said, claim, why):
    found = last(said, claim)
    assert found.verdict == "unread" and why in found.why


def test_directives_say_what_vectors_and_matrices_are():
    said = "<!-- derive: B is a matrix; u, v are vectors -->\n\n"
    assert last(said, r"u^\top B v = v^\top B^\top u").verdict in TRUE
    assert last(said, r"u^\top B v = v^\top B u").verdict in FALSE
    assert last("<!-- derive: B is a number -->\n\n" + SAID, r"B w = w B").verdict in TRUE
    assert last("<!-- derive: B is a number -->\n\n" + SAID, r"w^\top B x = 1").verdict in FALSE


def test_dimensions_are_any():
    """What holds in one dimension alone is refuted."""
    assert last(SAID, r"(w^\top x)^2 = \|w\|^2 \|x\|^2").verdict in FALSE
    assert last(SAID, r"(w^\top x)^2 = (x^\top w)^2").verdict in TRUE


def test_letters_in_bold_are_vectors_beside_such_signs_alone():
    plain = r"For a sequence $\mathbf{x}$ of letters, "
    found = last(plain, r"H(\mathbf{X}) \ge 0")
    assert found.verdict in TRUE
    found = last("", r"\mathbf{A} \mathbf{x} = \mathbf{A} \mathbf{x} + \mathbf{b} - \mathbf{b}")
    assert found.verdict in (*TRUE, "unread")


def test_a_law_of_vectors_is_what_the_notes_say():
    said = r"""Labels $y \in \{0, 1\}$, features $x \in \mathbb{R}^d$.

$$ P(y = 1 \mid x; w) = \sigma(w^\top x) $$

"""
    assert steps(said)[0].verdict == "definition"
    right = r"P(y = 0 \mid x; w) = 1 - \sigma(w^\top x)"
    assert last(said, right).verdict in TRUE
    assert last(said, r"P(y = 0 \mid x; w) = \sigma(w^\top x)").verdict in FALSE
    right = r"P(y_i = 1 \mid x_i; w) = \frac{1}{1 + e^{-w^\top x_i}}"
    assert last(said, right).verdict in TRUE
    assert last(said, right.replace("-w", "w")).verdict in FALSE


def test_a_function_at_another_vector_is_what_it_was_said_to_be():
    said = r"Let $x_i, w \in \mathbb{R}^d$." + "\n\n$$ h(x) = w^\\top x $$\n\n"
    assert last(said, r"\sum_i h(x_i) = \sum_i w^\top x_i").verdict in TRUE
    assert last(said, r"\sum_i h(x_i) = \sum_i x_i^\top x_i").verdict in FALSE


def test_a_law_that_nothing_says_is_refuted_by_no_one():
    """p(y | x) may be what the display says it is."""
    found = last(LOGISTIC, r"\ln p(y_i \mid x_i) = y_i \ln p_i + (1 - y_i) \ln (1 - p_i)")
    assert found.verdict not in ("refuted", *TRUE)


def test_an_update_claims_nothing():
    assert last(LOGISTIC, r"w := w - \eta \nabla_w J").verdict == "skipped"


def test_the_letter_of_the_true_class_counts():
    said = r"""Of logits $\mathbf{z} \in \mathbb{R}^K$ and the true class $c$,

$$ L = -\ln \frac{e^{z_c}}{\sum_k e^{z_k}} $$

"""
    right = r"\frac{\partial L}{\partial z_j} = \frac{e^{z_j}}{\sum_k e^{z_k}} - \delta_{jc}"
    assert last(said, right).verdict in TRUE
    assert last(said, right.replace("- \\delta_{jc}", "+ \\delta_{jc}")).verdict in FALSE


def test_sigma_is_what_the_notes_say():
    said = r"Let $x \in \mathbb{R}^d$." + "\n\n$$ \\sigma(t) = \\max(0, t) $$\n\n"
    claim = r"\sigma(w^\top x) = \frac{1}{1 + e^{-w^\top x}}"
    assert last(said, claim).verdict not in TRUE
    found = last(SAID, claim)
    assert found.verdict in TRUE and "σ is the logistic function" in found.assumed
