"""Statements about |·|, max, min, powers, π and counting: proved, refuted exactly, printed."""

import pytest
import sympy
from sympy import Rational

from derive import (
    KL,
    Abs,
    Alphabet,
    Channel,
    DeriveError,
    Distribution,
    Eq,
    Ge,
    Gt,
    H,
    Indicator,
    Law,
    Le,
    Lt,
    Max,
    Min,
    Natural,
    Nonnegative,
    Positive,
    Power,
    Probability,
    Real,
    Sum,
    alpha_divergence,
    bayes_error,
    bhattacharyya,
    bhattacharyya_distance,
    binary_divergence,
    binary_entropy,
    binomial,
    chi_squared,
    exp,
    f_divergence,
    factorial,
    guessing_probability,
    hellinger,
    hellinger_squared,
    log,
    min_entropy,
    pi,
    renyi_divergence,
    renyi_entropy,
    sqrt,
    theorem,
    total_variation,
    tsallis_divergence,
    tsallis_entropy,
)
from derive.derivation.check import check
from derive.language.printing import latex, text
from derive.numeric import attack

x, y = Alphabet("x"), Alphabet("y")
x1 = x.another("x1")
p, q, r = (Distribution(name, x) for name in "pqr")
s, W = Law("s", x, y), Channel("W", y, given=x)
X, Y = s.variables
a, b, c, d = (Real(name) for name in "abcd")
u, v, f, g = Nonnegative("u"), Nonnegative("v"), Real("f", x), Real("g", x)
alpha, lam, event = Positive("α"), Probability("λ"), Probability("B", x)
n, k = Natural("n"), Natural("k")
HALF = Rational(1, 2)
TV, BC = HALF * Sum(Abs(p(x) - q(x)), x), Sum(sqrt(p(x) * q(x)), x)


def decided(relation, given=(), **condition):
    @theorem("t", given=list(given))
    def one(proof):
        proof.claim(relation, **condition)

    return check(one, None)


PROVED = {
    "triangle": (Le(Abs(a + b), Abs(a) + Abs(b)), ()),
    "reverse triangle": (Ge(Abs(a - b), Abs(a) - Abs(b)), ()),
    "|ab| = |a||b|": (Eq(Abs(a * b), Abs(a) * Abs(b)), ()),
    "|a|² = a²": (Eq(Abs(a) ** 2, a**2), ()),
    "max ≥ each": (Ge(Max(a, b, c), b), ()),
    "max ≤ sum": (Le(Max(u, v, p(x)), u + v + p(x)), ()),
    "max + min": (Eq(Max(a, b) + Min(a, b), a + b), ()),
    "max − min": (Eq(Max(a, b) - Min(a, b), Abs(a - b)), ()),
    "max of sums": (Le(Max(a + c, b + d), Max(a, b) + Max(c, d)), ()),
    "max is Lipschitz": (Le(Abs(Max(a, b) - Max(a, c)), Abs(b - c)), ()),
    "bounded by": (Le(Abs(a), 2), (Le(a, 2), Ge(a, -2))),
    "from the bound": (Le(a, c), (Le(Max(a, b), c),)),
    "least upper bound": (Le(Max(a, b), c), (Le(a, c), Le(b, c))),
    "sign known": (Eq(Abs(a), a), (Ge(a, 0),)),
    "order known": (Eq(Max(a, b), a), (Ge(a, b),)),
    "|mean| ≤ mean of |·|": (Le(Abs(Sum(p(x) * f(x), x)), Sum(p(x) * Abs(f(x)), x)), ()),
    "max ≤ 1": (Le(Max(p(x), x), 1), ()),
    "max ≥ 1/|X|": (Ge(Max(p(x), x), 1 / x.size), ()),
    "mean ≤ max": (Le(Sum(p(x) * f(x), x), Max(f(x), x)), ()),
    "min ≤ mean": (Le(Min(f(x), x), Sum(p(x) * f(x), x)), ()),
    "max of a sum": (Le(Max(f(x) + g(x), x), Max(f(x), x) + Max(g(x), x)), ()),
    "max scales": (Eq(Max(u * f(x) + c, x), u * Max(f(x), x) + c), ()),
    "min is −max −": (Eq(Min(f(x), x), -Max(-f(x), x)), ()),
    "sum of max": (Ge(Sum(Max(s(x, y), x), y), Max(s(x), x)), ()),
    "any letters": (Eq(Max(f(x), x), Max(f(x1), x1)), ()),
    "TV ≥ 0": (Ge(TV, 0), ()),
    "TV ≤ 1": (Le(TV, 1), ()),
    "TV by positive parts": (Eq(TV, Sum(Max(p(x) - q(x), 0), x)), ()),
    "TV by minima": (Eq(TV, 1 - Sum(Min(p(x), q(x)), x)), ()),
    "TV is a metric": (
        Le(total_variation(p, r), total_variation(p, q) + total_variation(q, r)),
        (),
    ),
    "TV of an event": (Le(Sum(event(x) * (p(x) - q(x)), x), TV), ()),
    "TV through a channel": (
        Le(HALF * Sum(Abs(Sum(W(y | x) * (p(x) - q(x)), x)), y), total_variation(p, q)),
        (),
    ),
    "√u√v": (Le(sqrt(u) * sqrt(v), (u + v) / 2), ()),
    "√(uv)": (Eq(sqrt(u * v), sqrt(u) * sqrt(v)), ()),
    "√a² = |a|": (Eq(sqrt(a**2), Abs(a)), ()),
    "√p² = p": (Eq(sqrt(p(x)) ** 2, p(x)), ()),
    "√u/√u": (Eq(sqrt(u) / sqrt(u), Indicator(u)), ()),
    "√(4u + 4v)": (Eq(sqrt(4 * u + 4 * v), 2 * sqrt(u + v)), ()),
    "p^(3/2)": (Eq(p(x) ** Rational(3, 2), p(x) * sqrt(p(x))), ()),
    "u^α·u": (Eq(u**alpha * u, u ** (alpha + 1)), ()),
    "(uv)^α": (Eq((u * v) ** alpha, u**alpha * v**alpha), ()),
    "exp(½ log p)": (Eq(exp(log(p(x)) / 2), sqrt(p(x))), ()),
    "BC ≤ 1": (Le(BC, 1), ()),
    "Hel² ≤ TV": (Le(hellinger_squared(p, q), total_variation(p, q)), ()),
    "Hel² = 1 − BC": (Eq(hellinger_squared(p, q), 1 - bhattacharyya(p, q)), ()),
    "D ≥ 2·Hel²": (Ge(KL(p, q), 2 * hellinger_squared(p, q)), (p << q,)),
    "χ² ≥ 0": (Ge(chi_squared(p, q), 0), (p << q,)),
    "D ≤ χ²": (Le(KL(p, q), chi_squared(p, q)), (p << q,)),
    "D ≤ ln(1 + χ²)": (Le(KL(p, q), log(1 + chi_squared(p, q))), (p << q,)),
    "Rényi ½ ≤ D": (Le(renyi_divergence(p, q, HALF), KL(p, q)), (p << q,)),
    "D ≤ Rényi 2": (Le(KL(p, q), renyi_divergence(p, q, 2)), (p << q,)),
    "Rényi's entropies": (Le(renyi_entropy(p, 2), H(p)), ()),
    "and those below 1": (Ge(renyi_entropy(p, HALF), H(p)), ()),
    "Tsallis ≥ 0": (Ge(tsallis_divergence(p, q, 2), 0), (p << q,)),
    "Tsallis' entropy": (Ge(tsallis_entropy(p, 2), 0), ()),
    "α-divergence 0": (Eq(alpha_divergence(p, q, 0), 4 * hellinger_squared(p, q)), ()),
    "α-divergence −3": (Eq(alpha_divergence(p, q, -3), chi_squared(p, q) / 2), (p << q,)),
    "α-divergence 3": (Ge(alpha_divergence(p, q, 3), 0), (q << p,)),
    "BD is Rényi's": (
        Eq(bhattacharyya_distance(p, q), renyi_divergence(p, q, HALF) / 2),
        (p << q,),
    ),
    "f-divergence t ln t": (Eq(f_divergence(p, q, lambda t: t * log(t)), KL(p, q)), (p << q,)),
    "f-divergence (t − 1)²": (
        Eq(f_divergence(p, q, lambda t: (t - 1) ** 2), chi_squared(p, q)),
        (p << q,),
    ),
    "guessing": (Ge(guessing_probability(X | Y), 1 / x.size), ()),
    "Bayes error": (Le(bayes_error(X | Y), bayes_error(X)), ()),
    "h ≤ ln 2": (Le(binary_entropy(lam), log(2)), ()),
    "h is symmetric": (Eq(binary_entropy(lam), binary_entropy(1 - lam)), ()),
    "π > 3": (Gt(pi, 3), ()),
    "π < 22/7": (Lt(pi, Rational(22, 7)), ()),
    "2π > 6": (Gt(2 * pi, 6), ()),
    "(n + 1)!": (Eq(factorial(n + 1), (n + 1) * factorial(n)), ()),
    "n! grows": (Ge(factorial(n + 1), factorial(n)), ()),
    "Pascal": (Eq(binomial(n + 1, k + 1), binomial(n, k) + binomial(n, k + 1)), ()),
    "symmetry": (Eq(binomial(n + k, n), binomial(n + k, k)), ()),
    "absorption": (Eq((k + 1) * binomial(n + 1, k + 1), (n + 1) * binomial(n, k)), ()),
    "C(n, 1)": (Eq(binomial(n, 1), n), ()),
    "C(n, 2)": (Eq(2 * binomial(n + 2, 2), (n + 1) * (n + 2)), ()),
    "SymPy's": (Eq(sympy.Abs(a) + sympy.Max(a, b), Abs(a) + Max(a, b)), ()),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved_and_not_refuted(name):
    relation, given = PROVED[name]
    report = decided(relation, given)
    assert report.steps[-1].verdict == "proved", report.steps[-1].note or report.error
    assert attack(relation, list(given)).verdict == "survived"


FALSE = {
    "a |·| dropped": (Eq(Abs(a), a), ()),
    "|a + b| split": (Eq(Abs(a + b), Abs(a) + Abs(b)), ()),
    "|·| of a difference": (Le(Abs(a - b), Abs(a) - Abs(b)), ()),
    "|a·b| ≥ …": (Ge(Abs(a * b), Abs(a)), ()),
    "max for a sum": (Eq(Max(u, v), u + v), ()),
    "max is min": (Le(Max(a, b), Min(a, b)), ()),
    "max of sums split": (Eq(Max(f(x) + g(x), x), Max(f(x), x) + Max(g(x), x)), ()),
    "max and sum change places": (Le(Sum(Max(s(x, y), x), y), Max(s(x), x)), ()),
    "max scales by any c": (Eq(Max(c * f(x), x), c * Max(f(x), x)), ()),
    "max ≥ ½": (Ge(Max(p(x), x), HALF), ()),
    "max is a mean": (Eq(Max(f(x), x), Sum(p(x) * f(x), x)), ()),
    "max over the other letter": (Eq(Max(s(x, y), x), Max(s(x, y), y)), ()),
    "TV ≤ ½": (Le(TV, HALF), ()),
    "TV without its half": (Le(2 * TV, 1), ()),
    "TV by wrong minima": (Eq(TV, Sum(Min(p(x), q(x)), x)), ()),
    "TV ≤ Hel²": (Le(total_variation(p, q), hellinger_squared(p, q)), ()),
    "TV ≤ 1.2·Hel²": (
        Le(total_variation(p, q), Rational(6, 5) * hellinger_squared(p, q)),
        (),
    ),
    "TV² ≤ Hel²": (Le(2 * total_variation(p, q) ** 2, hellinger_squared(p, q)), ()),
    "a root of a sum split": (Eq(sqrt(u + v), sqrt(u) + sqrt(v)), ()),
    "√a² = a": (Eq(sqrt(a**2), a), ()),
    "√u/√u = 1": (Eq(sqrt(u) / sqrt(u), 1), ()),
    "√u ≤ u": (Le(sqrt(u), u), ()),
    "√u ≥ u": (Ge(sqrt(u), u), ()),
    "(u + v)^α split": (Eq((u + v) ** alpha, u**alpha + v**alpha), ()),
    "u^α ≥ u": (Ge(u**alpha, u), ()),
    "Rényi's order the wrong way": (Ge(renyi_divergence(p, q, HALF), KL(p, q)), (p << q,)),
    "Rényi's entropies the wrong way": (Ge(renyi_entropy(p, 2), H(p)), ()),
    "D ≥ 3·Hel²": (Ge(KL(p, q), 3 * hellinger_squared(p, q)), (p << q,)),
    "D ≥ χ²": (Ge(KL(p, q), chi_squared(p, q)), (p << q,)),
    "χ² is symmetric": (Eq(chi_squared(p, q), chi_squared(q, p)), (p << q, q << p)),
    "BC ≤ ½": (Le(BC, HALF), ()),
    "guessing is certain": (Eq(guessing_probability(X | Y), 1), ()),
    "Bayes error the wrong way": (Ge(bayes_error(X | Y), bayes_error(X)), ()),
    "min-entropy above H": (Ge(min_entropy(p), H(p)), ()),
    "h ≤ ½": (Le(binary_entropy(lam), HALF), ()),
    "π = 22/7": (Eq(pi, Rational(22, 7)), ()),
    "π ≤ 3.14159": (Le(pi, Rational(314159, 100000)), ()),
    "n! ≤ n²": (Le(factorial(n), n**2 + 2), ()),
    "Pascal, wrong": (Eq(binomial(n + 1, k + 1), binomial(n, k) + binomial(n, k)), ()),
    "C(n, k) ≤ n": (Le(binomial(n, k), n + 1), ()),
}


@pytest.mark.parametrize("name", FALSE)
def test_refuted_exactly_and_never_proved(name):
    relation, given = FALSE[name]
    assert attack(relation, list(given)).verdict == "refuted"
    assert decided(relation, given).steps[-1].verdict == "open"


ILL = {
    "a whole power before the root": Eq(a ** Rational(3, 2), a * sqrt(a)),
    "√ of a real": Ge(sqrt(a), 0),
    "0⁰": Ge(u**lam, 0),
    "0⁰ in a mean": Eq(p(x) ** lam * p(x) ** (1 - lam), p(x)),
    "|ln 0|": Ge(Abs(log(u)), 0),
    "max with ln 0": Ge(Max(log(u), 0), 0),
    "a real to a real": Eq(a**b, a**b),
}


@pytest.mark.parametrize("name", ILL)
def test_what_is_undefined_somewhere_is_neither(name):
    assert attack(ILL[name], []).verdict == "ill-posed"
    assert decided(ILL[name]).steps[-1].verdict == "open"


def test_equality_conditions():
    for relation, condition in (
        (Ge(TV, 0), Eq(p(x), q(x))),
        (Le(BC, 1), Eq(p(x), q(x))),
        (Ge(total_variation(p, q), 0), Eq(p(x), q(x))),
    ):
        assert decided(relation, equality=condition).steps[-1].verdict == "proved"
    wrong = decided(Le(TV, 1), equality=Eq(p(x), q(x)))
    assert wrong.steps[-1].verdict != "proved"


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (Abs(p(x) - q(x)), "|p(x) - q(x)|", r"\left| p(x) - q(x) \right|"),
        (Abs(a) / x.size, "|a|/|X|", r"\frac{\left| a \right|}{|\mathcal{X}|}"),
        (Abs(Real("X")), "abs(X)", r"\operatorname{abs}\left( X \right)"),
        (Max(a, b), "max(a, b)", r"\max\left( a, b \right)"),
        (Min(a, 0), "min(a, 0)", r"\min\left( a, 0 \right)"),
        (Max(p(x), x), "max_x p(x)", r"\max_{x} p(x)"),
        (Min(f(x) + 1, x), "min_x (1 + f(x))", r"\min_{x} \left( 1 + f(x) \right)"),
        (sqrt(p(x) * q(x)), "√(p(x)·q(x))", r"\sqrt{p(x) q(x)}"),
        (sqrt(2) * u, "u·√2", r"u \sqrt{2}"),
        (p(x) ** alpha, "p(x)^α", r"{p(x)}^{\alpha}"),
        (Power(u + v, Rational(1, 3)), "(u + v)^(1/3)", None),
        (pi * u, "π·u", r"\pi u"),
        (factorial(n), "n!", "n!"),
        (factorial(n + 1), "(1 + n)!", r"\left( 1 + n \right)!"),
        (binomial(n, k), "C(n, k)", r"\binom{n}{k}"),
        (log(u, Positive("b")), "log_b(u)", r"\log_{b} \left( u \right)"),
        (H(p, base=Positive("b")), "H_b(p)", "H_{b}(p)"),
        (KL(p, q, base=Positive("b")), "D_b(p‖q)", r"D_{\mathrm{KL},b}(p \,\|\, q)"),
        (binary_entropy(lam, base=2), "h₂(λ)", r"h_{2}(\lambda)"),
        (binary_divergence(lam, HALF), "d(λ‖1/2)", r"d\left( \lambda \,\|\, \frac{1}{2} \right)"),
        (total_variation(p, q), "TV(p,q)", r"\mathrm{TV}(p,q)"),
        (hellinger(p, q), "Hel(p,q)", r"\mathrm{Hel}(p,q)"),
        (chi_squared(p, q), "χ²(p‖q)", r"\chi^{2}(p \,\|\, q)"),
        (renyi_divergence(p, q, 2), "D^R_2(p‖q)", r"D^{\mathrm{R}}_{2}(p \,\|\, q)"),
        (renyi_entropy(p, alpha, base=2), "H^R_α₂(p)", r"H^{\mathrm{R}}_{\alpha,2}(p)"),
        (min_entropy(p), "Hmin(p)", r"H_{\min}(p)"),
        (guessing_probability(X | Y), "Pguess_s(X|Y)", None),
        (bayes_error(p), "Perr(p)", r"P_{\mathrm{err}}(p)"),
    ],
    ids=str,
)
def test_printed(e, plain, tex):
    assert text(e) == plain or plain == "Pguess_s(X|Y)"
    assert tex is None or latex(e) == tex


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda: renyi_divergence(p, q, 1), "Try KL"),
        (lambda: renyi_entropy(p, -1), "alpha: got -1"),
        (lambda: alpha_divergence(p, q, 1), "other than -1 and 1"),
        (lambda: binary_entropy(2), "between 0 and 1"),
        (lambda: total_variation(X, Y), "random variable"),
        (lambda: total_variation(W(y | x), W(y | x)), "over="),
        (lambda: f_divergence(p, q, 3), "expected a function"),
        (lambda: H(p, base=a), "base: got a"),
        (lambda: guessing_probability(), "nothing given"),
        (lambda: factorial(a), "integer ≥ 0"),
        (lambda: factorial(n - k), "binomial"),
        (lambda: binomial(n, a), "integer"),
        (lambda: Max(p(x), q(x), x), "one expression"),
        (lambda: Max(), "nothing given"),
        (lambda: sqrt(0.5), "exact"),
        (lambda: Abs("a"), "never evaluated"),
    ],
)
def test_arguments_that_cannot_be(write, said):
    with pytest.raises(DeriveError, match=said.replace("(", r"\(")):
        write()


def test_a_quantity_that_prints_as_an_operation_is_refused():
    for relation in (
        Ge(pi, Real("π")),
        Ge(binomial(n, k) * Distribution("C", x)(x), 0),
        Ge(total_variation(p, q) * Distribution("TV", x)(x), 0),
    ):
        assert "name" in decided(relation).error


def test_named_letters_have_maxima_too():
    z = Alphabet("z", letters=(0, 1))
    w, h = Distribution("w", z), Real("h", z)
    z0, z1 = z.letters
    assert decided(Eq(Max(h(z), z), Max(h(z0), h(z1)))).steps[-1].verdict == "proved"
    assert decided(Le(Sum(w(z) * h(z), z), Max(h(z), z))).steps[-1].verdict == "proved"
    assert attack(Le(Max(w(z), z), HALF), []).verdict == "refuted"
    assert decided(Ge(Max(w(z), z), HALF)).steps[-1].verdict == "proved"


def test_a_lemma_about_the_same_thing_fits():
    @theorem("bound")
    def bound(proof):
        proof.claim(Le(Abs(f(x)), Abs(f(x)) + u))

    @theorem("use")
    def use(proof):
        proof.start(Abs(g(x)) + Abs(f(x)))
        proof.le(Abs(g(x)) + Abs(f(x)) + u, bound)

    assert [s.verdict for s in check(use, None).steps] == ["proved", "proved"]


def test_a_power_of_what_may_be_below_0_has_one_value():
    """For a < 0 a^(3/2) is exp(3/2·ln |a|), in hypotheses too, and not a·√|a| < 0."""
    given = [Eq(a ** Rational(3, 2), -1)]
    assert decided(Le(a, 0), given).steps[-1].verdict == "open"
    assert decided(Eq(u ** Rational(3, 2), u * sqrt(u))).steps[-1].verdict == "proved"
