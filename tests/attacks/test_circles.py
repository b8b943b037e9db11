"""Circles: what is used in its own proof, by whatever road, proves nothing."""

import threading

import pytest

from derive import (
    AtMostOne,
    DeriveError,
    EveryT,
    Le,
    Positive,
    Real,
    past_and_next,
    theorem,
)
from derive.derivation.check import check, proved_theorem
from derive.derivation.derivation import Claim, Proof, Step
from derive.kernel import terms as t
from derive.kernel.certificates import Known
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, KernelError, QuantityDecl
from derive.kernel.theorem import Statement, prove
from derive.language.relations import Eq, Relation

c, d = Real("c"), Real("d")
FALSE = Le(c, c - 1)


def made(write, given=(), name="lemma"):
    write.__name__ = name
    return theorem(name, given=list(given))(write)


def by(*reasons):
    """c ≤ c − 1, each step by a derivation that is looked up only when it is written."""

    def write(proof):
        proof.start(c)
        for reason in reasons:
            proof.le(c - 1, reason())
            break
        proof.claim(FALSE)

    return write


def circle(length):
    ring = []
    for k in range(length):
        ring.append(made(by(lambda k=k: ring[(k + 1) % length]), name=f"lemma{k}"))
    return ring


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_a_circle_of_lemmas(length):
    for one in circle(length):
        report = check(one, None)
        assert report.verdict == "error"
        assert report.theorem is None
    with pytest.raises(DeriveError):
        proved_theorem(circle(length)[0])


def test_a_circle_through_an_instance():
    ring = []
    ring.append(made(by(lambda: ring[1].on(c=c)), name="one"))
    ring.append(made(by(lambda: ring[0].on(c=c)), name="other"))
    itself = []
    itself.append(made(by(lambda: itself[0].on(c=c)), name="itself"))
    for one in (*ring, *itself):
        report = check(one, None)
        assert report.verdict == "error"
        assert any("circular" in s.note for s in report.steps)


def test_a_circle_through_a_step_of_induction():
    u, v = past_and_next("x")
    ell = Real("ell", u)
    ring = []

    def step(proof):
        proof.start(ell(u))
        proof.le(ell(u) - 1, ring[1])

    ring.append(made(step, name="step"))
    ring.append(made(lambda proof: proof.fact(EveryT(ring[0], ell(u), -1, u, v)), name="every"))
    for one in ring:
        assert check(one, None).verdict == "error"


def test_a_circle_of_facts():
    ring = []

    class Relies(AtMostOne):
        def __init__(self, other):
            self.other = other

        def text(self):
            return "1 ≤ 0"

        def decide(self, ground):
            from derive.rules.fact import Decision

            return Decision("proved", ground.rests(self.other()))

    ring.append(made(lambda proof: proof.fact(Relies(lambda: ring[1])), name="one"))
    ring.append(made(lambda proof: proof.fact(Relies(lambda: ring[0])), name="other"))
    for one in ring:
        report = check(one, None)
        assert report.verdict != "proved"
        assert report.rests is None


def test_a_lemma_that_is_made_later():
    later = []
    first = made(by(lambda: later[0]), name="first")
    later.append(made(lambda proof: proof.claim(Le(c, c + 1)), name="later"))
    assert check(first, None).verdict != "proved"
    later[0] = made(by(lambda: first), name="later")
    assert check(made(by(lambda: later[0])), None).verdict == "error"


def test_one_name_twice_is_two_derivations():
    """A name that is given away while it is under way does not close a circle, nor open one."""
    true = made(lambda proof: proof.claim(Le(c, c + 1)), name="lemma")
    false = made(lambda proof: proof.claim(FALSE), name="lemma")
    user = made(by(lambda: true), name="lemma")
    assert check(true, None).verdict == "proved"
    assert check(false, None).verdict == "open"
    assert check(user, None).verdict != "proved"
    assert check(made(by(lambda: false), name="lemma"), None).verdict == "error"


def test_a_proof_changed_after_it_was_checked():
    """The theorem stays what it was, and the report is of what now stands there."""
    lemma = made(lambda proof: proof.claim(Le(c, c + 1)))
    assert check(lemma, None).verdict == "proved"
    lemma.proof().claims[:] = [Claim(FALSE, (), 0)]
    user = made(by(lambda: lemma))
    assert check(user, None).verdict != "proved"
    assert check(lemma, None).verdict != "proved"
    with pytest.raises(DeriveError, match="not proved"):
        proved_theorem(lemma)


def test_steps_added_after_it_was_checked():
    lemma = made(lambda proof: proof.start(c).le(c + 1))
    assert check(lemma, None).verdict == "proved"
    lemma.proof().steps.append(Step(Relation(c + 1, "<=", c), "", 0))
    report = check(lemma, None)
    assert report.verdict != "proved"
    assert report.theorem is None


def test_hypotheses_dropped_after_it_was_checked():
    lemma = made(lambda proof: proof.claim(Le(c, d)), [Le(c, d)])
    assert check(lemma, None).verdict == "proved"
    lemma.given = ()
    user = made(lambda proof: proof.start(c).le(d, lemma))
    assert check(user, None).verdict != "proved"
    assert check(lemma, None).verdict == "open"


def test_a_relation_changed_after_it_was_checked():
    claim = Le(c, c + 1)
    lemma = made(lambda proof: proof.claim(claim))
    assert check(lemma, None).verdict == "proved"
    try:
        claim.rhs = c - 1
    except AttributeError:
        return
    assert check(made(by(lambda: lemma)), None).verdict != "proved"
    assert check(lemma, None).verdict != "proved"


def test_a_theorem_put_where_another_belongs():
    """`proved` is only a cache: what is in it is the kernel's own, or refused."""
    lemma = made(lambda proof: proof.claim(Le(c, c + 1)))
    other = made(lambda proof: proof.claim(FALSE))
    check(lemma, None)
    other.proved = lemma.proved
    assert check(made(by(lambda: other)), None).verdict != "proved"

    class Lookalike:
        context, statement, zero = lemma.proved[0].context, Statement(t.ONE, "<=", t.ZERO), ()
        rests, equality, reason = lemma.proved[0].rests, None, None

    other.proved = (Lookalike(), lemma.proved[1])
    assert check(made(by(lambda: other)), None).verdict != "proved"


def test_a_function_that_writes_otherwise_each_time():
    writes = iter([lambda proof: proof.claim(Le(c, c + 1)), lambda proof: proof.claim(FALSE)])
    lemma = made(lambda proof: next(writes)(proof))
    assert check(lemma, None).verdict == "proved"
    assert check(made(by(lambda: lemma)), None).verdict != "proved"
    assert isinstance(lemma.proof(), Proof)


def test_circles_are_looked_for_in_each_thread():
    """The same derivation in several threads is no circle; a circle is one in each."""
    lemma = made(lambda proof: proof.claim(Le(c, c + 1)))
    ring = circle(2)
    seen = []

    def run():
        user = made(lambda proof: proof.start(c).le(c + 1, lemma))
        seen.append((check(user, None).verdict, check(ring[0], None).verdict))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert seen == [("proved", "error")] * 4


# -- definitions ----------------------------------------------------------------------------------


def test_a_cyclic_definition_is_a_hypothesis():
    """c = c + 1 can be written only as a hypothesis, and no model meets it."""
    for given in ([Eq(c, c + 1)], [Eq(c, d + 1), Eq(d, c + 1)], [Eq(c, d), Eq(d, c + 1)]):
        report = check(made(lambda proof: proof.claim(Le(1, 0)), given), None)
        assert report.verdict != "proved"
        assert report.rests is None


def test_a_term_cannot_contain_itself():
    parts = [t.ONE]
    with pytest.raises(KernelError):
        prove(Normalizer(Context({}, {})), Statement(t.Add(parts), "=", t.Add(parts)))  # type: ignore[arg-type]
    loop = t.Add((t.ONE,))
    object.__setattr__(loop, "terms", (loop,))
    with pytest.raises((KernelError, RecursionError)):
        prove(Normalizer(Context({}, {})), Statement(loop, "=", t.ZERO))


def test_a_theorem_is_older_than_what_uses_it():
    k = Normalizer(Context({}, {"a": QuantityDecl((), "pos")}))
    with pytest.raises(KernelError):
        prove(k, Statement(t.ZERO, ">=", t.ONE), (Known(Known(None)),))  # type: ignore[arg-type]
    a = Positive("a")
    assert check(made(lambda proof: proof.claim(Le(a, 0))), None).verdict != "proved"
