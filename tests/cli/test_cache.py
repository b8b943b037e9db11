"""`.derive_cache/` from outside: where it is, what it saves, and that it is in nobody's way."""

import os
import re
import stat

import pytest

from derive.cli import checking
from derive.cli.cache import FOLDER, Cache, environment
from derive.cli.main import status
from derive.cli.scripts import load_all
from derive.kept import memory as kept
from derive.kept.memory import Memory, keeping
from derive.numeric import Settings
from derive.search import engine

SCRIPT = """from derive import *
x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)

@theorem("Entropy")
def entropy_sign(proof):
    proof.claim(H(p) >= 0)

@theorem("Gibbs", given=[p << q])
def gibbs(proof):
    proof.start(KL(p, q))
    proof.ge(0)
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))

@theorem("False", expect="refuted")
def false(proof):
    proof.claim(H(p) <= 0)
"""
USER = hasattr(os, "geteuid") and os.geteuid() != 0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DERIVE_CACHE", raising=False)
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def derive(folder, capsys):
    def run(*argv):
        code = status(list(argv))
        shown = capsys.readouterr()
        return code, re.sub(r"\d+\.\d s", "0.0 s", shown.out), shown.err

    return run


def files(folder):
    return [f for f in (folder / FOLDER).iterdir() if f.name not in ("CACHEDIR.TAG", ".gitignore")]


# ---------------------------------------------------------------- the command line


def test_the_output_is_the_same_with_and_without(derive, folder):
    first = derive("check", "script.py", "--no-cache")
    assert not (folder / FOLDER).exists()
    assert derive("check", "script.py") == first
    (file,) = files(folder)
    before = file.read_bytes()
    assert derive("check", "script.py") == first
    assert file.read_bytes() == before


def test_the_folder_is_marked_as_a_cache_and_not_committed(derive, folder):
    derive("check", "script.py", "--trials", "10")
    tag = (folder / FOLDER / "CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_cache_command_says_how_large_it_is_and_clears(derive, folder):
    assert derive("cache")[1].startswith("nothing is kept in ")
    derive("check", "script.py", "--trials", "10")
    code, out, _ = derive("cache")
    assert code == 0 and re.search(r"1 script, \d+ kB", out)
    assert derive("cache", "--clear")[1].endswith("removed\n")
    assert not (folder / FOLDER).exists()


def test_only_a_cache_is_cleared(derive, folder):
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "thesis.tex").write_text("", encoding="utf-8")
    code, _, err = derive("cache", "--clear")
    assert code == 2 and "left alone" in err
    assert (folder / FOLDER / "thesis.tex").exists()


def test_a_variable_names_another_folder_or_none(derive, folder, monkeypatch):
    monkeypatch.setenv("DERIVE_CACHE", "elsewhere")
    derive("check", "script.py", "--trials", "10")
    assert (folder / "elsewhere" / "CACHEDIR.TAG").exists() and not (folder / FOLDER).exists()
    monkeypatch.setenv("DERIVE_CACHE", "")
    assert "nothing is kept" in derive("cache")[1]


@pytest.mark.skipif(not USER, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_no_error(derive, folder):
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert derive("check", "script.py", "--trials", "10")[0] == 0
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_file_in_the_folders_place_is_no_error(derive, folder):
    (folder / FOLDER).write_text("", encoding="utf-8")
    code, _, err = derive("check", "script.py", "--trials", "10")
    assert (code, err) == (0, "")


def test_a_damaged_file_is_no_error(derive, folder):
    first = derive("check", "script.py", "--trials", "10")
    (file,) = files(folder)
    whole = file.read_bytes()
    for damaged in (b"", b"\n", whole[:-1], whole[:200], whole[40:], b"\xff" * 100, whole + b"x"):
        file.write_bytes(damaged)
        assert derive("check", "script.py", "--trials", "10") == first
        assert file.read_bytes() == whole


# ---------------------------------------------------------------- what is decided anew


@pytest.fixture
def searched(monkeypatch):
    """The statements for which the search was asked, outside itself."""
    asked, find = [], engine.find
    monkeypatch.setattr(
        "derive.kept.proofs.engine.find",
        lambda n, statement, *allowed: asked.append(str(statement)) or find(n, statement, *allowed),
    )
    return asked


def decide(path, memory):
    (script,) = load_all([path])
    with keeping(memory):
        reports = {d.name: checking.report_on(d, Settings(trials=20)) for d in script.derivations}
    memory.save(complete=True)
    return {name: report.step_verdicts for name, report in reports.items()}


def test_a_single_changed_derivation_is_the_only_one_searched_for(folder, searched):
    path, file = folder / "script.py", folder / "kept"
    first = decide(path, Memory(file, "here"))
    assert len(searched) == 2  # what the attack refutes is not searched for
    searched.clear()
    assert decide(path, Memory(file, "here")) == first
    assert searched == []
    path.write_text(SCRIPT.replace("claim(H(p) >= 0)", "claim(H(p) >= -1)"), encoding="utf-8")
    changed = decide(path, Memory(file, "here"))
    assert changed == first and len(searched) == 1 and "−1" in searched[0]


def test_another_environment_reads_nothing(folder, searched):
    path, file = folder / "script.py", folder / "kept"
    decide(path, Memory(file, "here"))
    cold = len(searched)
    decide(path, Memory(file, "another"))
    assert len(searched) == 2 * cold


def test_the_environment_is_that_of_all_source(tmp_path, monkeypatch):
    before = environment()
    (tmp_path / "__init__.py").write_text("x = 1", encoding="utf-8")
    monkeypatch.setattr("derive.cli.cache.derive.__file__", str(tmp_path / "__init__.py"))
    one = environment()
    (tmp_path / "__init__.py").write_text("x = 2", encoding="utf-8")
    assert len({before, one, environment()}) == 3


def test_an_open_derivation_is_decided_once_in_a_run(folder, searched):
    path, file = folder / "script.py", folder / "kept"
    text = 'from derive import *\nx, y = alphabets("x y")\np = Distribution("p", x)\n'
    text += '@theorem("Open", expect="open")\ndef o(proof):\n    proof.start(H(p))\n'
    text += "    proof.ge(0, square(p(x)))\n"
    path.write_text(text, encoding="utf-8")
    first = decide(path, Memory(file, "here"))
    assert "open" in first["o"]
    cold = len(searched)
    for _ in range(2):
        searched.clear()
        assert decide(path, Memory(file, "here")) == first
        assert len(searched) == cold


# ---------------------------------------------------------------- the file


def test_what_does_not_fit_on_the_disk_is_not_kept(tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    memory = Memory(tmp_path / "kept", "here")
    memory.put("key", [1])
    monkeypatch.setattr(kept.os, "replace", full)
    memory.save()
    assert list(tmp_path.iterdir()) == []


def test_old_entries_stay_for_other_settings_but_not_for_ever(tmp_path):
    for k in range(6):
        memory = Memory(tmp_path / "kept", "here")
        memory.put(f"key:{k}", [k])
        memory.save(complete=True)
    last = Memory(tmp_path / "kept", "here")
    assert last.get("key:5") == [5] and last.get("key:0") is None and last.get("key:4") == [4]


def test_scripts_of_one_name_in_two_folders_have_two_files(tmp_path):
    cache = Cache(str(tmp_path / FOLDER), "here")
    one, other = tmp_path / "a" / "script.py", tmp_path / "b" / "script.py"
    assert cache._file(one) != cache._file(other)
