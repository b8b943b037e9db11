"""Entropies: bounds, conditioning, functions, data processing, and Fano's inequality.

Cover & Thomas, 2nd ed., Lemma 2.1.1, Theorems 2.6.4 to 2.6.6, 2.8.1 and 2.10.1. All of it for
any joint law, zeros included; hypotheses only where a result speaks of a function, a Markov chain
or the event of an error. In nats, except where bits are named.
"""

from mutual_information import (
    chain_rule,
    from_entropies,
    nonnegative,
    self_information,
)
from mutual_information import conditional_nonnegative as conditional_information

from derive import *

x, y, z = alphabets("x y z")
p = Distribution("p", x)
r = Law("r", x, y, z)
X, Y, Z = r.variables
s = Law("s", x, y)  # for lemmas that are used for other laws too
A, B = s.variables
x_determines_y, y_determines_x = Eq(H(Y | X), 0), Eq(H(X | Y), 0)
markov = Markov(X, Y, Z)

# A function of x: all of r(x) goes to one y; or a channel with one value v for every x.
all_on_one = Eq(r(x, y), r(x) * Indicator(r(x, y)))
value = Alphabet("v")
f = Channel("f", value, given=x)
deterministic = Eq(f(value | x), Indicator(f(value | x)))

# Fano's inequality: a guess u of x, perhaps from y; hit is 1 where u = x, miss where it is not,
# k the number of wrong letters.
guess = x.another("u")
g = Law("g", x, y, guess)
GX, GY, GU = g.variables
hit, miss = Nonnegative("hit", x, guess), Nonnegative("miss", x, guess)
k, P_e = Positive("k"), Probability("Pₑ")
hits = Eq(hit(x, guess), Delta(x, guess))
misses = Eq(miss(x, guess), 1 - Delta(x, guess))
wrong_letters = Eq(k, x.size - 1)
at, at_given = g(x, guess), g(x | guess)
right, wrong = Sum(at * hit(x, guess), x, guess), Sum(at * miss(x, guess), x, guess)
error_rate = Eq(P_e, wrong)
binary = (1 - P_e) * log(1 / (1 - P_e)) + P_e * log(1 / P_e)


@theorem("Entropy is at least the chance that two draws differ")
def collisions(proof):
    """H(p) ≥ Σ p(1 − p)."""
    proof.start(H(p))
    proof.eq(Sum(p(x) * log(1 / p(x)), x), "definition of H")
    proof.ge(Sum(p(x) * (1 - p(x)), x), log_bound)


@theorem("Entropy is nonnegative")
def entropy_nonnegative(proof):
    """H(p) ≥ 0, with equality exactly when every p(x) is 0 or 1 (Lemma 2.1.1)."""
    proof.start(H(p))
    proof.ge(Sum(p(x) * (1 - p(x)), x), collisions)
    proof.ge(0, "p(x) ≤ 1")
    proof.claim(H(p) >= 0, equality=Eq(p(x) ** 2, p(x)))


@theorem("Entropy is at most log |X|")
def maximum_entropy(proof):
    """H(p) ≤ log |X|, with equality exactly when p is uniform (Theorem 2.6.4)."""
    proof.start(H(p) - log(x.size))
    proof.eq(Sum(p(x) * log(1 / (x.size * p(x))), x), "p sums to 1")
    proof.le(Sum(p(x) * (1 / (x.size * p(x)) - 1), x), log_bound)
    proof.le(Sum(1 / x.size, x) - 1, "1/|X| > 0 also where p = 0")
    proof.eq(0, "|X| letters")
    proof.claim(H(p) <= log(x.size), equality=Eq(p(x), 1 / x.size))


@theorem("Entropy in bits is at most log₂ |X|")
def maximum_entropy_in_bits(proof):
    """H₂(p) ≤ log₂ |X|, with equality exactly when p is uniform."""
    proof.start(H(p, base=2))
    proof.eq(H(p) / log(2), "log₂ t = ln t / ln 2")
    proof.le(log(x.size) / log(2), maximum_entropy)
    proof.eq(log(x.size, 2), "log₂ t = ln t / ln 2")
    proof.claim(H(p, base=2) <= log(x.size, 2), equality=Eq(p(x), 1 / x.size))


@theorem("Conditioning reduces entropy")
def conditioning(proof):
    """H(X|Y) ≤ H(X) (Theorem 2.6.5), with equality exactly when X and Y are independent.

    On average: a particular y may raise the entropy of X.
    """
    proof.start(H(X | Y))
    proof.eq(H(X) - I(X, Y), "I(X;Y) = H(X) − H(X|Y)")
    proof.le(H(X), nonnegative)
    proof.claim(H(X | Y) <= H(X), equality=Eq(r(x, y), r(x) * r(y)))


@theorem("Conditioning on more reduces entropy further")
def conditioning_further(proof):
    """H(X|Y,Z) ≤ H(X|Z), with equality exactly when X and Y are independent given Z."""
    proof.start(H(X | Y, Z))
    proof.eq(H(X | Z) - I(X, Y | Z), "I(X;Y|Z) = H(X|Z) − H(X|Y,Z)")
    proof.le(H(X | Z), conditional_information)
    proof.claim(H(X | Y, Z) <= H(X | Z), equality=Eq(r(x, y, z) * r(z), r(x, z) * r(y, z)))


@theorem("Conditional entropy is nonnegative")
def conditional_nonnegative(proof):
    """H(X|Y) ≥ 0, with equality exactly when every s(x|y) is 0 or 1 where s(y) > 0."""
    proof.start(H(A | B))
    proof.eq(Sum(s(x, y) * log(1 / s(x | y)), x, y), "definition of H")
    proof.ge(Sum(s(x, y) * (1 - s(x | y)), x, y), log_bound)
    proof.ge(0, "s(x,y) ≤ s(y)")
    proof.claim(H(A | B) >= 0, equality=Eq(s(x, y) ** 2, s(x, y) * s(y)))


@theorem("Two variables have at least the entropy of one")
def joint_at_least(proof):
    """H(Y) ≤ H(X,Y)."""
    proof.start(H(A, B))
    proof.eq(H(B) + H(A | B), "chain rule")
    proof.ge(H(B), conditional_nonnegative)


@theorem("Independence bound for two variables")
def subadditivity(proof):
    """H(X,Y) ≤ H(X) + H(Y) (Theorem 2.6.6), with equality exactly when they are independent."""
    proof.start(H(X, Y))
    proof.eq(H(X) + H(Y) - I(X, Y), from_entropies)
    proof.le(H(X) + H(Y), nonnegative)
    proof.claim(H(X, Y) <= H(X) + H(Y), equality=Eq(r(x, y), r(x) * r(y)))


@theorem("Independence bound for three variables")
def subadditivity_three(proof):
    """H(X,Y,Z) ≤ H(X) + H(Y) + H(Z), with equality exactly when all three are independent."""
    proof.start(H(X, Y, Z))
    proof.eq(H(X) + H(Y | X) + H(Z | X, Y), "chain rule")
    proof.eq(H(X) + H(Y) + H(Z) - I(X, Y) - I((X, Y), Z), "each conditioning costs the information")
    proof.le(H(X) + H(Y) + H(Z), "I ≥ 0")
    proof.claim(H(X, Y, Z) <= H(X) + H(Y) + H(Z), equality=Eq(r(x, y, z), r(x) * r(y) * r(z)))


@theorem("A function adds no entropy", given=[all_on_one])
def nothing_added(proof):
    """If all of r(x) goes to one y, for every x, then H(Y|X) = 0."""
    proof.start(H(Y | X))
    proof.eq(Sum(r(x, y) * log(r(x) / r(x, y)), x, y), "r(y|x) = r(x,y)/r(x)")
    proof.eq(0, all_on_one)


@theorem("A function has at most the entropy of its argument", given=[x_determines_y])
def function_of_a_variable(proof):
    """If H(Y|X) = 0, so that Y = f(X) almost surely, then H(f(X)) ≤ H(X)."""
    proof.start(H(Y))
    proof.le(H(X, Y), joint_at_least.on(s=r(x, y)))
    proof.eq(H(X) + H(Y | X), chain_rule)
    proof.eq(H(X), x_determines_y)


@theorem("A deterministic channel does not raise entropy", given=[deterministic])
def deterministic_channel(proof):
    """H(f(X)) ≤ H(X) for a function as a channel, every f(v|x) being 0 or 1."""
    proof.start(H(Sum(p(x) * f(value | x), x)))
    proof.le(
        H(p(x) * f(value | x), over=(x, value)),
        joint_at_least.on(s=p(x) * f(value | x), over={x: x, y: value}),
    )
    proof.eq(
        H(p) + Sum(p(x) * f(value | x) * log(1 / f(value | x)), x, value),
        "log 1/pf = log 1/p + log 1/f",
    )
    proof.eq(H(p), deterministic)


@theorem("Perfect correlation", given=[x_determines_y, y_determines_x])
def perfect_correlation(proof):
    """If X and Y determine each other, they share all they have: I(X;Y) = H(X) = H(Y)."""
    proof.start(I(X, Y))
    proof.eq(H(X) - H(X | Y), "I as a reduction of uncertainty")
    proof.eq(H(X), y_determines_x)
    proof.eq(H(X) + H(Y | X), x_determines_y)
    proof.eq(H(Y) + H(X | Y), "chain rule, both ways round")
    proof.eq(H(Y), y_determines_x)


@theorem("All of X is in Y", given=[y_determines_x])
def all_of_x(proof):
    """If X is a function of Y, then I(X;Y) = H(X)."""
    proof.start(I(X, Y))
    proof.eq(H(X) - H(X | Y), "I as a reduction of uncertainty")
    proof.eq(H(X), y_determines_x)


@theorem("A copy")
def copy(proof):
    """The case Y = X: I(X;X) = H(X) and nothing is left open, H(X|X) = 0."""
    proof.start(I(X, X) + H(X | X))
    proof.eq(H(X) + H(X | X), self_information)
    proof.eq(H(X), "r(x|x) = 1 where r(x) > 0")


@theorem("Data processing", given=[markov])
def data_processing(proof):
    """Processing Y to Z gains nothing about X: I(X;Z) ≤ I(X;Y) (Theorem 2.8.1)."""
    proof.start(I(X, Z))
    proof.le(I(X, Z) + I(X, Y | Z), conditional_information)
    proof.eq(I(X, (Y, Z)), "chain rule, Z first")
    proof.eq(I(X, Y) + I(X, Z | Y), "chain rule, Y first")
    proof.eq(I(X, Y), markov)


@theorem("What processing loses", given=[markov])
def processing_loss(proof):
    """I(X;Y) − I(X;Z) = I(X;Y|Z): nothing is lost exactly when X → Z → Y too."""
    proof.start(I(X, Y) - I(X, Z))
    proof.eq(I(X, Y) + I(X, Z | Y) - I(X, Z), markov)
    proof.eq(I(X, (Y, Z)) - I(X, Z), "chain rule, Y first")
    proof.eq(I(X, Y | Z), "chain rule, Z first")


@theorem("Observing a processed version", given=[markov])
def dependence_is_used_up(proof):
    """I(X;Y|Z) ≤ I(X;Y), with equality exactly when Z says nothing about X.

    Corollary to Theorem 2.8.1; without the Markov chain it fails.
    """
    proof.start(I(X, Y | Z))
    proof.le(I(X, Y | Z) + I(X, Z), "I(X;Z) ≥ 0")
    proof.eq(I(X, (Y, Z)), "chain rule, Z first")
    proof.eq(I(X, Y) + I(X, Z | Y), "chain rule, Y first")
    proof.eq(I(X, Y), markov)
    proof.claim(I(X, Y | Z) <= I(X, Y), equality=Eq(r(x, z), r(x) * r(z)))


@theorem("Fano's inequality, with sums", given=[hits, misses, wrong_letters])
def fano_split(proof):
    """H(X|U) ≤ h(P) + P·log(|X| − 1) for the probability P = Σ g(x,u)·miss(x,u) of an error.

    Theorem 2.10.1 with P and 1 − P as sums. The law compared with has 1 − P where u = x, and the
    rest in equal parts on the k = |X| − 1 wrong letters.
    """
    proof.start(H(GX | GU) - right * log(1 / right) - wrong * log(1 / wrong) - wrong * log(k))
    proof.eq(
        Sum(at * hit(x, guess) * log(1 / at_given), x, guess)
        + Sum(at * miss(x, guess) * log(1 / at_given), x, guess)
        - right * log(1 / right)
        - wrong * log(k / wrong),
        "a guess is a hit or a miss",
    )
    proof.eq(
        Sum(at * hit(x, guess) * log(right / at_given), x, guess)
        + Sum(at * miss(x, guess) * log(wrong / (k * at_given)), x, guess),
        "join the logarithms",
    )
    proof.le(
        Sum(at * hit(x, guess) * (right / at_given - 1), x, guess)
        + Sum(at * miss(x, guess) * (wrong / (k * at_given) - 1), x, guess),
        log_bound,
    )
    proof.le(
        right * Sum(g(guess) * hit(x, guess), x, guess)
        + wrong / k * Sum(g(guess) * miss(x, guess), x, guess)
        - right
        - wrong,
        "also where g(x,u) = 0, terms are ≥ 0",
    )
    proof.eq(
        right * Sum(g(guess) * Delta(x, guess), x, guess)
        + wrong / k * Sum(g(guess) * (1 - Delta(x, guess)), x, guess)
        - right
        - wrong,
        "what hit and miss mean",
    )
    proof.eq(wrong / k * (x.size - 1) - wrong, "each guess hits one letter and misses |X| − 1")
    proof.eq(wrong / k * k - wrong, "k = |X| − 1")
    proof.eq(0, "k > 0")
    proof.claim(H(GX | GU) <= right * log(1 / right) + wrong * log(1 / wrong) + wrong * log(k))


@theorem("Fano's inequality", given=[hits, misses, wrong_letters, error_rate])
def fano(proof):
    """H(X|U) ≤ h(Pₑ) + Pₑ·log(|X| − 1), with Pₑ the probability that u ≠ x, and |X| ≥ 2."""
    proof.start(H(GX | GU))
    proof.le(right * log(1 / right) + wrong * log(1 / wrong) + wrong * log(k), fano_split)
    proof.eq(right * log(1 / right) + P_e * log(1 / P_e) + P_e * log(k), "Pₑ = Σ g(x,u)·miss(x,u)")
    proof.eq(binary + P_e * log(k), "the rest is 1 − Pₑ")


@theorem("The binary entropy is at most one bit")
def binary_entropy(proof):
    """h(P) ≤ log 2 for a probability P."""
    proof.start(binary - log(2))
    proof.eq((1 - P_e) * log(1 / (2 * (1 - P_e))) + P_e * log(1 / (2 * P_e)), "1 = (1 − P) + P")
    proof.le((1 - P_e) * (1 / (2 * (1 - P_e)) - 1) + P_e * (1 / (2 * P_e) - 1), log_bound)
    proof.le(0, "½ + ½ − 1, or less where P is 0 or 1")
    proof.claim(binary <= log(2))


@theorem("One letter fewer", given=[wrong_letters])
def fewer_letters(proof):
    """Pₑ·log(|X| − 1) ≤ Pₑ·log |X|."""
    proof.start(P_e * log(k) - P_e * log(x.size))
    proof.eq(P_e * log(k / x.size), "join the logarithms")
    proof.le(P_e * (k / x.size - 1), log_bound)
    proof.eq(-P_e / x.size, wrong_letters)
    proof.le(0, "Pₑ ≥ 0")
    proof.claim(P_e * log(k) <= P_e * log(x.size))


@theorem("Fano's inequality, weaker", given=[hits, misses, wrong_letters, error_rate])
def fano_in_bits(proof):
    """H₂(X|U) ≤ 1 + Pₑ·log₂ |X|: what is uncertain forces errors."""
    proof.start(H(GX | GU, base=2))
    proof.eq(H(GX | GU) / log(2), "log₂ t = ln t / ln 2")
    proof.le((binary + P_e * log(k)) / log(2), fano)
    proof.le((log(2) + P_e * log(k)) / log(2), binary_entropy)
    proof.le((log(2) + P_e * log(x.size)) / log(2), fewer_letters)
    proof.eq(1 + P_e * log(x.size, 2), "log₂ t = ln t / ln 2")


@theorem("A guess from a guess", given=[Markov(GX, GY, GU)])
def guess_knows_less(proof):
    """If u is made from y alone, it leaves at least as much open: H(X|Y) ≤ H(X|U)."""
    proof.start(H(GX | GY))
    proof.eq(H(GX | GY, GU), "X and U are independent given Y")
    proof.le(H(GX | GU), "conditioning reduces entropy")


@theorem(
    "Fano's inequality for an estimator",
    given=[Markov(GX, GY, GU), hits, misses, wrong_letters, error_rate],
)
def fano_for_estimators(proof):
    """For X → Y → U, H(X|Y) ≤ H(X|U) ≤ h(Pₑ) + Pₑ·log(|X| − 1)."""
    proof.start(H(GX | GY))
    proof.le(H(GX | GU), guess_knows_less)
    proof.le(binary + P_e * log(k), fano)


if __name__ == "__main__":
    run()
