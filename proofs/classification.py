"""Classification: the batch loss, its regrouping by class, and what the input changes.

A batch has n samples; sample i has a label yᵢ and an input zᵢ. Written without inputs, with one
prediction q_θ(k) for the whole batch, the mean loss −(1/n) Σ log q_θ(yᵢ) is the cross-entropy
H(p̂, q_θ) from the class frequencies p̂(k) = n(k)/n. A classifier that looks at the input has a
prediction q_θ(k|z) for each; then counts of classes alone do not determine the loss, and the
regrouping is by pairs (z, k): the loss is Σ_z p̂(z)·H(p̂(·|z), q_θ(·|z)), a cross-entropy for each
input, averaged.

The condition q_θ(yᵢ) > 0 keeps the loss finite; a softmax meets it. Sources: Goodfellow, Bengio &
Courville, Deep Learning, sections 5.5 and 6.2.2; Bridle (1990) for the softmax and its gradient.
"""

from gibbs import gibbs

from derive import *

i, k, z = alphabets("i k z")
θ = Alphabet("θ")
n = Measure("n", "n", i.size)
label, given_input = Map("y", i, to=k), Map("z", i, to=z)
labels, inputs = [*label.facts()], [*given_input.facts()]
count = label.count(k)
one_nth = Measure("(1/n)", r"\tfrac{1}{n}", 1 / n)

# Without inputs: one prediction for the whole batch.
q = Channel("q", k, given=θ)
true_class = label.at(i, lambda c: log(q(c, θ)))
loss = Measure("L(θ)", r"L(\theta)", -Sum(true_class, i) / n)
label_possible = Dominated(label(i, k), q(k, θ))
p_hat = Distribution("p̂", k)
frequencies, frequent = Eq(p_hat(k), count / n), Dominated(p_hat(k), q(k, θ))
ce_data = Measure("H(p̂,q_θ)", r"H(\hat{p}, q_{\theta})", cross_entropy(count / n, q(k, θ), over=k))

# With inputs: a prediction for each.
c = Channel("q", k, given=(z, θ))
true_class_given = label.at(i, lambda b: given_input.at(i, lambda a: log(c(b, a, θ))))
loss_given = Measure("L(θ)", r"L(\theta)", -Sum(true_class_given, i) / n)
other_input = Map("z'", i, to=z)
other_inputs = [*other_input.facts()]
true_class_elsewhere = label.at(i, lambda b: other_input.at(i, lambda a: log(c(b, a, θ))))
loss_elsewhere = Measure("L'(θ)", r"L'(\theta)", -Sum(true_class_elsewhere, i) / n)
pairs = Measure("n(z,k)", "n_{z,k}", Sum(given_input(i, z) * label(i, k), i))
with_input = given_input.count(z)
seen = Dominated(given_input(i, z) * label(i, k), c(k, z, θ))
j = Law("p̂", k, z)
pair_frequencies = Eq(j(k, z), pairs / n)
K, Z = j.variables
prediction = Channel("q", k, given=z)

LOSS = Real("L", θ)


@theorem("Batch loss", given=[*labels, label_possible])
def batch_loss(proof):
    """The mean over the batch of −log of the probability of the true class."""
    proof.fact(
        Defined(
            "batch loss",
            Eq(LOSS(θ), loss.unfold()),
            y=[[1, 0], [0, 1]],
            q=[["1/2"], ["1/2"]],
            L=[log(2)],
        )
    )


@theorem("Only the true class enters", given=[*labels, label_possible])
def one_hot(proof):
    """With the one-hot label y(i,k) = [yᵢ = k]: Σ_k y(i,k) log q_θ(k) = log q_θ(yᵢ)."""
    proof.start(-Sum(label(i, k) * log(q(k, θ)), k))
    proof.eq(-true_class, definition)


@theorem("Only the true class enters, with a zero there", given=[*labels], expect="ill-posed")
def one_hot_with_zeros(proof):
    """A prediction that rules the true class out has no finite loss."""
    proof.claim(Eq(-Sum(label(i, k) * log(q(k, θ)), k), -true_class))


@theorem("A one-hot label picks the true class", given=[Dominated(1, q(k, θ))])
def only_true_class(proof):
    """With the one-hot label [k = k'], the other classes have weight 0 in −Σ_k [k = k'] log q_θ(k).

    The predictions for them still count: they sum to 1 − q_θ(k').
    """
    k1 = k.another("k'")
    proof.start(-Sum(Delta(k, k1) * log(q(k, θ)), k))
    proof.eq(-log(q(k1, θ)), "only the term k = k' is left")


@theorem("A one-hot label picks the true class, also where it is ruled out", expect="ill-posed")
def only_true_class_with_zeros(proof):
    """Where q_θ(k') = 0 the loss is not a number."""
    k1 = k.another("k'")
    proof.claim(Eq(-Sum(Delta(k, k1) * log(q(k, θ)), k), -log(q(k1, θ))))


@theorem("The batch loss regrouped by class", given=[*labels, label_possible])
def by_class(proof):
    """With the same prediction for every sample: L = −(1/n) Σ n(k) log q_θ(k) = H(p̂, q_θ)."""
    proof.start(loss)
    proof.eq(-Sum(label(i, k) * log(q(k, θ)), i, k) / n, definition)
    proof.eq(-one_nth * Sum(count * log(q(k, θ)), k), "exchange the sums: n(k) counts the samples")
    proof.eq(-Sum(one_nth * count * log(q(k, θ)), k), "take 1/n into the sum")
    proof.eq(ce_data, definition)


@theorem("Empirical frequency", given=[*labels])
def empirical_frequency(proof):
    """The share of a class in the batch."""
    frequency = Real("p̂", k)
    proof.fact(
        Defined(
            "empirical frequency",
            Eq(frequency(k), count / n),
            y=[[1, 0], [0, 1], [1, 0]],
            **{"p̂": ["2/3", "1/3"]},
        )
    )


@theorem("Cross-entropy from the frequencies", given=[frequent])
def frequencies_cross_entropy(proof):
    """−Σ p̂ log q_θ is the cross-entropy H(p̂, q_θ)."""
    proof.start(-Sum(p_hat(k) * log(q(k, θ)), k))
    proof.eq(cross_entropy(p_hat(k), q(k, θ), over=k), definition)


@theorem(
    "The batch loss from the frequencies",
    given=[*labels, frequencies, label_possible, frequent],
)
def loss_from_frequencies(proof):
    """L = −Σ p̂(k) log q_θ(k) with p̂(k) = n(k)/n. The last hypothesis follows from the others."""
    proof.start(loss)
    proof.eq(-Sum(count * log(q(k, θ)), k) / n, by_class)
    proof.eq(-Sum(p_hat(k) * log(q(k, θ)), k), "p̂(k) = n(k)/n")


@theorem(
    "The batch loss is a cross-entropy",
    given=[*labels, frequencies, label_possible, frequent],
)
def loss_is_cross_entropy(proof):
    """L = H(p̂, q_θ) = H(p̂) + D(p̂‖q_θ), at each θ."""
    proof.start(loss)
    proof.eq(-Sum(p_hat(k) * log(q(k, θ)), k), loss_from_frequencies)
    proof.eq(cross_entropy(p_hat(k), q(k, θ), over=k), definition)
    proof.eq(H(p_hat) + KL(p_hat(k), q(k, θ), over=k), "cross-entropy is entropy plus divergence")


# The frequencies and the true law.

p = Distribution("p", k)
size, ε, rate = Positive("n"), Positive("ε"), Probability("π")


@theorem(
    "The frequencies are the true law",
    given=[*labels, Dominated(label(i, k), p(k))],
    expect="refuted",
)
def frequencies_are_true(proof):
    """False at finite n, even if every label is possible under P."""
    proof.claim(Eq(count / n, p(k)))


@theorem("The frequencies converge", expect="cited")
def frequencies_converge(proof):
    """The law of large numbers for the indicators [yᵢ = k]."""
    proof.fact(
        Cited(
            "for independent labels yᵢ from P, almost surely n(k)/n → p(k) as n → ∞, for each k",
            "Borel's strong law of large numbers; Billingsley, Probability and Measure, 3rd ed., "
            "Theorem 1.2 for the fair coin and Theorem 22.1 in general",
            tex=r"\hat{p}(y=k) = \frac{n_{k}}{n} \to p(y=k)",
        )
    )


k1 = k.another("k'")


@theorem("The frequencies of copies of one label")
def frequencies_of_copies(proof):
    """If all n labels are the same class k', the frequency of k is [k = k'], for every n."""
    proof.start(Sum(Delta(k, k1), i) / n)
    proof.eq(Delta(k, k1), "n equal terms")


@theorem(
    "The frequencies of copies of one label are the true law",
    given=[Dominated(1, p(k))],
    expect="refuted",
)
def copies_converge(proof):
    """False: they are [k = k'] for every n (`frequencies_of_copies`) and tend to nothing else."""
    proof.claim(Eq(Sum(Delta(k, k1), i) / n, p(k)))


@theorem("Variance of an indicator")
def indicator_variance(proof):
    """The indicator [y = k'] has variance p(k')·(1 − p(k'))."""
    proof.start(Sum(p(k) * (Delta(k, k1) - p(k1)) ** 2, k))
    proof.eq(p(k1) * (1 - p(k1)), "multiply out; p sums to 1")


@theorem("The weak law's bound for a frequency")
def frequency_bound(proof):
    """π(1 − π)/(nε²) ≤ 1/(4nε²), with equality exactly at π = ½.

    By the weak law in `maximum_likelihood.py` the left side bounds P(|n(k)/n − π| ≥ ε), for n
    independent labels that are k with chance π: an indicator has variance π(1 − π).
    """
    bound = 1 / (4 * size * ε**2)
    proof.start(rate * (1 - rate) / (size * ε**2))
    proof.eq(bound - (rate - Rational(1, 2)) ** 2 / (size * ε**2), "complete the square")
    proof.le(bound, square(rate - Rational(1, 2)))
    proof.claim(rate * (1 - rate) / (size * ε**2) <= bound, equality=Eq(rate, Rational(1, 2)))


# With inputs.


@theorem("The batch loss regrouped by input and class", given=[*labels, *inputs, seen])
def by_input_and_class(proof):
    """L = −(1/n) Σ n(z,k) log q_θ(k|z): what determines the loss is how often each pair occurs."""
    proof.start(loss_given)
    proof.eq(-Sum(given_input(i, z) * label(i, k) * log(c(k, z, θ)), i, z, k) / n, definition)
    proof.eq(-Sum(pairs * log(c(k, z, θ)), z, k) / n, "exchange the sums")


@theorem("The batch loss as a mean over inputs", given=[*labels, *inputs, seen])
def mean_over_inputs(proof):
    """L = Σ_z (n(z)/n) Σ_k (n(z,k)/n(z)) log 1/q_θ(k|z): a cross-entropy for each input."""
    proof.start(loss_given)
    proof.eq(-Sum(pairs * log(c(k, z, θ)), z, k) / n, by_input_and_class)
    proof.eq(Sum(Sum(pairs * log(1 / c(k, z, θ)), k), z) / n, "log 1/t = −log t")
    proof.eq(
        Sum(with_input / n * Sum(pairs / with_input * log(1 / c(k, z, θ)), k), z),
        "n(z,k) = n(z)·(n(z,k)/n(z)), also where n(z) = 0",
    )


@theorem(
    "The labels alone determine the batch loss",
    given=[*labels, *inputs, *other_inputs, Dominated(1, c(k, z, θ))],
    expect="refuted",
)
def labels_determine_loss(proof):
    """False: the same labels, and so the same counts of classes, with other inputs."""
    proof.claim(Eq(loss_given, loss_elsewhere))


average = Sum(given_input(i, z) * c(k, z, θ), i, z) / n
in_class = Sum(pairs, z)
class_average = Sum(pairs * c(k, z, θ), z) / in_class
by_average = Measure("q̄(k)", r"\bar{q}_{k}", average)
by_class_average = Measure("q̄(k)", r"\bar{q}_{k}", class_average)


@theorem(
    "The batch loss regrouped by class alone, for predictions that depend on the input",
    given=[*labels, *inputs, Dominated(1, c(k, z, θ))],
    expect="refuted",
)
def by_class_alone(proof):
    """False with the mean prediction q̄(k) = (1/n) Σᵢ q_θ(k|zᵢ) for q_θ(k)."""
    proof.claim(Eq(loss_given, -Sum(count * log(by_average), k) / n))


@theorem(
    "The batch loss regrouped by class alone, with the mean prediction of each class",
    given=[*labels, *inputs, Dominated(1, c(k, z, θ))],
    expect="refuted",
)
def by_class_average_alone(proof):
    """False also with q̄(k) the mean of q_θ(k|zᵢ) over the samples of class k."""
    proof.claim(Eq(loss_given, -Sum(in_class * log(by_class_average), k) / n))


@theorem(
    "Regrouping by class alone makes the loss too small",
    given=[*labels, *inputs, Dominated(1, c(k, z, θ))],
)
def by_class_average_below(proof):
    """Jensen: L ≥ −(1/n) Σ n(k) log q̄(k), with q̄(k) the mean of q_θ(k|zᵢ) over class k."""
    proof.start(loss_given)
    proof.eq(-Sum(pairs * log(c(k, z, θ)), z, k) / n, by_input_and_class)
    proof.ge(-Sum(in_class * log(by_class_average), k) / n, log_bound)


@theorem(
    "The batch loss with inputs, with p̂ as a law",
    given=[pair_frequencies, *labels, *inputs, seen, Dominated(j(k, z), c(k, z, θ))],
)
def conditional_cross_entropy(proof):
    """L = H(K|Z) + Σ p̂(z)·D(p̂(·|z)‖q_θ(·|z)), both under p̂(z,k) = n(z,k)/n."""
    proof.start(loss_given)
    proof.eq(-Sum(pairs * log(c(k, z, θ)), z, k) / n, by_input_and_class)
    proof.eq(Sum(j(k, z) * log(1 / c(k, z, θ)), z, k), "p̂(z,k) = n(z,k)/n")
    proof.eq(
        Sum(j(k, z) * log(1 / j(k | z)), z, k) + Sum(j(k, z) * log(j(k | z) / c(k, z, θ)), z, k),
        "1/q = (1/p̂)·(p̂/q) where p̂ > 0",
    )
    proof.eq(H(K | Z) + Sum(j(k, z) * log(j(k | z) / c(k, z, θ)), z, k), "definition of H(K|Z)")


@theorem("The least batch loss with inputs", given=[Dominated(j(k, z), prediction(k, z))])
def least_loss(proof):
    """Σ p̂(z,k) log 1/q(k|z) ≥ H(K|Z), with equality exactly when q(k|z) = p̂(k|z) where p̂(z) > 0."""
    least = Sum(j(k, z) * log(1 / prediction(k, z)), z, k)
    proof.start(least)
    proof.eq(
        H(K | Z) + KL(j(k, z), j(z) * prediction(k, z)), "cross-entropy is entropy plus divergence"
    )
    proof.ge(H(K | Z), gibbs.on(p=j(k, z), q=j(z) * prediction(k, z)))
    proof.claim(least >= H(K | Z), equality=Eq(j(k, z), j(z) * prediction(k, z)))


# Softmax.

score = Real("z", k)
target = Distribution("y", k)
k2 = k.another("j")
normaliser = Sum(exp(score(k)), k)


def softmax(at):
    """The probability of class `at`: exp z(at)/Σ exp z."""
    return Measure(
        f"softmax({at.name})", rf"\mathrm{{softmax}}_{{{at.name}}}", exp(score(at)) / normaliser
    )


@theorem("Cross-entropy of a softmax")
def softmax_cross_entropy(proof):
    """−Σ y log softmax = log Σ exp z − Σ y·z, for targets y that sum to 1."""
    proof.start(-Sum(target(k) * log(softmax(k)), k))
    proof.eq(-Sum(target(k) * (score(k) - log(normaliser)), k), "logarithm of the softmax")
    proof.eq(log(normaliser) - Sum(target(k) * score(k), k), "Σ y = 1")


@theorem("A softmax is a law")
def softmax_sums(proof):
    """It sums to 1; as exp > 0 it is positive everywhere, so the loss needs no hypothesis."""
    proof.start(Sum(softmax(k), k))
    proof.eq(normaliser / normaliser, "take the normaliser out")
    proof.eq(1, "exp > 0")


@theorem("Gradient of the softmax cross-entropy")
def softmax_gradient(proof):
    """∂/∂z(j) of the loss is softmax(j) − y(j): prediction minus target."""
    proof.fact(
        Derivative(
            log(normaliser) - Sum(target(k) * score(k), k), score(k2), softmax(k2) - target(k2)
        )
    )
    proof.fact(
        Derivative(-Sum(target(k) * log(softmax(k)), k), score(k2), softmax(k2) - target(k2))
    )


@theorem("Gradient of the softmax cross-entropy, for any weights ≥ 0", expect="refuted")
def softmax_gradient_unnormalised(proof):
    """False if the targets do not sum to 1: the softmax is then weighted with their sum."""
    weight = Nonnegative("a", k)
    proof.fact(
        Derivative(-Sum(weight(k) * log(softmax(k)), k), score(k2), softmax(k2) - weight(k2))
    )


@theorem("Derivatives of the softmax")
def softmax_derivatives(proof):
    """∂softmax(k)/∂z(j) = softmax(k)·([j = k] − softmax(j))."""
    proof.fact(Derivative(softmax(k), score(k2), softmax(k) * (Delta(k2, k) - softmax(k2))))


if __name__ == "__main__":
    run()
