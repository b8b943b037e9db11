"""`derive check` under limits: steps that take too long, processes that die, many at a time."""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from derive.cli.main import status

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals")
HEAD = """from derive import *
import os, signal
x = Alphabet("x")
p = Distribution("p", x)
"""
AFTER = """
@theorem("What comes after")
def after(proof):
    proof.claim(H(p) >= 0)
"""


def theorem(name, *lines):
    body = "\n    ".join(lines)
    return f'\n@theorem("{name}")\ndef {name}(proof):\n    {body}\n'


LOOP = theorem("loop", "while True: pass")
DEAF = theorem("deaf", "sum(range(10**13))")  # one call in C that looks at no limit
KILLED = theorem("killed", "os.kill(os.getpid(), signal.SIGKILL)")
FULL = theorem("full", "bytearray(1 << 34)")
DEEP = HEAD + "def f(k): return f(k + 1)\n" + theorem("deep", "proof.claim(f(1) >= 0)")
PROVED = theorem("bound", "proof.claim(H(p) >= 0)")
FALSE = theorem("false", "proof.claim(H(p) <= 0)")


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Write scripts, check them; (exit status, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def run(*options, **sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        code = status(["check", *(f"{name}.py" for name in sources), *options])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def verdicts(out):
    return {d["name"]: d["verdict"] for d in json.loads(out)["derivations"]}


def test_a_step_out_of_time_is_open_and_the_rest_is_checked(check):
    slow = (
        "import derive.derivation.check as c\n"
        "from derive.looks import look\n"
        "find = c.find\n"
        "def slow(n, s, *more):\n"
        "    while 'H' in str(s) or 'y' in str(s): look()\n"
        "    return find(n, s, *more)\n"
        "c.find = slow\n"
    )
    chain = theorem(
        "chain",
        "y = Distribution('y', x)",
        "proof.start(Sum(p(x), x))",
        "proof.eq(1, 'a law')",
        "proof.eq(Sum(y(x), x), 'another')",
    )
    code, out, _ = check("--step-timeout", "0.5", "--json", s=HEAD + slow + chain + PROVED)
    assert code == 1
    steps = json.loads(out)["derivations"][0]["steps"]
    assert [s["verdict"] for s in steps] == ["proved", "open", "open"]
    assert "not decided within 0.5 s; try --step-timeout" in steps[1]["note"]
    assert verdicts(out)["bound"] == "proved"


def test_loops_without_end_are_ended_from_outside(check, monkeypatch):
    monkeypatch.setattr("derive.cli.pool.GRACE", 0.5)
    started = time.monotonic()
    code, out, err = check("--step-timeout", "1.5", s=HEAD + LOOP + AFTER)
    assert time.monotonic() - started < 20
    assert code == 1 and "not decided within 1.5 s" in out and err == ""
    assert "2 derivations: 1 proved, 1 error" in out


def test_what_hears_no_signal_is_ended_from_outside(check, monkeypatch):
    monkeypatch.setattr("derive.cli.pool.GRACE", 0.5)
    code, out, _ = check("--step-timeout", "1.5", s=HEAD + PROVED + DEAF + AFTER)
    assert code == 1 and "in code that looks at no limit" in out
    assert "3 derivations: 2 proved, 1 error" in out


def test_a_command_in_one_process_ends_with_a_message(tmp_path):
    (tmp_path / "s.py").write_text(HEAD + PROVED + LOOP, encoding="utf-8")
    command = [sys.executable, "-m", "derive", "show", "s.py", "--step-timeout", "0.5"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == (
        "derive: loop: not decided within 0.5 s, in code that looks at no limit; the command ends "
        "here. Try smaller steps.\n"
    )


def test_a_script_without_end_is_a_problem_of_its_own(check, monkeypatch):
    monkeypatch.setattr("derive.cli.pool.GRACE", 0.5)
    code, out, err = check("--step-timeout", "0.5", s="while True: pass\n", t=HEAD + PROVED)
    assert code == 2 and "1 derivation: 1 proved; " in out and "1 script not loaded" in out
    assert err.startswith("derive: s.py: ") and "0.5 s" in err


@POSIX
def test_a_process_that_dies_is_reported_and_tried_again_alone(check, tmp_path):
    once = theorem(
        "once",
        f"seen = {str(tmp_path / 'seen')!r}",
        "if not os.path.exists(seen):",
        "    open(seen, 'w').close()",
        "    os._exit(7)",
        "proof.claim(H(p) >= 0)",
    )
    code, out, err = check("-j", "2", s=HEAD + PROVED + once + AFTER, t=HEAD + PROVED)
    assert code == 0 and "4 derivations: 4 proved" in out
    assert out.count("What comes after") == 1
    assert err == (
        "derive: s.py: the process that checked it died (exit status 7). "
        "Its script is tried once more, alone.\n"
    )


@POSIX
def test_one_that_dies_twice_is_an_error_and_harms_no_other(check):
    code, out, err = check("-j", "2", s=HEAD + PROVED + KILLED + AFTER, t=HEAD + PROVED)
    assert code == 1 and err.count("tried once more") == 1
    assert "killed" in out and "the process that checked it died (SIGKILL)" in out
    assert "4 derivations: 3 proved, 1 error" in out


def test_one_that_dies_while_it_is_loaded(check):
    code, out, err = check(s="import os\nos._exit(3)\n", t=HEAD + PROVED)
    assert code == 2 and "1 derivation: 1 proved; " in out
    assert "s.py: the process that checked it died (exit status 3), while the script was" in err


@pytest.mark.skipif(sys.platform != "linux", reason="the address space is bounded on Linux")
def test_memory_and_recursion_end_in_a_verdict(check):
    code, out, _ = check(s=HEAD + FULL + AFTER, t=DEEP + AFTER)
    assert code == 1 and "MemoryError" in out and "RecursionError" in out
    assert "4 derivations: 2 proved, 2 error" in out


def test_fail_fast_stops_the_others_too(check):
    code, out, _ = check("--fail-fast", "-j", "2", a=HEAD + FALSE + AFTER, b=HEAD + PROVED)
    assert code == 1
    assert "1 derivation: 1 refuted" in out
    assert "stopped at the first failure, not checked: 1 derivation, 1 script" in out


@pytest.mark.parametrize("value", ["-1", "two", "1.5"])
def test_wrong_numbers_of_jobs(check, capsys, value):
    with pytest.raises(SystemExit) as stop:
        check("-j", value, s=HEAD + PROVED)
    assert stop.value.code == 2 and f"got {value!r}" in capsys.readouterr().err


@POSIX
def test_a_single_script_has_a_worker_forked_at_once(tmp_path, check, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    source = HEAD + "print('said')\n" + PROVED + KILLED + FALSE + AFTER
    code, out, err = check("--trials", "60", alone=source)  # here forked by the server
    again = _process(tmp_path, "alone.py", "--trials", "60")
    shown = again.communicate(timeout=60)
    assert err.count("tried once more") == 1 and "said" in err
    assert (again.returncode, _timeless(shown[0]), shown[1]) == (code, _timeless(out), err)


@POSIX
def test_a_worker_without_a_job_ends_with_its_parent(tmp_path):
    early = "from derive.cli.pool import Early\nassert Early.possible()\nearly = Early()\n"
    said = "print(early._process.pid, flush=True)\nimport os\nos._exit(0)"
    command = [sys.executable, "-c", early + said]
    done = subprocess.run(command, capture_output=True, timeout=60, encoding="utf-8")
    assert not done.stderr and done.returncode == 0
    assert _ended(int(done.stdout))


def test_only_a_fresh_process_forks_at_once():
    from derive.cli.pool import Early

    importlib.import_module("sympy")  # and so anything might be here
    assert not Early.possible()


@POSIX
def test_interrupted_leaves_no_process_behind(tmp_path):
    touch = "open(f'pid{os.getpid()}', 'w').close()"
    for name in ("a", "b"):
        source = HEAD + PROVED + theorem("slow", touch, "import time", "time.sleep(60)")
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    process = _process(tmp_path, "a.py", "b.py", "-j", "2")
    deadline = time.monotonic() + 30
    while len(list(tmp_path.glob("pid*"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert process.returncode == 130 and "Traceback" not in err
    assert "2 derivations: 2 proved" in out and "interrupted" in out
    assert _all_gone(tmp_path)


@POSIX
def test_a_parent_that_is_killed_leaves_no_process_behind(tmp_path):
    touch = "open(f'pid{os.getpid()}', 'w').close()"
    source = HEAD + theorem("slow", touch, "import time", "time.sleep(60)")
    (tmp_path / "a.py").write_text(source, encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "derive", "check", "a.py"], cwd=tmp_path)
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("pid*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert _all_gone(tmp_path)


def _process(folder, *arguments):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    command = [sys.executable, "-m", "derive", "check", *arguments]
    return subprocess.Popen(command, cwd=folder, **pipes)


def _timeless(out):
    return re.sub(r"[0-9.]+ s, 60 trials", "TIME", out)


def _all_gone(folder):
    pids = [int(path.name[3:]) for path in folder.glob("pid*")]
    return bool(pids) and all(map(_ended, pids))


def _ended(pid):
    deadline = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not _runs(pid)


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def some_scripts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scripts")
    user = "from one import bound\n" + HEAD
    sources = {
        "one": HEAD + PROVED + FALSE + "\nprint('said by one')\n",
        "two": user + theorem("uses", "proof.start(H(p))", "proof.ge(0, bound)"),
        "three": "1/0\n",
        "four": HEAD + theorem("undominated", 'proof.claim(KL(p, Distribution("q", x)) >= 0)'),
        "five": HEAD + PROVED + theorem("nothing", "pass"),
    }
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    return folder


def _output(folder, seed, jobs, *options):
    command = [sys.executable, "-m", "derive", "check", ".", "-j", jobs, "--trials", "60"]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [*command, *options], cwd=folder, env=env, capture_output=True, encoding="utf-8"
    )
    timeless = re.sub(r'"seconds": [0-9.e-]+|[0-9.]+ s, 60 trials', "TIME", done.stdout)
    certificates = {p.name: p.read_bytes() for p in sorted(folder.glob("out/*.json"))}
    return done.returncode, timeless, done.stderr, certificates


def test_the_output_depends_neither_on_the_hash_seed_nor_on_the_jobs(some_scripts):
    for options in (["--certificates", "out"], ["--json"]):
        runs = (
            (("0", "1"), ("1", "2"), ("2", "4")) if "out" in options else (("0", "1"), ("1", "4"))
        )
        first, *others = (_output(some_scripts, seed, jobs, *options) for seed, jobs in runs)
        assert first[0] == 2 and "H(p)" in first[1] and len(first[3]) == 3
        assert all(other == first for other in others)
