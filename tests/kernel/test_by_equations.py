"""BY_EQUATIONS: what equational hypotheses give is accepted, and nothing else."""

import pytest

from derive.kernel import terms as t
from derive.kernel.equality import Linear, Rewrite, by_equations
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl
from derive.kernel.theorem import IllPosed, Statement
from derive.store import dumps, loads

X = Index("x", "x")
LAWS = {name: LawDecl((("X", "x"),)) for name in "pqs"}


def law(name):
    return t.LawTerm(name, (("X", X),))


def square(name):
    return t.Sum((X,), t.Pow(law(name), 2))


EQUAL = Hypothesis("p = q", "=", t.minus(law("p"), law("q")))
AT = ((X, X),)
KNOWN = Linear(t.minus(law("p"), law("q")), ((0, AT, t.ONE),))


def rewrite(statement):
    return (KNOWN, Rewrite(statement.gap(), 1, law("p"), law("q")))


def test_a_rewritten_equation_is_proved_and_stored():
    statement = Statement(square("p"), "=", square("q"))
    made = by_equations(Normalizer(Context(LAWS, {}, (), (EQUAL,))), statement, rewrite(statement))
    assert made.statement == statement
    assert made.is_proved
    assert loads(dumps(made)).statement == statement


@pytest.mark.parametrize(
    ("hypotheses", "statement"),
    [
        ((), Statement(square("p"), "=", square("q"))),
        ((EQUAL,), Statement(square("p"), "=", square("s"))),
        ((EQUAL,), Statement(square("p"), ">=", square("q"))),
        ((EQUAL._replace(kind=">="),), Statement(square("p"), "=", square("q"))),
    ],
)
def test_what_does_not_follow_is_refused(hypotheses, statement):
    n = Normalizer(Context(LAWS, {}, (), hypotheses))
    with pytest.raises(KernelError):
        by_equations(n, statement, rewrite(statement))


def test_both_sides_must_be_well_posed():
    logs = [t.Sum((X,), t.Log(law(name))) for name in "pq"]
    statement = Statement(logs[0], "=", logs[1])
    with pytest.raises(IllPosed):
        by_equations(Normalizer(Context(LAWS, {}, (), (EQUAL,))), statement, rewrite(statement))


def test_a_step_that_changes_between_two_looks_is_refused():
    statement = Statement(square("p"), "=", square("s"))

    class Changing(Linear):
        looks = 0

        @property
        def result(self):
            Changing.looks += 1
            return KNOWN.result if Changing.looks < 2 else statement.gap()

    step = Changing.__new__(Changing)
    for name in ("parts", "indices"):
        object.__setattr__(step, name, getattr(KNOWN, name))
    n = Normalizer(Context(LAWS, {}, (), (EQUAL,)))
    with pytest.raises(KernelError, match="not a step"):
        by_equations(n, statement, (step,))
