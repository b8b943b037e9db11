"""The proved checker on certificates of the scripts, and on false ones."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from derive.cli.main import status
from derive.kernel import terms as t
from derive.kernel.certificates import Nonneg
from rocq.batches import examined
from rocq.folder import write
from rocq.theory import assumptions, axioms, compiled
from tests.recheck.build import claimed, of_script, sealed

pytestmark = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc here")
FORGED = Path(__file__).parents[1] / "recheck" / "forged"
REALS = {
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
}
ACCEPTED = (
    ("gibbs", "gibbs"), ("source_coding", "source_coding"), ("divergences", "data_processing"),
    ("fano", "fano"), ("pinsker", "pinsker"),
)  # fmt: skip
A = t.Quantity("a")
CONTEXT = t.Context({}, {"a": t.QuantityDecl((), "real")})


@pytest.fixture(scope="module")
def theory():
    return compiled(print)


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="no make here")


@pytest.fixture
def examine(theory, tmp_path):
    """The outcome for each of the texts."""

    def asked(texts):
        paths = [tmp_path / f"{name}.json" for name in texts]
        for path in paths:
            path.write_text(texts[path.stem], encoding="utf-8")
        return {r.name: r for r in examined(theory, paths, 1, 20)}

    return asked


def test_soundness_rests_on_the_reals_alone(theory):
    assert {*axioms(theory)} <= REALS


def test_theorems_of_the_scripts_are_accepted(examine):
    texts = {stem: of_script(stem)[name] for stem, name in ACCEPTED}
    found = examine(texts)
    assert {name: r.outcome for name, r in found.items()} == dict.fromkeys(texts, "accepted"), found


def test_no_false_statement_is_accepted(examine):
    """Certificates of mutants, each accepted once by a program."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FORGED.glob("*.json")}
    outcomes = {name: r.outcome for name, r in examine(texts).items()}
    assert outcomes.keys() == texts.keys() and len(texts) > 5
    assert {*outcomes.values()} == {"refused"}, outcomes


FALSE = {
    "nothing": (A, ">=", t.ZERO, ()),
    "unsigned": (A, ">=", t.ZERO, (Nonneg((), A),)),
    "strict": (t.ZERO, "<", t.ZERO, ()),
    "equal": (t.ONE, "=", t.ZERO, ()),
    "inverse": (t.Mul((A, t.Pow(A, -1))), "=", t.ONE, ()),
    "square": (t.Pow(A, 2), "=", A, ()),
}


def test_what_does_not_follow_is_refused(examine):
    texts = {name: claimed(CONTEXT, *said) for name, said in FALSE.items()}
    found = examine(texts)
    assert {name: r.outcome for name, r in found.items()} == dict.fromkeys(texts, "refused"), found


def test_a_statement_turned_round_is_refused(examine):
    body = json.loads(of_script("gibbs")["gibbs"])["certificate"]
    for row in body["theorems"][-2:]:
        row["statement"][2] = "<="
    (result,) = examine({"turned": sealed(body)}).values()
    assert result.outcome == "refused"


def test_exported_theorems_are_checked_by_rocq_alone(theory, tmp_path):
    """Among them one that rests on an inequality in one variable."""
    chosen = [(stem, name) for stem, name in ACCEPTED if stem in ("gibbs", "pinsker")]
    write([(stem, of_script(stem)[name]) for stem, name in chosen], tmp_path / "out")
    folder = tmp_path / "out" / "theorems"
    for stem, _ in chosen:
        command = [theory.coqc, "-q", "-Q", str(theory.folder), "Derive", f"{stem}.v"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[:1000]
        assert {*assumptions(done.stdout)} <= REALS


@needs_make
def test_the_folder_compiles_by_its_own_project_file(tmp_path):
    """The order of the checker's files is found, every file is listed, and no other is needed."""
    write([("gibbs", of_script("gibbs")["gibbs"])], tmp_path)
    command = ["coq_makefile", "-f", "_CoqProject", "-o", "Makefile"]
    assert subprocess.run(command, cwd=tmp_path).returncode == 0
    assert subprocess.run(["make", "checker/Semantics.vo"], cwd=tmp_path).returncode == 0
    listed = re.findall(r"^checker/\w+\.v$", (tmp_path / "_CoqProject").read_text(), re.MULTILINE)
    assert {*listed} == {f"checker/{p.name}" for p in (tmp_path / "checker").glob("*.v")}


def test_derive_export_writes_what_is_accepted(tmp_path, capsys):
    here = str(Path(__file__).parents[2] / "proofs" / "gibbs.py")
    assert status(["export", "--rocq", str(tmp_path / "out"), "--trials", "5", here]) == 0
    written = tmp_path / "out" / "theorems" / "gibbs_gibbs.v"
    assert "Theorem gibbs_gibbs" in written.read_text("utf-8")
    assert "1 theorem in" in capsys.readouterr().err


def test_derive_export_writes_the_names_that_are_given(tmp_path, capsys):
    here = Path(__file__).parents[2] / "proofs" / "kraft.py"
    command = ["export", "--rocq", str(tmp_path / "out"), "--trials", "0", f"{here}:one_value"]
    assert status(command) == 0
    assert [p.stem for p in (tmp_path / "out" / "theorems").glob("*.v")] == ["kraft_one_value"]
    assert status([*command[:-1], f"{here}:one_valu"]) == 2
    assert "Did you mean one_value?" in capsys.readouterr().err
