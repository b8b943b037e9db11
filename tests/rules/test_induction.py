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


# ------------------------------------------------------------------ what depends on t unseen

W = Channel("W", v, given=u)
uy, vy = past_and_next("y")
UY, VY = Law("s", uy, vy).variables
z = Alphabet("z")
s, M = Distribution("s", z), Real("M", z)


def same(total, new=0, given=()):
    """A step in which nothing happens to the total, and the induction from it."""
    return decided(step(Eq(total, total + new), given), total=total, new=new)


@pytest.mark.parametrize(
    "total, more, given",
    [
        (Ceiling(log(u.size, 2)), 0, ()),  # ⌈log|X₁…Xₜ₋₁|⌉ is no constant
        (Ceiling(H(U)), 0, ()),
        (Sum(Ceiling(r(u)), u), 0, ()),
        (Sum(W(u), u), 0, ()),  # |X₁…Xₜ₋₁| in disguise: u is an input, v an output
        (Law("a", z, u)(z), 0, ()),  # a law of u alone is another one at every t
        (log(u.size) / log(v.size), 1, (Dominated(1, log(v.size)),)),
    ],
    ids=str,
)
def test_a_total_that_depends_on_t_unseen_is_refused(total, more, given):
    grows = log(u.size * v.size) / log(v.size) if more else total
    one = step(Eq(grows, total + more), given)

    @theorem("every", given=list(given))
    def every(proof):
        proof.fact(EveryT(one, total=total, new=more, past=u, next=v))

    assert check(one).verdict == "proved"
    assert check(every).verdict == "error"


def test_a_ceiling_may_be_new():
    rounded = step(Le(H(U, V), H(U) + Ceiling(H(V | U))))
    assert decided(rounded, total=H(U), new=Ceiling(H(V | U))).verdict == "proved"


@pytest.mark.parametrize(
    "total, says",
    [
        (H(UY), "no past but"),
        (H(U) + H(UY), "no past but"),
        (Sum(Law("b", u.another("w"), v)(u.another("w")), u.another("w")), "no past but"),
        (Measure("c", "c", H(U)), "printed without"),
    ],
    ids=str,
)
def test_a_total_whose_past_would_be_printed_wrongly_is_refused(total, says):
    report = same(total)
    assert report.verdict == "error"
    assert says in report.steps[0].note


def test_past_and_next_are_those_of_past_and_next():
    a, b = alphabets("a b")
    for past, following in ((a, b), (u, vy), (v, u)):
        with pytest.raises(DeriveError, match="past_and_next"):
            EveryT(CHAIN, total=H(U), new=H(V | U), past=past, next=following)


# ------------------------------------------------------------------ what is put


def test_what_is_put_is_part_of_the_statement():
    mean = Sum(r(u) * ell(u), u)
    one = step(Eq(Sum(r(u, v) * ell(u), u, v), mean))
    report = decided(one, total=mean, new=0, put={ell: ell(u)})
    assert report.verdict == "proved"
    assert "where ell(x₁…xₜ) = ell(x₁…xₜ₋₁)" in str(report)
    fact = report.steps[0].relation
    assert r"\text{where } \mathrm{ell}(x_{1},\ldots,x_{t}) = " in fact.latex()


def test_a_hypothesis_about_what_is_put_has_to_last():
    mean, zero = Sum(r(u) * ell(u), u), Eq(ell(u), 0)
    one = step(Eq(Sum(r(u, v) * (ell(u) + 1), u, v), mean + 1), [zero])
    few = Eq(u.size, 2)
    size = step(Eq(u.size * v.size, u.size * v.size), [few])

    @theorem("E ell is T − 1 although ell = 0", given=[zero])
    def counts(proof):
        proof.fact(EveryT(one, mean, 1, u, v, put={ell: ell(u) + 1}))

    @theorem("a hypothesis about the number of pasts", given=[few])
    def sizes(proof):
        proof.fact(EveryT(size, u.size, v.size, u, v, by="*"))

    small = Le(ell(u), 1)
    stays = step(Eq(Sum(r(u, v) * ell(u), u, v), mean), [small])

    @theorem("what is at most 1 stays so", given=[small])
    def lasts(proof):
        proof.fact(EveryT(stays, mean, 0, u, v, put={ell: ell(u)}))

    for d in (counts, sizes):
        assert check(d).verdict == "error"
        assert "one variable more" in check(d).steps[0].note
    assert check(lasts).verdict == "proved"


@pytest.mark.parametrize(
    "put, says",
    [
        ({ell: ell(u) + M(z)}, "no parameter"),
        ({ell: ell(u), M: M(z)}, "none of the past"),
    ],
)
def test_what_is_put_has_its_parameters_and_no_other_letter(put, says):
    total, new = Sum(r(u) * s(z) * ell(u), u, z), Sum(s(z) * M(z), z)
    one = step(Eq(Sum(r(u, v) * s(z) * (ell(u) + M(z)), u, v, z), total + new))
    report = decided(one, total=total, new=new, put=put)
    assert report.verdict == "error"
    assert says in report.steps[0].note


def test_what_is_put_has_distinct_parameters():
    d = Real("d", u, u)
    total = Sum(r(u) * d(u, u), u)
    one = step(Eq(Sum(r(u, v) * d(u, u), u, v), total))
    report = decided(one, total=total, new=0, put={d: d(u, u)})
    assert "stands twice" in report.steps[0].note


def test_the_steps_hypotheses_are_read_off_its_theorem():
    one = step(Eq(H(U, V), H(U) + H(V)), [Independent(U, V)])
    assert check(one).verdict == "proved"
    one.given = ()  # too late: the theorem has them
    report = decided(one, total=H(U), new=H(V))
    assert report.verdict == "error"
    assert "assumes" in report.steps[0].note
