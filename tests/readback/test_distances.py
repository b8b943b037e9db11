"""Distances, orders, guesses, free bases, events and what is defined, printed and read back."""

import pytest
from sympy import Mul, Rational

from derive import (
    JS,
    KL,
    Abs,
    Alphabet,
    Ceiling,
    Channel,
    Distribution,
    Eq,
    Ge,
    H,
    I,
    Law,
    Le,
    Max,
    Ne,
    Positive,
    Probability,
    Sum,
    binary_divergence,
    binary_entropy,
    cross_entropy,
    log,
    sqrt,
)
from derive.language import divergences as d
from derive.language import printing
from derive.language.definitions import DefinedLaw, Let
from derive.language.events import AtEvent, Either, P
from derive.language.expressions import Inverse
from derive.language.operations import MaxOver, factorial, pi
from derive.language.optimal import OptimalLengths
from derive.language.printing import latex, text
from derive.language.quantities import CodeLengths, Natural
from trials.readback import wider
from trials.readback.cases import Case
from trials.readback.run import WRONG, work

x, y = Alphabet("x"), Alphabet("y")
p, q, r = Distribution("p", x), Distribution("q", x), Law("r", x, y)
X, Y = r.variables
a, b, lam, mu = Positive("α"), Positive("b"), Probability("λ"), Probability("μ")
HALF = Rational(1, 2)
R = r(x, y)


def faults(relations, given=()):
    return [o for o in Case(relations, given).read() if o.how in WRONG]


EVERY = [
    *(f(p, q) for f in (d.total_variation, d.bhattacharyya, d.hellinger, d.hellinger_squared)),
    *(f(R, p(x), over=x) for f in (d.total_variation, d.hellinger_squared, d.chi_squared)),
    *(d.bhattacharyya_distance(p, q, base=base) for base in (None, 2, b)),
    *(d.renyi_divergence(p, q, order, base=base) for order in (a, HALF, 2) for base in (None, b)),
    *(d.tsallis_divergence(p, q, order) for order in (a, HALF, 3)),
    *(d.alpha_divergence(p, q, order) for order in (0, -HALF)),
    *(d.renyi_entropy(p, order, base=2) for order in (a + 1, HALF)),
    *(d.min_entropy(p, base=base) for base in (None, 2, b)),
    *(f(p) for f in (d.guessing_probability, d.bayes_error, d.min_entropy)),
    *(f(X | Y) for f in (d.guessing_probability, d.bayes_error)),
    d.renyi_divergence(R, p(x), a, over=x),
    d.tsallis_entropy(p, 2),
    *(binary_entropy(lam, base=base) for base in (None, 2, b)),
    binary_divergence(lam, mu * p(x), base=2),
    *(H(p, base=b), KL(p, q, base=b), JS(p, q, base=b), I(X, Y, base=b), log(lam, b)),
    *(P(Ne(X, x) | Eq(Y, y)), H(X | Either(Eq(Y, y), Ne(X, x))), P(~(Eq(X, x) & Eq(Y, y)))),
    *(Max(lam, mu, 1), Max(p(x) + q(x), x), Abs(p(x) - q(x)), sqrt(p(x) * q(x)), p(x) ** a),
    *(sqrt(2 * pi), factorial(Natural("n")), lam**x.size),
]


@pytest.mark.parametrize("e", EVERY, ids=text)
def test_every_notation(e):
    assert not faults([Le(e, lam)])


def test_statements_with_all_of_it():
    tally = work(("wider", 60, 8))
    assert not tally.wrong
    assert tally.counts["wider"]["structure"] > 100


def test_what_is_defined_means_what_its_line_says():
    Z = Let("Z", 1 + d.total_variation(p, q))
    star = DefinedLaw("p*", x, value=p(x) / Z)
    assert not faults([Le(KL(q, star) + d.hellinger(p, star), Max(star(x), x) / Z)])


# ---------------------------------------------------------------- what was printed otherwise


def test_an_order_and_a_base_are_told_apart():
    a2 = Positive("α₂")
    one, two = d.renyi_divergence(p, q, a2), d.renyi_divergence(p, q, a, base=2)
    assert text(one) == "D^R_(α₂)(p‖q)"
    assert text(two) == "D^R_α₂(p‖q)"
    assert latex(one) != latex(two)
    assert not faults([Le(one, two)])


def test_a_sum_inside_a_product_does_not_take_in_what_follows():
    summed, other = p(x) * Sum(r(x, y), y), q(x) * Sum(r(x, y), y)
    last = Mul(1 + lam, summed, evaluate=False)
    assert latex(last) == r"\left( 1 + \lambda \right) p(x) \sum_{y} r(x,y)"
    below = Inverse(summed) * Inverse(lam + p(x))
    assert latex(below) == (
        r"\frac{1}{\left( p(x) \sum_{y} r(x,y) \right) \left( p(x) + \lambda \right)}"
    )
    assert not faults([Le(below, last), Le(Mul(summed, other, evaluate=False), 1)])


def test_alternatives_beside_a_variable_have_brackets():
    measure = H(X | Either(Eq(X, x), Eq(Y, y)), Y)
    assert text(measure) == "H(X|(X=x or Y=y),Y)"
    assert text(H(X | Either(Eq(X, x), Eq(Y, y)))) == "H(X|X=x or Y=y)"
    assert not faults([Le(measure, 1)])


def test_least_lengths_are_of_a_law():
    L = CodeLengths("L", x)
    star = DefinedLaw("p*", x, value=p(x))
    shannon = Ceiling(log(1 / p(x), 2))
    assert not faults([Le(H(p), 1)], [OptimalLengths(L, p, shannon), Ne(lam, 0)])
    assert [w.definition for w in Case([Le(H(q), 1)], [OptimalLengths(L, star)]).where] == [star]
    other = Case([Le(H(p), 1)], [OptimalLengths(L, q, shannon)])
    assert other.meant[1] != Case([Le(H(p), 1)], [OptimalLengths(L, p, shannon)]).meant[1]


# ---------------------------------------------------------------- faults that it has to find


@pytest.fixture
def unremembered():
    """Printers that have printed nothing yet, before and after."""
    for made in (printing._text_printer, printing._latex_printer):
        made.cache_clear()
    yield
    for made in (printing._text_printer, printing._latex_printer):
        made.cache_clear()


def found(e):
    return len(faults([Le(e, 1)]))


@pytest.mark.usefixtures("unremembered")
def test_a_dropped_bar_is_found(monkeypatch):
    monkeypatch.setattr(Abs, "_sympystr", lambda self, printer: f"({printer._print(self.args[0])})")
    assert found(Abs(p(x) - q(x))) == 1


@pytest.mark.usefixtures("unremembered")
def test_a_sum_for_a_maximum_is_found(monkeypatch):
    monkeypatch.setattr(
        MaxOver, "_sympystr", lambda self, printer: f"Σ_x {printer._print(self.body)}"
    )
    assert found(Max(p(x), x)) == 1


@pytest.mark.usefixtures("unremembered")
def test_an_event_for_its_complement_is_found(monkeypatch):
    shown = AtEvent._sympystr
    monkeypatch.setattr(
        AtEvent, "_sympystr", lambda self, printer: shown(self, printer).replace("≠", "=")
    )
    assert found(P(Ne(X, x))) == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (d.hellinger_squared(p, q), d.hellinger(p, q)),
        (d.renyi_divergence(p, q, 2), d.renyi_divergence(q, p, 2)),
        (d.renyi_divergence(p, q, 2), d.renyi_divergence(p, q, 2, base=2)),
        (d.renyi_entropy(p, HALF), d.tsallis_entropy(p, HALF)),
        (d.alpha_divergence(p, q, HALF), d.alpha_divergence(p, q, -HALF)),
        (d.bayes_error(X | Y), d.guessing_probability(X | Y)),
        (d.min_entropy(p), d.min_entropy(p, base=2)),
        (binary_divergence(lam, mu), binary_divergence(mu, lam)),
        (sqrt(p(x)) * q(x), sqrt(p(x) * q(x))),
    ],
    ids=str,
)
def test_another_formula_is_read_as_another(right, wrong):
    case = Case([Le(right, wrong)])
    read = case._text_relation(f"{text(wrong)} ≤ {text(right)}")
    assert all(not case._compared(read[k], case.meant[0][k], "").how for k in (0, 2))


def test_the_grammar_draws_what_is_defined():
    import random

    drawn = wider.grammar(random.Random(1))
    assert drawn.number_.unfold() is not None
    assert drawn.defined_law.itself().unfold() == drawn.defined_law.body


@pytest.mark.parametrize(
    ("e", "shown"),
    [
        (KL(1 / x.size, p), "D(1/|X|‖p)"),
        (cross_entropy(1 / x.size, p), "H(1/|X|,p)"),
        (KL(Channel("V", x, given=y)(x | y), p, over=x), "D_x(V(x|y)‖p)"),
    ],
)
def test_a_law_beside_a_constant_or_a_channel_stands_at_its_own_letters(e, shown):
    case = Case([Ge(e, 0)])
    assert text(e) == shown
    assert [o.how for o in case.read()] == ["structure", "structure"]


def test_a_law_may_be_called_as_its_only_variable():
    law = Distribution("X", x)
    read = [*Case([Ge(d.total_variation(law, law), -2)]).read(), *Case([Ge(H(law), 0)]).read()]
    assert all(o.how in ("structure", "normal form", "values") for o in read)
