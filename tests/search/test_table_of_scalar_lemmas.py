"""Scalar lemmas that the search finds by itself, from what is under a logarithm or exponent."""

import pytest

from derive import (
    KL,
    Abs,
    Alphabet,
    Distribution,
    Nonnegative,
    Positive,
    Probability,
    Rational,
    Real,
    Sum,
    binary_entropy,
    exp,
    log,
    total_variation,
)
from derive.derivation.reasons import log_bound
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Theorem
from derive.language.relations import as_relation
from derive.search import table
from derive.search.engine import Allowed, find
from derive.translate import Translator

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
s, a, b, u = Probability("s"), Nonnegative("a"), Positive("b"), Real("u")
lam = Positive("lam")
BOUND = Sum((p(x) - q(x)) ** 2 / (p(x) + 2 * q(x)), x) * 3 / 2
HALF = Rational(1, 2)


def found(relation, given=(), allowed=None):
    terms = Translator()
    statement = terms.statement(as_relation(relation))
    hypotheses = [h if h == (p << q) else as_relation(h) for h in given]
    n = Normalizer(terms.context(hypotheses))
    return find(n, statement, *([allowed] if allowed else []))


@pytest.mark.parametrize("row", range(len(table.ROWS)))
def test_every_row_is_a_theorem(row):
    made = table.lemma(row)
    assert isinstance(made, Theorem) and made.is_scalar and made.is_proved


DISTANCE = Sum(Abs(p(x) - q(x)), x)
TRUE = [
    (KL(p, q) >= DISTANCE**2 / 2, [p << q]),
    (KL(p, q) >= 2 * total_variation(p, q) ** 2, [p << q]),
    (KL(p, q) >= BOUND, [p << q]),
    (log(b) <= (b - 1 / b) / 2, [b >= 1]),
    (binary_entropy(s, base=2) >= 4 * s * (1 - s), []),
    (binary_entropy(s) >= 4 * s * (1 - s) * log(2), []),
    (exp(a) >= 1 + a + a**2 / 2, []),
    (exp(-a) <= 1 - a + a**2 / 2, []),
    ((exp(lam * u) + exp(-lam * u)) * HALF <= exp(lam**2 * u**2 / 2), []),
    (-log(1 - s) <= s + s**2 / (2 * (1 - s)), [s < 1]),
    (log(1 + a) >= 2 * a / (2 + a), []),
    (log(1 + a) >= a - a**2 / 2, []),
    (Sum(p(x) * log(1 + p(x)), x) >= Sum(2 * p(x) ** 2 / (2 + p(x)), x), []),
]
FALSE = [
    (KL(p, q) >= DISTANCE**2 * Rational(51, 100), [p << q]),
    (KL(p, q) >= BOUND * 11 / 10, [p << q]),
    (log(b) <= (b - 1 / b) / 2, []),
    (binary_entropy(s, base=2) >= 5 * s * (1 - s), []),
    (exp(u) >= 1 + u + u**2 / 2, []),
    ((exp(u) + exp(-u)) * HALF <= exp(u**2 / 3), []),
    (log(1 + a) <= 2 * a / (2 + a), []),
]


@pytest.mark.parametrize("k", range(len(TRUE)))
def test_true_ones_are_proved(k):
    answer = found(*TRUE[k])
    assert answer.theorem is not None, answer.why
    assert any("derivative" in axiom for axiom in answer.theorem.rests.axioms)


@pytest.mark.parametrize("k", range(len(FALSE)))
def test_false_ones_are_not(k):
    assert found(*FALSE[k]).theorem is None


def test_a_reason_bars_them():
    """ln t ≤ t − 1 as the reason is that and nothing else."""
    assert log_bound.text == "ln t ≤ t − 1"
    relation, given = TRUE[6]
    assert found(relation, given, Allowed(hypotheses=frozenset())).theorem is None
    assert found(relation, given, Allowed(tangents=False)).theorem is None
