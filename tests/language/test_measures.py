"""Arguments of measures: what is summed over, what is refused, and what is printed of it."""

import pytest

from derive import (
    JS,
    KL,
    Channel,
    DeriveError,
    Distribution,
    Dominated,
    E,
    Eq,
    H,
    I,
    Law,
    Le,
    Nonnegative,
    Probability,
    Real,
    Sum,
    alphabets,
    check,
    cross_entropy,
    log,
    theorem,
)
from derive.language.printing import latex, text

k, x, y, z = alphabets("k x y z")
x1 = x.another("x'")
q = Distribution("q", k)
p, u = Distribution("p", x), Distribution("u", x)
qz, pz = Distribution("q", z), Law("p", x, z)
r, s = Law("r", x, y), Law("s", x, x1)
W, V = Channel("W", y, given=x), Channel("V", x, given=y)
lam, f = Probability("λ"), Real("f", x)
full = Dominated(1, q(k))


def verdict(claim, *given):
    """What is said of one relation."""

    @theorem("claim", given=list(given))
    def stated(proof):
        proof.claim(claim)

    return check(stated).verdict


@pytest.mark.parametrize(
    "claim",
    [
        Eq(cross_entropy(1 / k.size, q), 0),
        KL(1 / k.size, q) <= 0,
        KL(q, 1 / k.size) <= 0,
        JS(1 / k.size, q) <= 0,
        Eq(JS(1 / k.size, q), JS(q, q)),
    ],
)
def test_a_constant_beside_a_law_is_summed_over_the_laws_letters(claim):
    assert verdict(claim, full) == "refuted"


def test_label_smoothing():
    smooth = (1 - lam) * q(k) + lam / k.size
    t = Distribution("t", k)
    mixed = (1 - lam) * cross_entropy(q, t) + lam * cross_entropy(1 / k.size, t)
    assert verdict(Eq(cross_entropy(smooth, t), mixed), Dominated(1, t(k))) == "proved"
    assert verdict(KL(1 / k.size, q) >= 0, full) == "proved"
    assert verdict(Eq(KL(q, 1 / k.size), log(k.size) - H(q))) == "proved"


def test_the_elbo_as_it_is_first_written():
    q1, joint = Distribution("q", z), Law("j", x, z)
    bound = E(log(joint(x, z) / q1(z)), q1) + KL(q1(z), joint(z | x))
    given = (Dominated(1, joint(x, z)), Dominated(1, q1(z)))
    assert verdict(Eq(log(joint(x)), bound), *given) == "proved"
    assert text(bound) == "E_q[ln(j(x,z)/q(z))] + D_z(q(z)‖j(z|x))"
    over_both = E(log(joint(x, z) / q1(z)), q1) + KL(q1(z), joint(z | x), over=(x, z))
    assert verdict(Eq(log(joint(x)), over_both), *given) == "refuted"
    assert text(over_both) != text(bound) and latex(over_both) != latex(bound)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: H(1 / k.size), "nothing to sum over.*over=k"),
        (lambda: H(lam), r"binary_entropy\(λ\)"),
        (lambda: H(lam / 2), "binary_entropy"),
        (lambda: KL(p(x), r(x, y)), "different letters"),
        (lambda: KL(p, r), "law of"),
        (lambda: KL(r, p), "law of"),
        (lambda: KL(p(x), u(x1)), "different letters"),
        (lambda: KL(p(x), q(k)), "different letters"),
        (lambda: KL(f(x), p(x1)), "different letters"),
        (lambda: KL(W(y | x), r(y)), "over=y"),
        (lambda: H(W(y | x)), "over=y"),
        (lambda: H(r(x | y)), "over=x"),
        (lambda: H(s(x, x)), "no law"),
        (lambda: H(p(x) * u(x)), "no law"),
        (lambda: H(p(x) + u(x)), "no law"),
        (lambda: H(lam * p(x) + (1 - lam) * u(x1)), "no law"),
        (lambda: H(2 * p(x)), "no law"),
        (lambda: KL(W(y | x) * V(x | y), r(x, y)), "no law"),
        (lambda: KL(q, 1), r"Try 1/\|K\|"),
        (lambda: KL(1 / x.size, q), r"Try 1/\|K\|"),
        (lambda: KL(1 / k.size, 1 / k.size), "over=k"),
        (lambda: KL(r.variables[0], p), "random variable"),
        (lambda: KL(p, W), "channel"),
        (lambda: E(f(x1), p), r"Try E\(f, p\(x'\)\)"),
        (lambda: E(f(x), W), "channel"),
        (lambda: E(f(x), s(x, x)), "no law"),
        (lambda: E(f(x), 1), "over="),
        (lambda: JS(p(x), r(x, y)), "different letters"),
    ],
)
def test_what_no_measure_takes(made, says):
    with pytest.raises(DeriveError, match=says):
        made()


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (KL(qz(z), pz(z | x)), "D_z(q(z)‖p(z|x))", r"D_{\mathrm{KL},z}(q(z) \,\|\, p(z \mid x))"),
        (
            KL(qz(z), pz(z | x), over=(x, z)),
            "D_{x,z}(q(z)‖p(z|x))",
            r"D_{\mathrm{KL},x,z}(q(z) \,\|\, p(z \mid x))",
        ),
        (H(W(y | x), over=y), "H_y(W(y|x))", r"H_{y}(W(y \mid x))"),
        (H(W(y | x), over=(x, y)), "H_{x,y}(W(y|x))", r"H_{x,y}(W(y \mid x))"),
        (H(W(y | x), over=y, base=2), "H₂_y(W(y|x))", r"H_{2,y}(W(y \mid x))"),
        (H(1 / k.size, over=k), "H_k(1/|K|)", r"H_{k}\left( \frac{1}{|\mathcal{K}|} \right)"),
        (H(lam, over=k), "H_k(λ)", r"H_{k}(\lambda)"),
        (KL(p, u, base=2), "D₂(p‖u)", r"D_{\mathrm{KL},2}(p \,\|\, u)"),
        (JS(W(y | x), r(y), over=y), "JS_y(W(y|x),r(y))", r"\mathrm{JS}_{y}(W(y \mid x),r(y))"),
        (
            KL(p(x) * W(y | x), r),
            "D(W(y|x)·p(x)‖r)",
            r"D_{\mathrm{KL}}(W(y \mid x) p(x) \,\|\, r)",
        ),
        (E(f(x), p), "E_p[f(x)]", r"\operatorname{E}_{p}\left[ f(x) \right]"),
        (E(f(x), p(x)), "E_{p(x)}[f(x)]", r"\operatorname{E}_{p(x)}\left[ f(x) \right]"),
        (
            E(f(x), V(x | y)),
            "E_{V(x|y)}[f(x)]",
            r"\operatorname{E}_{V(x \mid y)}\left[ f(x) \right]",
        ),
    ],
)
def test_letters_bases_and_laws_are_printed(e, plain, tex):
    assert (text(e), latex(e)) == (plain, tex)


def test_a_product_of_a_law_and_channels_is_summed_over_all_of_its_letters():
    joint = KL(p(x) * W(y | x), u(x) * W(y | x))
    assert not joint.free_symbols
    given = (p << u,)
    assert verdict(joint <= KL(p, u), *given) == "proved"
    assert verdict(joint <= KL(p, u) / 2, *given) == "refuted"


def test_other_laws_made_of_laws():
    assert not H(lam * p(x) + (1 - lam) * u(x)).free_symbols
    assert not KL(p(x) * q(k), Law("j", x, k)).free_symbols
    assert not H(Sum(p(x) * W(y | x), x)).free_symbols
    assert not KL(r(x), r(x)).free_symbols
    assert KL(r(x), r(x, y) / r(y)).free_symbols == {y}
    assert E(f(x), r(x, y) / r(y)).free_symbols == {y}
    assert H(Nonnegative("a", x)(x)).free_symbols == set()


def test_an_expectation_over_a_conditional_law_is_a_function_of_the_condition():
    inner = E(f(x), r(x | y))
    assert inner.free_symbols == {y}
    assert verdict(Eq(E(inner, r(y)), E(f(x), r))) == "proved"
    assert verdict(Eq(E(inner, r(y)), E(f(x), p))) == "refuted"


def test_two_laws_with_variables_of_one_name():
    X, Y = Law("q", x, y).variables
    A, B = Law("r2", x, y).variables
    claim = Le(I(X, Y), I(A, B) / 2)
    assert str(claim) == "I_q(X;Y) ≤ I_r2(X;Y)/2"
    assert verdict(claim) == "refuted"
    assert text(I(X, Y)) == "I(X;Y)"
    assert latex(I(X, Y) - I(A, B, base=2)) == "I_{q}(X; Y) - I_{2,r_{2}}(X; Y)"
    assert str(Le(H(X | Y), H(A, base=2))) == "H_q(X|Y) ≤ H₂_r2(X)"


def test_expectations_on_two_laws_print_apart():
    c = Real("c")
    given = Eq(E(f(x), p), c)
    claim = Eq(E(f(x), u), c)
    assert str(given) != str(claim)
    assert verdict(claim, given) == "refuted"


def test_summed_letters_are_not_substituted():
    e = H(W(y | x), over=y)
    assert text(e.subs(x, x1)) == "H_y(W(y|x'))"
    assert e.subs(y, x) == e
    caught = H(Channel("T", x1, given=x)(x1, x), over=x1).subs(x, x1)
    assert caught.free_symbols == {x1}
    assert text(caught) == "H_x''(T(x''|x'))"
