"""Normal laws of two and three numbers: what is proved of them, and the usual mistakes refuted."""

import pytest
from sympy import Matrix

from derive import (
    KL,
    Alphabet,
    Density,
    Derivation,
    DeriveError,
    E,
    Eq,
    I,
    MultivariateNormal,
    Normal,
    Positive,
    Real,
    Space,
    Sum,
    exp,
    h,
    log,
    pi,
)
from derive.derivation.check import check
from derive.language.declared import declared
from derive.language.expressions import Inverse
from derive.language.reading import read
from derive.language.relations import as_relation
from derive.language.vectors import adjugate, determinant
from derive.language.written import Writer
from derive.numeric import Settings
from derive.numeric.vectors import one_by_one
from derive.translate.vectors import moment

x, y, z = Space("x"), Space("y"), Space("z")
a, b, A, B = Positive("a"), Positive("b"), Positive("A"), Positive("B")
c, C, m, n, k, l = (Real(name) for name in "cCmnkl")  # noqa: E741
s, t, rho = Positive("s"), Positive("t"), Real("ρ")
e = exp(1)
p = MultivariateNormal("p", x, y, mean=(m, n), covariance=[[a, c], [c, b]])
q = MultivariateNormal("q", x, y, mean=(k, l), covariance=[[A, C], [C, B]])
u = MultivariateNormal("u", x, y, covariance=[[s**2, rho * s * t], [rho * s * t, t**2]])
X, Y = p.variables
U, V = u.variables
DET, OTHER = a * b - c**2, A * B - C**2
ONE, BOTH, CORRELATED = [a * b > c**2], [a * b > c**2, A * B > C**2], [rho**2 < 1]
TRACE = B * a - 2 * C * c + A * b
SQUARE = B * (m - k) ** 2 - 2 * C * (m - k) * (n - l) + A * (n - l) ** 2


def checked(claim, given=(), trials=60):
    def write(proof):
        proof.claim(claim)

    return check(
        Derivation(write, "a title", given=[as_relation(g) for g in given]), Settings(trials=trials)
    )


PROVED = {
    "entropy": (Eq(h(p), log((2 * pi * e) ** 2 * DET) / 2), ONE),
    "a marginal": (Eq(h(X), log(2 * pi * e * a) / 2), ONE),
    "the other": (Eq(h(Y), log(2 * pi * e * b) / 2), ONE),
    "covariance": (Eq(E((x - m) * (y - n), p), c), ONE),
    "fourth moment": (Eq(E((x - m) ** 2 * (y - n) ** 2, p), a * b + 2 * c**2), ONE),
    "divergence": (Eq(KL(p, q), (log(OTHER / DET) + (TRACE + SQUARE) / OTHER - 2) / 2), BOTH),
    "information": (Eq(I(U, V), -log(1 - rho**2) / 2), CORRELATED),
    "h(Y|X)": (Eq(h(V | U), log(2 * pi * e * t**2 * (1 - rho**2)) / 2), CORRELATED),
    "its sign": (I(X, Y) >= 0, ONE),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved_of_vectors(name):
    report = checked(*PROVED[name])
    assert report.verdict == "proved", report
    if name != "its sign":
        assert "the density and the moments of a normal law" in report.rests.axioms


FALSE = {
    "d forgotten": (Eq(h(p), log(2 * pi * e * DET) / 2), ONE),
    "trace for determinant": (Eq(h(p), log((2 * pi * e) ** 2 * (a + b)) / 2), ONE),
    "diagonal for determinant": (Eq(h(p), log((2 * pi * e) ** 2 * a * b) / 2), ONE),
    "+c²": (Eq(h(p), log((2 * pi * e) ** 2 * (a * b + c**2)) / 2), ONE),
    "½ forgotten": (Eq(h(p), log((2 * pi * e) ** 2 * DET)), ONE),
    "the other marginal": (Eq(h(X), log(2 * pi * e * b) / 2), ONE),
    "sum of entropies": (Eq(h(p), h(X) + h(Y)), ONE),
    "h ≥ 0": (h(p) >= 0, ONE),
    "correlation for covariance": (Eq(E((x - m) * (y - n), p), c / (a * b)), ONE),
    "Isserlis without 2": (Eq(E((x - m) ** 2 * (y - n) ** 2, p), a * b + c**2), ONE),
    "d − 1": (Eq(KL(p, q), (log(OTHER / DET) + (TRACE + SQUARE) / OTHER - 1) / 2), BOTH),
    "reversed": (Eq(KL(q, p), (log(OTHER / DET) + (TRACE + SQUARE) / OTHER - 2) / 2), BOTH),
    "ln upside down": (Eq(KL(p, q), (log(DET / OTHER) + (TRACE + SQUARE) / OTHER - 2) / 2), BOTH),
    "det Σ of p below": (Eq(KL(p, q), (log(OTHER / DET) + (TRACE + SQUARE) / DET - 2) / 2), BOTH),
    "trace without c": (
        Eq(KL(p, q), (log(OTHER / DET) + (B * a + A * b + SQUARE) / OTHER - 2) / 2),
        BOTH,
    ),
    "+½ ln": (Eq(I(U, V), log(1 - rho**2) / 2), CORRELATED),
    "ρ for ρ²": (Eq(I(U, V), -log(1 - rho) / 2), [*CORRELATED, rho < 1, rho > -1]),
    "no ½": (Eq(I(U, V), -log(1 - rho**2)), CORRELATED),
}


@pytest.mark.parametrize("name", FALSE)
def test_refuted_of_vectors(name):
    report = checked(*FALSE[name])
    assert report.verdict == "refuted", report


def test_three_numbers():
    d, f, g = Real("d"), Real("f"), Positive("g")
    r = MultivariateNormal("r", x, y, z, covariance=[[a, c, d], [c, b, f], [d, f, g]])
    det = a * b * g + 2 * c * d * f - a * f**2 - b * d**2 - g * c**2
    given = [a * b > c**2, det > 0]
    assert checked(Eq(h(r), log((2 * pi * e) ** 3 * det) / 2), given).verdict == "proved"
    assert checked(Eq(h(r), log((2 * pi * e) ** 2 * det) / 2), given).verdict == "refuted"


NOT_DEFINITE = {
    "no hypothesis": ([[a, c], [c, b]], []),
    "a determinant < 0": ([[a, c], [c, b]], [a * b < c**2]),
    "a determinant ≥ 0": ([[a, c], [c, b]], [a * b >= c**2]),
    "numbers": ([[1, 2], [2, 1]], []),
    "rank 1": ([[s**2, s * t], [s * t, t**2]], []),
    "a variance that may be 0": ([[c, 0], [0, b]], []),
    "both negative": ([[-a, c], [c, -b]], [a * b > c**2]),
}


@pytest.mark.parametrize("name", NOT_DEFINITE)
def test_a_covariance_has_to_be_positive_definite(name):
    rows, given = NOT_DEFINITE[name]
    try:
        law = MultivariateNormal("p", x, y, covariance=rows)
    except DeriveError as refused:
        assert "expected a number > 0" in str(refused)
        return
    report = checked(Eq(h(law), 0), given)
    assert report.verdict == "error"
    assert "not visibly > 0" in report.error + "".join(line.note for line in report.steps)


def test_what_a_vector_needs():
    for wrong, message in (
        (dict(covariance=[[a, c], [0, b]]), "symmetric"),
        (dict(covariance=[[a, c]]), "2 rows of 2"),
        (dict(covariance=None), "2 rows of 2"),
        (dict(mean=(m,), covariance=[[a, c], [c, b]]), "1 means"),
        (dict(covariance=[[Positive("v", Alphabet("i"))(Alphabet("i")), 0], [0, b]]), "not given"),
    ):
        with pytest.raises(DeriveError, match=message):
            MultivariateNormal("w", x, y, **wrong)
    with pytest.raises(DeriveError, match="Try Normal for one"):
        MultivariateNormal("w", x, covariance=[[a]])
    with pytest.raises(DeriveError, match="no point of a space"):
        MultivariateNormal("w", x, Alphabet("i"), covariance=[[a, c], [c, b]])
    assert MultivariateNormal("p", x, y, mean=(m, n), covariance=Matrix([[a, c], [c, b]])) == p
    assert p != q.func("p", x, y, mean=(m, n), covariance=[[a, 0], [0, b]])


def test_it_is_written_and_read():
    writer = Writer()
    at = writer.number(p(x, y))
    writer.check()
    assert read(writer.rows)[at] == p(x, y)


def test_its_line():
    lines = [str(line) for line in declared(Eq(h(p), 0))]
    assert "p ∼ N((m, n), [[a, c], [c, b]])" in lines
    (line,) = [line for line in declared(Eq(h(p), 0)) if str(line).startswith("p ")]
    assert r"\begin{pmatrix}a & c\\ c & b\end{pmatrix}" in line.latex()


def test_matrices():
    rows = [[a, c, C], [c, b, k], [C, k, A]]
    det = determinant(rows, range(3))
    inverse = Matrix(adjugate(rows, range(3)))
    product = (Matrix(rows) * inverse).applyfunc(lambda entry: entry.expand())
    assert product == det.expand() * Matrix.eye(3)
    assert determinant(rows, (0, 2)) == a * A - C**2


def test_regression():
    """y given x ∼ N(n + (c/a)(x − m), b − c²/a)."""
    (_, first, variance), (_, second, rest) = one_by_one((x, y), (m, n), ((a, c), (c, b)))
    assert (first, variance) == (m, a)
    assert rest == (a * b - c**2) * Inverse(a)
    assert second == n + c * Inverse(a) * (x - m)


def test_moments():
    assert moment(p, (0, 1)) == (m * n + c).expand()
    centred = MultivariateNormal("p", x, y, covariance=[[a, c], [c, b]])
    assert moment(centred, (0, 0, 1, 1)) == a * b + 2 * c**2
    assert moment(centred, (0,) * 6) == 15 * a**3


def test_moments_of_one_number_of_any_degree():
    one = Normal("o", x, variance=s)
    assert checked(Eq(E(x**6, one), 15 * s**3)).verdict == "proved"
    assert checked(Eq(E(x**8, one), 105 * s**4)).verdict == "proved"
    assert checked(Eq(E(x**8, one), 35 * s**4)).verdict == "refuted"


def test_any_density_of_two_numbers():
    r = Density("r", x, y)
    given = [*BOTH[1:], Eq(Sum(r(x, y) * x**2, x, y), 1)]
    assert checked(h(r) >= 0, given[:1]).verdict == "refuted"
    assert checked(Eq(KL(r, q), 0), given[:1]).verdict == "refuted"
