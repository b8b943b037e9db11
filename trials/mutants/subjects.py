"""True statements on operations that no script in `proofs/` makes, to make mistakes in."""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
a, b, c = Real("a"), Real("b"), Real("c")
u, v, base = Nonnegative("u"), Nonnegative("v"), Positive("b₀")
lam = Probability("λ")
n, k = Natural("n"), Natural("k")
half = Rational(1, 2)
coin = Alphabet("z", letters=(0, 1))
tail, head = coin.letters
s = Law("s", x, coin)
SX, C = s.variables
A = Subset("A", x)
above_one = [Gt(base, 1)]


@theorem("The triangle inequality")
def triangle(proof):
    proof.claim(Abs(a + b) <= Abs(a) + Abs(b))


@theorem("Max and min share the sum")
def shared(proof):
    proof.claim(Eq(Max(a, b) + Min(a, b), a + b))


@theorem("The distance is what max has more than min")
def distance(proof):
    proof.claim(Eq(Max(a, b) - Min(a, b), Abs(a - b)))


@theorem("A maximum of sums")
def maximum_of_sums(proof):
    proof.claim(Max(a + b, c) <= Max(a, c) + Max(b, 0))


@theorem("A root of a product")
def root_of_product(proof):
    proof.claim(Eq(sqrt(u * v), sqrt(u) * sqrt(v)))


@theorem("The geometric mean is at most the arithmetic one")
def means(proof):
    proof.claim(2 * sqrt(u * v) <= u + v)


@theorem("The greatest probability is at most 1")
def greatest(proof):
    proof.claim(Max(p(x), x) <= 1)


@theorem("The least probability is at most the mean")
def least(proof):
    proof.claim(Min(p(x), x) <= 1 / x.size)


@theorem("A maximum of sums over letters")
def maxima(proof):
    proof.claim(Max(p(x) + q(x), x) <= Max(p(x), x) + Max(q(x), x))


@theorem("Total variation is at most 1")
def variation(proof):
    proof.claim(total_variation(p, q) <= 1)


@theorem("The step of a factorial")
def step(proof):
    proof.claim(Eq(factorial(n + 1), (n + 1) * factorial(n)))


@theorem("A binomial by factorials")
def by_factorials(proof):
    proof.claim(Eq(binomial(n + k, k), factorial(n + k) / (factorial(n) * factorial(k))))


@theorem("Pairs")
def pairs(proof):
    proof.claim(Eq(binomial(n, 2), n * (n - 1) / 2))


@theorem("A half-circle is longer than three radii")
def circle(proof):
    proof.claim(pi > 3)


@theorem("Binary entropy is at most a bit")
def bit(proof):
    proof.claim(binary_entropy(lam) <= log(2))


@theorem("Entropy to a free base", given=above_one)
def free_base(proof):
    proof.claim(H(p, base=base) <= log(x.size, base))


@theorem("A logarithm is below its tangent", given=[Gt(u, 0)])
def tangent(proof):
    proof.claim(log(u) <= u - 1)


@theorem("A quotient under a strict hypothesis", given=[Gt(u, v)])
def below(proof):
    proof.claim(v / u < 1)


@theorem("A value of a coin, by the other")
def other_side(proof):
    proof.claim(Eq(s(z=head), 1 - s(z=tail)))


@theorem("One side of a coin and a letter")
def one_side(proof):
    proof.claim(s(x, head) <= s(x))


@theorem("The average over two letters", given=[Gt(s(z=head), 0), Gt(s(z=tail), 0)])
def average(proof):
    proof.claim(
        Eq(H(SX | C), s(z=head) * H(SX | Eq(C, 1)) + s(z=tail) * H(SX | Eq(C, 0))),
    )


@theorem("What is in a set and what is not")
def in_or_not(proof):
    proof.claim(Eq(P(In(X, A)) + P(~In(X, A)), 1))


@theorem("An event and a letter", given=[Gt(P(In(X, A)), 0)])
def event_and_letter(proof):
    proof.claim(P(Eq(Y, y) | In(X, A)) * P(In(X, A)) <= r(y=y))


if __name__ == "__main__":
    run()
