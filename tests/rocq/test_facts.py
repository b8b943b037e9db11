"""Facts beside the kernel for users of Rocq: how they read, and that they follow by `Facts.v`."""

import json

import pytest

from derive.render.axioms import IN_ROCQ
from rocq.facts import FORMAT, exported_fact
from rocq.theory import _AXIOMS, assumptions
from rocq.translate import Malformed
from tests.recheck.build import facts_of_script
from tests.rocq.compiling import compiles, coqc, theory
from tests.rocq.toy import needs_rocq


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    return theory(tmp_path_factory.mktemp("theory"))


def statement(text):
    """The last theorem's statement, in one line."""
    said = exported_fact(text).rpartition("\nTheorem ")[2].split(" : ", 1)[1]
    return " ".join(said.partition(".\nProof.")[0].split())


def test_the_likeliest_letter_of_a_softmax():
    assert statement(facts_of_script("softmax")["likeliest"]) == (
        "forall (Θ : nat) (τ : R) (s : nat -> R), (0 < Θ)%nat -> 0 < τ -> forall θ,"
        " is_argmax Θ s θ <-> is_argmax Θ (fun θ => exp (s θ / τ) / (∑ θ < Θ, exp (s θ / τ))) θ"
    )


def test_maximum_likelihood_is_least_cross_entropy():
    said = statement(facts_of_script("maximum_likelihood")["least_cross_entropy"])
    assert said.endswith(
        "is_argmax Θ (fun θ => exp (∑ i < I, ln (exp (∑ xᵢ < X, x i xᵢ * ln (q xᵢ θ))))) θ"
        " <-> is_argmin Θ (fun θ => ∑ x' < X, (∑ i < I, x i x') * ln (1 / q x' θ) / INR I) θ"
    )


@needs_rocq
def test_they_follow_from_what_is_claimed(compiled):
    names = ("softmax", "likeliest"), ("maximum_likelihood", "least_cross_entropy")
    for stem, name in names:
        said = compiles(compiled, [exported_fact(facts_of_script(stem)[name])])
        assert {*assumptions(said)} - _AXIOMS == {"claimed_"}


@needs_rocq
def test_another_fact_does_not_follow(compiled):
    text = exported_fact(facts_of_script("softmax")["likeliest"])
    with pytest.raises(AssertionError):
        compiles(compiled, [text.replace("is_argmax Θ s θ", "is_argmin Θ s θ")])


@needs_rocq
def test_every_rule_that_is_said_to_be_proved_is(compiled):
    names = [f"{file}.{name}" for file, some in IN_ROCQ.values() for name in some]
    asked = "".join(f"Print Assumptions {name}.\n" for name in names)
    asked = f"From Derive Require Import Analysis Facts.\n{asked}"
    (compiled / "Asked.v").write_text(asked, "utf-8")
    assert {*assumptions(coqc(compiled, "Asked.v"))} <= _AXIOMS


def test_what_is_no_fact_is_refused():
    text = facts_of_script("softmax")["likeliest"]
    data = json.loads(text)
    bad = data | {"format": FORMAT + "x"}, data | {"rule": "any"}, data | {"steps": [{}]}, {}
    for other in bad:
        with pytest.raises(Malformed):
            exported_fact(json.dumps(other))
    step = data["steps"][0]
    mixed = {**step, "certificates": [*step["certificates"], *other_context()]}
    with pytest.raises(Malformed, match="several contexts"):
        exported_fact(json.dumps(data | {"steps": [mixed]}))


def other_context():
    text = facts_of_script("maximum_likelihood")["least_cross_entropy"]
    return json.loads(text)["steps"][0]["certificates"]


def test_the_chain_rule_for_entropy_for_every_number_of_letters():
    assert statement(facts_of_script("chain_rules")["entropy.fact-1"]) == (
        "forall (X_past Xₜ : nat -> nat) (r : nat -> nat -> nat -> R),"
        " (forall t, is_law2 (X_past t) (Xₜ t) (r t)) ->"
        " (forall t, X_past (S t) = X_past t * Xₜ t)%nat ->"
        " (forall t x_past xₜ, (x_past < X_past t)%nat -> (xₜ < Xₜ t)%nat ->"
        " ∑ xₜ' < Xₜ (S t), r (S t) (x_past * Xₜ t + xₜ)%nat xₜ' = r t x_past xₜ) ->"
        " forall T, entropy (X_past T) (marginal_1 (Xₜ T) (r T))"
        " = entropy (X_past O) (marginal_1 (Xₜ O) (r O)) +"
        " ∑ t < T, entropy_2_given_1 (X_past t) (Xₜ t) (r t)"
    )


@needs_rocq
@pytest.mark.parametrize("name", ["entropy", "subadditivity", "information", "divergence"])
def test_inductions_follow_from_their_steps(compiled, name):
    text = exported_fact(facts_of_script("chain_rules")[f"{name}.fact-1"])
    said = compiles(compiled, [text])
    assert {*assumptions(said)} - _AXIOMS == {"claimed_"}


@needs_rocq
def test_an_induction_needs_that_the_laws_fit_together(compiled):
    text = exported_fact(facts_of_script("chain_rules")["entropy.fact-1"])
    loose = text.replace("r (S t) (x_past * Xₜ t + xₜ)%nat xₜ' = ", "r (S t) x_past xₜ' = ")
    assert loose != text
    with pytest.raises(AssertionError):
        compiles(compiled, [loose])


def test_mcmillan_says_what_the_hypotheses_are_at_every_number_of_codewords():
    said = statement(facts_of_script("mcmillan")["mcmillan_bits.fact-1"])
    assert said.endswith("-> ∑ xₜ < Xₜ, exp (- (L xₜ * ln 2)) <= 1")
    assert "(forall t, INR (N t) <= Lmax * INR (S t)) ->" in said
    assert "ℓ (S t) (x_past * Xₜ + xₜ)%nat = L xₜ + ℓ t x_past" in said
    assert said.count("(forall t, (0 < X_past t)%nat) ->") == 1


@needs_rocq
def test_growth_follows_from_the_step_and_the_bound(compiled):
    text = exported_fact(facts_of_script("mcmillan")["mcmillan_bits.fact-1"])
    assert {*assumptions(compiles(compiled, [text]))} - _AXIOMS == {"claimed_"}
    with pytest.raises(AssertionError):
        compiles(compiled, [text.replace("Lmax * INR (S t)", "Lmax * INR (S t) ^ t")])
