"""Information gain of reasoning steps, and what a model can memorise of its data.

The gain of a step is Gₜ = I(Y;Xₜ|X₁…Xₜ₋₁), what it tells about the answer Y beyond the steps before
it, on average over answers and steps (Ton, Taufiq & Liu, arXiv:2411.11984, 2025). It is never
negative and the gains add up to I(Y;X₁…X_T) ≤ H(Y). A particular step can make the true answer less
likely, or all answers more uncertain.

Memorisation (Morris et al., arXiv:2505.24832, 2025): Θ is the truth, X the data set, Θ̂ the trained
model. What Θ̂ holds of X is I(X;Θ̂); the part that is not about the truth is I(X;Θ̂|Θ), the rest
counts as generalisation. These are identities of any joint law. That training sees the truth
through the data only is the Markov chain Θ → X → Θ̂. How large the capacity of a given kind of
model is, and what training does near it, are observations and no theorems; what follows from the
size of the model alone is proved here. In nats, except where bits are named.
"""

from chain_rules import information_step

from derive import *

# Reasoning: steps x₁…x_T and an answer y.
u, v = past_and_next("x")
y = Alphabet("y")
r = Law("j", u, v, y)
U, V, Y = r.variables
gain = I(Y, V | U)
GAIN = Real("G")

# Two steps, to be looked at one value at a time.
a, b = alphabets("a b")
two = Law("r", a, b, y)
A, B, YT = two.variables

# Memorisation: data x, truth θ, trained model θ̂.
x, θ, m = Alphabet("x"), Alphabet("θ"), Alphabet("θ̂")
law = Law("r", x, θ, m)
X, T, M = law.variables
memorised, unintended = I(X, M), I(X, M | T)
training = Markov(T, X, M)
stored = Law("r", x, m)
DATA, MODEL = stored.variables
bits, excess = Nonnegative("b"), Positive("d")
exceeds = Eq(excess, 1 / (H(DATA) - log(m.size)))


@theorem("Information gain")
def information_gain(proof):
    """Gₜ = I(Y;Xₜ|X₁…Xₜ₋₁). In the example Y is the parity of two fair bits, and G = ln 2."""
    proof.fact(
        Defined(
            "information gain of step t",
            Eq(GAIN, gain),
            j=[[["1/4", 0], [0, "1/4"]], [[0, "1/4"], ["1/4", 0]]],
            G=log(2),
        )
    )


@theorem("Gain as a reduction of uncertainty")
def gain_as_reduction(proof):
    """Gₜ = H(Y|X₁…Xₜ₋₁) − H(Y|X₁…Xₜ): by how much the step narrows the answer, on average."""
    proof.start(gain)
    proof.eq(H(Y | U) - H(Y | U, V), "definition of H(Y|·)")


@theorem("The information gain is nonnegative")
def gain_nonnegative(proof):
    """Gₜ ≥ 0, with equality exactly when the step is independent of the answer, given the past."""
    proof.claim(gain >= 0, equality=Eq(r(u, v, y) * r(u), r(u, v) * r(u, y)))


@theorem("The gains add up")
def gains_add_up(proof):
    """I(Y;X₁…X_T) = Σ Gₜ, where G₁ = I(Y;X₁)."""
    proof.fact(EveryT(information_step, total=I(Y, U), new=gain, past=u, next=v))


@theorem("The uncertainty left after a step")
def uncertainty_step(proof):
    """Each step takes its gain away."""
    proof.start(H(Y | U, V))
    proof.eq(H(Y | U) - gain, "definition of the gain")


@theorem("The uncertainty left after all steps")
def uncertainty_left(proof):
    """H(Y|X₁…X_T) = H(Y|X₁) − Σ Gₜ."""
    proof.fact(EveryT(uncertainty_step, total=H(Y | U), new=-gain, past=u, next=v))


@theorem("All gains together are at most the uncertainty of the answer")
def gains_bounded(proof):
    """I(Y;X₁…Xₜ) ≤ H(Y), with x₁…xₜ read as (u, v): so ΣGₜ ≤ H(Y) at every t."""
    proof.start(I(Y, (U, V)))
    proof.eq(I(Y, U) + gain, information_step)
    proof.le(H(Y), "H(Y|U,V) ≥ 0")


@theorem("A step tells about the answer what it tells on its own", expect="refuted")
def gain_without_past(proof):
    """False: given the past a step may tell more, as the second of two summands does."""
    proof.claim(gain <= I(Y, V))


@theorem("A step tells at least what it tells on its own", expect="refuted")
def gain_repeats(proof):
    """False too: a step that repeats the past has gain 0."""
    proof.claim(gain >= I(Y, V))


@theorem(
    "Every step makes the true answer more likely",
    given=[Dominated(1, two(a, b, y))],
    expect="refuted",
)
def gain_at_each_answer(proof):
    """False: the gain is a mean of log r(y|a,b)/r(y|a), and single terms are negative."""
    proof.claim(log(two(y | a, b) / two(y | a)) >= 0)


@theorem("Every step narrows the answer", given=[Dominated(1, two(a, b))], expect="refuted")
def gain_at_each_step(proof):
    """False: a particular step may make the answer more uncertain than it was."""
    proof.claim(H(two(y | a, b), over=y) <= H(two(y | a), over=y))


@theorem("A step changes the belief about the answer")
def surprise_nonnegative(proof):
    """r(a,b)·D(r(y|a,b)‖r(y|a)) ≥ 0 at each step: belief moves, in the right direction or not."""
    proof.start(-Sum(two(a, b, y) * log(two(y | a, b) / two(y | a)), y))
    proof.le(Sum(two(a, b, y) * (two(y | a) / two(y | a, b) - 1), y), log_bound)
    proof.le(Sum(two(a, b) * two(y | a), y) - two(a, b), "terms are ≥ 0 also where r(a,b,y) = 0")
    proof.eq(0, "r(y|a) sums to 1")
    proof.claim(Sum(two(a, b, y) * log(two(y | a, b) / two(y | a)), y) >= 0)


@theorem("The gain is the mean change of belief")
def gain_as_mean(proof):
    """I(Y;B|A) = Σ r(a,b)·D(r(y|a,b)‖r(y|a)) over the steps."""
    proof.start(I(YT, B | A))
    proof.eq(Sum(Sum(two(a, b, y) * log(two(y | a, b) / two(y | a)), y), a, b), "definition of I")


# Memorisation and capacity.


@theorem("Memorisation")
def memorisation(proof):
    """I(X;Θ̂) = H(X) − H(X|Θ̂), and of it, beyond the truth, I(X;Θ̂|Θ) = H(X|Θ) − H(X|Θ,Θ̂)."""
    size, beyond = Real("mem"), Real("mem_U")
    tables = [[["1/2", 0]], [[0, "1/2"]]]
    proof.fact(Defined("memorisation", Eq(size, H(X) - H(X | M)), r=tables, mem=log(2)))
    proof.fact(Defined("unintended memorisation", Eq(beyond, unintended), r=tables, mem_U=log(2)))


@theorem("Memorisation is a mutual information")
def memorised_as_reduction(proof):
    """I(X;Θ̂) = H(X) − H(X|Θ̂)."""
    proof.start(memorised)
    proof.eq(H(X) - H(X | M), "definition of H(X|Θ̂)")


@theorem("Unintended memorisation as a reduction of uncertainty")
def unintended_as_reduction(proof):
    """I(X;Θ̂|Θ) = H(X|Θ) − H(X|Θ,Θ̂)."""
    proof.start(unintended)
    proof.eq(H(X | T) - H(X | T, M), "definition of H(X|·)")


@theorem("What memorisation leaves for generalisation")
def generalisation(proof):
    """I(X;Θ̂) − I(X;Θ̂|Θ) = I(Θ;Θ̂) − I(Θ;Θ̂|X), for any joint law."""
    proof.start(memorised - unintended)
    proof.eq(H(X) - H(X | M) - H(X | T) + H(X | T, M), "definitions of I")
    proof.eq(I(X, T) - I(X, T | M), "definitions of I")
    proof.eq(I(T, M) - I(T, M | X), "chain rule of I(Θ;X,Θ̂), both ways")


@theorem("What memorisation leaves for generalisation is nonnegative", expect="refuted")
def generalisation_nonnegative(proof):
    """False for an arbitrary joint law: the truth may help to read the data off the model."""
    proof.claim(memorised - unintended >= 0)


@theorem("Generalisation is information about the truth", given=[training])
def generalisation_of_training(proof):
    """If training sees the truth through the data only, I(X;Θ̂) − I(X;Θ̂|Θ) = I(Θ;Θ̂) ≥ 0."""
    proof.start(memorised - unintended)
    proof.eq(I(T, M) - I(T, M | X), generalisation)
    proof.eq(I(T, M), training)


@theorem("Generalisation in training is nonnegative", given=[training])
def generalisation_of_training_nonnegative(proof):
    """Unintended memorisation is at most all memorisation."""
    proof.start(memorised - unintended)
    proof.eq(I(T, M), generalisation_of_training)
    proof.ge(0, "I ≥ 0")


@theorem("Capacity")
def capacity(proof):
    """I(X;Θ̂) ≤ H(Θ̂) ≤ log|Θ̂|: a model holds no more than its parameters can be told apart."""
    proof.start(I(DATA, MODEL))
    proof.eq(H(MODEL) - H(MODEL | DATA), "I is symmetric")
    proof.le(H(MODEL), "H(Θ̂|X) ≥ 0")
    proof.le(log(m.size), "no distribution is more uncertain than the uniform one")


@theorem("Capacity in bits", given=[Eq(log(m.size, 2), bits)])
def capacity_in_bits(proof):
    """Parameters stored in b bits hold at most b bits of the data: I₂(X;Θ̂) ≤ b."""
    proof.start(I(DATA, MODEL, base=2))
    proof.eq(I(DATA, MODEL) / log(2), "log₂ t = ln t / ln 2")
    proof.le(log(m.size) / log(2), capacity)
    proof.eq(bits, "|Θ̂| = 2^b")


@theorem("What exceeds the capacity stays unknown")
def beyond_capacity(proof):
    """H(X|Θ̂) ≥ H(X) − log|Θ̂|."""
    proof.start(H(DATA | MODEL))
    proof.eq(H(DATA) - I(DATA, MODEL), "I = H(X) − H(X|Θ̂)")
    proof.ge(H(DATA) - log(m.size), capacity)


@theorem("Data beyond the capacity are not memorised", given=[exceeds])
def not_memorised(proof):
    """If H(X) > log|Θ̂|, then H(X|Θ̂) > 0: the model does not tell its data set.

    The hypothesis, with d > 0, says just that: the difference H(X) − log|Θ̂| is 1/d.
    """
    proof.start(H(DATA | MODEL))
    proof.ge(H(DATA) - log(m.size), beyond_capacity)
    proof.eq(1 / excess, exceeds)
    proof.gt(0, "d > 0")


@theorem("Capacity bounds unintended memorisation")
def unintended_capacity(proof):
    """I(X;Θ̂|Θ) ≤ H(Θ̂) ≤ log|Θ̂|."""
    proof.start(unintended)
    proof.eq(H(M | T) - H(M | X, T), "I is symmetric")
    proof.le(H(M), "H(Θ̂|X,Θ) ≥ 0; conditioning reduces entropy")
    proof.le(log(m.size), "no distribution is more uncertain than the uniform one")


# Samples of the data set one after another, given the truth θ.
s = Law("s", u, v, θ, m)
SU, SV, ST, SM = s.variables


@theorem("Unintended memorisation is superadditive, one step", given=[Markov(SU, ST, SV)])
def superadditive_step(proof):
    """For samples independent given the truth (Morris et al. 2025)."""
    proof.start(I((SU, SV), SM | ST))
    proof.ge(I(SU, SM | ST) + I(SV, SM | ST), "chain rule; independence given Θ")


@theorem("Unintended memorisation is superadditive", given=[Markov(SU, ST, SV)])
def superadditive(proof):
    """I(X₁…X_T;Θ̂|Θ) ≥ Σ I(Xₜ;Θ̂|Θ): a data set holds more than its samples one by one."""
    proof.fact(EveryT(superadditive_step, total=I(SU, SM | ST), new=I(SV, SM | ST), past=u, next=v))


@theorem("Models of 3.6 bits per parameter", expect="open")
def bits_per_parameter(proof):
    """Proved is only the bound by the bits in which a parameter is stored, `capacity_in_bits`."""
    proof.fact(
        Empirical(
            "models of the GPT family memorise about 3.6 bits per parameter",
            "it is measured on trained models (Morris et al. 2025)",
        )
    )


@theorem("Where generalisation starts", expect="open")
def transition(proof):
    """Proved is that data beyond the capacity cannot all be memorised, `not_memorised`."""
    proof.fact(
        Empirical(
            "generalisation starts precisely when the entropy of the data exceeds the capacity of "
            "the model, and this explains grokking and double descent",
            "what training does is observed, for some models and data (Morris et al. 2025)",
        )
    )


@theorem(
    "Below the capacity there is no generalisation",
    given=[training, Le(H(X), log(m.size))],
    expect="refuted",
)
def below_capacity(proof):
    """False as a theorem: a model with room for all its data may know the truth as well."""
    proof.claim(I(T, M) <= 0)


@theorem(
    "Above the capacity there need not be generalisation",
    given=[training, Gt(H(X), log(m.size)), Gt(I(T, X), 0)],
)
def above_capacity(proof):
    """Two fair bits for data, the first of them the truth; the model keeps the second.

    It is full, cannot hold all its data, and knows nothing of the truth.
    """
    proof.fact(
        Exists(
            Eq(I(T, M), 0),
            r=[
                [["1/4", 0], [0, 0]],
                [[0, "1/4"], [0, 0]],
                [[0, 0], ["1/4", 0]],
                [[0, 0], [0, "1/4"]],
            ],
        )
    )


if __name__ == "__main__":
    run()
