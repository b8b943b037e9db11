"""c/c and c^c at c = 0: every evaluator says of the same places that they have a value."""

from fractions import Fraction

import numpy as np
import pytest

from derive import Eq, Ge, Indicator, Inverse, Le, Ne, Nonnegative, check, log, theorem
from derive.derivation.elaborate import elaborate
from derive.kernel.normal import Normalizer
from derive.kernel.wellposed import problems
from derive.numeric.closed import number
from derive.numeric.exact import evaluate, misplaced
from derive.numeric.model import Model
from derive.store.sealed import document
from derive.translate import Translator
from recheck.certificate import recheck
from trials.fuzz.points import Point
from trials.fuzz.values import Values
from trials.mutants import evaluate as mutants
from trials.mutants.arithmetic import Exact

c = Nonnegative("c")
over = Inverse(c)
AT_0 = [  # (expression, its value at c = 0 or None where it has none)
    (over, None),
    (c * over, 0),
    (c / c, 0),
    (c / c + 1, 1),
    (c * c / c, 0),
    (over + c, None),
    (over * log(c), None),
    (c * log(c), 0),
    (c * over * log(c), 0),
    (log(c / c), None),
    (c * log(c / c), 0),
    (Indicator(c) * over, 0),
    (Indicator(over), None),
    (c * over**2, 0),
    (Inverse(c / c), None),
    (c**c, None),  # 0⁰, though c·ln c is 0 there
    (c * c**c, 0),
    (c ** Fraction(1, 2), 0),
]


@pytest.mark.parametrize(("e", "value"), AT_0, ids=str)
def test_all_evaluators_agree(e, value):
    quantity = c.quantity
    table = np.array(number(Fraction(0)), dtype=object)
    model = Model({}, {}, {quantity: table})
    posed = value is not None

    assert (misplaced(e, model, {}) is None) == posed

    translator = Translator()
    term = translator.term(e)
    context = translator.context(())
    assert (problems(Normalizer(context), term) == []) == posed

    point = Point(context, {}, {}, {"c": {(): Fraction(0)}})
    assert Values(point, strict=True).at(term, {}) == value

    exact = Exact({}, {quantity: np.array(Fraction(0), dtype=object)})
    assert bool(mutants.ill_posed(e, exact, {}, True)) != posed
    if posed:
        assert evaluate(e, model).exact == str(value)
        assert mutants.value(e, exact, {}) == value


def verdict(claim, given=()):
    @theorem("stated", given=list(given))
    def stated(proof):
        proof.claim(claim)

    return check(stated)


def test_a_quotient_of_equals_is_1_where_it_is_not_0_by_0():
    refuted = verdict(Eq(c / c, 1))
    assert refuted.verdict == "refuted"
    assert refuted.steps[0].evidence.counterexample.lhs.exact == "0"
    assert verdict(Ge(over, 0)).verdict == "ill-posed"
    for claim, given in ((Eq(c / c, 1), [Ne(c, 0)]), (Le(c / c, 1), []), (Eq(c * c / c, c), [])):
        made = verdict(claim, given)
        assert made.verdict == "proved"
        recheck(document(elaborate(made.theorem), "stated", "stated"))
