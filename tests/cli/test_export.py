"""`derive export`: what it says where it cannot; that it exports is in tests/rocq."""

import pytest

from derive.cli.main import status

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
