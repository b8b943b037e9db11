"""Equations put into one another: found, and no longer looked for than is reasonable."""

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, QuantityDecl
from derive.kernel.theorem import Statement
from derive.search import equality

NAMES = ("a", "b", "c", "d")
A, B, C, D = (t.Quantity(name, ()) for name in NAMES)


def normalizer():
    """a = b, b = c², c = d: a = d² needs one after the other."""
    equations = ((A, B), (B, t.Pow(C, 2)), (C, D))
    given = tuple(Hypothesis(f"h{k}", "=", t.minus(*e)) for k, e in enumerate(equations))
    return Normalizer(Context({}, {n: QuantityDecl((), "real") for n in NAMES}, (), given))


def test_equations_are_put_into_one_another():
    goal = Statement(A, "=", t.Pow(D, 2))
    assert equality.find_by_equations(normalizer(), goal).statement == goal


def test_the_search_has_an_end(monkeypatch):
    monkeypatch.setattr(equality, "_MAX_REWRITTEN", 2)
    assert equality.find_by_equations(normalizer(), Statement(A, "=", t.Pow(D, 2))) is None
