"""Statements that are false as they are printed, and what they must not be.

The false ones are judged without the attack, which might hide a hole of the proof or of the
translation; the true ones with it, as it alone refutes.
"""

import pytest

from derive import (
    KL,
    Abs,
    Alphabet,
    Ceiling,
    Channel,
    CodeLengths,
    Delta,
    Derivative,
    DeriveError,
    Distribution,
    Dominated,
    E,
    Either,
    Eq,
    Exists,
    Ge,
    Gt,
    H,
    I,
    In,
    Indicator,
    Law,
    Le,
    Let,
    Lt,
    Max,
    Maximum,
    Min,
    Minimum,
    Mixture,
    Natural,
    Ne,
    OptimalLengths,
    P,
    Positive,
    Posterior,
    Probability,
    Rational,
    Real,
    Subset,
    Sum,
    Uniform,
    alpha_divergence,
    alphabets,
    binary_divergence,
    binary_entropy,
    binomial,
    chi_squared,
    exp,
    f_divergence,
    factorial,
    guessing_probability,
    hellinger_squared,
    log,
    min_entropy,
    pi,
    quotient,
    renyi_divergence,
    renyi_entropy,
    sqrt,
    total_variation,
)
from derive.entropic.parse import ParseError
from derive.entropic.prove import prove as decide
from derive.language.printing import latex, text
from derive.numeric import Settings
from tests.attacks.common import report

x, y = alphabets("x y")
x1, i = x.another("x'"), x.another("i")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
W = Channel("W", y, given=x)
c, d, θ = Real("c"), Real("d"), Real("θ")
s, pair = Real("s", x), Real("t", x, x1)
half = Rational(1, 2)
λ, b, n, k = Probability("λ"), Positive("b"), Natural("n"), Natural("k")
A = Subset("A", x)
bit = Alphabet("z", letters=(0, 1))
zero, one = bit.letters
w = bit.another("w")
g, G = Distribution("g", bit), Real("u", bit)
h = Law("h", x, bit)
HX, HZ = h.variables
B = Channel("B", bit, given=w)
two = Law("v", bit, w)
Z1, Z2 = two.variables
L = CodeLengths("L", x)
π = Distribution("π", x)
shannon = Ceiling(log(1 / p(x), 2))
swap = Let("swap", pair(x, x1), x, x1)
shadowed = Let("shadowed", Max(pair(x, x1), x1) + Sum(pair(x1, x), x1), x)
post = Posterior("post", p, Channel("V", x1, given=x))
mix = Mixture("mix", λ, p, q)
soft = Law.defined("σ", x, value=exp(s(x)) / Sum(exp(s(x)), x))
some = Dominated(1, Sum(p(x) * Channel("V", x1, given=x)(x1 | x), x))

FALSE = [
    # |·|, max, min: what has no value stays so, where it is not the largest
    (Eq(Max(-1 / p(x), p(x)), p(x)), ()),
    (Eq(Min(p(x), p(x) + p(x) / q(x)), p(x)), ()),
    (Eq(Min(0, 1 / q(x)), 0), ()),
    (Eq(Max(0, -1 / p(x) ** 2), 0), ()),
    (Ge(sqrt(sqrt(c) ** 2), 0), ()),
    (Eq(sqrt(sqrt(c) ** 2), sqrt(Abs(c))), ()),
    (Ge(sqrt((1 / sqrt(c)) ** 2), 0), ()),
    (Ge(Abs(c + d), Abs(c) + Abs(d)), ()),
    (Eq(Abs(s(x) - s(x1)), s(x) - s(x1)), ()),
    (Eq(Sum(Abs(s(x)), x), Abs(Sum(s(x), x))), ()),
    (Le(Max(s(x), x), Sum(s(x), x)), ()),
    (Le(Max(p(x), x), 1 / x.size), ()),
    (Ge(Max(pair(x, x1), x), pair(x1, x)), ()),
    (Ge(Max(Min(pair(x, x1), x1), x), Min(Max(pair(x, x1), x), x1)), ()),
    (Ge(Max(s(x) + p(x), x), Max(s(x), x) + Max(p(x), x)), ()),
    (Eq(Max(-s(x), x), -Max(s(x), x)), ()),
    (Eq(Max(c * s(x), x), c * Max(s(x), x)), ()),
    (Eq(Max(r(x, y), x), Max(r(x, y), y)), ()),
    (Ge(Max(pair(x, x1) + Max(pair(x, x1), x), x1), pair(x1, x1) + pair(x, x)), ()),
    # roots and powers
    (Eq(sqrt(c**2), c), ()),
    (Eq(sqrt(c * d), sqrt(c) * sqrt(d)), ()),
    (Eq(sqrt(p(x) + q(x)), sqrt(p(x)) + sqrt(q(x))), ()),
    (Le(sqrt(p(x)), p(x)), ()),
    (Eq(p(x) ** λ * p(x) ** (1 - λ), p(x)), ()),
    (Le(p(x) ** c, 1), ()),
    (Ge((sqrt(p(x)) - sqrt(q(x))) ** 2, Abs(p(x) - q(x))), ()),
    (Le((sqrt(c) - sqrt(d)) ** 2, Abs(c - d)), ()),
    # π, n!, C(n, k)
    (Lt(pi, 3), ()),
    (Eq(pi, Rational(3141592653589, 10**12)), ()),
    (Eq(factorial(n + 1), n * factorial(n)), ()),
    (Ge(factorial(n), 2), ()),
    (Eq(binomial(n + 1, k), binomial(n, k) + binomial(n, k + 1)), ()),
    (Ge(binomial(n, k), 1), ()),
    (Eq(binomial(n, n + k), 0), ()),
    (Eq(binomial(n, k) * factorial(k) * factorial(n), 1), ()),
    # named divergences, h, d
    (Eq(total_variation(p, q), Sum(Abs(p(x) - q(x)), x)), ()),
    (Ge(hellinger_squared(p, q), total_variation(p, q)), ()),
    (Le(chi_squared(p, q), KL(p, q)), (p << q,)),
    (Ge(chi_squared(p, q), 0), ()),
    (Ge(renyi_divergence(p, q, Rational(1, 2)), 0), ()),
    (Eq(alpha_divergence(p, q, half), alpha_divergence(q, p, half)), ()),
    (Ge(min_entropy(p), H(p)), ()),
    (Le(guessing_probability(X | Y), guessing_probability(X)), ()),
    (Le(binary_entropy(c), log(2)), ()),
    (Ge(binary_divergence(λ, Probability("μ")), 0), ()),
    (Ge(renyi_entropy(p, b), 0), ()),
    (Eq(f_divergence(p, q, lambda t: -log(t)), KL(p, q)), (p << q, q << p)),
    # bases
    (Ge(H(p, base=b), 0), ()),
    (Ge(H(p, base=b), 0), (Ne(b, 1),)),
    (Ge(H(p, base=b), 0), (Lt(b, 1),)),
    (Eq(H(p, base=b), 0), (Eq(b, 1),)),
    (Eq(H(p, base=b) * log(b), H(p)), ()),
    (Ge(KL(p, q, base=b), 0), (p << q,)),
    (Eq(H(p, base=2), H(p)), ()),
    # hypotheses >, ≠, ≥ at other letters
    (Eq(quotient(s(x) - p(x1), s(x) - p(x1)), 1), (Ne(s(x), p(x)),)),
    (Eq(quotient(Sum(s(x), x), Sum(s(x), x)), 1), (Ne(s(x), 0),)),
    (Eq(c / c, 1), (Ne(c + d, 0),)),
    (Eq(quotient(c + d, c + d), 1), (Ne(c, 0), Ne(d, 0))),
    (Ge(log(c), 0), (Gt(c, d), Ge(d, 0))),
    (Ge(log(c), 0), (Le(c, -1),)),
    (Le(c, 3), (Ge(c, 2),)),
    (Le(I(X, Y) / H(X), 1), (Gt(H(X) + H(Y), 0),)),
    (Eq(p(x) * q(x1) / q(x1), p(x)), (p << q,)),
    (Ge(quotient(1, 1 - p(x)), 1), ()),
    # events
    (Eq(P(Eq(X, x) & Eq(X, x1)), r(x)), ()),
    (Eq(P(Eq(X, x) | Eq(X, x)), 1), ()),
    (Eq(P(In(X, A) | In(X, A)), 1), ()),
    (Eq(P(Either(Eq(X, x), Eq(Y, y))), r(x) + r(y)), ()),
    (Eq(P(In(X, (x, x1))), r(x) + r(x1)), ()),
    (Le(H(X | Eq(Y, y)), H(X)), (Gt(r(y), 0),)),
    (Eq(H(X | Eq(Y, y)), H(X | Y)), (Gt(r(y), 0),)),
    (Ge(log(1 / P(In(X, A))), 0), ()),
    # letters with names
    (Eq(Sum(G(bit), bit), 2 * G(bit)), ()),
    (Le(g(bit), g(zero)), ()),
    (Eq(Delta(bit, w), Delta(bit, zero)), ()),
    (Eq(B(zero | zero) + B(zero | one), 1), ()),
    (Eq(B(zero | one), B(one | zero)), ()),
    (Le(H(HX | Eq(HZ, 1)), H(HX)), (Gt(h(z=one), 0),)),
    (Eq(P(Eq(HZ, 1)), h(z=bit)), ()),
    (Eq(Max(G(bit), bit), G(one)), ()),
    (Eq(Max(g(bit) * Sum(G(bit), bit), bit), 1), ()),
    (Le(Max(G(bit) * g(w), bit), Max(G(bit), bit)), ()),
    (Eq(Abs(G(bit)), G(bit)), ()),
    (Gt(G(zero), 0), (Gt(G(one), 0),)),
    (Eq(P(Eq(Z1, Z2)), two(zero, zero) + two(zero, one)), ()),
    (Eq(P(Eq(Z2, 0)), two(zero, zero) + two(zero, one)), ()),
    (Eq(Derivative(E(G(bit), g), G(w)), g(one)), ()),
    (Eq(Derivative(G(bit) * G(w), G(bit)), G(w)), ()),
    # derivatives
    (Eq(Derivative(log(θ), θ), quotient(1, θ)), (Ne(θ, 0),)),
    (Eq(Derivative(θ * log(θ), θ), log(θ) + 1), (Ge(θ, 0),)),
    (Eq(Derivative(λ * log(λ), λ), log(λ) + 1), ()),
    (Eq(Derivative(c * log(θ), θ), 0), (Eq(c, 0),)),
    (Eq(Derivative(sqrt(θ), θ), 1 / (2 * sqrt(θ))), (Ge(θ, 0),)),
    (Eq(Derivative(sqrt(θ**2), θ), 1), (Ne(θ, 0),)),
    (Ge(Derivative(sqrt(θ**2), θ), -1), ()),
    (Eq(Derivative(sqrt(θ**2), θ) ** 2, Indicator(θ)), ()),
    (Le(Derivative(Sum(p(x) * sqrt(s(x) ** 2), x), s(i)), 1), ()),
    (Eq(Derivative(p(x) ** θ, θ), p(x) ** θ * log(p(x))), ()),
    (Eq(Derivative(s(x) * s(x1), s(x)), s(x1)), ()),
    (Eq(Derivative(Derivative(Sum(s(x) ** 2, x), s(x)), s(x1)), 2), ()),
    (Eq(Derivative(soft(x), s(x1)), soft(x) * (1 - soft(x1))), ()),
    (Eq(Derivative(E(s(x), p), s(i)), p(x)), ()),
    (Eq(Derivative(c / c * θ, θ), 1), ()),
    # what is defined
    (Eq(swap(x1, x), pair(x, x1)), ()),
    (Eq(shadowed(x1), Max(pair(x, x1), x) + Sum(pair(x1, x), x)), ()),
    (Eq(post(x1, x) * Sum(p(x) * Channel("V", x1, given=x)(x1 | x), x), p(x)), (some,)),
    (Eq(Sum(post(x, x1), x), 1), ()),
    (Le(H(mix), λ * H(p) + (1 - λ) * H(q)), ()),
    (Ge(H(Mixture("mix", c, p, q)), 0), ()),
    (Ge(Law.defined("twice", x, value=2 * p(x))(x), 0), ()),
    # best codes
    (Le(E(L(x), p), H(p, base=2)), (OptimalLengths(L, p, shannon), Dominated(1, p(x)))),
    (Lt(E(L(x), p), H(p, base=2) + 1), (OptimalLengths(L, p, shannon),)),
    (Le(E(L(x), p), 0), (OptimalLengths(L, p, 0),)),
    (Le(E(L(x), p), 1), (OptimalLengths(L, p, 1),)),
    (Le(E(L(x), p), -1), (OptimalLengths(L, p, Ceiling(-log(x.size, 2))),)),
    (
        Lt(E(L(x), q), H(q, base=2) + 1),
        (OptimalLengths(L, p, shannon), Dominated(1, p(x)), Dominated(1, q(x))),
    ),
    (
        Lt(E(L(x), p), H(p, base=2) + 1),
        (OptimalLengths(L, p, shannon, base=3), Dominated(1, p(x))),
    ),
]

FALSE_CONDITIONS = [  # (claim, its false condition for equality)
    (Ge(Max(c, d), c), Eq(c, d)),
    (Ge(total_variation(p, q), 0), Eq(p(x), p(x1))),
    (Ge(Abs(p(x) - q(x1)), 0), Eq(p(x), q(x))),
    (Ge((G(bit) - g(bit)) ** 2, 0), Eq(G(zero), g(zero))),
    (Ge((G(bit) - g(bit)) ** 2, 0), Eq((G(zero) - g(zero)) * (G(one) - g(one)), 0)),
    (Ge(I(HX, HZ), 0), Eq(h(x1, one), h(x1))),
]

loss = E(s(x), π) - b * KL(π, p)
Z = Let("Z", Sum(p(x) * exp(s(x) / b), x))
best = Law.defined("p*", x, value=p(x) * exp(s(x) / b) / Z)
FALSE_FACTS = [
    (Maximum(loss, over=π, value=b * log(Z) + 1, at=best), (π << p,)),
    (Maximum(loss, over=π, value=b * log(Z), at=p), (π << p,)),
    (Maximum(loss, over=π, value=b * log(Z), at=best), ()),
    (Minimum(H(π), over=π, value=0, at=p), ()),
    (Maximum(H(π), over=π, value=log(x.size), at=Uniform(x)), (Le(π(x), p(x)),)),
    (Maximum(H(π), over=π, value=log(x.size), at=Uniform(x)), (Lt(H(π), log(x.size)),)),
    (Maximum(H(π), over=π, value=c, at=p), (Eq(c, H(π)),)),
    (Maximum(E(c, π), over=π, value=c, at=p), ()),
    (Minimum(KL(p, π), over=π, value=0, at=p), ()),
    (Minimum(KL(π, p), over=π, value=0, at=p), (π << p, Gt(KL(π, p), 0))),
    (Minimum(E(L(x), p), over=L, value=H(p, base=2), at=log(1 / p(x), 2)), (Dominated(1, p(x)),)),
    (Minimum(E(L(x), p), over=L, value=H(p, base=2), at=log(1 / p(x), 2)), (L.kraft(),)),
    (Exists(Lt(c, 0), c="-2"), (Ge(log(c), 0),)),  # the hypothesis has no value there
    (Exists(Eq(1 / c, 0), c="0"), ()),
    (Exists(Gt(sqrt(c), 0), c="-4"), ()),
]

TRUE = [
    # where ln(1/p(x)) has no value the hypothesis says nothing
    (Ge(p(x), exp(-c)), (Le(log(1 / p(x)), c),)),
    (Ge(c, 0), (Ge(log(c), 0),)),
    (Ge(c, -1), (Ge(log(c), 0),)),
    # letters that are bound under the maximum stay bound
    (Ge(Max(g(bit) * H(g), bit), 0), ()),
    (Ge(Max(two(bit, w) + Max(two(bit, w), bit), w), 2 * two(bit, bit)), ()),
]


@pytest.mark.parametrize(("claim", "given"), FALSE, ids=lambda v: text_of(v))
def test_false_as_printed_is_not_proved(claim, given):
    found = report(lambda proof: proof.claim(claim), given)
    assert found.verdict != "proved", found


@pytest.mark.parametrize(("claim", "condition"), FALSE_CONDITIONS, ids=lambda v: text_of(v))
def test_false_condition_for_equality_is_not_proved(claim, condition):
    found = report(lambda proof: proof.claim(claim, equality=condition))
    assert found.verdict != "proved", found


@pytest.mark.parametrize(("fact", "given"), FALSE_FACTS, ids=lambda v: text_of(v))
def test_false_fact_is_not_proved(fact, given):
    found = report(lambda proof: proof.fact(fact), given)
    assert found.verdict != "proved", found


@pytest.mark.parametrize(("claim", "given"), TRUE, ids=lambda v: text_of(v))
def test_true_as_printed_is_not_refuted(claim, given):
    found = report(lambda proof: proof.claim(claim), given, Settings(trials=60))
    assert found.verdict in ("proved", "open"), found


def text_of(v):
    return v.text() if hasattr(v, "text") else repr(v)


def test_where_the_part_has_a_value_the_maximum_is_proved():
    for claim, given in (
        (Eq(Max(-1 / p(x), p(x)), p(x)), [Dominated(1, p(x))]),
        (Eq(Min(p(x), p(x) + p(x) / q(x)), p(x)), [p << q]),
        (Eq(sqrt(sqrt(c) ** 2), sqrt(c)), [Ge(c, 0)]),
        (Eq(sqrt(sqrt(p(x)) ** 2), sqrt(p(x))), []),
    ):
        assert report(lambda proof, claim=claim: proof.claim(claim), given).verdict == "proved"


def test_roots_of_what_moves_and_is_not_0_have_derivatives():
    for f, slope, given in (
        (sqrt(b), 1 / (2 * sqrt(b)), []),
        (sqrt(θ**2), sqrt(θ**2) / θ, [Ne(θ, 0)]),
        (Sum(sqrt(b * p(x) * q(x)), x), Sum(sqrt(p(x) * q(x)), x) / (2 * sqrt(b)), []),
    ):
        claim = Eq(Derivative(f, θ if f.has(θ) else b), slope)
        assert report(lambda proof, claim=claim: proof.claim(claim), given).verdict == "proved", f


def test_the_absolute_value_of_a_defined_number_is_no_size():
    """2·|X| = 2 + 2·|X| was proved, with X = −|X| − 1."""
    size = Let("X", -x.size - 1)
    assert text(2 * Abs(size)) == "2·abs(X)" and "operatorname{abs}" in latex(Abs(size))
    assert text(Abs(c)) == "|c|" and text(Abs(factorial(Natural("N")))) == "|N!|"


def test_a_letter_of_an_event_is_no_variable():
    """P(Y=Y) = 1 was refuted, and P(X=Y) said X = "Y" or X = Y."""
    own = Law("r", Alphabet("Y"))
    with pytest.raises(DeriveError, match="looks like the random variable Y"):
        Eq(own.variables[0], own.outputs[0])
    answer = Alphabet("x", letters=("Y", "N"))
    guess, truth = Law("s", answer, answer.another("y")).variables
    with pytest.raises(DeriveError, match="looks like the random variable Y"):
        Eq(guess, "Y")
    assert text(P(Eq(guess, truth))) == "P(X=Y)" and text(P(Eq(guess, "N"))) == "P(X=N)"


def test_weights_with_letters_of_their_own_ask_which_are_summed():
    mixed = Probability("w", y)(y) * p(x) + (1 - Probability("w", y)(y)) * q(x)
    with pytest.raises(DeriveError, match=r"over=x .* or over=\(x, y\)"):
        H(mixed)
    with pytest.raises(DeriveError, match="over which letters it is a law"):
        E(s(x), mixed)
    assert text(H(mixed, over=x)).startswith("H_x(")
    assert text(H(mixed, over=(x, y))).startswith("H_{x,y}(")


@pytest.mark.parametrize(
    "statement", ["H(X1) <= H(X_1)", "I(X1;Y) <= H(X_1)", "H(X1) <= H(X1,X_1)", "H(A) <= R1 + R_1"]
)
def test_names_that_print_alike_in_latex_are_not_two(statement):
    with pytest.raises(ParseError, match="print alike in LaTeX"):
        decide(statement)


def test_a_law_whose_value_cancels_is_told_from_a_variable_too():
    x, y = alphabets("x y")
    law = Law("X", y, x)
    made = report(lambda proof: proof.claim(Ge(total_variation(law, law), -2)))
    assert made.verdict == "error" and "print alike" in made.error
