"""The pytest plugin, run by pytest on folders of scripts."""

import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

import derive.teaching.collect  # noqa: F401  # NumPy cannot be imported again in each inner run

pytest_plugins = ["pytester"]

HOMEWORK = Path(__file__).parents[2] / "docs" / "examples" / "homework"
OPEN = "from derive import *\nx, y = alphabets('x y')\np = Distribution('p', x)\n"
TWO = (
    OPEN
    + """
r = Law("r", x, y)
X, Y = r.variables

@theorem("Conditioning reduces entropy")
def conditioning(proof):
    proof.start(H(X | Y))
    proof.eq(H(X) - I(X, Y), "I")
    proof.{sign}(H(X), "I ≥ 0")
    proof.claim(Le(H(X | Y), H(X)))

@theorem("Not negative")
def positive(proof):
    proof.claim(H(p) >= 0)
"""
)


QUIET = ("-p", "no:hypothesispytest", "-p", "no:xdist")  # both are slow to import in each inner run


def run(pytester, *args):
    return pytester.runpytest_inprocess(*QUIET, "-p", "no:cacheprovider", *args)


def script(pytester, sign="le", **files):
    pytester.makepyfile(proof=TWO.format(sign=sign), **files)


def test_a_folder_of_homework(pytester):
    shutil.copytree(HOMEWORK, pytester.path / "homework")
    result = run(pytester, "homework", "--continue-on-collection-errors", "--derive-trials=100")
    result.assert_outcomes(passed=13, failed=16, errors=1)
    out = result.stdout.str()
    assert "broken.py:6: NameError: name 'Distribtion' is not defined" in out
    assert "Traceback" not in out
    assert "FAILED homework/right.py" not in out
    for line in (
        "H(X,Y) - H(X) = H(Y|X)  (proved)",
        "H₂(p) = H(p)/ln 2  (proved)",
        "D(p‖q) = Σ_x p(x)·ln(p(x)/q(x))  (proved)",
        "It holds under p ≪ q (that is, p(x) = 0 wherever q(x) = 0), which is not among the "
        "hypotheses  (proved)",
        "right side = ln 2 ≈ 0.693147",
        "Step 1 is fine.",
    ):
        assert line in out, line


def test_an_item_for_each_step(pytester):
    script(pytester)
    result = run(pytester, "--collect-only", "-q")
    steps = ["step 1", "step 2", "claim"]
    result.stdout.fnmatch_lines(
        [f"proof.py::conditioning::{s}" for s in steps] + ["proof.py::positive::claim"]
    )


def test_one_step_fails_and_the_others_do_not(pytester):
    script(pytester, "eq")
    result = run(pytester, "-v")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["*proof.py::conditioning::step 1 PASSED*"])
    result.stdout.fnmatch_lines(["*proof.py::conditioning::step 2 FAILED*"])


def test_the_usual_options(pytester):
    script(pytester, "eq")
    run(pytester, "-k", "positive").assert_outcomes(passed=1, deselected=3)
    run(pytester, "-x").assert_outcomes(passed=1, failed=1)
    run(pytester, "proof.py::conditioning::step 1").assert_outcomes(passed=1)
    run(pytester, "-m", 'derive(expect="refuted")').assert_outcomes(deselected=4)
    pytester.runpytest_inprocess(*QUIET).assert_outcomes(passed=2, failed=2)
    again = pytester.runpytest_inprocess("--lf", *QUIET)
    again.assert_outcomes(failed=2)


def test_side_by_side(pytester):
    pytest.importorskip("xdist")
    script(pytester, "eq")
    result = pytester.runpytest_inprocess("-n", "2", "--dist", "loadscope")
    result.assert_outcomes(passed=2, failed=2)


def test_junit(pytester):
    script(pytester, "eq")
    run(pytester, "--junitxml=out.xml")
    cases = {
        (c.get("classname"), c.get("name")): c
        for c in ElementTree.parse(pytester.path / "out.xml").iter("testcase")
    }
    failed = cases["proof.conditioning", "step 2"]
    assert "H(X) - I(X;Y)" in failed.find("failure").text
    properties = {p.get("name"): p.get("value") for p in failed.iter("property")}
    assert properties == {"verdict": "refuted", "claimed": "H(X) - I(X;Y) = H(X)"}
    assert cases["proof.positive", "claim"].find("failure") is None


@pytest.mark.parametrize(
    ("expect", "claim", "outcome"),
    [
        ("refuted", "Eq(H(p), 0)", {"passed": 1}),
        ("refuted", "H(p) >= 0", {"failed": 1}),
        ("ill-posed", "log(p(x)) <= 0", {"passed": 1}),
        ("ill-posed", "Eq(H(p), 0)", {"failed": 1}),
    ],
)
def test_what_the_author_expects(pytester, expect, claim, outcome):
    text = f"@theorem('t', expect={expect!r})\ndef t(proof):\n    proof.claim({claim})\n"
    pytester.makepyfile(proof=OPEN + text)
    result = run(pytester)
    result.assert_outcomes(**outcome)
    if "failed" in outcome:
        result.stdout.fnmatch_lines([f"*t is said to be {expect}, and it is *"])


def test_a_step_refuted_beside_a_claim_said_to_be_false(pytester):
    text = (
        "@theorem('t', expect='refuted')\ndef t(proof):\n    proof.start(H(p))\n"
        "    proof.eq(0)\n    proof.claim(H(p) >= 0)\n"
    )
    pytester.makepyfile(proof=OPEN + text)
    result = run(pytester)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*Try the false statement as the claim*"])


def test_facts(pytester):
    text = "@theorem('t')\ndef t(proof):\n    proof.fact(Exists(Ne(H(p), 0), p=['1/2', '1/2']))\n"
    pytester.makepyfile(proof=OPEN + text)
    result = run(pytester, "-v")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*proof.py::t::fact 1 PASSED*"])


def test_a_function_that_raises_fails_alone(pytester):
    text = "@theorem('t')\ndef t(proof):\n    proof.start(nothing)\n"
    script(pytester, other=OPEN + text)
    result = run(pytester)
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["other.py:6: NameError: name 'nothing' is not defined"])


def test_a_chain_that_mixes_directions(pytester):
    text = "@theorem('t')\ndef t(proof):\n    proof.start(H(p))\n    proof.le(1)\n    proof.ge(0)\n"
    pytester.makepyfile(proof=OPEN + text)
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the chain mixes ≤ and ≥*"])


def test_without_an_attack_nothing_is_refuted(pytester):
    script(pytester, "eq")
    result = run(pytester, "--derive-trials=0")
    result.assert_outcomes(passed=2, failed=2)
    assert "is neither proved nor refuted" in result.stdout.str()
    assert "counterexample" not in result.stdout.str()


@pytest.mark.parametrize(
    "option", ["--derive-trials=-1", "--derive-step-timeout=0", "--derive-seed=x"]
)
def test_bad_options_are_usage_errors(pytester, option):
    script(pytester)
    result = run(pytester, option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_what_is_not_a_script_of_derivations(pytester):
    pytester.makepyfile(
        library="from derive import *\nx = Alphabet('x')\n",
        other="def theorem(t): return lambda f: f\n@theorem('derive')\ndef f(): pass\n",
        test_own="from derive import *\n\n@theorem('t')\ndef t(proof): ...\n\ndef test(): pass\n",
        _hidden=TWO.format(sign="eq"),
    )
    run(pytester).assert_outcomes(passed=1)
    result = pytester.runpytest_inprocess("-p", "no:derive", *QUIET)
    result.assert_outcomes(passed=1)


def test_files_that_are_configured_are_all_collected(pytester):
    pytester.makeini("[pytest]\nderive_files = homework/*.py\n")
    script(pytester)
    pytester.mkdir("homework").joinpath("empty.py").write_text("from derive import *\n")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*empty.py:1: no derivation in this script.*"])
    run(pytester, "proof.py").assert_outcomes(passed=4)


def test_globs_may_go_down_several_folders(pytester):
    pytester.makeini("[pytest]\nderive_files = homework/**/*.py\n")
    for folder in ("homework", "homework/a", "homework/a/b", "other"):
        (pytester.path / folder).mkdir()
        (pytester.path / folder / "proof.py").write_text(TWO.format(sign="le"), encoding="utf-8")
    run(pytester, "--co", "-q").stdout.fnmatch_lines(["12 tests collected*"])


def test_a_run_without_derivations_does_not_import_sympy(pytester):
    pytester.makepyfile(
        "import sys\n\ndef test():\n"
        "    assert 'pytest_derive' in sys.modules\n"
        "    assert 'sympy' not in sys.modules\n"
    )
    pytester.runpytest_subprocess("-p", "no:hypothesispytest").assert_outcomes(passed=1)
