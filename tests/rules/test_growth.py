"""Growth: a power below a line in every exponent."""

from derive import *

x = Alphabet("x")
a, c, k, m = Positive("a"), Positive("c"), Positive("k"), Positive("m")


def step(relation, given=()):
    @theorem("step", given=list(given))
    def one(proof):
        proof.claim(relation)

    return one


def decided(one, assumed=True, **parts):
    @theorem("t", given=one.given if assumed else [])
    def bound(proof):
        proof.fact(AtMostOne(one, **parts))

    return check(bound, trials=0)


LINE = step(Le(exp(k * log(a)), c * k), [Le(exp(k * log(a)), c * k)])


def test_what_stays_below_a_line_is_at_most_one():
    report = decided(LINE, base=a, factor=c, power=k)
    assert report.verdict == "proved", report
    said = report.steps[0].relation.text()
    assert said == "a ≤ 1, if the hypotheses can be met for every k"
    assert "the hypotheses about k can be met for every k" in report.rests.axioms
    assert any("Bernoulli" in axiom for axiom in report.rests.axioms)


def test_other_bounds_are_refused():
    square = step(Le(exp(k * log(a)), c * k**2), [Le(exp(k * log(a)), c * k**2)])
    assert decided(square, base=a, factor=c * k, power=k).verdict == "error"
    below = step(Ge(exp(k * log(a)), c * k), [Ge(exp(k * log(a)), c * k)])
    assert decided(below, base=a, factor=c, power=k).verdict == "error"
    assert decided(LINE, base=2 * a, factor=c, power=k).verdict == "error"
    assert decided(LINE, base=a, factor=2 * c, power=k).verdict == "error"
    assert decided(LINE, base=a, factor=c, power=m).verdict == "error"


def test_an_unproved_step_and_an_unproved_discharge_are_refused():
    unproved = step(Le(exp(k * log(a)), c * k))
    assert decided(unproved, base=a, factor=c, power=k).verdict == "error"
    false = step(Eq(a, c))
    assert decided(LINE, base=a, factor=c, power=k, met_by=(false,)).verdict == "error"


def test_what_discharges_the_hypotheses_is_counted():
    p = Distribution("p", x)
    gibbs = step(H(p) <= log(x.size))
    report = decided(LINE, base=a, factor=c, power=k, met_by=(gibbs,))
    assert "ln t ≤ t − 1" in report.rests.axioms


def test_what_the_step_assumes_the_conclusion_has_to_assume():
    assert decided(LINE, assumed=False, base=a, factor=c, power=k).verdict == "error"
