"""Statements that say the same in every base."""

import pytest
import sympy

from derive import KL, Distribution, Gt, H, I, Law, Positive, Sum, alphabets, cross_entropy, log
from derive.derivation.posed import lacking
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation
from derive.notes.decide.homogeneous import degree, in_every_base
from derive.numeric.judge import judge
from derive.numeric.model import Model

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
X, Y = Law("r", x, y).variables
b = Positive("b")
LOGS = {
    "entropy": (H(p, base=b), 1),
    "divergence": (KL(p, q, base=b) + 2 * cross_entropy(p, q, base=b), 1),
    "information": (I(X, Y, base=b) * H(X, base=b), 2),
    "sum": (Sum(p(x) * log(q(x), b), x), 1),
    "value": (p(x), 0),
    "size": (log(x.size, b), 1),
    "mixed": (H(p, base=b) + 1, None),
    "nats beside": (H(p, base=b) - H(q), None),
    "within": (log(H(p, base=b)), None),
    "power": (b ** -H(p), None),
    "number": (b * H(p), None),
}


@pytest.mark.parametrize("name", LOGS)
def test_degrees(name):
    e, wanted = LOGS[name]
    assert degree(sympy.sympify(e), b.quantity) == wanted


@pytest.mark.parametrize(
    ("lhs", "rhs", "same"),
    [
        (H(p, base=b), log(x.size, b), True),
        (KL(p, q, base=b), 0, True),
        (0, I(X, Y, base=b), True),
        (H(p, base=b), 1, False),
        (log(p(x), b), p(x) - 1, False),
        (log(sympy.Integer(8), b), 3, False),
    ],
)
def test_both_sides_have_the_factor_or_it_matters(lhs, rhs, same):
    assert in_every_base(Relation(lhs, "<=", rhs), b.quantity) is same


@pytest.mark.parametrize("name", [n for n, (_, d) in LOGS.items() if d == 1 and n != "value"])
def test_one_truth_for_all_bases_at_random_models(name):
    e, _ = LOGS[name]
    r = Relation(e, "<=", H(q, base=b))
    assert in_every_base(r, b.quantity)
    laws = {p: ["1/3", "2/3"], q: ["1/2", "1/2"], X.law: [["1/8", "3/8"], ["1/4", "1/4"]]}
    model = Model.of(laws)
    said = set()
    for base in (sympy.Integer(2), sympy.E, sympy.Integer(10), sympy.Rational(3, 2)):
        put = {QuantityValue(b.quantity, ()): base}
        at = Relation(r.lhs.xreplace(put), "<=", r.rhs.xreplace(put))
        said.add(judge(at, model) is None)
    assert len(said) == 1


def test_what_a_statement_lacks_is_known_before_it_is_decided():
    lacks = lacking(Relation(KL(p, q), ">=", 0))
    assert lacks is not None and lacks.missing == (p << q,)
    assert lacking(Relation(KL(p, q), ">=", 0), (p << q,)) is None
    assert lacking(Relation(log(b), ">=", 0), (Gt(b, 1),)) is None
