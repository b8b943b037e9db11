"""Directives, in their own small language."""

import pytest

from derive.notes.facts.directives import USAGE, facts_of_names
from derive.notes.facts.gather import facts_of
from derive.notes.source import NotRead, Source, Span
from tests.notes.prose import document
from tests.notes.test_notes_facts import told


def read(text, *after):
    return facts_of(document(f"<!-- {text}", *after))


@pytest.mark.parametrize("text", USAGE)
def test_what_messages_offer_can_be_read(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "kind", "names", "values"),
    [
        ("p, q distributions on x", "law", 2, 1),
        ("\\hat p, q_\\theta are distributions", "law", 2, 0),
        ("X, Y random variables", "variable", 2, 0),
        ("x_i is a sample", "sample", 1, 0),
        ("p is a number in [0,1]", "number", 1, 2),
        ("assume Markov(X, Y, Z)", "markov", 3, 0),
        ("assume Dominated(p, q)", "dominated", 2, 0),
        ("assume \\sum_i y_i = 1", "holds", 0, 1),
        ("log base 2", "unit", 0, 1),
        ("n is the size of \\mathcal{X}", "size", 1, 1),
        ("P means p", "notation", 1, 1),
    ],
)
def test_directives_are_facts(text, kind, names, values):
    (fact,) = read(text)
    assert (fact.kind, len(fact.names), len(fact.values)) == (kind, names, values)


def test_a_directive_for_a_display_holds_for_the_next_one():
    for text, kind in (("skip", "skip"), ("expect refuted", "expect")):
        (fact,) = read(text, "words", "$$ a", "$$ b")
        assert (fact.kind, fact.scope.first, fact.scope.last) == (kind, 2, 3)


def test_several_stand_in_one():
    facts = read("p is a law; x_i is a symbol\n- log base e")
    assert [f.kind for f in facts] == ["law", "symbol", "unit"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("asume Markov(X, Y, Z)", "did you mean “assume Markov(X, Y, Z)”?"),
        ("p is a frog", "“frog” is no kind of name"),
        ("assume Markov(X, Y)", "expected 3 or more names"),
        ("expect fun", "there are proved"),
        ("assume Frogs(X)", "expected Markov(…)"),
        ("p is a number in 7", "no interval"),
        ("", None),
        ("\x00", "is not known; there are"),
        ("__import__('os').system('true')", "is not known"),
    ],
)
def test_mistakes_are_told_with_what_can_be_written(text, says):
    if says is None:
        assert read(text) == []
        return
    with pytest.raises(NotRead) as caught:
        read(text)
    assert says in caught.value.why
    assert caught.value.span is not None


def test_a_table_of_names_says_what_they_are():
    span = Span(Source("derive.toml", ""), 0, 0)
    names = {
        "x_i": "sample",
        "p": "number in [0, 1]",
        "H_b": "binary entropy",
        "i": "index",
        "X": "random variable",
    }
    facts = list(facts_of_names(names, document("text"), span))
    assert [f.kind for f in facts] == ["sample", "number", "notation", "variable"]
    assert facts[2].words == "binary entropy"
    assert told(facts[0])[0] == "sample"


def test_letters_are_read_in_both_ways_of_saying():
    for text in ("s distribution on x, y", "s is a distribution on x, y", "s: law on x, y"):
        (fact,) = facts_of(document(f"<!-- {text}", "$$1 = 1$$"))
        assert [n.base for n in fact.values] == ["x", "y"], text
