"""A damaged or forged cache costs time, and never a verdict."""

import json
from pathlib import Path

import pytest

from tests.kept.forging import campaign, decided, derivations, forgeries, kept_of, remembering

SCRIPT = Path(__file__).with_name("statements.py")


@pytest.fixture(scope="module")
def kept():
    return {d.name: (d, without, lines) for d, without, lines in kept_of(SCRIPT)}


def test_the_script_has_every_verdict_and_entries_of_every_kind(kept):
    verdicts = {without[0] for _, without, _ in kept.values()}
    assert verdicts == {"proved", "refuted", "ill-posed", "open"}
    kinds = {key.partition(":")[0] for _, _, lines in kept.values() for key in lines}
    assert kinds == {"proof", "equality", "attack", "iff", "met", "open"}


def test_what_is_kept_holds_no_verdict_of_a_proof(kept):
    for _, _, lines in kept.values():
        for key, line in lines.items():
            if key.startswith(("proof", "equality", "met")):
                assert not {"proved", "refuted", "open"} & set(
                    json.dumps(json.loads(line)).split('"')
                )


def test_what_is_kept_is_read_and_gives_the_same_verdicts(kept):
    for d, without, lines in kept.values():
        memory = remembering(lines)
        assert decided(d, memory) == without
        if without[0] != "open":
            used = {k for k in lines if not k.startswith("open")}
            assert used <= memory.accepted | {k for k in used if k.startswith("attack")}
            assert memory.accepted


def test_every_field_forged_leaves_every_verdict():
    found = campaign(SCRIPT, every=67)
    assert found.tried > 250
    assert found.wrong == []


def test_no_proof_from_what_the_reason_does_not_allow(kept):
    # the same statement is proved with tangents elsewhere; this step may use its lemma alone
    d, without, lines = kept["wrong_reason"]
    assert without[1][0] == "open"
    _, _, others = kept["gibbs"]
    proofs = [line for key, line in others.items() if key.startswith("proof") and "Tangent" in line]
    memory = remembering(lines)
    keys = _asked(d, memory)
    assert proofs and keys
    for line in proofs:
        memory = remembering({key: line for key in keys})
        assert decided(d, memory)[:2] == without[:2]


def _asked(d, memory):
    """The keys of proofs for which it looks."""
    keys = []
    get = memory.get
    memory.get = lambda key: keys.append(key) or get(key)
    decided(d, memory)
    return [key for key in keys if key.startswith("proof")]


@pytest.mark.parametrize("rule", ["admit", "cite", "with_equality", "instance", "nonsense"])
def test_no_other_rule_makes_a_kept_theorem(kept, rule):
    for name in ("wrong_reason", "backwards", "unposed"):
        d, without, _ = kept[name]
        keys = _asked(d, remembering({}))
        rows = json.dumps([{"rule": rule, "given": ["believe it"]}])
        assert decided(d, remembering({key: rows for key in keys})) == without


def test_survived_is_not_believed_of_what_is_not_proved(kept):
    d, without, lines = kept["backwards"]
    (key,) = (k for k in lines if k.startswith("attack"))
    counts = {k: v for k, v in json.loads(lines[key]).items() if k != "model"}
    forged = {**counts, "verdict": "survived", "trials": 10**9}
    assert decided(d, remembering({key: json.dumps(forged)})) == without


@pytest.mark.parametrize("name", ["backwards", "symmetric", "two_spaces"])
def test_a_kept_counterexample_is_not_looked_for_again(kept, name):
    d, without, lines = kept[name]
    (key,) = (k for k in lines if k.startswith("attack"))
    memory = remembering(lines)
    assert decided(d, memory) == without
    assert key in memory.accepted


def test_a_counterexample_that_meets_no_hypothesis_is_none(kept):
    d, without, lines = kept["backwards"]
    (key,) = (k for k in lines if k.startswith("attack"))
    data = json.loads(lines[key])
    for p, q in ((["1", "0"], ["0", "1"]), (["2", "-1"], ["1/2", "1/2"]), (["1/2", "1/2"],) * 2):
        data["model"]["laws"] = dict(zip(data["model"]["laws"], (p, q), strict=True))
        memory = remembering({key: json.dumps(data)})
        assert decided(d, memory) == without
        assert key not in memory.accepted


def test_forgeries_reach_every_field():
    data = {"rule": "prove", "given": [["Const", 1]]}
    texts = {json.dumps(f) for f in forgeries(data)}
    assert {"null", "{}", '{"given": [["Const", 1]]}'} <= texts
    assert json.dumps({"rule": "prove", "given": [["Const", 2]]}) in texts
    assert json.dumps({"rule": "provex", "given": [["Const", 1]]}) in texts


def test_derivations_are_loaded_anew():
    assert all(d.proved is None for d in derivations(SCRIPT))
