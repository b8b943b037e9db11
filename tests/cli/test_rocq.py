"""`derive check --rocq`: a line for each certificate, the sums, and the exit status."""

import json

import pytest

from derive.cli.main import status
from rocq import record
from tests.rocq.toy import OF_POWERS, PROVED, TWO, needs_rocq, put


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    def checked(verdict, *options, script=TWO, more=()):
        put(tmp_path, monkeypatch, OF_POWERS.replace("VERDICT", verdict) + PROVED)
        path = tmp_path / "mine.py"
        path.write_text(script, encoding="utf-8")
        code = status(["check", str(path), *more, "--trials=0", "--no-cache", "--rocq", *options])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err

    return checked


@needs_rocq
def test_a_line_for_each_certificate_and_the_sums(run):
    code, out, err = run("Accepted")
    assert code == 0 and "the checker is proved right" in err
    lines = [line.split("  0.")[0] for line in out]
    assert lines[-4:-2] == ["accepted  mine.gibbs", "accepted  mine.power"]
    assert out[-2].startswith("2 certificates: 2 accepted, 0 refused, 0 beyond; ")
    assert out[-1].startswith("2 derivations: 2 proved")


@needs_rocq
def test_what_is_refused_is_no_success(run):
    code, out, _ = run('Refused 0 "why"', "--quiet")
    assert code == 1
    assert out[0] == "REFUSED   mine.power: why (theorem 0)"
    assert out[1].startswith("2 certificates: 1 accepted, 1 refused, 0 beyond; ")


@needs_rocq
def test_what_is_beyond_is_counted(run):
    code, out, _ = run('Beyond 0 "powers"', "--quiet")
    assert code == 0
    assert out[0].startswith("2 certificates: 1 accepted, 0 refused, 1 beyond; ")
    assert out[1] == "     1 beyond: powers"


BARE = """

@theorem("A case")
def case(proof):
    proof.fact(Exists(Ne(KL(p, q), KL(q, p)), p=["1/2", "1/2"], q=["1/4", "3/4"]))
"""


@needs_rocq
def test_what_has_no_certificate_is_counted(run, tmp_path):
    err = run("Accepted", "--quiet", script=TWO + BARE)[2]
    assert "1 derivation without a certificate: proved by rules beside the kernel alone" in err
    notes = tmp_path / "notes.md"
    notes.write_text("For laws $p, q$ with $p \\ll q$:\n\n$$D(p\\|q) \\ge 0$$\n", encoding="utf-8")
    err = run("Accepted", "--quiet", more=[str(notes)])[2]
    assert "what notes say has no certificates" in err and "without a certificate" not in err


@needs_rocq
def test_json_has_the_same(run):
    code, out, _ = run('Refused 0 "why"', "--json")
    assert code == 1 and json.loads("\n".join(out))["rocq"] == [
        {"name": "mine.gibbs", "outcome": "accepted", "why": ""},
        {"name": "mine.power", "outcome": "refused", "why": "why (theorem 0)"},
    ]


@needs_rocq
def test_what_was_said_is_kept_beside_certificates(run, tmp_path):
    folder = tmp_path / "certificates"
    assert run('Beyond 0 "powers"', "--certificates", str(folder))[0] == 0
    assert sorted(record.read(folder).values()) == [
        ("accepted", ""), ("beyond", "powers (theorem 0)"),
    ]  # fmt: skip
    assert sorted(p.stem for p in folder.glob("*.json")) == ["mine.gibbs", "mine.power"]


def test_without_coqc_it_says_how_to_get_it_and_checks_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    path = tmp_path / "mine.py"
    path.write_text(TWO, encoding="utf-8")
    assert status(["check", str(path), "--rocq"]) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1 and "apt-get install coq" in said.err and not said.out
