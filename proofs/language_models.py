"""Language models: the chain rule of probability turns a sequence's likelihood into token losses.

A sequence x₁…x_T has the probability Π q_θ(xₜ|x₁…xₜ₋₁), and −log of it is the sum of the losses of
its tokens, if every token has probability > 0, as a softmax gives it. So the parameters of largest
likelihood of a corpus are those of least total token loss. A mean over all tokens of the corpus has
the same minimisers; a mean over sequences of the mean over their tokens need not, unless all
sequences are equally long.

Perplexity is exp of the cross-entropy in nats, 2 to the cross-entropy in bits. That of the uniform
model is the size of the vocabulary, and a bad model's is larger.

Sources: Bengio et al., A neural probabilistic language model (2003); Cover & Thomas, 2nd ed.,
Theorem 2.5.1; Jelinek et al., Perplexity (1977). The chain rule of probability itself is in
`chain_rules.py`.
"""

from derive import *

x, y, z = alphabets("x y z")
θ = Alphabet("θ")
three_tokens = Law("p", x, y, z)

# Any length T: a prediction of the next token after every past.
u, v = past_and_next("x")
predict, weight = Channel("c", v, given=u), Nonnegative("q", u)
model, sequence = Channel("c", v, given=(u, θ)), Positive("q", u, θ)
law = Law("q", u, v)

# A corpus: at position t the token wₜ follows the context cₜ.
t, w, c = alphabets("t w c")
token, context = Map("w", t, to=w), Map("c", t, to=c)
next_token = Channel("q", w, given=(c, θ))
corpus = [*token.facts(), *context.facts()]
tokens_possible = Dominated(context(t, c) * token(t, w), next_token(w, c, θ))
n = Measure("n", "n", t.size)
log_token = context.at(t, lambda b: token.at(t, lambda a: log(next_token(a, b, θ))))
token_loss = -log_token
token_probability = Measure("q(wₜ|cₜ,θ)", r"q(w_{t} \mid c_{t}, \theta)", exp(log_token))
pairs = Measure("n(c,w)", "n_{c,w}", Sum(context(t, c) * token(t, w), t))
LOSS = Real("L", θ)

# Sequences of different lengths, and tokenisers.
i = Alphabet("i")
sequence_of, loss_at = Map("s", t, to=i), Nonnegative("ℓ", t, θ)
length, same_length = sequence_of.count(i, "T"), Positive("T")
loss_1, loss_2 = Nonnegative("ℓ₁"), Nonnegative("ℓ₂")
tokens_1, tokens_2, text_bytes = Positive("N₁"), Positive("N₂"), Positive("B")

p, q = Distribution("p", x), Distribution("q", x)
a, b = Real("a"), Real("b")


@theorem("Chain rule of probability for three tokens")
def three(proof):
    """p(x,y,z) = p(x)·p(y|x)·p(z|x,y), also where a past has probability 0."""
    proof.start(three_tokens(x, y, z))
    proof.eq(three_tokens(x, y) * three_tokens(z | x, y), "definition of the conditional")
    proof.eq(
        three_tokens(x) * three_tokens(y | x) * three_tokens(z | x, y),
        "definition of the conditional",
    )


@theorem("Predictions of the next token make a law of sequences, one step")
def law_of_sequences_step(proof):
    """Any weights of the past, times predictions that sum to 1, keep their total."""
    proof.start(Sum(weight(u) * predict(v | u), u, v))
    proof.eq(Sum(weight(u), u) * 1, "after every past the predictions sum to 1")


@theorem("Predictions of the next token make a law of sequences")
def law_of_sequences(proof):
    """The products of predictions sum to what the first factor sums to, that is, to 1."""
    proof.fact(
        EveryT(
            law_of_sequences_step,
            total=Sum(weight(u), u),
            new=Rational(1),
            past=u,
            next=v,
            by="*",
            put={weight: weight(u) * predict(v | u)},
        )
    )


@theorem("Loss of a sequence", given=[*corpus, tokens_possible])
def loss_definition(proof):
    """The sum of the losses of its tokens, each −log of what the model gave to it."""
    proof.fact(
        Defined(
            "loss of a sequence",
            Eq(LOSS(θ), Sum(token_loss, t)),
            w=[[1, 0], [0, 1]],
            c=[[1, 0], [0, 1]],
            q=[[["1/2"], ["1/2"]], [["1/2"], ["1/2"]]],
            L=[2 * log(2)],
        )
    )


@theorem("The loss is the negative log-likelihood", given=[*corpus, tokens_possible])
def log_of_product(proof):
    """Σ −log q_θ(wₜ|cₜ) = −Σ log q_θ(wₜ|cₜ) = −log Π q_θ(wₜ|cₜ)."""
    proof.start(Sum(token_loss, t))
    proof.eq(-Sum(log_token, t), definition)
    proof.eq(-log(Product(token_probability, t)), "logarithm of a product of positive numbers")


@theorem(
    "The loss is the negative log-likelihood, with impossible tokens",
    given=corpus,
    expect="ill-posed",
)
def log_of_product_with_zeros(proof):
    """Where the model gives a token probability 0, its loss is not a number."""
    proof.claim(Eq(Sum(token_loss, t), -log(Product(token_probability, t))))


@theorem("Token losses add up, one step", given=[Dominated(1, model(v, u, θ))])
def token_losses_step(proof):
    """The model gives u,v the probability q_θ(u)·c_θ(v|u)."""
    proof.start(-log(sequence(u, θ) * model(v, u, θ)))
    proof.eq(-log(sequence(u, θ)) - log(model(v, u, θ)), "logarithm of a product")


@theorem("Token losses add up", given=[Dominated(1, model(v, u, θ))])
def token_losses(proof):
    """−log q_θ(x₁…x_T) = Σ −log c_θ(xₜ|x₁…xₜ₋₁), the first token's loss being −log q_θ(x₁)."""
    proof.fact(
        EveryT(
            token_losses_step,
            total=-log(sequence(u, θ)),
            new=-log(model(v, u, θ)),
            past=u,
            next=v,
            put={sequence: sequence(u, θ) * model(v, u, θ)},
        )
    )


@theorem("Token losses of a law of sequences, one step", given=[Dominated(1, law(u, v))])
def law_losses_step(proof):
    """The same read from the law: its conditionals are the predictions."""
    proof.start(-log(law(u, v)))
    proof.eq(-log(law(u) * law(v | u)), "q(u,v) = q(u)·q(v|u)")
    proof.eq(-log(law(u)) - log(law(v | u)), "logarithm of a product")


@theorem("Token losses of a law of sequences", given=[Dominated(1, law(u, v))])
def law_losses(proof):
    """−log q(x₁…x_T) = Σ −log q(xₜ|x₁…xₜ₋₁), if every sequence is possible."""
    proof.fact(EveryT(law_losses_step, total=-log(law(u)), new=-log(law(v | u)), past=u, next=v))


@theorem("Token losses of a law of sequences, with zeros", expect="ill-posed")
def law_losses_with_zeros(proof):
    """An impossible sequence has no loss, and so has one of its tokens."""
    proof.claim(Eq(-log(law(u, v)), -log(law(u)) - log(law(v | u))))


@theorem("Least token loss is maximum likelihood", given=[*corpus, tokens_possible])
def maximum_likelihood(proof):
    """The parameters of largest joint probability of the corpus: least sum, or mean, of losses.

    The minimisers depend on the corpus through the counts n(c,w) of contexts and tokens.
    """
    proof.start(ArgMax(Product(token_probability, t), θ))
    proof.eq(ArgMax(Sum(log_token, t), θ), "ln is strictly increasing")
    proof.eq(ArgMin(Sum(token_loss, t), θ), "argmax f = argmin −f")
    proof.eq(ArgMin(Sum(token_loss, t) / n, θ), scaled(1 / n))
    proof.eq(ArgMin(-Sum(pairs * log(next_token(w, c, θ)), c, w) / n, θ), "exchange the sums")


@theorem(
    "Least mean of the sequences' mean losses is least total loss",
    given=[*sequence_of.facts(), Dominated(1, length)],
    expect="refuted",
)
def mean_per_sequence(proof):
    """False for sequences of different lengths T(i): tokens of short ones then weigh more."""
    proof.claim(
        Eq(
            ArgMin(Sum(Sum(sequence_of(t, i) * loss_at(t, θ), t) / length, i) / i.size, θ),
            ArgMin(Sum(loss_at(t, θ), t), θ),
        )
    )


@theorem("Sequences of the same length")
def equal_lengths(proof):
    """If all sequences have T tokens, the mean of means has the same minimisers as the sum."""
    total = Sum(sequence_of(t, i) * loss_at(t, θ), t)
    proof.start(ArgMin(Sum(total / same_length, i) / i.size, θ))
    proof.eq(ArgMin(Sum(total, i) / i.size, θ), scaled(same_length))
    proof.eq(ArgMin(Sum(total, i), θ), scaled(i.size))


# Perplexity.


@theorem("Perplexity in nats and in bits", given=[p << q])
def perplexity_units(proof):
    """2 to the cross-entropy in bits is exp of the cross-entropy in nats."""
    proof.start(2 ** cross_entropy(p, q, base=2))
    proof.eq(exp(log(2) * cross_entropy(p, q, base=2)), "2^t = exp(t·ln 2)")
    proof.eq(exp(cross_entropy(p, q)), "H = H₂·ln 2")


@theorem("Perplexity of a sequence", given=[*corpus, tokens_possible])
def perplexity_of_sequence(proof):
    """exp of the mean loss, to the power n, is 1/Π q_θ(wₜ|cₜ): a geometric mean of 1/q."""
    mean_loss = Sum(token_loss, t) / n
    proof.start(exp(n * mean_loss))
    proof.eq(exp(Sum(token_loss, t)), "n > 0")
    proof.eq(1 / Product(token_probability, t), "exp of a sum is a product")


@theorem("Perplexity of the uniform model")
def perplexity_uniform(proof):
    """A model that gives every token 1/|X| has perplexity |X|, whatever the text."""
    proof.start(exp(cross_entropy(p(x), 1 / x.size, over=x)))
    proof.eq(exp(Sum(p(x) * log(x.size), x)), "log 1/(1/|X|) = log |X|")
    proof.eq(x.size, "p sums to 1")


@theorem("A tangent of exp")
def exp_tangent(proof):
    """e^(a+b) ≥ e^a·(1 + b)."""
    proof.claim(exp(a + b) >= exp(a) * (1 + b))


@theorem("A model's perplexity is at least that of the text", given=[p << q])
def perplexity_bound(proof):
    """exp H(p,q) ≥ exp H(p), with equality exactly when q = p."""
    proof.start(exp(cross_entropy(p, q)))
    proof.eq(exp(H(p) + KL(p, q)), "cross-entropy is entropy plus divergence")
    proof.ge(exp(H(p)) * (1 + KL(p, q)), exp_tangent.on(a=H(p), b=KL(p, q)))
    proof.ge(exp(H(p)), "D ≥ 0: Gibbs' inequality")
    proof.claim(exp(cross_entropy(p, q)) >= exp(H(p)), equality=Eq(p, q))


@theorem("The perplexity of a law is at most the size of the vocabulary")
def perplexity_of_law(proof):
    """exp H(p) ≤ |X|, with equality exactly for the uniform law."""
    from_uniform = KL(p(x), 1 / x.size)
    proof.start(x.size)
    proof.eq(exp(H(p) + from_uniform), "log |X| = H(p) + D(p‖uniform)")
    proof.ge(exp(H(p)) * (1 + from_uniform), exp_tangent.on(a=H(p), b=from_uniform))
    proof.ge(exp(H(p)), "D ≥ 0: Gibbs' inequality")
    proof.claim(exp(H(p)) <= x.size, equality=Eq(p(x), 1 / x.size))


@theorem(
    "A model's perplexity is at most the size of the vocabulary",
    given=[Dominated(1, q(x))],
    expect="refuted",
)
def perplexity_above_size(proof):
    """False: a model that is sure of the wrong token is worse than the uniform one."""
    proof.claim(exp(cross_entropy(p, q)) <= x.size)


@theorem("Bits per byte")
def bits_per_byte(proof):
    """Bits per byte are bits per token times tokens per byte; the loss of the text is in nats."""
    per_byte = Measure("bits per byte", r"\text{bits/byte}", loss_1 / log(2) / text_bytes)
    per_token = Measure("bits per token", r"\text{bits/token}", loss_1 / log(2) / tokens_1)
    rate = Measure("tokens per byte", r"\text{tokens/byte}", tokens_1 / text_bytes)
    proof.claim(Eq(per_byte, per_token * rate))


@theorem(
    "Less loss per token is less loss per byte",
    given=[Le(loss_1 * tokens_2, loss_2 * tokens_1)],
    expect="refuted",
)
def per_token_of_two_tokenisers(proof):
    """False between tokenisers: ℓ₁/N₁ ≤ ℓ₂/N₂ does not give ℓ₁/B ≤ ℓ₂/B for the same text."""
    proof.claim(loss_1 / text_bytes <= loss_2 / text_bytes)


if __name__ == "__main__":
    run()
