"""What was read has the number that its TeX has, by an evaluator that shares nothing with the
reader: on the corpus, on formulas printed of random statements; and it would notice.
"""

import random
from collections import Counter

from derive.notes.steps import Elaborated
from tests.notes.evaluated import differences, of_documents, of_statements, readings
from trials.notes.corpus import CORPUS


def tally(found):
    counts = Counter()
    for how, why in found:
        assert how != "differs", why
        counts[how] += 1
    return counts


def test_the_corpus_has_the_numbers_of_its_tex():
    assert tally(of_documents(CORPUS))["same"] >= 400


def test_random_statements_have_the_numbers_of_their_tex():
    assert tally(of_statements(60, seed=3))["same"] >= 80


def swapped(step: Elaborated, text: str) -> str:
    return differences(step, step.lhs, text, random.Random(2))[0]


def test_a_misreading_would_differ():
    said = "<!-- derive: p is a distribution on x, y; W(y \\mid x) is a distribution -->\n\n"
    for right, wrong in (
        (r"p(y | x) W(y | x)", r"p(x | y) W(y | x)"),
        (r"\log(p(x) / p(y))", r"\log(p(x)) / p(y)"),
        (r"\sum_x p(x, y) + 1", r"\sum_x (p(x, y) + 1)"),
        (r"H(X | Y)", r"H(Y | X)"),
        (r"2 p(x)", r"p(x)^2"),
    ):
        ((step, *_),) = readings(f"{said}$${right} = 1$$\n")
        assert swapped(step, right) == "same"
        assert swapped(step, wrong) == "differs"
