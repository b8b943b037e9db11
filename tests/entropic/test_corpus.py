"""True statements are proved by the kernel, false ones refuted by an exact distribution."""

from fractions import Fraction

import pytest

from derive.entropic.parse import parse_file
from derive.entropic.prove import decide
from derive.entropic.steps import account
from derive.entropic.sums import combination
from derive.kernel.certificates import TANGENT_AXIOM
from derive.render import entropic
from derive.store import dumps, loads
from tests.entropic.corpus import FALSE, TRUE


def statements(text):
    return [pytest.param(p, id=line) for _, line, p in parse_file(text)]


def test_there_are_enough():
    assert len(statements(TRUE)) + len(statements(FALSE)) >= 150
    assert all(not isinstance(p.values[0], str) for p in statements(TRUE) + statements(FALSE))


@pytest.mark.parametrize("problem", statements(TRUE))
def test_true_ones_are_proved(problem):
    verdict = decide(problem)
    assert verdict.word == "proved", verdict
    assert verdict.theorem.is_proved
    assert verdict.theorem.rests.axioms <= {TANGENT_AXIOM}
    for half in verdict.halves:
        check_sum(account(problem, half))
    assert entropic.text(verdict) and entropic.latex(verdict) and entropic.data(verdict)


def check_sum(a):
    """target = Σ parts − Σ zeros + Σ relations + slack, in exact arithmetic of its own."""
    total = combination(
        [
            *((w, p.value()) for p, w in a.parts.items()),
            *((-w, p.value()) for p, w in a.zeros.items()),
            *((w, e) for _, e, w, _ in a.relations),
        ]
    )
    assert not (total + a.slack - a.target)
    assert all(w > 0 for w in a.parts.values())
    assert all(w > 0 or equation for _, _, w, equation in a.relations)
    assert not a.slack.terms and a.slack.constant >= 0


@pytest.mark.parametrize("problem", statements(FALSE))
def test_false_ones_are_refuted(problem):
    verdict = decide(problem)
    assert verdict.word == "refuted", verdict
    joint = verdict.counterexample
    assert sum(joint.weights) == 1 and all(isinstance(w, Fraction) and w > 0 for w in joint.weights)
    assert all(joint.meets(c) for c in problem.conditions)
    sign = joint.sign(problem.gap())
    assert sign != 0 if problem.rel == "=" else sign < 0
    assert entropic.text(verdict) and entropic.latex(verdict) and entropic.data(verdict)


@pytest.mark.parametrize("problem", statements(TRUE)[40:70:3])
def test_certificates_are_stored_and_checked_again(problem):
    made = decide(problem).theorem
    assert repr(loads(dumps(made))) == repr(made)
