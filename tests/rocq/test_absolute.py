"""|e| in exported statements: told where all that is known of the sign is what makes it one."""

import copy
import json

import pytest

from derive.store.sealed import seal
from rocq import absolute
from rocq.export import exported
from tests.recheck.build import of_script

PINSKER = json.loads(of_script("pinsker")["pinsker"])


def statement(data):
    data = {k: v for k, v in data.items() if k != "seal"}
    said = exported(json.dumps({**data, "seal": seal(data)}))
    said = said.split("Theorem ")[1].split(" : ", 1)[1].split(".\nProof.")[0]
    return " ".join(said.split())


def changed(change):
    data = copy.deepcopy(PINSKER)
    change(data["certificate"]["theorems"][-1])
    return data


def test_pinsker_reads_as_in_a_textbook():
    assert statement(PINSKER) == (
        "forall (X : nat) (p q : nat -> R), is_law X p -> is_law X q ->"
        " (forall x, (x < X)%nat -> p x <> 0 -> q x <> 0) ->"
        " (KL X p q >= (∑ x < X, Rabs (p x - q x)) ^ 2 / 2) /\\"
        " ((KL X p q = (∑ x < X, Rabs (p x - q x)) ^ 2 / 2) <->"
        " (forall x, (x < X)%nat -> p x = q x))"
    )


def test_over_two_alphabets():
    said = statement(json.loads(of_script("pinsker")["information"]))
    apart = "Rabs (r x y - (∑ y < Y, r x y) * (∑ x < X, r x y))"
    assert f"(∑ x < X, ∑ y < Y, {apart}) ^ 2 / 2" in said and "sign" not in said


def hypotheses(row):
    return row["context"][4]


def quantities(row):
    return row["context"][2]


def fewer_facts(row):
    hypotheses(row).pop()


def other_fact(row):
    """s·e ≥ 0 as s·e = 0."""
    hypotheses(row)[1][2] = "="


def no_number_between(row):
    quantities(row)[1][2][2] = "real"


def one_fact_more(row):
    hypotheses(row).append(["Hypothesis", "more", ">=", quantity(row)])


def stands_alone(row):
    """The number itself in the statement, beside |e|."""
    row["statement"][1] = ["Add", ["tuple", row["statement"][1], quantity(row)]]


def quantity(row):
    return hypotheses(row)[1][3][1][1]


CHANGES = fewer_facts, other_fact, no_number_between, one_fact_more, stands_alone


@pytest.mark.parametrize("change", CHANGES)
def test_otherwise_the_number_is_told(change):
    said = statement(changed(change))
    assert "Rabs" not in said and "sign_" in said.partition(",")[0]


def test_another_e_is_no_absolute_value():
    """(2s − 1)·e is |e| for the e of s alone."""
    (row,) = PINSKER["certificate"]["theorems"][-1:]
    known = absolute.signs(row["context"])
    (s,) = known.values()
    twice = ["Add", ["tuple", *_twice_minus_one(quantity(row))]]
    right = ["Mul", ["tuple", twice, s.of]]
    wrong = ["Mul", ["tuple", twice, ["Add", ["tuple", s.of, s.of]]]]
    assert absolute.told(right, known)[0] == "Abs"
    assert absolute.told(wrong, known) == wrong


def _twice_minus_one(s):
    two, minus_one = ["Const", ["Fraction", 2, 1]], ["Const", ["Fraction", -1, 1]]
    return ["Mul", ["tuple", two, s]], minus_one
