"""Well-posedness: log and quotients are of what is shown to be positive or nonzero."""

import pytest

from derive.kernel import terms as t
from derive.kernel.terms import Support
from derive.kernel.theorem import IllPosed, Statement, prove
from derive.kernel.wellposed import problems

from .build import (
    ONE,
    P_BELOW_Q,
    ZERO,
    A,
    P,
    Q,
    add,
    divergence,
    entropy,
    exp,
    inv,
    ln,
    mul,
    neg,
    num,
    nz,
    p,
    q,
    sub,
    total,
    u,
    under,
    x,
    y,
)

a, f, g, lam = Q("a", x), Q("f", x), Q("g", x), Q("lam")
joint = P("r", X=x, Y=u)
GIVEN_Y = mul(joint, inv(P("r", Y=u)))

WELL = {
    "entropy": ((), entropy()),
    "divergence under p << q": ((P_BELOW_Q,), divergence()),
    "conditional entropy": ((), total(x, u, mul(joint, ln(mul(joint, inv(P("r", X=x))))))),
    "mutual information": (
        (),
        total(x, u, mul(joint, ln(mul(joint, inv(mul(P("r", X=x), P("r", Y=u))))))),
    ),
    "weight from afar": ((), mul(p(), add(ONE, mul(num(2), ln(p()))))),
    "positive": ((), add(ln(g), inv(g), ln(exp(f)), ln(t.Card(A)))),
    "quotient of what is not 0": ((), mul(f, inv(f))),
    "mixture": ((), mul(p(), ln(add(mul(num("1/2"), p()), mul(num("1/2"), q()))))),
    "ln of a square": ((), mul(f, ln(t.Pow(f, 2)))),
    "normaliser": ((), mul(a, inv(total(y, Q("a", y))))),
    "a conditional": ((), mul(joint, inv(P("r", Y=u)))),
    "entropy of a conditional": ((), mul(GIVEN_Y, ln(GIVEN_Y))),
    "a weight inside a quotient": ((P_BELOW_Q,), mul(mul(p(), inv(q())), ln(q()), inv(p()))),
    "a sum of quotients as weight": (
        (P_BELOW_Q,),
        mul(add(mul(p(), inv(q())), mul(num(2), p(), ln(p()))), inv(p())),
    ),
    "a sum over letters as weight": ((), mul(total(x, mul(joint, ln(joint))), inv(P("r", Y=u)))),
    "what is shown supports the rest": ((), mul(p(), ln(p()), inv(ln(p())))),
    "marginals of dominated laws": (
        (Support("e << s2", P("e", X=x, Y=u), P("r", X=x, Y=u)),),
        mul(P("e", Y=u), ln(P("r", Y=u))),
    ),
    "weight through a hypothesis": ((Support("f << a", f, a),), mul(f, ln(a))),
}
ILL = {
    "divergence": ((), divergence()),
    "weight of the other law": ((), total(x, mul(p(), ln(q())))),
    "no weight": ((), ln(p())),
    "weight on another letter": ((), mul(p(y), ln(p(x)))),
    "1/0": ((), inv(ZERO)),
    "sums that would vouch for each other": (
        (),
        mul(add(a, inv(a)), add(a, mul(num(2), inv(a)))),
    ),
    "indicators that would vouch for each other": ((), mul(nz(inv(f)), nz(inv(f)))),
    "ln 0": ((), ln(ZERO)),
    "ln of a negative": ((), ln(num(-2))),
    "ln of what may be negative": ((), mul(f, ln(f))),
    "ln of minus": ((), mul(a, ln(neg(a)))),
    "quotient of what may be 0": ((), inv(a)),
    "unit": ((), ln(lam)),
    "a logarithm gives no support": ((), mul(ln(p()), inv(p()))),
    "a quotient gives no support": ((), mul(inv(p()), inv(p()))),
    "a logarithm in a nested product gives no support": ((), mul(mul(a, ln(p())), inv(p()))),
    "a sum with a summand of no support": ((), mul(add(ONE, mul(p(), ln(p()))), inv(p()))),
    "one summand would, the other would not": ((), mul(add(p(), mul(a, inv(g))), inv(p()))),
    "0 by convention in an exponent": ((), mul(add(exp(ln(p())), num(-1)), inv(p()))),
    "a power 0 gives no support": ((), mul(t.Pow(mul(p(), ln(g)), 0), inv(p()))),
    "an indicator of a logarithm": ((), mul(nz(ln(p())), inv(p()))),
    "marginals of laws dominated the other way": (
        (Support("r << e", P("r", X=x, Y=u), P("e", X=x, Y=u)),),
        mul(P("e", Y=u), ln(P("r", Y=u))),
    ),
    "the joint law from dominated marginals": (
        (Support("marginals", P("e", Y=u), P("r", Y=u)),),
        mul(P("e", X=x, Y=u), ln(joint)),
    ),
    "ill-posed inside an exponential": ((), exp(neg(ln(a)))),
    "ill-posed inside an indicator": ((), t.Nonzero(inv(a))),
    "hypothesis backwards": ((P_BELOW_Q,), total(x, mul(q(), ln(p())))),
    "weight in another summand": ((), add(p(), ln(p()))),
    "a sum does not support its summand": ((), mul(total(x, a), ln(a))),
    "bound letter is another letter": ((), mul(p(), total(x, ln(p())))),
}


@pytest.mark.parametrize("case", WELL)
def test_well_posed(case):
    hypotheses, e = WELL[case]
    assert problems(under(*hypotheses), e) == []


@pytest.mark.parametrize("case", ILL)
def test_ill_posed(case):
    hypotheses, e = ILL[case]
    k = under(*hypotheses)
    assert problems(k, e)
    for statement in (Statement(e, "=", e), Statement(ZERO, "=", sub(e, e))):
        with pytest.raises(IllPosed):
            prove(k, statement)


def test_the_repair_is_suggested():
    (first, *_) = problems(under(), divergence())
    weight, missing = first.suggestion
    assert (weight.law, missing.law) == ("p", "q")


def test_the_same_question_has_the_same_answer_twice():
    k = under()
    assert problems(k, divergence()) == problems(k, divergence()) != []
    assert problems(k, entropy()) == problems(k, entropy()) == []
