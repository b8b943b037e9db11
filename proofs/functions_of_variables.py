"""Functions of variables: relabelling, merging, sums in a group, and the distance H(X|Y) + H(Y|X).

Cover & Thomas, 2nd ed., problems 2.2, 2.4, 2.5 and 2.14; Tao, Sumset and inverse sumset theory for
Shannon entropy (2010), for groups. That Z is a function of X and Y is written H(Z|X,Y) = 0.
"""

from entropies import joint_at_least
from entropies import x as JX
from entropies import y as JY
from mutual_information import conditional_nonnegative as conditional_information
from mutual_information import x as IX
from mutual_information import y as IY
from mutual_information import z as IZ

from derive import *

x, y, z = alphabets("x y z")
x1 = x.another("x'")
p = Distribution("p", x)
f = Map("f", x, to=y)
image = Sum(f(x, y) * p(x), x)  # the law of f(X)
one_to_one = Eq(f(x, y) * f(x1, y), Delta(x, x1) * f(x, y))
differ = Nonnegative("differ", x, x1)
differs = Eq(differ(x, x1), 1 - Delta(x, x1))
together = Sum(p(x) * f(x, y) * p(x1) * f(x1, y) * differ(x, x1) / image, x, x1, y)

r = Law("r", x, y, z)
X, Y, Z = r.variables
x_gives_y, y_gives_x = Eq(H(Y | X), 0), Eq(H(X | Y), 0)


# ------------------------------------------------------------------ one variable and its image


@theorem("The group of a letter", given=[*f.facts()])
def grouping(proof):
    """H(X) = H(f(X)) + Σ p ln(p(f = f(x))/p(x))."""
    proof.start(H(p))
    proof.eq(Sum(p(x) * f(x, y) * log(1 / p(x)), x, y), "every letter is in one group")
    proof.eq(
        H(image, over=y) + Sum(p(x) * f(x, y) * log(image / p(x)), x, y), "split the logarithm"
    )


@theorem("A function of X has at most its entropy", given=[*f.facts(), differs])
def image_at_most(proof):
    """What is lost is at least the chance that two draws differ and agree in f, given f."""
    proof.start(H(p) - H(image, over=y))
    proof.eq(Sum(p(x) * f(x, y) * log(image / p(x)), x, y), grouping)
    proof.ge(Sum(p(x) * f(x, y) * (1 - p(x) / image), x, y), log_bound)
    proof.eq(together, "1 = Σ p f/image")
    proof.ge(0, "a chance")
    proof.claim(H(image, over=y) <= H(p))


@theorem("A function of X has its entropy", given=[*f.facts()], expect="refuted")
def image_equal(proof):
    proof.claim(Eq(H(image, over=y), H(p)))


@theorem("An injective function loses nothing", given=[*f.facts(), one_to_one])
def relabelled(proof):
    """With the theorem before, H(f(X)) = H(X)."""
    proof.start(H(p) - H(image, over=y))
    proof.eq(Sum(p(x) * f(x, y) * log(image / p(x)), x, y), grouping)
    proof.le(Sum(p(x) * f(x, y) * (image / p(x) - 1), x, y), log_bound)
    proof.le(Sum(f(x, y) * image, x, y) - 1, "also where p(x) = 0, terms are ≥ 0")
    proof.eq(0, "f is one to one, and p sums to 1")
    proof.claim(H(p) <= H(image, over=y))


@theorem("A function has the entropy of its argument", given=[x_gives_y])
def function_equality(proof):
    """H(f(X)) ≤ H(X), with equality exactly if f is one to one where X can be."""
    proof.start(H(X))
    proof.eq(H(X) + H(Y | X), x_gives_y)
    proof.eq(H(Y) + H(X | Y), "chain rule, both ways round")
    proof.ge(H(Y), "H(X|Y) ≥ 0")
    proof.claim(H(Y) <= H(X), equality=Eq(r(x, y) ** 2, r(x, y) * r(y)))


@theorem("Any second variable has at most the entropy of the first", expect="refuted")
def no_function(proof):
    proof.claim(H(Y) <= H(X))


@theorem("A variable and its relabelling", given=[x_gives_y, y_gives_x])
def relabelling(proof):
    proof.start(H(X))
    proof.eq(H(X) + H(Y | X), x_gives_y)
    proof.eq(H(Y) + H(X | Y), "chain rule, both ways round")
    proof.eq(H(Y), y_gives_x)


# ------------------------------------------------------------------ a metric


def far(A, B):
    """Variation of information."""
    return H(A | B) + H(B | A)


@theorem("Variation of information is at least 0")
def far_nonnegative(proof):
    """And 0 exactly if each is a function of the other."""
    proof.claim(
        far(X, Y) >= 0,
        equality=[Eq(r(x, y) ** 2, r(x, y) * r(x)), Eq(r(x, y) ** 2, r(x, y) * r(y))],
    )


@theorem("Variation of information is symmetric")
def far_symmetric(proof):
    proof.claim(Eq(far(X, Y), far(Y, X)))


@theorem("The triangle inequality for variation of information")
def far_triangle(proof):
    proof.start(H(X | Z) + H(Z | X))
    proof.le(H(X, Y | Z) + H(Y, Z | X), "more variables, more entropy")
    proof.eq(H(Y | Z) + H(X | Y, Z) + H(Y | X) + H(Z | X, Y), "chain rule")
    proof.le(H(Y | Z) + H(X | Y) + H(Y | X) + H(Z | Y), "conditioning reduces entropy")
    proof.claim(far(X, Z) <= far(X, Y) + far(Y, Z))


@theorem("Information has no triangle inequality", expect="refuted")
def information_triangle(proof):
    proof.claim(I(X, Z) <= I(X, Y) + I(Y, Z))


# ------------------------------------------------------------------ sums in a group

sums = [Eq(H(Z | X, Y), 0), Eq(H(X | Y, Z), 0), Eq(H(Y | X, Z), 0)]  # Z = X + Y


@theorem("An independent sum is at least as uncertain", given=[Independent(X, Y), *sums])
def independent_sum(proof):
    """H(X + Y) ≥ H(X), and so for Y: given Y, the sum determines X."""
    proof.start(H(Z))
    proof.ge(H(Z | Y), "conditioning reduces entropy")
    proof.eq(H(X | Y), "X + Y and X determine each other, given Y")
    proof.eq(H(X), Independent(X, Y))


@theorem("Any sum is at least as uncertain", given=sums, expect="refuted")
def any_sum(proof):
    """X and −X."""
    proof.claim(H(Z) >= H(X))


a, b, c = alphabets("a b c")
g = Law("g", x, y, z, a, b, c)  # A = X − Y, B = Y − Z, C = X − Z
GX, GY, GZ, A, B, C = g.variables
differences = [
    *(Eq(H(A | GX, GY), 0), Eq(H(B | GY, GZ), 0), Eq(H(C | GX, GZ), 0), Eq(H(C | A, B), 0)),
    *(Eq(H(GY | GX, A), 0), Eq(H(GY | GZ, B), 0)),
]
all_independent = [Independent(GX, GZ), Independent((GX, GZ), GY)]


@theorem("Ruzsa's triangle inequality", given=[*differences, *all_independent])
def ruzsa(proof):
    """H(X − Z) + H(Y) ≤ H(X − Y) + H(Y − Z) for independent X, Y, Z."""
    proof.start(H(A) + H(B))
    proof.ge(H(A, B), "independence bound")
    proof.eq(H(A, B, C), "C = A + B")
    proof.ge(
        H(GX, GZ, A, B, C) + H(C) - H(GX, GZ, C),
        conditional_information.on(r=g(x, z, a, b, c), over={IX: (x, z), IY: (a, b), IZ: c}),
    )
    proof.eq(H(GX, GZ, A, B, C) + H(C) - H(GX, GZ), "C = X − Z")
    proof.ge(
        H(GX, GZ, A) + H(C) - H(GX, GZ),
        joint_at_least.on(s=g(x, z, a, b, c), over={JX: (b, c), JY: (x, z, a)}),
    )
    proof.eq(H(GX, GZ, A) + H(GY | GX, A) + H(C) - H(GX, GZ), "X and X − Y give Y")
    proof.ge(H(GX, GZ, A) + H(GY | GX, GZ, A) + H(C) - H(GX, GZ), "conditioning reduces entropy")
    proof.eq(H(GX, GY, GZ, A) + H(C) - H(GX, GZ), "chain rule")
    proof.ge(
        H(GX, GY, GZ) + H(C) - H(GX, GZ),
        joint_at_least.on(s=g(x, y, z, a), over={JX: a, JY: (x, y, z)}),
    )
    proof.eq(H(C) + H(GY), "X, Y, Z are independent")
    proof.claim(H(C) + H(GY) <= H(A) + H(B))


t = Alphabet("t")
h = Law("h", x, z, b, t)  # B = Y + Z, T = X + Y + Z
HX, HZ, HB, HT = h.variables
sum_of_three = [Eq(H(HT | HX, HB), 0), Independent(HX, (HZ, HB))]


@theorem("Kaimanovich and Vershik's inequality", given=sum_of_three)
def kaimanovich_vershik(proof):
    """H(X + Y + Z) − H(X + Y + Z|Z) ≤ H(Y + Z) − H(Y + Z|Z) for X independent of Y and Z.

    With H(X + Y + Z|Z) = H(X + Y) and H(Y + Z|Z) = H(Y): adding X loses information about Z.
    """
    proof.start(H(HT) - H(HT | HZ))
    proof.eq(I(HZ, HT), "reduction of uncertainty")
    proof.le(I(HZ, (HX, HB)), "T is a function of X and B")
    proof.eq(I(HZ, HB), "X is independent of Z and B")
    proof.eq(H(HB) - H(HB | HZ), "reduction of uncertainty")


@theorem("Ruzsa's triangle inequality for any variables", given=differences, expect="refuted")
def ruzsa_dependent(proof):
    proof.claim(H(C) + H(GY) <= H(A) + H(B))


if __name__ == "__main__":
    run()
