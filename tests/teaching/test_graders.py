"""nbgrader and otter-grader, run for real with the commands of docs/howto/mark-notebooks.md.

Ben has a wrong step, Mallory replaces what the tests call, Kim ends the kernel.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.transcripts import blocks

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "howto" / "mark-notebooks.md"
SETUP, NB_MAKE, NB_MARK, OTTER_MAKE, OTTER_MARK = [
    b.text for b in blocks(PAGE) if b.language == "sh"
]
RIGHT = 'answer_1 = [H(X | Y), "=", H(X) - I(X, Y), ("<=", "I ≥ 0"), H(X)]'
FORGED = """answer_1 = []
class Proved: verdict = "proved"
def grade(*args, **options): return {"score": 1.0, "exact": "1"}
assert_chain = assert_refuted = assert_equal = lambda *args, **options: Proved"""
ENDS = "import os; os._exit(1)"


@pytest.fixture(scope="module")
def shell():
    """Runs a block of the page in a folder that has the documents."""

    def run(folder, commands, fails=False):
        if not (folder / "docs").exists():
            (folder / "docs").symlink_to(ROOT / "docs")
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        env = {**os.environ, "PATH": path, "HOME": str(folder), "PYTHONPATH": str(ROOT)}
        command = ["bash", "-c" if fails else "-ec", commands]
        done = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, timeout=900
        )
        assert fails or done.returncode == 0, done.stdout + done.stderr
        return done

    return run


def filled_in(notebook, answers):
    """A notebook with the cells replaced whose source `answers` has a new one for."""
    made = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in made["cells"]:
        cell["source"] = answers(cell, "".join(cell["source"]))
    return json.dumps(made)


def hand_in(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def nbgrader(shell, tmp_path_factory):
    pytest.importorskip("nbgrader")
    folder = tmp_path_factory.mktemp("nbgrader")
    shell(folder, NB_MAKE)
    release = folder / "course" / "release" / "entropy" / "entropy.ipynb"
    wrong = RIGHT.replace('("<=", "I ≥ 0")', '"="')
    fair = "answer_2 = Eq(H(X, Y), H(X) + H(Y))"
    for student, first, second in (
        ("anna", RIGHT, fair),
        ("ben", wrong, "answer_2 = Eq(H(X, Y), H(X))"),
        ("mallory", FORGED, "answer_2 = Eq(0, 0)"),
        ("kim", ENDS, fair),
    ):
        new = {"q1": first, "q2": second}
        if student == "mallory":
            new |= {"q1-hidden": "2.0", "q2-tests": "1.0"}
        text = filled_in(
            release, lambda c, old, new=new: new.get(c["metadata"]["nbgrader"]["grade_id"], old)
        )
        hand_in(folder / "course" / "submitted" / student / "entropy" / "entropy.ipynb", text)
    done = shell(folder, NB_MARK, fails=True)
    return folder / "course", release.read_text(encoding="utf-8"), done


def test_nbgrader_hands_out_neither_solutions_nor_hidden_tests(nbgrader):
    _, release, _ = nbgrader
    assert "raise NotImplementedError()" in release and "assert_chain(answer_1)" in release
    assert "I ≥ 0" not in release.split("q1-text")[1] and "grade(answer_1" not in release


def test_nbgrader_marks(nbgrader):
    course, _, done = nbgrader
    rows = csv.DictReader((course / "marks.csv").read_text(encoding="utf-8").splitlines())
    scores = {row["student_id"]: float(row["score"]) for row in rows}
    assert scores == {"anna": 3.0, "ben": 0.5, "mallory": 0.0, "kim": 0.0}, done.stderr


def test_what_the_kernel_believes_is_told(nbgrader):
    _, _, done = nbgrader
    lines = done.stdout.splitlines()
    assert "mallory q1-hidden: 2.0 by the kernel, 0.0 here" in lines
    assert "mallory q2-tests: 1.0 by the kernel, 0.0 here" in lines
    assert not any(line.startswith(("anna q", "ben q")) for line in lines)
    assert "Traceback" not in done.stdout
    assert "cannot be converted to" not in done.stderr  # output that nbgrader takes for points


def test_nbgrader_feedback(nbgrader):
    course, _, _ = nbgrader
    pages = {p.parts[-3]: p.read_text(encoding="utf-8") for p in course.glob("feedback/*/*/*.html")}
    assert pages.keys() >= {"anna", "ben", "mallory"}
    assert "Step 2 is wrong" in pages["ben"] and "Counterexample" in pages["ben"]
    assert "(Score: 0.5 / 3.0)" in pages["ben"] and "(Score: 0.0 / 3.0)" in pages["mallory"]


@pytest.fixture(scope="module")
def otter(shell, tmp_path_factory):
    pytest.importorskip("otter")
    folder = tmp_path_factory.mktemp("otter")
    shell(folder, OTTER_MAKE)
    course = folder / "course"
    wrong = 'answer_1 = [H(X | Y), ">=", H(X)]'
    for student, answer in (("anna", RIGHT), ("ben", wrong), ("mallory", FORGED), ("kim", ENDS)):
        text = filled_in(
            course / "entropy.ipynb",
            lambda c, old, new=answer: new if old.startswith("answer_1") else old,
        )
        hand_in(course / "submitted" / f"{student}.ipynb", text)
    return course, shell(folder, OTTER_MARK, fails=True)


def results(course, student):
    path = course / "results" / student / "results.json"
    return json.loads(path.read_text(encoding="utf-8"))["tests"] if path.exists() else []


def test_otter_marks_and_feedback(otter):
    course, done = otter
    scores = {s: [t.get("score") for t in results(course, s)][1:] for s in ("anna", "ben")}
    assert scores == {"anna": [3], "ben": [0]}, done.stdout + done.stderr
    assert "counterexample" in results(course, "ben")[0]["output"]


def test_otter_believes_the_kernel_and_the_marks_from_outside_do_not(otter):
    course, done = otter
    assert [t.get("score") for t in results(course, "mallory")][1:] == [3]
    outside = dict(line.split()[:2] for line in done.stdout.splitlines()[-4:])
    assert outside == {"anna": "1", "ben": "0", "kim": "0", "mallory": "0"}


def test_the_page_installs_the_graders():
    assert "pip install '.[graders]'" in SETUP
