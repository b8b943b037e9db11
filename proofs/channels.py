"""Channels: convexity of the information, capacities, the converse of the coding theorem.

Cover & Thomas, 2nd ed., Theorem 2.7.4, sections 7.1 and 7.9 to 7.10; Gallager, Information
Theory and Reliable Communication (1968), section 4.4. Laws of inputs may have zeros.
"""

from derive import *

x, y = alphabets("x y")
p, p1, p2 = (Distribution(name, x) for name in ("p", "p₁", "p₂"))
q = Distribution("q", y)
W, W1, W2 = (Channel(name, y, given=x) for name in ("W", "W₁", "W₂"))
lam, e = Probability("λ"), Probability("ε")
half = Rational(1, 2)
mixed_input = lam * p1(x) + (1 - lam) * p2(x)


def out(law, channel):
    """The law of the output."""
    return Sum(law * channel, x)


def information(law, channel):
    """I(X;Y) for this law of the input."""
    return Sum(law * channel * log(channel / out(law, channel)), x, y)


@theorem("The information as output entropy less noise")
def as_difference(proof):
    proof.claim(
        Eq(
            information(p(x), W(y | x)),
            H(out(p(x), W(y | x)), over=y) - Sum(p(x) * H(W(y | x), over=y), x),
        )
    )


@theorem("The information by another law of the output", given=[Dominated(W(y | x), q(y))])
def golden(proof):
    """Topsøe's identity: Σ p·D(W‖q) is I and what q is from the output law."""
    proof.start(Sum(p(x) * W(y | x) * log(W(y | x) / q(y)), x, y))
    proof.eq(
        information(p(x), W(y | x)) + KL(out(p(x), W(y | x)), q(y)), "by way of the output law"
    )
    proof.ge(information(p(x), W(y | x)), "D ≥ 0")


@theorem("The information is concave in the input law")
def concave(proof):
    """Mixing inputs raises the output entropy more than it is told apart."""
    proof.claim(
        information(mixed_input, W(y | x))
        >= lam * information(p1(x), W(y | x)) + (1 - lam) * information(p2(x), W(y | x))
    )


@theorem("The information is convex in the channel")
def convex(proof):
    """The same joint convexity, of D(p·W‖p·out)."""
    mixed = lam * W1(y | x) + (1 - lam) * W2(y | x)
    proof.claim(
        information(p(x), mixed)
        <= lam * information(p(x), W1(y | x)) + (1 - lam) * information(p(x), W2(y | x))
    )


@theorem("The information is convex in the input law", expect="refuted")
def convex_in_input(proof):
    proof.claim(
        information(mixed_input, W(y | x))
        <= lam * information(p1(x), W(y | x)) + (1 - lam) * information(p2(x), W(y | x))
    )


# Symmetric channels: all rows have one entropy, all columns one sum.

noise = Real("c")
symmetric = [Eq(H(W(y | x), over=y), noise), Eq(Sum(W(y | x), x), x.size / y.size)]


@theorem("The information through a symmetric channel", given=symmetric)
def symmetric_rate(proof):
    proof.start(information(p(x), W(y | x)))
    proof.eq(H(out(p(x), W(y | x)), over=y) - Sum(p(x) * H(W(y | x), over=y), x), as_difference)
    proof.eq(H(out(p(x), W(y | x)), over=y) - noise, symmetric[0])
    proof.le(log(y.size) - noise, "no entropy is above ln |Y|")


@theorem("The capacity of a symmetric channel", given=symmetric)
def symmetric_capacity(proof):
    """ln |Y| − c, attained by equally likely inputs."""
    rate = H(out(p(x), W(y | x)), over=y) - noise
    best = log(y.size) - noise
    proof.fact(Maximum(rate, over=p, value=best, at=Uniform(x), only=False))


@theorem("The capacity without equal columns", given=symmetric[:1], expect="refuted")
def unequal_columns(proof):
    proof.claim(Eq(H(Sum(W(y | x), x) / x.size, over=y), log(y.size)))


def binary(t):
    """The information through a binary symmetric channel that is sent a 1 with probability t."""
    one, zero = t * (1 - e) + (1 - t) * e, t * e + (1 - t) * (1 - e)
    of_one = t * (1 - e) * log((1 - e) / one) + t * e * log(e / zero)
    return of_one + (1 - t) * e * log(e / one) + (1 - t) * (1 - e) * log((1 - e) / zero)


t = Probability("t")


@theorem("No input of a binary symmetric channel beats ln 2 − h(ε)")
def binary_symmetric(proof):
    one, zero = t * (1 - e) + (1 - t) * e, t * e + (1 - t) * (1 - e)
    proof.start(binary(t))
    proof.eq(one * log(1 / one) + zero * log(1 / zero) - binary_entropy(e), "I = H(Y) − h(ε)")
    proof.le(log(2) - binary_entropy(e), "a bit has an entropy of at most ln 2")


@theorem("Fair bits attain ln 2 − h(ε)")
def binary_attained(proof):
    """So the capacity of the binary symmetric channel is ln 2 − h(ε)."""
    proof.claim(Eq(binary(half), log(2) - binary_entropy(e)))


@theorem("Any bits attain ln 2 − h(ε)", expect="refuted")
def binary_always(proof):
    proof.claim(Eq(binary(t), log(2) - binary_entropy(e)))


# The erasure channel loses a letter with probability ε, and says so.

kept = Sum(p(x) * (1 - e) * log((1 - e) / ((1 - e) * p(x))), x)
lost = Sum(p(x) * e * log(e / Sum(p(x) * e, x)), x)


@theorem("The information through an erasure channel")
def erasure(proof):
    """What arrives tells everything, an erasure nothing; for a bit, ln |X| is ln 2."""
    proof.start(kept + lost)
    proof.eq((1 - e) * H(p), "p sums to 1")
    proof.le((1 - e) * log(x.size), "no entropy is above ln |X|")


@theorem("The capacity of the erasure channel")
def erasure_capacity(proof):
    """Attained by equally likely letters."""
    best = (1 - e) * log(x.size)
    proof.fact(Maximum((1 - e) * H(p), over=p, value=best, at=Uniform(x), only=False))


@theorem("Erasures cost as much as flips", given=[Eq(x.size, 2)], expect="refuted")
def erasure_as_flips(proof):
    """An erasure is noticed, a flip is not."""
    proof.claim((1 - e) * H(p) <= log(2) - binary_entropy(e))


# Uses of a channel without memory.

u, v = past_and_next("x")
before, now = past_and_next("y")
block = Law("r", u, v, before, now)
U, V, PAST, NOW = block.variables
memoryless = [Markov(PAST, U, (V, NOW)), Markov(NOW, V, (U, PAST))]


@theorem("One use more", given=memoryless)
def one_use_more(proof):
    """I(X₁X₂;Y₁Y₂) ≤ I(X₁;Y₁) + I(X₂;Y₂): H(Y₁Y₂) ≤ H(Y₁) + H(Y₂), and the noises add."""
    proof.claim(I((U, V), (PAST, NOW)) <= I(U, PAST) + I(V, NOW))


@theorem("One use more, with memory", expect="refuted")
def with_memory(proof):
    proof.claim(I((U, V), (PAST, NOW)) <= I(U, PAST) + I(V, NOW))


# The converse: M messages, equally likely; a guess is made from what is received.

m = Alphabet("m")
guess, word, heard = m.another("g"), Alphabet("c"), Alphabet("w")
sent = Law("j", m, word, heard, guess)
MESSAGE, WORD, HEARD, GUESS = sent.variables
joint, given_guess = sent(m=m, g=guess), sent(m | guess)
hit, miss = Delta(m, guess), Nonnegative("miss", m, guess)
misses = Eq(miss(m, guess), 1 - hit)
wrong, capacity = P(Ne(MESSAGE, GUESS)), Nonnegative("C")


@theorem("Fano's inequality, with ln M", given=[misses])
def fano(proof):
    """H(M|Ĝ) ≤ ln 2 + Pₑ·ln M: a guess is compared with ½ on it, and ½ on all letters alike."""
    proof.start(H(MESSAGE | GUESS) - log(2) - wrong * log(m.size))
    proof.eq(
        Sum(joint * hit * log(1 / (2 * given_guess)), m, guess)
        + Sum(joint * miss(m, guess) * log(1 / (2 * m.size * given_guess)), m, guess),
        "a guess is a hit or a miss",
    )
    proof.le(
        Sum(joint * hit * (1 / (2 * given_guess) - 1), m, guess)
        + Sum(joint * miss(m, guess) * (1 / (2 * m.size * given_guess) - 1), m, guess),
        log_bound,
    )
    proof.le(
        Sum(sent(guess) * hit, m, guess) / 2
        + Sum(sent(guess) * miss(m, guess), m, guess) / (2 * m.size)
        - 1,
        "terms are ≥ 0 also where the law is 0",
    )
    proof.eq(
        Sum(sent(guess) * hit, m, guess) / 2
        + Sum(sent(guess) * (1 - hit), m, guess) / (2 * m.size)
        - 1,
        misses,
    )
    proof.eq(-1 / (2 * m.size), "each guess hits one letter and misses M − 1")
    proof.le(0, "1/M ≥ 0")
    proof.claim(H(MESSAGE | GUESS) <= log(2) + wrong * log(m.size))


coding = [misses, Eq(sent(m), 1 / m.size), Markov(MESSAGE, WORD, HEARD, GUESS)]


@theorem("Messages that are told apart pass through the channel", given=coding)
def converse(proof):
    """(1 − Pₑ)·ln M ≤ I + ln 2: Fano's inequality and data processing."""
    proof.start(log(m.size))
    proof.eq(I(MESSAGE, GUESS) + H(MESSAGE | GUESS), "messages are equally likely")
    proof.le(I(WORD, HEARD) + H(MESSAGE | GUESS), "data processing")
    proof.le(I(WORD, HEARD) + log(2) + wrong * log(m.size), fano)
    proof.claim((1 - wrong) * log(m.size) <= I(WORD, HEARD) + log(2))


rate, uses, passed = Positive("R"), Positive("n"), Nonnegative("I")
failed = Probability("Pₑ")
at_rate = [(1 - failed) * uses * rate <= passed + log(2), passed <= uses * capacity]


@theorem("Above the capacity errors remain", given=at_rate)
def weak_converse(proof):
    """Pₑ ≥ 1 − C/R − ln 2/(nR), at ln M = nR.

    The first hypothesis is `converse`, the second `one_use_more`, n times.
    """
    proof.start(1 - failed)
    proof.eq((1 - failed) * uses * rate / (uses * rate), "n, R > 0")
    proof.le((passed + log(2)) / (uses * rate), at_rate[0])
    proof.le((uses * capacity + log(2)) / (uses * rate), at_rate[1])
    proof.eq(capacity / rate + log(2) / (uses * rate), "divide")


@theorem("Without errors more passes than the information", given=coding, expect="refuted")
def converse_without_error(proof):
    """Messages that are mixed up need not pass."""
    proof.claim(log(m.size) <= I(WORD, HEARD) + log(2))


if __name__ == "__main__":
    run()
