"""What the strategies draw is what they say, and shrinks towards small and simple."""

import doctest
import subprocess
import sys
from fractions import Fraction
from importlib import import_module

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from derive import DeriveError, Distribution, alphabets
from derive.coding import kraft_sum
from derive.numeric import Model
from derive.strategies import (
    Vocabulary,
    channels,
    distributions,
    dominated_pairs,
    expressions,
    joint_laws,
    prefix_codes,
    statements,
)
from derive.translate import Translator

STEADY = settings(
    derandomize=True,
    deadline=None,
    max_examples=120,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
LOOK = settings(
    derandomize=True,
    deadline=None,
    max_examples=3000,
    suppress_health_check=list(HealthCheck),
)
HALF = Fraction(1, 2)


def simplest(strategy, wanted=lambda value: True):
    return find(strategy, wanted, settings=LOOK)


def is_law(values, zeros=True):
    exact = all(type(v) is Fraction for v in values)
    return exact and sum(values) == 1 and min(values) >= 0 and (zeros or min(values) > 0)


@STEADY
@given(distributions(max_size=5), distributions(max_size=3, zeros=False, min_size=2))
def test_distributions(p, q):
    assert 1 <= len(p) <= 5 and is_law(p)
    assert 2 <= len(q) <= 3 and is_law(q, zeros=False)


@STEADY
@given(dominated_pairs(max_size=5), dominated_pairs(zeros=False))
def test_dominated_pairs(pair, full):
    p, q = pair
    assert len(p) == len(q) <= 5 and is_law(p) and is_law(q)
    assert all(b for a, b in zip(p, q, strict=True) if a)
    assert all(is_law(law, zeros=False) for law in full)


@STEADY
@given(joint_laws((2, 1, 3)), joint_laws(variables=3, max_size=2))
def test_joint_laws(r, s):
    assert (len(r), len(r[0]), len(r[0][0])) == (2, 1, 3)
    assert is_law([v for a in r for b in a for v in b])
    assert is_law([v for a in s for b in a for v in b])


@STEADY
@given(channels(inputs=2, outputs=3), channels(max_size=2, zeros=False))
def test_channels(W, V):
    assert len(W) == 2 and all(len(row) == 3 and is_law(row) for row in W)
    assert all(len(row) == len(V[0]) and is_law(row, zeros=False) for row in V)


@STEADY
@given(prefix_codes(max_words=5, max_length=4), prefix_codes(D=3))
def test_prefix_codes(code, ternary):
    assert 1 <= len(code) <= 5 and max(map(len, code)) <= 4
    for words, symbols in ((code, "01"), (ternary, "012")):
        assert set("".join(words)) <= set(symbols)
        assert not any(
            a.startswith(b) for i, a in enumerate(words) for j, b in enumerate(words) if i != j
        )
        assert kraft_sum([len(w) for w in words], len(symbols)) <= 1


@pytest.mark.parametrize(
    ("strategy", "wanted"),
    [
        (distributions(), lambda p: 0 in p),
        (distributions(), lambda p: len(set(p)) == 1 and len(p) > 2),
        (distributions(max_size=1), lambda p: p == (1,)),
        (dominated_pairs(), lambda pair: pair[0] == pair[1] and 0 in pair[0]),
        (dominated_pairs(), lambda pair: 0 in pair[0] and 0 not in pair[1]),
        (joint_laws((2, 2)), lambda r: r == ((0, HALF), (HALF, 0))),
        (channels(2, 2), lambda W: W == ((1, 0), (0, 1))),
        (prefix_codes(), lambda code: kraft_sum([len(w) for w in code]) == 1 and len(code) > 2),
        (prefix_codes(), lambda code: kraft_sum([len(w) for w in code]) < 1 and len(code) > 2),
        (statements(depth=1), lambda s: s.relation.rel == "<" and s.given),
    ],
)
def test_the_edges_are_among_them(strategy, wanted):
    assert wanted(simplest(strategy, wanted))


def test_shrinking_ends_at_small_alphabets_and_simple_fractions():
    assert simplest(distributions()) == (1,)
    assert simplest(distributions(), lambda p: len(p) > 1 and 0 not in p) == (HALF, HALF)
    assert simplest(distributions(), lambda p: max(p) < Fraction(2, 5)) == (Fraction(1, 3),) * 3
    p, q = simplest(dominated_pairs(), lambda pair: pair[0] != pair[1])
    assert sorted(p) == [0, 1] and q == (HALF, HALF)
    r = simplest(joint_laws(), lambda r: len(r) > 1)
    assert sorted(v for row in r for v in row) == [0, 1]
    assert simplest(channels()) == ((1,),)
    assert simplest(prefix_codes()) == ("",)
    three = simplest(prefix_codes(), lambda code: len(code) == 3)
    assert sorted(map(len, three)) == [1, 2, 2]
    stated = simplest(statements(depth=1), lambda s: s.relation.rel == "<=")
    assert repr(stated.relation) == "0 ≤ 0" and stated.given == ()


@settings(STEADY, max_examples=60)
@given(statements(depth=2))
def test_statements_are_of_the_language(stated):
    translator = Translator()
    translator.statement(stated.relation)
    translator.context(stated.given)


@settings(STEADY, max_examples=40)
@given(expressions(depth=2), expressions(depth=1, letters=alphabets("x")))
def test_free_letters_are_those_allowed(closed, open_):
    assert not closed.free_symbols
    assert open_.free_symbols <= set(alphabets("x"))


def test_statements_over_a_vocabulary_of_ones_own():
    (x,) = alphabets("x")
    own = Vocabulary(letters=(x,), laws=(Distribution("mine", x),))
    found = simplest(statements(own, depth=1), lambda s: "mine" in repr(s.relation))
    translator = Translator()
    translator.statement(found.relation)
    assert set(translator.laws) == {"mine"}


@STEADY
@given(joint_laws(), channels())
def test_models_take_them(r, W):
    from derive import Channel, Law

    x, y = alphabets("x y")
    Model.of({Law("r", x, y): r})
    Model.of({Channel("W", y, given=x): tuple(zip(*W, strict=True))})


@pytest.mark.parametrize(
    "make",
    [
        lambda: distributions(max_size=0),
        lambda: distributions(max_size=True),
        lambda: distributions(max_size=2, min_size=3),
        lambda: dominated_pairs(max_size="3"),
        lambda: joint_laws(()),
        lambda: joint_laws((2, 0)),
        lambda: joint_laws(2),
        lambda: joint_laws(variables=0),
        lambda: channels(inputs=0),
        lambda: prefix_codes(max_words=0),
        lambda: prefix_codes(D=1),
        lambda: statements(depth=-1),
        lambda: expressions(depth=1.0),
    ],
)
def test_wrong_arguments_are_refused_at_once(make):
    with pytest.raises(DeriveError, match="Try"):
        make()


@pytest.mark.parametrize("module", ["laws", "codes", "statements"])
def test_examples_in_docstrings(module):
    result = doctest.testmod(import_module(f"derive.strategies.{module}"))
    assert result.attempted and not result.failed


def test_without_hypothesis_the_message_says_what_to_install():
    code = "import sys; sys.modules['hypothesis'] = None; import derive.strategies"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "Try pip install hypothesis." in found.stderr
