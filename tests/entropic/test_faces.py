"""A verdict of prove printed, as an array, as data, as LaTeX, and as the law of a figure."""

import json
from fractions import Fraction

import numpy as np
import pytest

from derive import DeriveError, H, I, Law, Markov, alphabets, prove
from derive.figures import information
from derive.render import entropic

x, y, z = alphabets("x y z")
X, Y, Z = Law("r", x, y, z).variables


def test_printing_shows_the_proof(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = str(prove("I(X;Z) <= I(X;Y)", given="X -> Y -> Z"))
    for part in ("given X → Y → Z", "= I(X;Y|Z) - I(X;Z|Y)", "with equality iff X → Z → Y"):
        assert part in shown
    shown = str(prove(I(X, Z) <= I(X, Y), given=[Markov(X, Y, Z)]))
    assert "= I(X;Y|Z) - I(X;Z|Y)" in shown
    shown = str(prove("I(X;Y|Z) <= I(X;Y)"))
    assert "probability" in shown and shown.count("1/4") == 4
    assert repr(prove("H(X) >= 0")) == "<H(X) ≥ 0: proved>"


def test_the_counterexample_is_an_array_with_axes():
    verdict = prove("I(X;Y|Z) <= I(X;Y)")
    assert verdict.axes == ("X", "Y", "Z")
    table = verdict.array()
    assert table.shape == (2, 2, 2) and table.sum() == 1
    assert set(np.unique(table)) == {0.0, 0.25}
    exact = verdict.array(exact=True)
    assert exact.sum() == 1 and exact[0, 0, 0] == Fraction(1, 4)
    with pytest.raises(DeriveError, match="no counterexample"):
        prove("H(X) >= 0").array()


def test_the_axes_are_the_random_variables_in_order():
    verdict = prove("R + H(X10) <= log|X2| + H(X2,X10)", given="R <= 1")
    assert verdict.axes == ("X2", "X10") and verdict.array().ndim == 2
    verdict = prove(H(Z) <= H(X))
    assert verdict.axes == ("X", "Y", "Z")
    where_z = verdict.array().sum(axis=(0, 1))
    assert len(where_z) > 1 and verdict.array().sum(axis=(1, 2)).size == 1


def test_data_and_latex_are_those_of_the_command():
    verdict = prove("R1 + R2 >= H(A,Y)", ["R1 >= H(A|Y)", "R2 >= H(Y|A)"])
    assert verdict.to_json() == entropic.data(verdict)
    assert json.loads(json.dumps(verdict.to_json()))["counterexample"]["variables"] == ["A", "Y"]
    assert verdict.to_json()["counterexample"]["numbers"] == {"R1": "0 bits", "R2": "0 bits"}
    assert verdict.to_latex() == entropic.latex(verdict)
    assert r"for all $R_{1}, R_{2} \ge 0$" in verdict.to_latex()
    assert "A & Y &" in verdict.to_latex() and r"\Pr" in verdict.to_latex()


def test_a_variable_named_a_stays_in_mathematics():
    given = ["A -> B -> C", "func(A; B)", "A ⊥ D | B", "H(A) >= 1"]
    shown = prove("I(A;C) <= I(B;C)", given).to_latex()
    assert r"$A \to B \to C$" in shown and r"$A \perp D \mid B$" in shown
    assert r"$A$ a function of $B$" in shown and r"$H(A) \ge 1$" in shown
    outside = "".join(shown.replace(r"\[", "$").replace(r"\]", "$").split("$")[::2])
    assert " A " not in outside.split(r"\begin{align*}")[0]


def test_a_figure_reads_what_prove_writes():
    data = [prove("I(A;B|C) <= I(A;B)").to_json()]
    law = information.read(json.dumps(data))
    assert law.names == ("A", "B", "C") and law[0][0][0] == "1/4"
    values = {r.name: r.value.decimal for r in information.regions(law).values()}
    assert values["I(A;B;C)"] == "-1" and values["I(A;B|C)"] == "1"
    assert "I(A;B|C) = 1" in information.describe(law)
    one = information.read(json.dumps(prove("H(A) <= H(B)").to_json()))
    assert one.names == ("A", "B") and len(one[0]) == 1


def verdicts(*texts):
    return json.dumps([prove(t).to_json() for t in texts])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (verdicts("H(A) <= H(A,B)"), "0 counterexamples in 1 verdicts"),
        (verdicts("H(A) <= H(B)", "H(B) <= H(A)"), "2 counterexamples in 2 verdicts"),
        (verdicts("H(A,B,C,D) <= H(B,C,D)"), "expected 2 or 3 variables"),
        (verdicts("H(A) <= 1"), "expected 2 or 3 variables"),
        ('[{"counterexample": {"variables": ["A", "B"]}}]', "not what derive prove"),
        ("[1, 2", "not JSON"),
    ],
)
def test_a_figure_says_what_it_cannot_read(text, said):
    with pytest.raises(DeriveError, match=said):
        information.read(text)
