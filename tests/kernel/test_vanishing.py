"""VANISHING: from a sum of squares and weights that is 0, what each of them says; not more."""

import pytest

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Nonneg, Positive, Square, Tangent
from derive.kernel.equality import Linear, Vanishing, by_equations, derive
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, KernelError, QuantityDecl
from derive.kernel.theorem import Statement, prove
from derive.search.equality import find_by_equations, find_equality
from derive.store import dumps, loads
from tests.kernel import spaces
from tests.kernel.build import LAWS, ONE, ZERO, Q, add, mul, num, p, q, sub, total, under, x, y

f, h, a, g, n, k = Q("f", x), Q("h", x, y), Q("a", x), Q("g", x), Q("n"), Q("c")


def square(e):
    return t.Pow(e, 2)


GIVEN = {
    "c² = 0": (square(k), (Square((), ONE, k),), k),
    "Σ f² = 0": (total(x, square(f)), (Square((x,), ONE, f),), f),
    "Σ g·f² + n = 0": (
        add(total(x, mul(g, square(f))), n),
        (Square((x,), g, f), Nonneg((), n)),
        mul(g, f),
    ),
    "the weight": (
        add(total(x, mul(g, square(f))), n),
        (Square((x,), g, f), Nonneg((), n)),
        n,
    ),
    "Σ p·(f − c)² = 0": (
        total(x, mul(p(), square(sub(f, k)))),
        (Square((x,), p(), sub(f, k)),),
        mul(p(), sub(f, k)),
    ),
    "at every y": (total(x, square(h)), (Square((x,), ONE, h),), h),
}


@pytest.mark.parametrize("name", GIVEN)
def test_vanishing(name):
    e, forms, result = GIVEN[name]
    assert derive(under(), (e,), (Vanishing(result, 0, forms),))[-1] == result


REFUSED = {
    # what each would prove
    "c² = 1": (add(square(k), num(-1)), (Square((), ONE, k),), k),
    "c² = c": (sub(square(k), k), (Square((), ONE, k), Nonneg((), mul(num(-1), k))), k),
    "f² − n = 0": (sub(square(k), n), (Square((), ONE, k), Nonneg((), mul(num(-1), n))), k),
    "the weight may be negative": (mul(k, square(f)), (Square((), k, f),), f),
    "the weight may be 0": (mul(n, square(f)), (Square((), n, f),), f),
    "p(x)·f(x)² = 0 says nothing where p is 0": (
        total(x, mul(p(), square(f))),
        (Square((x,), p(), f),),
        f,
    ),
    "another result": (square(k), (Square((), ONE, k),), n),
    "half the sum": (add(square(k), n, Q("lam")), (Square((), ONE, k), Nonneg((), n)), k),
    "a hypothesis": (n, (Given("n"),), n),
    "a tangent": (sub(p(), p()), (Tangent((), ONE, ONE),), sub(ONE, ONE)),
    "never 0": (ONE, (Positive((), ONE),), ONE),
    "no form": (ZERO, (), ZERO),
    "no forms at all": (square(k), [Square((), ONE, k)], k),
}


@pytest.mark.parametrize("name", REFUSED)
def test_vanishing_refused(name):
    e, forms, result = REFUSED[name]
    with pytest.raises(KernelError):
        derive(under(), (e,), (Vanishing(result, 0, forms),))


def test_an_equation_that_is_not_there():
    for source in (1, -1, True, None):
        with pytest.raises(KernelError):
            derive(under(), (square(k),), (Vanishing(k, source, (Square((), ONE, k),)),))


def test_an_integral_may_be_0_because_it_diverges():
    """∫ x² dx is 0 to the kernel, and x is not."""
    over_a_space = spaces.over()
    point = Q("f", spaces.x)
    with pytest.raises(KernelError, match="diverges"):
        derive(
            over_a_space,
            (total(spaces.x, square(point)),),
            (Vanishing(point, 0, (Square((spaces.x,), ONE, point),)),),
        )
    at_a_point = Vanishing(point, 0, (Square((), ONE, point),))
    assert derive(over_a_space, (square(point),), (at_a_point,))[-1] == point


# -- the search --------------------------------------------------------------------------------


def given(*equations):
    return under(*(Hypothesis(f"given {j}", "=", e) for j, e in enumerate(equations)))


FOUND = {
    "a root": ((square(k),), k),
    "of a sum": ((total(x, square(f)),), f),
    "a fourth power": ((t.Pow(k, 4),), k),
    "a negative one": ((mul(num(-3), square(k)),), k),
    "two squares": ((add(square(k), square(f)),), f),
    "beside a weight": ((add(mul(n, n), square(k), n),), k),
    "a weight": ((add(mul(n, n), square(k), n),), n),
    "a square of a difference": ((square(sub(k, n)),), sub(k, n)),
    "a sum of two differences": ((add(square(sub(k, n)), square(f)),), sub(k, n)),
    "and then what follows": ((square(k),), mul(k, f)),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name):
    equations, goal = FOUND[name]
    made = find_by_equations(given(*equations), Statement(goal, "=", ZERO))
    assert made is not None
    assert loads(dumps(made)).statement == made.statement


NOT_FOUND = {
    "c² = 1": ((add(square(k), num(-1)),), k),
    "c² = n": ((sub(square(k), n),), k),
    "c³ − c = 0": ((sub(t.Pow(k, 3), k),), k),
    "c·n = 0": ((mul(k, n),), k),
    "c² − f² = 0": ((sub(square(k), square(f)),), k),
    "Σ p·f² = 0": ((total(x, mul(p(), square(f))),), f),
    "c = 0 of no equation": ((mul(n, square(k)),), k),
}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(name):
    equations, goal = NOT_FOUND[name]
    assert find_by_equations(given(*equations), Statement(goal, "=", ZERO)) is None


def test_what_a_reason_does_not_name_is_not_used():
    one = given(square(k))
    goal = Statement(k, "=", ZERO)
    assert find_by_equations(one, goal, frozenset()) is None
    assert find_by_equations(one, goal, frozenset({"given 0"})) is not None


def test_equality_of_a_sum_of_squares():
    """Σ f² + n ≥ 0 with equality exactly where f = 0 and n = 0; not where f = 1."""
    m = under()
    e = add(total(x, square(f)), n)
    proved = prove(m, Statement(e, ">=", ZERO), (Nonneg((), n), Square((x,), ONE, f)))
    weak = prove(m, Statement(e, ">=", ZERO), (c.Known(proved),))
    made = find_equality(m, weak, (f, n))
    assert not isinstance(made, str), made
    assert loads(dumps(made)).equality == (f, n)
    for wrong in ((f,), (n,), (sub(f, ONE), n), (f, sub(n, ONE)), (add(f, n),)):
        assert isinstance(find_equality(m, proved, wrong), str)


def test_forged_steps_are_refused():
    m = given(square(k))
    goal = Statement(k, "=", ZERO)
    assert by_equations(m, goal, (Vanishing(sub(k, ZERO), 0, (Square((), ONE, k),)), FROM_LAST))
    fake = type("Fake", (Square,), {})((), ONE, k)
    for forms in ((fake,), (None,), ((),), None):
        with pytest.raises(KernelError):
            by_equations(m, goal, (Vanishing(k, 0, forms), FROM_LAST))


FROM_LAST = Linear(sub(k, ZERO), ((0, (), ZERO), (1, (), ONE)))


def test_laws_that_are_equal_in_mean_square():
    laws = Normalizer(
        Context(
            LAWS,
            {"c": QuantityDecl((), "real")},
            (),
            (Hypothesis("Σ (p − q)² = 0", "=", total(x, square(sub(p(), q())))),),
        )
    )
    assert find_by_equations(laws, Statement(p(), "=", q())) is not None
