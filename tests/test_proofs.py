"""The project's own scripts: all proved, and resting on what they say they rest on."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from derive import Derivation, check
from derive.store import dumps, loads

FOLDER = Path(__file__).parent.parent / "proofs"
AXIOM = "ln t ≤ t − 1"

RESTS_ON = {
    "gibbs": {"gibbs": {AXIOM}},
    "source_coding": {"source_coding": {AXIOM}, "equality_budget": {AXIOM}},
    "cross_entropy": {
        "decomposition": set(),
        "divergence_as_excess": set(),
        "at_least_entropy": {AXIOM},
    },
    "mutual_information": {
        "as_divergence": set(),
        "reduction": set(),
        "from_entropies": set(),
        "symmetry": set(),
        "nonnegative": {AXIOM},
        "self_information": set(),
        "chain_rule": set(),
        "conditional_nonnegative": {AXIOM},
        "chain_rule_three": set(),
        "information_chain_rule": set(),
    },
}


def load(stem):
    """The script's own derivations, by name."""
    path = FOLDER / f"{stem}.py"
    sys.path.insert(0, str(FOLDER))
    try:
        found = runpy.run_path(str(path), run_name=stem)
    finally:
        sys.path.remove(str(FOLDER))
    return {
        name: d for name, d in found.items() if isinstance(d, Derivation) and Path(d.path) == path
    }


def test_every_script_is_listed_here():
    assert {p.stem for p in FOLDER.glob("*.py")} == set(RESTS_ON)


@pytest.mark.parametrize("stem", RESTS_ON)
def test_all_steps_are_proved_and_rest_on_the_listed_axioms(stem):
    derivations = load(stem)
    assert set(derivations) == set(RESTS_ON[stem])
    for name, d in derivations.items():
        report = check(d)
        assert report.verdict == "proved", [(s.number, s.note) for s in report.steps]
        assert all(s.evidence.trials > 0 for s in report.steps)
        rests = report.theorem.rests
        assert rests.axioms == RESTS_ON[stem][name]
        assert not rests.cited
        assert not rests.open


@pytest.mark.parametrize("stem", RESTS_ON)
def test_stored_certificates_are_accepted_back(stem):
    for d in load(stem).values():
        made = check(d).theorem
        again = loads(dumps(made))
        assert again.statement == made.statement
        assert again.equality == made.equality
        assert again.rests == made.rests


@pytest.mark.parametrize("stem", ["gibbs", "source_coding", "nonnegative"])
def test_equality_conditions_are_derived(stem):
    script = {"nonnegative": "mutual_information"}.get(stem, stem)
    report = check(load(script)[stem])
    assert report.steps[-1].kind == "equality"
    assert report.theorem.equality is not None


@pytest.mark.parametrize("stem", RESTS_ON)
def test_each_script_runs_alone(stem):
    done = subprocess.run(
        [sys.executable, str(FOLDER / f"{stem}.py")], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "proved" in done.stdout
