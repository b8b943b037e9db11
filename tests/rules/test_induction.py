"""Induction on the number of variables: the step has to be the step."""

import pytest

from derive import *
from derive.language.names import DeriveError

u, v = past_and_next("x")
y = Alphabet("y")
r = Law("r", y, u, v)
Y, U, V = r.variables
L, ell = Real("L", v), Real("ell", u)


def decided(step, **parts):
    @theorem("t")
    def every(proof):
        proof.fact(EveryT(step, past=u, next=v, **parts))

    return check(every)


def step(relation, given=()):
    @theorem("step", given=list(given))
    def one(proof):
        proof.claim(relation)

    return one


CHAIN = step(Eq(H(U, V), H(U) + H(V | U)))
POWER = step(
    Eq(
        Sum(2 ** (-(ell(u) + L(v))), u, v),
        Sum(2 ** (-ell(u)), u) * Sum(2 ** (-L(v)), v),
    )
)


def test_the_chain_rule_for_every_t():
    report = decided(CHAIN, total=H(U), new=H(V | U))
    assert report.verdict == "proved", report
    assert report.rests.axioms == {"induction on the number of variables"}
    assert "for every T: H(X₁…X_T) = H(X₁) + Σ_(t=2)^T H(Xₜ|X₁…Xₜ₋₁)" in str(report)


def test_products_inequalities_and_other_variables():
    probability = step(Eq(r(u, v), r(u) * r(v | u)))
    assert decided(probability, total=r(u), new=r(v | u), by="*").verdict == "proved"
    less = step(H(U, V) <= H(U) + H(V))
    assert decided(less, total=H(U), new=H(V)).verdict == "proved"
    gain = step(Eq(I((U, V), Y), I(U, Y) + I(V, Y | U)))
    assert decided(gain, total=I(U, Y), new=I(V, Y | U)).verdict == "proved"
    size = step(Eq(u.size * v.size, u.size * v.size))
    assert decided(size, total=u.size, new=v.size, by="*").verdict == "proved"


def test_a_quantity_of_the_past_grows_as_it_is_said_to():
    parts = {"total": Sum(2 ** (-ell(u)), u), "new": Sum(2 ** (-L(v)), v), "by": "*"}
    assert decided(POWER, put={ell: ell(u) + L(v)}, **parts).verdict == "proved"
    assert decided(POWER, put={ell: ell(u)}, **parts).verdict == "error"
    assert "say its value" in str(decided(POWER, **parts))


@pytest.mark.parametrize(
    "parts",
    [
        {"total": H(U), "new": H(V)},  # another increment
        {"total": H(U), "new": H(V | U), "by": "*"},  # another way to join
        {"total": H(U, Y), "new": H(V | U)},  # another total
        {"total": 2 * H(U), "new": H(V | U)},
        {"total": H(U, V), "new": H(V | U)},  # the total knows the next variable
        {"total": H(U) - H(Y), "new": H(V | U)},
    ],
)
def test_what_the_step_does_not_say_is_refused(parts):
    report = decided(CHAIN, **parts)
    assert report.verdict == "error"
    assert report.rests is None


def test_what_is_put_for_a_quantity_has_its_sign():
    a = Nonnegative("a", u)
    shrinking = step(Le(Sum(r(u, v) * (-2 * a(u)), u, v), Sum(r(u) * a(u), u)))
    report = decided(shrinking, total=Sum(r(u) * a(u), u), new=Rational(0), put={a: -2 * a(u)})
    assert report.verdict == "error"
    assert "declared sign" in report.steps[0].note


def test_an_unproved_step_is_refused():
    assert decided(step(H(U, V) <= H(U)), total=H(U), new=0).verdict == "error"


def test_what_the_step_assumes_the_conclusion_has_to_assume():
    independent = Independent(U, V)
    one = step(Eq(H(U, V), H(U) + H(V)), [independent])

    @theorem("silent")
    def silent(proof):
        proof.fact(EveryT(one, total=H(U), new=H(V), past=u, next=v))

    @theorem("honest", given=[independent])
    def honest(proof):
        proof.fact(EveryT(one, total=H(U), new=H(V), past=u, next=v))

    assert "assumes" in check(silent).steps[0].note
    assert check(silent).verdict == "error"
    assert check(honest).verdict == "proved"


def test_a_product_of_inequalities_is_refused():
    less = step(r(u, v) <= r(u) * 1)
    assert decided(less, total=r(u), new=1, by="*").verdict == "error"


def test_the_past_is_an_alphabets_own_letter():
    with pytest.raises(DeriveError, match="own letter"):
        EveryT(CHAIN, total=H(U), new=H(V | U), past=u.another("w"), next=v)
    with pytest.raises(DeriveError, match="one letter"):
        past_and_next("")


@pytest.mark.parametrize("size", [2, 3])
def test_the_conclusion_holds_for_short_sequences(size):
    # the statement that induction gives, attacked as it stands for T = 2 and 3
    letters = alphabets("a b c")[:size]
    law = Law("r", *letters)
    variables = law.variables
    whole = H(variables[0]) + sum(
        H(*variables[: k + 1]) - H(*variables[:k]) for k in range(1, size)
    )

    @theorem("short")
    def short(proof):
        proof.claim(Eq(H(*variables), whole))

    assert check(short).verdict == "proved"
