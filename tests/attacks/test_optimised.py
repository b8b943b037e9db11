"""`python -O` and `-OO`: assertions and docstrings are gone, and every refusal is the same."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = str(Path(__file__).with_name("refusals.py"))


def run(*flags):
    done = subprocess.run(
        [sys.executable, *flags, SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    return first, rest


@pytest.fixture(scope="module")
def plain():
    return run()


def test_what_is_refused(plain):
    first, lines = plain
    assert first == "assertions on"
    kernel = [line for line in lines if line.startswith("kernel")]
    passed = [line for line in kernel if "refused" not in line]
    assert [line.split()[1] for line in passed] == ["0", "11", "31"]
    assert "frozenset({'hole'})" in passed[1]
    scripts = [line.split()[1] for line in lines if line.startswith("script")]
    said = ["proved", "ill-posed", "refuted", "refuted", "refuted", "open", "proved", "refuted"]
    assert scripts[:8] == said
    assert set(scripts[8:]) <= {"ill-posed", "refuted"}
    facts = [line for line in lines if line.startswith("fact")]
    assert facts == ["fact error", "fact refuted", "fact open", "fact error", "fact proved"]
    assert all("refused" in line for line in lines if line.startswith("language"))
    assert [line for line in lines if line.startswith("prove")] == ["prove proved", "prove refuted"]


@pytest.mark.parametrize("flag", ["-O", "-OO"])
def test_without_assertions_nothing_changes(plain, flag):
    first, lines = run(flag)
    assert first == "assertions off"
    assert lines == plain[1]
