"""Differential entropy under a change of variables: h(AX + b) = h(X) + ln |det A|.

Cover & Thomas, Theorems 8.6.3 and 8.6.4 with the corollary; the determinants are written out. First
for any density, where the change of variables is what h(AX + b) means; then for normal laws,
where it is not needed: the image is the normal law with the covariance AΣAᵀ.
"""

from derive import *

x, y, w = Space("x"), Space("y"), Space("w")
r, t = Density("r", x, y), Density("t", x, y, w)
X, Y = r.variables
T, U, W = t.variables
a, b, c, d = Real("a"), Real("b"), Real("c"), Real("d")
e, f = Real("e"), Real("f")

# ------------------------------------------------------------------ one number


@theorem("Entropy of a scaled and moved number", given=[Ne(a, 0)])
def scaled_and_moved(proof):
    """Cover & Thomas, Theorems 8.6.3 and 8.6.4."""
    proof.claim(Eq(h(a * X + b), h(X) + log(Abs(a))))


@theorem("Entropy of a scaled number, without |·|", given=[Ne(a, 0)], expect="ill-posed")
def scaled_without_abs(proof):
    """−X has the entropy of X, and ln −1 is not defined."""
    proof.claim(Eq(h(a * X), h(X) + log(a)))


@theorem("Entropy of a scaled number, as of letters", given=[Ne(a, 0)], expect="refuted")
def scaled_as_letters(proof):
    """H(aX) = H(X) for an alphabet."""
    proof.claim(Eq(h(a * X), h(X)))


@theorem(
    "Entropy of a scaled number, with the sign of the density",
    given=[Ne(a, 0)],
    expect="refuted",
)
def scaled_sign(proof):
    """The density is divided by |a|; its entropy is not lessened."""
    proof.claim(Eq(h(a * X), h(X) - log(Abs(a))))


@theorem("Entropy of a scaled number, as a variance scales", given=[Ne(a, 0)], expect="refuted")
def scaled_square(proof):
    """ln a² is 2 ln |a|."""
    proof.claim(Eq(h(a * X), h(X) + log(a**2)))


# ------------------------------------------------------------------ two numbers

det = a * d - b * c
regular = Ne(det, 0)
image = h(a * X + b * Y + e, c * X + d * Y + f)


@theorem("Entropy under a shear", given=[Ne(d, 0)])
def shear(proof):
    """What is given stands still, and moves nothing: the step that eliminates a column."""
    proof.start(h(X, c * X + d * Y))
    proof.eq(h(X) + h(c * X + d * Y | X), "the chain rule")
    proof.eq(h(X) + h(d * Y | X), "cX is known")
    proof.eq(h(X) + h(Y | X) + log(Abs(d)), "one number is scaled")
    proof.eq(h(X, Y) + log(Abs(d)), "the chain rule")


@theorem("Entropy under an affine map of two numbers", given=[regular])
def affine_two(proof):
    """Cover & Thomas, corollary to Theorem 8.6.4."""
    proof.start(image)
    proof.eq(
        Sum(r(x, y) * (log(1 / r(x, y)) + log(Abs(det))), x, y),
        "the density of the image is r/|det A|",
    )
    proof.eq(h(X, Y) + log(Abs(det)), "∫ r = 1")


@theorem("Elimination: the determinant by its pivots", given=[regular, Ne(a, 0)])
def pivots(proof):
    """A = LU: a shear by c/a, then the pivots a and det A/a."""
    pivot = quotient(det, a)
    proof.start(h(X, Y) + log(Abs(a)) + log(Abs(pivot)))
    proof.eq(h(X, Y) + log(Abs(det)), "ln |a| + ln |det A/a|")
    proof.eq(image, affine_two)


@theorem("Rotations keep the entropy", given=[Eq(a**2 + b**2, 1)])
def rotation(proof):
    """Their determinant is 1."""
    proof.start(h(a * X - b * Y, b * X + a * Y))
    proof.eq(h(X, Y) + log(a**2 + b**2), "the determinant")
    proof.eq(h(X, Y), "ln 1 = 0")


@theorem("Sum and difference")
def sum_and_difference(proof):
    """Their determinant is −2, so the two together know one bit more."""
    proof.claim(Eq(h(X + Y, X - Y), h(X, Y) + log(2)))


@theorem("Entropy under an affine map, without |·|", given=[regular], expect="ill-posed")
def affine_without_abs(proof):
    """Exchange the two numbers: det A = −1."""
    proof.claim(Eq(image, h(X, Y) + log(det)))


@theorem("Entropy under an affine map, with the square", given=[regular], expect="refuted")
def affine_square(proof):
    """det AΣAᵀ has the square; the entropy has half its logarithm."""
    proof.claim(Eq(image, h(X, Y) + log(det**2)))


@theorem(
    "Entropy under an affine map, with the trace", given=[regular, Ne(a + d, 0)], expect="refuted"
)
def affine_trace(proof):
    proof.claim(Eq(image, h(X, Y) + log(Abs(a + d))))


@theorem(
    "Entropy under an affine map, by the diagonal", given=[regular, Ne(a * d, 0)], expect="refuted"
)
def affine_diagonal(proof):
    """Right for triangular ones only."""
    proof.claim(Eq(image, h(X, Y) + log(Abs(a * d))))


@theorem(
    "Entropy under an affine map, det with a plus",
    given=[regular, Ne(a * d + b * c, 0)],
    expect="refuted",
)
def affine_plus(proof):
    """The permanent."""
    proof.claim(Eq(image, h(X, Y) + log(Abs(a * d + b * c))))


@theorem("Entropy under an affine map, of the inverse", given=[regular], expect="refuted")
def affine_inverse(proof):
    """Densities are divided by |det A|, entropies get its logarithm."""
    proof.claim(Eq(image, h(X, Y) - log(Abs(det))))


@theorem("Sum and difference, as rotated", expect="refuted")
def sum_not_rotated(proof):
    """A rotation by 45° is that divided by √2."""
    proof.claim(Eq(h(X + Y, X - Y), h(X, Y)))


@theorem("The sum and one summand, as the sum alone", expect="refuted")
def sum_alone(proof):
    """h(X + Y | Y) = h(X | Y), not h(X): what is given may tell of X."""
    proof.claim(Eq(h(X + Y | Y), h(X)))


# ------------------------------------------------------------------ three numbers

g, k, l = Real("g"), Real("k"), Real("l")  # noqa: E741
det3 = a * (e * l - f * k) - b * (d * l - f * g) + c * (d * k - e * g)
image3 = h(a * T + b * U + c * W, d * T + e * U + f * W, g * T + k * U + l * W)


@theorem("Entropy under a linear map of three numbers", given=[Ne(det3, 0)])
def linear_three(proof):
    """The determinant by its first row."""
    proof.start(image3)
    proof.eq(
        Sum(t(x, y, w) * (log(1 / t(x, y, w)) + log(Abs(det3))), x, y, w),
        "the density of the image is t/|det A|",
    )
    proof.eq(h(T, U, W) + log(Abs(det3)), "∫ t = 1")


@theorem("Differences of three numbers")
def differences(proof):
    """A filter y_n = x_n − x_{n−1}, started at 0, is triangular with ones."""
    proof.claim(Eq(h(T, U - T, W - U), h(T, U, W)))


@theorem(
    "Entropy under a linear map of three numbers, one sign wrong",
    given=[Ne(det3, 0), Ne(det3 + 2 * b * (d * l - f * g), 0)],
    expect="refuted",
)
def linear_three_sign(proof):
    """Expanding by a row without the alternating signs."""
    proof.claim(Eq(image3, h(T, U, W) + log(Abs(det3 + 2 * b * (d * l - f * g)))))


# ------------------------------------------------------------------ normal laws

m, n = Real("m"), Real("n")
s, v, rho = Positive("s"), Positive("v"), Real("ρ")  # of Σ: variances and covariance
S, V, C = Positive("S"), Positive("V"), Real("C")  # of AΣAᵀ
p = MultivariateNormal("p", x, y, mean=(m, n), covariance=[[s, rho], [rho, v]])
q = MultivariateNormal("q", x, y, mean=(a * m + b * n, c * m + d * n), covariance=[[S, C], [C, V]])
P, Q = p.variables
ENTRIES = [
    Eq(S, a**2 * s + 2 * a * b * rho + b**2 * v),
    Eq(C, a * c * s + (a * d + b * c) * rho + b * d * v),
    Eq(V, c**2 * s + 2 * c * d * rho + d**2 * v),
]
DEFINITE = [s * v > rho**2, S * V > C**2]


@theorem("The determinant of AΣAᵀ", given=ENTRIES)
def covariance_determinant(proof):
    """det AΣAᵀ = (det A)² det Σ, for two numbers."""
    proof.claim(Eq(S * V - C**2, det**2 * (s * v - rho**2)))


@theorem("Entropy of the image of a normal law", given=[*ENTRIES, *DEFINITE, regular])
def normal_image(proof):
    """N(Am, AΣAᵀ) against N(m, Σ); nothing is known here of a change of variables."""
    proof.start(h(q))
    proof.eq(log((2 * pi * exp(1)) ** 2 * (S * V - C**2)) / 2, "the entropy of a normal law")
    proof.eq(
        log((2 * pi * exp(1)) ** 2 * (det**2 * (s * v - rho**2))) / 2, "the determinant of AΣAᵀ"
    )
    proof.eq(log((2 * pi * exp(1)) ** 2 * (s * v - rho**2)) / 2 + log(Abs(det)), "½ ln u² = ln |u|")
    proof.eq(h(p) + log(Abs(det)), "the entropy of a normal law")


@theorem("The change of variables agrees for normal laws", given=[*ENTRIES, *DEFINITE, regular])
def normal_agrees(proof):
    """What h(AX) means is the entropy of the law that AX has."""
    proof.start(h(a * P + b * Q, c * P + d * Q))
    proof.eq(h(p) + log(Abs(det)), "the change of variables")
    proof.eq(h(q), normal_image)


# Z → LZ with L lower triangular: by Cholesky every normal law of three numbers is such an image.
i, j, o = Positive("i"), Positive("j"), Positive("o")  # the diagonal of L
z = MultivariateNormal("z", x, y, w, covariance=[[1, 0, 0], [0, 1, 0], [0, 0, 1]])
u = MultivariateNormal(
    "u",
    x,
    y,
    w,
    covariance=[
        [i**2, i * a, i * b],
        [i * a, a**2 + j**2, a * b + j * c],
        [i * b, a * b + j * c, b**2 + c**2 + o**2],
    ],
)
Z1, Z2, Z3 = z.variables


@theorem("Entropy of three normal numbers, by Cholesky's factor")
def cholesky(proof):
    """Σ = LLᵀ: ½ ln((2πe)³ det Σ) with det Σ = (det L)²."""
    proof.start(h(u))
    proof.eq(log((2 * pi * exp(1)) ** 3 * (i * j * o) ** 2) / 2, "det LLᵀ = (det L)²")
    proof.eq(h(z) + log(i * j * o), "h(Z) = (3/2) ln 2πe")


@theorem("The change of variables agrees for three normal numbers")
def cholesky_agrees(proof):
    proof.start(h(i * Z1, a * Z1 + j * Z2, b * Z1 + c * Z2 + o * Z3))
    proof.eq(h(z) + log(i * j * o), "the change of variables")
    proof.eq(h(u), cholesky)


@theorem("Entropy of three normal numbers, with det Σ for det L", expect="refuted")
def cholesky_square(proof):
    proof.claim(Eq(h(u), h(z) + 2 * log(i * j * o)))


if __name__ == "__main__":
    run()
