"""Answers in notebooks, marked from outside."""

import json

import pytest

from derive import KL, Distribution, H, I, Law, Le, alphabets
from derive.language.names import DeriveError
from derive.teaching import grade_notebook, read_notebook

x, y = alphabets("x y")
X, Y = Law("r", x, y).variables
TARGET = Le(H(X | Y), H(X))
SETUP = "from derive import *\nx, y = alphabets('x y')\nX, Y = Law('r', x, y).variables"
RIGHT = "answer = [H(X | Y), '=', H(X) - I(X, Y), '<=', H(X)]"


def notebook(tmp_path, *cells):
    made = [{"cell_type": "code", "source": c} for c in (SETUP, *cells)]
    path = tmp_path / "anna.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": made}), encoding="utf-8")
    return path


def marks(path, **options):
    return grade_notebook(path, "answer", TARGET, route=[H(X) - I(X, Y)], **options)


@pytest.mark.parametrize(
    ("cells", "score"),
    [
        ([RIGHT], "1"),
        ([["answer = [H(X | Y), '=',\n", "  H(X) - I(X, Y), '<=', H(X)]"]], "1"),
        (["%matplotlib inline\n!ls\nprint?\n" + RIGHT, "%%time\nanswer = 1"], "1"),
        (["raise ValueError", RIGHT, "1 +", "undefined"], "1"),
        ([RIGHT, "grade = None; answer = [H(X | Y), '<=', H(X)]"], "1/2"),
        (["@theorem('mine')\ndef answer(proof):\n    proof.claim(H(X | Y) <= H(X))"], "1/2"),
    ],
    ids=["right", "lines", "IPython", "errors", "the last answer", "a derivation"],
)
def test_scores(tmp_path, cells, score):
    found = marks(notebook(tmp_path, *cells))
    assert (found["exact"], found["problem"]) == (score, None)


DIVERGENCE = "p, q = Distribution('p', x), Distribution('q', x)\n"
OF_LINES = (
    "[-KL(p, q), ('=', 'ln 1/t = -ln t'), Sum(p(x) * log(q(x) / p(x)), x),"
    " ('<=', log_bound), Sum(p(x) * (q(x) / p(x) - 1), x), '<=', 0]"
)
DERIVED = """
@theorem("Gibbs", given=[{given}])
def answer(proof):
    proof.start(-KL(p, q)).eq(Sum(p(x) * log(q(x) / p(x)), x))
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound).le(0)
    proof.claim(KL(p, q) >= 0)
"""


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        (f"answer = {OF_LINES}", "1"),
        (DERIVED.format(given="p << q"), "1"),
        (DERIVED.format(given=""), "3/4"),
    ],
    ids=["lines have no place for hypotheses", "stated", "not stated"],
)
def test_hypotheses(tmp_path, cell, score):
    p, q = Distribution("p", x), Distribution("q", x)
    path = notebook(tmp_path, DIVERGENCE + cell)
    made = grade_notebook(path, "answer", KL(p, q) >= 0, given=[p << q])
    assert (made["exact"], made["problem"]) == (score, None)


FORGERIES = {
    "grade": "import derive.teaching.submissions as s\ns.grade = lambda *a, **o: {'score': 1}",
    "the kernel": "import derive.derivation.checking as c\nc.check = lambda *a, **o: None",
    "JSON": "print('{\"score\": 1.0}')",
    "end": "import os\nos._exit(0)",
    "exit": "raise SystemExit(0)",
    "hang": "while True: pass",
}


@pytest.mark.parametrize("cell", FORGERIES.values(), ids=FORGERIES)
def test_forgeries(tmp_path, cell):
    wrong = "answer = [H(X | Y), '=', H(X)]"
    assert marks(notebook(tmp_path, wrong, cell), seconds=15)["score"] < 0.5


def test_an_answer_that_is_not_there(tmp_path):
    path = notebook(tmp_path, "raise NotImplementedError()")
    why = f"{path}: answer is not defined (cell 2: NotImplementedError)."
    assert marks(path)["problem"] == why


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": 1}', '{"cells": [1]}', "[" * 10**5])
def test_what_is_no_notebook(tmp_path, text):
    path = tmp_path / "anna.ipynb"
    path.write_text(text)
    assert f"{path}: no notebook" in marks(path)["problem"]


def test_relations_and_mistakes_of_the_teacher(tmp_path):
    path = notebook(tmp_path, "answer = Eq(H(X, Y), H(X))")
    read = read_notebook(path, ["answer"])
    assert str(read.derivation("answer").claim().relation) == "H(X,Y) = H(X)"
    with pytest.raises(DeriveError, match="no such file"):
        marks(tmp_path / "nobody.ipynb")
    with pytest.raises(DeriveError, match="answers: got 'a b'"):
        read_notebook(path, ["a b"])
