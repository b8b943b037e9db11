"""`derive export`: what it says where it cannot; that it exports is in tests/rocq."""

import pytest

from derive.cli.main import status
from tests.rocq.toy import PROVED, TOY, needs_rocq, put

SCRIPT = """from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0)
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return str(path)


def test_without_names_it_says_what_to_give(capsys):
    assert status(["export", "--rocq", "out"]) == 2
    assert "Try a derivation's name" in capsys.readouterr().err


def test_without_coqc_it_says_how_to_get_it(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert status(["export", "--rocq", str(tmp_path / "out"), "--no-cache", script]) == 2
    assert "apt-get install coq" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_said(script, tmp_path, capsys):
    assert status(["export", "--rocq", f"{script}/out", script]) == 2
    assert "--rocq" in capsys.readouterr().err


def test_what_is_not_proved_is_not_exported(tmp_path, capsys):
    path = tmp_path / "wrong.py"
    path.write_text(SCRIPT.replace("KL(p, q) >= 0", "KL(p, q) >= 1"), encoding="utf-8")
    assert status(["export", "--rocq", str(tmp_path / "out"), "--no-cache", str(path)]) == 1
    assert "no theorem to export" in capsys.readouterr().err


FACT = """from derive import *

θ = Alphabet("θ")
s = Real("s", θ)
a = Positive("a")


@theorem("The largest multiple")
def multiple(proof):
    proof.start(ArgMax(s(θ), θ))
    proof.eq(ArgMax(a * s(θ), θ), scaled(a))
"""


@needs_rocq
@pytest.mark.parametrize("accepted", [True, False])
def test_a_fact_is_exported_if_all_that_it_rests_on_is_accepted(
    tmp_path, monkeypatch, capsys, accepted
):
    check = TOY if accepted else TOY.replace("_ => Accepted\n", '_ => Refused 0 "no"\n')
    put(tmp_path, monkeypatch, check + PROVED)
    (tmp_path / "mine.py").write_text(FACT, encoding="utf-8")
    out = tmp_path / "out"
    code = status(["export", "--rocq", str(out), "--no-cache", str(tmp_path / "mine.py")])
    assert code == (0 if accepted else 1)
    written = [p.name for p in (out / "theorems").glob("*.v")]
    assert written == (["mine_multiple.v"] if accepted else [])
    said = capsys.readouterr().err
    assert ("1 theorem in " if accepted else "0 theorems in ") in said
