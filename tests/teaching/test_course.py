"""`derive grade`: a folder of submissions, the table, the pages, and what interrupts it."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from derive.cli.main import status
from derive.teaching import sandbox

SHEET = """
from derive import *
x, y = alphabets("x y")
X, Y = Law("r", x, y).variables
p, q = Distribution("p", x), Distribution("q", x)

@theorem("Conditioning")
def conditioning(proof):
    "What is known <b>helps</b>."
    proof.claim(H(X | Y) <= H(X))

@theorem("Gibbs", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0)

grading = {"gibbs": {"points": 3, "hypotheses_share": "1/2"}}
"""
HEAD = """from derive import *
x, y = alphabets("x y")
X, Y = Law("r", x, y).variables
p, q = Distribution("p", x), Distribution("q", x)
"""
CONDITIONING = """
@theorem("Conditioning")
def conditioning(proof):
    proof.start(H(X | Y))
    proof.eq(H(X) - I(X, Y), "definition")
    proof.{rel}(H(X), {reason!r})
"""
GIBBS = """
@theorem("Gibbs", given=[{given}])
def gibbs(proof):
    proof.start(-KL(p, q)).eq(Sum(p(x) * log(q(x) / p(x)), x))
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound).le(0)
    proof.claim(KL(p, q) >= 0)
"""
RIGHT = HEAD + CONDITIONING.format(rel="le", reason="I ≥ 0") + GIBBS.format(given="p << q")
FORGOTTEN = HEAD + CONDITIONING.format(rel="le", reason="") + GIBBS.format(given="")
SCRIPTED = "<script>alert(1)</script>"
WRONG = HEAD + CONDITIONING.format(rel="eq", reason=SCRIPTED) + GIBBS.format(given="p << q")
PATCH = """
import derive.kernel.theorem as k, derive.teaching.submissions as s
k.prove = k.cite = lambda normal, statement, *a: k.admit(normal, statement, "me")
s.grade = lambda *a, **o: {"score": 1.0, "exact": "1"}
print("<img src=x onerror=alert(1)>", '{"score": 1}')
"""
FALSE = """
@theorem("<script>alert(2)</script>")
def conditioning(proof):
    proof.start(H(X | Y)).le(0, "</span><script>alert(3)</script>")
"""
HOSTILE = {
    "patches": HEAD + PATCH + FALSE,
    "forks": RIGHT + "import os\nwhile True:\n    os.fork()\n",
    "fills": RIGHT + "hoard = []\nwhile True:\n    hoard.append(bytearray(1 << 24))\n",
    "hangs": RIGHT + "import time\nwhile True:\n    time.sleep(1)\n",
    "quits": "import os\nos._exit(0)\n",
    "killed": RIGHT + "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n",
}
EVIL = "=HYPERLINK(1)"


def command(folder, *more, sheet="sheet.py"):
    """The table, with quiet options that make it quick."""
    options = [
        "--target",
        str(folder / sheet),
        "--hint-timeout",
        "0.1",
        "--timeout",
        "20",
        "--memory",
        "512",
    ]
    return ["grade", str(folder / "submissions"), *options, "-o", str(folder / "marks.csv"), *more]


def rows(folder, name="marks.csv"):
    text = (folder / name).read_bytes().decode("utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def written(folder, files, sheet=SHEET):
    (folder / "sheet.py").write_text(sheet, encoding="utf-8")
    for name, text in files.items():
        path = folder / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A folder with all sorts of submissions, marked, with a table, data and pages."""
    folder = tmp_path_factory.mktemp("course")
    lines = "[H(X | Y), '=', H(X) - I(X, Y), '<=', H(X)]"
    cells = [HEAD, f"conditioning = {lines}", "gibbs = KL(p, q) >= 0"]
    notebook = {"nbformat": 4, "cells": [{"cell_type": "code", "source": c} for c in cells]}
    files = {
        "Zoe.py": RIGHT,
        "anna/part one/first.py": HEAD + CONDITIONING.format(rel="le", reason="I ≥ 0"),
        "anna/second.py": "from helper import *\n" + GIBBS.format(given="p << q"),
        "anna/helper.py": HEAD,
        "ben.py": WRONG,
        "carla.py": FORGOTTEN,
        "dora.ipynb": json.dumps(notebook),
        f"{EVIL}.py": "x = (",
        "twice/a.py": RIGHT,
        "twice/b.py": RIGHT,
        "pdf/answer.pdf": "",
        "notes.txt": "",
        "_draft.py": RIGHT,
        **{f"h_{name}.py": text for name, text in HOSTILE.items()},
    }
    written(folder, files)
    (folder / "submissions" / "thief.py").symlink_to(folder / "sheet.py")
    more = ["-o", str(folder / "marks.json"), "--feedback", str(folder / "pages")]
    more += ["--hint-timeout", "20"]
    assert status(command(folder, *more)) == 0
    return folder


def test_marks(course):
    made = rows(course)
    assert {s: row["total"] for s, row in made.items() if not s.startswith("h_")} == {
        f"'{EVIL}": "0",
        "anna": "4",
        "ben": "3.25",
        "carla": "2.5",
        "dora": "4",
        "pdf": "0",
        "thief": "0",
        "twice": "0",
        "Zoe": "4",
    }
    assert {row["out of"] for row in made.values()} == {"4"}
    assert (made["carla"]["conditioning"], made["carla"]["gibbs"]) == ("1", "1.5")
    assert made["carla"]["gibbs: missing"] == "p ≪ q"
    assert made["ben"]["conditioning: steps"] == "1 of 2"


def test_the_order_is_that_of_names(course):
    names = [s.lstrip("'") for s in rows(course)]
    assert names == sorted(names, key=str.casefold)


def test_hostile_ones_get_nothing_and_the_others_are_marked(course):
    made = {s[2:]: row for s, row in rows(course).items() if s.startswith("h_")}
    assert {s: row["total"] for s, row in made.items()} == dict.fromkeys(HOSTILE, "0")
    told = {s: row["gibbs: problem"] for s, row in made.items()}
    assert "within 20 s" in told["hangs"]
    assert "processes" in told["forks"] or "within 20 s" in told["forks"]
    assert "MemoryError" in told["fills"]
    assert "handed nothing back" in told["quits"]
    assert "no derivation named gibbs" in told["patches"]
    walls = "no" if sandbox.walls() is None else "yes"
    assert {row["isolated"] for row in made.values()} == {walls}


def test_what_was_not_handed_in_is_said(course):
    made = {s: row["gibbs: problem"] for s, row in rows(course).items()}
    assert made["pdf"] == "no script (.py) or notebook (.ipynb) handed in, only answer.pdf."
    assert made["thief"] == "thief.py: a link, which is not followed."
    assert made["twice"] == "there are 2 derivations named gibbs: a.py:12, b.py:12."
    assert "SyntaxError" in made[f"'{EVIL}"]


def test_no_cell_is_a_formula_or_breaks_a_line(course):
    text = (course / "marks.csv").read_bytes().decode("utf-8-sig")
    assert len(text.strip().split("\r\n")) == 1 + len(rows(course))
    for row in rows(course).values():
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r\n=1", "'=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a; -1", "a;' -1"),
        ("a\nb\u2028c\x00d", "a b c d"),
        ("I(X;Y) = 0", "I(X;Y) = 0"),
        ("x - y", "x - y"),
    ],
)
def test_cells(text, shown):
    from derive.course.table import cell

    assert cell(text) == shown


def test_the_data_say_the_same_and_each_step(course):
    made = json.loads((course / "marks.json").read_text(encoding="utf-8"))
    students = {s["student"]: s for s in made["students"]}
    table = {s.lstrip("'"): row["total"] for s, row in rows(course).items()}
    assert {s: data["total"] for s, data in students.items()} == table
    steps = students["ben"]["exercises"]["conditioning"]["steps"]
    assert [(s["verdict"], s["credit"]) for s in steps] == [("proved", 1), ("refuted", 0)]
    assert students["thief"]["isolated"] is None
    assert [e["points"] for e in made["exercises"]] == ["1", "3"]


def page(course, name):
    return (course / "pages" / f"{name}.html").read_text(encoding="utf-8")


def test_a_page_for_each_student(course):
    pages = {p.stem for p in (course / "pages").glob("*.html")}
    assert len(pages) == len(rows(course))
    assert "_HYPERLINK_1_" in pages
    assert "4 of 4 points" in page(course, "anna")
    assert "p ≪ q" in page(course, "carla")
    told = page(course, "ben")
    assert "The smallest counterexample found:" in told
    assert "(proved)" in told  # of what would be true instead


def test_what_students_write_is_escaped(course):
    for path in (course / "pages").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b>helps" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(course, "ben")
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page(course, "h_patches")
    assert "&lt;img src=x" in page(course, "h_patches")


# ---------------------------------------------------------------- going on


ONE = SHEET[: SHEET.index('@theorem("Gibbs')]
FINE = HEAD + CONDITIONING.format(rel="le", reason="I ≥ 0")


def small(tmp_path, sheet=ONE):
    return written(tmp_path, {"s0.py": WRONG, "s1.py": FINE, "s2.py": FINE}, sheet)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The table of the small course, as a run that nothing interrupts writes it."""
    folder = small(tmp_path_factory.mktemp("whole"))
    assert status(command(folder)) == 0
    return (folder / "marks.csv").read_bytes()


def started(folder, *more):
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-m", "derive", *command(folder, "-j", "1", *more)],
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def when_marked(folder, count, process):
    """Wait until that many are in the journal."""
    journal, end = folder / "marks.csv.journal", time.monotonic() + 240
    while time.monotonic() < end and process.poll() is None:
        if journal.exists() and journal.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.05)
    raise AssertionError(f"not {count} marked")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_goes_on_to_the_same_table(tmp_path, capsys, whole, how):
    folder = small(tmp_path)
    process = started(folder)
    when_marked(folder, 1, process)
    process.send_signal(how)
    assert process.wait(60) == (130 if how == signal.SIGINT else -how)
    assert not (folder / "marks.csv").exists()
    journal = folder / "marks.csv.journal"
    kept = journal.read_bytes()
    journal.write_bytes(kept + b'{"format": "derive marks 1", "key": "torn')
    assert status(command(folder)) == 0
    assert f"{kept.count(bytes([10]))} marked before" in capsys.readouterr().out
    assert (folder / "marks.csv").read_bytes() == whole
    assert status(command(folder)) == 0  # all of it from the journal, and the torn line is none
    assert "3 marked before" in capsys.readouterr().out
    assert (folder / "marks.csv").read_bytes() == whole


def tasks_of(name):
    """Processes with a word in their command line."""
    out = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if name in path.read_text(errors="replace"):
                out.append(path.parent.name)
    return out


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
def test_a_run_that_is_killed_leaves_nothing_behind(tmp_path):
    name = f"lasting{os.getpid()}.py"
    folder = written(tmp_path, {name: HOSTILE["hangs"]}, ONE)
    process = started(folder, "--timeout", "300")
    end = time.monotonic() + 240
    while not tasks_of(name) and time.monotonic() < end:
        time.sleep(0.1)
    process.kill()
    process.wait()
    end = time.monotonic() + 30
    while tasks_of(name) and time.monotonic() < end:
        time.sleep(0.1)
    assert not tasks_of(name)


def test_what_has_changed_is_marked_again(tmp_path, capsys, whole):
    folder = small(tmp_path)
    for k, text in enumerate([FINE, FINE, WRONG]):
        (folder / "submissions" / f"s{k}.py").write_text(text, encoding="utf-8")
    assert status(command(folder)) == 0
    (folder / "submissions" / "s0.py").write_text(WRONG, encoding="utf-8")
    (folder / "submissions" / "s2.py").write_text(FINE, encoding="utf-8")
    capsys.readouterr()
    assert status(command(folder)) == 0
    assert "1 marked before" in capsys.readouterr().out
    assert (folder / "marks.csv").read_bytes() == whole


def test_the_key_is_of_all_that_the_marks_depend_on():
    from derive.course.submissions import File, Submission
    from derive.course.work import Bounds, job, key

    bounds = Bounds(1.0, 2.0, 3, "off")
    anna = Submission("anna", "", (File("a.py", b"1"),))
    keys = {
        key(job(anna, [], [], bounds), "1"),
        key(job(anna, [], [], bounds), "2"),
        key(job(Submission("anna", "", (File("a.py", b"2"),)), [], [], bounds), "1"),
        key(job(Submission("anna", "", (File("b.py", b"1"),)), [], [], bounds), "1"),
        key(job(anna, [], [File("a.py", b"1")], bounds), "1"),
        key(job(anna, [], [], Bounds(1.0, 2.0, 3, "required")), "1"),
    }
    assert len(keys) == 6
    assert key(job(anna, [], [], bounds), "1") in keys


def test_two_runs_do_not_write_one_journal(tmp_path, capsys):
    pytest.importorskip("fcntl")
    from derive.course.journal import Journal

    folder = small(tmp_path)
    other = Journal(folder / "marks.csv.journal")
    assert status(command(folder)) == 2
    assert "another run is writing it" in capsys.readouterr().err
    other.close()


def test_a_journal_begun_anew_forgets(tmp_path):
    from derive.course.journal import Journal

    for fresh, known in [(False, False), (False, True), (True, False)]:
        journal = Journal(tmp_path / "a.journal", fresh)
        assert ("key" in journal) is known
        journal.add("key", "anna", {"a": [1]})
        assert journal["key"] == {"a": [1]}
        journal.close()


def test_a_checker_that_dies_takes_one_submission_with_it(tmp_path, capsys, monkeypatch):
    from derive.course import slots

    folder = written(tmp_path, {"anna.py": FINE, "ben.py": FINE}, ONE)
    give = slots.Slots._give

    def kill(self, slot, number):
        give(self, slot, number)
        if number == 0:
            slot.process.kill()

    with monkeypatch.context() as m:
        m.setattr(slots.Slots, "_give", kill)
        assert status(command(folder)) == 1
    made = rows(folder)
    assert made["anna"]["problem"] == "the process that marked it died, twice."
    assert made["ben"]["total"] == "1"
    capsys.readouterr()
    assert status(command(folder)) == 0  # what was not marked is not kept
    assert "1 marked before" in capsys.readouterr().out
    assert rows(folder)["anna"]["total"] == "1"


# ---------------------------------------------------------------- wrong usage


NOT_ASKED = """
from derive import *
x, y = alphabets("x y")
X, Y = Law("r", x, y).variables

@theorem("No", expect="refuted")
def no(proof):
    proof.claim(H(X) <= H(X | Y))
"""
MISTAKES = {
    "refuted": (NOT_ASKED.replace(', expect="refuted"', ""), "is refuted under its hypotheses"),
    "not asked": (NOT_ASKED, "no theorem to be proved in it"),
    "no theorem": ("x = 1\n", "no derivation in this script"),
    "a sheet that raises": ("1 / 0\n", "ZeroDivisionError"),
    "no dictionary": (SHEET + "grading = [1]\n", "expected a dictionary of dictionaries"),
    "no exercise": (SHEET + "grading = {'gibs': {}}\n", "Did you mean 'gibbs'?"),
    "no option": (SHEET + "grading = {'gibbs': {'point': 1}}\n", "Did you mean 'points'?"),
    "no points": (SHEET + "grading = {'gibbs': {'points': 0}}\n", "more than 0"),
    "no share": (SHEET + "grading = {'gibbs': {'steps_share': 3}}\n", "expected 0 to 1"),
    "no route": (SHEET + "grading = {'gibbs': {'route': 3}}\n", "expected a list of lines"),
}


@pytest.mark.parametrize(("sheet", "told"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_in_the_sheet(tmp_path, capsys, sheet, told):
    folder = small(tmp_path, sheet)
    assert status(command(folder)) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "marks.csv").exists()


def test_mistakes_in_the_command(tmp_path, capsys):
    folder = small(tmp_path)
    sheet, submissions = str(folder / "sheet.py"), folder / "submissions"
    (folder / "empty").mkdir()
    (folder / "other").mkdir()
    (folder / "other" / "s1.py").write_text(RIGHT, encoding="utf-8")
    for paths, more, told in [
        (["nowhere"], [], "nowhere: no such file or folder."),
        ([folder / "empty"], [], "no script (.py), notebook (.ipynb) or folder"),
        ([submissions, folder / "other"], [], "s1: two submissions of that name"),
        ([submissions, submissions / "s1.py"], [], "named twice"),
        ([submissions], ["-o", "marks.xls"], "expected a name that ends in .csv or .json"),
        ([submissions], ["-o", "no/marks.csv"], "there is no folder no"),
        ([submissions], ["--beside", "no.py"], "No such file"),
        ([submissions], ["--feedback", sheet], "this is a file"),
        ([submissions], ["--target", "no.py"], "no.py: no such file."),
        ([submissions], ["--target", str(submissions)], "this is a folder"),
    ]:
        assert status(["grade", *map(str, paths), "--target", sheet, *more]) == 2
        assert told in capsys.readouterr().err


def test_isolation_can_be_required(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sandbox, "walls", lambda: None)
    assert status(command(small(tmp_path), "--require-isolation")) == 2
    assert "--require-isolation" in capsys.readouterr().err


def test_where_no_script_runs_nobody_gets_nothing(tmp_path, capsys):
    assert status(command(small(tmp_path), "--timeout", "0.01")) == 2
    assert "no script can be run here, not even a right one" in capsys.readouterr().err
    assert not (tmp_path / "marks.csv").exists()


def test_names_of_pages_cannot_meet_or_lead_elsewhere():
    from derive.course.feedback import _file_name

    taken = {"static"}
    names = ["a", "A", "../a", "..", "static", "a/b", "a b", "", "x" * 300, "ä.b"]
    made = [_file_name(n, taken) for n in names]
    assert made == [
        *("a", "A-2", "_a", "_", "static-2", "a_b", "a_b-2", "_-2", "x" * 80, "ä.b"),
    ]
    assert len({n.casefold() for n in made}) == len(made)
