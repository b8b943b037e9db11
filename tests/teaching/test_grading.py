"""Marks: any valid way earns all, a wrong one never does, and nothing is executed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive import KL, Derivation, Distribution, Eq, H, I, Law, Le, alphabets, log
from derive.language.names import DeriveError
from derive.teaching import grade, grade_script

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
TARGET = Le(H(X | Y), H(X))
LINES = [  # equal ones, as D = H(X|Y)
    H(X | Y),
    H(X) - I(X, Y),
    H(X, Y) - H(Y),
    H(X) + H(Y | X) - H(Y),
    H(X | Y) + H(X) - H(X),
]


def marks(chain, target=TARGET, **options):
    made = grade(chain, target, hint_seconds=0.1, **options)
    assert json.loads(json.dumps(made)) == made
    assert 0 <= made["score"] <= 1
    return made


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(LINES[1:4]), max_size=3))
def test_any_way_counts(between):
    chain = [H(X | Y)]
    for line in between:
        chain += ["=", line]
    made = marks([*chain, "<=", H(X)])
    assert made["correct"]
    assert made["exact"] == "1"


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 3), st.sampled_from([-1, 2, 3]))
def test_one_wrong_line_is_never_correct(at, factor):
    lines = [*LINES[:4], H(X)]
    lines[at] = factor * lines[at]
    signs = ["="] * 3 + ["<="]
    chain = [lines[0]]
    for sign, line in zip(signs, lines[1:], strict=True):
        chain += [sign, line]
    made = marks(chain)
    assert not made["correct"]
    assert not made["target_reached"]
    assert made["score"] < 0.5
    wrong = [s for s in made["steps"] if s["verdict"] == "refuted"]
    assert wrong
    assert all(s["credit"] == 0 and "is wrong" in s["message"]["text"] for s in wrong)


def test_the_claim_may_be_shown_the_other_way_round():
    assert marks([0, "<=", H(X) - H(X | Y)])["correct"]
    assert marks([-KL(p, q), "<=", 0], KL(p, q) >= 0, given=[p << q])["correct"]


def test_credit_for_each_step():
    made = marks([H(X | Y), "=", H(X) - I(X, Y), "=", H(X)])
    assert [s["credit"] for s in made["steps"]] == [1, 0]
    assert (made["exact"], made["target_reached"]) == ("1/4", False)
    assert marks([H(X | Y), "=", H(X) - I(X, Y), "=", H(X)], steps_share=1)["exact"] == "1/2"


def test_repeating_a_line_earns_nothing():
    made = marks([H(X | Y), "=", H(X | Y), "=", H(X | Y), "=", H(X) + 1])
    assert made["score"] == 0
    assert [s["counts"] for s in made["steps"]] == [False, False, True]


def test_true_steps_about_something_else_earn_nothing():
    made = marks([H(Y), "=", H(X, Y) - H(X | Y), "<=", H(Y) + H(p)])
    assert made["score"] == 0
    assert made["steps"][0]["verdict"] == "proved"
    assert "neither begins nor ends" in made["target_message"]


def test_a_route_may_be_asked_for():
    way = [H(X) - I(X, Y)]
    short = marks([H(X | Y), "<=", H(X)], route=way)
    assert (short["exact"], short["target_reached"]) == ("1/2", True)
    assert [line["passed"] for line in short["route"]] == [False]
    assert marks([H(X | Y), "=", H(X) - I(X, Y), "<=", H(X)], route=way)["correct"]
    both = [H(X, Y) - H(Y), H(X) - I(X, Y)]
    chain = [H(X | Y), "=", H(X) - I(X, Y), "=", H(X, Y) - H(Y), "<=", H(X)]
    assert [line["passed"] for line in marks(chain, route=both)["route"]] == [True, False]


def test_hypotheses_are_the_teachers():
    student = Derivation(lambda proof: proof.claim(KL(p, q) >= 0), "t", [p << q])
    made = marks(student, KL(p, q) >= 0)
    assert not made["correct"]
    assert made["steps"][0]["verdict"] == "ill-posed"
    assert marks(student, KL(p, q) >= 0, given=[p << q])["correct"]


def test_what_is_said_to_be_false_is_no_proof():
    student = Derivation(lambda proof: proof.claim(H(X) >= 0), "t", [], "refuted")
    assert "said to be refuted" in marks(student, H(X) >= 0)["problem"]


@pytest.mark.parametrize(
    "chain",
    [
        "__import__('os').system('false')",
        ["__import__('os')", "=", 1],
        [H(X), "exec", H(X)],
        [],
        None,
        [True],
        [H(X) <= 0.5],
        [Eq(H(X), 0), Eq(H(Y), 0)],
        Derivation(lambda proof: 1 / 0, "t", []),
        Derivation(lambda proof: exit(0), "t", []),
        [H(X), *("=", H(X)) * 300],
    ],
)
def test_what_cannot_be_read_earns_nothing_and_says_why(chain):
    made = marks(chain)
    assert made["score"] == 0
    assert made["problem"]
    assert made["steps"] == []


@pytest.mark.parametrize(
    "mistake",
    [
        {"target": "H(X) >= 0"},
        {"given": p << q},
        {"route": ["H(X)"]},
        {"steps_share": 2},
        {"steps_share": "half"},
    ],
)
def test_a_mistake_of_the_teacher_is_an_error(mistake):
    with pytest.raises(DeriveError):
        grade([H(X | Y), "<=", H(X)], **{"target": TARGET, **mistake})


SCRIPT = """
from derive import *
x, y = alphabets("x y")
X, Y = Law("r", x, y).variables

@theorem("t")
def mine(proof):
    proof.start(H(X | Y))
    proof.le(H(X))
"""


def test_a_script_is_marked_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "anna.py"
    path.write_text(SCRIPT)
    assert grade_script(path, TARGET, hint_seconds=0.1)["correct"]
    path.write_text("import os\nos._exit(3)\n")
    assert "exit status 3" in grade_script(path, TARGET)["problem"]
    path.write_text("while True: pass\n")
    assert "not finished within 3 s" in grade_script(path, TARGET, seconds=3)["problem"]
    with pytest.raises(DeriveError):
        grade_script(path, "H(X)")


def test_log_of_the_target_prints_in_notes(tmp_path):
    made = marks([H(p), "<=", log(x.size)], Le(H(p), log(x.size)))
    assert made["target"]["text"] == "H(p) ≤ ln(|X|)"
