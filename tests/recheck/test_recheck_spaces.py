"""Spaces in the independent checker: cells with widths; the same false theorems are refused."""

import pytest

from derive.derivation.elaborate import elaborate
from derive.kernel import certificates as c
from derive.kernel.theorem import Statement, prove
from derive.store import _encode
from derive.store.sealed import document
from recheck.certificate import recheck as check
from recheck.reader import Refused
from tests.kernel.build import ONE, ZERO, P, Q, add, inv, ln, mul, num, sub, total
from tests.kernel.spaces import P_BELOW_Q, over, x, x1, y, z
from tests.kernel.test_spaces import DIVERGENCE, GIBBS, REFUSED, p, q, r
from tests.recheck.build import sealed


def body(context, statement, forms, rule="prove"):
    """What `derive.store` would write of a theorem that the kernel refuses."""
    context, statement, *forms = (_encode(v, {}, []) for v in (context, statement, *forms))
    row = {"rule": rule, "context": context, "statement": statement, "given": forms}
    return sealed({"format": "derive certificate 1", "theorems": [row]})


@pytest.mark.parametrize("name", REFUSED)
def test_refused_over_a_space(name):
    statement, forms = REFUSED[name]
    with pytest.raises(Refused):
        check(body(over().context, statement, forms))


ACCEPTED = {
    "Gibbs": (Statement(DIVERGENCE, ">=", ZERO), GIBBS),
    "a marginal": (Statement(total(y, r), "=", P("r", X=x)), ()),
    "a law": (Statement(total(x, y, r), "=", ONE), ()),
    "linear": (
        Statement(
            total(x, add(mul(Q("g", x), p), mul(num(2), p))),
            "=",
            add(total(x, mul(Q("g", x), p)), num(2)),
        ),
        (),
    ),
    "subadditive": (
        Statement(total(x, y, mul(r, ln(mul(r, inv(mul(P("r", X=x), P("r", Y=y))))))), ">=", ZERO),
        (
            c.Tangent((x, y), r, mul(P("r", X=x), P("r", Y=y), inv(r))),
            c.Gap((x, y), mul(P("r", X=x), P("r", Y=y)), r),
        ),
    ),
    "a probability at a point": (
        Statement(P("W", Z=z, X=x), "<=", ONE),
        (c.Nonneg((), sub(ONE, P("W", Z=z, X=x))),),
    ),
    "letters apart": (
        Statement(total(x, x1, mul(p, P("q", X=x1))), "=", total(x, p)),
        (),
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_over_a_space(name):
    made = prove(over(P_BELOW_Q), *ACCEPTED[name])
    check(document(elaborate(made), "test", "Test"))


def test_a_false_equation_is_found_out_by_widths():
    """With all widths 1 both sides would be the same: ∫ p² dx and Σ p²."""
    square = total(x, mul(p, p))
    finite = over(P_BELOW_Q).context
    with pytest.raises(Refused):
        check(body(finite, Statement(square, "<=", ONE), (c.Nonneg((x,), sub(p, mul(p, p))),)))
    with pytest.raises(Refused):
        check(body(finite, Statement(total(x, q), "=", num(2)), ()))
