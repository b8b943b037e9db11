"""What runs the checker: every certificate gets its line, whatever becomes of the others.

The checker here is a toy, so that each outcome can be had; the proved one has tests of its own.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rocq
from derive.kernel import terms as t
from rocq import theory
from rocq.__main__ import main
from rocq.batches import _Job, _read
from tests.recheck.build import claimed

needs_rocq = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc here")
FILES = Path(rocq.__file__).parent
CONTEXT = t.Context({}, {"a": t.QuantityDecl((), "nonneg")})
A = t.Quantity("a")
TOY = """From Coq Require Import List ZArith String Reals.
From Derive Require Import Terms.
Import ListNotations.
Fixpoint slow (n : nat) : bool := match n with O => true | S n => andb (slow n) (slow n) end.
Definition check (c : certificate) : verdict :=
  match rows c with
  | [Row _ (Statement (Const _) _ _) _] => Refused 3 "a ""number"" (theorem 7)"
  | [Row _ (Statement (Card _) _ _) _] => Beyond 0 "sizes"
  | [Row _ (Statement (Exp _) _ _) _] => if slow 60 then Accepted else Accepted
  | _ => Accepted
  end.
"""
PROVED = """Theorem check_sound : forall c, check c = Accepted -> (1 + 1 = 2)%R. intros; ring. Qed.
Theorem check_posed : 1 = 1. reflexivity. Qed.
"""


def folder(tmp_path, **terms):
    made = tmp_path / "certificates"
    made.mkdir()
    for name, term in terms.items():
        (made / f"{name}.json").write_text(claimed(CONTEXT, term, ">=", term), encoding="utf-8")
    return made


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A toy in place of the checker, compiled into a cache of its own."""

    def make(text=TOY + PROVED):
        files = tmp_path / "files"
        files.mkdir(exist_ok=True)
        shutil.copy(FILES / "Terms.v", files)
        (files / "Check.v").write_text(text, encoding="utf-8")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setattr(theory.compiled, "__defaults__", (files, None))

    return make


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
    assert "1 beyond: sizes\n" in said.out and "compiling 2 files" in said.err
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
    assert [r.name for r in _read([_Job("a", ""), _Job("b", "")], said)] == ["a"]
    assert _read([_Job("a", "")], "     = (0%nat, Some)") == []
