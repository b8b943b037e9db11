"""What runs the checker: every certificate gets its line, whatever becomes of the others.

The checker here is a toy, so that each outcome can be had; the proved one has tests of its own.
"""

import hashlib
import json
import os
import subprocess
import sys
from functools import partial

import pytest

from derive.kernel import terms as t
from rocq import record
from rocq.__main__ import main
from rocq.batches import Result, _Job, _read
from tests.recheck.build import claimed
from tests.rocq.toy import FILES, PROVED, TOY, needs_rocq, put

CONTEXT = t.Context({}, {"a": t.QuantityDecl((), "nonneg")})
A = t.Quantity("a")


@pytest.fixture
def toy(tmp_path, monkeypatch):
    return partial(put, tmp_path, monkeypatch)


def folder(tmp_path, **terms):
    made = tmp_path / "certificates"
    made.mkdir()
    for name, term in terms.items():
        (made / f"{name}.json").write_text(claimed(CONTEXT, term, ">=", term), encoding="utf-8")
    return made


@needs_rocq
def test_every_certificate_has_a_line_and_a_sum(tmp_path, toy, capsys):
    toy()
    terms = {"a": A, "b": t.ONE, "c": t.Card("x"), "d": t.Exp(A), "e": t.Log(A)}
    made = folder(tmp_path, **terms)
    (made / "f.json").write_text("{}", encoding="utf-8")
    assert main([str(made), "--seconds", "1"]) == 1
    said = capsys.readouterr()
    lines = [line.split("  0.")[0] for line in said.out.splitlines()]
    assert lines[:6] == [
        "REFUSED   f: no certificate",
        "accepted  a",
        'REFUSED   b: a "number" (theorem 7) (theorem 3)',
        "beyond    c: sizes (theorem 0)",
        "not run   d: not done in 1 s",
        "accepted  e",
    ]
    assert "6 certificates: 2 accepted, 2 refused, 1 beyond, 1 not run" in said.out
    assert "1 beyond: sizes\n" in said.out and "compiling 3 files" in said.err
    assert main([str(made), "--seconds", "1", "--quiet"]) == 1
    assert [line[:11] for line in capsys.readouterr().out.splitlines()[:3]] == [
        "REFUSED   f", "REFUSED   b", "not run   d",
    ]  # fmt: skip


@needs_rocq
def test_what_is_compiled_is_kept_until_a_file_changes(tmp_path, toy, capsys):
    toy()
    made = folder(tmp_path, a=A, c=t.Card("x"))
    for compiles in (True, False):
        assert main([str(made)]) == 0
        assert ("compiling" in capsys.readouterr().err) is compiles
    toy(TOY.replace("_ => Accepted", '_ => Refused 0 "none"') + PROVED)
    assert main([str(made)]) == 1
    assert "compiling" in capsys.readouterr().err


@needs_rocq
@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TOY + PROVED.replace("intros; ring. Qed", "Admitted"), "the checker rests on check_sound"),
        (TOY + "Axiom easy : 1 = 2.\n" + PROVED.replace("intros; ring", "pose easy; intros; ring"),
         "the checker rests on easy"),
        (TOY + PROVED.replace("reflexivity. Qed", "Admitted"), "the checker rests on check_posed"),
        (TOY, "check_sound was not found"),
        (TOY + "Definition no := 1 + true.", "Check.v"),
    ],
)  # fmt: skip
def test_a_checker_that_is_not_proved_is_not_run(tmp_path, toy, capsys, text, why):
    toy(text)
    assert main([str(folder(tmp_path, a=A))]) == 2
    said = capsys.readouterr()
    assert why in " ".join(said.err.split()) and not said.out


def test_without_coqc_it_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert main([str(folder(tmp_path, a=A))]) == 2
    assert "apt-get install coq" in capsys.readouterr().err


def test_a_folder_without_certificates_is_said(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "no certificates" in capsys.readouterr().err


def test_it_runs_where_derive_is_not(tmp_path):
    made = folder(tmp_path, a=A)
    code = f"import sys; sys.path.insert(0, {str(FILES.parent)!r}); sys.modules['derive'] = None\n"
    code += f"from rocq.translate import translate\ntext = open({str(made / 'a.json')!r}).read()\n"
    code += "print(translate(text).names)"
    ran = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert ran.stdout == "('a',)\n", ran.stderr


def test_what_is_said_of_other_numbers_is_not_read():
    said = "     = (1%nat, Accepted)\n     = (0%nat, Accepted)\n     = (0%nat, Accepted)\n"
    assert [r.name for r in _read([_Job("a", "", ""), _Job("b", "", "")], said)] == ["a"]
    assert _read([_Job("a", "", "")], "     = (0%nat, Some)") == []


# -- what is compiled, and what is kept


@needs_rocq
def test_what_other_files_were_compiled_to_goes_when_it_is_not_used(tmp_path, toy, capsys):
    toy()
    cache = tmp_path / "cache" / "derive"
    old, new, ours = cache / f"rocq-{'0' * 20}", cache / f"rocq-{'1' * 20}", cache / "rocq-notes"
    for other in (old, new, ours):
        other.mkdir(parents=True)
    for other in (old, ours):
        os.utime(other, (1, 1))
    assert main([str(folder(tmp_path, a=A))]) == 0
    assert not old.exists() and new.exists() and ours.exists()
    assert len([*cache.glob("rocq-*")]) == 3


@needs_rocq
def test_what_was_said_is_kept_for_each_text(tmp_path, toy, capsys):
    toy()
    made = folder(tmp_path, a=A, b=t.ONE, c=t.Card("x"), d=t.Exp(A))
    assert main([str(made), "--seconds", "1"]) == 1
    digests = [hashlib.sha256((made / f"{k}.json").read_bytes()).hexdigest() for k in "abcd"]
    said = record.read(made)
    assert [said.get(d, ("", ""))[0] for d in digests] == ["accepted", "refused", "beyond", ""]
    assert {*said} == {*digests[:3]}


def test_a_record_of_another_checker_is_not_read(tmp_path):
    record.keep(tmp_path, [Result("a", "d", "accepted"), Result("b", "e", "not run")])
    assert record.read(tmp_path) == {"d": ("accepted", "")}
    record.keep(tmp_path, [Result("b", "e", "beyond", "spaces")])
    assert record.read(tmp_path) == {"d": ("accepted", ""), "e": ("beyond", "spaces")}
    path = tmp_path / record.NAME
    data = json.loads(path.read_text(encoding="utf-8"))
    changes = {"checker": "0" * 64}, {"format": "x"}, {"said": {"d": ["proved", ""]}}, {"said": [1]}
    for change in changes:
        path.write_text(json.dumps(data | change), encoding="utf-8")
        with pytest.raises(record.NoRecord, match="python -m rocq"):
            record.read(tmp_path)
    record.keep(tmp_path, [])  # what another checker said is not taken over
    assert record.read(tmp_path) == {}


def test_every_file_of_the_checker_is_in_its_digest(tmp_path):
    (tmp_path / "Check.v").write_text("", encoding="utf-8")
    one = record.checker(tmp_path)
    (tmp_path / "Check.v").write_text(" ", encoding="utf-8")
    assert len({one, record.checker(tmp_path), record.checker()}) == 3
