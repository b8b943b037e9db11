"""Entropies and informations at an event, to a base that is a parameter."""

import pytest

from derive.language.printing import alone
from derive.language.reading import read
from derive.language.written import Writer
from derive.render.python import Source
from tests.events.said import *

b = Positive("b")
other = Law("v", x, y)
entropy = H(X | Eq(Y, y), base=b)
information = I(X, Y | in_a, base=b)


def test_it_is_that_in_nats_over_the_logarithm_of_the_base():
    assert verdict(Eq(entropy * log(b), H(X | Eq(Y, y))), [Gt(b, 1)]) == "proved"
    assert verdict(Eq(information, I(X, Y | in_a) / log(b)), [Gt(b, 1)]) == "proved"
    assert verdict(entropy >= 0, [Gt(b, 1)]) == "proved"


def test_a_base_below_1_turns_it_round():
    assert verdict(entropy >= 0, [Lt(b, 1)]) == "refuted"
    assert verdict(entropy <= 0, [Lt(b, 1)]) != "refuted"


def test_no_base_is_1():
    assert verdict(entropy >= 0) == "ill-posed"


def test_the_base_stands_before_the_law():
    assert (text(entropy), latex(entropy)) == ("H_b(X|Y=y)", r"H_{b}(X \mid Y = y)")
    with alone([entropy, H(other.variables[0])]):
        assert (text(entropy), latex(entropy)) == ("H_{b,r}(X|Y=y)", r"H_{b,r}(X \mid Y = y)")
        assert text(H(X | Eq(Y, y), base=2)) == "H₂_r(X|Y=y)"


@pytest.mark.parametrize("e", [entropy, information, H(X | Eq(Y, y), base=2), H(X | in_a)], ids=str)
def test_it_is_written_and_read_again(e):
    writer = Writer()
    row = writer.number(e)
    writer.check()
    assert read(writer.rows)[row] == e
    assert Source().text(e).endswith(("base=b)", "base=2)", "A))"))


@pytest.mark.parametrize("base", [1, True, 2.0, Real("c"), Rational(5, 2)], ids=str)
def test_what_is_no_base(base):
    with pytest.raises(DeriveError, match=r"base: got .* expected None \(nats\), an integer"):
        H(X | Eq(Y, y), base=base)
