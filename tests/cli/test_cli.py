"""The command line: exit statuses, messages, options; on scripts written here."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from derive.cli import main

HEAD = """from derive import *
x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)
"""
GOOD = (
    HEAD
    + """
@theorem("Entropy is nonnegative")
def entropy_bound(proof):
    proof.claim(H(p) >= 0)

@theorem("The definition")
def definition(proof):
    proof.start(H(p))
    proof.eq(Sum(p(x) * log(1 / p(x)), x), "definition of H")
"""
)
REFUTED = (
    HEAD
    + """
@theorem("Zeros forgotten")
def zeros(proof):
    proof.start(Sum(p(x) * (q(x) / p(x) - 1), x))
    proof.eq(Sum(q(x), x) - 1, "p cancels")

@theorem("Still fine")
def fine(proof):
    proof.claim(H(p) >= 0)
"""
)
ILL_POSED = (
    HEAD
    + """
@theorem("No domination")
def undominated(proof):
    proof.start(-KL(p, q))
    proof.eq(Sum(p(x) * log(q(x) / p(x)), x), "definition of D")
"""
)
RAISES = (
    HEAD
    + """
@theorem("Text")
def texts(proof):
    proof.start(H(p))
    proof.eq("H(p)")

@theorem("Division")
def division(proof):
    proof.start(H(p) + 1 // 0)
"""
)


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """Write scripts into an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def write(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def run(capsys):
    """Run the command line; (status, standard output, standard error)."""

    def command(*argv):
        with pytest.raises(SystemExit) as stop:
            main(list(argv))
        shown = capsys.readouterr()
        return stop.value.code, shown.out, shown.err

    return command


def test_all_proved_is_0(scripts, run):
    scripts(good=GOOD)
    status, out, err = run("check", "good.py")
    assert (status, err) == (0, "")
    assert "definition of H" in out and "300 ok" in out
    assert out.splitlines()[-1].startswith("2 derivations: 2 proved; 3 steps: 3 proved; ")


def test_refuted_is_1_and_shows_the_counterexample(scripts, run):
    scripts(bad=REFUTED)
    status, out, _ = run("check", ".")
    assert status == 1
    for shown in ("step 1 is refuted", "claimed", "counterexample", "p = (", "left side = -1"):
        assert shown in out
    assert "right side = 0" in out


def test_ill_posed_shows_the_missing_hypothesis(scripts, run):
    scripts(bad=ILL_POSED)
    status, out, _ = run("check", ".")
    assert status == 1
    assert "missing hypothesis: p ≪ q" in out and "q = (" in out and "happens at" in out


def test_mistakes_in_a_proof_name_file_and_line(scripts, run):
    scripts(bad=RAISES)
    status, out, _ = run("check", ".")
    assert status == 1
    assert "bad.py:8: expression: got the text 'H(p)'" in out
    assert "bad.py:12: ZeroDivisionError" in out
    assert "Traceback" not in out


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = 1\ndef f(:\n", "broken.py:2: SyntaxError"),
        ("x = 1\n\nx.y\n", "broken.py:3: AttributeError"),
        ("x = 1\n", "broken.py:1: no derivation in this script"),
        ("import sys\nsys.exit(0)\n", "broken.py:2: the script ends itself (exit 0)"),
        ("from derive import *\nAlphabet('')\n", "broken.py:2: Alphabet(name): got ''"),
        ("import missing_module_of_mine\n", "broken.py:1: ModuleNotFoundError"),
        ("x = '\0'\n", "broken.py"),
    ],
)
def test_a_broken_script_gives_one_message_and_harms_no_other(scripts, run, source, message):
    scripts(broken=source, good=GOOD)
    status, out, err = run("check", ".")
    assert status == 2
    assert len(err.splitlines()) == 1 and err.startswith(f"derive: {message}")
    assert "2 derivations: 2 proved" in out and "1 script not loaded" in out


def test_a_broken_import_names_both_places(scripts, run):
    scripts(_helper="def f(:\n", user="from _helper import f\n")
    status, _, err = run("check", ".")
    assert status == 2 and err.startswith("derive: user.py:1: _helper.py:1: SyntaxError")


def test_imported_derivations_are_listed_once_and_shared(scripts, run):
    user = (
        "from good import entropy_bound\n"
        + HEAD
        + """
@theorem("Again")
def again(proof):
    proof.start(H(p))
    proof.ge(0, entropy_bound)
"""
    )
    scripts(good=GOOD, another=user)
    status, out, err = run("list", ".")
    assert status == 0 and err == ""
    names = [line.split()[0] for line in out.splitlines()]
    assert names == ["again", "entropy_bound", "definition"]
    assert run("check", ".")[0] == 0
    assert "good" not in sys.modules and "another" not in sys.modules


def test_folders_may_have_scripts_of_the_same_name(scripts, run):
    folder = scripts()
    for name, title in (("a", "First"), ("b", "Second")):
        (folder / name).mkdir()
        (folder / name / "common.py").write_text(GOOD.replace("The definition", title))
        (folder / name / "user.py").write_text("from common import x\n" + GOOD)
    status, out, _ = run("check", ".", "--quiet")
    assert status == 0 and "8 derivations: 8 proved" in out
    assert "First" in run("list", ".")[1] and "Second" in run("list", ".")[1]


def test_names_with_underscore_or_dot_are_skipped(scripts, run):
    folder = scripts(_private="1/0\n", good=GOOD)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "bad.py").write_text("1/0\n")
    assert run("check", ".")[0] == 0


def test_json_is_one_document_and_its_counts_agree(scripts, run):
    scripts(bad=REFUTED, ill=ILL_POSED, good="print('noise')\n" + GOOD, broken="1/0\n")
    status, out, _ = run("check", ".", "--json", "--trials", "100", "--seed", "7")
    document = json.loads(out)
    assert status == 2
    assert document["attack"] == {"trials": 100, "seed": 7}
    derivations = {d["name"]: d for d in document["derivations"]}
    assert len(derivations) == 5
    counted: dict[str, int] = {}
    for d in document["derivations"]:
        for s in d["steps"]:
            counted[s["verdict"]] = counted.get(s["verdict"], 0) + 1
    assert counted == document["summary"]["steps"]
    assert document["problems"] == [
        {"path": "broken.py", "line": 1, "problem": "ZeroDivisionError: division by zero"}
    ]
    found = derivations["zeros"]["steps"][0]["evidence"]["counterexample"]
    assert sorted(found["model"]["laws"]["p"]) == ["0", "1"] and found["lhs"]["exact"] == "-1"
    assert derivations["entropy_bound"]["rests"]["open"] == []


def test_fail_fast_stops_after_the_failure(scripts, run):
    scripts(a_bad=REFUTED, good=GOOD)
    status, out, _ = run("check", ".", "--fail-fast")
    assert status == 1
    assert "Zeros forgotten" in out and "Still fine" not in out and "The definition" not in out
    assert "stopped at the first failure, not checked: 1 derivation, 1 script" in out


def test_quiet_shows_failures_and_summary_only(scripts, run):
    scripts(bad=REFUTED, good=GOOD)
    status, out, _ = run("check", ".", "--quiet")
    assert status == 1
    assert "Zeros forgotten" in out and "counterexample" in out
    assert "The definition" not in out and "Still fine" not in out
    assert "4 derivations: 3 proved, 1 " in out


def test_without_trials_there_is_no_attack(scripts, run):
    scripts(bad=REFUTED)
    status, out, _ = run("check", ".", "--trials", "0")
    assert status == 1 and "no attack" in out and "refuted" not in out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["check", "nope.py"], "nope.py: no such file or folder"),
        (["check", "--trials", "-1"], "--trials: got '-1'; expected a whole number"),
        (["check", "--trials", "many"], "--trials: got 'many'"),
        (["check", "--seed", "1.5"], "--seed: got '1.5'"),
        (["check"], "no folder 'proofs' here"),
        (["check", "empty"], "empty: no script and no notes in this folder"),
        (["list", "empty"], "empty: no *.py in this folder"),
        (["axioms"], "no folder 'proofs' here"),
        (["frobnicate"], "frobnicate: no such command"),
    ],
)
def test_wrong_usage_is_2_with_a_message(scripts, run, argv, message):
    (scripts(good=GOOD) / "empty").mkdir()
    status, out, err = run(*argv)
    assert status == 2 and out == "" and message in err and "Traceback" not in err


def test_unknown_names_suggest_the_nearest(scripts, run):
    scripts(good=GOOD)
    status, _, err = run("show", "definitoin", "good.py")
    assert status == 2 and "Did you mean definition?" in err
    assert "Did you mean good:definition" not in err


def test_a_name_in_two_scripts_needs_its_stem(scripts, run):
    scripts(one=GOOD, two=GOOD)
    status, _, err = run("show", "definition", ".")
    assert status == 2 and "one:definition, two:definition" in err
    status, out, _ = run("show", "two:definition", ".")
    assert status == 0 and "two.py" in out
    assert "one:definition" in run("list", ".")[1]


def test_axioms(scripts, run):
    scripts(good=GOOD)
    status, out, _ = run("axioms", "definition", "--path", "good.py")
    assert status == 0 and "the algebra of finite sums alone" in out
    table = run("axioms", "--all", "--path", ".")[1]
    assert "entropy_bound  proved   ln t ≤ t − 1" in table
    assert "1  no axiom" in table and "0  an open step" in table
    assert "1  ln t ≤ t − 1  [Rocq]\n" in table
    out = run("axioms", "entropy_bound", "--path", "good.py")[1]
    assert "in Rocq   tangent, tangent_touches in rocq/Analysis.v" in out


def test_latex(scripts, run):
    scripts(good=GOOD, bad=REFUTED)
    status, out, _ = run("latex", "definition", "good.py")
    assert status == 0 and out.isascii()
    assert r"\begin{align*}" in out and r"\text{definition of $H$}" in out
    assert run("latex", "zeros", ".")[0] == 1


def test_piped_output_has_no_control_codes_and_no_trailing_blanks(scripts, run, monkeypatch):
    scripts(bad=REFUTED, ill=ILL_POSED, good=GOOD)
    for columns in ("40", "80", "300"):
        monkeypatch.setenv("COLUMNS", columns)
        for argv in (["check", "."], ["show", "zeros", "."], ["list", "."]):
            _, out, _ = run(*argv)
            assert "\x1b" not in out and "\r" not in out
            assert all(line == line.rstrip() for line in out.splitlines())


def test_help_and_version(run):
    assert "exit status:" in run()[1]
    assert run("--version")[1].startswith("derive ")
    for command in ("check", "show", "axioms", "latex", "list"):
        assert "usage: derive" in run(command, "--help")[1]


def _process(*argv, **options):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, *argv], **pipes, encoding="utf-8", **options)


COMMAND = "from derive.cli import main; main()"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_prints_what_is_done(scripts):
    slow = (
        HEAD
        + """
import pathlib, time

@theorem("First")
def first(proof):
    proof.claim(H(p) >= 0)

@theorem("Slow")
def slow(proof):
    pathlib.Path("reached").touch()
    time.sleep(60)
"""
    )
    folder = scripts(slow=slow)
    process = _process("-c", COMMAND, "check", "slow.py", cwd=folder)
    deadline = time.monotonic() + 15
    while not (folder / "reached").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "First" in out and "interrupted" in out and "1 derivation: 1 proved" in out
    assert "Traceback" not in err


def test_a_script_may_end_with_run_unguarded(scripts):
    folder = scripts(alone=GOOD + "\nrun()\n")
    process = _process("alone.py", cwd=folder)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert out.count("The definition") == 1
    assert "\x1b" not in out


def test_output_that_cannot_show_unicode_is_escaped(scripts):
    folder = scripts(good=GOOD)
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    process = _process("-c", COMMAND, "check", "good.py", cwd=folder, env=env)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0 and err == "" and r"\u03a3_x" in out


def test_a_missing_path_harms_no_other(scripts, run):
    scripts(good=GOOD)
    code, shown, problem = run("check", "good.py", "missing.py")
    assert code == 2
    assert "2 derivations: 2 proved" in shown
    assert "missing.py: no such file or folder" in problem


def test_show_says_where_a_gap_vanishes(scripts, run):
    source = (
        HEAD
        + """
@theorem("Maximum entropy")
def uniform(proof):
    proof.claim(H(p) <= log(x.size), equality=Eq(p(x), 1 / x.size))
"""
    )
    scripts(bound=source)
    code, shown, _ = run("show", "uniform", "bound.py")
    assert code == 0
    assert "everywhere" in shown
    assert "1 = 0" not in shown.replace("\u00a0", " ")


def test_axioms_takes_a_script_as_show_does(scripts, run):
    scripts(good=GOOD)
    code, shown, _ = run("axioms", "entropy_bound", "good.py")
    assert code == 0
    assert "ln t" in shown


def test_a_piped_list_has_one_line_for_each(scripts, run):
    scripts(**{"a" * 90: GOOD})
    code, shown, _ = run("list", ".")
    assert code == 0
    assert [line.split()[0] for line in shown.splitlines()] == ["entropy_bound", "definition"]


def test_a_second_derivation_of_one_name_is_an_error(scripts, run):
    scripts(good=GOOD, twice=GOOD + GOOD[GOOD.index("@theorem") :])
    status, _, err = run("check", "good.py", "twice.py")
    assert status == 2
    assert "twice.py:" in err
    assert "is the name of the derivation in line" in err


def test_derivations_that_no_name_leads_to_are_checked(scripts, run):
    false = """
@theorem("False")
def false(proof):
    proof.claim(H(p) <= 0)

kept = [false]
del false
"""
    factory = """
from derive import *

def make(k):
    @theorem(f"H is at most {k}")
    def at_most(proof):
        proof.claim(H(Distribution("p", Alphabet("x"))) <= k)
    return at_most

@theorem("True")
def true(proof):
    proof.claim(H(Distribution("p", Alphabet("x"))) >= 0)
"""
    scripts(hidden=GOOD + false)
    status, out, _ = run("check", "hidden.py", "--quiet")
    assert status == 1
    assert "H(p) ≤ 0" in out
    scripts(factory=factory, uses="from factory import make\nkept = [make(0)]\n")
    status, out, _ = run("check", "uses.py", "factory.py")
    assert status == 1
    assert "2 derivations: 1 proved, 1 refuted" in out
