"""Growth: a power below a line in every exponent."""

from fractions import Fraction

import pytest

from derive import *

u, v = past_and_next("x")
n, w = alphabets("n w")
a, g, c = Positive("a", u), Positive("g", v), Positive("c")
part, spare, aux = Nonnegative("part", u, n), Nonnegative("spare", n), Real("aux")
# The power: a(x₁…x_T) = g(x₁)·…·g(x_T), so that Σ_u a(u) is the T-th power of Σ_v g(v).
TOTAL, BASE = Sum(a(u), u), Sum(g(v), v)
PUT = {a: a(u) * g(v)}
# The line: a(u) is shared out to letters of N, each of which takes 1 at most.
SHARED = [Eq(a(u), Sum(part(u, n), n)), Eq(spare(n), 1 - Sum(part(u, n), u))]


def product_of(new=BASE, put=PUT, by="*"):
    """A derivation of the product for every T, if it is one."""

    @theorem("step")
    def step(proof):
        proof.claim(Eq(Sum(a(u) * g(v), u, v), TOTAL * BASE))

    @theorem("powers")
    def powers(proof):
        proof.fact(EveryT(step, TOTAL, new, u, v, by, put))

    return powers


def bound_of(*more, given=SHARED):
    @theorem("bound", given=[*given, *more])
    def bound(proof):
        proof.start(TOTAL)
        proof.eq(Sum(Sum(part(u, n), u), n), "shared out")
        proof.eq(Sum(1 - spare(n), n), "each takes at most 1")
        proof.le(n.size, "spare ≥ 0")

    return bound


def claimed(relation, *given):
    return theorem("bound", given=list(given))(lambda proof: proof.claim(relation))


def example(t, values=("1/2", "1/2"), each=1):
    """The messages of t letters, shared out evenly to each·t letters of N."""
    products = [Fraction(1)]
    for _ in range(t):
        products = [p * Fraction(x) for p in products for x in values]
    size = each * t
    return {
        a: products,
        g: list(values),
        c: each,
        part: [[p / size] * size for p in products],
        spare: [1 - sum(products) / size] * size,
    }


def decided(powers=None, bound=None, given=None, N=n, each=c, met_by=example):
    bound = bound or bound_of()

    @theorem("t", given=list(bound.given if given is None else given))
    def at_most_one(proof):
        proof.fact(AtMostOne(powers or product_of(), bound, N, each, met_by))

    return check(at_most_one, trials=0)


def refusal(**parts):
    """Why the fact is refused; "" if it is not."""
    report = decided(**parts)
    return report.steps[0].note if report.verdict == "error" else ""


def test_what_stays_below_a_line_is_at_most_one():
    report = decided()
    assert report.verdict == "proved", report
    said = report.steps[0].relation.text()
    assert said == (
        "Σ_xₜ g(xₜ) ≤ 1, if for every T some part, spare meet the hypotheses, with |N| ≤ c·T"
    )
    assert any("Bernoulli" in axiom for axiom in report.rests.axioms)
    assert "induction on the number of variables" in report.rests.axioms


def test_a_bound_for_one_exponent_alone_is_refused():
    """2 ≤ 2·T for T = 1: with a hypothesis that fixes T any base would be at most 1."""
    ones = [Eq(a(u), 1), Eq(u.size, 2), Eq(n.size, 2)]
    once = claimed(Le(TOTAL, n.size), *ones)
    assert check(once, trials=0).verdict == "proved"
    assert "need not hold for every T" in refusal(bound=once)
    hidden = claimed(Le(TOTAL, n.size), ones[0], Eq(aux, 2), Eq(aux, u.size), Eq(aux, n.size))
    assert check(hidden, trials=0).verdict == "proved"
    assert "need not hold for every T" in refusal(bound=hidden)  # a(u) = 1 at every T


@pytest.mark.parametrize("more", [Eq(u.size, 2), Le(n.size, u.size), Eq(TOTAL, 1), Le(a(u), 1)])
def test_hypotheses_about_the_past_or_n_alone_are_refused(more):
    assert "need not hold for every T" in refusal(bound=bound_of(more))


def test_a_hypothesis_that_fixes_the_exponent_through_others_is_not_met():
    two = bound_of(Le(u.size, aux), Eq(aux, 2))
    assert check(two, trials=100).verdict == "proved"
    why = refusal(bound=two, met_by=lambda t: {**example(t), aux: 2})
    assert "the example for T = 2: the hypothesis |X₁…Xₜ₋₁| ≤ aux does not hold" in why


def test_a_base_over_1_has_no_example():
    """(2)^T ≤ 2·T for T = 1 and 2, not for T = 3."""
    assert "spare is not nonneg" in refusal(met_by=lambda t: example(t, (1, 1), 2))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda t: example(t, each=t), "c is not what it was"),
        (lambda t: example(t, ("1/2", "1/2") if t == 1 else ("1/4", "3/4")), "T = 2"),
        (lambda t: {**example(t, ("1/2",)), g: ["1/4"]}, "a does not grow as"),
        (lambda t: example(1), "a does not grow as"),
        (lambda t: example(t, each=3) | {c: 1}, "T = 1: |N| ≤"),
        (lambda t: {k: x for k, x in example(t).items() if k != g}, "no values for g"),
    ],
)
def test_an_example_that_is_none_is_refused(wrong, said):
    assert said in refusal(met_by=wrong)


def test_other_bounds_are_refused():
    two = Sum(2 * part(u, n), u, n)
    for relation, said in (
        (Ge(TOTAL, 0), "not an upper bound"),
        (Le(TOTAL, two), "right side"),
        (Le(TOTAL - Sum(spare(n), n), n.size), "left side"),
    ):
        bound = claimed(relation, *SHARED)
        assert check(bound, trials=0).verdict == "proved"
        assert said in refusal(bound=bound)
    for parts in ({"N": w}, {"N": u}, {"each": n.size}, {"each": TOTAL}, {"each": g(v)}):
        assert decided(**parts).verdict == "error", parts


def test_an_unproved_bound_is_refused():
    assert "not proved: step 2" in refusal(bound=bound_of(given=SHARED[:1]))


def test_powers_have_to_be_a_product_for_every_t():
    for powers in (product_of(by="+"), bound_of()):
        with pytest.raises(DeriveError, match="one product for every T"):
            AtMostOne(powers, bound_of(), n, c, example)
    with pytest.raises(DeriveError, match="expected an Alphabet"):
        AtMostOne(product_of(), bound_of(), "n", c, example)
    assert decided(powers=product_of(new=2 * BASE)).verdict == "error"
    assert decided(powers=product_of(put={})).verdict == "error"


def test_what_the_bound_assumes_the_conclusion_has_to_assume():
    assert "'bound' assumes a(x₁…xₜ₋₁) = " in refusal(given=())
