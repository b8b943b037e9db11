"""For each kind of thing that can be said, a statement that is proved and one that is refuted."""

import pytest

from derive import (
    JS,
    KL,
    Abs,
    Alphabet,
    CodeLengths,
    Delta,
    Derivative,
    Distribution,
    Dominated,
    E,
    Either,
    Eq,
    Ge,
    Gt,
    H,
    I,
    In,
    Law,
    Le,
    LeastMeanLength,
    Let,
    Lt,
    Max,
    Maximum,
    Min,
    Minimum,
    Mixture,
    Natural,
    P,
    Positive,
    Probability,
    Rational,
    Real,
    Subset,
    Sum,
    Uniform,
    alpha_divergence,
    alphabets,
    bayes_error,
    bhattacharyya,
    binary_entropy,
    binomial,
    check,
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
)

x, y = alphabets("x y")
p, q, u = (Distribution(n, x) for n in "pqu")
r = Law("r", x, y)
X, Y = r.variables
a, b_ = Real("a"), Real("b")
c = Positive("c")
n, k = Natural("n"), Natural("k")
f = Real("f", x)
β = Positive("β")
b = Positive("b")
λ = Probability("λ")
A, B = Subset("A", x), Subset("B", x)
bit = Alphabet("z", letters=(0, 1))
zero, one = bit.letters
h = Law("h", x, bit)
HX, Z = h.variables
half = Rational(1, 2)
norm = Let("Z", Sum(p(x) * exp(f(x) / β), x))
best = Law.defined("p*", x, value=p(x) * exp(f(x) / β) / norm)
joint = Law.defined(
    "j", x, bit, value=half * Delta(bit, zero) * p(x) + half * Delta(bit, one) * q(x)
)
JX, JZ = joint.variables
L = CodeLengths("L", x)
mix = Mixture("m", λ, p, q)
full = [Dominated(1, p(x)), Dominated(1, q(x))]
TRUE = {
    "|·|": (Le(Abs(Sum(p(x) * f(x), x)), Sum(p(x) * Abs(f(x)), x)), []),
    "max": (Eq(Max(a, b_), (a + b_ + Abs(a - b_)) / 2), []),
    "min": (Le(Min(p(x), x), 1 / x.size), []),
    "roots": (Le(Sum(sqrt(p(x) * q(x)), x), 1), []),
    "power": (Eq(c**half * c**half, c), []),
    "π": (Lt(pi**2, 10), []),
    "n!": (Eq(factorial(n + 2), (n + 2) * (n + 1) * factorial(n)), []),
    "C(n,k)": (Eq(binomial(n + k, k), binomial(n + k, n)), []),
    "TV": (Eq(total_variation(p, q), 1 - Sum(Min(p(x), q(x)), x)), []),
    "Hellinger": (Le(hellinger_squared(p, q), total_variation(p, q)), []),
    "Bhattacharyya": (Ge(bhattacharyya(p, q), 0), []),
    "χ²": (Le(KL(p, q), chi_squared(p, q)), [p << q]),
    "Rényi": (Le(renyi_divergence(p, q, half), KL(p, q)), [p << q]),
    "Tsallis": (Eq(tsallis_divergence(p, q, 2), chi_squared(p, q)), [p << q]),
    "α-divergence": (Eq(alpha_divergence(p, q, 0), 4 * (1 - bhattacharyya(p, q))), []),
    "f-divergence": (Eq(f_divergence(p, q, lambda t: (t - 1) ** 2), chi_squared(p, q)), [p << q]),
    "Rényi entropy": (Eq(renyi_entropy(Uniform(x), 2), log(x.size)), []),
    "min-entropy": (Le(min_entropy(p), renyi_entropy(p, 2)), []),
    "guessing": (Ge(guessing_probability(X | Y), guessing_probability(X)), []),
    "Bayes error": (Le(bayes_error(X | Y), 1 - 1 / x.size), []),
    "h": (Eq(binary_entropy(half), log(2)), []),
    "a free base": (Le(H(p, base=b), log(x.size, b)), [Gt(b, 1)]),
    "H(X|Y=y)": (Eq(H(X | Y), Sum(r(y) * H(X | Eq(Y, y)), y)), []),
    "events": (Le(P(Either(In(X, A), In(X, B))), P(In(X, A)) + P(In(X, B))), []),
    "letters with names": (Eq(h(z=zero) + h(z=one), 1), []),
    "JS as an information": (Eq(I(JX, JZ), JS(p, q)), []),
    "a defined law": (Ge(H(mix), λ * H(p) + (1 - λ) * H(q)), []),
    "derivatives": (
        Eq(Derivative(Sum(p(x) * exp(c * f(x)), x), c), Sum(p(x) * f(x) * exp(c * f(x)), x)),
        [],
    ),
}
FALSE = {
    "|·|": (Eq(Abs(a + b_), Abs(a) + Abs(b_)), []),
    "max": (Eq(Max(a, b_), a + b_), []),
    "min": (Ge(Min(p(x), x), 1 / x.size), []),
    "roots": (Le(sqrt(c), c), []),
    "power": (Le(p(x), p(x) ** 2), []),
    "π": (Ge(pi, Rational(355, 113)), []),
    "n!": (Eq(factorial(n + k), factorial(n) * factorial(k)), []),
    "C(n,k)": (Eq(binomial(n + 1, k), binomial(n, k)), []),
    "TV": (Le(total_variation(p, q), half), []),
    "Hellinger": (Eq(hellinger_squared(p, q), hellinger(p, q)), []),
    "Bhattacharyya": (Ge(bhattacharyya(p, q), half), []),
    "χ²": (Eq(chi_squared(p, q), chi_squared(q, p)), full),
    "Rényi": (Ge(renyi_divergence(p, q, half), KL(p, q)), [p << q]),
    "Tsallis": (Eq(tsallis_divergence(p, q, 2), renyi_divergence(p, q, 2)), [p << q]),
    "α-divergence": (Le(alpha_divergence(p, q, half), 1), []),
    "f-divergence": (Eq(f_divergence(p, q, lambda t: t * log(t)), KL(q, p)), full),
    "Rényi entropy": (Ge(renyi_entropy(p, 3), renyi_entropy(p, 2)), []),
    "min-entropy": (Eq(min_entropy(p), log(x.size)), []),
    "guessing": (Eq(guessing_probability(X | Y), guessing_probability(X)), []),
    "Bayes error": (Ge(bayes_error(X | Y), bayes_error(X)), []),
    "h": (Ge(binary_entropy(λ), 2 * Min(λ, 1 - λ)), []),
    "a free base": (Eq(H(p, base=b), H(p, base=2)), [Gt(b, 1)]),
    "H(X|Y=y)": (Le(H(X | Eq(Y, y)), H(X | Y)), [Gt(r(y), 0)]),
    "events": (Eq(P(Either(In(X, A), In(X, B))), P(In(X, A)) + P(In(X, B))), []),
    "letters with names": (Eq(h(z=zero), h(z=one)), []),
    "JS as an information": (Eq(I(JX, JZ), 2 * JS(p, q)), []),
    "a defined law": (Le(H(mix), λ * H(p) + (1 - λ) * H(q)), []),
    "derivatives": (
        Eq(Derivative(Sum(p(x) * exp(c * f(x)), x), c), Sum(p(x) * exp(c * f(x)), x)),
        [],
    ),
}

FACTS = {
    "the best law": (
        Maximum(E(f(x), u) - β * KL(u, p), over=u, value=β * log(norm), at=best),
        [u << p],
        "proved",
    ),
    "the best law, another value": (
        Maximum(E(f(x), u) - β * KL(u, p), over=u, value=norm, at=best),
        [u << p],
        "refuted",
    ),
    "the best lengths": (
        Minimum(E(L(x), p), over=L, value=H(p, base=2), at=log(1 / p(x), 2)),
        [Dominated(1, p(x)), L.kraft()],
        "proved",
    ),
    "a best code": (
        LeastMeanLength(["1/3", "1/3", "1/3"], "5/3", at=["0", "10", "11"]),
        [],
        "proved",
    ),
    "no best code": (
        LeastMeanLength(["1/3", "1/3", "1/3"], "4/3", at=["0", "10", "11"]),
        [],
        "refuted",
    ),
}


def verdict(given, write):
    return check(theorem("stated", given=given)(write)).verdict


@pytest.mark.parametrize("kind", TRUE)
def test_true(kind):
    claim, given = TRUE[kind]
    assert verdict(given, lambda proof: proof.claim(claim)) == "proved"


@pytest.mark.parametrize("kind", FALSE)
def test_false(kind):
    claim, given = FALSE[kind]
    assert verdict(given, lambda proof: proof.claim(claim)) == "refuted"


@pytest.mark.parametrize("kind", FACTS)
def test_facts(kind):
    fact, given, said = FACTS[kind]
    assert verdict(given, lambda proof: proof.fact(fact)) == said
