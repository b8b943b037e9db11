"""Assertions: what holds passes with evidence, what does not raises with a message."""

import pytest

from derive import KL, Derivation, Distribution, Eq, H, I, Law, Le, alphabets, cross_entropy, log
from derive.language.names import DeriveError
from derive.teaching import (
    NotProved,
    NotRefuted,
    assert_chain,
    assert_equal,
    assert_identity,
    assert_le,
    assert_refuted,
    equality_holds_iff,
)

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables


def test_what_holds_is_returned_with_its_theorem_and_the_attack():
    for made in (
        assert_equal(H(X, Y), H(X) + H(Y | X)),
        assert_le(H(X | Y), H(X)),
        assert_identity(KL(p, q), cross_entropy(p, q) - H(p), given=[p << q]),
        equality_holds_iff(KL(p, q) >= 0, Eq(p, q), given=[p << q]),
    ):
        assert made.theorem is not None
        assert made.evidence is not None
        assert made.evidence.verdict == "survived"


def test_a_chain_returns_its_report():
    chain = [H(X | Y), "=", H(X) - I(X, Y), ("<=", "I ≥ 0"), H(X)]
    assert assert_chain(chain).step_verdicts == ("proved",) * 3
    assert assert_chain([Eq(H(X | Y), H(X) - I(X, Y)), H(X) - I(X, Y) <= H(X)]).theorem
    assert assert_chain([-KL(p, q), "≤", 0], claim=KL(p, q) >= 0, given=[p << q]).theorem
    made = Derivation(lambda proof: proof.claim(H(X) >= 0), "t", [])
    assert assert_chain(made).theorem


def test_what_is_refuted_is_returned_with_its_counterexample():
    assert assert_refuted(Eq(H(X), H(Y))).evidence.counterexample is not None


@pytest.mark.parametrize(
    ("assertion", "lines"),
    [
        (lambda: assert_equal(H(X), H(Y)), ["The claim is wrong.", "right side = 0"]),
        (lambda: assert_le(0, KL(p, q)), ["does not always make sense", "It holds under p ≪ q"]),
        (lambda: assert_le(H(X), H(X | Y)), ["H(X) ≥ H(X|Y)  (proved)"]),
        (lambda: assert_identity(H(X | Y), H(X)), ["H(X|Y) = H(X)"]),
        (
            lambda: assert_chain([H(X | Y), "=", H(X) - I(X, Y), "=", H(X)]),
            ["Step 2 is wrong.", "Step 1 is fine."],
        ),
        (
            lambda: assert_chain([H(X | Y), "<=", H(X)], claim=Le(H(X), H(Y))),
            ["The claim is wrong."],
        ),
        (
            lambda: assert_chain([H(X | Y), "<=", H(X)], claim=Le(0, H(Y))),
            ["The claim is not shown by the chain.", "it shows H(X|Y) ≤ H(X)"],
        ),
        (
            lambda: equality_holds_iff(KL(p, q) >= 0, Eq(p(x), 1 / x.size), given=[p << q]),
            ["The condition for equality is wrong.", "the conditions hold but the sides differ"],
        ),
    ],
)
def test_what_does_not_hold_raises(assertion, lines):
    with pytest.raises(NotProved) as raised:
        assertion()
    assert isinstance(raised.value, AssertionError)
    for line in lines:
        assert line in str(raised.value)


def test_an_identity_may_use_no_inequality():
    bound = Le(H(p), log(x.size))
    assert assert_le(bound.lhs, bound.rhs)
    with pytest.raises(NotProved):
        assert_identity(H(X | Y) + 0 * H(X), H(X | Y) + KL(p, p) - KL(q, q) + H(X))


@pytest.mark.parametrize("claim", [H(X) >= 0, Le(log(p(x)), 0)])
def test_what_is_not_refuted_raises(claim):
    with pytest.raises(NotRefuted, match="not refuted"):
        assert_refuted(claim)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: assert_equal("H(X)", H(X)),
        lambda: assert_le(H(X), 0.5),
        lambda: assert_le(H(X), H(Y), given=p << q),
        lambda: assert_chain([]),
        lambda: assert_chain([H(X), "=", H(X), "<="]),
        lambda: assert_chain([H(X), "=", H(X), "~", 0]),
        lambda: assert_chain([Eq(H(X), H(Y)), Eq(H(X), H(Y))]),
        lambda: equality_holds_iff(Eq(H(X), H(X)), Eq(p, q)),
        lambda: equality_holds_iff(H(X) >= 0, []),
        lambda: assert_refuted(True),
    ],
)
def test_mistakes_of_use_are_not_failures_of_a_statement(mistake):
    with pytest.raises(DeriveError):
        mistake()
