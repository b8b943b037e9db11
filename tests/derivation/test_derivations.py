"""Chains, claims, reasons and verdicts."""

import pytest

from derive import (
    KL,
    Alphabet,
    Channel,
    CodeLengths,
    DeriveError,
    Distribution,
    E,
    Eq,
    Ge,
    H,
    I,
    Independent,
    Law,
    Le,
    Markov,
    Nonnegative,
    Probability,
    Proof,
    Rational,
    Sum,
    alphabets,
    check,
    cross_entropy,
    log,
    log_bound,
    theorem,
)
from derive.kernel.theorem import Theorem
from derive.render.rows import claimed

x, y, z = alphabets("x y z")
p, q, s = (Distribution(n, x) for n in "pqs")
r = Law("r", x, y, z)
X, Y, Z = r.variables
L = CodeLengths("L", x)


def derivation(build, given=(), title="a statement"):
    return theorem(title, given=list(given))(build)


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))


def verdicts(report):
    return [step.verdict for step in report.steps]


def test_a_false_step_is_refuted_and_the_others_still_checked():
    def build(proof):
        proof.start(KL(p, q))
        proof.eq(Sum(p(x) * log(p(x) / q(x)), x), "definition")
        proof.le(0, "wrong")
        proof.ge(-1, "fine")

    report = check(derivation(lambda proof: build(proof), [p << q]))
    assert report.error.endswith("Try two theorems.")

    def build_claim(proof):
        build(proof)
        proof.claim(KL(p, q) >= 0)

    report = check(derivation(build_claim, [p << q]))
    assert verdicts(report) == ["proved", "refuted", "proved", "open"]
    assert report.verdict == "open"  # the claim may be true for all that


def test_a_claim_is_not_proved_while_a_step_is_open_or_refuted():
    def build(proof):
        proof.start(KL(p, q))
        proof.eq(2 * KL(p, q), "wrong")
        proof.ge(0, "right")
        proof.claim(KL(p, q) >= 0, equality=Eq(p, q))

    report = check(derivation(build, [p << q]))
    assert verdicts(report) == ["refuted", "proved", "open", "open"]
    assert "rests on unproved step 1" in report.steps[2].note
    assert report.theorem is None


def test_a_chain_through_a_false_step_is_no_contradiction():
    def build(proof):
        proof.start(Sum(p(x) * (q(x) / p(x) - 1), x))
        proof.eq(Sum(q(x), x) - 1, "cancel p")

    report = check(derivation(build, [p << q]))
    assert verdicts(report) == ["refuted", "refuted"]


def test_the_chain_must_compose_to_its_claim():
    def build(proof):
        proof.start(H(X, Y))
        proof.eq(H(X) + H(Y | X), "chain rule")
        proof.claim(Ge(H(X), 0))

    report = check(derivation(build))
    assert verdicts(report) == ["proved", "open"]
    assert "the chain does not give the claim" in report.steps[1].note


def test_a_chain_of_mixed_directions_says_nothing_about_its_ends():
    def build(proof):
        proof.start(H(X | Y))
        proof.le(H(X), "conditioning")
        proof.ge(0, "entropy")
        proof.claim(H(X | Y) <= H(X))

    report = check(derivation(build))
    assert verdicts(report) == ["proved", "proved", "open"]
    assert "mixes" in report.steps[2].note


def test_without_a_claim_the_ends_are_claimed():
    def build(proof):
        proof.start(H(X | Y))
        proof.le(H(X), "conditioning")
        proof.eq(Sum(r(x) * log(1 / r(x)), x), "definition")

    report = check(derivation(build))
    assert report.verdict == "proved"
    assert report.claim == Le(H(X | Y), Sum(r(x) * log(1 / r(x)), x))


def test_reasons_narrow_the_search():
    def by_axiom_alone(proof):
        proof.start(H(p, base=2))
        proof.le(E(L(x), p), log_bound)

    def with_everything(proof):
        proof.start(H(p, base=2))
        proof.le(E(L(x), p), "Kraft and the bound")

    assert check(derivation(by_axiom_alone, [L.kraft()])).steps[0].verdict == "open"
    assert check(derivation(with_everything, [L.kraft()])).verdict == "proved"


def test_a_lemma_is_used_under_its_hypotheses_only():
    def with_hypothesis(proof):
        proof.start(cross_entropy(p, q) - H(p))
        proof.ge(0, gibbs)

    assert check(derivation(with_hypothesis, [p << q])).verdict == "proved"
    report = check(derivation(with_hypothesis, [q << p]))
    assert report.steps[0].verdict == "ill-posed"
    assert report.theorem is None


def test_an_instance_for_other_laws():
    def build(proof):
        proof.start(I(X, Y))
        proof.ge(0, gibbs.on(p=r(x, y), q=r(x) * r(y)))
        proof.claim(I(X, Y) >= 0, equality=Eq(r(x, y), r(x) * r(y)))

    assert check(derivation(build)).verdict == "proved"


@pytest.mark.parametrize(
    ("put", "says"),
    [
        ({"p": r(x, y), "q": 2 * r(x) * r(y)}, "does not sum to 1"),
        ({"p": r(x, y), "q": r(x, y) - r(x) * r(y) + r(x) * r(y) ** 2}, "not visibly nonnegative"),
        ({"p": r(x), "q": s(x)}, "hypothesis"),
        ({"t": r(x)}, "it has"),
    ],
)
def test_an_instance_that_is_none(put, says):
    def build(proof):
        proof.start(H(X))
        proof.ge(0, gibbs.on(**put))

    report = check(derivation(build))
    assert report.verdict == "error"
    assert says in report.steps[0].note


def test_circular_reasoning_is_reported():
    made = {}

    def one(proof):
        proof.start(H(p))
        proof.ge(0, made["two"])

    def two(proof):
        proof.start(H(p))
        proof.ge(0, made["one"])

    made["one"], made["two"] = derivation(one), derivation(two)
    assert "circular" in check(made["one"]).steps[0].note


def test_an_unproved_lemma_is_not_used():
    def false(proof):
        proof.claim(KL(p, q) <= 0)

    def build(proof):
        proof.start(KL(p, q))
        proof.le(0, derivation(false, [p << q]))

    report = check(derivation(build, [p << q]))
    assert "not proved" in report.steps[0].note


def test_a_hypothesis_as_reason_must_be_given():
    def build(proof):
        proof.start(L.kraft_sum())
        proof.le(1, L.kraft())

    assert check(derivation(build, [L.kraft()])).verdict == "proved"
    assert "not among the hypotheses" in check(derivation(build)).steps[0].note


def test_contradictory_hypotheses_prove_nothing():
    def build(proof):
        proof.claim(Le(H(p), -1))

    report = check(derivation(build, [Le(p(x), Rational(-1))]))
    assert report.verdict != "proved"


def test_independence_is_used_without_quotients():
    def build(proof):
        proof.start(H(X, Y))
        proof.eq(H(X) + H(Y), Independent(X, Y))

    assert check(derivation(build, [Independent(X, Y)])).verdict == "proved"


def test_the_two_roads_must_not_contradict_each_other(monkeypatch):
    from derive.kept import models
    from derive.numeric import Evidence

    monkeypatch.setattr(models, "attack", lambda *a: Evidence("refuted", 1))
    report = check(gibbs)
    assert report.verdict == "error"
    assert "CONTRADICTS ITSELF" in report.steps[0].note


def test_theorems_know_their_statement():
    made = check(gibbs).theorem
    assert isinstance(made, Theorem)
    assert "p ≪ q |= " in repr(made)
    assert "with equality iff" in repr(made)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda proof: proof.eq(H(p)), "no first line"),
        (lambda proof: proof.start(H(p)).start(H(p)), "already started"),
        (lambda proof: proof.start(H(p)).eq(H(p), 3), "reason: got 3"),
        (lambda proof: proof.claim(H(p) >= 0).claim(H(p) >= 0), "one claim"),
        (lambda proof: proof.start(H(p)).claim(H(p) >= 0).eq(0), "after the claim"),
        (lambda proof: proof.claim(Eq(H(p), H(p)), equality=Eq(p, p)), "equality condition"),
        (lambda proof: proof.claim(True), "already evaluated"),
        (lambda proof: proof.start("H(p)"), "never evaluated"),
        (lambda proof: None, "neither a step nor a claim"),
    ],
)
def test_mistakes_in_a_derivation_are_named(wrong, says):
    report = check(derivation(wrong))
    assert report.verdict == "error"
    assert says in report.error


def test_wrong_titles_and_hypotheses():
    with pytest.raises(DeriveError, match="title"):
        theorem(3)
    with pytest.raises(DeriveError, match="expected a list"):
        theorem("t", given=p << q)
    with pytest.raises(DeriveError, match="already evaluated"):
        theorem("t", given=[True])


def test_two_things_of_one_name():
    def build(proof):
        other = Law("p", y)
        proof.claim(Ge(H(p) + H(other), 0))

    assert "declared twice" in check(derivation(build)).error


def test_a_proof_can_be_written_by_hand():
    proof = Proof().start(H(p)).ge(0, "entropy is nonnegative")
    assert len(proof.steps) == 1


def test_an_equation_may_stand_in_a_chain_of_either_direction():
    def downwards(proof):
        proof.start(I(X, Z))
        proof.le(I(X, Z) + I(X, Y | Z), "I(X;Y|Z) ≥ 0")
        proof.eq(I(X, (Y, Z)), "chain rule")
        proof.eq(I(X, Y) + I(X, Z | Y), "chain rule")
        proof.eq(I(X, Y), Markov(X, Y, Z))

    def upwards(proof):
        proof.start(I(X, Y))
        proof.eq(I(X, Y) + I(X, Z | Y), Markov(X, Y, Z))
        proof.eq(I(X, Z) + I(X, Y | Z), "chain rule, twice")
        proof.ge(I(X, Z), "I(X;Y|Z) ≥ 0")

    for build in (downwards, upwards):
        report = check(derivation(build, [Markov(X, Y, Z)]))
        assert report.verdict == "proved", report


def test_a_mixture_dominates_what_both_parts_dominate():
    lam = Probability("λ")

    def build(proof):
        proof.claim(KL(p(x), lam * q(x) + (1 - lam) * s(x)) >= 0)

    assert check(derivation(build, [p << q, p << s])).verdict == "proved"
    assert check(derivation(build, [p << q])).verdict == "ill-posed"


@pytest.mark.parametrize(("least", "verdict"), [(1, "proved"), (2, "refuted")])
def test_an_alphabet_has_a_letter_and_perhaps_no_second(least, verdict):
    assert check(derivation(lambda proof: proof.claim(Ge(x.size, least)))).verdict == verdict


def test_four_variables_of_which_three_matter():
    w, big = Alphabet("w"), Law("r", Alphabet("w"), x, y, z)
    assert w in big.outputs
    _, a, b, c = big.variables

    def build(proof):
        proof.claim(Le(H(a | c), H(a | b) + H(b | c)))

    assert check(derivation(build)).verdict == "proved"


def test_what_a_channel_does_not_say_is_not_proved():
    x1 = x.another("x'")
    step = Channel("K", x1, given=x)

    def symmetric(proof):
        proof.claim(Eq(step(x1 | x), step(x | x1)))

    def stationary(proof):
        proof.claim(Eq(Sum(p(x) * step(x1 | x), x), p(x1)))

    def exchangeable(proof):
        pair = Law("t", x, x1)
        proof.claim(Eq(pair(x, x1), pair(x1, x)))

    for build in (symmetric, stationary, exchangeable):
        assert check(derivation(build)).verdict == "refuted"
    balance = Eq(p(x) * step(x1 | x), p(x1) * step(x | x1))
    assert check(derivation(stationary, [balance])).verdict in ("proved", "open")


def test_a_chained_comparison_in_a_derivation_is_explained():
    report = check(derivation(lambda proof: proof.claim(0 <= H(p) <= log(x.size))))
    assert "lose a half" in report.error


def test_a_reason_that_is_not_enough_says_so():
    def build(proof):
        proof.start(H(p, base=2))
        proof.le(E(L(x), p), log_bound)

    note = check(derivation(build, [L.kraft()])).steps[0].note
    assert "not from this reason alone" in note


def test_a_report_prints_as_a_short_table():
    shown = repr(check(gibbs))
    assert shown.splitlines()[0] == "Gibbs' inequality: proved"
    assert "D(p‖q) ≥ 0" in shown


@pytest.mark.parametrize("wrong", ["gibbs", 3, [gibbs]])
def test_check_wants_a_derivation(wrong):
    with pytest.raises(DeriveError, match="expected what @theorem"):
        check(wrong)


def test_equal_laws_have_equal_entropies():
    def same(proof):
        proof.claim(Eq(H(p), H(q)))

    assert check(derivation(same, [Eq(p, q)])).verdict == "proved"
    assert check(derivation(same)).verdict == "refuted"
    assert check(derivation(same, [Eq(p(x), 1 / x.size)])).verdict == "refuted"


def test_what_an_equation_does_not_give_is_not_proved_by_it():
    def build(proof):
        proof.claim(Eq(KL(p, s), KL(s, q)))

    assert check(derivation(build, [Eq(p, q), p << s, s << q])).verdict == "refuted"


@pytest.mark.parametrize(
    ("relation", "hypothesis", "verdict"),
    [
        (Le(E(L(x), p), 3), Le(L(x), 3), "proved"),
        (Le(Sum(L(x), x), 3 * x.size), Le(L(x), 3), "proved"),
        (Le(Sum(L(x), x), 3), Le(L(x), 3), "refuted"),
        (Le(E(L(x), p), 2), Le(L(x), 3), "refuted"),
        (Ge(E(L(x), p), 3), Le(L(x), 3), "refuted"),
    ],
)
def test_a_bound_at_every_letter_holds_on_average(relation, hypothesis, verdict):
    report = check(derivation(lambda proof: proof.claim(relation), [hypothesis]))
    assert report.verdict == verdict, report


@pytest.mark.parametrize(
    ("relation", "given", "verdict"),
    [
        (Le(H(Y), H(X)), [Eq(H(Y | X), 0)], "proved"),
        (Le(H(Y, base=2), H(X, base=2)), [Eq(H(Y | X, base=2), 0)], "proved"),
        (Le(I(X, Z), I(X, Y)), [Eq(H(Z | Y), 0)], "proved"),
        (Ge(I((X, Y), Z), I(X, Z) + I(Y, Z)), [Independent(X, Y)], "proved"),
        (Le(I(X, Y), 2 * H(Z)), [Le(H(X), H(Z))], "proved"),
        (Le(H(X), H(Y)), [Eq(H(Y | X), 0)], "refuted"),
        (Le(I((X, Y), Z), I(X, Z) + I(Y, Z)), [Independent(X, Y)], "refuted"),
        (Le(I(X, Y), H(Z) / 2), [Le(H(X), H(Z))], "refuted"),
    ],
)
def test_hypotheses_about_entropies_join_the_elemental_inequalities(relation, given, verdict):
    report = check(derivation(lambda proof: proof.claim(relation), given))
    assert report.verdict == verdict, report


def test_a_mistake_in_the_equality_condition_keeps_the_rest():
    def build(proof):
        proof.start(KL(p, q))
        proof.ge(0, gibbs)
        proof.claim(KL(p, q) >= 0, equality=Le(p(x), q(x)))

    report = check(derivation(build, [p << q]))
    assert verdicts(report) == ["proved", "proved", "error"]
    assert "expected an equation" in report.steps[2].note


def test_a_hint_about_other_laws_is_given_for_theorems_alone():
    def build(proof):
        proof.start(H(p))
        proof.le(KL(p, q), log_bound)

    note = check(derivation(build, [p << q])).steps[0].note
    assert "theorem.on" not in note


def test_an_equality_condition_is_read_at_every_letter():
    n = Nonnegative("N", x)

    @theorem("t")
    def nonnegative(proof):
        proof.claim(n(x) >= 0, equality=Eq(n(x.another("x1")), 0))

    report = check(nonnegative)
    assert report.verdict == "proved"
    assert "with equality at every letter iff N(x1) = 0" in str(claimed(report.steps[-1]))
