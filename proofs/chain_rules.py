"""Chain rules for any number T of variables, by induction from two.

Cover & Thomas, 2nd ed., Theorems 2.5.1, 2.5.2, 2.5.3 and 2.6.6. The past x₁…xₜ₋₁ is read as one
letter u, the next variable xₜ as v. Each rule has a step, proved as a chain for any law of (u, v),
and a statement for every T, which rests on the step and on induction.

Zeros are allowed. A conditional r(xₜ|x₁…xₜ₋₁) is 0 where the past has probability 0: the chain rule
of probability stays true there (both sides are 0), but such a conditional is not a law.
"""

from derive import *

u, v = past_and_next("x")
y = Alphabet("y")
r, s = Law("r", u, v), Law("s", u, v)
U, V = r.variables

j = Law("j", u, v, y)
UJ, VJ, YJ = j.variables

given_past = r"x_{t} \mid x_{1},\ldots,x_{t-1}"
conditional_divergence = Measure(
    "D(r(xₜ|x₁…xₜ₋₁)‖s(xₜ|x₁…xₜ₋₁))",
    rf"D_{{\mathrm{{KL}}}}(r({given_past}) \,\|\, s({given_past}))",
    Sum(r(u, v) * log(r(v | u) / s(v | u)), u, v),
)


@theorem("Chain rule of probability, one step")
def probability_step(proof):
    """r(u,v) = r(u)·r(v|u), also where r(u) = 0: then r(u,v) = 0 too."""
    proof.start(r(u, v))
    proof.eq(r(u) * (r(u, v) / r(u)), "where r(u) = 0, r(u,v) = 0 as well")
    proof.eq(r(u) * r(v | u), "definition of the conditional")


@theorem("Chain rule of probability")
def probability(proof):
    """A joint probability is the product of the conditionals given all that comes before."""
    proof.fact(EveryT(probability_step, total=r(u), new=r(v | u), past=u, next=v, by="*"))


@theorem("The conditional probabilities sum to 1 after every past", expect="refuted")
def conditionals_are_laws(proof):
    """False after a past of probability 0, about which the joint law says nothing."""
    proof.claim(Eq(Sum(r(v | u), v), 1))


@theorem("The conditional probabilities sum to 1 after every past that can occur")
def conditionals_sum(proof):
    """Σ r(xₜ|x₁…xₜ₋₁) is 1 where the past has probability > 0, and else 0."""
    proof.start(Sum(r(v | u), v))
    proof.eq(Sum(r(u, v) / r(u), v), "definition of the conditional")
    proof.eq(Indicator(r(u)), "r(u)/r(u) is 1 where r(u) > 0")


@theorem("Chain rule for entropy, one step")
def entropy_step(proof):
    """H(U,V) = H(U) + H(V|U)."""
    proof.start(H(U, V))
    proof.eq(Sum(r(u, v) * log(1 / r(u, v)), u, v), definition)
    proof.eq(Sum(r(u, v) * log(1 / (r(u) * r(v | u))), u, v), "r(u,v) = r(u)·r(v|u)")
    proof.eq(
        Sum(r(u, v) * log(1 / r(u)), u, v) + Sum(r(u, v) * log(1 / r(v | u)), u, v),
        "split the logarithm where r(u,v) > 0",
    )
    proof.eq(H(U) + H(V | U), "sum out xₜ: definitions of H")


@theorem("Chain rule for entropy")
def entropy(proof):
    """H(X₁…X_T) = Σ H(Xₜ|X₁…Xₜ₋₁) (Theorem 2.5.1)."""
    proof.fact(EveryT(entropy_step, total=H(U), new=H(V | U), past=u, next=v))


@theorem("Subadditivity of entropy, one step")
def subadditivity_step(proof):
    """H(U,V) ≤ H(U) + H(V), with equality exactly when past and next are independent."""
    proof.start(H(U, V))
    proof.eq(H(U) + H(V | U), entropy_step)
    proof.le(H(U) + H(V), "conditioning reduces entropy")
    proof.claim(H(U, V) <= H(U) + H(V), equality=Eq(r(u, v), r(u) * r(v)))


@theorem("Subadditivity of entropy")
def subadditivity(proof):
    """H(X₁…X_T) ≤ Σ H(Xₜ) (Theorem 2.6.6)."""
    proof.fact(EveryT(subadditivity_step, total=H(U), new=H(V), past=u, next=v))


@theorem("Entropy of independent variables, one step", given=[Independent(U, V)])
def independent_step(proof):
    """If the next variable is independent of the past, H(U,V) = H(U) + H(V)."""
    proof.start(H(U, V))
    proof.eq(H(U) + H(V | U), entropy_step)
    proof.eq(H(U) + H(V), Independent(U, V))


@theorem("Entropy of independent variables", given=[Independent(U, V)])
def independent(proof):
    """H(X₁…X_T) = Σ H(Xₜ) if every variable is independent of all those before it."""
    proof.fact(EveryT(independent_step, total=H(U), new=H(V), past=u, next=v))


@theorem("Chain rule for mutual information, one step")
def information_step(proof):
    """I(Y;U,V) = I(Y;U) + I(Y;V|U)."""
    proof.start(I(YJ, (UJ, VJ)))
    proof.eq(H(YJ) - H(YJ | UJ, VJ), "reduction of uncertainty")
    proof.eq(I(YJ, UJ) + H(YJ | UJ) - H(YJ | UJ, VJ), "H(Y) = I(Y;U) + H(Y|U)")
    proof.eq(I(YJ, UJ) + I(YJ, VJ | UJ), "H(Y|U) − H(Y|U,V) = I(Y;V|U)")


@theorem("Chain rule for mutual information")
def information(proof):
    """I(Y;X₁…X_T) = Σ I(Y;Xₜ|X₁…Xₜ₋₁) (Theorem 2.5.2)."""
    proof.fact(EveryT(information_step, total=I(YJ, UJ), new=I(YJ, VJ | UJ), past=u, next=v))


@theorem("Information about one variable grows with the others, one step")
def information_grows_step(proof):
    """I(Y;U,V) ≥ I(Y;U), with equality exactly when V tells nothing about Y beyond U."""
    proof.start(I(YJ, (UJ, VJ)))
    proof.eq(I(YJ, UJ) + I(YJ, VJ | UJ), information_step)
    proof.ge(I(YJ, UJ), "I(Y;V|U) ≥ 0")
    proof.claim(I(YJ, (UJ, VJ)) >= I(YJ, UJ), equality=Eq(j(u, v, y) * j(u), j(u, y) * j(u, v)))


@theorem("Chain rule for the divergence, one step", given=[r << s, Dominated(r(u), s(u))])
def divergence_step(proof):
    """D(r(u,v)‖s(u,v)) = D(r(u)‖s(u)) + D(r(v|u)‖s(v|u)).

    The last is the conditional divergence, an average over r. The second hypothesis follows from
    the first.
    """
    proof.start(KL(r, s))
    proof.eq(Sum(r(u, v) * log(r(u, v) / s(u, v)), u, v), definition)
    proof.eq(Sum(r(u, v) * log(r(u) * r(v | u) / (s(u) * s(v | u))), u, v), "r(u,v) = r(u)·r(v|u)")
    proof.eq(
        Sum(r(u, v) * log(r(u) / s(u)), u, v) + Sum(r(u, v) * log(r(v | u) / s(v | u)), u, v),
        "split the logarithm where r(u,v) > 0",
    )
    proof.eq(KL(r(u), s(u)) + conditional_divergence, "sum out xₜ: definitions of D")


@theorem("Chain rule for the divergence", given=[r << s, Dominated(r(u), s(u))])
def divergence(proof):
    """D(r(x₁…x_T)‖s(x₁…x_T)) is the sum of the conditional divergences (Theorem 2.5.3)."""
    proof.fact(
        EveryT(divergence_step, total=KL(r(u), s(u)), new=conditional_divergence, past=u, next=v)
    )


if __name__ == "__main__":
    run()
