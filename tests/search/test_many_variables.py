"""Twelve variables are no more work than a few: what does not fit is not tried."""

from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.derivation.limits import Limits
from derive.kernel.terms import Index
from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.measures import H, I
from derive.language.relations import Eq, Le
from derive.numeric import Settings
from derive.search.placing import arrangements

N = 12
X = Law("r", *(Alphabet(f"x_{k}") for k in range(N))).variables


def verdict(relation):
    made = Derivation(lambda proof: proof.claim(relation), "a relation", ())
    return check(made, Settings(trials=20), Limits(30)).verdict


def test_entropies_of_many_variables_are_decided():
    assert verdict(Le(H(*X), sum(map(H, X)))) == "proved"
    assert verdict(Le(H(*X), H(X[0]) + H(X[1]))) == "refuted"
    assert verdict(Eq(H(*X), H(X[0]) + H(*X[1:]) - I(X[0], X[1:]))) == "proved"


def test_averages_over_six_variables_are_decided():
    """Han's inequality, and Shearer's for the triples of a circle."""
    six = X[:6]
    left_out = [six[:k] + six[k + 1 :] for k in range(6)]
    triples = [(six + six)[k : k + 3] for k in range(6)]
    for n, groups in ((5, left_out), (3, triples)):
        total = sum(H(*group) for group in groups)
        assert verdict(Le(n * H(*six), total)) == "proved"
        assert verdict(Le((n + 1) * H(*six), total)) == "refuted"


def test_arrangements_are_the_permutations_that_fit():
    a, b, c, d = (Index(n, s) for n, s in (("a", "X"), ("b", "Y"), ("c", "X"), ("d", "X")))
    assert list(arrangements(["Y", "X"], (a, b, c))) == [(b, a), (b, c)]
    assert list(arrangements(["X", "X"], (a, b, c))) == [(a, c), (c, a)]
    assert list(arrangements(["Y", "Y"], (a, b, c, d))) == []
    assert list(arrangements([], (a,))) == [()]
