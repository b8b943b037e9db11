"""Verdicts: from text and from SymPy objects, at the edges, and against each other."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive import DeriveError, Eq, Ge, Gt, H, I, Independent, Law, Le, Markov, alphabets, prove
from derive.derivation.derivation import theorem
from derive.entropic.joint import Joint
from derive.entropic.parse import parse
from derive.entropic.prove import decide
from derive.entropic.reduce import core_of
from derive.entropic.refute import counterexample
from derive.kernel.theorem import Theorem

x, y, z = alphabets("x y z")
r = Law("r", x, y, z)
X, Y, Z = r.variables


def test_from_objects():
    verdict = prove(I(X, Z) <= I(X, Y), given=[Markov(X, Y, Z)])
    assert verdict.word == "proved" and type(verdict.theorem) is Theorem
    assert [h.name for h in verdict.theorem.context.hypotheses] == ["X → Y → Z"]


def test_from_objects_in_bits_with_constants():
    given_ = [Le(H(X, base=2), 1), Le(H(Y, base=2), 1)]
    assert prove(H(X, Y, base=2) <= 2, given=given_).word == "proved"
    assert prove(H(X, Y, base=2) <= Fraction(199, 100), given=given_).word == "refuted"


def test_units_of_condition_and_statement_may_differ():
    assert prove(H(X) <= H(Y), given=[Eq(H(X | Y, base=2), 0)]).word == "proved"
    assert prove(H(X, base=2) <= H(Y, base=2), given=[Eq(2 * H(X | Y), 0)]).word == "proved"


def test_mutual_independence_and_equations():
    both = prove(Eq(H(X, Y, Z), H(X) + H(Y) + H(Z)), given=[Independent(X, Y, Z)])
    assert both.word == "proved" and both.theorem.statement.rel == "="
    assert prove(Eq(H(X, Y, Z), H(X) + H(Y) + H(Z)), given=[Independent(X, Y)]).word == "refuted"


def test_what_is_no_entropy_statement_is_refused():
    other = Law("s", x, y).variables
    for bad in (Gt(H(X), 0), H(X) <= H(other[0]), Ge(H(X), 1), Ge(r(x), 0), Ge(H(X) ** 2, 0)):
        with pytest.raises(DeriveError):
            prove(bad)
    with pytest.raises(DeriveError):
        prove(H(X) >= 0, given=[Eq(r(x), r(y=y))])
    with pytest.raises(DeriveError):
        prove("H(X) >= 0", given=[Markov(X, Y, Z)])


def test_a_verdict_has_no_truth_value():
    with pytest.raises(DeriveError):
        bool(prove("H(X) >= 0"))


def test_contradictory_conditions_are_reported_not_used():
    verdict = prove("H(X) <= 1", ["H(X) >= 2", "H(X) <= 3/2"])
    assert verdict.word == "inconsistent" and verdict.theorem is None
    assert prove("H(X) >= 5", ["H(Y) <= -1"]).word == "inconsistent"


def test_a_theorem_needs_its_conditions():
    made = prove("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"]).theorem
    assert len(made.context.hypotheses) == 1
    assert made.context.hypotheses[0].kind == "="


@pytest.mark.parametrize("n", [8, 12, 16])
def test_han_and_subadditivity_at_any_size(n):
    names = [f"X{k}" for k in range(1, n + 1)]
    whole = f"H({','.join(names)})"
    others = [f"H({','.join(v for v in names if v != u)})" for u in names]
    assert prove(f"{n - 1} {whole} <= {' + '.join(others)}").word == "proved"
    assert prove(f"{whole} <= {' + '.join(f'H({v})' for v in names)}").word == "proved"
    assert prove(f"{n} {whole} <= {' + '.join(others)}").word == "refuted"


def test_twenty_variables_in_a_chain():
    names = [f"X{k}" for k in range(1, 21)]
    links = " + ".join(f"I({a};{b})" for a, b in pairwise(names))
    chain = " -> ".join(names)
    assert prove(f"19 I(X1;X20) <= {links}", [chain]).word == "proved"
    assert prove(f"20 I(X1;X20) <= {links}", [chain]).word == "refuted"


def test_a_large_number_of_variables_that_nothing_can_decide_ends_in_time():
    names = [f"X{k}" for k in range(1, 17)]
    rng = random.Random(3)
    terms = [f"{rng.randint(1, 5)} H({','.join(sorted(rng.sample(names, 7)))})" for _ in range(40)]
    verdict = prove(f"30 H({','.join(names)}) <= {' + '.join(terms)}", seconds=3)
    assert verdict.word in ("proved", "refuted", "open")
    assert verdict.seconds < 20


def test_equality_conditions_of_data_processing():
    from derive.render.entropic import data

    verdict = prove("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"])
    assert data(verdict)["equality"] == ["X → Z → Y"]
    assert data(prove("H(X|Y) <= H(X)"))["equality"] == ["X ⊥ Y"]
    assert data(prove("H(X) <= 3", ["H(X) <= 2"]))["equality"] is None


NAMES = ("X", "Y", "Z")
weights = st.integers(-3, 3)
CONDITIONS = (
    "X -> Y -> Z",
    "indep(X,Y)",
    "func(Z; X,Y)",
    "H(X) = H(Y)",
    "H(X|Y) <= H(Z)",
    "X ⊥ Y | Z",
)


@st.composite
def problems(draw):
    sets = ("X", "Y", "Z", "X,Y", "X,Z", "Y,Z", "X,Y,Z")
    terms = " + ".join(f"{draw(weights)} H({s})" for s in sets).replace("+ -", "- ")
    chosen = draw(st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True))
    return parse(f"{terms} >= 0", chosen)


@st.composite
def joints(draw):
    rows = draw(st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=8, unique=True))
    counts = [draw(st.integers(1, 5)) for _ in rows]
    return Joint.of((row, Fraction(c, sum(counts))) for row, c in zip(rows, counts, strict=True))


@settings(max_examples=60, deadline=None)
@given(problems(), st.lists(joints(), min_size=10, max_size=10))
def test_nothing_proved_fails_anywhere(problem, some):
    verdict = decide(problem, 5)
    assert verdict.word in ("proved", "refuted", "not Shannon-provable", "open")
    if verdict.word != "proved":
        return
    order = [NAMES.index(n) for n in problem.names]
    for joint in some:
        moved = Joint.of(
            (tuple(row[i] for i in order), w)
            for row, w in zip(joint.rows, joint.weights, strict=True)
        )
        assert not moved.breaks(problem)
    core = core_of(problem, problem.gap())
    assert counterexample(problem, core, deadline=float("inf"), thorough=False) is None


def test_proved_theorems_are_lemmas_for_derivations():
    from derive.kernel.certificates import Known
    from derive.kernel.normal import Normalizer
    from derive.kernel.theorem import Statement
    from derive.kernel.theorem import prove as kernel_prove

    made = prove(I(X, Z) <= I(X, Y), given=[Markov(X, Y, Z)]).theorem
    n = Normalizer(made.context)
    again = Statement(made.statement.lhs, "<=", made.statement.rhs)
    assert kernel_prove(n, again, (Known(made),)).is_proved


def test_a_condition_is_a_reason_however_it_was_written():
    from derive import Positive, check

    rate = Positive("R")
    typed, ours = H(X) <= rate, Le(H(X), rate)
    for given_, reason in ((typed, typed), (ours, ours), (typed, ours), (ours, H(X) <= rate)):

        @theorem("a rate", given=[given_])
        def bounded(proof, reason=reason):
            proof.start(H(X, Y) - H(Y)).le(H(X)).le(rate, reason)

        assert [s.verdict for s in check(bounded).steps] == ["proved"] * 3


def test_pythons_max_is_told_from_ours():
    from derive import check

    @theorem("a maximum")
    def largest(proof):
        proof.start(max(H(X), H(Y))).le(H(X, Y))

    assert "Try Max(a, b)" in check(largest).error

    @theorem("a chain of relations")
    def chained(proof):
        proof.claim(0 <= H(X) <= H(X, Y))

    assert "tested for truth" in check(chained).error


def test_chains_of_any_length():
    variables = Law("c", *alphabets("a b c d e f")).variables
    a, b, c, d, e, f = variables
    chain = [Markov(*variables)]
    links = H(a) + sum(H(v, u) - H(u) for u, v in pairwise(variables))
    for stated in (I(a, f) <= I(c, d), I(a, (c, d)) <= I(b, c), Eq(I(a, (d, f)), I(a, d)),
                   I((a, b), (e, f)) <= I(c, d), I(b, e) <= H(c),
                   Eq(H(*variables), links)):  # fmt: skip
        made = prove(stated, given=chain)
        assert made.word == "proved" and len(made.theorem.context.hypotheses) == 1, made
    for stated in (I(a, f) >= I(c, d), Eq(I(a, c), 0), I(a, b) <= I(a, c)):
        assert prove(stated, given=chain).word == "refuted"
    assert prove(I(a, d) <= I(b, c), given=[Markov(a, b, c)]).word == "refuted"
    assert (
        prove(I(a, f) <= I(b, c), given=[Markov(a, b, (c, d), e), Markov(a, c, f)]).word != "error"
    )
    text = "I(A;F) <= I(C;D)"
    assert prove(text, given="A -> B -> C -> D -> E -> F").word == "proved"
    assert prove(text, given="A -> B -> C; D -> E -> F").word == "refuted"


def test_groups_stand_in_brackets_too():
    assert prove("H(S|(A,B)) <= H(S|A)").word == "proved"
    assert prove("H(S|(A,B)) = H(S|A,B)").word == "proved"
    assert prove("I((A,B);C|(D,E)) = I(A;C|D,E) + I(B;C|A,(D,E))").word == "proved"
    assert prove("H(S|(A,B)) >= H(S|A)").word == "refuted"


def test_the_language_has_the_same_conditions_as_a_derivation():
    @theorem("data processing", given=[Markov(X, Y, Z)])
    def processing(proof):
        proof.claim(I(X, Z) <= I(X, Y))

    from derive.derivation.check import proved_theorem

    ours = prove(I(X, Z) <= I(X, Y), given=[Markov(X, Y, Z)]).theorem
    theirs, _ = proved_theorem(processing)
    assert ours.context.hypotheses == theirs.context.hypotheses
    assert ours.statement == theirs.statement


def test_a_polymatroid_is_one_and_breaks_the_statement():
    from derive.render.entropic import polymatroid_values

    for text in ("H(X) <= 1000", "0 <= H(B,A) + 3/2 - 1.000000006 H(A)"):
        verdict = prove(text, seconds=3)
        assert verdict.word == "not Shannon-provable"
        core, polymatroid = verdict.polymatroid
        values = polymatroid_values(core, polymatroid)
        gap = core.target
        total = sum((c * values.get(s, 0) for s, c in gap.terms.items()), gap.constant)
        assert total < 0
        for s, v in values.items():
            assert all(v >= values.get(u, 0) for u in values if u & ~s == 0)


@pytest.mark.parametrize(
    "text",
    [
        "H(X) <= 1e-100 H(Y) + 1e100",
        "1e60 H(X) + 1e-60 H(Y) >= 1e-60 H(X,Y)",
        "H(X) >= 1e100",
        "1e100 I(X;Y) <= 1e-30 H(X) given H(X) <= 1e-30",
    ],
)
def test_numbers_far_apart_end_in_a_verdict(text):
    assert decide(parse(text), 3).word in ("proved", "refuted", "not Shannon-provable", "open")


def test_arguments_are_checked():
    assert prove("I(X;Z) <= I(X;Y)", given="X -> Y -> Z").word == "proved"
    with pytest.raises(DeriveError):
        prove(H(X) >= 0, given="X -> Y -> Z")
    for bad in ({"given": None}, {"given": 3}, {"seconds": "a"}, {"seconds": 0}):
        with pytest.raises(DeriveError):
            prove("H(X) >= 0", **bad)
