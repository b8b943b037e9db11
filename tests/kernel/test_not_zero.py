"""What hypotheses make nonzero and nonnegative, and what they do not."""

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Given, Nonneg, Positive
from derive.kernel.terms import Hypothesis, KernelError, Support
from derive.kernel.theorem import IllPosed, Statement, prove
from derive.kernel.wellposed import problems

from .build import (
    ONE,
    ZERO,
    A,
    P,
    Q,
    add,
    entropy,
    inv,
    ln,
    mul,
    num,
    p,
    q,
    sub,
    total,
    u,
    under,
    x,
    y,
)

c, n_, lam = Q("c"), Q("n"), Q("lam")
f, g = Q("f", x), Q("L", x)
size = t.Card(A)


def least(term, name="h"):
    return Hypothesis(name, ">=", term)


def nonzero(term):
    return Support("not 0", ONE, term)


def above(term):
    return (least(term), nonzero(term))


SHOWN = {
    "c > 0": (above(c), add(ln(c), inv(c))),
    "c ≥ 2": ((least(sub(c, num(2))),), add(ln(c), inv(c), inv(sub(c, ONE)), inv(ln(c)))),
    "c = 2": ((Hypothesis("h", "=", sub(c, num(2))),), add(ln(c), inv(sub(num(3), c)), inv(ln(c)))),
    "c ≠ 0": ((nonzero(c),), inv(c)),
    "c − 1 ≠ 0, read as 1 − c": ((nonzero(sub(c, ONE)),), inv(sub(ONE, c))),
    "c > 0, c ≠ 1": ((*above(c), nonzero(sub(c, ONE))), inv(ln(c))),
    "p(x) > 0": (above(p()), ln(p(y))),
    "p(x) < 1": (above(sub(ONE, p())), ln(sub(ONE, p(y)))),
    "p(x) ≥ c > 0": ((least(sub(p(), c), "h2"), *above(c)), ln(p(y))),
    "|A| ≥ 2": ((least(sub(size, num(2))),), inv(ln(size))),
    "|A| ≠ 1": ((nonzero(sub(size, ONE)),), add(inv(ln(size)), ln(sub(size, ONE)))),
    "H(p) ≠ 0": ((nonzero(entropy()),), inv(entropy())),
    "H(p) > 0": (above(entropy()), ln(entropy())),
    "f(x) ≥ L(x) > 0": ((least(sub(f, g), "h2"), *above(g)), ln(Q("f", y))),
    "a weight": ((least(c), Support("s", c, sub(f, g))), mul(c, inv(sub(Q("f", y), Q("L", y))))),
}
REFUSED = {
    "c ≥ 0 only": ((least(c),), inv(c)),
    "c ≠ 0 is not c > 0": ((nonzero(c),), ln(c)),
    "c ≤ 2": ((least(sub(num(2), c)),), inv(c)),
    "c ≥ −2": ((least(add(c, num(2))),), ln(c)),
    "c > 1 says nothing of c − 2": (above(sub(c, ONE)), inv(sub(c, num(2)))),
    "c ≥ 1 is not ln c ≠ 0": ((least(sub(c, ONE)),), inv(ln(c))),
    "c ≠ 1 alone": ((nonzero(sub(c, ONE)),), inv(ln(c))),
    "c ≠ 1, c ≠ 0": ((nonzero(sub(c, ONE)), nonzero(c)), inv(ln(c))),  # c = −1
    "the other law": (above(p()), ln(q())),
    "a marginal says nothing of the joint": (above(P("r", X=x)), ln(P("r", X=x, Y=u))),
    "two letters that may be one": ((nonzero(sub(f, Q("f", y))), least(sub(g, f))), inv(sub(f, g))),
    "f(x) ≥ L(x) without L > 0": ((least(sub(f, g)),), inv(f)),
    "f(x) ≥ L(x), f > 0": ((least(sub(f, g), "h2"), *above(f)), inv(g)),
    "at other letters": ((nonzero(Q("m", x, x)),), inv(Q("m", x, y))),
    "not at all letters": ((nonzero(total(x, f)),), inv(f)),
    "a sum that is not 0": ((nonzero(add(c, n_)),), inv(c)),
    "H(p) ≥ 0": ((least(entropy()),), inv(entropy())),
    "|A| ≥ 1": ((least(sub(size, ONE)),), inv(ln(size))),
    "a premise that is not met": ((Support("s", c, sub(f, g)),), inv(sub(f, g))),
    "a premise that holds by chance": ((Support("s", sub(c, n_), f),), mul(c, inv(f))),
}


@pytest.mark.parametrize("case", SHOWN)
def test_shown(case):
    hypotheses, term = SHOWN[case]
    assert problems(under(*hypotheses), term) == []
    assert problems(under(), term), "it should need its hypotheses"


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    hypotheses, term = REFUSED[case]
    k = under(*hypotheses)
    assert problems(k, term)
    with pytest.raises(IllPosed):
        prove(k, Statement(term, "=", term))


WEIGHTS = {
    "c ≥ 2": (least(sub(c, num(2))), c, True),
    "c − 1 from c ≥ 2": (least(sub(c, num(2))), sub(c, ONE), True),
    "c − 3 from c ≥ 2": (least(sub(c, num(2))), sub(c, num(3)), False),
    "−c from c ≥ 2": (least(sub(c, num(2))), mul(num(-1), c), False),
    "1 − c from c ≥ 2": (least(sub(c, num(2))), sub(ONE, c), False),
    "1 − c from c ≤ 1": (least(sub(ONE, c)), sub(ONE, c), True),
    "ln c from c ≥ 1": (least(sub(c, ONE)), ln(c), True),
    "−ln c from c ≥ 1": (least(sub(c, ONE)), mul(num(-1), ln(c)), False),
    "ln c from c ≥ 1/2": (least(sub(c, num("1/2"))), ln(c), False),
    "c² − 1 from c ≥ 1": (least(sub(c, ONE)), sub(mul(c, c), ONE), False),  # true, not linear
    "−c·−c from c ≤ 0": (least(mul(num(-1), c)), mul(num(-1), c, n_), True),
    "c·n from c ≤ 0": (least(mul(num(-1), c)), mul(c, n_), False),
    "1/c from c ≥ 2": (least(sub(c, num(2))), inv(c), True),
    "f(y) from f(x) ≥ 0": (least(f), Q("f", y), True),
    "f(y) from Σ f ≥ 0": (least(total(x, f)), Q("f", y), False),
    "Σ f from f(x) ≥ 0": (least(f), total(y, Q("f", y)), True),
    "f − L from L − f ≥ 0": (least(sub(g, f)), sub(f, g), False),
    "equation, other sign": (Hypothesis("h", "=", add(c, num(2))), c, False),
}


@pytest.mark.parametrize("case", WEIGHTS)
def test_weights(case):
    hypothesis, weight, good = WEIGHTS[case]
    k = under(hypothesis)
    if good:
        assert prove(k, Statement(weight, ">=", ZERO), (Nonneg((), weight),))
        with pytest.raises(KernelError):
            prove(under(), Statement(weight, ">=", ZERO), (Nonneg((), weight),))
    else:
        with pytest.raises(KernelError):
            prove(k, Statement(weight, ">=", ZERO), (Nonneg((), weight),))


def test_a_strict_hypothesis_is_strict():
    k = under(*above(sub(c, n_)))
    assert prove(k, Statement(c, ">", n_), (Given("h"),)).statement.is_strict
    weak = under(least(sub(c, n_)))
    other = under(least(sub(c, n_)), nonzero(c))
    weighted = (Given("h", (), (), lam),)
    for n, forms in ((weak, (Given("h"),)), (other, (Given("h"),)), (k, weighted)):
        with pytest.raises(KernelError):
            prove(n, Statement(mul(forms[0].weight, c), ">", mul(forms[0].weight, n_)), forms)


def test_positive():
    k = under(*above(sub(c, ONE)))
    assert prove(k, Statement(ln(c), ">", ZERO), (Positive((), ln(c)),))
    with pytest.raises(KernelError):
        prove(under(least(sub(c, ONE))), Statement(ln(c), ">", ZERO), (Positive((), ln(c)),))
