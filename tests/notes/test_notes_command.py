"""`derive check` and `derive report` on real notes: processes, scripts beside them, round trips."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from derive.cli.main import status
from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING

ROOT = Path(__file__).parent.parent.parent
NOTES = r"""# Divergence

Let $p$ and $q$ be any distributions on $\mathcal{X}$.

$$
\begin{aligned}
-D(p \| q) &= \sum_x p(x) \ln \frac{q(x)}{p(x)} \\
&\le \sum_x p(x) \left( \frac{q(x)}{p(x)} - 1 \right) \\
&\le -1
\end{aligned}
$$

$$H(X) \le H(X, Y)$$
"""
SCRIPT = """from derive import *
x = Alphabet("x")
p = Distribution("p", x)
@theorem("Not negative")
def positive(proof):
    proof.claim(H(p) >= 0)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "first.py").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def steps(document):
    return [s for d in document["derivations"] if "title" in d for s in d["steps"]]


def test_notes_are_read_decided_and_shown(folder, capsys):
    assert status(["check", "notes.md", "--trials", "60"]) == 1
    out = capsys.readouterr().out
    assert "counterexample" in out
    assert out.splitlines()[-1].startswith("2 chains: 1 step proved, ")


def test_notes_and_scripts_side_by_side_in_their_order(folder, capsys):
    line = ["check", "first.py", "notes.md", "first.py", "-j", "2", "--json", "--trials", "60"]
    assert status(line) == 1
    document = json.loads(capsys.readouterr().out)
    assert [d["path"] for d in document["derivations"]] == ["first.py", "notes.md", "notes.md"]
    assert document["summary"]["derivations"] == {"proved": 1}
    assert document["summary"]["notes"]["chains"] == 2
    verdicts = [s["verdict"] for s in document["derivations"][1]["steps"]]
    assert verdicts == ["proved if", "proved if", "refuted"]
    assert status(["check", "first.py", "notes.md", "--trials", "60"]) == 1
    first, second = capsys.readouterr().out.splitlines()[-2:]
    assert first.startswith("1 derivation: 1 proved;") and second.startswith("2 chains: ")


def test_the_script_of_notes_has_the_same_verdicts(folder, capsys):
    assert status(["check", "notes.md", "--script", "made.py", "--json"]) == 1
    read = json.loads(capsys.readouterr().out)
    assert status(["check", "made.py", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["derivations"]
    want = [s["verdict"].removesuffix(" if") for s in steps_of_notes(read)]
    assert [d["verdict"] for d in made] == want == ["proved", "proved", "refuted", "proved"]


def steps_of_notes(document):
    return [s for d in document["derivations"] for s in d["steps"]]


@pytest.mark.parametrize("ending", ["md", "qmd", "tex", "html", "ipynb"])
def test_a_copy_has_verdicts_and_is_read_as_the_notes_are(folder, capsys, ending):
    text = "$$H(X) \\le H(X, Y)$$\n\nand then\n\n$$H(X) = 2 H(X)$$\n"
    if ending == "ipynb":
        text = json.dumps({"cells": [{"cell_type": "markdown", "metadata": {}, "source": text}],
                           "metadata": {}, "nbformat": 4, "nbformat_minor": 5})  # fmt: skip
    (folder / f"a.{ending}").write_text(text, encoding="utf-8")
    verdicts = []
    assert status(["check", f"a.{ending}", "--json", "-o", f"b.{ending}", "--trials", "30"]) == 1
    verdicts.append([s["verdict"] for s in steps_of_notes(json.loads(capsys.readouterr().out))])
    assert status(["check", f"b.{ending}", "--json", "--trials", "30"]) == 1
    verdicts.append([s["verdict"] for s in steps_of_notes(json.loads(capsys.readouterr().out))])
    assert verdicts == [["proved", "refuted"]] * 2
    copy = (folder / f"b.{ending}").read_text("utf-8")
    assert len(copy) > len(text) and "refuted" in copy


def test_the_notation_can_be_given_back(folder, capsys):
    status(["check", "notes.md", "--notation"])
    text = capsys.readouterr().out
    assert "p" in tomllib.loads(text)["notes"]["names"]
    status(["check", "notes.md", "--json", "--no-cache"])
    before = json.loads(capsys.readouterr().out)
    (folder / "derive.toml").write_text(text, encoding="utf-8")
    assert status(["check", "notes.md", "--json", "--no-cache"]) == 1, capsys.readouterr().err
    after = json.loads(capsys.readouterr().out)
    for one, other in zip(steps_of_notes(before), steps_of_notes(after), strict=True):
        assert one["verdict"] == other["verdict"], other


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("odd.md", b"<!-- derive: frobnicate -->\n\n$$a = b$$\n", "frobnicate"),
        ("broken.ipynb", b"{", "broken.ipynb: "),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_checked(folder, capsys, name, data, told):
    (folder / name).write_bytes(data)
    assert status(["check", name, "first.py", "--trials", "20"]) == 2
    captured = capsys.readouterr()
    assert told in captured.err and "Traceback" not in captured.err
    assert "1 derivation: 1 proved" in captured.out


def test_a_process_reads_notes_as_a_command(folder):
    run = [sys.executable, "-m", "derive", "check", "notes.md", "--quiet", "--trials", "30"]
    done = subprocess.run(
        run, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=False
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-1].startswith("2 chains: ")


def test_a_report_of_notes_has_their_page(folder, capsys):
    assert status(["report", "notes.md", "first.py", "-o", "site", "--trials", "20"]) == 1
    assert "1 derivations and 2 chains in site/index.html" in capsys.readouterr().out
    page = (folder / "site" / "notes" / "notes.html").read_text("utf-8")
    assert 'class="badge refuted"' in page and "certificate" in page
    assert status(["report", "notes.md", "-o", "alone", "--trials", "20"]) == 1
    assert "2 chains in alone/notes/notes.html" in capsys.readouterr().out


def test_reading_gives_signs_of_life_before_anything_is_decided():
    text = "\n\n".join(f"$$ H(X_{k}) \\ge 0 $$" for k in range(1, 6))
    alive = []
    check_notes("n.md", None, Limits(10, lambda: alive.append(1)), text=text, notation=NOTHING)
    assert len(alive) > 5  # one for each chain that is read, and those of deciding
