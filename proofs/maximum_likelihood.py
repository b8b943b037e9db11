"""Maximum likelihood: the best parameter for data is the one of least cross-entropy from the data.

The data are a map i ↦ xᵢ from sample numbers to letters; n(x) counts how often x occurs, p̂ = n(x)/n
is the empirical distribution, q_θ a family of laws. The condition q_θ(xᵢ) > 0 for every sample and
every θ keeps the logarithms finite; a softmax meets it. Without it the product of the likelihoods
is still a number, its logarithm is not.

Exactly, for every data set: the likelihood, the mean log-likelihood, −H(p̂, q_θ) and −D(p̂‖q_θ) have
the same maximisers. With the true law P in place of p̂ this is false at every finite n. What is true
of P is a limit: at each fixed θ the mean log-likelihood converges to E[log q_θ(X)], for independent
samples from P (law of large numbers), and where it is within ε at every θ, its maximiser is within
2ε of the least cross-entropy.

Sources: Cover & Thomas, 2nd ed., section 11.2 and problem 3.1; Goodfellow, Bengio & Courville, Deep
Learning, section 5.5. Convergence at each θ alone does not make the maximisers converge; van der
Vaart, Asymptotic Statistics, Theorem 5.7, says what more it takes.
"""

from gibbs import gibbs

from derive import *

i, x = alphabets("i x")
θ = Alphabet("θ")
n = Measure("n", "n", i.size)
p = Distribution("p", x)
q = Channel("q", x, given=θ)
data = Map("x", i, to=x)
count = data.count(x)
p_hat = Distribution("p̂", x)
model = Distribution("q", x)

log_q = Sum(data.at(i, lambda k: log(q(k, θ))), i)
likelihood = Measure(
    "L(θ)", r"\mathcal{L}(\theta)", Product(data.factor_at(i, lambda k: q(k, θ)), i)
)
L, estimate = Positive("L", θ), Nonnegative("best", θ)

h_data = Measure("H(p̂)", r"H(\hat{p})", H(count / n, over=x))
ce_data = Measure("H(p̂,q_θ)", r"H(\hat{p}, q_{\theta})", cross_entropy(count / n, q(x, θ), over=x))
kl_data = Measure(
    "D(p̂‖q_θ)", r"D_{\mathrm{KL}}(\hat{p} \,\|\, q_{\theta})", KL(count / n, q(x, θ), over=x)
)
ce_true = Measure("H(p,q_θ)", r"H(p, q_{\theta})", cross_entropy(p(x), q(x, θ), over=x))
kl_true = Measure("D(p‖q_θ)", r"D_{\mathrm{KL}}(p \,\|\, q_{\theta})", KL(p(x), q(x, θ), over=x))

samples_possible = Dominated(data(i, x), q(x, θ))  # q_θ(xᵢ) > 0
letters_possible = Dominated(p(x), q(x, θ))  # P ≪ Q_θ for every θ
frequencies = Eq(p_hat(x), count / n)
pick = Distribution("w", i)
uniform = Eq(pick(i), 1 / n)


@theorem("Samples are not the alphabet")
def samples(proof):
    """x₁, …, xₙ are the values of a map: letters may repeat, and some need not occur."""
    proof.fact(
        Defined(
            "samples: every number i = 1…n has exactly one letter xᵢ",
            *data.facts(),
            x=[[1, 0], [1, 0], [0, 1]],
        )
    )


@theorem(
    "The sum over the samples is the sum over the alphabet",
    given=[*data.facts(), Dominated(1, q(x, θ))],
    expect="refuted",
)
def samples_as_alphabet(proof):
    """What goes wrong if x₁, …, xₙ are read as the alphabet: letters count with their number."""
    proof.claim(Eq(log_q, Sum(log(q(x, θ)), x)))


@theorem("A sum over the samples, regrouped by letter", given=[*data.facts(), samples_possible])
def regrouped(proof):
    """Σᵢ log q_θ(xᵢ) = Σ_x n(x) log q_θ(x)."""
    proof.start(log_q)
    proof.eq(Sum(data(i, x) * log(q(x, θ)), i, x), definition)
    proof.eq(Sum(count * log(q(x, θ)), x), "exchange the sums: n(x) counts the samples")


@theorem("Likelihood", given=[*data.facts(), samples_possible])
def likelihood_definition(proof):
    """The likelihood of θ is the product over the samples."""
    proof.fact(
        Defined(
            "likelihood of independent samples",
            Eq(L(θ), likelihood.unfold()),
            x=[[1, 0], [0, 1]],
            q=[["1/2", "1/4"], ["1/2", "3/4"]],
            L=["1/4", "3/16"],
        )
    )


@theorem("Maximum likelihood estimate", given=[*data.facts(), samples_possible])
def estimate_definition(proof):
    """A parameter is an estimate if no other has a larger likelihood; there may be several."""
    proof.fact(
        Defined(
            "the estimates are the parameters of largest likelihood",
            Eq(ArgMax(estimate(θ), θ), ArgMax(likelihood.unfold(), θ)),
            x=[[1, 0], [0, 1]],
            q=[["1/2", "1/4"], ["1/2", "3/4"]],
            best=[1, 0],
        )
    )


@theorem("Maximising the likelihood", given=[*data.facts(), samples_possible])
def mean_log_likelihood(proof):
    """The likelihood and the mean log-likelihood have the same maximisers."""
    proof.start(ArgMax(likelihood, θ))
    proof.eq(ArgMax(likelihood.unfold(), θ), definition)
    proof.eq(ArgMax(log_q, θ), "ln is strictly increasing")
    proof.eq(ArgMax(log_q / n, θ), scaled(1 / n))


@theorem(
    "Likelihood and mean log-likelihood, where a sample may be impossible",
    given=[*data.facts()],
    expect="ill-posed",
)
def with_impossible_samples(proof):
    """Where q_θ(xᵢ) = 0 the likelihood of θ is 0, and the right side has a log of 0.

    With log 0 = −∞ the maximisers would be the same; a log 0 of any finite value is wrong.
    """
    proof.claim(Eq(ArgMax(likelihood.unfold(), θ), ArgMax(log_q / n, θ)))


@theorem(
    "Maximum likelihood is least cross-entropy from the data",
    given=[*data.facts(), samples_possible],
)
def least_cross_entropy(proof):
    """The likelihood has its maximisers where H(p̂, q_θ) has its minimisers, with p̂(x) = n(x)/n.

    No law P occurs; this is true of every data set.
    """
    proof.start(ArgMax(likelihood.unfold(), θ))
    proof.eq(ArgMax(log_q, θ), "ln is strictly increasing")
    proof.eq(ArgMax(Sum(count * log(q(x, θ)), x), θ), "regroup by letter")
    proof.eq(ArgMax(Sum(count / n * log(q(x, θ)), x), θ), scaled(1 / n))
    proof.eq(ArgMin(-Sum(count / n * log(q(x, θ)), x), θ), "argmax f = argmin −f")
    proof.eq(ArgMin(ce_data, θ), definition)


@theorem(
    "Least cross-entropy from the data is least divergence from them",
    given=[*data.facts(), samples_possible],
)
def least_data_divergence(proof):
    """So the likelihood has its maximisers where D(p̂‖q_θ) has its minimisers."""
    proof.start(ArgMin(ce_data, θ))
    proof.eq(ArgMin(kl_data + h_data, θ), "cross-entropy is entropy plus divergence")
    proof.eq(ArgMin(kl_data, θ), "H(p̂) does not depend on θ")


@theorem(
    "Maximum likelihood is least cross-entropy from the true law",
    given=[*data.facts(), Dominated(1, q(x, θ)), Dominated(data(i, x), p(x))],
    expect="refuted",
)
def least_true_cross_entropy(proof):
    """False at finite n, even if every sample is possible under P: the data are not P."""
    proof.claim(Eq(ArgMax(log_q / n, θ), ArgMin(-Sum(p(x) * log(q(x, θ)), x), θ)))


@theorem("Expected log-likelihood", given=[letters_possible])
def expected_log_likelihood(proof):
    """E[log q_θ(X)] under P is Σ p log q_θ, which is −H(P, Q_θ)."""
    proof.start(E(log(q(x, θ)), p))
    proof.eq(Sum(p(x) * log(q(x, θ)), x), definition)
    proof.eq(-ce_true, definition)


@theorem("Expected log-likelihood and cross-entropy", given=[letters_possible])
def cross_entropy_definition(proof):
    """Maximising the one is minimising the other."""
    proof.start(ArgMin(-Sum(p(x) * log(q(x, θ)), x), θ))
    proof.eq(ArgMin(ce_true, θ), definition)


@theorem("Least cross-entropy is least divergence", given=[letters_possible])
def least_divergence(proof):
    """H(P, Q_θ) and D(P‖Q_θ) have the same minimisers: they differ by H(P), which is free of θ."""
    proof.start(ArgMin(ce_true, θ))
    proof.eq(ArgMin(kl_true + H(p), θ), "cross-entropy is entropy plus divergence")
    proof.eq(ArgMin(kl_true, θ), "H(P) does not depend on θ")


@theorem("Least cross-entropy and least divergence, with zeros in the models", expect="ill-posed")
def with_impossible_letters(proof):
    """Where q_θ(x) = 0 and p(x) > 0 both sides have a log of 0."""
    proof.claim(Eq(ArgMin(ce_true, θ), ArgMin(kl_true, θ)))


@theorem("Cross-entropy and divergence plus entropy, with zeros in the models", expect="ill-posed")
def decomposition_with_impossible_letters(proof):
    """The step before, on its own."""
    proof.claim(Eq(ArgMin(ce_true, θ), ArgMin(kl_true + H(p), θ)))


@theorem("Divergence plus entropy and divergence, with zeros in the models", expect="ill-posed")
def divergence_with_impossible_letters(proof):
    """The step after, on its own."""
    proof.claim(Eq(ArgMin(kl_true + H(p), θ), ArgMin(kl_true, θ)))


@theorem(
    "The models of least cross-entropy are the nearest ones",
    given=[Dominated(1, q(x, θ)), Eq(p(x), Sum(q(x, θ), θ) / θ.size)],
    expect="refuted",
)
def nearest_model(proof):
    """False for the Euclidean distance: least cross-entropy is least D(P‖Q_θ), which is none.

    In the counterexample P is midway between two models: both are equally near, one is better.
    """
    proof.claim(Eq(ArgMin(ce_true, θ), ArgMin(Sum((p(x) - q(x, θ)) ** 2, x), θ)))


@theorem("The empirical frequencies sum to 1", given=[*data.facts(), uniform])
def frequencies_sum(proof):
    """n(x)/n ≥ 0 is the probability that a sample picked at random is x; so Σ n(x)/n = 1."""
    proof.start(Sum(count / n, x))
    proof.eq(Sum(pick(i) * data(i, x), i, x), "every sample is picked with probability 1/n")
    proof.eq(Sum(pick(i), i), data.facts()[1])
    proof.eq(1, "some sample is picked")


@theorem(
    "Mean log-likelihood and cross-entropy, with p̂ as a law",
    given=[*data.facts(), frequencies, samples_possible, Dominated(p_hat(x), q(x, θ))],
)
def mean_is_cross_entropy(proof):
    """(1/n) Σ log q_θ(xᵢ) = −H(p̂, q_θ) = −H(p̂) − D(p̂‖q_θ), at each θ.

    The last hypothesis follows from the others.
    """
    proof.start(log_q / n)
    proof.eq(Sum(count * log(q(x, θ)), x) / n, "regroup by letter")
    proof.eq(Sum(p_hat(x) * log(q(x, θ)), x), "p̂(x) = n(x)/n")
    proof.eq(-cross_entropy(p_hat(x), q(x, θ), over=x), definition)
    proof.eq(-H(p_hat) - KL(p_hat(x), q(x, θ), over=x), "cross-entropy is entropy plus divergence")


@theorem(
    "Over all laws, the frequencies maximise the likelihood",
    given=[*data.facts(), frequencies, Dominated(data(i, x), model(x)), p_hat << model],
)
def categorical(proof):
    """The categorical model: the only maximiser among all laws is q = p̂ (Gibbs' inequality)."""
    mean = Sum(data.at(i, lambda k: log(model(k))), i) / n
    proof.start(mean)
    proof.eq(Sum(count * log(model(x)), x) / n, "regroup by letter")
    proof.eq(Sum(p_hat(x) * log(model(x)), x), "p̂(x) = n(x)/n")
    proof.eq(Sum(p_hat(x) * log(p_hat(x)), x) - KL(p_hat, model), "definition of D")
    proof.le(Sum(p_hat(x) * log(p_hat(x)), x), gibbs.on(p=p_hat, q=model))
    proof.claim(Le(mean, Sum(p_hat(x) * log(p_hat(x)), x)), equality=Eq(model, p_hat))


# The limit n → ∞: what converges, and what follows for the maximisers.

u, v = past_and_next("x")
r = Law("r", u, v)
U, V = r.variables
S, f = Real("S", u), Real("f", v)
mean_f = Measure("E[f]", r"\operatorname{E}[f]", Sum(r(v) * f(v), v))
var_f = Measure("Var[f]", r"\operatorname{Var}[f]", Sum(r(v) * (f(v) - mean_f) ** 2, v))

x0, x2 = x.another("x₀"), x.another("x'")
pair, g = Law("r", x, x2), Real("f", x)
X1, X2 = pair.variables
same_law = [Eq(pair(x=x), p(x)), Eq(pair(**{"x'": x}), p(x))]
mean_g = Measure("E[f]", r"\operatorname{E}[f]", Sum(p(x) * g(x), x))
halved = Eq(
    Sum(pair(x, x2) * ((g(x) + g(x2)) / 2 - mean_g) ** 2, x, x2),
    Sum(p(x) * (g(x) - mean_g) ** 2, x) / 2,
)

outcome = Distribution("r", x)
total, far = Real("S", x), Probability("b", x)
number, ε, σ2 = Positive("n"), Positive("ε"), Nonnegative("σ²")
far_only = Le(far(x), (total(x) / (number * ε)) ** 2)
second_moment = Eq(σ2, Sum(outcome(x) * total(x) ** 2, x) / number)


@theorem(
    "The mean log-likelihood is its expectation",
    given=[*data.facts(), Dominated(1, q(x, θ)), Dominated(data(i, x), p(x))],
    expect="refuted",
)
def mean_is_expectation(proof):
    """False at finite n: only the limit is the expectation."""
    proof.claim(Eq(log_q / n, Sum(p(x) * log(q(x, θ)), x)))


@theorem("The mean over copies of one sample", given=[Dominated(1, q(x, θ))])
def mean_of_copies(proof):
    """If all n samples are the same letter x₀, their mean log-likelihood is log q_θ(x₀), any n."""
    proof.start(Sum(Delta(x, x0) * log(q(x, θ)), i, x) / n)
    proof.eq(Sum(log(q(x0, θ)), i) / n, "xᵢ = x₀")
    proof.eq(log(q(x0, θ)), "n equal terms")


@theorem(
    "The mean over copies of one sample is the expectation",
    given=[Dominated(1, q(x, θ)), Dominated(1, p(x))],
    expect="refuted",
)
def copies_converge(proof):
    """False: the mean is log q_θ(x₀) for every n (`mean_of_copies`) and tends to nothing else.

    Each sample is drawn from P if x₀ is, but they are not independent.
    """
    proof.claim(Eq(Sum(log(q(x0, θ)), i) / n, Sum(p(x) * log(q(x, θ)), x)))


@theorem("Law of large numbers for the log-likelihood", expect="cited")
def law_of_large_numbers(proof):
    """At each fixed θ. On a finite alphabet with q_θ > 0 where p > 0 the mean is finite."""
    proof.fact(
        Cited(
            "for independent samples xᵢ from P, with q_θ(x) > 0 wherever p(x) > 0, almost surely "
            "(1/n) Σᵢ ln q_θ(xᵢ) → Σ_x p(x)·ln q_θ(x) as n → ∞, for each θ",
            "Kolmogorov's strong law of large numbers; Billingsley, Probability and Measure, "
            "3rd ed., Theorem 22.1",
            tex=r"\frac{1}{n} \sum_{i=1}^{n} \ln q_{\theta}(x_{i}) \to "
            r"\sum_{x} p(x) \ln q_{\theta}(x)",
        )
    )


@theorem("Variances of independent terms add, one step", given=[Independent(U, V)])
def variance_step(proof):
    """S is the sum of the centred terms so far; the next one is f(xₜ) − E[f]."""
    proof.start(Sum(r(u, v) * (S(u) + f(v) - mean_f) ** 2, u, v))
    proof.eq(
        Sum(r(u) * r(v) * (S(u) ** 2 + 2 * S(u) * (f(v) - mean_f) + (f(v) - mean_f) ** 2), u, v),
        Independent(U, V),
    )
    proof.eq(
        Sum(r(u) * S(u) ** 2, u) + 2 * Sum(r(u) * S(u), u) * Sum(r(v) * (f(v) - mean_f), v) + var_f,
        "multiply out",
    )
    proof.eq(Sum(r(u) * S(u) ** 2, u) + var_f, "Σ r(v)·(f(v) − E[f]) = 0")


@theorem("Variances of independent terms add", given=[Independent(U, V)])
def variance(proof):
    """E[S²] = Σ Var[f(Xₜ)] if each Xₜ is independent of the past; T·σ² if they are alike."""
    proof.fact(
        EveryT(
            variance_step,
            total=Sum(r(u) * S(u) ** 2, u),
            new=var_f,
            past=u,
            next=v,
            put={S: S(u) + f(v) - mean_f},
        )
    )


@theorem("The mean of two samples has half the variance", given=[*same_law, Independent(X1, X2)])
def two_samples(proof):
    """If they are independent and both drawn from P; f may be log q_θ."""
    proof.claim(halved)


@theorem(
    "The mean of two samples has half the variance, also without independence",
    given=same_law,
    expect="refuted",
)
def two_dependent_samples(proof):
    """False: samples that depend on each other need not average out, each drawn from P or not."""
    proof.claim(halved)


@theorem("Weak law of large numbers", given=[far_only, second_moment])
def weak_law(proof):
    """P(|S/n| ≥ ε) ≤ σ²/(nε²) for a sum S of n centred terms with E[S²] = nσ² (Chebyshev).

    b is the indicator of |S| ≥ nε, or any b between 0 and 1 with b ≤ (S/nε)².
    """
    proof.start(Sum(outcome(x) * far(x), x))
    proof.le(Sum(outcome(x) * (total(x) / (number * ε)) ** 2, x), far_only)
    proof.eq(σ2 / (number * ε**2), second_moment)


@theorem("The bound of the weak law tends to 0")
def weak_law_limit(proof):
    """However small ε is: the mean over n samples is within ε of its expectation, in the limit."""
    proof.fact(Limit(lambda n: σ2 / (n * ε**2), 0))


mean_log, expected = Real("m", θ), Real("e", θ)
best_mean, expected_there = Real("m̂"), Real("ê")
gap = Nonnegative("ε")


@theorem(
    "The maximum likelihood estimate nearly minimises the true cross-entropy",
    given=[
        Le(mean_log(θ), best_mean),
        Le(best_mean, expected_there + gap),
        Le(expected(θ), mean_log(θ) + gap),
    ],
)
def near_minimiser(proof):
    """Let m be the mean log-likelihood, e its expectation, m̂ and ê their values where m is largest.

    If m and e differ by at most ε at every θ, then ê is within 2ε of the largest e: the
    cross-entropy of the estimate is within 2ε of the least. The n from which on they differ by at
    most ε has to be the same for all θ, as it is for finitely many.
    """
    proof.start(expected(θ))
    proof.le(mean_log(θ) + gap, "within ε at θ")
    proof.le(best_mean + gap, "m̂ is the largest")
    proof.le(expected_there + 2 * gap, "within ε where m is largest")


if __name__ == "__main__":
    run()
