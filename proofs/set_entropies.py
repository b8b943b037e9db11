"""Entropies of many variables: total correlation, Han, Shearer, for every number n of them.

Cover & Thomas, 2nd ed., Theorems 17.6.1 and 2.6.6; Chung, Graham, Frankl & Shearer, Some
intersection theorems for ordered sets and graphs (1986). The proofs are Radhakrishnan's. For every
n they come in two parts. What each variable adds, a(k) = H(X_k|X_1…X_(k−1)), is a statement about
the past u, the next variable v and what comes later: proved for any law, and by induction. Then
the a(k) are added up over the letters k of an alphabet of n variables.
"""

from chain_rules import entropy_step

from derive import *

u, v = past_and_next("x")
w, y = alphabets("w y")
r = Law("r", u, v)
U, V = r.variables
j = Law("j", u, v, w)  # with what comes later, w
UJ, VJ, WJ = j.variables
s = Law("s", w, u, v)  # w: the variables of the past that are in a set
WS, US, VS = s.variables

k, S = alphabets("k S")  # variables, and sets of them
added, without = Nonnegative("a", k), Nonnegative("h'", k)
total, c = Nonnegative("H"), Nonnegative("c")
member, entropy = Nonnegative("m", S, k), Nonnegative("h", S)
chain = Eq(total, Sum(added(k), k))
left_out = Ge(without(k), total - added(k))
covered = Ge(Sum(member(S, k), S), c)
adds_up = Ge(entropy(S), Sum(member(S, k) * added(k), k))


# ------------------------------------------------------------------ total correlation


@theorem("Total correlation, one step")
def correlation_step(proof):
    """H(U) + H(V) − H(U,V) = I(U;V): the excess grows by the information."""
    proof.start(H(U) + H(V))
    proof.eq(H(U, V) + I(U, V), "I = H(U) + H(V) − H(U,V)")
    proof.claim(Eq(H(U, V), H(U) + (H(V) - I(U, V))))


@theorem("Total correlation")
def correlation(proof):
    """H(X₁…X_T) = H(X₁) + Σ (H(Xₜ) − I(X₁…Xₜ₋₁;Xₜ))."""
    proof.fact(EveryT(correlation_step, total=H(U), new=H(V) - I(U, V), past=u, next=v))


@theorem("Total correlation of three is at least 0")
def correlation_three(proof):
    """And 0 exactly if the three are independent."""
    proof.start(H(UJ) + H(VJ) + H(WJ) - H(UJ, VJ, WJ))
    proof.eq(I(UJ, VJ) + I((UJ, VJ), WJ), "chain rule")
    proof.ge(0, "I ≥ 0")
    proof.claim(
        H(UJ) + H(VJ) + H(WJ) - H(UJ, VJ, WJ) >= 0,
        equality=Eq(j(u, v, w), j(u) * j(v) * j(w)),
    )


# ------------------------------------------------------------------ Han


@theorem("Without one variable")
def without_one(proof):
    """H(X without Xₖ) ≥ H(X) − H(Xₖ|X₁…Xₖ₋₁); w is what comes after Xₖ."""
    proof.start(H(UJ, WJ))
    proof.eq(H(UJ, VJ, WJ) - H(VJ | UJ, WJ), "chain rule")
    proof.ge(H(UJ, VJ, WJ) - H(VJ | UJ), "conditioning reduces entropy")


@theorem("Han's inequality", given=[chain, left_out])
def han(proof):
    """(n − 1)·H ≤ Σ_k h'(k), where n = |K|; by the chain rule and `without_one`."""
    proof.start(Sum(without(k), k))
    proof.ge(Sum(total - added(k), k), left_out)
    proof.eq(k.size * total - Sum(added(k), k), "n letters")
    proof.eq((k.size - 1) * total, chain)


@theorem("Han's inequality with n", given=[chain, left_out], expect="refuted")
def han_too_much(proof):
    proof.claim(Sum(without(k), k) >= k.size * total)


@theorem("Han's inequality for three variables")
def han_three(proof):
    proof.start(H(UJ, VJ) + H(UJ, WJ) + H(VJ, WJ))
    proof.ge(2 * H(UJ, VJ, WJ) - H(VJ | UJ) - H(UJ) + H(UJ, VJ), "without v, and without u")
    proof.eq(2 * H(UJ, VJ, WJ), "chain rule")


# ------------------------------------------------------------------ Shearer


@theorem("A variable of the set, given those of the set before it", given=[Eq(H(WS | US), 0)])
def inside(proof):
    """H(V|W) ≥ H(V|U), where w is what the set has of the past u."""
    proof.start(H(VS | WS))
    proof.ge(H(VS | US, WS), "conditioning reduces entropy")
    proof.eq(H(VS | US), "w is part of u")


@theorem("A set's entropy")
def set_entropy(proof):
    """The chain rule within the set; `inside` bounds every term by a(k)."""
    proof.fact(EveryT(entropy_step, total=H(U), new=H(V | U), past=u, next=v))


@theorem("Shearer's lemma", given=[chain, covered, adds_up])
def shearer(proof):
    """If every variable is in c sets at least, c·H ≤ Σ_S H(X_S)."""
    proof.start(Sum(entropy(S), S))
    proof.ge(Sum(member(S, k) * added(k), S, k), adds_up)
    proof.ge(c * Sum(added(k), k), covered)
    proof.eq(c * total, chain)


@theorem("Shearer's lemma for variables that no set has", given=[chain, adds_up], expect="refuted")
def shearer_uncovered(proof):
    proof.claim(Sum(entropy(S), S) >= total)


if __name__ == "__main__":
    run()
