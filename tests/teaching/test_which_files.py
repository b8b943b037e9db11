"""Which files the plugin takes for scripts of derivations, and what it does with them."""

import xml.etree.ElementTree as ElementTree

import pytest

import derive.teaching.collect  # noqa: F401  # NumPy cannot be imported again in each inner run
from pytest_derive.reading import read

pytest_plugins = ["pytester"]

STAR = "from derive import *\n"
LAW = "x = Alphabet('x')\np = Distribution('p', x)\n"
WRONG = "def t(proof):\n    proof.claim(Eq(H(p), 0))\n"
SCRIPT = STAR + LAW + "@theorem('t')\n" + WRONG
QUIET = ("-p", "no:hypothesispytest", "-p", "no:xdist", "-p", "no:cacheprovider")

SCRIPTS = {
    "plain": SCRIPT,
    "a blank after the sign": SCRIPT.replace("@theorem", "@ theorem"),
    "another name": STAR + "from derive import theorem as thm\n" + LAW + "@thm('t')\n" + WRONG,
    "only another name": "from derive import theorem as thm\n@thm('t')\ndef t(proof): ...\n",
    "of the package": STAR + "import derive\n" + LAW + "@derive.theorem('t')\n" + WRONG,
    "of the package as d": STAR + "import derive as d\n" + LAW + "@d.theorem('t')\n" + WRONG,
    "after a semicolon": "import math; " + SCRIPT,
    "one import of two": "import math, derive\n@derive.theorem('t')\ndef t(proof): ...\n",
    "of a module": "from derive import derivation as m\n@m.derivation.theorem('t')\ndef t(): ...\n",
    "in brackets": "from derive import (\n    theorem,\n)\n@theorem(\n    't')\ndef t(p): ...\n",
    "an alias": SCRIPT.replace("@theorem", "lemma = theorem\n@lemma"),
    "an alias with a part given": SCRIPT.replace(
        "@theorem", "from functools import partial\nlemma = partial(theorem, given=[])\n@lemma"
    ),
    "made before it is used": SCRIPT.replace("@theorem('t')", "made = theorem('t')\n@made"),
    "called, without a decorator": STAR + LAW + WRONG + "theorem('t')(t)\n",
    "in a class": STAR + "class A:\n    @theorem('t')\n    def t(proof): ...\n",
    "in an if": STAR + "if True:\n    @theorem('t')\n    def t(proof): ...\n",
    "in a function that is called": STAR
    + "def make(n):\n    @theorem(f't{n}')\n    def t(proof): ...\n    return t\n"
    + "all = [make(n) for n in range(3)]\n",
    "in a function called by one that is defined earlier": STAR
    + "def main(): make()\ndef make():\n    @theorem('t')\n    def t(proof): ...\nmain()\n",
    "in a method that is called": STAR
    + "class A:\n    def make(self):\n        theorem('t')(print)\nA().make()\n",
    "a decorator of one's own": STAR
    + "def mine(n): return theorem(n)\n@mine('t')\ndef t(p): ...\n",
    "a decorator among others": STAR + "@print\n@theorem('t')\ndef t(proof): ...\n",
    "an import that forgot it": "import derive\n@theorem('t')\ndef t(proof): ...\n",
    "a form feed and blank lines": "\f\n\n" + SCRIPT,
    "an import in a try": "try: from derive import *\nfinally: ...\n@theorem('t')\ndef t(p): ...\n",
    "lines that end as on Windows": SCRIPT.replace("\n", "\r\n"),
}
NOT_SCRIPTS = {
    "empty": "",
    "no use of it": STAR + LAW,
    "shown in a docstring": '"""\nfrom derive import *\n@theorem("t")\n"""\nraise SystemExit\n',
    "shown in a docstring, and imported": f'"""\n@theorem("t")\n"""\n{STAR}',
    "in a comment": "# from derive import *\n# @theorem('t')\n",
    "imported in a string": "text = '''\nfrom derive import *\n'''\n@theorem('t')\ndef t(): ...\n",
    "another library's": "from lean import theorem\n@theorem('derive')\ndef t(): ...\n",
    "another library with a similar name": "from derived import *\n@theorem('t')\ndef t(): ...\n",
    "one's own": STAR + "def theorem(t): return print\n@theorem('t')\ndef t(): ...\n",
    "in a function that nobody calls": STAR + "def make():\n    @theorem('t')\n    def t(p): ...\n",
    "in a method that nobody calls": STAR + "class A:\n    def make(self): theorem('t')(print)\n",
    "handed on": "from derive import theorem\n__all__ = ['theorem']\nlemma = theorem\n",
    "in a lambda": STAR + "make = lambda t: theorem(t)\n",
}
BROKEN = {
    "an open bracket": STAR + "x = Alphabet('x'\n@theorem('t')\ndef t(proof): ...\n",
    "an open string": STAR + "@theorem('t)\ndef t(proof): ...\n",
    "a misspelt import": "form derive import *\n@theorem('t')\ndef t(proof): ...\n",
    "a colon left out": STAR + "@theorem('t')\ndef t(proof)\n    proof.claim(1)\n",
    "a wrong indent": STAR + "@theorem('t')\ndef t(proof):\n        a = 1\n    b = 2\n",
    "an open docstring first": '"""\n' + SCRIPT,
    "another name": "import derive as d\n@d.theorem('t')\ndef t(proof) ...\n",
    "a mark of a merge": "<<<<<<< HEAD\n" + SCRIPT,
    "a byte that is none of Python's": "\0" + SCRIPT,
}
NOT_MEANT = {
    "another language": "def f(:\n",
    "no import": "@theorem('t')\ndef t(proof) ...\n",
    "no theorem": STAR + "x = (\n",
    "shown in a string": "text = '''from derive import *\n@theorem('t')\n'''\nx = (\n",
}


def run(pytester, *args):
    return pytester.runpytest_inprocess(*QUIET, *args)


def said(result):
    return result.stdout.str() + result.stderr.str()


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_scripts(tmp_path, text):
    (tmp_path / "a.py").write_bytes(text.encode())
    assert read(tmp_path / "a.py").script


@pytest.mark.parametrize("text", NOT_SCRIPTS.values(), ids=NOT_SCRIPTS)
def test_not_scripts(tmp_path, text):
    (tmp_path / "a.py").write_bytes(text.encode())
    assert not read(tmp_path / "a.py").script


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_script_that_does_not_parse_is_one_error_of_one_line(pytester, text):
    (pytester.path / "a.py").write_bytes(text.encode())
    result = run(pytester)
    result.assert_outcomes(errors=1)
    assert "Traceback" not in said(result)
    block = said(result).split("ERROR collecting a.py")[1].split("=====")[0]
    lines = [line for line in block.splitlines() if line.strip(" _")]
    assert len(lines) == 1 and lines[0].startswith("a.py"), lines


@pytest.mark.parametrize("text", NOT_MEANT.values(), ids=NOT_MEANT)
def test_other_files_that_do_not_parse_are_none_of_ours(tmp_path, text):
    (tmp_path / "a.py").write_bytes(text.encode())
    assert not read(tmp_path / "a.py").script


@pytest.mark.parametrize(
    ("cookie", "encoding"),
    [
        ("", "utf-8-sig"),
        ("# -*- coding: latin-1 -*-\n", "latin-1"),
        ("#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n", "cp1252"),
    ],
)
def test_encodings(pytester, cookie, encoding):
    text = cookie + SCRIPT.replace("'t'", "'Hölder'")
    (pytester.path / "a.py").write_bytes(text.encode(encoding))
    run(pytester).assert_outcomes(failed=1)


@pytest.mark.parametrize(
    "data",
    [
        SCRIPT.replace("'t'", "'Hölder'").encode("latin-1"),
        b"# coding: unheard-of\n" + SCRIPT.encode(),
    ],
    ids=["no cookie", "unknown"],
)
def test_a_wrong_encoding_is_an_error(pytester, data):
    (pytester.path / "a.py").write_bytes(data)
    run(pytester).assert_outcomes(errors=1)


def test_a_file_beside_it_that_hands_theorem_on(pytester):
    pytester.makepyfile(
        exercise=STAR + LAW,
        anna="from exercise import *\n@theorem('t')\n" + WRONG,
        beate="from exercise import theorem as lemma\nfrom exercise import *\n@lemma('t')\n"
        + WRONG,
        round="from round import *\n" + SCRIPT,
    )
    assert not read(pytester.path / "exercise.py").script
    run(pytester).assert_outcomes(failed=3)


@pytest.mark.parametrize(
    "ending",
    [
        "raise SystemExit(3)",
        "import sys; sys.exit()",
        "raise KeyboardInterrupt",
        "raise BaseException('x')",
        "import os; os._exit(3)",
        "import os; os.abort()",
        "import pytest; pytest.skip('no', allow_module_level=True)",
        "import pytest; pytest.exit('no')",
        "import os\nif os.fork() == 0: os._exit(0)\nos.wait(); raise SystemExit",
        "import os\nif os.fork() == 0: raise SystemExit\nos.wait(); raise SystemExit",
    ],
)
@pytest.mark.parametrize("where", ["the file", "the function"])
def test_a_script_that_ends_itself_ends_nothing_else(pytester, ending, where):
    if where == "the file":
        text = SCRIPT + ending + "\n"
    else:
        body = "".join(f"    {line}\n" for line in ending.splitlines())
        text = STAR + "@theorem('t')\ndef t(proof):\n" + body
    pytester.makepyfile(a=text, b=SCRIPT, c=SCRIPT.replace("Eq(H(p), 0)", "H(p) >= 0"))
    result = run(pytester, "--continue-on-collection-errors")
    if where == "the file":
        result.assert_outcomes(errors=1, failed=1, passed=1)
    else:
        result.assert_outcomes(failed=2, passed=1)
    assert "Traceback" not in said(result) and "a.py" in said(result)
    assert said(result).count("short test summary") == 1


def test_a_docstring_that_shows_a_script_is_not_run(pytester):
    pytester.makepyfile(a=NOT_SCRIPTS["shown in a docstring"], b=SCRIPT)
    run(pytester).assert_outcomes(failed=1)


def test_doctests_of_a_script_stay(pytester):
    pytester.makepyfile(a='"""\n>>> 1 + 1\n2\n"""\n' + SCRIPT, test_b="def test(): pass\n")
    result = run(pytester, "--doctest-modules", "-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*a.py::t::claim FAILED*"])
    result.stdout.fnmatch_lines(["*a.py::a PASSED*"])


def test_other_plugins_collectors_stay_and_no_module_of_tests_is_made(pytester):
    pytester.makeconftest(
        "import pytest\n"
        "class Style(pytest.Item):\n    def runtest(self): pass\n"
        "class File(pytest.Module):\n"
        "    def collect(self): yield Style.from_parent(self, name='style')\n"
        "def pytest_collect_file(file_path, parent):\n"
        "    if file_path.name == 'a.py': return File.from_parent(parent, path=file_path)\n"
    )
    pytester.makepyfile(a=SCRIPT + "def test_x(): pass\n")
    result = run(pytester, "a.py", "--co", "-q")
    assert sorted(line for line in result.outlines if "::" in line) == [
        "a.py::style",
        "a.py::t::claim",
    ]


def test_derive_files_wins_over_python_files_and_says_so_once(pytester):
    pytester.makeini("[pytest]\npython_files = *.py\nderive_files = homework/*.py\n")
    pytester.mkdir("homework")
    for name in ("anna", "beate"):
        (pytester.path / "homework" / f"{name}.py").write_text(SCRIPT + "def test_x(): pass\n")
    pytester.makepyfile(other="def test(): pass\n")
    result = run(pytester)
    result.assert_outcomes(failed=2, passed=1, warnings=1)
    out = " ".join(said(result).split())
    assert "derive_files (homework/*.py) and python_files (*.py) both match homework/" in out


def test_python_files_that_hide_derivations_are_told_of(pytester):
    pytester.makepyfile(test_anna=SCRIPT, test_own=SCRIPT + "def test(): pass\n", plain="")
    result = run(pytester)
    result.assert_outcomes(passed=1, warnings=1)
    out = " ".join(said(result).split())
    assert (
        "test_anna.py has derivations and no test, and they are not checked, as python_files" in out
    )
    assert run(pytester, "-W", "error::pytest_derive.DeriveFilesWarning").ret != 0


def test_no_warning_without_a_contradiction(pytester):
    pytester.makeini("[pytest]\nderive_files = homework/*.py\n")
    pytester.mkdir("homework").joinpath("anna.py").write_text(SCRIPT)
    pytester.makepyfile(test_own="def test(): pass\n")
    run(pytester).assert_outcomes(failed=1, passed=1)


def test_a_name_with_an_underscore_counts_where_it_is_named(pytester):
    pytester.makepyfile(_anna=SCRIPT)
    run(pytester, "_anna.py").assert_outcomes(failed=1)
    run(pytester).assert_outcomes()


@pytest.mark.parametrize("mode", ["prepend", "append", "importlib"])
def test_modes_of_import_and_names_that_occur_twice(pytester, mode):
    for folder, sign in (("a", "Eq(H(p), 0)"), ("b", "H(p) >= 0")):
        pytester.mkdir(folder).joinpath("same.py").write_text(SCRIPT.replace("Eq(H(p), 0)", sign))
    result = run(pytester, f"--import-mode={mode}", "-v")
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*a/same.py::t::claim FAILED*"])


def test_rootdir_elsewhere(pytester):
    pytester.mkdir("course").joinpath("anna.py").write_text(SCRIPT)
    elsewhere = pytester.mkdir("elsewhere")
    elsewhere.joinpath("pytest.ini").write_text("[pytest]\nderive_files = course/*.py\n")
    for given in ([f"--rootdir={elsewhere}"], ["-c", "elsewhere/pytest.ini"]):
        result = run(pytester, *given, "course")
        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["The claim is wrong  (course/anna.py:6)."])
        run(pytester, *given, "course/anna.py::t::claim").assert_outcomes(failed=1)


def test_a_conftest_beside_it(pytester):
    pytester.makeconftest(
        "def pytest_collection_modifyitems(items):\n"
        "    for item in items: item.user_properties.append(('student', item.path.stem))\n"
    )
    pytester.makepyfile(anna=SCRIPT, beate="from conftest import *\n" + SCRIPT)
    run(pytester, "--junitxml=out.xml").assert_outcomes(failed=2)
    cases = ElementTree.parse(pytester.path / "out.xml").iter("testcase")
    found = {c.get("classname"): {p.get("value") for p in c.iter("property")} for c in cases}
    assert found["anna.t"] >= {"anna", "refuted"} and found["beate.t"] >= {"beate", "refuted"}


def test_choosing(pytester):
    pytester.makepyfile(
        anna=SCRIPT,
        beate=SCRIPT.replace("'t')", "'t', expect='refuted')").replace("def t", "def u"),
        test_own="def test(): pass\n",
    )
    quiet = [o for o in QUIET if o != "no:cacheprovider"][:-1]
    run(pytester, "-k", "u and not anna").assert_outcomes(passed=1, deselected=2)
    run(pytester, "-k", "anna").assert_outcomes(failed=1, deselected=2)
    run(pytester, "-m", "derive").assert_outcomes(failed=1, passed=1, deselected=1)
    run(pytester, "-m", "not derive").assert_outcomes(passed=1, deselected=2)
    run(pytester, "anna.py::t::claim").assert_outcomes(failed=1)
    run(pytester, "anna.py::t").assert_outcomes(failed=1)
    assert run(pytester, "anna.py::u").ret == pytest.ExitCode.USAGE_ERROR
    run(pytester, "--deselect", "anna.py::t").assert_outcomes(passed=2, deselected=1)
    run(pytester, "--ignore", "anna.py").assert_outcomes(passed=2)
    pytester.runpytest_inprocess(*quiet).assert_outcomes(passed=2, failed=1)
    pytester.runpytest_inprocess(*quiet, "--lf").assert_outcomes(failed=1)
    again = pytester.runpytest_inprocess(*quiet, "--ff", "-v")
    assert "anna.py::t::claim" in next(line for line in again.outlines if "::" in line)


def test_without_the_plugin(pytester):
    pytester.makepyfile(anna=SCRIPT, test_own="def test(): pass\n")
    run(pytester, "-p", "no:derive").assert_outcomes(passed=1)


@pytest.mark.parametrize("distribution", ["load", "loadscope", "loadfile"])
def test_side_by_side(pytester, distribution):
    pytest.importorskip("xdist")
    pytester.makeini("[pytest]\npython_files = test_*.py b*.py\nderive_files = *.py\n")
    pytester.makepyfile(a=SCRIPT, b=SCRIPT, c="import os; os._exit(1)\n" + SCRIPT)
    result = pytester.runpytest_inprocess(
        *QUIET[:2], "-n", "2", "--dist", distribution, "--continue-on-collection-errors"
    )
    result.assert_outcomes(failed=2, errors=1)
    assert "both match b.py" in " ".join(said(result).split())
