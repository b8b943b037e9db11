"""Statements as people write them, and what is said of those that are none."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.entropic.parse import ParseError, parse, parse_file
from derive.language.names import DeriveError

X, Y, Z = 1, 2, 4


def gap(text, *conditions):
    return parse(text, conditions).gap()


def test_numbers_are_read_exactly():
    e = gap("1/3 H(X) + 0.1*H(Y) - 2(H(Z) - .5 H(X))/4 + 1e9 >= 0")
    assert e.terms == {X: Fraction(1, 3) + Fraction(1, 4), Y: Fraction(1, 10), Z: Fraction(-1, 2)}
    assert e.constant == 10**9


def test_informations_unfold():
    assert gap("I(X;Y|Z) >= 0").terms == {X | Z: 1, Y | Z: 1, X | Y | Z: -1, Z: -1}
    assert gap("I(X;Y;Z) = 0").terms == gap("I(X;Y) - I(X;Y|Z) = 0").terms
    assert gap("I(X;X) >= H(X)").terms == {}
    assert gap("H(X|X) + I(X;Y) >= I(Y;X)").terms == {}


def test_names_come_in_natural_order():
    assert parse("H(X10,X2,X1) >= 0").names == ("X1", "X2", "X10")
    assert parse("H(H,I|A) + I(H;I) >= 0").names == ("A", "H", "I")


def test_all_letters_are_names():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert parse(f"H({','.join(letters)}) >= 0").names == tuple(letters)


def test_conditions():
    p = parse(
        "I(A;D) <= 1 given A -> (B,C) → D; indep(A,B,C) and func(D; A,B)",
        ["iid(E,F)", "A ⊥ B | C", "H(A) = 2 H(B)", ""],
    )
    kinds = [c.kind for c in p.conditions]
    assert kinds == ["markov", "independent", "function", "identical", "independent", "linear"]
    assert p.conditions[0].groups == (1, 6, 8)
    assert p.conditions[4].given == 4


def test_a_chain_with_a_variable_at_both_ends_says_what_it_means():
    (z,) = parse("H(X) >= 0", ["X -> Y -> X"]).conditions[0].zeros()
    assert z.is_entropy and (z.left, z.given) == (X, Y)  # H(X|Y) = 0


BAD = {
    "I(X;Y) <=": ("the end", 9),
    "I(X;Y <= 3": ("'<='", 6),
    "H(X) <= H(Y) <= 2": ("One relation", 13),
    "H(X) < 1": ("Strict", 5),
    "H(X)*H(Y) >= 0": ("product", 0),
    "H(X)/0 >= 1": ("divided by 0", 5),
    "H(X)/H(Y) >= 1": ("divided by an entropy", 5),
    "": ("the end", 0),
    "foo": ("the end", 3),
    "H(X) >= 0 given X ->": ("the end", 20),
    "H(X) >= 0 given indep(A)": ("two or more", 16),
    "H(X) >= 1e999": ("too many digits", 8),
    "H(X) $ 2": ("'$'", 5),
    "H() >= 0": ("expected '(' or a variable", 2),
    "H(X|) >= 0": ("expected '(' or a variable", 4),
    "I(X;) >= 0": ("expected '(' or a variable", 4),
    "I(X;Y|) >= 0": ("expected '(' or a variable", 6),
    "I(;X) >= 0": ("expected '(' or a variable", 2),
    "I(X) >= 0": ("expected ';'", 3),
    "H(X,,Y) >= 0": ("expected '(' or a variable", 4),
    "H(X,) >= 0": ("expected '(' or a variable", 4),
    "H(X))>= 0": ("got ')'", 4),
    "H(X) >= 0 given indep(A,)": ("expected '(' or a variable", 24),
    "H(X) >= 0 given func(A;)": ("expected '(' or a variable", 23),
    "H(X) >= 0 given A -> -> B": ("got '->'", 21),
    "I(X,Z) <= 1": ("write I(X;Z)", 0),
    "max(H(X),H(Y)) <= H(X,Y)": ("Max(a, b)", 0),
    "H(X) <= min(H(Y), 1)": ("Min(a, b)", 8),
    "H(X) <= 1 given Markov(X,Y,Z)": ("write X -> Y -> Z", 16),
    "Eq(H(X), 1)": ("the relation itself", 0),
    "H(X, base=2) <= 1": ("leave it out", 5),
    "KL(p, q) >= 0": ("derive check", 0),
    "D(p‖q) >= 0": ("derive check", 0),
    "p(x) <= 1": ("derive check", 0),
    "h(X) <= 1": ("write H(X)", 0),
    "ln(3) >= 1": ("write log", 0),
    "log 3/2 <= 1": ("log(3/2), or log(3)/2", 0),
    "log(0) <= 1": ("the logarithm of 0", 4),
    "log 1009 <= 10": ("prime factors up to 1000", 0),
    "H(X) <= log3": ("no name for a rate", 8),
    "H <= 2": ("no name for a rate", 0),
    "iid <= 3": ("no name for a rate", 0),
    "H(X) <= 1 given H(X) <= H(Y) and and H(Y) <= 1": ("and is no name for a rate", 33),
    "X <= H(X)": ("a variable in one place and a rate in another", 7),
    "R*R <= 1": ("product", 0),
    "R H(X) <= 1": ("product", 0),
    "I(A;B;C;D;E;F;G;H;I;J;K) >= 0": ("2 to 10 groups", 0),
    "H(X) >= 0 given X -> Y -> Z, U -> V": ("comma inside a chain", 26),
    "H(A) = H(D) given iid(B,A; C,D)": ("single variables", 18),
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_statement_is_shown_with_a_caret(text):
    said, column = BAD[text]
    with pytest.raises(ParseError) as refused:
        parse(text)
    message = str(refused.value)
    assert said in message
    caret = message.splitlines()[-1]
    assert caret.index("^") - 2 == column


@given(st.text(max_size=60))
def test_no_text_ends_in_anything_but_a_parse_error(text):
    with suppress(DeriveError):
        parse(text)


@given(st.text(alphabet="HI(XY;,|)+-*/<=>=0123.5e →⊥given", max_size=40))
def test_nor_does_text_that_looks_like_a_statement(text):
    with suppress(DeriveError):
        parse(text)


def test_files():
    rows = list(
        parse_file("# none\n\nfirst: H(X) >= 0  # yes\nH(X) >\nI(X;Z) <= I(X;Y) given X->Y->Z\n")
    )
    assert [number for number, *_ in rows] == [3, 4, 5]
    assert rows[0][2].label == "first"
    assert isinstance(rows[1][2], str) and "^" in rows[1][2]
    assert rows[2][2].conditions[0].kind == "markov"


def test_nesting_has_a_limit_but_no_traceback():
    for deep in (50, 100_000):
        with suppress(DeriveError):
            parse("(" * deep + "H(X)" + ")" * deep + " >= 0")


def test_groups_at_the_ends_of_a_chain_and_in_brackets_are_plain():
    (chain,) = parse("H(X) >= 0 given X,Y -> (Z,U) -> V").conditions
    assert [g.bit_count() for g in chain.groups] == [2, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "1e300*1e300 H(X) >= 0",
        "H(X) <= 1e-300*1e-100",
        f"H({','.join(f'X{k}' for k in range(130))}) >= 0",
        "*".join(["2"] * 3000) + " H(X) >= 0",
    ],
)
def test_what_is_too_large_is_refused(text):
    with pytest.raises(DeriveError):
        parse(text)


def test_names_may_have_digits_of_any_kind():
    long = "X" + "1" * 5000
    assert parse(f"H({long}) >= 0").names == (long,)
    assert parse("H(X2²) >= 0").names == ("X2²",)
