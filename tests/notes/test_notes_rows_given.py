"""A law of a row given something else, beside one of a letter: they are told apart."""

from tests.notes.verdicts import one


def test_a_row_given_x_is_no_letter_given_x():
    found = one("", r"q(z|x) = \prod_{i=1}^N q(z_i|x)")
    assert found.verdict == "unread" and "name them apart" in found.why
    assert one("", r"q(z|x) = \prod_{i=1}^N q(z_i|y)").verdict != "proved"
