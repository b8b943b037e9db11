"""A toy in place of the proved checker, so that each outcome can be had at once."""

import shutil
from pathlib import Path

import pytest

import rocq
from rocq import theory

needs_rocq = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc here")
FILES = Path(rocq.__file__).parent
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
SPACES = """From Coq Require Import List.
From Derive Require Import Terms Check.
Record space_certificate := SpaceCertificate { body : certificate; provided : list term }.
Definition check_spaces (c : space_certificate) : verdict := check (body c).
Theorem check_spaces_sound : 1 = 1. reflexivity. Qed.
Theorem check_spaces_posed : 1 = 1. reflexivity. Qed.
"""
TWO = """from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
s = Quantity("s", sign="pos")()


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0)


@theorem("A power")
def power(proof):
    proof.claim(s**2 >= 0)
"""
OF_POWERS = """From Coq Require Import List ZArith String Reals.
From Derive Require Import Terms.
Import ListNotations.
Definition check (c : certificate) : verdict :=
  match rev (rows c) with
  | Row _ (Statement (Pow _ _) _ _) _ :: _ => VERDICT
  | _ => Accepted
  end.
"""


def put(tmp_path, monkeypatch, text=TOY + PROVED):
    """The toy is the checker from now on, compiled into a cache of its own."""
    files = tmp_path / "files"
    files.mkdir(exist_ok=True)
    shutil.copy(FILES / "Terms.v", files)
    (files / "Check.v").write_text(text, encoding="utf-8")
    (files / "SpaceCheck.v").write_text(SPACES, encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(theory.compiled, "__defaults__", (files, None))
