"""`derive check` on notes: options, outputs and exit statuses. The reader is not run: a file's
report is made by hand, by its name, in this process."""

import json

import jsonschema
import pytest

from derive.cli import check, noted
from derive.cli.main import status
from derive.cli.parts import Job
from derive.cli.pool import Ordered, Problem
from derive.cli.wire import decode, encode
from tests.notes.made import report, step
from tests.notes.test_faces_data import PART_OF_SARIF

MADE = {
    "notes.md": report(),
    "fine.md": report("fine.md", steps=(step(3, "a", "=", "a", "proved"),), questions=()),
    "unless.md": report("unless.md", steps=(step(3, "a", "=", "b", "refuted unless"),)),
    "half.md": report(
        "half.md", steps=(step(3, "a", "=", "a", "proved"), step(4, "a", "=", "b", "unread"))
    ),
    "none.md": report("none.md", steps=(), questions=()),
}


class Here(Ordered):
    """Does a job where it is asked for, through the same messages."""

    doing = ""

    def __init__(self, jobs, workers, early):
        super().__init__(jobs)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def _turn(self):
        task = next(t for t in self.tasks if not t.done)
        found = MADE.get(task.job.path.name)
        if found is None:
            task.events.append(Problem(None, "no such file."))
        else:
            task.take("loaded", 1, "")
            task.take(*decode(encode(("part", noted.part_of(found, task.job)))))
        task.take("end")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check, "Pool", Here)
    monkeypatch.setattr(check, "_begin", lambda scripts: None)
    for name in MADE:
        (tmp_path / name).write_text("notes", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.fixture
def run(capsys):
    def call(*line):
        try:
            code = status(["check", *line])
        except SystemExit as ended:
            code = ended.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("notes.md", 1), ("fine.md", 0), ("fine.md notes.md", 1), ("none.md", 0),
        ("unless.md", 0), ("unless.md --strict", 1), ("half.md", 0), ("half.md --strict", 1),
        ("half.md --max-unread 50%", 0), ("half.md --max-unread 49", 1),
        ("half.md fine.md --max-unread 40", 0), ("gone.md", 2), ("gone.md fine.md", 2),
    ],
)  # fmt: skip
def test_the_exit_status(line, code, run):
    assert run(*line.split())[0] == code


def test_the_last_line_is_the_notes_summary(run):
    _, out, _ = run("notes.md", "fine.md")
    last = out.splitlines()[-1]
    assert last.startswith("12 chains: 2 steps proved, 1 proved if, ")
    assert last.endswith(", 2 not read (1 question)")
    assert run("none.md")[1] == "0 chains: no displayed relation\n"
    assert run("fine.md", "--quiet")[1] == "1 chain: 1 step proved\n"


def test_json_has_a_derivation_for_each_chain_and_the_rest_beside(run):
    code, out, _ = run("notes.md", "fine.md", "--json")
    document = json.loads(out)
    assert code == 1 and len(document["derivations"]) == 12
    assert [d["path"] for d in document["derivations"][-2:]] == ["notes.md", "fine.md"]
    assert [s["line"] for s in document["derivations"][1]["steps"]] == [16, 17]
    assert [n["path"] for n in document["notes"]] == ["notes.md", "fine.md"]
    assert document["notes"][0]["assumptions"][0]["line"] == 8
    assert document["summary"]["notes"]["chains"] == 12
    assert document["summary"]["notes"]["steps"]["refuted"] == 2
    assert document["summary"]["derivations"] == {}


def test_sarif_is_one_document(run):
    _, out, _ = run("notes.md", "gone.md", "--format", "sarif")
    document = json.loads(out)
    jsonschema.validate(document, PART_OF_SARIF)
    assert len(document["runs"][0]["results"]) == 12
    assert document["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_notation_and_questions_are_printed_alone(run):
    assert run("notes.md", "--notation")[1].startswith("# notes.md: what its names")
    assert "chains" not in run("notes.md", "--notation")[1]
    out = run("notes.md", "--ask")[1]
    assert "<!-- derive: p is a number in [0,1] -->" in out and "chains" not in out


def test_readback_is_shown_if_it_is_asked_for(run):
    assert "read as" in run("notes.md", "--readback")[1]
    assert "read as" not in run("notes.md")[1]


def test_fail_fast_stops_after_the_first_wrong_file(run):
    _, out, _ = run("notes.md", "fine.md", "--fail-fast")
    assert "fine.md" not in out
    stopped, last = out.splitlines()[-2:]
    assert stopped == "stopped at the first failure, not checked: 1 file"
    assert last.startswith("11 chains: ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("notes.md fine.md -o a.md", "-o a.md: 2 files of notes here. Try one file of notes."),
        ("notes.md -o notes.md", "-o notes.md: these are the notes. Try another name."),
        ("notes.md -o empty/../notes.md", "these are the notes"),
        ("notes.md -o a.tex", "-o a.tex: a copy of notes.md is .md. Try -o a.md"),
        ("notes.md -o gone/a.md", "-o gone/a.md: no file can be written there."),
        ("notes.md --script empty", "--script empty: no file can be written there."),
        ("notes.md --max-unread 101", "got '101'; expected a percentage, as 5%"),
        ("notes.md --max-unread x", "got 'x'; expected a percentage"),
        ("notes.md --json --format sarif", "not allowed with argument"),
        ("notes.md --ask --notation", "not allowed with argument"),
        ("empty", "empty: no script and no notes in this folder."),
        ("notes.md --watch --json", "--watch and --json together"),
        ("notes.md --watch -o a.md", "--watch and --output together"),
    ],
)
def test_what_cannot_be_done_is_refused_at_once(line, told, run):
    code, out, err = run(*line.split())
    assert code == 2 and told in " ".join(err.split()) and not out


def test_what_is_made_is_written_byte_for_byte(folder, run, monkeypatch):
    odd = "a\r\nb\udcff\u2028c"
    monkeypatch.setattr(noted, "_made", lambda found, job: iter([("script", odd)]))
    code, _, err = run("fine.md", "--script", "s.py")
    assert code == 0 and err == "derive: s.py written\n"
    assert (folder / "s.py").read_bytes() == b"a\r\nb\xff\xe2\x80\xa8c"


# ---------------------------------------------------------------- what is found in folders

SCRIPT = "from derive import *\n@theorem('T')\ndef t(proof):\n    proof.claim(Eq(1, 1))\n"


def jobs_of(run, monkeypatch, *line):
    seen = []

    class Seen(Here):
        def _turn(self):
            seen.extend(t.job.path.name for t in self.tasks)
            for task in self.tasks:
                task.take("end")

    monkeypatch.setattr(check, "Pool", Seen)
    run(*line)
    return seen


def test_a_folder_without_scripts_is_searched_for_notes(folder, run, monkeypatch):
    course = folder / "course"
    (course / "_build").mkdir(parents=True)
    for name in ("b.md", "a.tex", "c.html", "d.txt", ".e.md", "_build/f.md", "g.ipynb"):
        (course / name).write_text("x", encoding="utf-8")
    assert jobs_of(run, monkeypatch, "course") == ["a.tex", "b.md", "g.ipynb"]
    assert jobs_of(run, monkeypatch, "course", "course/c.html")[-1] == "c.html"
    (course / "s.py").write_text(SCRIPT, encoding="utf-8")
    assert jobs_of(run, monkeypatch, "course") == ["s.py"]
    assert jobs_of(run, monkeypatch, "course", "--notes") == ["s.py", "a.tex", "b.md", "g.ipynb"]


def test_a_job_of_notes_says_what_is_wanted(run, monkeypatch):
    seen = []

    class Seen(Here):
        def _turn(self):
            seen.extend(t.job.wants for t in self.tasks)
            super()._turn()

    monkeypatch.setattr(check, "Pool", Seen)
    monkeypatch.setattr(noted, "_made", lambda found, job: iter(()))
    run("fine.md", "--readback", "-o", "a.md", "--script", "b.py")
    assert seen == [("readback", "annotated", "script")]
    assert Job.__dataclass_fields__["wants"].default == ()
