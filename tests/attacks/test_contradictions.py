"""Hypotheses that contradict each other prove anything, so under them nothing is said to be proved.

Those that can be met, but rarely, are not to be called contradictory: at worst the note says that
they *may* be.
"""

import pytest

from derive import (
    KL,
    Alphabet,
    Delta,
    Distribution,
    Eq,
    EveryT,
    Exists,
    Ge,
    Gt,
    H,
    Le,
    Lt,
    Positive,
    Probability,
    Rational,
    Real,
    Sum,
    exp,
    log,
    past_and_next,
    prove,
    theorem,
)
from derive.derivation.check import proved_theorem
from derive.derivation.verdicts import VACUOUS
from derive.entropic.parse import parse
from derive.entropic.prove import decide
from derive.kernel import terms as t
from derive.kernel.certificates import Given
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis
from derive.kernel.theorem import Statement
from derive.kernel.theorem import prove as kernel_prove
from derive.language.names import DeriveError
from derive.numeric import Settings
from tests.attacks.common import report

x = Alphabet("x")
other = x.another("x'")
p, q = Distribution("p", x), Distribution("q", x)
a, lam, c, d = Positive("a"), Probability("lam"), Real("c"), Real("d")
FEW = Settings(trials=200)

NEVER = [
    [Lt(p(x), 0)],
    [Gt(p(x), 1)],
    [Eq(Sum(p(x), x), 2)],
    [Eq(Sum(p(x), x), 1 - Rational(1, 10**60))],
    [Lt(c, d), Lt(d, c)],
    [Le(c, d - 1), Le(d, c - 1)],
    [Lt(c, d), Lt(d, c + Rational(1, 10**9)), Gt(d, c + 1)],
    [Eq(c, 1), Eq(c, 2)],
    [Eq(a, 0)],
    [Le(a, 0)],
    [Gt(lam, 1)],
    [Lt(lam, 0)],
    [Eq(c**2, -1)],
    [Eq(exp(c), 0)],
    [Le(exp(exp(c)), 0)],
    [Eq(exp(Rational(1, 10**40)), 1)],
    [Gt(log(2), Rational(693147180559945309417232121459, 10**30))],
    [p << q, Lt(KL(p, q), 0)],
    [Lt(H(p), 0)],
    [Gt(H(p), log(x.size))],
    [p << q, Eq(p(x) * q(x), 0)],
    [Eq(x.size, Rational(1, 2))],
    [Lt(x.size, 1)],
    [Eq(x.size, 3), Eq(p(x), Rational(1, 2))],
    [Ge(x.size, 2), Eq(p(x), 1)],
    [Ge(x.size, 2), Eq(Delta(x, other), 1)],
    [Eq(Delta(x, other), 0)],
    [Eq(c, c + 1)],
    [Le(1, 0)],
]


@pytest.mark.parametrize("settings", [FEW, None], ids=["attacked", "not"])
@pytest.mark.parametrize("given", NEVER, ids=str)
def test_what_cannot_be_met_proves_nothing(given, settings):
    for claim in (Le(1, 0), Le(c, c + 1), Eq(a, a)):
        said = report(lambda proof, r=claim: proof.claim(r), given, settings)
        assert said.verdict == "open"
        assert said.theorem is None
        assert said.rests is None
    assert VACUOUS in said.steps[-1].note


@pytest.mark.parametrize("given", NEVER[::5], ids=str)
def test_nor_by_a_chain_a_condition_a_fact_or_a_lemma(given):
    def chain(proof):
        proof.start(c)
        proof.le(c + 1)
        proof.claim(Le(c, c + 1))

    def condition(proof):
        proof.claim(Ge(lam, 0), equality=Eq(lam, 0))

    def existence(proof):
        proof.fact(Exists(Gt(a, 1), a=2))

    for write in (chain, condition, existence):
        said = report(write, given, FEW)
        assert said.verdict in ("open", "error")
        assert said.rests is None

    @theorem("lemma", given=given)
    def lemma(proof):
        proof.claim(Le(1, 0))

    with pytest.raises(DeriveError, match="not proved"):
        proved_theorem(lemma)
    said = report(lambda proof: proof.start(1).le(0, lemma), given, FEW)
    assert said.verdict == "error"


def test_nor_by_induction():
    u, v = past_and_next("x")

    @theorem("step", given=[Le(1, 0)])
    def step(proof):
        proof.claim(Le(c, c - 1))

    said = report(lambda proof: proof.fact(EveryT(step, c, -1, u, v)), [Le(1, 0)])
    assert said.verdict == "error"


MET = [
    [Eq(x.size, 1)],
    [Ge(x.size, 5)],
    [Eq(p(x), 1 / x.size)],
    [Eq(p(x) ** 2, p(x))],
    [Eq(p, q)],
    [p << q, q << p],
    [Eq(H(p), log(2))],
    [Ge(H(p, base=2), 3)],
    [Eq(Delta(x, other), 1)],
    [Eq(c, Rational(12345, 6789))],
    [Eq(c, d + 1)],
    [Eq(c * d, 6)],
    [Eq(c**2 + d**2, 1)],
    [Lt(c, d), Lt(d, c + 1)],
    [Eq(lam, 1)],
    [Eq(lam * (1 - lam), 0)],
]


@pytest.mark.parametrize("given", MET, ids=str)
def test_what_can_be_met_proves_what_it_should(given):
    assert report(lambda proof: proof.claim(Le(c, c + 1)), given, FEW).verdict == "proved"
    assert report(lambda proof: proof.claim(Le(1, 0)), given, FEW).verdict != "proved"


RARE = [[Eq(c**2, 2)], [Eq(exp(c), 2)], [Eq(c**3, 2)], [Eq(H(p), Rational(1, 2))], [Ge(x.size, 50)]]


@pytest.mark.parametrize("given", RARE, ids=str)
def test_what_is_met_by_no_rational_draw_is_not_called_contradictory(given):
    """Irrational solutions, and large alphabets: proved or open, never "they contradict"."""
    said = report(lambda proof: proof.claim(Le(c, c + 1)), given, FEW)
    assert said.verdict in ("proved", "open")
    assert all("may contradict" in s.note for s in said.steps if s.note)


def test_a_witness_that_does_not_meet_them_shows_nothing():
    said = report(lambda proof: proof.fact(Exists(Gt(a, 1), a=2)), [Eq(a, 3), Eq(a, 4)], FEW)
    assert said.verdict != "proved"


def test_the_kernel_says_what_it_assumes():
    """It knows no vacuity: the theorem carries its hypotheses, and is of no use without them."""
    never = Hypothesis("never", ">=", t.const(-1))
    made = kernel_prove(
        Normalizer(Context({}, {}, (), (never,))), Statement(t.ZERO, ">=", t.ONE), (Given("never"),)
    )
    assert repr(made).startswith("never |=")


# -- derive prove ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        ["H(X) = 0", "H(X) >= 1"],
        ["I(X;Y) = 1", "H(X) = 0"],
        ["X -> Y -> Z", "I(X;Z) >= 2", "H(Y) <= 1"],
        ["H(X) >= 1", "H(X) <= 1/2"],
        ["H(X|Y) = 0", "H(Y) = 0", "H(X) = 1"],
        ["H(X) <= H(Y)", "H(X) >= H(Y) + 1"],
        ["H(X) = -1"],
        ["H(X) + H(Y) <= -1"],
        ["1 = 0"],
    ],
    ids=str,
)
@pytest.mark.parametrize("statement", ["H(X) <= H(Y)", "H(X) >= 0", "H(X,Y) <= 0", "0 >= 1"])
def test_conditions_on_entropies(given, statement):
    verdict = decide(parse(statement, given))
    assert verdict.word == "inconsistent"
    assert verdict.theorem is None


def test_conditions_that_can_be_met():
    assert decide(parse("H(X) <= 1", ["H(X) <= H(Y)", "H(Y) = 1"])).word == "proved"
    assert decide(parse("H(X) >= 1", ["H(X) <= H(Y)", "H(Y) = 1"])).word == "refuted"
    assert prove(Ge(H(p), 0)).word == "proved"
