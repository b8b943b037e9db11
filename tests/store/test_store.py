"""Stored certificates: read back as they were, and refused when they have been changed."""

import json

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Nonneg, Positive, Square
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl, QuantityDecl
from derive.kernel.theorem import Statement, prove
from derive.store import dumps, loads

x = Index("x", "A")
p, g, b, f = t.LawTerm("p", (("X", x),)), *(t.Quantity(name, (x,)) for name in "gbf")
SIGNS = ("pos", "nonneg", "real")
CONTEXT = Context(
    {"p": LawDecl((("X", "A"),))},
    {name: QuantityDecl(("A",), sign) for name, sign in zip("gbf", SIGNS, strict=True)},
    (),
    (Hypothesis("f >= 1", ">=", t.minus(f, t.ONE)),),
)
AVERAGE = t.Sum((x,), t.Mul((p, g)))


def strict():
    form = Positive((x,), t.Mul((p, g)))
    return prove(Normalizer(CONTEXT), Statement(t.ZERO, "<", AVERAGE), (form,))


def made():
    """One theorem with every new form and relation, and a strict one underneath."""
    above = Statement(t.Add((AVERAGE, t.Pow(f, 2), f, b)), ">", t.ONE)
    forms = (Known(strict()), Square((), t.ONE, f), Given("f >= 1"), Nonneg((), b))
    return prove(Normalizer(CONTEXT), above, forms)


def test_new_forms_and_relations_come_back():
    theorem = made()
    again = loads(dumps(theorem))
    assert again.statement == theorem.statement
    assert again.statement.rel == ">"
    assert again.zero == theorem.zero
    assert again.rests == theorem.rests
    assert [type(form) for form in again.reason.given] == [Known, Square, Given, Nonneg]
    assert dumps(again) == dumps(theorem)


def changed(node, old, new):
    """The data with every node equal to `old` replaced."""
    if node == old:
        return new
    if isinstance(node, list):
        return [changed(n, old, new) for n in node]
    if isinstance(node, dict):
        return {k: changed(n, old, new) for k, n in node.items()}
    return node


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<", "!="),
        (">", "!="),
        (">", "="),
        (">", "<"),
        ("<", ">"),
        ("<", ">="),
        ("<", "="),
        ("<", "≤"),
        ("Positive", "Nonneg"),
        ("Positive", "Square"),
        ("Nonneg", "Positive"),
        ("Square", "Gap"),
        ("Square", "Nonneg"),
        ("Square", "Positive"),
        ("pos", "nonneg"),
        ("pos", "unit"),
        ("nonneg", "real"),
        (["tuple", ["Index", "x", "A"]], ["tuple"]),
        (["Fraction", 1, 1], ["Fraction", -1, 1]),
        (["Fraction", 1, 1], ["Fraction", 0, 1]),
        (["Theorem", 0], ["Theorem", 1]),
        ("derive certificate 1", "derive certificate 0"),
    ],
)
def test_a_changed_certificate_is_refused(old, new):
    data = json.loads(dumps(made()))
    other = changed(data, old, new)
    assert other != data
    with pytest.raises(KernelError):
        loads(json.dumps(other))


def test_a_weaker_lemma_under_a_strict_theorem_is_refused():
    """The lemma is made ≤ where it stands; what rests on it was strict."""
    data = json.loads(dumps(made()))
    data["theorems"][0] = changed(data["theorems"][0], "<", "<=")
    assert loads(json.dumps(data | {"theorems": data["theorems"][:1]})).statement.rel == "<="
    with pytest.raises(KernelError, match="visibly > 0"):
        loads(json.dumps(data))
