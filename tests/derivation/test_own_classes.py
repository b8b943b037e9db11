"""Classes that a script derives from ours answer for themselves: refused, or named."""

import pytest

from derive import (
    Alphabet,
    ArgMax,
    ArgMin,
    Computed,
    Distribution,
    Eq,
    H,
    Law,
    Measure,
    Quantity,
    Real,
    Sum,
    alphabets,
    check,
    theorem,
)
from derive.rules.fact import Decision, Fact

x, y, θ = alphabets("x y θ")
p, f = Distribution("p", x), Real("f", θ)


class Greatest(ArgMax):
    sense = -1


class Other(Measure):
    def unfold(self):
        return H(p) * 0 + 1


class NoSum(Sum):
    @property
    def indices(self):
        return ()


class Renamed(Alphabet):
    pass


class Bounded(Quantity):
    pass


@pytest.mark.parametrize(
    "relation",
    [
        lambda: Eq(Greatest(f(θ), θ), ArgMin(f(θ), θ)),
        lambda: Eq(Other("D(p‖q)", "D", H(p)), 1),
        lambda: Eq(NoSum(p(x), x), p(x)),
        lambda: Eq(p(Renamed("z", "x")), p(Renamed("z", "x")) + 0 * f(θ)),
        lambda: Eq(Bounded("b")(), Bounded("b")()),
    ],
)
def test_subclasses_of_the_language_are_refused(relation):
    @theorem("t")
    def one(proof):
        proof.claim(relation())

    assert check(one).verdict != "proved"


class Mine(Fact):
    rule = "by definition"

    def text(self):
        return "1 = 2"

    def decide(self, ground):
        return Decision("proved")


class Quiet(Computed):
    def decide(self, ground):
        return Decision("proved")


@pytest.mark.parametrize("fact", [Mine(), Quiet("1 = 2", lambda: False)])
def test_a_scripts_own_rule_is_named_in_what_it_rests_on(fact):
    @theorem("t")
    def one(proof):
        proof.fact(fact)

    axioms = check(one).rests.axioms
    assert any(type(fact).__name__ in a and "defines itself" in a for a in axioms)


def test_one_name_is_one_letter():
    r, other = Law("r", x, y), y.another("x")

    @theorem("t")
    def one(proof):
        proof.claim(Eq(Sum(r(x, other), x, other), 1))

    assert "another name" in check(one).error
