"""The cited inequalities: each follows from the copy lemma, none from elemental inequalities."""

import time
from fractions import Fraction

import pytest

from derive.entropic.nonshannon import KNOWN, instances
from derive.entropic.problem import Condition, Problem, Relation
from derive.entropic.prove import prove
from derive.entropic.reduce import core_of
from derive.entropic.shannon import Combination, Polymatroid, Search
from derive.entropic.sums import EntropySum, h, members
from derive.kernel.terms import KernelError
from derive.kernel.theorem import prove as kernel_prove

A, B, C, D, R, S = 1, 2, 4, 8, 16, 32


def copy(new, old, over, rest):
    """The copy lemma's conditions: `new` is to `over` as `old` is, and independent of `rest`."""
    alike = []
    bits = [1 << i for i in members(over)]
    for pick in range(1 << len(bits)):
        m = sum(b for k, b in enumerate(bits) if pick >> k & 1)
        alike.append(Condition("linear", (), "", relation=Relation(h(m | new) - h(m | old), "=")))
    return [*alike, Condition("independent", (new, rest), "", over)]


COPIES = {
    "Zhang–Yeung": copy(R, A, B | C, A | D),
    "Matúš, s = 2": copy(R, A, B | C, A | D) + copy(S, R, A | C, B | D | R),
    "Dougherty–Freiling–Zeger (1)": copy(R, C, A | B, C | D) + copy(S, R, A | C, B | D | R),
}


def outcome(total, conditions, names):
    p = Problem(tuple(names), EntropySum(), "<=", total, tuple(conditions))
    return Search(core_of(p, p.gap()), time.monotonic() + 60).run()


def test_each_known_one_is_derived_here():
    assert {k.name for k in KNOWN} == set(COPIES)


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: k.name)
def test_it_follows_from_the_copy_lemma(known):
    conditions = COPIES[known.name]
    names = "ABCDR" if len(conditions) == 5 else "ABCDRS"
    assert isinstance(outcome(known.total(), conditions, names), Combination)


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: k.name)
def test_it_is_not_shannon_type(known):
    found = outcome(known.total(), [], "ABCD")
    assert isinstance(found, Polymatroid) and found.complete


@pytest.mark.parametrize("known", KNOWN, ids=lambda k: k.name)
def test_a_little_less_does_not_follow(known):
    less = known.total() - h(A | B | C | D).scale(Fraction(1, 1000))
    conditions = COPIES[known.name]
    names = "ABCDR" if len(conditions) == 5 else "ABCDRS"
    assert isinstance(outcome(less, conditions, names), Polymatroid)


ZHANG_YEUNG = "2 I(C;D) <= I(A;B) + I(A;C,D) + 3 I(C;D|A) + I(C;D|B)"


def test_a_statement_that_needs_one_is_cited_and_says_so():
    verdict = prove(ZHANG_YEUNG)
    assert verdict.word == "cited"
    assert not verdict.theorem.is_proved
    (source,) = verdict.theorem.rests.cited
    assert "Zhang–Yeung" in source
    with pytest.raises(KernelError):  # and the kernel has no proof without it
        kernel_prove_again(verdict)


def kernel_prove_again(verdict):
    from derive.entropic.certificate import Information
    from derive.kernel.normal import Normalizer

    theorem = verdict.theorem
    forms = tuple(f for f in theorem.reason.given if isinstance(f, Information))
    return kernel_prove(Normalizer(theorem.context), theorem.statement, forms)


def test_more_variables_in_other_names():
    text = ZHANG_YEUNG.replace("A", "W").replace("B", "V,U")
    assert prove(text).word == "cited"


def test_instances_are_distinct_and_few():
    assert instances(3) == [] and instances(7) == []
    keys = {frozenset(i.total.terms.items()) for i in instances(4)}
    assert len(keys) == len(instances(4))


def test_a_conditional_inequality_is_left_open_honestly():
    # Zhang & Yeung 1997: true, but not among the unconditional ones; never said to be refuted
    verdict = prove("I(C;D) <= I(C;D|A) + I(C;D|B)", ["A ⊥ B", "A ⊥ B | C"], seconds=5)
    assert verdict.word in ("not Shannon-provable", "open")
