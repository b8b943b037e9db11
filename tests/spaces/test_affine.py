"""h(aX + b): moved and scaled random variables."""

import copy

import pytest

from derive import Abs, Density, Derivation, DeriveError, Eq, Ne, Positive, Real, Space, h, log
from derive.derivation.check import check
from derive.language import affine
from derive.language.printing import latex, text
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
    ],
)
def test_scaling(claim, given, verdict):
    assert checked(claim, given) == verdict


def test_printed():
    assert text(h(a * Z + b)) == "h(a·X + b)"
    assert text(h(-X | Y)) == "h(-X|Y)"
    assert latex(h(c * X + 1 | Y)) == r"h(c X + 1 \mid Y)"


def test_refused():
    with pytest.raises(DeriveError, match="no density"):
        h(0 * Z)
    with pytest.raises(DeriveError, match="without letters"):
        h(Real("f", x)(x) * Z)
    with pytest.raises(DeriveError, match="alone"):
        h(2 * X, Y)


def test_the_change_of_variables_is_named():
    """What h(aX + b) unfolds to is no definition of what it prints."""
    report = reported(Eq(h(2 * X), h(X) + log(2)))
    assert report.verdict == "proved" and affine.AXIOM in report.rests.axioms
    assert affine.AXIOM not in reported(h(X | Y) <= h(X)).rests.axioms
    assert copy.deepcopy(h(2 * X)).changes_variables and not h(X | Y).changes_variables
