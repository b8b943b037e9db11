"""The mutants' judge on |·|, maxima, roots, counting, events, definitions and derivatives."""

import math
from fractions import Fraction

import pytest

from derive import (
    Abs,
    Alphabet,
    DefinedLaw,
    Derivative,
    Distribution,
    Dominated,
    Eq,
    Ge,
    Gt,
    H,
    In,
    Indicator,
    Inverse,
    Law,
    Le,
    Let,
    Lt,
    Max,
    Min,
    Natural,
    Ne,
    Nonnegative,
    P,
    Positive,
    Power,
    Probability,
    Rational,
    Real,
    Subset,
    Sum,
    alphabets,
    bhattacharyya,
    binary_entropy,
    binomial,
    exp,
    factorial,
    guessing_probability,
    hellinger,
    hellinger_squared,
    log,
    pi,
    sqrt,
    total_variation,
)
from trials.mutants import arithmetic, evaluate, numbers, operations, operators, run
from trials.mutants.judge import Judge, Statement
from trials.mutants.slopes import has_slopes, steep

x, y = alphabets("x y")
x1 = x.another("x'")
p, q = Distribution("p", x), Distribution("q", x)
r, g = Law("r", x, y), Law("g", x, x1)
X, Y = r.variables
X0, X1 = g.variables
coin = Alphabet("z", letters=(0, 1))
s = Law("s", x, coin)
tail, head = coin.letters
SX, C = s.variables
A = Subset("A", x)
a, b, f, theta = Real("a"), Real("b"), Real("f", x), Real("θ")
u, v, w, lam = Nonnegative("u"), Nonnegative("v"), Positive("w"), Probability("λ")
n, k = Natural("n"), Natural("k")
half = Rational(1, 2)
Z = Let("Z", Sum(p(x) * exp(f(x)), x))
tilted = DefinedLaw("p*", x, value=p(x) * exp(f(x)) / Z)
loose = DefinedLaw("p**", x, value=p(x) * exp(f(x)))
seen = [Gt(s(z=head), 0), Gt(s(z=tail), 0)]

TRUE = [
    (Le(Abs(a + b), Abs(a) + Abs(b)), ()),
    (Eq(sqrt(a**2), Abs(a)), ()),
    (Eq(Max(a, b) - Min(a, b), Abs(a - b)), ()),
    (Le(sqrt(u + v), sqrt(u) + sqrt(v)), ()),
    (Eq(hellinger_squared(p, q), 1 - bhattacharyya(p, q)), ()),
    (Le(hellinger(p, q), 1), ()),
    (Ge(guessing_probability(X | Y), guessing_probability(X)), ()),
    (Eq(factorial(n + 1), (n + 1) * factorial(n)), ()),
    (Eq(binomial(n + 1, k + 1), binomial(n, k) + binomial(n, k + 1)), ()),
    (Lt(pi, Rational(22, 7)), ()),
    (Gt(pi, Rational(333, 106)), ()),
    (Le(binary_entropy(lam), log(2)), ()),
    (Le(log(u), u - 1), (Gt(u, 0),)),
    (Eq(Derivative(exp(theta * f(x)), theta), f(x) * exp(theta * f(x))), ()),
    (Eq(Derivative(log(Z), f(x1)), tilted(x1)), (Dominated(1, Z),)),
    (Eq(Derivative(Sum(f(x) ** 2, x), f(x)), 2 * f(x)), ()),
    (Eq(P(Ne(X0, X1)), 1 - P(Eq(X0, X1))), ()),
    (Eq(P(In(X, A)) + P(~In(X, A)), 1), ()),
    (Eq(s(z=head), 1 - s(z=tail)), ()),
    (Eq(H(SX | C), s(z=head) * H(SX | Eq(C, 1)) + s(z=tail) * H(SX | Eq(C, 0))), seen),
    (Eq(Sum(tilted(x), x), 1), ()),
]
FALSE = [
    ("an |·| dropped", Eq(sqrt(a**2), a), ()),
    ("|·| of a sum split", Ge(Abs(a + b), Abs(a) + Abs(b)), ()),
    ("max for min", Eq(Max(a, b), Min(a, b)), ()),
    ("max for a sum", Eq(Max(p(x), x), Sum(p(x), x)), ()),
    ("max and Σ exchanged", Eq(guessing_probability(X | Y), guessing_probability(X)), ()),
    ("a root of a sum split", Eq(sqrt(u + v), sqrt(u) + sqrt(v)), ()),
    ("a root dropped", Eq(bhattacharyya(p, q), Sum(p(x) * q(x), x)), ()),
    ("an exponent changed", Le(Sum(Power(p(x), half), x), 1), ()),
    ("a half dropped", Le(2 * total_variation(p, q), 1), ()),
    ("n! for (n + 1)!", Eq(factorial(n + 1), n * factorial(n)), ()),
    ("Pascal's rule by half", Eq(binomial(n + 1, k + 1), binomial(n, k)), ()),
    ("π for 22/7", Ge(pi, Rational(22, 7)), ()),
    ("bits for nats", Le(binary_entropy(lam), half), ()),
    ("a complement", Eq(P(Ne(X0, X1)), P(Eq(X0, X1))), ()),
    ("a letter exchanged", Eq(s(z=head), s(z=tail)), ()),
    ("what is known dropped", Le(H(X | Eq(Y, y)), H(X)), (Gt(r(y=y), 0),)),
    ("a normaliser dropped", Eq(Sum(loose(x), x), 1), ()),
    ("the chain rule's factor", Eq(Derivative(exp(theta * f(x)), theta), exp(theta * f(x))), ()),
    ("a derivative's sign", Eq(Derivative(log(Z), f(x1)), -tilted(x1)), (Dominated(1, Z),)),
]
ILL_POSED = [
    ("a root of what may be < 0", Ge(sqrt(a), 0), ()),
    ("≥ for > in a hypothesis", Le(log(u), u - 1), (Ge(u, 0),)),
    ("a maximum with ln 0 in it", Ge(Max(-log(p(x)), x), 0), ()),
    ("the slope of λ ln λ", Eq(Derivative(lam * log(lam), lam), 1 + log(lam)), ()),
    ("the slope of a root", Eq(Derivative(sqrt(u), u), half / sqrt(u)), ()),
    ("an event with no chance", Le(1 / P(In(X, A)), 1 / P(In(X, A))), ()),
]


def decided(relation, given):
    statement = Statement(relation, tuple(given))
    return Judge(statement.expressions(), statement.given).decide(statement)


@pytest.mark.parametrize("relation,given", TRUE, ids=[str(t[0]) for t in TRUE])
def test_what_is_true_is_never_called_false(relation, given):
    assert decided(relation, given) is None


@pytest.mark.parametrize("name,relation,given", FALSE, ids=[t[0] for t in FALSE])
def test_what_is_false_is_called_false(name, relation, given):
    found = decided(relation, given)
    assert found is not None and found.kind == "violated"


@pytest.mark.parametrize("name,relation,given", ILL_POSED, ids=[t[0] for t in ILL_POSED])
def test_what_is_ill_posed_is_called_so(name, relation, given):
    found = decided(relation, given)
    assert found is not None and found.kind == "ill-posed"


def test_pi_is_exact():
    assert numbers.sign(numbers.PI - Fraction("3.14159265358979323846264338327950288")) == 1
    assert numbers.sign(numbers.PI * numbers.inverse(numbers.PI) - 1) == 0
    model = arithmetic.Exact({}, {})
    assert evaluate.value(pi / pi, model, {}) == 1
    assert float(evaluate.value(sqrt(pi), model, {})) == pytest.approx(math.sqrt(math.pi))


def test_a_constant_without_value_is_ill_posed():
    zero = Indicator(Inverse(0))
    model = arithmetic.Exact({}, {})
    assert evaluate.ill_posed(zero, model, {}, True)
    assert not evaluate.ill_posed(0 * zero + log(2), model, {}, True)


def test_a_maximum_has_no_slope():
    assert has_slopes(Derivative(a**2, a)) and not has_slopes(Derivative(Max(a, b), a))
    statement = Statement(Eq(Derivative(Abs(a) ** 2, a), a), ())
    assert not operators.mutants(statement, operators.RELATIONS["a factor doubled"])


def test_a_sum_within_a_sum_keeps_its_own_letters():
    f, g = Real("f", x), Real("g", x)
    e = Sum(f(x) * Sum(f(x) * g(x) ** -1, x), x)
    (quotient,) = steep(e, g(x.another("x1")))
    assert len(quotient.indices) == 2 and not quotient.free_symbols


@pytest.fixture(scope="module")
def subjects():
    scripts = ("trials/mutants/subjects.py", "proofs/gradients.py", "proofs/events.py")
    found = []
    for d in run.load(tuple(str(run.ROOT / s) for s in scripts)):
        found += [Statement(step.relation, d.given) for step in d.proof().steps]
        found += [Statement(d.claim().relation, d.given)]
    return found


@pytest.mark.parametrize("name", operations.MISTAKES)
def test_every_mistake_can_be_made(name, subjects):
    made = [m for s in subjects for m in operators.mutants(s, operations.MISTAKES[name])]
    assert len(made) > 3 and len(set(made)) == len(made)


def test_a_definition_is_changed_under_a_name_of_its_own():
    s = Statement(Le(tilted(x), 1), ())
    changed = operators.mutants(s, operations.definition_changed)
    bodies = {d.body for m in changed for e in m.expressions() for d in operations.defined(e)}
    assert p(x) * exp(f(x)) in bodies
    assert all("'" in str(m) for m in changed) and s not in changed
