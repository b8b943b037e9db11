"""`--cluster`: what a task carries, and a scheduler with three workers, one of them killed."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from derive.cli import remote, served
from derive.cli.parts import Attack, Job, Look
from derive.cli.wire import decode

GOOD = """
from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Entropy is not negative, {n}")
def good_{n}(proof):
    proof.start(H(p))
    proof.ge(0)
    proof.claim(H(p) >= 0)
"""
SLOW = """
import time
from pathlib import Path

from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Takes long where it is tried first")
def slow(proof):
    if not Path({marker!r}).exists():
        Path({marker!r}).touch()
        time.sleep(600)
    proof.start(H(p))
    proof.ge(0)
    proof.claim(H(p) >= 0)
"""
DIES = """
import os

from derive import *


@theorem("Ends its process")
def dies(proof):
    os._exit(3)
"""
STATEMENTS = """one: I(X;Y) >= 0
two: H(X) >= H(Y)
three: H(X,Y) <= H(X) + H(Y)
"""


def without_seconds(text):
    return re.sub(r"\d+\.\d+ s\b", "N s", text)


def job_of(path, folder):
    return Job(path, str(folder), Look(100, False, None), Attack(20, 0), 60.0)


def done(job, texts):
    """What a worker answers, as messages."""
    task = {"job": {**asdict(job), "path": str(job.path)}, "texts": texts}
    return [decode(m.encode()) for m in json.loads(remote.checked(json.dumps(task)))]


def test_a_task_is_plain_and_carries_what_the_script_imports(tmp_path):
    (tmp_path / "lemma.py").write_text("import deeper\n")
    (tmp_path / "deeper.py").write_text("import os\n")
    (tmp_path / "other.py").write_text("")
    script = tmp_path / "script.py"
    script.write_text("from lemma import *\nimport os.path\nimport sympy\n")
    task = json.loads(json.dumps(remote._task(job_of(script, tmp_path))))
    assert {Path(p).name for p in task["texts"]} == {"script.py", "lemma.py", "deeper.py"}


@pytest.mark.parametrize("there", [True, False])
def test_a_script_is_checked_where_its_file_is_and_where_it_is_not(tmp_path, there):
    text = GOOD.format(n=1)
    script = tmp_path / "a.py"
    if there:
        script.write_text(text)
    said = done(job_of(script, tmp_path), {str(script): text})
    assert [m[0] for m in said] == ["loaded", "part", "end"]
    part = said[1][1]
    assert part.verdict == "proved" and "a.py:8" in part.shown
    assert "/derive-" not in part.shown


def test_notes_are_checked_there_as_scripts_are(tmp_path):
    text = "# One\n\n$$ I(X;Y) \\ge 0 $$\n\n$$ H(X) \\le 0 $$\n"
    said = done(job_of(tmp_path / "n.md", tmp_path), {str(tmp_path / "n.md"): text})
    shown = "".join(str(m) for m in said)
    assert said[-1][0] == "end" and "refuted" in shown and "proved" in shown


def test_a_file_that_has_changed_meanwhile_is_not_what_was_asked(tmp_path):
    script = tmp_path / "a.py"
    script.write_text("1/0")
    said = done(job_of(script, tmp_path), {str(script): GOOD.format(n=1)})
    assert said[1][1].verdict == "proved"


def test_a_served_process_that_dies_is_another_and_then_a_refusal(tmp_path, monkeypatch):
    text = "import os, signal\n\ndef now(task):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    (tmp_path / "killed.py").write_text(text)
    beside = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", beside)
    monkeypatch.setattr(served, "_here", threading.local())
    assert served.run("json:dumps", "a") == '"a"'
    with pytest.raises(RuntimeError, match="JSONDecodeError"):
        served.run("json:loads", "{")
    with pytest.raises(RuntimeError, match="died twice"):
        served.run("killed:now", "x")
    assert served.run("json:dumps", "a") == '"a"'


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler with three workers."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    written = folder / "scheduler.json"
    common = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    own = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    started = [subprocess.Popen([*common, *own, "--scheduler-file", str(written)], **quiet)]
    try:
        address = wait_for(lambda: written.exists() and address_in(written))
        workers = ["worker", address, "--nworkers", "3", "--nthreads", "1", "--no-dashboard"]
        started.append(subprocess.Popen([*common, *workers, "--host", "127.0.0.1"], **quiet))
        from distributed import Client

        with Client(address, set_as_default=False, timeout=60) as client:
            client.wait_for_workers(3, timeout=120)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(60)


def address_in(written):
    try:
        return json.loads(written.read_text())["address"]
    except ValueError:
        return None


def wait_for(what, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def derive(*arguments, **options):
    command = [sys.executable, "-m", "derive", *map(str, arguments)]
    wide = {**os.environ, "COLUMNS": "200"}  # the last line is one, whatever the seconds
    return subprocess.Popen(
        command,
        env=wide,
        stdout=subprocess.PIPE,
        **{"stderr": subprocess.PIPE, **options},
        text=True,
    )


def drained(terminal, into):
    """All that is written to a terminal, until nobody has it any more."""
    with suppress(OSError):
        while some := os.read(terminal, 4096):
            into.append(some)
    os.close(terminal)


def test_a_worker_killed_in_the_middle_loses_nothing_and_shows_nothing_twice(scheduler, tmp_path):
    import pty

    from distributed import Client

    marker = tmp_path / "tried"
    for n in range(4):
        (tmp_path / f"a{n}.py").write_text(GOOD.format(n=n))
    (tmp_path / "b.py").write_text(DIES)
    (tmp_path / "c.py").write_text(SLOW.format(marker=str(marker)))
    ours, theirs = pty.openpty()
    run = derive("check", tmp_path, "--cluster", scheduler, cwd=tmp_path, stderr=theirs)
    os.close(theirs)
    seen = []
    reader = threading.Thread(target=drained, args=(ours, seen))
    reader.start()
    try:
        wait_for(marker.exists)
        with Client(scheduler, set_as_default=False, timeout=60) as client:
            wait_for(lambda: sum(map(len, client.processing().values())) == 1)
            busy = [w for w, tasks in client.processing().items() if tasks]
            for pid in client.run(os.getpid, workers=busy).values():
                os.kill(pid, signal.SIGKILL)
        out, _ = run.communicate(timeout=300)
    finally:
        run.kill()
    reader.join()
    told = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", b"".join(seen).decode())
    here, _ = derive("check", tmp_path, cwd=tmp_path).communicate(timeout=300)
    assert without_seconds(out) == without_seconds(here)
    assert run.returncode == 1  # one derivation has ended its process
    assert "6 derivations: 5 proved, 1 error" in out
    assert re.search(r"\d/6 on \d workers? of tcp:", told)
    assert told.count("Its script is tried once more, alone.") == 1


@pytest.mark.parametrize("face", [[], ["--json"], ["--latex"]])
def test_statements_are_decided_there_as_here(scheduler, tmp_path, face):
    file = tmp_path / "s.txt"
    file.write_text(STATEMENTS)
    asked = ["prove", "--file", file, *face]
    there, _ = derive(*asked, "--cluster", scheduler).communicate(timeout=300)
    here, _ = derive(*asked).communicate(timeout=300)

    def same(text):
        return re.sub(r'"seconds": [\d.e-]+', "", without_seconds(text)).replace("\r", "")

    assert there and same(there) == same(here)


def test_no_scheduler_and_no_file_are_refused_in_a_line(scheduler):
    run = derive("prove", "I(X;Y) >= 0", "--cluster", scheduler)
    assert "--cluster is for the statements of a --file" in run.communicate(timeout=60)[1]
    run = derive("check", __file__, "--cluster", "nowhere")
    assert "no scheduler answers" in run.communicate(timeout=120)[1]
    assert run.returncode == 2


SHEET = """
from derive import *

x = Alphabet("x")
p = Distribution("p", x)


@theorem("Entropy is not negative")
def positive(proof):
    proof.claim(H(p) >= 0)
"""
HANDED_IN = """
@theorem("Entropy is not negative")
def positive(proof):
    proof.start(H(p)).{rel}(0)
"""


def test_submissions_are_marked_there_as_here(scheduler, tmp_path):
    (tmp_path / "sheet.py").write_text(SHEET)
    head = SHEET.partition("@theorem")[0]
    for name, rel in (("ada", "ge"), ("ben", "le")):
        path = tmp_path / "submissions" / name / "hw.py"
        path.parent.mkdir(parents=True)
        path.write_text(head + HANDED_IN.format(rel=rel))
    asked = ["grade", tmp_path / "submissions", "--target", tmp_path / "sheet.py", "--quiet"]
    for where, more in (("there", ["--cluster", scheduler]), ("here", [])):
        run = derive(*asked, "-o", tmp_path / f"{where}.csv", *more, cwd=tmp_path)
        out, err = run.communicate(timeout=500)
        assert run.returncode == 0, out + err
    there = (tmp_path / "there.csv").read_bytes()
    assert there == (tmp_path / "here.csv").read_bytes()
    assert b"ada" in there and b"ben" in there
