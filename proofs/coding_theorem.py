"""Codes below capacity, at a fixed length: random codewords and Shannon's bound of their errors.

Shannon, Certain results in coding theory for noisy channels (1957); Cover & Thomas, 2nd ed.,
section 7.7. x is a word that is sent, y what is received, and A the pairs that fit. That with
growing length the pair that is sent fits nearly always, by the law of large numbers, is not said.
"""

from derive import *

x, y = alphabets("x y")
other = x.another("x'")
p, W = Distribution("p", x), Channel("W", y, given=x)
T = Positive("T")
received = Let("r", Sum(p(x) * W(y | x), x), y)
fits = Probability("A", x, y)
likelier = fits(x, y) * p(x) * received(y) * T <= fits(x, y) * p(x) * W(y | x)
apart = Sum(p(x) * received(y) * fits(x, y), x, y)


@theorem("A word that was not sent seldom fits", given=[likelier])
def seldom(proof):
    """A pair fits only if it is T times likelier as sent and received than as drawn apart."""
    proof.start(T * apart)
    proof.le(Sum(fits(x, y) * p(x) * W(y | x), x, y), likelier)
    proof.le(1, "A ≤ 1, and p·W sums to 1")
    proof.claim(apart <= 1 / T)


@theorem("A word that was not sent seldom fits, whatever fits", expect="refuted")
def seldom_without(proof):
    proof.claim(apart <= 1 / T)


# v is all that is random: the words of all messages m, and what is received when i is sent; E is
# that the decoder errs then.

m, v = alphabets("m v")
i = m.another("i")
nu = Channel("ν", v, given=i)(v | i)
fit, wrong = Probability("B", m, v), Probability("E", i, v)(i, v)
epsilon = Probability("ε")
decoder = wrong <= 1 - fit(i, v) + Sum((1 - Delta(m, i)) * fit(m, v), m)
sent_fits = Sum(nu * fit(i, v), v) >= 1 - epsilon
others_do_not = (1 - Delta(m, i)) * Sum(nu * fit(m, v), v) <= (1 - Delta(m, i)) / T


@theorem("Shannon's bound", given=[decoder, sent_fits, others_do_not])
def shannon(proof):
    """The decoder errs only if the word sent does not fit, or another one does."""
    proof.start(Sum(nu * wrong, v))
    proof.le(Sum(nu * (1 - fit(i, v) + Sum((1 - Delta(m, i)) * fit(m, v), m)), v), decoder)
    proof.eq(
        1 - Sum(nu * fit(i, v), v) + Sum((1 - Delta(m, i)) * Sum(nu * fit(m, v), v), m),
        "ν sums to 1",
    )
    proof.le(epsilon + Sum((1 - Delta(m, i)) * Sum(nu * fit(m, v), v), m), sent_fits)
    proof.le(epsilon + Sum((1 - Delta(m, i)) / T, m), others_do_not)
    proof.eq(epsilon + (m.size - 1) / T, "all messages but i")


@theorem("Shannon's bound without the other messages", given=[decoder, sent_fits], expect="refuted")
def without_others(proof):
    proof.claim(Sum(nu * wrong, v) <= epsilon)


code = Alphabet("c")
mu, error = Distribution("μ", code), Nonnegative("e", code)


@theorem("Some code is as good as a random one")
def some_code(proof):
    proof.claim(Min(error(code), code) <= Sum(mu(code) * error(code), code))


n, R, I0, gap = Positive("n"), Positive("R"), Positive("I"), Positive("δ")
sizes = [Eq(m.size, exp(n * R)), Eq(T, exp(n * (I0 - gap)))]


@theorem("Shannon's bound for a rate", given=sizes)
def rate(proof):
    """For |M| = e^(nR) messages and T = e^(n(I − δ)): for R < I − δ little is added to ε."""
    proof.start(epsilon + (m.size - 1) / T)
    proof.le(epsilon + m.size / T, "1/T ≥ 0")
    proof.eq(epsilon + exp(n * R) / T, sizes[0])
    proof.eq(epsilon + exp(-n * (I0 - gap - R)), sizes[1])


if __name__ == "__main__":
    run()
