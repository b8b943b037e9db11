"""A verdict as the reason of a step: its theorem for the derivation's law, under its hypotheses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from derive import (
    DeriveError,
    Eq,
    H,
    I,
    Independent,
    Law,
    Le,
    Markov,
    Nonnegative,
    Positive,
    alphabets,
    check,
    log,
    prove,
)  # fmt: skip
from derive.derivation.derivation import theorem

x, y, z, w = alphabets("x y z w")
r = Law("r", x, y, z, w)
X, Y, Z, W = r.variables
R = Positive("R")
ROOT = Path(__file__).parents[2]


def step(lhs, rhs, reason, given=()):
    """The report on the one step lhs ≤ rhs."""

    @theorem("one step", given=list(given))
    def one(proof):
        proof.start(lhs).le(rhs, reason)

    return check(one).steps[0]


DPI = prove("I(X;Z) <= I(X;Y)", given="X -> Y -> Z")
RATE = prove("H(X) <= R", given="H(X,Y) <= R")
APART = prove("H(X)+H(Y) <= H(X,Y)", given="X ⊥ Y")
BITS = prove("H(X,Y) <= 2", given=["H(X) <= 1", "H(Y) <= 1"])


@pytest.mark.parametrize(
    ("lhs", "rhs", "reason", "given"),
    [
        (I(X, Z), I(X, Y), DPI, [Markov(X, Y, Z)]),
        (I(X, Z), I(X, Y), DPI, [Markov(Z, Y, X)]),
        (I(X, Z), I(X, Y), DPI, [Markov(X, Y, (Z, W))]),  # it follows
        (I(X, Z, base=2), I(X, Y, base=2), DPI, [Markov(X, Y, Z)]),
        (2 * I(X, Z) + H(W), 2 * I(X, Y) + H(W), DPI, [Markov(X, Y, Z)]),
        (I(X, Z), I(X, (Y, W)), DPI.on(X=X, Y=(Y, W), Z=Z), [Markov(X, (Y, W), Z)]),
        (I(Y, W), I(Y, Z), DPI.on(X=Y, Y=Z, Z=W), [Markov(Y, Z, W)]),
        (I(X, Z), I(X, Y), DPI.on(r), [Markov(X, Y, Z)]),
        (I(X, Z), I(X, Y), prove(I(X, Z) <= I(X, Y), [Markov(X, Y, Z)]), [Markov(X, Y, Z)]),
        (H(X), R, RATE, [H(X, Y) <= R]),
        (H(X, base=2), R, RATE, [H(X, Y, base=2) <= R]),
        (H(X), R, prove(H(X) <= R, [H(X, Y) <= R]), [H(X, Y) <= R]),
        (H(X, Y, base=2), 2, BITS, [H(X, base=2) <= 1, H(Y, base=2) <= 1]),
        (H(X, Y, base=2), 2, BITS, [2 * H(X, base=2) <= 2, Le(H(Y), log(2))]),
        (H(Y), H(X), prove("H(Y) <= H(X)", given="func(Y; X)"), [Eq(H(Y | X), 0)]),
        (H(X) + H(Y), H(X, Y), APART, [Independent(X, (Y, Z))]),
        (H(X), log(x.size), prove("H(X) <= log|X|"), []),
        (H(X, Y), log(x.size) + log(y.size), prove("H(X) <= log|X|").on(X=(X, Y)), []),
        (H(X), log(3), prove("H(X) <= log 3", given="H(X) <= 1"), [H(X, base=2) <= 1]),
    ],
)  # fmt: skip
def test_a_proved_statement_is_a_reason(lhs, rhs, reason, given):
    found = step(lhs, rhs, reason, given)
    assert found.verdict == "proved", (found.verdict, found.note)
    assert "≤" in found.reason and found.theorem.is_proved


@pytest.mark.parametrize(
    ("lhs", "rhs", "reason", "given", "said"),
    [
        (I(X, Z), I(X, Y), DPI, [], "not shown to hold here"),
        (I(X, Z), I(X, Y), DPI, [Markov(X, Z, Y)], "not shown to hold here"),
        (H(X), R, RATE, [H(X) <= R], "not shown to hold here"),
        (H(X, Y), 2, BITS, [H(X) <= 1, H(Y) <= 1], "not shown to hold here"),
        (I(X, Y), I(X, Z), prove("I(X;Y|Z) <= I(X;Y)"), [], "is refuted, not proved"),
        (H(X), H(Y), prove("H(X) <= H(Y)", ["H(X) >= 2", "H(X) <= 1"]), [], "is inconsistent"),
        (I(X, Y), H(X), prove("I(A;B) <= H(A)"), [], "no law here has the variables A, B"),
        (H(X), H(X) + Nonnegative("S"), RATE, [], "no quantity R occurs here"),
    ],
)
def test_what_does_not_hold_here_is_no_reason(lhs, rhs, reason, given, said):
    found = step(lhs, rhs, reason, given)
    assert found.verdict == "error" and said in found.note


def test_a_reason_proves_no_more_than_it_says():
    found = step(I(X, Y), H(X) - 1, prove("I(X;Y) <= H(X)"))
    assert found.verdict == "refuted"
    found = step(I(X, Y), H(Y), prove("I(X;Y) <= H(X)"))
    assert found.verdict == "open" and "not from this reason alone" in found.note


def test_two_laws_with_these_variables_are_asked_about():
    other = Law("s", x, y)
    left = I(X, Y) + I(*other.variables)
    found = step(left, left + H(X), prove("I(X;Y) >= 0"))
    assert found.verdict == "error" and "r, s here has the variables X, Y" in found.note
    assert step(left, left + H(X), prove("H(X) >= 0").on(r)).verdict == "proved"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ({"X": X, "Y": Y}, "no variable for Z"),
        ({"X": X, "Y": Y, "Q": Z}, "the statement's variables are X, Y, Z"),
        ({"X": X, "Y": X, "Z": Z}, "different variables of one law"),
        ({"X": "X", "Y": Y, "Z": Z}, "expected a random variable"),
        ({"X": (), "Y": Y, "Z": Z}, "expected a random variable"),
    ],
)
def test_on_takes_a_variable_for_every_name(on, said):
    with pytest.raises(DeriveError, match=said):
        DPI.on(**on)


SCRIPT = """
from derive import *
x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables
@theorem("Less is left", given=[Markov(X, Y, Z)])
def less(proof):
    proof.start(I(X, Z)).le(I(X, Y), prove("I(X;Z) <= I(X;Y)", given="X -> Y -> Z"))
    proof.le(H(X), prove("I(X;Y) <= H(X)"))
"""


def test_certificates_of_such_derivations_are_checked_by_the_second_checker(tmp_path):
    script = tmp_path / "less.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-m", "derive", "check", str(script), "--json", "--certificates"]
    done = subprocess.run([*command, str(tmp_path / "c")], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["derivations"][0]["verdict"] == "proved"
    again = [sys.executable, "-m", "recheck", str(tmp_path / "c")]
    done = subprocess.run(again, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0 and "1" in done.stdout, done.stdout + done.stderr
