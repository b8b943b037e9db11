"""h(aX + b): moved and scaled random variables."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Matrix

from derive import (
    Abs,
    Alphabet,
    Density,
    Derivation,
    DeriveError,
    Eq,
    MultivariateNormal,
    Ne,
    Positive,
    Real,
    Space,
    h,
    log,
)
from derive.derivation.check import check
from derive.language import affine
from derive.language.affine import Affine
from derive.language.printing import latex, text
from derive.language.written import Writer
from derive.numeric import Settings

x, y = Space("x"), Space("y")
r = Density("r", x, y)
X, Y = r.variables
(Z,) = Density("p", x).variables
a, b, c = Real("a"), Real("b"), Positive("c")


def reported(claim, given=()):
    made = Derivation(lambda proof: proof.claim(claim), "a title", given=list(given))
    return check(made, Settings(trials=60))


def checked(claim, given=()):
    return reported(claim, given).verdict


@pytest.mark.parametrize(
    ("claim", "given", "verdict"),
    [
        (Eq(h(a * Z + b), h(Z) + log(Abs(a))), [Ne(a, 0)], "proved"),
        (Eq(h(a * Z + b), h(Z) + log(Abs(a))), [], "ill-posed"),
        (Eq(h(c * X + b | Y), h(X | Y) + log(c)), [], "proved"),
        (Eq(h(Z - b), h(Z)), [], "proved"),
        (Eq(h(-2 * Z), h(Z) + log(2)), [], "proved"),
        (Eq(h(-(2 * Z), base=2), h(Z, base=2) + 1), [], "proved"),
        (Eq(h(c * Z), h(Z)), [], "refuted"),
        (Eq(h(c * Z), h(Z) - log(c)), [], "refuted"),
        (Eq(h(c * Z), c * h(Z)), [], "refuted"),
        (Eq(h(Z + b), h(Z) + b), [], "refuted"),
        (Eq(h(a * X + b * Y, Y), h(X, Y) + log(Abs(a))), [Ne(a, 0)], "proved"),
        (Eq(h(a * X + b * Y | Y), h(X | Y) + log(Abs(a))), [Ne(a, 0)], "proved"),
        (Eq(h(X + Y, X - Y), h(X, Y) + log(2)), [], "proved"),
        (Eq(h(a * X + b * Y, b * X + a * Y), h(X, Y)), [Ne(a**2, b**2)], "refuted"),
        (Eq(h(a * X + Y, b * X + Y), h(X, Y) + log(Abs(a - b))), [], "ill-posed"),
        (Eq(h(X + Y | Y), h(X)), [], "refuted"),
    ],
)
def test_scaling(claim, given, verdict):
    assert checked(claim, given) == verdict


def test_printed():
    assert text(h(a * Z + b)) == "h(a·X + b)"
    assert text(h(-X | Y)) == "h(-X|Y)"
    assert latex(h(c * X + 1 | Y)) == r"h(c X + 1 \mid Y)"
    assert text(h(X - a * Y - 1, -(a * b) * Y)) == "h(X - a·Y - 1, -a·b·Y)"
    assert text(h(X - Y, (a + b) * Y + c)) == "h(X - Y, (a + b)·Y + c)"
    assert text(h(-X, 2 * Y - X, base=2)) == "h₂(-X, 2·Y - X)"


def test_refused():
    with pytest.raises(DeriveError, match="no density"):
        h(0 * Z)
    with pytest.raises(DeriveError, match="without letters"):
        h(Real("f", x)(x) * Z)
    with pytest.raises(DeriveError, match="as many numbers"):
        h(X + Y)
    with pytest.raises(DeriveError, match="determinant is 0"):
        h(X + a * Y, 2 * X + 2 * a * Y)
    with pytest.raises(DeriveError, match="no density"):
        h(X - X)
    with pytest.raises(DeriveError, match="beside"):
        h(2 * X, r)
    (N,) = Density("m", x, Alphabet("k")).variables[1:]
    with pytest.raises(DeriveError, match="no point of a space"):
        h(2 * N)


def test_written_down_and_read():
    """The terms of a sum are told one by one."""
    writer = Writer()
    writer.number(Eq(h(a * X + b * Y + c, X - Y), h(X, Y)))
    writer.check()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=9, max_size=9))
def test_determinants(entries):
    """Against SymPy's, of numbers."""
    numbers = Density("t", x, y, Space("w")).variables
    rows = [entries[k : k + 3] for k in (0, 3, 6)]
    size = abs(Matrix(rows).det())
    if size == 0:
        return
    forms = [Affine(list(zip(numbers, row, strict=True)), 0) for row in rows]
    assert affine.growth(forms, [v.letter for v in numbers]) == size


def test_normal_laws_need_no_change_of_variables():
    """h of N(0, AΣAᵀ), by the law itself, is what h(AX) unfolds to."""
    n = MultivariateNormal("n", x, y, covariance=[[2, 1], [1, 3]])
    made = MultivariateNormal("o", x, y, covariance=[[7, -1], [-1, 3]])  # X + Y, X − Y
    P, Q = n.variables
    assert checked(Eq(h(P + Q, P - Q), h(made))) == "proved"


def test_the_change_of_variables_is_named():
    """What h(aX + b) unfolds to is no definition of what it prints."""
    report = reported(Eq(h(2 * X), h(X) + log(2)))
    assert report.verdict == "proved" and affine.AXIOM in report.rests.axioms
    assert affine.AXIOM not in reported(h(X | Y) <= h(X)).rests.axioms
    assert copy.deepcopy(h(2 * X)).changes_variables and not h(X | Y).changes_variables
