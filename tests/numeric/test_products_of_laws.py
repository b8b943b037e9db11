"""Products of densities of one kind under an integral: as numbers, and in what is refuted."""

import mpmath
import pytest
from sympy import Integer, Rational

from derive import KL, E, Eq, Inverse, Positive, Real, Sum, Uniform, factorial, h, log
from derive import Laplace as LaplaceLaw
from derive.language.counted import Geometric, Poisson
from derive.language.line_laws import Exponential, Laplace, UniformOn
from derive.language.names import DeriveError
from derive.language.operations import Abs
from derive.language.relations import as_relation
from derive.numeric import attack
from derive.numeric.evaluated import evaluated
from derive.numeric.products import about_two_points, product
from derive.numeric.weights import logarithm
from tests.spaces.test_families import e, f, g, g2, la, mu, n, p, p2, r, u, w, x

third, half = Rational(1, 3), Rational(1, 2)
CASES = [
    (UniformOn, [((Integer(1), Integer(3)), 3)]),
    (Exponential, [((Integer(2),), 2), ((Integer(3),), -1)]),
    (Laplace, [((Integer(1), Integer(2)), 1), ((Integer(1), Integer(3)), 1)]),
    (Laplace, [((Integer(1), half), 2), ((Integer(1), Integer(1)), -1)]),
    (Geometric, [((Integer(2),), 2), ((Integer(1),), -1)]),
    (Poisson, [((Integer(2),), 2), ((Integer(3),), -1)]),
]


@pytest.mark.parametrize(("kind", "powers"), CASES, ids=lambda c: getattr(c, "__name__", None))
def test_a_product_is_a_multiple_of_one_law(kind, powers):
    """At three points where all of them are > 0."""
    made = product(kind, powers)
    for at in map(Integer, (1, 2, 3)):
        left = sum(k * logarithm(kind, parameters, at) for parameters, k in powers)
        right = log(made.factor) + logarithm(kind, made.parameters, at)
        assert abs(float(numeric(left - right))) < 1e-12


def test_laplace_laws_about_two_points():
    """∫ l²/z: by quadrature between the breaks."""
    powers = [((Integer(0), half), 2), ((Integer(1), Integer(2)), -1)]
    found, conditions = about_two_points(powers)
    assert len(conditions) == 2 and about_two_points(powers[:1]) is None

    def inside(t):
        return mpmath.exp(-4 * abs(t)) / (mpmath.exp(-abs(t - 1) / 2) / 4)

    wanted = mpmath.quad(inside, [-30, 0, 1, 30])
    assert abs(float(numeric(found)) - float(wanted)) < 1e-9


def numeric(expression):
    """With the language's operations done in floats."""
    plain = expression.replace(Inverse, lambda a: 1 / a)
    plain = plain.replace(Abs, abs).replace(factorial, lambda n: mpmath.factorial(n))
    return plain.evalf(30)


def attacked(claim, *given):
    (relation,), met = evaluated([as_relation(claim)], given)
    return attack(relation, met)


def log_of_sum(one, other, power=1):
    at = one.outputs[0]
    return log(Sum(one(at) ** power / other(at), at))


moved = LaplaceLaw("z", x, mean=Real("ν"), scale=Positive("ζ"))
REFUTED = {
    "ln ∫ e²/f for D": (Eq(log_of_sum(e, f, 2), KL(e, f)),),
    "ln ∫ e/f for D": (Eq(log_of_sum(e, f), KL(e, f)),),
    "ln Σ g²/g₂ for D": (Eq(log_of_sum(g, g2, 2), KL(g, g2)),),
    "ln Σ p²/p₂ for D": (Eq(log_of_sum(p, p2, 2), KL(p, p2)),),
    "∫ l² is ½": (Eq(Sum(la(x) ** 2, x), half),),
    "∫ u² is 1": (Eq(Sum(u(x) ** 2, x), 1),),
    "r for r²": (h(r) <= Sum(r(x) ** 2 * log(1 / u(x)), x), r << u),
    "(ln 1/u)² for ln 1/u": (Eq(Sum(r(x) * log(1 / u(x)) ** 2, x), log(w)), r << u),
    "ln ∫ l²/z for D": (Eq(log_of_sum(la, moved, 2), KL(la, moved)),),
    "∫ l·z is ½": (Eq(Sum(la(x) * moved(x), x), half),),
    "∫ r³ is ≥ 1": (Sum(r(x) ** 3, x) >= 1, r << u),
    "∫ r/r is below h(r)": (log(Sum(r(x) / r(x), x)) <= h(r), r << u),
    "∫ r·e is 1": (Eq(Sum(r(x) * e(x), x), 1), r << e),
    "∫ r/l is at most 1": (Sum(r(x) / la(x), x) <= 1,),
    "|x − μ|² under ∫ l is 1": (Eq(E(Abs(x - mu) ** 2, la), 1),),
    "r(x) at a number": (h(r) >= r(x) * (x - mu), r << u),
}


@pytest.mark.parametrize("name", REFUTED)
def test_refuted_with_products(name):
    assert attacked(*REFUTED[name]).verdict == "refuted"


def test_a_density_over_itself_and_one_over_it():
    """∫ r/r is the length of where r > 0, and 1/r is nothing where r is 0."""
    assert attacked(Sum(r(x) / r(x), x) >= 0).counterexample is None
    assert attacked(Sum(1 / r(x), x) >= 0).verdict == "ill-posed"
    assert attacked(Eq(Sum(u(x) / u(x), x), w)).counterexample is None


@pytest.mark.parametrize("law", [r, e], ids=["r", "e"])
def test_a_logarithm_without_its_density_is_ill_posed(law):
    """Both are 0 somewhere."""
    given = (r << e,) if law is r else ()
    assert attacked(Sum(log(1 / law(x)), x) <= 1, *given).verdict == "ill-posed"


def test_true_with_products():
    """∫ e²/f is at least 1 where it converges, and ∫ e² is λ/2."""
    assert attacked(log_of_sum(e, f, 2) >= 0).counterexample is None
    (rate,) = e.parameters
    assert attacked(Eq(Sum(e(x) ** 2, x), rate / 2)).counterexample is None


def test_what_is_no_such_product():
    with pytest.raises(DeriveError, match="several intervals"):
        attacked(Eq(Sum(u(x) * Uniform("v", x, low=0, high=1)(x), x), 1))
    with pytest.raises(DeriveError, match="power of n!"):  # Σ 1
        attacked(Eq(Sum(p(n) / p2(n), n), 1))
    for power, given in ((1, (r << e,)), (0, ())):  # without r ≪ e also cells below 0
        with pytest.raises(DeriveError, match="constant on cells"):
            attacked(Eq(Sum(r(x) * e(x) * x**power, x), 1), *given)
