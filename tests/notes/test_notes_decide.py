"""Verdicts on steps that are given as terms."""

from fractions import Fraction

import pytest
import sympy

from derive import (
    KL,
    Alphabet,
    ArgMax,
    ArgMin,
    Channel,
    CodeLengths,
    Distribution,
    E,
    Eq,
    H,
    I,
    Law,
    Map,
    Markov,
    Positive,
    Product,
    Real,
    Sum,
    alphabets,
    cross_entropy,
    log,
)
from derive.notes import tree as t
from derive.notes.decide import Checking, decide
from derive.notes.decide.names import Names
from derive.notes.records import Rested
from derive.notes.source import Source, Span
from derive.notes.steps import Elaborated, Equality, Hypothesis, Reading
from derive.numeric import Settings

x, y, z = alphabets("x y z")
p, q = Distribution("p", x), Distribution("q", x)
X, Y, Z = Law("r", x, y, z).variables
b = Positive("b")
SAID = Rested(2, 8, "X → Y → Z", "Markov(X, Y, Z)")


@pytest.fixture
def checking():
    return Checking(Settings(trials=60), 20)


def step(lhs, rel, rhs, **fields):
    sides = map(sympy.sympify, (lhs, rhs))
    lhs, rhs = sides
    return Reading("", Elaborated(lhs, rel, rhs, "", "", **fields))


def one(checking, *args, sides=None, **fields):
    return decide(checking, [step(*args, **fields)], sides)


def number(value, digits=None):
    return t.Num(span(), Fraction(value), digits)


def span():
    return Span(Source("n.md", ""), 0, 0)


def test_an_identity_is_proved_and_rests_on_nothing(checking):
    hypothesis = Hypothesis(Markov(X, Y, Z), SAID)
    made = one(checking, I(X, Y), "=", H(X) - H(X | Y), given=(hypothesis,))
    assert (made.verdict, made.rests, made.assumed) == ("proved", (), ())
    assert made.report.verdict == "proved"
    assert one(checking, I(X, Y), ">=", 0).axioms


def test_what_needs_an_assumption_of_the_text_rests_on_it_alone(checking):
    idle = Hypothesis(Eq(KL(p, q), 0), Rested(3, 9, "", ""))
    given = (idle, Hypothesis(Markov(X, Y, Z), SAID))
    made = one(checking, I(X, Z), "<=", I(X, Y), given=given)
    assert (made.verdict, made.rests) == ("proved", (SAID,))


def test_what_is_missing_is_supposed_and_named(checking):
    made = one(checking, KL(p, q), ">=", 0, latex={"p": r"\hat p", "q": r"q_\theta"})
    assert (made.verdict, made.assumed) == ("proved if", ("p̂ ≪ q_θ",))


def test_no_more_is_supposed_than_is_needed(checking):
    made = one(checking, KL(p, q) + KL(q, p), ">=", 0)
    assert made.verdict == "proved if"
    assert set(made.assumed) == {"p ≪ q", "q ≪ p"}


def test_what_is_false_at_zeros_alone_is_true_without_them(checking):
    # where p(x) is 0, 1/p(x) has no value in the notes; in derive it is 0
    made = one(checking, Sum(p(x) * (q(x) / p(x) - 1), x), "=", 0)
    assert (made.verdict, made.assumed) == ("proved if", ("q ≪ p",))
    assert one(checking, Sum(p(x) * (q(x) / p(x) - 1), x), "=", 1).verdict == "refuted"


def test_a_counterexample_speaks_the_notes_names(checking):
    made = one(checking, KL(p, q), "<=", 0, latex={"p": "P", "q": "Q"})
    assert made.verdict == "refuted"
    assert any(line.startswith("P = ") for line in made.counterexample)
    assert not any("p =" in line or "q =" in line for line in made.counterexample)


def test_without_a_licence_a_refutation_is_none(checking):
    lengths = CodeLengths("L", x)
    made = one(checking, H(p, base=2), "<=", E(lengths(x), p), unlicensed=("L",))
    assert made.verdict == "refuted unless"
    assert "L" in made.why and made.counterexample


def test_what_is_supposed_without_a_word_is_a_condition(checking):
    made = one(checking, H(X), "=", I(X, X), assumed=("for finite alphabets",))
    assert (made.verdict, made.assumed) == ("proved if", ("for finite alphabets",))
    made = one(checking, H(X), "=", H(Y), assumed=("for finite alphabets",))
    assert made.verdict == "refuted unless"


def test_any_base_will_do_for_an_identity(checking):
    made = one(checking, H(X, base=b), "=", H(X | Y, base=b) + I(X, Y, base=b), base=b.quantity)
    assert (made.verdict, made.assumed) == ("proved", ())


def test_a_base_that_matters_is_named(checking):
    u = Law("u", x)
    sides = (Sum(u(x) * log(2, b), x), "=", 1)
    made = one(checking, *sides, base=b.quantity)
    assert (made.verdict, made.assumed) == ("proved if", ("log is log₂",))
    assert "false for ln" in made.why and made.ask == ("log base 2",)


def test_what_is_false_in_each_base_is_refuted(checking):
    made = one(checking, H(X, base=b), "<=", H(X | Y, base=b), base=b.quantity)
    assert made.verdict == "refuted"


def test_readings_that_differ_are_not_read(checking):
    true, false = step(H(X), ">=", H(X | Y)), step(H(X), ">=", H(Y))
    first = Reading("one", true.step, ("x is one",))
    made = decide(checking, [first, Reading("the other", false.step, ("x is other",))])
    assert made.verdict == "unread"
    assert made.alternatives == (("one", "proved"), ("the other", "refuted"))
    assert made.ask == ("x is one", "x is other")


def test_readings_that_agree_are_one(checking):
    same = [step(H(X), ">=", H(X | Y)), step(H(Y), ">=", H(Y | X))]
    assert decide(checking, same).verdict == "proved"


def test_a_definition_is_not_decided(checking):
    assert one(checking, Real("G"), "=", I(X, Y), definition="G").verdict == "definition"


def test_equality_is_decided_as_said(checking):
    given = (Hypothesis(p << q, SAID),)
    said = Equality("iff p = q", (Eq(p, q),))
    made = one(checking, KL(p, q), ">=", 0, given=given, equality=said)
    assert (made.verdict, made.rests) == ("proved", (SAID,))
    wrong = one(checking, H(X | Y), ">=", 0, equality=said)
    assert wrong.verdict == "refuted"


def test_unequal_in_general_is_not_unequal_always(checking):
    given = (Hypothesis(p << q, SAID), Hypothesis(q << p, SAID))
    made = one(checking, KL(p, q), "!=", KL(q, p), given=given)
    assert made.verdict == "refuted unless"
    assert "unless ≠ is meant in general: they differ at" in made.why
    same = one(checking, I(X, Y), "!=", I(Y, X))
    assert same.verdict == "refuted"


def test_decimals_are_true_to_rounding_or_wrong(checking):
    entropy = log(26, 2)
    tree = t.Log(span(), number(2), number(26))
    near = decide(checking, [step(entropy, "~", sympy.Rational("4.7"))], (tree, number("4.7", 1)))
    assert near.verdict == "true to rounding"
    far = decide(checking, [step(entropy, "=", sympy.Rational("4.6"))], (tree, number("4.6", 1)))
    assert far.verdict == "wrong value"


def test_inputs_may_have_been_rounded(checking):
    # 0.33 · 3 is 1 for a third, and 0.99 exactly
    sides = (t.Mul(span(), (number("0.33", 2), number(3))), number(1))
    made = decide(checking, [step(sympy.Rational("0.99"), "=", 1)], sides)
    assert made.verdict == "true to rounding"
    assert made.assumed == ("0.33 is rounded",)


def test_a_value_of_a_law_is_compared_within_half_a_unit(checking):
    law = sympy.Rational("0.9")
    entropy = -law * log(law, 2) - (1 - law) * log(1 - law, 2)
    sides = (t.Name(span(), "h"), number("0.469", 3))
    made = decide(checking, [step(entropy, "=", sympy.Rational("0.469"))], sides)
    assert made.verdict == "true to rounding"


def test_optimisers_are_compared_up_to_a_factor():
    theta, i = Alphabet("θ"), Alphabet("i")
    model = Channel("m", x, given=theta)
    data = Map("d", i, to=x)
    likelihood = ArgMax(Product(data.factor_at(i, lambda k: model(k, theta)), i), theta)
    mean = Sum(data.at(i, lambda k: log(model(k, theta), b)), i) / i.size
    checking = Checking(Settings(trials=60), 20)
    made = one(checking, likelihood, "=", ArgMax(mean, theta), base=b.quantity)
    assert (made.verdict, made.assumed) == ("proved if", ("m(x|θ) ≠ 0",))
    assert (
        one(checking, likelihood, "=", ArgMin(mean, theta), base=b.quantity).verdict != "proved if"
    )


def test_a_limit_is_left_open(checking):
    made = one(checking, H(X), "->", H(Y))
    assert made.verdict == "open" and "limit" in made.why


def test_time_is_kept():
    made = decide(Checking(Settings(), 0.0), [step(cross_entropy(p, q), ">=", H(p))])
    assert made.verdict in ("open", "proved if", "ill-posed")


def test_what_is_false_at_zeros_alone_is_proved_if_there_are_none(checking):
    mass = Sum(q(x) * (p(x) / q(x)), x)
    found = one(checking, mass, "=", 1)
    assert (found.verdict, found.assumed) == ("proved if", ("p ≪ q",))
    twice = one(checking, 2 * mass, "=", 1)
    assert twice.verdict == "refuted" and not twice.assumed


def test_patterns_of_names_are_filled_in():
    names = Names({"p_step": r"p⟨p⟩(x_{⟨t⟩} \mid x_{<⟨t⟩})", "q": r"\hat q"})
    assert names.said("p_step(t) > 0 and q(x) ≠ 0") == "p(x_t | x_(<t)) > 0 and q̂(x) ≠ 0"


def test_an_assumption_that_is_made_twice_is_named_once(checking):
    again = Rested(7, 20, "Markov again", "")
    given = (Hypothesis(Markov(X, Y, Z), SAID), Hypothesis(Markov(X, Y, Z), again))
    made = one(checking, I(X, Z), "<=", I(X, Y), given=given)
    assert (made.verdict, made.rests) == ("proved", (SAID,))


@pytest.mark.parametrize(
    ("lhs", "rel", "rhs", "says"),
    [
        (H(X, base=b), "<=", H(X | Y, base=b), "≥ holds: H(X) ≥ H(X|Y)"),
        (I(X, Y), "=", H(X) + H(X | Y), "with another sign: I(X;Y) = H(X) - H(X|Y)"),
        (cross_entropy(p, q, base=b), "=", H(q, base=b), ""),
    ],
)
def test_what_would_be_true_is_proved_and_in_the_notes_names(checking, lhs, rel, rhs, says):
    made = one(checking, lhs, rel, rhs, base=b.quantity if lhs.has(b) else None)
    assert made.verdict in ("refuted", "ill-posed")
    assert made.true == says


def test_exchanged_laws_are_named(checking):
    wrong = KL(q, p) + H(p)
    made = one(checking, cross_entropy(p, q), "=", wrong, latex={"p": "P", "q": "Q"})
    assert made.true == "with the laws exchanged: H(P,Q) = H(P) + D(P‖Q), if P ≪ Q"
