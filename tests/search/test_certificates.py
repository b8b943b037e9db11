"""What the search hands over reads as the proof in the books."""

from derive import KL, Distribution, Ge, H, I, Law, Le, alphabets, log
from derive.kernel.certificates import Gap, Known, Tangent
from derive.kernel.normal import Normalizer
from derive.kernel.show import text
from derive.search.engine import Allowed, find
from derive.translate import Translator

x, y, z = alphabets("x y z")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y, z)
X, Y, Z = r.variables


def found(relation, hypotheses=(), allowed=None):
    translator = Translator()
    statement = translator.statement(relation)
    n = Normalizer(translator.context(hypotheses))
    return n, find(n, statement, *([allowed] if allowed else []))


def test_gibbs_is_one_tangent_and_one_gap():
    _, answer = found(Ge(KL(p, q), 0), [p << q])
    tangent, gap = answer.theorem.reason.given
    assert isinstance(tangent, Tangent)
    assert isinstance(gap, Gap)
    assert text(tangent.weight) == "p[x=x]"
    assert text(tangent.point) == "q[x=x]/p[x=x]"


def test_conditional_information_has_the_tangent_point_of_the_books():
    _, answer = found(Ge(I(X, Y | Z), 0))
    tangent = answer.theorem.reason.given[0]
    assert len(tangent.indices) == 3
    assert text(tangent.point).count("r[") == 4


def test_without_tangents_nothing_is_proved_about_logarithms():
    _, answer = found(Le(H(p), log(x.size)), (), Allowed(tangents=False))
    assert answer.theorem is None


def test_a_lemma_is_enough_where_it_is_the_only_thing_allowed():
    n, lemma = found(Ge(I(X, Y), 0))
    translator = Translator()
    statement = translator.statement(Le(H(X | Y), H(X)))
    only = Allowed(tangents=False, hypotheses=frozenset(), lemmas=(lemma.theorem,))
    answer = find(n, statement, only)
    assert [type(f) for f in answer.theorem.reason.given] == [Known]
    assert answer.theorem.rests == lemma.theorem.rests


def test_an_ill_posed_statement_is_named_so_and_not_just_open():
    _, answer = found(Ge(KL(p, q), 0))
    assert answer.theorem is None
    assert answer.ill_posed is not None
