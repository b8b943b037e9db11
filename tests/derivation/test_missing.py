"""What an ill-posed step lacks: in the script's letters, and as hypotheses that repair it."""

import pytest

from derive import (
    KL,
    Alphabet,
    Channel,
    Distribution,
    Dominated,
    Ge,
    Gt,
    H,
    Law,
    Le,
    Max,
    Ne,
    Real,
    Sum,
    alphabets,
    log,
)
from derive.derivation.check import check
from derive.derivation.derivation import theorem
from derive.numeric import Settings
from derive.render.to_json import step

x, y = alphabets("x y")
r, s = Law("r", x, y), Law("s", x, y)
p, q = Distribution("p", x), Distribution("q", x)
W = Channel("W", y, given=x)
c = Real("c")
coin = Law("j", x, Alphabet("z", letters=(0, 1)))

CASES = [
    (Ge(KL(p, q), 0), [Dominated(p(x), q(x))], "q(x) may be 0"),
    (Ge(log(1 / r(x | y)), 0), [Gt(r(x, y), 0)], "ln(1/r(x|y)): r(x,y) may be 0"),
    (Le(log(c), c - 1), [Gt(c, 0)], "ln(c): c may be 0"),
    (Le(1 / c, 1 / c), [Ne(c, 0)], "1/c: c may be 0"),
    (Ge(1 / (1 - p(x)), 1), [Ne(1 - p(x), 0)], "1/(1 - p(x)): what it divides by may be 0"),
    (Le(Sum(log(p(x)), x), 0), [Gt(p(x), 0)], "ln(p(x)): p(x) may be 0"),
    (Ge(KL(r(x, y), s(x, y)), 0), [Dominated(r(x, y), s(x, y))], "s(x,y) may be 0"),
    (Ge(H(p) / log(x.size), 0), [Ne(log(x.size), 0)], "what it divides by may be 0"),
]


def checked(relation, given=(), settings=None):
    def build(proof):
        proof.claim(relation)

    (claim,) = check(theorem("t", given=list(given))(build), settings).steps
    return claim


@pytest.mark.parametrize(("relation", "missing", "said"), CASES, ids=[str(r) for r, *_ in CASES])
def test_the_hypothesis_is_named_and_repairs_the_step(relation, missing, said):
    claim = checked(relation)
    assert claim.verdict == "open"
    assert list(claim.missing) == missing
    assert said in claim.note
    assert "[x=" not in claim.note and "^-1" not in claim.note
    repaired = checked(relation, claim.missing)
    assert repaired.verdict == "proved" and repaired.missing == ()


def test_with_the_attack_it_is_the_same():
    claim = checked(Ge(KL(p, q), 0), (), Settings(trials=50))
    assert claim.verdict == "ill-posed"
    assert claim.missing == (Dominated(p(x), q(x)),)
    assert "missing hypothesis: p ≪ q" in claim.note
    assert step(claim)["missing"] == ["p ≪ q"]


def test_several_hypotheses():
    output = [Sum(law(x) * W(y, x), x) for law in (p, q)]
    claim = checked(Ge(KL(*output), 0))
    assert claim.missing
    assert checked(Ge(KL(*output), 0), claim.missing).verdict == "proved"


def test_what_is_proved_or_refuted_lacks_nothing():
    assert checked(Ge(H(p), 0)).missing == ()
    assert checked(Le(H(p), 0), (), Settings(trials=50)).missing == ()


@pytest.mark.parametrize(
    "relation",
    [
        Ge(Max(-log(p(x)), x), 0),
        Ge(Sum(Max(p(x), q(x)) * log(p(x)), x), 0),
        Le(log(coin(z=coin.outputs[1].letters[1])), 0),
    ],
    ids=str,
)
def test_what_only_the_kernel_knows_is_not_asked_for(relation):
    """The law of a maximum, the selector of |·| and the weight of a letter with a name."""
    claim = checked(relation, (), Settings(trials=50))
    assert claim.verdict in ("ill-posed", "open")
    assert "⌈" not in claim.note and "⟨" not in claim.note
