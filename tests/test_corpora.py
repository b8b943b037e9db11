"""True statements are proved and survive; false ones are refused and refuted. Both roads, all."""

import pytest

from derive import Dominated, Gt
from derive.derivation.check import check
from derive.derivation.derivation import theorem
from derive.kernel.normal import Normalizer
from derive.numeric import Settings, attack, attack_equality
from derive.search.engine import find
from derive.search.equality import find_equality
from derive.translate import Translator
from tests.corpus.false import FALSE, ILL_POSED, WRONG_EQUALITY
from tests.corpus.true import TRUE


def search(relation, hypotheses):
    translator = Translator()
    statement = translator.statement(relation)
    return find(Normalizer(translator.context(hypotheses)), statement)


def names(rows):
    return [row[0] for row in rows]


def test_the_corpora_are_large_enough():
    assert len(FALSE) + len(ILL_POSED) + len(WRONG_EQUALITY) >= 60
    assert len(TRUE) >= 30


@pytest.mark.parametrize(("name", "relation", "hypotheses"), TRUE, ids=names(TRUE))
def test_true_statements_are_found_and_survive(name, relation, hypotheses):
    found = search(relation, hypotheses)
    assert found.theorem is not None, found.why
    evidence = attack(relation, hypotheses)
    assert evidence.verdict == "survived"
    assert evidence.trials > 0


def otherwise_said(hypothesis):
    """`e ≠ 0` for laws and quantities that are ≥ 0 as `e > 0`."""
    if isinstance(hypothesis, Dominated) and hypothesis.premise == 1:
        return Gt(hypothesis.conclusion, 0)
    return hypothesis


def positive_everywhere(hypotheses):
    """p(x) > 0 for what the hypotheses say is not 0 where something else is not."""
    conclusions = [h.conclusion for h in hypotheses if isinstance(h, Dominated)]
    others = [h for h in hypotheses if not isinstance(h, Dominated)]
    return [*others, *(Gt(e, 0) for e in conclusions)]


@pytest.mark.parametrize(("name", "relation", "hypotheses"), TRUE, ids=names(TRUE))
def test_it_does_not_matter_how_one_says_not_zero(name, relation, hypotheses):
    """Everything is proved with > 0 for what a domination or `Dominated(1, e)` says is not 0."""
    for said in ([otherwise_said(h) for h in hypotheses], positive_everywhere(hypotheses)):
        if said != list(hypotheses):
            found = search(relation, said)
            assert found.theorem is not None, found.why


@pytest.mark.parametrize(("name", "relation", "hypotheses"), FALSE, ids=names(FALSE))
def test_false_statements_are_refused_and_refuted(name, relation, hypotheses):
    assert search(relation, hypotheses).theorem is None
    evidence = attack(relation, hypotheses)
    assert evidence.verdict == "refuted"
    assert evidence.counterexample is not None
    assert evidence.counterexample.lhs != evidence.counterexample.rhs


@pytest.mark.parametrize(
    ("name", "relation", "hypotheses", "repair"), ILL_POSED, ids=names(ILL_POSED)
)
def test_ill_posed_statements_say_so_and_name_the_repair(name, relation, hypotheses, repair):
    def build(proof):
        proof.claim(relation)

    report = check(theorem(name, given=hypotheses)(build), Settings())
    assert report.verdict == "ill-posed"
    (claim,) = report.steps
    assert claim.evidence.counterexample is not None
    assert repair in claim.note


@pytest.mark.parametrize(
    ("name", "relation", "conditions", "hypotheses"), WRONG_EQUALITY, ids=names(WRONG_EQUALITY)
)
def test_wrong_equality_conditions_are_refused_and_refuted(name, relation, conditions, hypotheses):
    translator = Translator()
    statement = translator.statement(relation)
    equations = tuple(translator.equation(c) for c in conditions)
    n = Normalizer(translator.context(hypotheses))
    proved = find(n, statement).theorem
    assert proved is not None
    assert isinstance(find_equality(n, proved, equations), str)
    assert attack_equality(relation, conditions, hypotheses, Settings()).verdict == "refuted"


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("name", "relation", "hypotheses"), FALSE[:12], ids=names(FALSE[:12]))
def test_verdicts_do_not_depend_on_the_seed(name, relation, hypotheses, seed):
    assert attack(relation, hypotheses, Settings(seed=seed)).verdict == "refuted"
