"""`derive check --certificates`: which theorems are written, and that they can be read back."""

import json

import pytest

from derive.cli.main import status
from derive.store import loads

GOOD = """
from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
s = Quantity("s", sign="pos")()

@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0)

@theorem("A derivative")
def slope(proof):
    proof.fact(Derivative(s * log(s), s, log(s) + 1))

@theorem("False")
def false(proof):
    proof.claim(KL(p, q) <= 0)
"""


@pytest.fixture
def written(tmp_path):
    def run(source):
        (tmp_path / "script.py").write_text(source, encoding="utf-8")
        code = status(
            ["check", str(tmp_path / "script.py"), "--quiet", "--trials", "0",
             "--certificates", str(tmp_path / "out" / "new")]
        )  # fmt: skip
        files = sorted((tmp_path / "out" / "new").glob("*.json"))
        return code, {f.name: json.loads(f.read_text(encoding="utf-8")) for f in files}

    return run


def test_each_theorem_is_written_and_nothing_else(written):
    code, files = written(GOOD)
    assert code == 1
    assert list(files) == ["script.gibbs.json", "script.slope.fact-1.json"]
    for data in files.values():
        assert loads(json.dumps(data["certificate"])).rests.open == frozenset()
    assert files["script.gibbs.json"]["rests"]["axioms"] == ["ln t ≤ t − 1"]


def test_nothing_is_written_for_what_rests_on_contradictory_hypotheses(written):
    source = GOOD.replace(
        'theorem("A derivative")', 'theorem("A derivative", given=[Le(s, 1), Ge(s, 2)])'
    )
    _, files = written(source)
    assert list(files) == ["script.gibbs.json"]


def test_a_folder_that_cannot_be_made_is_said_at_once(tmp_path, capsys):
    (tmp_path / "script.py").write_text(GOOD, encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    args = ["check", str(tmp_path / "script.py"), "--certificates", str(tmp_path / "file")]
    assert status(args) == 2
    assert "--certificates" in capsys.readouterr().err
