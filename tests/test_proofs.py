"""The project's own scripts: every verdict as claimed, resting on what `rests_on.txt` says.

The table has a line for each derivation: script:name, verdict, axioms, cited facts. After a change
that is meant, write it anew with `python -m tests.test_proofs > tests/rests_on.txt` and read the
difference.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from derive.cli.scripts import load_all
from derive.derivation.check import check
from derive.numeric import Settings
from derive.store import dumps, loads

HERE = Path(__file__).parent
FOLDER = HERE.parent / "proofs"
STEMS = sorted(p.stem for p in FOLDER.glob("*.py"))


@cache
def loaded():
    scripts = load_all([FOLDER / f"{stem}.py" for stem in STEMS])
    assert not any(s.problem for s in scripts), [s.message() for s in scripts if s.problem]
    return {s.path.stem: s.derivations for s in scripts}


@cache
def reports(stem):
    return {d.name: check(d, Settings()) for d in loaded()[stem]}


def line(stem, report):
    rests = report.rests
    axioms = ", ".join(sorted(rests.axioms)) if rests else "-"
    cited = "; ".join(sorted(rests.cited)) if rests else ""
    parts = [f"{stem}:{report.name}", report.verdict, axioms or "no axiom"]
    return " | ".join([*parts, *([f"cited: {cited}"] if cited else [])])


def table(stem):
    return [line(stem, r) for r in reports(stem).values()]


@pytest.mark.parametrize("stem", STEMS)
def test_every_verdict_is_as_claimed(stem):
    for report in reports(stem).values():
        said = [(s.number, s.verdict, s.note) for s in report.steps]
        assert report.as_claimed, (report.name, report.error, said)
        for s in report.steps:
            attacked = s.evidence is not None and s.evidence.trials > 0
            left = s.kind == "equality" and s.verdict == "open"  # of a bound that is refuted
            told = s.kind == "fact" or attacked or s.verdict == "refuted"
            assert told or (left and report.verdict == "refuted"), (report.name, s.number)


@pytest.mark.parametrize("stem", STEMS)
def test_they_rest_on_the_listed_axioms(stem):
    listed = (HERE / "rests_on.txt").read_text(encoding="utf-8").splitlines()
    assert table(stem) == [row for row in listed if row.startswith(f"{stem}:")]
    assert not any(r.rests and r.rests.open for r in reports(stem).values())


@pytest.mark.parametrize("stem", STEMS)
def test_stored_certificates_are_accepted_back(stem):
    for report in reports(stem).values():
        made = report.theorem
        if made is None:
            continue
        again = loads(dumps(made))
        assert again.statement == made.statement
        assert again.equality == made.equality
        assert again.rests == made.rests


@pytest.mark.parametrize(
    "where", ["gibbs:gibbs", "source_coding:source_coding", "mutual_information:nonnegative"]
)
def test_equality_conditions_are_derived(where):
    stem, name = where.split(":")
    report = reports(stem)[name]
    assert report.steps[-1].kind == "equality"
    assert report.theorem.equality is not None


@pytest.mark.parametrize("stem", STEMS)
def test_each_script_runs_alone(stem):
    done = subprocess.run(
        [
            sys.executable,
            str(FOLDER / f"{stem}.py"),
            "--trials",
            "0",
            "--step-timeout",
            "2",
            "--quiet",
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    assert "steps" in done.stdout


if __name__ == "__main__":
    for name in STEMS:
        print(*table(name), sep="\n")
