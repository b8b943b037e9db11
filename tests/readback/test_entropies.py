"""The reader of `derive prove`, and what it prints of its corpus and of random statements."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from derive.render import entropic as shown
from tests.entropic.corpus import FALSE, TRUE
from trials.readback import provings
from trials.readback.entropies import EntropyReader
from trials.readback.table import Unread

WRONG = ("unread", "disagrees")


def test_sums():
    reader = EntropyReader(("X", "Y", "X1", "X2", "X3", "X4"))
    half, s = Fraction(1, 2), frozenset
    assert reader.sum_of("1/2 H(X|Y) - 3") == {s("XY"): half, s("Y"): -half, s(): -3}
    assert reader.sum_of("2 (H(X) + H(Y))") == {s("X"): 2, s("Y"): 2}
    assert reader.sum_of("I(X;Y)") == {s("X"): 1, s("Y"): 1, s("XY"): -1}
    assert reader.sum_of("H(X1,…,X4)") == {s(("X1", "X2", "X3", "X4")): 1}
    with pytest.raises(Unread, match="no variable"):
        reader.sum_of("H(Z)")


def test_latex_and_text_are_read_alike():
    text, tex = EntropyReader(("X1", "Y")), EntropyReader(("X1", "Y"), latex=True)
    assert text.sum_of("3/2 I(X1;Y) - H(X1|Y)") == tex.sum_of(
        r"\tfrac{3}{2}\,I(X_{1}; Y) - H(X_{1} \mid Y)"
    )


def test_the_corpus_is_read_back():
    found = [o for p in provings.problems(TRUE) for o in provings.read(p)]
    found += [o for p in provings.problems(FALSE) for o in provings.read(p, proved=False)]
    assert len(found) > 2000
    assert not [o for o in found if o.how in WRONG]


def test_random_statements_are_read_back():
    lines = "\n".join(provings.lines(random.Random(3), 200))
    found = [o for p in provings.problems(lines) for o in provings.read(p, proved=False)]
    assert len(found) > 800
    assert not [o for o in found if o.how in WRONG]


real = shown.piece_text


def unconditional(piece, names, style):
    return real(replace(piece, given=0), names, style)


@pytest.mark.parametrize(
    ("attribute", "fault"),
    [
        ("piece_text", unconditional),
        ("runs", lambda names: iter([names[:1]])),  # X for X,Y
        ("latex_name", lambda n: n.rstrip("0123456789")),
    ],
)
def test_planted_faults_are_found(monkeypatch, attribute, fault):
    monkeypatch.setattr(shown, attribute, fault)
    found = [o for p in provings.problems(TRUE) for o in provings.read(p)]
    assert [o for o in found if o.how in WRONG]
