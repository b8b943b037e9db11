"""Gradients of the losses that networks are trained with: softmax, cross-entropy, log-partition.

Written as they are in notes on learning (Bishop, Pattern Recognition and Machine Learning, sections
4.3.4 and 2.4.1): the logits s(x) move, one at a time, and ∂/∂s(i) is taken at the letter i.
"""

from derive import *

x = Alphabet("x")
x1, i = x.another("x'"), x.another("i")
target = Distribution("y", x)
s, phi, theta = Real("s", x), Real("φ", x), Real("θ")
h = Positive("h", x)
total = Let("Z", Sum(exp(s(x)), x))
softmax = DefinedLaw("σ", x, value=exp(s(x)) / total)
A = Let("A", log(Sum(h(x) * exp(theta * phi(x)), x)))
family = DefinedLaw("f", x, value=h(x) * exp(theta * phi(x) - A))


@theorem("The gradient of the normaliser of softmax")
def log_sum_exp(proof):
    """∂ ln Z/∂s(i) is the probability of i."""
    proof.start(Derivative(log(total), s(i)))
    proof.eq(Derivative(total, s(i)) / total, "chain rule")
    proof.eq(exp(s(i)) / total, "only the summand of i moves")
    proof.eq(softmax(i), "definition of σ")


@theorem("The gradient of softmax")
def softmax_gradient(proof):
    """σ(x)·([x = i] − σ(i)), the matrix diag(σ) − σσᵀ."""
    proof.start(Derivative(softmax(x), s(i)))
    proof.eq(
        Derivative(exp(s(x)), s(i)) / total - softmax(x) * Derivative(total, s(i)) / total,
        "quotient rule",
    )
    proof.eq(softmax(x) * (Delta(x, i) - softmax(i)), "definition of σ")


@theorem("The gradient of the cross-entropy loss")
def loss_gradient(proof):
    """Predicted minus true: σ − y."""
    proof.start(Derivative(cross_entropy(target, softmax), s(i)))
    proof.eq(
        Derivative(log(total) - Sum(target(x) * s(x), x), s(i)), "ln σ = s − ln Z, and y sums to 1"
    )
    proof.eq(softmax(i) - target(i), log_sum_exp)


@theorem("The gradient of the log-partition function")
def log_partition(proof):
    """The mean of the statistic, in an exponential family."""
    proof.claim(Eq(Derivative(A, theta), E(phi(x), family)))


@theorem("Its second derivative is the variance")
def log_partition_twice(proof):
    """Hence A is convex."""
    variance = Sum(family(x) * (phi(x) - E(phi(x), family)) ** 2, x)
    proof.start(Derivative(Derivative(A, theta), theta))
    proof.eq(variance, "under the sum")
    proof.ge(0, square(phi(x) - E(phi(x), family)))


@theorem("The score has mean 0")
def score(proof):
    """Σ f·∂ ln f/∂θ = ∂ Σ f/∂θ = ∂ 1/∂θ."""
    proof.start(Sum(family(x) * Derivative(log(family(x)), theta), x))
    proof.eq(Derivative(Sum(family(x), x), theta), "f·∂ ln f = ∂ f")
    proof.eq(0, "f sums to 1")


# Statements kept because they are false.


@theorem("The gradient of the loss, its sign lost", expect="refuted")
def wrong_sign(proof):
    """True minus predicted would climb."""
    proof.claim(Eq(Derivative(cross_entropy(target, softmax), s(i)), target(i) - softmax(i)))


@theorem("The gradient of softmax, on the diagonal only", expect="refuted")
def diagonal(proof):
    """Every logit moves every probability."""
    proof.claim(Eq(Derivative(softmax(x), s(i)), softmax(x) * Delta(x, i) * (1 - softmax(i))))


@theorem("The gradient of exp(θφ), the chain rule's factor dropped", expect="refuted")
def factor_dropped(proof):
    """φ(x) is missing."""
    proof.claim(Eq(Derivative(exp(theta * phi(x)), theta), exp(theta * phi(x))))


rate = Probability("λ")


@theorem("The slope of λ·ln λ", expect="ill-posed")
def slope_at_zero(proof):
    """At 0 it has a value, and no slope."""
    proof.claim(Eq(Derivative(rate * log(rate), rate), 1 + log(rate)))


if __name__ == "__main__":
    run()
