"""What the attack and the bridge leave out because it is too large, and what they still decide."""

import pytest
from sympy import Integer, Mul, Rational

from derive import Alphabet, Derivation, Distribution, H, Positive, Sum, check, theorem
from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.language.names import DeriveError
from derive.numeric.draws import draws
from derive.numeric.problem import problem
from derive.translate.bridge import Translator, translate

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
a = Positive("a")
letters = [Alphabet(f"x{k}", "x") for k in range(12)]
twelve = Sum(Mul(*(p(i) for i in letters)), *letters)


def claimed(relation) -> Derivation:
    @theorem("a claim")
    def claim(proof):
        proof.claim(relation)

    return claim


def test_twelve_letters_are_attacked_on_small_alphabets_only():
    sizes = {d.batch.sizes["x"] for d in draws(problem((twelve,), ()), 0, 60)}
    assert sizes == {1, 2}
    assert {d.batch.sizes["x"] for d in draws(problem((H(p),), ()), 0, 60)} == {1, 2, 3, 5, 8}


def test_twelve_letters_are_proved_and_refuted():
    assert check(claimed(twelve <= 1), trials=60).verdict == "proved"
    assert check(claimed(twelve <= Rational(1, 2)), trials=60).verdict == "refuted"


def test_letters_in_scope_at_once_count_and_letters_side_by_side_do_not():
    apart = sum(Sum(p(i), i) for i in letters) + Sum(p(x) * Sum(q(letters[0]), letters[0]), x)
    assert problem((apart,), ()).axes == (("x", 2),)
    assert problem((twelve * p(x),), ()).axes == (("x", 13),)


def test_numbers_beyond_floats_are_decided_exactly():
    assert check(claimed(a * Integer(10) ** 400 >= 0), trials=60).verdict == "proved"
    assert check(claimed(a * Integer(10) ** 400 <= a), trials=60).verdict == "refuted"
    assert check(claimed(-a * Integer(10) ** 400 >= -a), trials=60).verdict == "refuted"


def test_a_number_of_a_million_digits_is_refused_and_not_printed():
    with pytest.raises(DeriveError, match=r"a number of \d+ bits: expected at most 10000"):
        translate(a * Rational(10**1_000_000 + 1, 3))
    report = check(claimed(a * Rational(10**1_000_000 + 1, 3) >= 0), trials=0)
    assert report.verdict == "error" and len(report.error) < 200


def test_too_many_subexpressions_are_refused(monkeypatch):
    monkeypatch.setattr("derive.translate.bridge._MAX_NODES", 50)
    with pytest.raises(DeriveError, match="more than 50 different subexpressions"):
        Translator().term(sum(Positive(f"a{k}") for k in range(60)))


def test_coefficients_do_not_grow_without_bound():
    here = Translator()
    term = t.Mul((*(t.Pow(t.const(10), 60) for _ in range(600)), here.term(a), here.term(H(p))))
    with pytest.raises(KernelError, match="a coefficient grows beyond"):
        Normalizer(here.context(())).normal(term)
