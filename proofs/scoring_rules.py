"""Scoring rules: which of them make it best to say what one believes.

Brier (1950); Good (1952); Savage (1971); Gneiting & Raftery (2007), sections 2 and 3. A score is
given to the forecast q when the letter x comes; p is what the forecaster believes. A rule is
proper if no q scores more than p on average, and strictly proper if only p does.
"""

from derive import *

x = Alphabet("x")
x1 = x.another("x'")
p, q = Distribution("p", x), Distribution("q", x)


def brier(forecast):
    """The mean squared error against the letter that comes."""
    return Sum(p(x) * Sum((forecast(x1) - Delta(x, x1)) ** 2, x1), x)


@theorem("The logarithmic score is strictly proper", given=[p << q])
def logarithmic(proof):
    """What is lost is D(p‖q)."""
    proof.start(Sum(p(x) * log(q(x)), x))
    proof.eq(Sum(p(x) * log(p(x)), x) - KL(p, q), "ln q = ln p − ln p/q")
    proof.le(Sum(p(x) * log(p(x)), x), "D ≥ 0")
    proof.claim(Sum(p(x) * log(q(x)), x) <= Sum(p(x) * log(p(x)), x), equality=Eq(p(x), q(x)))


@theorem("The logarithmic score of a forecast with zeros", expect="ill-posed")
def logarithmic_with_zeros(proof):
    proof.claim(Sum(p(x) * log(q(x)), x) <= Sum(p(x) * log(p(x)), x))


@theorem("The Brier score is strictly proper")
def brier_proper(proof):
    """What is lost is Σ (p − q)²; nothing is asked of zeros."""
    proof.start(brier(q) - brier(p))
    proof.eq(Sum((p(x) - q(x)) ** 2, x), "multiply out")
    proof.ge(0, square(p(x) - q(x)))
    proof.claim(brier(q) >= brier(p), equality=Eq(p(x), q(x)))


@theorem("The linear score is proper", expect="refuted")
def linear(proof):
    """It pays to claim that the likeliest letter is certain."""
    proof.claim(Sum(p(x) * q(x), x) <= Sum(p(x) * p(x), x))


@theorem("The largest linear score")
def linear_optimum(proof):
    """It is max p, whatever one believes of the other letters."""
    proof.claim(Sum(p(x) * q(x), x) <= Max(p(x), x))


a, b = Positive("a"), Positive("b")
squares = [Eq(a, Sum(p(x) ** 2, x)), Eq(b, Sum(q(x) ** 2, x))]


@theorem("The spherical score is proper", given=squares)
def spherical_proper(proof):
    """Cauchy and Schwarz: Σ pq/√b ≤ √a = Σ p²/√a."""
    proof.start(sqrt(a) - Sum(p(x) * q(x), x) / sqrt(b))
    proof.eq(sqrt(a) / 2 * Sum((p(x) / sqrt(a) - q(x) / sqrt(b)) ** 2, x), "multiply out")
    proof.ge(0, square(p(x) / sqrt(a) - q(x) / sqrt(b)))
    proof.claim(Sum(p(x) * q(x), x) / sqrt(b) <= sqrt(a))


@theorem("The squared error without the other letters is proper", expect="refuted")
def one_letter_only(proof):
    """(1 − q(x))² alone, at the letter that comes, does not ask for p."""
    proof.claim(Sum(p(x) * (1 - q(x)) ** 2, x) >= Sum(p(x) * (1 - p(x)) ** 2, x))


if __name__ == "__main__":
    run()
