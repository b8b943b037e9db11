"""Events: error probabilities, unions, conditioning on one letter, binary channels.

Cover & Thomas, 2nd ed., sections 2.2, 2.10 and 7.1.4; Lin (1991) for JS as an information. Zeros
are allowed, except where something is conditioned on. Beside each theorem stand false ones.
"""

from derive import *

x, y = alphabets("x y")
guess = x.another("x̂")
r = Law("r", x, y)
X, Y = r.variables
g = Law("g", x, guess)  # a letter and what is guessed for it
GX, Guess = g.variables
A, B = Subset("A", x), Subset("B", x)
in_a, in_b = In(X, A), In(X, B)
bit = Alphabet("z", letters=(0, 1))
no, yes = bit.letters


def h(t):
    """Binary entropy in nats."""
    return -t * log(t) - (1 - t) * log(1 - t)


# ---------------------------------------------------------------- events


@theorem("A union is at most as likely as its parts together")
def union_bound(proof):
    """The union bound; what they share is the difference."""
    proof.start(P(Either(in_a, in_b)))
    proof.eq(P(in_a) + P(in_b) - P(in_a & in_b), "what is in both is counted once")
    proof.le(P(in_a) + P(in_b), "probabilities are ≥ 0")
    proof.claim(P(Either(in_a, in_b)) <= P(in_a) + P(in_b))


@theorem("The union bound as an equation", expect="refuted")
def union_as_equation(proof):
    proof.claim(Eq(P(Either(in_a, in_b)), P(in_a) + P(in_b)))


@theorem("An error is the complement of a hit")
def complement(proof):
    """P(X≠X̂) = 1 − P(X=X̂)."""
    proof.claim(Eq(P(Ne(GX, Guess)), 1 - P(Eq(GX, Guess))))


@theorem("The complement forgotten", expect="refuted")
def complement_forgotten(proof):
    proof.claim(Eq(P(Ne(GX, Guess)), P(Eq(GX, Guess))))


@theorem(
    "Two uniform independent letters agree", given=[Independent(GX, Guess), Eq(g(x=x), 1 / x.size)]
)
def agreement(proof):
    """P(X=X̂) = 1/|X|: one of the two has to be uniform."""
    proof.claim(Eq(P(Eq(GX, Guess)), 1 / x.size))


@theorem("Any two independent letters agree", given=[Independent(GX, Guess)], expect="refuted")
def agreement_of_any(proof):
    proof.claim(Eq(P(Eq(GX, Guess)), 1 / x.size))


@theorem("Bayes' rule for events", given=[Gt(P(in_a), 0), Gt(P(in_b), 0)])
def bayes(proof):
    proof.claim(Eq(P(in_a | in_b), P(in_b | in_a) * P(in_a) / P(in_b)))


@theorem(
    "The two sides of the bar exchanged", given=[Gt(P(in_a), 0), Gt(P(in_b), 0)], expect="refuted"
)
def bar_exchanged(proof):
    proof.claim(Eq(P(in_a | in_b), P(in_b | in_a)))


# ---------------------------------------------------------------- one letter


@theorem("Conditional entropy is an average")
def average(proof):
    """H(X|Y) = Σ_y r(y)·H(X|Y=y), the definition."""
    proof.claim(Eq(H(X | Y), Sum(r(y) * H(X | Eq(Y, y)), y)))


@theorem("One letter may raise the entropy", given=[Dominated(1, r(y))], expect="refuted")
def one_letter(proof):
    """Conditioning reduces entropy on average only."""
    proof.claim(H(X | Eq(Y, y)) <= H(X))


@theorem("No entropy is above ln |X|", given=[Dominated(1, r(y))])
def at_most_uniform(proof):
    proof.claim(H(X | Eq(Y, y)) <= log(x.size))


# ---------------------------------------------------------------- alphabets of two letters

J = Law("j", x, bit)
JX, Z = J.variables
p, q = Distribution("p", x), Distribution("q", x)
fair = [Eq(P(Eq(Z, 0)), Rational(1, 2))]
parts = [Eq(J(x | no), p(x)), Eq(J(x | yes), q(x)), *fair]


@theorem("Jensen-Shannon divergence is an information", given=parts)
def js_is_information(proof):
    """A fair bit says whether x is drawn from p or q: x tells JS(p, q) of it."""
    proof.claim(Eq(I(JX, Z), JS(p, q)))


@theorem("It is one for any bit", given=parts[:2], expect="refuted")
def js_of_any_bit(proof):
    proof.claim(Eq(I(JX, Z), JS(p, q)))


@theorem("Two letters taken for one", expect="refuted")
def letters_equal(proof):
    proof.claim(Eq(J(x, no), J(x, yes)))


source = Distribution("m", bit)
out = bit.another("y")
flips = Channel("W", out, given=bit)
eps = Probability("ε")
symmetric = [Eq(flips(yes | no), eps), Eq(flips(no | yes), eps)]
sent = DefinedLaw("s", bit, out, value=source(bit) * flips(out | bit))
S, R = sent.variables


@theorem("Noise of a binary symmetric channel", given=symmetric)
def noise(proof):
    """H(Y|Z) = h(ε), whatever is sent."""
    proof.claim(Eq(H(R | S), h(eps)))


@theorem("Rate of a binary symmetric channel", given=symmetric)
def bsc(proof):
    """I(Z;Y) ≤ ln 2 − h(ε)."""
    proof.start(I(S, R))
    proof.eq(H(R) - H(R | S), "I = H(Y) − H(Y|Z)")
    proof.eq(H(R) - h(eps), noise)
    proof.le(log(2) - h(eps), "a bit has an entropy of at most ln 2")


@theorem("Errors noticed", given=symmetric, expect="refuted")
def noticed(proof):
    """ln 2 − 2h(ε) would be too little: at ε = ½ nothing comes through, not less."""
    proof.claim(I(S, R) <= log(2) - 2 * h(eps))


@theorem("An error probability", given=symmetric)
def errors(proof):
    """P(Z≠Y) = ε."""
    proof.claim(Eq(P(Ne(S, R)), eps))


if __name__ == "__main__":
    run()
