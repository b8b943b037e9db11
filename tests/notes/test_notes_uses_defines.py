"""Definitions behind a verb: “smoothing uses w_k = …”."""

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

FLAT = r"\sum_{k=1}^n w_k \log s_k = (1-a) \sum_{k=1}^n v_k \log s_k + a \sum_{k=1}^n \log s_k"


def last(words, relation):
    text = f"Let $0 \\le a \\le 1$. {words} $w_k = (1-a) v_k + a$, so\n\n$$ {relation} $$"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


def test_what_a_method_uses_is_what_it_says():
    for words in ("Smoothing uses", "The method defines", "One introduces"):
        assert last(words, FLAT).verdict in ("proved", "proved if")


def test_it_is_used_where_it_makes_a_relation_false_too():
    step = last("Smoothing uses", FLAT.replace(" + a", " - a"))
    assert step.verdict in ("refuted", "refuted unless")
    assert not any("w" in line.split("=")[0] for line in step.counterexample)


def test_an_equation_without_such_a_verb_defines_nothing():
    assert last("Nobody believes that", FLAT).verdict not in ("proved", "proved if")
