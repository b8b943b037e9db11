"""Exported files put before `coqc`, with what the checker would say taken for granted.

What is claimed is an axiom there, so that the way from it to the statement is tested alone, and the
checker need not be compiled.
"""

import shutil
import subprocess
from pathlib import Path

import rocq

FILES = Path(rocq.__file__).parent
CLAIMED = """From Coq Require Import List.
From Derive Require Import Terms Semantics Exported.
Axiom claimed_ : forall C s r, claim C s r.
Tactic Notation "certificate" constr(c) constr(M) ident(C) ident(G) ident(H) :=
  let f := eval vm_compute in (final c) in
  lazymatch f with
  | Some (?D, ?s, ?r) =>
      pose (C := D); assert (G : given C M);
      [|pose proof (claim_shown C M G s r (claimed_ C s r)) as H]
  end.
"""


def theory(folder):
    """What exported files need, compiled in a folder."""
    for name in ("Terms", "Semantics", "Analysis", "Finite", "Shown", "Exported", "Facts"):
        shutil.copy(FILES / f"{name}.v", folder)
        coqc(folder, f"{name}.v")
    (folder / "Claimed.v").write_text(CLAIMED, encoding="utf-8")
    coqc(folder, "Claimed.v")
    return folder


def coqc(folder, name):
    command = ["coqc", "-noglob", "-q", "-Q", str(folder), "Derive", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def compiles(folder, files):
    """All exported files as one; what it says."""
    parts = [f.partition("Local Open Scope") for f in files]
    head = parts[0][0][parts[0][0].index("From") :].replace(" Certified ", " Claimed ")
    bodies = [f"Module M{k}.\nLocal Open Scope{p[2]}\nEnd M{k}." for k, p in enumerate(parts)]
    (folder / "Some.v").write_text(head + "\n".join(bodies), encoding="utf-8")
    return coqc(folder, "Some.v")
