"""Conditions for equality: right ones survive, wrong ones are refuted exactly."""

from derive.language.alphabets import alphabets
from derive.language.expressions import Sum, log, quotient
from derive.language.laws import Distribution, Law
from derive.language.measures import KL, H, I
from derive.language.quantities import CodeLengths, Nonnegative
from derive.language.relations import Dominated, Eq, Ge, Independent, Le
from derive.numeric import attack_equality

x, y = alphabets("x y")
x2 = x.another("x2")
p, q = Distribution("p", x), Distribution("q", x)
s, d = Law("s", x, y), Law("d", x, x2)
A, B = s.variables
C, D = d.variables
L = CodeLengths("L", x)
a, b = Nonnegative("a", x), Nonnegative("b", x)
BITS = Sum(p(x) * L(x), x)


def verdict(claim, conditions, hypotheses=()):
    return attack_equality(claim, conditions, list(hypotheses)).verdict


def test_divergence_vanishes_iff_the_laws_agree():
    assert verdict(Ge(KL(p, q), 0), [Eq(p, q)], [p << q]) == "survived"


def test_wrong_condition_for_divergence():
    found = attack_equality(Ge(KL(p, q), 0), [Eq(p(x), 1 / x.size)], [p << q])
    assert found.verdict == "refuted"
    assert found.place
    assert found.counterexample.lhs.exact is not None


def test_information_vanishes_iff_independent():
    assert verdict(Ge(I(A, B), 0), [Independent(A, B)]) == "survived"
    assert verdict(Ge(I(A, B), 0), [Eq(s(x, y), s(x) * s(y))]) == "survived"


def test_information_vanishes_not_for_copies():
    copies = Eq(Sum(d(x=x, x2=x), x), 1)
    assert verdict(Ge(I(C, D), 0), [copies]) == "refuted"


def test_largest_entropy_iff_uniform():
    assert verdict(Le(H(p), log(x.size)), [Eq(p(x), 1 / x.size)]) == "survived"
    assert verdict(Le(H(p), log(x.size)), [Eq(p, q)]) == "refuted"


def test_code_lengths():
    claim = Le(H(p, base=2), BITS)
    assert verdict(claim, [Eq(2 ** (-L(x)), p(x))], [L.kraft()]) == "survived"
    assert verdict(claim, [Eq(L.kraft_sum(), 1)], [L.kraft()]) == "refuted"
    assert verdict(claim, [Eq(p(x), 1 / x.size)], [L.kraft()]) == "refuted"


def test_log_sum():
    claim = Ge(
        Sum(a(x) * log(a(x) / b(x)), x), Sum(a(x), x) * log(quotient(Sum(a(x), x), Sum(b(x), x)))
    )
    given = [Dominated(a(x), b(x))]
    right = Eq(a(x) * Sum(b(x2), x2), b(x) * Sum(a(x2), x2))
    assert verdict(claim, [right], given) == "survived"
    assert verdict(claim, [Eq(a(x), b(x))], given) == "refuted"


def test_evidence_lower_bound_at_a_fixed_letter():
    g = Distribution("g", y)
    claim = Le(Sum(g(y) * log(s(x, y) / g(y)), y), log(s(x)))
    given = [Dominated(g(y), s(x, y))]
    assert verdict(claim, [Eq(g(y), s(y | x))], given) == "survived"
    assert verdict(claim, [Eq(g(y), s(y))], given) == "refuted"


def test_free_letters_are_read_at_every_letter_on_both_sides():
    claim, there = Ge(a(x), 0), Eq(a(x2), 0)
    assert verdict(claim, [there], []) == "survived"  # a = 0 at every letter iff a = 0 at every one
    assert verdict(claim, [Eq(Sum(a(x), x), 0)], []) == "survived"
    assert verdict(claim, [Eq(a(x) * a(x2), 0)], []) == "survived"
    assert verdict(claim, [Eq(a(x) * b(x), 0)], []) == "refuted"
    assert verdict(claim, [Eq(b(x), 0)], []) == "refuted"


def test_all_conditions_are_needed():
    assert verdict(Ge(KL(p, q), 0), [Eq(p, q), Eq(p(x), 1 / x.size)], [p << q]) == "refuted"
    assert verdict(Ge(KL(p, q), 0), [], [p << q]) == "refuted"
