"""Normal laws of several numbers: determinants, traces, projections on the normal laws.

Cover & Thomas, sections 8.4 to 8.6 and 9.4; Bishop, Pattern Recognition and Machine Learning,
sections 2.3 and 10.1.2 (moment matching, and what zero-forcing does to the variances); Anderson, An
Introduction to Multivariate Statistical Analysis, section 2.4. Beside each identity stand the slips
that texts and programs make: the trace for the determinant, d forgotten, σ for σ², the divergence
taken the other way round.
"""

from derive import *

x, y = Space("x"), Space("y")
e = exp(1)
m, n, k, l = Real("m"), Real("n"), Real("k"), Real("l")  # means  # noqa: E741
a, b, c = Positive("a"), Positive("b"), Real("c")  # variances and covariance
A, B, C = Positive("A"), Positive("B"), Real("C")
d = Positive("d")  # a determinant
p = MultivariateNormal("p", x, y, mean=(m, n), covariance=[[a, c], [c, b]])
q = MultivariateNormal("q", x, y, mean=(k, l), covariance=[[A, C], [C, B]])
X, Y = p.variables
det, Det = a * b - c**2, A * B - C**2
definite = a * b > c**2
both = [definite, A * B > C**2]


# ------------------------------------------------------------------ one law


@theorem("The entropy of a normal law of two numbers", given=[definite])
def entropy(proof):
    """Cover & Thomas, Theorem 8.4.1: ½ ln((2πe)ᵈ det Σ)."""
    square = b * (x - m) ** 2 - 2 * c * (x - m) * (y - n) + a * (y - n) ** 2
    proof.start(h(p))
    proof.eq(E(log((2 * pi) ** 2 * det) / 2 + square / (2 * det), p), "ln of the density")
    proof.eq(log((2 * pi) ** 2 * det) / 2 + (b * a - 2 * c * c + a * b) / (2 * det), "moments")
    proof.eq(log((2 * pi) ** 2 * det) / 2 + 1, "Σ⁻¹Σ has the trace 2")
    proof.eq(log((2 * pi * e) ** 2 * det) / 2, "1 = ½ ln e²")


@theorem("The entropy of two numbers, with the trace", given=[definite], expect="refuted")
def entropy_trace(proof):
    """a + b for ab − c²."""
    proof.claim(Eq(h(p), log((2 * pi * e) ** 2 * (a + b)) / 2))


@theorem("The entropy of two numbers, d forgotten", given=[definite], expect="refuted")
def entropy_d(proof):
    """(2πe)² for two numbers."""
    proof.claim(Eq(h(p), log(2 * pi * e * det) / 2))


@theorem("The entropy of two numbers, without ½", given=[definite], expect="refuted")
def entropy_half(proof):
    proof.claim(Eq(h(p), log((2 * pi * e) ** 2 * det)))


@theorem("The entropy of two numbers, by the diagonal", given=[definite], expect="refuted")
def entropy_diagonal(proof):
    """Right for independent ones only."""
    proof.claim(Eq(h(p), log((2 * pi * e) ** 2 * a * b) / 2))


@theorem("The entropy of two numbers, with + c²", given=[definite], expect="refuted")
def entropy_sign(proof):
    proof.claim(Eq(h(p), log((2 * pi * e) ** 2 * (a * b + c**2)) / 2))


@theorem("The marginals of a normal law", given=[definite])
def marginal(proof):
    """X alone is N(m, a)."""
    proof.claim(Eq(log(p(x)), -log(2 * pi * a) / 2 - (x - m) ** 2 / (2 * a)))


@theorem("The entropy of a marginal", given=[definite])
def marginal_entropy(proof):
    proof.claim(Eq(h(X), log(2 * pi * e * a) / 2))


@theorem("The entropy of a marginal, as of a conditional", given=[definite], expect="refuted")
def marginal_conditional(proof):
    """det Σ/b is the variance of X given Y."""
    proof.claim(Eq(h(X), log(2 * pi * e * det / b) / 2))


@theorem("Isserlis' theorem for two pairs", given=[definite])
def isserlis(proof):
    """Isserlis 1918: all ways to pair them."""
    proof.claim(Eq(E((x - m) ** 2 * (y - n) ** 2, p), a * b + 2 * c**2))


@theorem("Isserlis' theorem, one way to pair them", given=[definite], expect="refuted")
def isserlis_one(proof):
    proof.claim(Eq(E((x - m) ** 2 * (y - n) ** 2, p), a * b + c**2))


@theorem("Hadamard's inequality", given=[definite])
def hadamard(proof):
    """Cover & Thomas, Theorem 17.9.2."""
    proof.claim(log(det) <= log(a) + log(b), equality=Eq(c, 0))


@theorem("Hadamard's inequality, the other way round", given=[definite], expect="refuted")
def hadamard_reversed(proof):
    proof.claim(log(det) >= log(a) + log(b))


# ------------------------------------------------------------------ correlation

s, t, rho = Positive("s"), Positive("t"), Real("ρ")  # standard deviations and correlation
u = MultivariateNormal("u", x, y, covariance=[[s**2, rho * s * t], [rho * s * t, t**2]])
U, V = u.variables
correlated = rho**2 < 1


@theorem("Mutual information of two normal numbers", given=[correlated])
def information(proof):
    """Cover & Thomas, example 8.5.1."""
    proof.start(I(U, V))
    proof.eq(h(U) + h(V) - h(U, V), "definitions")
    proof.eq(
        (log(2 * pi * e * s**2) + log(2 * pi * e * t**2)) / 2
        - log((2 * pi * e) ** 2 * s**2 * t**2 * (1 - rho**2)) / 2,
        "entropies of normal laws",
    )
    proof.eq(-log(1 - rho**2) / 2, "2πe, s and t cancel")


@theorem("Mutual information, ρ for ρ²", given=[correlated, rho < 1], expect="refuted")
def information_rho(proof):
    proof.claim(Eq(I(U, V), -log(1 - rho) / 2))


@theorem("Mutual information, without the sign", given=[correlated], expect="refuted")
def information_sign(proof):
    """It would be negative."""
    proof.claim(Eq(I(U, V), log(1 - rho**2) / 2))


@theorem("Mutual information, without ½", given=[correlated], expect="refuted")
def information_half(proof):
    proof.claim(Eq(I(U, V), -log(1 - rho**2)))


@theorem("Entropies of normal numbers add up", given=[correlated], expect="refuted")
def information_none(proof):
    """For ρ = 0 only."""
    proof.claim(Eq(h(U, V), h(U) + h(V)))


# ------------------------------------------------------------------ two laws

trace = B * a - 2 * C * c + A * b  # Det·tr(Σ_q⁻¹ Σ_p)
apart = B * (m - k) ** 2 - 2 * C * (m - k) * (n - l) + A * (n - l) ** 2


@theorem("The divergence of two normal laws of two numbers", given=both)
def divergence(proof):
    """½(ln det Σ_q/det Σ_p + tr Σ_q⁻¹Σ_p + (difference of means)ᵀ Σ_q⁻¹ (…) − d)."""
    proof.start(KL(p, q))
    proof.eq(cross_entropy(p, q) - h(p), "definitions")
    proof.eq(
        log((2 * pi) ** 2 * Det) / 2 + (trace + apart) / (2 * Det) - h(p),
        "ln of the density, moments",
    )
    proof.eq((log(Det / det) + (trace + apart) / Det - 2) / 2, "the entropy of a normal law")


@theorem("The divergence of two numbers, d forgotten", given=both, expect="refuted")
def divergence_d(proof):
    proof.claim(Eq(KL(p, q), (log(Det / det) + (trace + apart) / Det - 1) / 2))


@theorem("The divergence of two numbers, ln upside down", given=both, expect="refuted")
def divergence_upside_down(proof):
    proof.claim(Eq(KL(p, q), (log(det / Det) + (trace + apart) / Det - 2) / 2))


@theorem("The divergence of two numbers, by diagonals", given=both, expect="refuted")
def divergence_diagonal(proof):
    """tr Σ_q⁻¹Σ_p takes the covariances too."""
    proof.claim(Eq(KL(p, q), (log(Det / det) + (B * a + A * b + apart) / Det - 2) / 2))


@theorem("The divergence of two numbers, the other way round", given=both, expect="refuted")
def divergence_reversed(proof):
    proof.claim(Eq(KL(q, p), (log(Det / det) + (trace + apart) / Det - 2) / 2))


@theorem("The divergence of two numbers, traces for determinants", given=both, expect="refuted")
def divergence_trace(proof):
    proof.claim(Eq(KL(p, q), (log((A + B) / (a + b)) + (trace + apart) / Det - 2) / 2))


# ------------------------------------------------------------------ the largest entropy

r = Density("r", x, y)  # any law of two numbers
means = [Eq(E(x, r), m), Eq(E(y, r), n)]
covariances = [
    Eq(E((x - m) ** 2, r), a),
    Eq(E((x - m) * (y - n), r), c),
    Eq(E((y - n) ** 2, r), b),
]


@theorem("The normal law has the largest entropy of a covariance", given=[definite, *covariances])
def normal_maximises(proof):
    """Cover & Thomas, Theorem 8.6.5."""
    square = b * (x - m) ** 2 - 2 * c * (x - m) * (y - n) + a * (y - n) ** 2
    proof.start(h(r))
    proof.le(cross_entropy(r, p), "D ≥ 0")
    proof.eq(log((2 * pi) ** 2 * det) / 2 + E(square, r) / (2 * det), "ln of the normal density")
    proof.eq(log((2 * pi * e) ** 2 * det) / 2, "the covariance of r")
    proof.claim(h(r) <= log((2 * pi * e) ** 2 * det) / 2, equality=Eq(r, p))


@theorem("The largest entropy, by the trace", given=[definite, *covariances], expect="refuted")
def maximum_by_trace(proof):
    """(a + b)/2 for each variance is not enough: √(ab) is at most that, det Σ is not (a + b)/8."""
    proof.claim(h(r) <= log((2 * pi * e) ** 2 * (a + b) / 8) / 2)


@theorem("The largest entropy, d forgotten", given=[definite, *covariances], expect="refuted")
def maximum_d(proof):
    proof.claim(h(r) <= log(2 * pi * e * det) / 2)


# ------------------------------------------------------------------ moment matching

f = Density("f", x)  # any law of one number
v, w = Positive("v"), Positive("w")
best = Normal("best", x, mean=m, variance=a)  # with the mean and variance of f
other = Normal("other", x, mean=k, variance=v)
matched = [Eq(E(x, f), m), Eq(E((x - m) ** 2, f), a)]


@theorem("Moment matching: the divergences part", given=matched)
def moments_part(proof):
    """Pythagoras for the normal laws: D(f‖g) = D(f‖best) + D(best‖g) for every normal g."""
    proof.start(KL(f, other) - KL(f, best))
    proof.eq(E(log(best(x) / other(x)), f), "ln f cancels")
    proof.eq(KL(best, other), "a square in x has the same mean under f and best")


@theorem("Moment matching", given=matched)
def moment_matching(proof):
    """Bishop, (10.187): the nearest normal law in D(f‖g) has the mean and the variance of f."""
    proof.start(KL(f, other) - KL(f, best))
    proof.eq(KL(best, other), "the divergences part")
    proof.eq((log(v / a) + (a + (m - k) ** 2) / v - 1) / 2, "the divergence of two normal laws")
    proof.ge((m - k) ** 2 / (2 * v), "ln t ≤ t − 1 at a/v")
    proof.ge(0, "squares")
    proof.claim(KL(f, other) >= KL(f, best), equality=[Eq(k, m), Eq(v, a)])


@theorem("Moment matching, for the means only", given=matched, expect="refuted")
def moment_matching_means(proof):
    """The variances matter too."""
    proof.start(KL(f, other) - KL(f, best))
    proof.eq((log(v / a) + (a + (m - k) ** 2) / v - 1) / 2, "moments")
    proof.ge((m - k) ** 2 / (2 * v), "ln t ≤ t − 1 at a/v")
    proof.ge(0, "squares")
    proof.claim(KL(f, other) >= KL(f, best), equality=Eq(k, m))


@theorem("Moment matching, the other way round", given=matched, expect="refuted")
def moment_matching_reversed(proof):
    """D(best‖g) for D(g‖best)."""
    proof.claim(Eq(KL(f, other) - KL(f, best), KL(other, best)))


@theorem("Moment matching, standard deviations", given=[Eq(E(x, f), m)], expect="refuted")
def moment_matching_deviation(proof):
    """With another second moment than that of f."""
    proof.claim(KL(f, other) >= KL(f, best))


@theorem("Moment matching of two numbers", given=[*both, *means, *covariances])
def moment_matching_two(proof):
    """Means and covariance matrix of r."""
    proof.start(KL(r, q) - KL(r, p))
    proof.eq(KL(p, q), "the divergences part")
    proof.ge(0, "D ≥ 0")
    proof.claim(KL(r, q) >= KL(r, p), equality=Eq(p, q))


# ------------------------------------------------------------------ zero-forcing

i, j = Real("i"), Real("j")  # means of the independent ones
g = Normal("g", x, mean=i, variance=v)
o = Normal("o", y, mean=j, variance=w)
reverse = KL(g(x) * o(y), p(x, y))
distance = b * (i - m) ** 2 - 2 * c * (i - m) * (j - n) + a * (j - n) ** 2
determined = Eq(d, det)


@theorem("Reverse divergence of independent normal numbers", given=[definite])
def reverse_divergence(proof):
    """From a normal law with correlation; Bishop, section 10.1.2."""
    proof.start(reverse)
    proof.eq((log(det / (v * w)) + (b * v + a * w + distance) / det - 2) / 2, "moments")


@theorem("Zero-forcing", given=[determined])
def zero_forcing(proof):
    """The least is at the means, and at the variances 1/Λ₁₁ = d/b and 1/Λ₂₂ = d/a of the precision
    matrix Λ = Σ⁻¹, which are smaller than a and b."""
    proof.start(reverse)
    proof.eq((log(d / (v * w)) + (b * v + a * w + distance) / d - 2) / 2, "moments")
    proof.eq(
        (log(d / (v * w)) + (b * v + a * w) / d - 2) / 2
        + (b * (i - m) - c * (j - n)) ** 2 / (2 * b * d)
        + (j - n) ** 2 / (2 * b),
        "the square completed",
    )
    proof.ge((log(d / (v * w)) + (b * v + a * w) / d - 2) / 2, "squares")
    proof.ge((log(a / v) + b * v / d - 1) / 2, "ln t ≤ t − 1 at aw/d")
    proof.ge(log(a * b / d) / 2, "ln t ≤ t − 1 at bv/d")


@theorem("Where zero-forcing has its least")
def zero_forcing_equality(proof):
    """Whatever d > 0 is: the same steps, from the square completed."""
    proof.start(
        (log(d / (v * w)) + (b * v + a * w) / d - 2) / 2
        + (b * (i - m) - c * (j - n)) ** 2 / (2 * b * d)
        + (j - n) ** 2 / (2 * b)
    )
    proof.ge((log(d / (v * w)) + (b * v + a * w) / d - 2) / 2, "squares")
    proof.ge((log(a / v) + b * v / d - 1) / 2, "ln t ≤ t − 1 at aw/d")
    proof.ge(log(a * b / d) / 2, "ln t ≤ t − 1 at bv/d")
    proof.claim(
        (log(d / (v * w)) + (b * v + a * w) / d - 2) / 2
        + (b * (i - m) - c * (j - n)) ** 2 / (2 * b * d)
        + (j - n) ** 2 / (2 * b)
        >= log(a * b / d) / 2,
        equality=[Eq(i, m), Eq(j, n), Eq(v, d / b), Eq(w, d / a)],
    )


@theorem("Zero-forcing has its least at the marginals' variances", expect="refuted")
def zero_forcing_equality_marginals(proof):
    proof.start((log(d / (v * w)) + (b * v + a * w) / d - 2) / 2)
    proof.ge((log(a / v) + b * v / d - 1) / 2, "ln t ≤ t − 1 at aw/d")
    proof.ge(log(a * b / d) / 2, "ln t ≤ t − 1 at bv/d")
    proof.claim(
        (log(d / (v * w)) + (b * v + a * w) / d - 2) / 2 >= log(a * b / d) / 2,
        equality=[Eq(v, a), Eq(w, b)],
    )


@theorem("The least is attained", given=[definite])
def zero_forcing_attained(proof):
    """By independent numbers with the precision's diagonal."""
    narrow, low = Normal("g", x, mean=m, variance=det / b), Normal("o", y, mean=n, variance=det / a)
    proof.claim(Eq(KL(narrow(x) * low(y), p(x, y)), log(a * b / det) / 2))


@theorem("Zero-forcing, with the marginals", given=[determined], expect="refuted")
def zero_forcing_marginals(proof):
    """The variances a and b are those of D(p‖g·o)."""
    wide, high = Normal("g", x, mean=m, variance=a), Normal("o", y, mean=n, variance=b)
    proof.claim(Eq(KL(wide(x) * high(y), p(x, y)), log(a * b / d) / 2))


@theorem("Zero-forcing, as the other divergence", given=[definite], expect="refuted")
def zero_forcing_forward(proof):
    proof.claim(Eq(reverse, KL(p(x, y), g(x) * o(y))))


@theorem("Zero-forcing, without ½", given=[determined], expect="refuted")
def zero_forcing_half(proof):
    """The variances d/b and d/a leave ½ ln(ab/d)."""
    narrow, low = Normal("g", x, mean=m, variance=d / b), Normal("o", y, mean=n, variance=d / a)
    proof.claim(Eq(KL(narrow(x) * low(y), p(x, y)), log(a * b / d)))


if __name__ == "__main__":
    run()
