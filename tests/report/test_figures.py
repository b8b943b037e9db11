"""`derive figure`: the numbers behind the pictures, the files, and what is refused."""

import json
from fractions import Fraction
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.cli.main import status
from derive.figures.information import THREE, describe, regions
from derive.language.names import DeriveError

pytest.importorskip("matplotlib")
from derive.figures import FIGURES, codeword_tree, length_areas

MAGIC = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}


def laws(*sizes):
    n = 1
    for s in sizes:
        n *= s
    weights = st.lists(st.integers(0, 6), min_size=n, max_size=n).filter(any)

    def shaped(flat):
        total = sum(flat)
        cells = [str(Fraction(v, total)) for v in flat]
        for s in reversed(sizes[1:]):
            cells = [cells[k : k + s] for k in range(0, len(cells), s)]
        return cells

    return weights.map(shaped)


def entropy(joint, axes):
    """Of some variables, in bits: a second way to the numbers of the diagram."""
    mass = {}

    def walk(level, at):
        if isinstance(level, list):
            for k, below in enumerate(level):
                walk(below, (*at, k))
        else:
            key = tuple(at[a] for a in axes)
            mass[key] = mass.get(key, Fraction(0)) + Fraction(level)

    walk(joint, ())
    return sum(-float(v) * log2(v) for v in mass.values() if v)


@settings(max_examples=15, deadline=None)
@given(st.one_of(laws(2, 3), laws(2, 2, 2)))
def test_the_regions_of_each_union_add_up_to_its_entropy(joint):
    n = 3 if isinstance(joint[0][0], list) else 2
    values = {k: float(r.value.decimal) for k, r in regions(joint).items()}
    for axes in ([0], [1], [0, 1], list(range(n))):
        inside = sum(v for common, v in values.items() if set(common) & set(axes))
        assert inside == pytest.approx(entropy(joint, axes), abs=1e-4)
    assert all(v >= -1e-9 for common, v in values.items() if len(common) < 3)


def test_the_three_way_information_of_an_exclusive_or_is_shown_negative():
    found = regions(THREE)[0, 1, 2]
    assert (found.name, found.value.exact, found.is_negative) == ("I(X;Y;Z)", "-1", True)
    assert "I(X;Y;Z) = −1" in describe(THREE) and "negative" in describe(THREE)
    words = [t.get_text() for t in FIGURES["information-diagram"].draw(THREE).axes[0].texts]
    assert "I(X;Y;Z)\n−1" in words


@pytest.mark.parametrize("kind", MAGIC)
def test_each_kind_of_file_is_that_kind(tmp_path, kind):
    file = tmp_path / f"tree.{kind}"
    assert status(["figure", "codeword-tree", "-o", str(file)]) == 0
    assert file.read_bytes().startswith(MAGIC[kind])


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_the_same_each_time(tmp_path, name):
    for file in ("one.svg", "two.svg"):
        assert status(["figure", name, "-o", str(tmp_path / file)]) == 0
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_the_list_names_every_figure_with_a_value_that_it_takes(tmp_path, capsys):
    assert status(["figure", "--list"]) == 0
    said = capsys.readouterr().out
    for name, f in FIGURES.items():
        assert name in said
        if f.option:
            assert f.example in said
            given_ = [f"--{f.option}", f.example, "-o", str(tmp_path / "out.svg")]
            assert status(["figure", name, *given_]) == 0


def texts(figure):
    axes = figure.axes[0]
    return [axes.get_title(), *(t.get_text() for t in axes.texts)]


def test_the_tree_says_what_each_codeword_takes():
    said = texts(codeword_tree.figure(["0", "100", "11"]))
    assert "8 leaves. Kraft sum 1/2 + 1/8 + 1/4 = 7/8; 1 free, so 1/8 is left" in said
    assert {"0  takes 1/2", "100  takes 1/8", "11  takes 1/4", "101  free"} <= set(said)


def test_the_areas_add_up_to_the_mean_length():
    said = texts(length_areas.figure(["1/2", "1/4", "1/8", "1/8"]))
    assert "E[L] = 7/4" in said[0] and "1.750" in said[0]
    areas = [Fraction(t.rpartition("= ")[2]) for t in said if "\n=" in t]
    assert sum(areas) == Fraction(7, 4)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["no-such"], "no such figure"),
        ([], "no name"),
        (["codeword-tree", "--code", "0,01"], "no prefix code"),
        (["codeword-tree", "--code", "0,2"], "words in 0 and 1"),
        (["codeword-tree", "--code", ","], "Try"),
        (["codeword-tree", "--code", "0000000"], "length 1 to 6"),
        (["codeword-tree", "--law", "1/2,1/2"], "--law means nothing here"),
        (["length-areas", "--law", "1/2,1/3"], "sum"),
        (["length-areas", "--law", "1"], "2 to 16"),
        (["cost-length", "--law", "2"], "1/50 to 49/50"),
        (["information-diagram", "--law", "[1/2"], "not JSON"),
        (["information-diagram", "--law", '["1/2", "1/2"]'], "2 or 3"),
        (["information-diagram", "--law", '[["1/2", "1/4"], ["1/2", "0"]]'], "sum"),
        (["information-diagram", "--law", '[["1/2"], ["1/4", "1/4"]]'], "same lengths"),
        (["information-diagram", "--law", "gone.json"], "cannot be read"),
        (["forward-reverse-kl", "--law", "1/2"], "takes no data"),
        (["codeword-tree", "-o", "tree.txt"], "svg, pdf, png"),
        (["codeword-tree", "-o", "gone/tree.svg"], "Try another name"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(tmp_path, monkeypatch, capsys, words, told):
    monkeypatch.chdir(tmp_path)
    assert status(["figure", *words]) == 2
    said = capsys.readouterr().err
    assert told in said and "Traceback" not in said
    assert not list(tmp_path.glob("*"))


def test_a_joint_law_may_be_in_a_file(tmp_path):
    (tmp_path / "law.json").write_text(json.dumps(THREE), "utf-8")
    law, out = str(tmp_path / "law.json"), str(tmp_path / "out.svg")
    assert status(["figure", "information-diagram", "--law", law, "-o", out]) == 0


def test_a_law_that_is_none_is_refused():
    with pytest.raises(DeriveError, match="sum to one"):
        regions([["1/2", "1/2"], ["1/2", "0"]])
