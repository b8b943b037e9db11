"""Repairs of wrong statements: found, and never said to be proved without a proof."""

import pytest

from derive import (
    KL,
    CodeLengths,
    Distribution,
    Eq,
    H,
    I,
    Law,
    Le,
    Relation,
    Sum,
    alphabets,
    cross_entropy,
    log,
)
from derive.derivation.report import StepReport
from derive.numeric import Settings, attack
from derive.teaching import hints as module
from derive.teaching import repairs
from derive.teaching.decide import statement
from derive.teaching.hints import hints
from derive.teaching.slips import Mended

x, y, z = alphabets("x y z")
p, q = Distribution("p", x), Distribution("q", x)
r, s = Law("r", x, y), Law("s", x, y, z)
X, Y = r.variables
A, B, C = s.variables
L = CodeLengths("L", x)
SECONDS = 60.0  # the machine may be busy

WRONG = [
    (H(X | Y) >= H(X), [], "H(X|Y) ≤ H(X)"),
    (Eq(H(p), log(x.size)), [], "H(p) ≤ ln(|X|)"),
    (H(X | Y) < H(X), [], "H(X|Y) ≤ H(X)"),
    (Eq(H(X, Y) - H(X), H(X | Y)), [], "H(X,Y) - H(X) = H(Y|X)"),
    (Eq(cross_entropy(p, q) - H(p), KL(q, p)), [p << q, q << p], "H(p,q) - H(p) = D(p‖q)"),
    (Eq(I(A, B), H(A) - H(A | C)), [], "I(X;Y) = H(X) - H(X|Y)"),
    (Eq(H(p, base=2), H(p)), [], "H₂(p) = H(p)/ln 2"),
    (Eq(H(X) + H(Y), H(X, Y) - I(X, Y)), [], "H(X) + H(Y) = H(X,Y) + I(X;Y)"),
    (Eq(Sum(p(x) * (log(p(x)) + 1), x), -H(p)), [], "= 1 - H(p)"),
    (Eq(H(p), Sum(p(x) * log(p(x)), x)), [], "H(p) = -Σ_x p(x)·ln(p(x))"),
    (Eq(KL(p, q), p(x) * log(p(x) / q(x))), [p << q], "D(p‖q) = Σ_x p(x)·ln(p(x)/q(x))"),
    (
        Eq(H(X, Y), H(X) + H(Y)),
        [],
        "; = holds under the independence X ⊥ Y (that is, r(x,y) = r(x)·r(y))",
    ),
    (Eq(H(X, Y), H(X)), [], "H(X,Y) = H(X) + H(Y|X)"),
    (Eq(KL(p, q), 0), [p << q], "; = holds under p(x) = q(x), which is not among the hypotheses"),
    (KL(p, q) >= 0, [], "It holds under p ≪ q (that is, p(x) = 0 wherever q(x) = 0)"),
    (Le(log(p(x)), 0), [], "It holds under p(x) ≠ 0"),
    (
        Eq(KL(p, q), H(p) + cross_entropy(p, q)),
        [],
        "Given p ≪ q: The sign of H(p) is wrong: D(p‖q) = H(p,q) - H(p)",
    ),
    (
        H(p, base=2) <= Sum(p(x) * L(x), x),
        [],
        "It holds under Kraft's inequality Σ_x 2^(-L(x)) ≤ 1",
    ),
    (H(p, base=2) <= log(x.size), [], "H₂(p) ≤ log₂(|X|)"),
    (Eq(H(A, B, C), H(A) + H(B | A) + H(C | B)), [], "; = holds under the Markov chain X → Y → Z"),
    (Eq(KL(p, q), Sum(q(x) * log(p(x) / q(x)), x)), [p << q, q << p], "Σ_x p(x)·ln(p(x)/q(x))"),
]


def relation(r):
    return r if isinstance(r, Relation) else Relation(r.lhs, r.rel_op, r.rhs)


@pytest.mark.parametrize(("wrong", "given", "wanted"), WRONG, ids=lambda e: str(e)[:40])
def test_a_repair_is_found(wrong, given, wanted):
    step = statement(relation(wrong), tuple(given))
    assert step.verdict in ("refuted", "ill-posed")
    found = hints(step, given, SECONDS)
    sure = [h for h in found if h.backing == "proved"]
    assert any(wanted in h.says for h in sure), [h.text() for h in found]


@pytest.mark.parametrize(("wrong", "given"), [w[:2] for w in WRONG[::4]], ids=lambda e: str(e)[:40])
def test_what_is_said_to_be_proved_survives_another_attack(wrong, given, monkeypatch):
    proved = []

    def spying(r, assumed, *settings):
        made = statement(r, assumed, *settings)
        proved.extend([(r, assumed)] if made.verdict == "proved" else [])
        return made

    monkeypatch.setattr(module, "statement", spying)
    wrong = relation(wrong)
    found = hints(statement(wrong, tuple(given)), given, SECONDS)
    assert len(proved) >= len([h for h in found if h.backing == "proved"]) > 0
    for claim, assumed in proved:
        evidence = attack(claim, assumed, Settings(trials=300, seed=17))
        assert evidence.verdict == "survived", claim


def test_without_a_proof_a_hint_only_says_that_it_survives(monkeypatch):
    def never_proved(r, assumed, *settings):
        evidence = attack(r, assumed, Settings(trials=100))
        return StepReport(0, "claim", r, "", "open", evidence=evidence)

    step = statement(Le(H(X), H(X | Y)))
    monkeypatch.setattr(module, "statement", never_proved)
    (hint,) = hints(step, (), SECONDS)
    assert hint.backing == "survived"
    assert "not proved" in hint.text()
    assert "(proved)" not in hint.text()


def test_a_false_candidate_is_no_hint(monkeypatch):
    monkeypatch.setattr(repairs, "other_relations", lambda r: iter([Mended("", Eq(H(X), H(Y)))]))
    found = hints(statement(Le(H(X), H(X | Y))), (), SECONDS)
    assert all("H(X) = H(Y)" not in h.says for h in found)


def test_still_wrong_under_the_missing_hypothesis_is_said_with_values():
    step = statement(Eq(KL(p, q), KL(q, p)), (p << q,))
    assert step.verdict == "ill-posed"
    first, *_ = hints(step, (p << q,), SECONDS)
    assert first.backing == "refuted"
    assert "q ≪ p it makes sense, and is wrong:" in first.says
    assert "left side = " in first.says


def test_a_candidate_that_contradicts_the_hypotheses_is_no_hint():
    given = (Le(H(X), H(Y) - 1),)
    for h in hints(statement(Eq(H(X), H(Y)), given), given, SECONDS):
        assert "p(x) = q(x)" not in h.says


def test_no_time_no_hints():
    assert hints(statement(Eq(H(X), H(Y))), (), 0.0) == []


def test_nothing_to_repair_in_what_is_proved_or_open():
    assert hints(statement(Le(0, H(X))), (), SECONDS) == []
