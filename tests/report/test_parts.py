"""Layers, charts, sentences and slack: what must hold whatever they are given."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from derive import KL, Alphabet, At, Cited, Distribution, Eq, Ge, H, Le, log
from derive.numeric import Settings, slacks
from derive.report import charts, formulas
from derive.report.layers import layered
from derive.report.svg import ticks

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 12))
    edges = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=30))
    return {str(k): [str(a) for a, b in sorted(edges) if b == k and a < k] for k in range(n)}


@given(graphs())
def test_every_edge_leads_one_layer_on_at_each_station(uses):
    rows, ways = layered(uses)
    level = {k: n for n, row in enumerate(rows) for k in row}
    assert set(uses) <= set(level) and len(level) == sum(map(len, rows))
    assert set(ways) == {(u, k) for k, below in uses.items() for u in below}
    for way in ways.values():
        assert all(level[b] == level[a] + 1 for a, b in pairwise(way))


def test_circles_are_refused():
    with pytest.raises(ValueError, match="cycle"):
        layered({"a": ["b"], "b": ["a"]})


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
@example([130.0, -5e-9])
def test_a_histogram_counts_every_model(values):
    root = ET.fromstring(charts.histogram(values))
    said = " ".join("".join(e.itertext()) for e in root.iter("text"))
    equal = int((re.search(r"(\d+) at 0", said) or ["", "0"])[1])
    beyond = int((re.search(r"(\d+) beyond", said) or ["", "0"])[1])
    assert equal == sum(abs(v) < 1e-9 for v in values)
    drawn = [e for e in root.iter("rect")]
    assert all(float(e.get("width")) > 0 and float(e.get("height")) > 0 for e in drawn)
    assert bool(drawn) == (len(values) > equal + beyond)
    assert any(e.get("class") == "mark-bad" for e in drawn) == (min(values) <= -1e-9)


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_ticks_are_inside_and_few(low, span):
    found = ticks(low, low + span)
    slop = 1e-6 * (abs(low) + span)
    assert len(found) <= 10 and all(low - slop <= v <= low + span + slop for v in found)


@given(st.text("ab ≤Σ=()[]$\\_^{}<>&", max_size=40))
def test_no_sentence_leaves_a_dollar_or_loses_its_words(line):
    parts = formulas.mixed(f"words {line}")
    assert parts[0].text.startswith("words") and not parts[0].latex
    assert all(re.sub(r"\\\$", "", f.latex).count("$") % 2 == 0 for f in parts)


def test_a_value_is_one_formula_after_its_words():
    lead, only = formulas.value("left side = ln 2 ≈ 0.693147")
    assert (lead.text, only.latex) == ("left side ", r"=\ln 2\approx 0.693147")
    assert formulas.value("p = (1/2, 1/2)")[0].latex == "p=(1/2,1/2)"
    assert formulas.value("not prefix-free")[0].latex == ""


def test_slack_is_greater_minus_less_and_the_distance_is_0_at_equality():
    found = slacks(Ge(KL(p, q), 0), [Eq(p(x), q(x))], [p << q], Settings())
    assert found is not None and found.distance is not None and len(found.least) > 200
    assert min(found.least) > -1e-9
    apart = [s for s, d in zip(found.largest, found.distance, strict=True) if d > 1e-3]
    same = [s for s, d in zip(found.largest, found.distance, strict=True) if d < 1e-12]
    assert apart and min(apart) > 1e-9
    assert same and max(same) < 1e-9
    mirrored = slacks(Le(-KL(p, q), 0), [], [p << q], Settings())
    assert mirrored is not None and mirrored.distance is None
    assert mirrored.least == pytest.approx(found.least, abs=1e-9)


def test_slack_is_negative_where_the_statement_is_false():
    found = slacks(Le(H(p), log(2)), [], [], Settings())
    assert found is not None and min(found.least) < -0.1


def test_there_is_no_slack_of_an_equation():
    assert slacks(Eq(KL(p, q), 0), [], [], Settings()) is None


def test_bars_are_to_scale_with_their_exact_values():
    root = ET.fromstring(charts.bars("p", [0.25, 0.75], ["1/4", "3/4"], 0.75))
    low, high = (float(e.get("height")) for e in root.iter("rect"))
    assert high == pytest.approx(3 * low, rel=0.01)
    assert [e.text for e in root.iter("text")][:4:2] == ["1/4", "3/4"]


def test_the_words_of_a_fact_are_words_and_its_mathematics_is_typeset():
    fact = At(KL(p, q) > 0, p=["1/2", "1/2"], q=["1/3", "2/3"])
    lead, *rest = formulas.said(fact)
    assert (lead.text, lead.latex) == ("at ", "")
    assert rest[-1].latex.strip().startswith(r"\; D_") or "D_" in rest[-1].latex
    (cited,) = formulas.said(Cited("100% of {it}", "me"))
    assert cited.latex == "" and cited.text == "100% of {it}"
