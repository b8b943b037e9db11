"""A name that the text calls two things in one section: said, and the run fails."""

from derive.notes.check import check_notes
from derive.notes.faces.counting import counts
from derive.notes.faces.data import document
from derive.notes.settings import NOTHING

LAW = "Let $r$ be a distribution.\n\n"
NUMBER = "Here $r$ is a real number.\n\n"
SHOWN = "$$ H(X) \\ge 0 $$\n\n"


def told(text):
    return check_notes("t.md", None, text=text, notation=NOTHING)


def test_two_things_in_one_section():
    found = told(f"# A\n\n{LAW}{SHOWN}{NUMBER}{SHOWN}")
    (line,) = found.contradictions
    assert line == "r is a law in line 3, and a number in line 7, which is in the same section"
    assert counts([document(found)]).fails()


def test_two_things_in_two_sections():
    found = told(f"# A\n\n{LAW}{SHOWN}# B\n\n{NUMBER}{SHOWN}")
    assert found.contradictions == ()
    assert not counts([document(found)]).fails()


def test_one_thing_said_twice():
    assert told(f"# A\n\n{LAW}{SHOWN}{LAW}{SHOWN}").contradictions == ()


def test_a_parameter_is_a_number():
    law = "Let $X$ be a Bernoulli random variable with parameter $p$.\n\n"
    found = told(law + r"$$ H(X) = -p \log p - (1-p) \log(1-p) $$")
    assert found.contradictions == ()
    assert not counts([document(found)]).fails()
