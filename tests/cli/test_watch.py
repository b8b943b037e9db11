"""`derive check --watch`: what is checked again, and what is shown of it."""

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from derive.cli.imports import files_of, touched
from derive.cli.main import status
from derive.cli.watch import _is_of_a_script

HEAD = 'from derive import *\nx = Alphabet("x")\np = Distribution("p", x)\n'
ONE = HEAD + '@theorem("One")\ndef one(proof):\n    proof.claim(H(p) >= 0)\n'
TWO = '@theorem("Two")\ndef two(proof):\n    proof.claim(2*H(p) >= 0)\n'


@pytest.fixture
def watch(tmp_path, monkeypatch, capsys):
    """Run with changes made one after the other; what is shown at each turn, and the status."""
    monkeypatch.chdir(tmp_path)

    def run(*changes, argv=("script.py",)):
        shown = []

        def made(*folders, watch_filter):
            shown.append(capsys.readouterr())
            for change in changes:
                yield {(1, str(path)) for path in change()}
                shown.append(capsys.readouterr())
            raise KeyboardInterrupt

        monkeypatch.setitem(sys.modules, "watchfiles", SimpleNamespace(watch=made))
        code = status(["check", "--watch", "--trials", "10", *argv])
        return code, shown

    return run


def writing(path, text):
    def change():
        path.write_text(text, encoding="utf-8")
        return [path]

    return change


def test_only_what_came_out_otherwise_is_shown(watch, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(ONE + TWO, encoding="utf-8")
    false = TWO.replace(">=", "<=")
    code, (first, shifted, second, mended) = watch(
        writing(script, ONE + "\n\n" + TWO),
        writing(script, ONE + false),
        writing(script, ONE + TWO),
    )
    assert "One" in first.out and "Two" in first.out
    assert "One" not in shifted.out and "Two" not in shifted.out
    assert "One" not in second.out and "Two" in second.out and "refuted" in second.out
    assert "Two" in mended.out and "2 derivations: 2 proved" in mended.out
    assert code == 0 and "script.py" in second.out.splitlines()[0]


def test_the_status_is_that_of_the_last_turn(watch, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(ONE, encoding="utf-8")
    assert watch(writing(script, ONE.replace(">=", "<=")))[0] == 1
    code, (_, broken) = watch(writing(script, "1/0\n"))
    assert code == 2 and "ZeroDivisionError" in broken.err


def test_a_script_that_imports_the_changed_one_is_checked_again(watch, tmp_path):
    proofs = tmp_path / "proofs"
    proofs.mkdir()
    (proofs / "script.py").write_text(ONE, encoding="utf-8")
    text = "from helper import bound\n" + HEAD
    text += '@theorem("Uses")\ndef uses(proof):\n    proof.claim(H(p) >= bound)\n'
    (proofs / "uses.py").write_text(text, encoding="utf-8")
    helper = tmp_path / "proofs" / "helper.py"
    helper.write_text("bound = 0\n", encoding="utf-8")
    argv = ("proofs/script.py", "proofs/uses.py")
    code, (_, second) = watch(writing(helper, "bound = 5\n"), argv=argv)
    assert code == 1
    assert "Uses" in second.out and "One" not in second.out


def test_a_new_script_and_one_that_is_gone(watch, tmp_path):
    proofs = tmp_path / "proofs"
    proofs.mkdir()
    (proofs / "script.py").write_text(ONE, encoding="utf-8")
    two = proofs / "two.py"

    def gone():
        two.unlink()
        (proofs / "script.py").write_text(ONE + "\n", encoding="utf-8")
        return [two, proofs / "script.py"]

    code, (_, new, left) = watch(writing(two, HEAD + TWO), gone, argv=("proofs",))
    assert "Two" in new.out and "2 derivations" in new.out and "1 derivation:" in left.out
    assert code == 0


def test_without_watchfiles_it_says_what_to_install(monkeypatch, tmp_path, capsys):
    (tmp_path / "script.py").write_text(ONE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert status(["check", "--watch", "script.py"]) == 2
    assert "pip install watchfiles" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--json", "--fail-fast", "--certificates=there"])
def test_options_that_it_does_not_go_with(option, capsys):
    assert status(["check", "--watch", option]) == 2
    assert option.partition("=")[0] in capsys.readouterr().err


def test_what_a_script_imports_from_beside_it(tmp_path):
    (tmp_path / "a.py").write_text("import b\nfrom sub.deep import x\nimport numpy\n")
    (tmp_path / "b.py").write_text("def f():\n    from c import g\n")
    (tmp_path / "c.py").write_text("import a, b  # in a circle\n")
    (tmp_path / "d.py").write_text("syntax error here\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "deep.py").write_text("import d\n")
    names = {f.name for f in files_of(tmp_path / "a.py")}
    assert names == {"a.py", "b.py", "c.py", "deep.py", "d.py"}
    scripts = [tmp_path / name for name in ("a.py", "b.py", "d.py")]
    assert touched(scripts, {tmp_path / "d.py"}) == [
        tmp_path / "a.py",
        tmp_path / "b.py",
        tmp_path / "d.py",
    ]
    assert touched(scripts, {tmp_path / "data.csv"}) == scripts


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("/h/proofs/gibbs.py", True),
        ("/h/proofs/data.csv", True),
        ("/h/.derive_cache/gibbs.12", False),
        ("/h/proofs/__pycache__/gibbs.pyc", False),
        ("/h/proofs/.gibbs.py.swp", False),
        ("/h/proofs/gibbs.py~", False),
    ],
)
def test_what_is_not_of_a_script_starts_no_turn(name, wanted):
    assert _is_of_a_script(None, name) == wanted


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_real_change_and_ctrl_c(tmp_path):
    pytest.importorskip("watchfiles")
    script = tmp_path / "script.py"
    script.write_text(ONE, encoding="utf-8")
    command = [sys.executable, "-m", "derive", "check", "--watch", "--trials", "10", "script.py"]
    with (tmp_path / "out.txt").open("w") as out:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=subprocess.STDOUT)
        try:
            seen(tmp_path, "1 proved")
            time.sleep(1)  # until it watches
            script.write_text(ONE.replace(">=", "<="), encoding="utf-8")
            seen(tmp_path, "1 refuted")
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 1
        finally:
            process.kill()
    assert "Traceback" not in (tmp_path / "out.txt").read_text()


def seen(folder, text):
    deadline = time.monotonic() + 120
    while text not in (folder / "out.txt").read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, (folder / "out.txt").read_text(encoding="utf-8")
        time.sleep(0.1)
