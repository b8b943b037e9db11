"""Mutual information: a divergence, three differences of entropies, symmetric, nonnegative.

Cover & Thomas, sections 2.3 to 2.5. All of it for any joint law, zeros included: the joint law
is dominated by the product of its marginals, so no hypothesis is needed. In nats.
"""

from gibbs import gibbs

from derive import *

x, y, z = alphabets("x y z")
r = Law("r", x, y, z)
X, Y, Z = r.variables


@theorem("Mutual information is a divergence")
def as_divergence(proof):
    """I(X;Y) is the divergence of the joint law from the product of its marginals."""
    proof.start(I(X, Y))
    proof.eq(Sum(r(x, y) * log(r(x, y) / (r(x) * r(y))), x, y), "definition of I")
    proof.eq(KL(r(x, y), r(x) * r(y)), "definition of D")


@theorem("Mutual information as a reduction of uncertainty")
def reduction(proof):
    """I(X;Y) = H(X) − H(X|Y) = H(Y) − H(Y|X) = H(X) + H(Y) − H(X,Y)."""
    proof.start(I(X, Y))
    proof.eq(Sum(r(x, y) * log(r(x, y) / (r(x) * r(y))), x, y), "definition of I")
    proof.eq(Sum(r(x, y) * log(r(x | y) / r(x)), x, y), "r(x,y) = r(x|y)·r(y)")
    proof.eq(
        Sum(r(x, y) * log(1 / r(x)), x, y) - Sum(r(x, y) * log(1 / r(x | y)), x, y),
        "split the logarithm",
    )
    proof.eq(Sum(r(x) * log(1 / r(x)), x) - H(X | Y), "sum out y")
    proof.eq(H(X) - H(X | Y), "definition of H")
    proof.eq(H(X) + H(Y) - H(X, Y), "chain rule: H(X|Y) = H(X,Y) − H(Y)")
    proof.eq(H(Y) - H(Y | X), "chain rule: H(Y|X) = H(X,Y) − H(X)")
    proof.claim(Eq(I(X, Y), H(Y) - H(Y | X)))


@theorem("What Y tells about X")
def reduction_to_x(proof):
    """I(X;Y) = H(X) − H(X|Y)."""
    proof.start(I(X, Y))
    proof.eq(H(X) + H(Y) - H(X, Y), "from the definition, as in `reduction`")
    proof.eq(H(X) - H(X | Y), "chain rule: H(X|Y) = H(X,Y) − H(Y)")


@theorem("Mutual information from entropies")
def from_entropies(proof):
    """I(X;Y) = H(X) + H(Y) − H(X,Y)."""
    proof.start(I(X, Y))
    proof.eq(H(Y) - H(Y | X), reduction)
    proof.eq(H(X) + H(Y) - H(X, Y), "chain rule: H(Y|X) = H(X,Y) − H(X)")


@theorem("Symmetry")
def symmetry(proof):
    """X tells as much about Y as Y about X."""
    proof.start(I(X, Y))
    proof.eq(Sum(r(x, y) * log(r(x, y) / (r(x) * r(y))), x, y), "definition of I")
    proof.eq(Sum(r(y, x) * log(r(y, x) / (r(y) * r(x))), y, x), "order of factors and sums")
    proof.eq(I(Y, X), "definition of I")


@theorem("Mutual information is nonnegative")
def nonnegative(proof):
    """I(X;Y) ≥ 0, with equality exactly when X and Y are independent."""
    proof.start(I(X, Y))
    proof.eq(KL(r(x, y), r(x) * r(y)), as_divergence)
    proof.ge(0, gibbs.on(p=r(x, y), q=r(x) * r(y)))
    proof.claim(I(X, Y) >= 0, equality=Eq(r(x, y), r(x) * r(y)))


@theorem("The information of a variable about itself is its entropy")
def self_information(proof):
    """I(X;X) = H(X). The joint law of (X, X) lives on the diagonal: r(x)·[x = x']."""
    x1 = x.another("x'")
    d = Delta(x, x1)
    proof.start(I(X, X))
    proof.eq(
        Sum(d * r(x) * log(d * r(x) / (r(x) * r(x1))), x, x1), "the joint law is on the diagonal"
    )
    proof.eq(Sum(r(x) * log(r(x) / r(x) ** 2), x), "sum out x'")
    proof.eq(Sum(r(x) * log(1 / r(x)), x), "cancel where r(x) > 0")
    proof.eq(H(X), "definition of H")


@theorem("Entropy is called self-information", expect="cited")
def called_self_information(proof):
    """A matter of naming; `self_information` is what makes the name fit."""
    proof.fact(
        Cited(
            "entropy is sometimes called self-information",
            "Cover & Thomas, 2nd ed., section 2.4",
        )
    )


@theorem("Chain rule for two variables")
def chain_rule(proof):
    """H(X,Y) = H(X) + H(Y|X) (Cover & Thomas, Theorem 2.2.1)."""
    proof.start(H(X, Y))
    proof.eq(Sum(r(x, y) * log(1 / r(x, y)), x, y), "definition of H")
    proof.eq(Sum(r(x, y) * log(1 / (r(x) * r(y | x))), x, y), "r(x,y) = r(x)·r(y|x)")
    proof.eq(
        Sum(r(x, y) * log(1 / r(x)), x, y) + Sum(r(x, y) * log(1 / r(y | x)), x, y),
        "split the logarithm",
    )
    proof.eq(Sum(r(x) * log(1 / r(x)), x) + H(Y | X), "sum out y")
    proof.eq(H(X) + H(Y | X), "definition of H")


@theorem("Conditional mutual information is nonnegative")
def conditional_nonnegative(proof):
    """I(X;Y|Z) ≥ 0, with equality exactly when X and Y are independent given Z."""
    proof.start(-I(X, Y | Z))
    proof.eq(
        -Sum(r(x, y, z) * log(r(x, y | z) / (r(x | z) * r(y | z))), x, y, z), "definition of I"
    )
    proof.eq(
        Sum(r(x, y, z) * log(r(x, z) * r(y, z) / (r(z) * r(x, y, z))), x, y, z),
        "write out the conditionals",
    )
    proof.le(Sum(r(x, y, z) * (r(x, z) * r(y, z) / (r(z) * r(x, y, z)) - 1), x, y, z), log_bound)
    proof.le(Sum(r(x, z) * r(y, z) / r(z), x, y, z) - 1, "also where r(x,y,z) = 0, terms are ≥ 0")
    proof.eq(Sum(r(z) * r(z) / r(z), z) - 1, "sum out x and y")
    proof.eq(Sum(r(z), z) - 1, "cancel where r(z) > 0")
    proof.eq(0, "r sums to 1")
    proof.claim(I(X, Y | Z) >= 0, equality=Eq(r(x, y, z) * r(z), r(x, z) * r(y, z)))


@theorem("Chain rule for the entropy of three variables")
def chain_rule_three(proof):
    """H(X,Y,Z) = H(X) + H(Y|X) + H(Z|X,Y) (Cover & Thomas, Theorem 2.5.1)."""
    proof.start(H(X, Y, Z))
    proof.eq(
        Sum(r(x, y, z) * log(1 / (r(x) * r(y | x) * r(z | x, y))), x, y, z),
        "chain rule of probability",
    )
    proof.eq(
        Sum(r(x) * log(1 / r(x)), x)
        + Sum(r(x, y) * log(1 / r(y | x)), x, y)
        + Sum(r(x, y, z) * log(1 / r(z | x, y)), x, y, z),
        "split the logarithm, sum out",
    )
    proof.eq(H(X) + H(Y | X) + H(Z | X, Y), "definitions of H")


@theorem("Chain rule for mutual information")
def information_chain_rule(proof):
    """I(X,Y;Z) = I(X;Z) + I(Y;Z|X) (Cover & Thomas, Theorem 2.5.2)."""
    proof.start(I((X, Y), Z))
    proof.eq(H(Z) - H(Z | X, Y), "reduction of uncertainty")
    proof.eq(I(X, Z) + H(Z | X) - H(Z | X, Y), "H(Z) = I(X;Z) + H(Z|X)")
    proof.eq(I(X, Z) + I(Y, Z | X), "definition of I(Y;Z|X)")


@theorem("The law of the pair (X, X) is the law of X", expect="refuted")
def pair_is_single(proof):
    """P(X = x, X = x') = P(X = x) for all x, x': false off the diagonal."""
    x1 = x.another("x'")
    proof.claim(Eq(Delta(x, x1) * r(x), r(x)))


@theorem("The pair (X, X) lives on the diagonal")
def pair_on_diagonal(proof):
    """P(X = x, X = x') = P(X = x)·[x = x']; summing out x' gives back the law of X."""
    x1 = x.another("x'")
    proof.start(Sum(Delta(x, x1) * r(x), x1))
    proof.eq(r(x), "one x' is x")


@theorem("If X and Y determine each other", given=[Eq(H(X | Y), 0), Eq(H(Y | X), 0)])
def determine_each_other(proof):
    """Then I(X;Y) = H(X) = H(Y)."""
    proof.start(I(X, Y))
    proof.eq(H(X) - H(X | Y), reduction_to_x)
    proof.eq(H(X), "Y determines X")
    proof.claim(Eq(I(X, Y), H(X)))


@theorem(
    "If X and Y determine each other, their entropies agree",
    given=[Eq(H(X | Y), 0), Eq(H(Y | X), 0)],
)
def same_entropy(proof):
    """H(X) = H(X,Y) = H(Y)."""
    proof.start(H(X))
    proof.eq(H(X) + H(Y | X), "X determines Y")
    proof.eq(H(Y) + H(X | Y), "chain rule, both ways")
    proof.eq(H(Y), "Y determines X")


@theorem("If X determines Y, then I(X;Y) = H(X)", given=[Eq(H(Y | X), 0)], expect="refuted")
def one_way_only(proof):
    """False: X may say more than Y; it is I(X;Y) = H(Y) then."""
    proof.claim(Eq(I(X, Y), H(X)))


@theorem("If X determines Y, then H(X) = H(Y)", given=[Eq(H(Y | X), 0)], expect="refuted")
def one_way_entropies(proof):
    """False for a constant Y."""
    proof.claim(Eq(H(X), H(Y)))


@theorem("Two ways to expand the joint entropy")
def both_ways(proof):
    """H(X) + H(Y|X) = H(Y) + H(X|Y)."""
    proof.start(H(X) + H(Y | X))
    proof.eq(H(X, Y), chain_rule)
    proof.eq(H(Y) + H(X | Y), "the chain rule with X and Y exchanged")


@theorem("Mutual information, by definition")
def by_definition(proof):
    """I(X;Y) = D(P(X,Y) ‖ P(X)P(Y))."""
    proof.start(I(X, Y))
    proof.eq(KL(r(x, y), r(x) * r(y)), definition)


if __name__ == "__main__":
    run()
