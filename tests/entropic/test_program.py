"""What HiGHS is told, and that it writes nothing."""

import json
import subprocess
import sys

import highspy
import pytest

from derive import prove
from derive.entropic import program
from derive.language.names import DeriveError


def test_nothing_but_the_verdict_is_written():
    """HiGHS 1.16.0 writes a line of its own to standard output unless silenced from the start."""
    command = [sys.executable, "-m", "derive", "prove", "I(X;Z) <= I(X;Y)", "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [v["verdict"] for v in json.loads(ran.stdout)] == ["refuted"]
    assert ran.stderr == ""


def test_an_option_that_a_release_does_not_know_is_said(monkeypatch):
    monkeypatch.setitem(program._OPTIONS, "option_of_another_release", 1)
    with pytest.raises(DeriveError, match=r"HiGHS \d.* has no option option_of_another_release"):
        prove("I(X;Z) <= I(X;Y)", given=["X -> Y -> Z"])


@pytest.mark.parametrize("name", ["primal_feasibility_tolerance", "dual_feasibility_tolerance"])
def test_a_coarse_answer_proves_and_refutes_nothing_false(monkeypatch, name):
    """Tolerances under which HiGHS takes nearly anything for an optimum: exact sums decide."""
    monkeypatch.setitem(program._OPTIONS, name, 0.1)
    told = {
        "I(X;Z) <= 99/100 I(X;Y)": "X -> Y -> Z",
        "H(X,Y,Z) <= 999/1000 (H(X) + H(Y) + H(Z))": "",
        "2 H(X,Y,Z) <= H(X,Y) + H(Y,Z) + 999/1000 H(X,Z)": "",
    }
    for statement, given in told.items():
        assert prove(statement, given=[given] if given else []).word != "proved"
    for statement in ("2 H(X,Y,Z) <= H(X,Y) + H(Y,Z) + H(X,Z)", "I(X;Y|Z) <= H(X|Z)"):
        assert prove(statement).word in ("proved", "open")


def test_every_option_set_is_the_one_in_force():
    solver = program._silent(highspy)
    for name in program._OPTIONS:
        assert solver.getOptionValue(name)[0] == highspy.HighsStatus.kOk
