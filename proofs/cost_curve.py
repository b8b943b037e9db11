"""What a codeword costs and what it contributes to the mean length, as functions of its length.

A codeword of length L(x) costs 2^(−L(x)) of a budget of 1 (Kraft's inequality, `kraft.py`) and
contributes p(x)·L(x) to the mean length. To shorten it is to spend more: the benefit is −d(p·L)/dL
and the cost −d 2^(−L)/dL of it, each per bit. Their ratio p/(2^(−L)·ln 2) is 1/ln 2 for every
letter where 2^(−L) = p.

The ratio of the two areas p·L and 2^(−L) themselves is something else: log₂ 1/p where 2^(−L) = p.

Derivatives, integrals and limits are SymPy's. `optimal_lengths.py` goes on from here.
"""

from sympy import oo

from derive import *

x, w = alphabets("x w")
x1 = x.another("x'")
p = Distribution("p", x)
L = CodeLengths("L", x)
code = Map("C", x, to=w)
height, a, b = Real("L"), Positive("a"), Positive("b")
share = Positive("c", x)

full_support = Dominated(1, p(x))
not_certain = Lt(p(x), 1)
ideal = log(1 / p(x), 2)


def cost(letter):
    """What the codeword of a letter costs: 2^(−L)."""
    name = letter.name
    return Measure(f"Cost({name})", rf"\mathrm{{Cost}}({name})", 2 ** (-L(letter)))


def contribution(letter):
    """What a letter contributes to the mean length: p·L."""
    name = letter.name
    tex = rf"\mathrm{{Contribution}}({name})"
    return Measure(f"Contribution({name})", tex, p(letter) * L(letter))


def areas(letter):
    """|Contribution|/|Cost|; under Kraft's inequality L ≥ 0, and both are ≥ 0."""
    return quotient(contribution(letter), cost(letter))


def ratio(letter):
    """Benefit over cost: p/(2^(−L)·ln 2), the sizes of the two derivatives by L."""
    return quotient(p(letter), cost(letter) * log(2))


allocated = Eq(cost(x), p(x))
best = [full_support, Eq(L(x), ideal)]


@theorem("Symbols and codewords")
def symbols_and_codewords(proof):
    """x is a symbol, p(x) the probability of the event X = x; its codeword is another thing, C(x).

    Two symbols may share a codeword (the code is then useless), so the two must not be confused.
    """
    proof.fact(
        Defined("a code gives every symbol one codeword", *code.facts(), C=[[1, 0], [0, 1], [0, 1]])
    )


@theorem("Cost, by definition")
def cost_by_definition(proof):
    """Cost(x) = 2^(−L(x)); `cost` in `kraft.py` shows that it is a share of the leaves."""
    proof.start(cost(x))
    proof.eq(2 ** (-L(x)), definition)


@theorem("The budget", given=[L.kraft()])
def budget(proof):
    """The costs of all codewords are at most 1 together."""
    proof.start(Sum(cost(x), x))
    proof.eq(L.kraft_sum(), "definition of the cost")
    proof.le(1, L.kraft())


@theorem("Length from cost")
def length_from_cost(proof):
    """L(x) = log₂ 1/Cost(x)."""
    proof.start(log(1 / cost(x), 2))
    proof.eq(L(x), "log₂ 2^L = L")
    proof.claim(Eq(L(x), log(1 / cost(x), 2)))


# The curve: its height at L, and the area under it to the right of L.


@theorem("The area under 2^(−t) to the right of L")
def area_in_bits(proof):
    """It is the height, 2^(−L), divided by ln 2."""
    proof.fact(Integral(lambda t: 2 ** (-t), height, oo, 2 ** (-height) / log(2)))


@theorem("Area and height agree on the curve 2^(−L)", expect="refuted")
def area_is_height_in_bits(proof):
    """False: ln 2 is not 1."""
    proof.fact(Integral(lambda t: 2 ** (-t), height, oo, 2 ** (-height)))


@theorem("Area and height agree on the curve e^(−L)")
def area_is_height(proof):
    """∫ e^(−t) dt from L to ∞ is e^(−L)."""
    proof.fact(Integral(lambda t: exp(-t), height, oo, exp(-height)))


@theorem("The area under b^(−t), for any base b > 1")
def area_in_any_base(proof):
    """With a = ln b > 0: b^(−t) = e^(−at) has −e^(−at)/a as a primitive, and that tends to 0.

    So the area to the right of L is e^(−aL)/a, the height divided by ln b.
    """
    proof.fact(Derivative(-exp(-a * height) / a, height, exp(-a * height)))
    proof.fact(Limit(lambda n: -exp(-a * n) / a, 0))


@theorem(
    "Where area and height agree, the base is e",
    given=[Eq(b, exp(a)), Eq(exp(-a * height) / a, exp(-a * height))],
)
def only_base_e(proof):
    """If e^(−aL)/a = e^(−aL) for one L, then ln b = a = 1."""
    proof.start(log(b))
    proof.eq(a, "b = e^a")
    proof.eq(1, "divide by the height: 1/a = 1")


# Two derivatives.


@theorem("What the length contributes, by definition")
def contribution_by_definition(proof):
    """Contribution(x) = p(x)·L(x), so that their derivatives are the same too."""
    proof.start(contribution(x))
    proof.eq(p(x) * L(x), definition)


@theorem("The contribution, by its length")
def contribution_derivative(proof):
    """d(p·L)/dL = p."""
    proof.fact(Derivative(p(x) * L(x), L(x), p(x)))


@theorem("The cost, by its length")
def cost_derivative(proof):
    """d 2^(−L)/dL = −2^(−L)·ln 2."""
    proof.fact(Derivative(2 ** (-L(x)), L(x), -(2 ** (-L(x))) * log(2)))


@theorem("What a little more budget is worth")
def worth_of_budget(proof):
    """With the share c the length is log₂ 1/c: the mean falls by p/(c·ln 2) per unit of budget.

    At c = 2^(−L) that is the ratio of the two derivatives above.
    """
    proof.fact(Derivative(p(x) * log(1 / share(x), 2), share(x), -p(x) / (share(x) * log(2))))


# The ratio of benefit and cost, and the ratio of the areas.


@theorem(
    "The ratio of the areas is that of benefit and cost",
    given=[L.kraft(), not_certain],
    expect="refuted",
)
def areas_as_ratio(proof):
    """False wherever p > 0 and L is not 1/ln 2."""
    proof.claim(Eq(areas(x), ratio(x)))


@theorem(
    "The ratio of the areas is 1/ln 2 at the optimum",
    given=[*best, not_certain],
    expect="refuted",
)
def areas_at_the_optimum(proof):
    """False: see `areas_value`."""
    proof.claim(Eq(areas(x), 1 / log(2)))


@theorem("The ratio of the areas is the same for all letters", given=best, expect="refuted")
def areas_constant(proof):
    """False: it depends on p."""
    proof.claim(Eq(areas(x), areas(x1)))


@theorem("What the ratio of the areas is", given=best)
def areas_value(proof):
    """At the optimum p·L/2^(−L) = L = log₂ 1/p."""
    proof.start(areas(x))
    proof.eq(p(x) * L(x) / p(x), "2^(−L) = p")
    proof.eq(L(x), "p > 0")
    proof.eq(ideal, "L = log₂ 1/p")


@theorem("Benefit over cost at the optimum", given=[allocated])
def ratio_at_the_optimum(proof):
    """Where 2^(−L) = p, the ratio of the derivatives is 1/ln 2, whatever p is."""
    proof.start(ratio(x))
    proof.eq(quotient(p(x), p(x) * log(2)), allocated)
    proof.eq(1 / log(2), "p = 2^(−L) > 0")


@theorem("Benefit over cost is the same for all letters at the optimum", given=[allocated])
def ratio_constant(proof):
    """So at the optimum no letter deserves more of the budget than another."""
    proof.start(ratio(x))
    proof.eq(1 / log(2), ratio_at_the_optimum)
    proof.eq(ratio(x1), "at x' as at x")


if __name__ == "__main__":
    run()
