"""XY beside X and Y: one variable, or two? The program asks, and takes an answer."""

import pytest

from derive import DeriveError, prove
from derive.entropic.parse import ParseError, parse, parse_file

ASKED = {
    "H(XY) <= H(X) + H(Y)": ("XY: one variable, or X,Y? Write H(X,Y), or --variables XY.", 2),
    "H(X) + H(Y) >= H(XY)": ("X,Y?", 17),
    "H(YX) <= H(X) + H(Y)": ("Y,X?", 2),
    "H(X) <= 1 given X -> Y -> XY": ("X,Y?", 26),
    "H(X1X2) <= H(X1) + H(X2)": ("X1,X2?", 2),
    "H(X12) <= H(X1) + H(X2)": ("X1,X2?", 2),
    "2 H(X123) <= H(X12) + H(X13) + H(X23) given indep(X1,X2,X3)": ("X1,X2,X3?", 4),
    "H(XYZ) + H(Y) <= H(XY) + H(YZ)": ("X,Y", 2),
    "H(XYZ) <= H(XY) + H(XYZ)": ("X,Y,Z?", 2),
    "H(12) <= H(1) + H(2)": ("1,2?", 2),
    "H(AB') <= H(A) + H(B')": ("A,B'?", 2),
    "H(xy) <= H(x) + H(y)": ("x,y?", 2),
    "H(KeyMsg) <= H(Key) + H(Msg)": ("Key,Msg?", 2),
}


@pytest.mark.parametrize("text", ASKED)
def test_what_may_be_several_variables_is_asked(text):
    said, column = ASKED[text]
    with pytest.raises(ParseError) as asked:
        parse(text)
    message = str(asked.value)
    assert "one variable, or" in message and said in message
    assert message.splitlines()[-1].index("^") - 2 == column


@pytest.mark.parametrize(
    "text",
    [
        "H(XY) <= 2",  # no X, no Y
        "H(Key) <= H(K)",
        "H(X10,X11,X12) <= H(X1) + H(X2)",  # numbers that run up to 12
        "H(X11) <= H(X1)",
        "H(X,Y) <= H(X') + H(Y)",
        "H(Enc) <= H(E) + H(N)",
        f"H({','.join(f'X{k}' for k in range(1, 17))}) >= 0",
    ],
)
def test_other_names_are_taken_as_they_are(text):
    assert parse(text).names


def test_a_settled_name_is_one_variable():
    text = "H(XY) <= H(X) + H(Y)"
    assert parse(text, variables=["XY"]).names == ("X", "XY", "Y")
    assert prove(text, variables=["XY"]).word == "refuted"
    assert prove("H(X,Y) <= H(X) + H(Y)").word == "proved"
    with pytest.raises(DeriveError, match="expected a list of names"):
        prove(text, variables="XY")
    ((_, _, found),) = parse_file(text, variables=("XY",))
    assert not isinstance(found, str)


def test_only_what_was_settled_is_settled():
    with pytest.raises(ParseError, match="YZ: one variable"):
        parse("H(XY) + H(YZ) <= H(X) + H(Y) + H(Z)", variables=["XY"])
