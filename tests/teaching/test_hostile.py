"""Scripts that want marks they have not earned, or more than marks: what each gets."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from derive import H, I, Law, Le, alphabets
from derive.language.names import DeriveError
from derive.teaching import grade_script, sandbox
from derive.teaching.child import FORMAT
from derive.teaching.handin import HandIn, read_script

x, y = alphabets("x y")
r = Law("r", x, y)
X, Y = r.variables
FALSE = Le(H(X | Y), 0)
HEAD = """
import gc, json, os, sys, time
from derive import *
x, y = alphabets("x y")
r = Law("r", x, y)
X, Y = r.variables
"""
CLAIM = """
@theorem("conditioning")
def conditioning(proof):
    proof.start(H(X | Y))
    proof.le({line}, "obviously")
"""
WRONG = CLAIM.format(line="0")
walls_only = pytest.mark.skipif(sandbox.walls() is None, reason="no bubblewrap that works")
MODES = ["off", pytest.param("required", marks=walls_only)]


def marks(tmp_path, body, isolation, seconds=60, target=FALSE):
    path = tmp_path / "mallory.py"
    path.write_text(HEAD + body)
    made = grade_script(path, target, seconds=seconds, isolation=isolation, hint_seconds=0.1)
    assert json.loads(json.dumps(made)) == made
    assert made["isolated"] is (isolation == "required")
    return made


def unearned(made, problem=""):
    """No marks for the false statement, and no step of it believed."""
    assert made["score"] == 0
    assert not made["correct"]
    assert not made["target_reached"]
    assert problem in (made["problem"] or "")
    assert (made["problem"] is None) is (problem == "")
    return True


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_patches_the_marks(tmp_path, isolation):
    body = """
import derive.teaching.submissions as s, derive.teaching.grading as g, derive.teaching.child as c
import derive.teaching.data as d
full = {"score": 1.0, "exact": "1", "correct": True, "problem": None, "steps": []}
s.grade = g.grade = s.mark = lambda *a, **k: full
c.lines_of = d.made = lambda *a, **k: full
"""
    assert unearned(marks(tmp_path, body + WRONG, isolation))


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_sends_objects_for_its_parent_to_unpickle(tmp_path, isolation):
    body = """
import pickle
from multiprocessing.connection import Connection
class Bad:
    def __reduce__(self):
        return os.system, ("touch {owned}",)
for thing in gc.get_objects():
    if isinstance(thing, Connection):
        thing.send(Bad())
for fd in range(1, 64):
    try:
        os.write(fd, pickle.dumps(Bad()))
    except OSError:
        pass
"""
    owned = tmp_path / "owned"
    made = marks(tmp_path, body.replace("{owned}", str(owned)) + WRONG, isolation)
    assert unearned(made, "no JSON of ours")
    assert not owned.exists()


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_patches_the_kernel(tmp_path, isolation):
    body = """
import derive.kernel.theorem as k, derive.derivation.check as c
import derive.kernel.normal as n
k.prove = k.cite = lambda normal, statement, *a: k.admit(normal, statement, "me")
c.check = lambda *a, **b: None
n.Normalizer.__eq__ = lambda *a: True
Relation.__init__ = lambda self, lhs, rel, rhs, name="": self.__dict__.update(
    lhs=lhs, rel=rel, rhs=lhs, name="")
"""
    assert unearned(marks(tmp_path, body + WRONG, isolation))


SOLUTION = """
found = []
for folder, _, files in os.walk("{folder}"):
    found += [f for f in files if f == "target.py"]
print("FOUND", found, os.path.exists("{folder}/target.py"), os.listdir("."))
"""


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_reads_the_solution(tmp_path, isolation):
    (tmp_path / "target.py").write_text("SECRET = 1\n")
    path = tmp_path / "mallory.py"
    path.write_text(HEAD + SOLUTION.replace("{folder}", str(tmp_path)) + WRONG)
    handed_in = read_script(path, isolation=isolation)
    if isolation == "required":
        assert "FOUND [] False ['mallory.py']" in handed_in.said
    else:  # said in docs/howto/mark-homework.md: without walls it sees what you see
        assert "FOUND ['target.py'] True ['mallory.py']" in handed_in.said


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_prints_json(tmp_path, isolation):
    said = {"score": 1.0, "correct": True, "format": FORMAT, "derivations": [], "problem": None}
    body = f"print({json.dumps(said)!r}, flush=True)\n"
    body += f"os.system('echo ' + repr({json.dumps(said)!r}))\n"
    made = marks(tmp_path, body + WRONG, isolation)
    assert unearned(made)
    assert made["steps"][0]["verdict"] == "refuted"


@pytest.mark.parametrize("isolation", MODES)
@pytest.mark.parametrize(
    ("end", "problem"),
    [
        ("sys.exit(0)", "the script ends itself"),
        ("os._exit(0)", "(exit status 0) and handed nothing back"),
        ("os.kill(os.getpid(), 9)", "the process that ran the script"),
    ],
)
def test_one_that_ends_early(tmp_path, isolation, end, problem):
    made = marks(tmp_path, WRONG + end, isolation)
    wanted = problem if isolation == "off" or "kill" not in end else "handed nothing back"
    assert unearned(made, wanted)


def alive(mark):
    """Processes that have a word in their command."""
    found = []
    for cmdline in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in cmdline.read_bytes():
                found.append(cmdline.parent.name)
        except OSError:
            continue
    return found


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@needs_proc
@pytest.mark.parametrize("isolation", MODES)
def test_one_that_forks(tmp_path, isolation):
    mark = f"derive-fork-{os.getpid()}-{isolation}"
    body = f"""
for k in range(1000):
    if os.fork() == 0:
        os.execl(sys.executable, sys.executable, "-c", "import time; time.sleep(50)", "{mark}")
"""
    made = marks(tmp_path, body + WRONG, isolation)
    assert unearned(made, made["problem"])
    assert made["problem"]
    time.sleep(0.5)
    assert alive(mark) == []


@needs_proc
@pytest.mark.parametrize("isolation", MODES)
def test_one_that_leaves_a_process_behind(tmp_path, isolation):
    mark = f"derive-left-{os.getpid()}-{isolation}"
    body = f"""
if os.fork() == 0:
    os.execl(sys.executable, sys.executable, "-c", "import time; time.sleep(50)", "{mark}")
time.sleep(0.3)
"""
    start = time.monotonic()
    assert unearned(marks(tmp_path, body + WRONG, isolation))
    assert time.monotonic() - start < 45
    time.sleep(0.5)
    assert alive(mark) == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
@pytest.mark.parametrize("isolation", MODES)
def test_one_that_fills_memory(tmp_path, isolation):
    made = marks(tmp_path, "a = []\nwhile True: a.append(bytearray(1 << 26))\n" + WRONG, isolation)
    assert unearned(made, "MemoryError")


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_hangs(tmp_path, isolation):
    start = time.monotonic()
    body = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass\n"
    made = marks(tmp_path, body, isolation, seconds=6)
    assert unearned(made, "not finished within 6 s")
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_floods_its_parent(tmp_path, isolation):
    path = tmp_path / "mallory.py"
    path.write_text(HEAD + "for _ in range(20_000): print('x' * 1000)\n" + WRONG)
    handed_in = read_script(path, isolation=isolation)
    assert handed_in.problem is None
    assert len(handed_in.said) <= sandbox.MOST_SAID
    path.write_text(
        HEAD + "for fd in range(3, 9):\n    try:\n        while True: "
        "os.write(fd, b'[' * 65536)\n    except OSError: pass\n"
    )
    assert "is longer than" in read_script(path, isolation=isolation).problem


WRITES = """
wrote = []
for place in ({places}):
    try:
        open(os.path.join(place, "derive-was-here"), "w").write("x")
        wrote.append(place)
    except OSError:
        pass
print("WROTE", wrote)
"""


@walls_only
def test_one_that_writes_outside_behind_walls(tmp_path):
    package = str(Path(sandbox.__file__).parent)
    places = [str(tmp_path), package, sys.prefix, "/usr", os.path.expanduser("~"), "/"]
    path = tmp_path / "mallory.py"
    path.write_text(HEAD + WRITES.replace("{places}", repr(places)[1:-1]) + WRONG)
    handed_in = read_script(path, isolation="required")
    left = [p for p in places if (Path(p) / "derive-was-here").exists()]
    assert left == []
    assert handed_in.isolated
    inside = handed_in.said.split("WROTE")[1]
    assert package not in inside
    assert sys.prefix not in inside


SOCKET = """
import socket
try:
    socket.create_connection(("127.0.0.1", {port}), 2).sendall(b"got out")
    print("CONNECTED")
except OSError as wrong:
    print("REFUSED", wrong)
"""


@pytest.mark.parametrize("isolation", MODES)
def test_one_that_opens_a_socket(tmp_path, isolation):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        path = tmp_path / "mallory.py"
        path.write_text(HEAD + SOCKET.replace("{port}", port) + WRONG)
        said = read_script(path, isolation=isolation).said
    assert ("REFUSED" if isolation == "required" else "CONNECTED") in said


@pytest.mark.parametrize("isolation", MODES)
def test_what_is_asked_for_is_there(tmp_path, isolation):
    """The same statement rightly proved gets its marks, with what it prints kept apart."""
    body = "print('hello')\n" + CLAIM.format(line="H(X)")
    made = marks(tmp_path, body, isolation, target=Le(H(X | Y), H(X)))
    assert made["correct"]


def test_no_environment_reaches_the_script(tmp_path, monkeypatch):
    monkeypatch.setenv("TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "/tmp/x.py")
    path = tmp_path / "mallory.py"
    path.write_text(HEAD + "print(sorted(os.environ), sys.stdin.read())\n" + WRONG)
    said = read_script(path).said
    assert "TOKEN" not in said
    assert "PYTHONSTARTUP" not in said


def test_walls_that_are_required_and_missing(tmp_path, monkeypatch):
    path = tmp_path / "anna.py"
    path.write_text(HEAD + WRONG)
    monkeypatch.setattr(sandbox, "walls", lambda: None)
    with pytest.raises(DeriveError, match="bubblewrap does not work here"):
        grade_script(path, FALSE, isolation="required")
    with pytest.raises(DeriveError, match="expected one of auto, required, off"):
        grade_script(path, FALSE, isolation="yes")
    assert grade_script(path, FALSE, hint_seconds=0.1)["isolated"] is False


def test_files_beside_are_only_those_that_are_given(tmp_path):
    (tmp_path / "exercise.py").write_text(HEAD)
    path = tmp_path / "anna.py"
    path.write_text("from exercise import *\n" + WRONG)
    assert "exercise" in read_script(path).problem
    assert read_script(path, beside=[tmp_path / "exercise.py"]).problem is None


# ---------------------------------------------------------------- forged data


def forged(rows, **fields):
    """A hand-in that no script has made."""
    data = {"name": "t", "title": "t", "doc": "", "expect": "proved", "line": 1, "problem": None}
    data |= {"given": [], "start": None, "steps": [], "claim": None, "rows": rows}
    return HandIn("mallory.py", None, True, [data | fields])


def refuses(handed_in, why):
    start = time.monotonic()
    with pytest.raises(DeriveError, match=why):
        handed_in.derivation()
    assert time.monotonic() - start < 10


PLAIN = {"relation": -1, "equality": [], "optimum": False, "line": 1}
CLAIMED = {"claim": PLAIN}
N = ["Integer", "9" * 300]
ALPHABET = ["Alphabet", "x", "x", {"of": []}]
OTHER = ["Alphabet", "z", "z", {"of": []}]
LAW = ["Law", "p", {"of": [[0]]}, {"of": []}]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["Symbol", "a"]], "no kind of row"),
        ([["os.system", "touch /tmp/x"]], "no kind of row"),
        ([["__reduce__"]], "no kind of row"),
        ([["Integer", "1e9"]], "invalid literal"),
        ([["Integer", "9" * 5000]], "at most 400 digits"),
        ([["Integer", 5]], "which does not fit"),
        ([["Rational", "1", "0"]], "is no number"),
        ([["Add", [0]]], "no argument"),
        ([["Add", [-1]]], "no argument"),
        ([["Integer", "1"], ["Add", [1]]], "no argument"),
        ([ALPHABET, ["Measure", "f_divergence", {"of": []}]], "no operation"),
        ([ALPHABET, ["Measure", "eval", {"of": ["1"]}]], "no operation"),
        ([ALPHABET, ["Measure", "entropy", {"of": [[0]]}, {"of": ["base", [0]]}]], "base"),
        ([ALPHABET, OTHER, LAW, ["LawValue", [2], {"of": [{"of": ["x", [1]]}]}]], "alphabet"),
        ([ALPHABET, OTHER, LAW, ["LawValue", [2], {"of": [{"of": ["y", [0]]}]}]], "variables"),
        ([ALPHABET, LAW, ["RandomVariable", [1], "y"]], "no variable"),
        (
            [
                ALPHABET,
                ["Quantity", "f", {"of": [[0]]}, "real"],
                ["QuantityValue", [1], {"of": []}],
            ],
            "expected letters",
        ),
        ([N, ["Pow", [0], [0]]], "a power that makes"),
        ([N, ["log", [0]], ["Mul", [0], [1]], ["exp", [2]]], "a power that makes"),
        ([N, ["Power", [0], [0]]], "a power that makes"),
        ([["Integer", "2"], *(["Pow", [k], [0]] for k in range(40))], "bits"),
        ([N, *(["Mul", [k], [k]] for k in range(40))], "bits"),
        (
            [
                ALPHABET,
                ["Quantity", "f", {"of": []}, "real"],
                ["QuantityValue", [1], {"of": []}],
                *(["Max", [k], [0]] for k in range(2, 900)),
            ],
            "nested",
        ),
        (
            [
                ["Quantity", "f", {"of": []}, "real"],
                ["QuantityValue", [0], {"of": []}],
                *(row for k in range(1, 120, 2) for row in (["Abs", [k]], ["Mul", [k], [k + 1]])),
            ],
            "nodes",
        ),
        (
            [
                ["Quantity", "f", {"of": []}, "real"],
                ["QuantityValue", [0], {"of": []}],
                ["Max", *([1] for _ in range(10_000))],
                *(["Pow", [2], [1]] for _ in range(10_000)),
            ],
            "nodes so far",
        ),
        ([["Integer", "1"]] * 30_000, "at most 20000 rows"),
        ([ALPHABET, ["Relation", [0], "is", [0], ""]], "rel: got 'is'"),
    ],
)
def test_forged_rows_are_refused(rows, why):
    refuses(forged(rows), why)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"expect": "right"}, "expect"),
        ({"given": [7]}, "no row"),
        ({"name": "../../outside"}, "expected a function's name"),
        ({"name": ["t"]}, "expected a function's name"),
        ({"steps": [{}] * 600, "start": 0}, "at most 500"),
        ({"rows": None}, "expected a list"),
        ({}, "neither a step nor a claim"),
        ({"claim": {**PLAIN, "relation": 0}}, "no row"),
    ],
)
def test_forged_fields_are_refused(fields, why):
    refuses(forged(fields.pop("rows", []), **fields), why)


ZERO = [["Integer", "0"], ["Integer", "1"]]


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (["theorem", 0], "used by itself"),
        (["theorem", 9], "there is none"),
        (["eval", "1"], "no reason"),
        (["prove", "import os", []], "expected|statement"),
        (["square", [5]], "no row"),
    ],
)
def test_forged_reasons_are_refused(reason, why):
    steps = [{"rel": "<=", "to": 1, "reason": reason, "line": 2}]
    refuses(forged(ZERO, start=0, steps=steps), why)


def test_a_name_chosen_for_a_hypothesis_is_not_shown():
    """What stands under a name of the script's choice would be taken for what the name says."""
    rows = [*ZERO, ["Relation", [1], "<=", [0], "Kraft's inequality"]]
    d = forged(rows, given=[2], claim={**PLAIN, "relation": 2}).derivation()
    assert [h.name for h in d.given] == [""]
    assert str(d.given[0]) == "1 ≤ 0"


def test_a_measure_that_prints_as_another_is_its_definition(tmp_path):
    path = tmp_path / "mallory.py"
    path.write_text(
        HEAD + "fake = Measure('H(X)', 'H(X)', H(X | Y) - H(X | Y))\n" + CLAIM.format(line="fake")
    )
    handed_in = read_script(path)
    (step,) = handed_in.derivation().proof().steps
    assert str(step.relation) == "H(X|Y) ≤ 0"


def test_text_that_a_terminal_would_obey_is_plain(tmp_path):
    path = tmp_path / "mallory.py"
    path.write_text(HEAD + r"print('\x1b[2J\x07seen')" + WRONG.replace("obviously", r"\x1b[8mhid"))
    handed_in = read_script(path)
    assert handed_in.said == "[2Jseen\n"
    assert handed_in.derivation().proof().steps[0].reason == "[8mhid"


def test_a_right_one_is_read_as_it_was_written():
    assert I(X, Y) != H(X)
    steps = [{"rel": "<=", "to": 1, "reason": ["text", "0 < 1"], "line": 2}]
    d = forged(ZERO, start=0, steps=steps).derivation()
    assert str(d.claim().relation) == "0 ≤ 1"
    assert d.proof().steps[0].line == 2


# ---------------------------------------------------------------- pytest

pytest_plugins = ["pytester"]


def test_pytest_runs_no_script_itself_where_it_is_told_so(pytester):
    alone = "assert 'pytest' not in sys.modules\n"
    pytester.makepyfile(anna=HEAD + alone + CLAIM.format(line="H(X)"), bert=HEAD + WRONG)
    pytester.makepyfile(carl=HEAD + WRONG + "os._exit(0)", dora=HEAD + CLAIM.format(line="1 / 0"))
    options = ("-p", "no:cacheprovider", "--derive-isolate", "--continue-on-collection-errors")
    run = pytester.runpytest_subprocess(*options)
    run.assert_outcomes(passed=1, failed=2, errors=1)
    run.stdout.fnmatch_lines_random(
        [
            "the script ended its process (exit status 0) and handed nothing back.",
            "Step 1 is wrong  (bert.py:*",
            "dora.py:*: ZeroDivisionError: division by zero",
        ]
    )


def test_pytest_goes_on_without_walls_only_where_it_may(pytester, monkeypatch):
    pytester.makepyfile(anna=HEAD + WRONG)
    monkeypatch.setenv("PATH", "/nowhere")
    run = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--derive-require-isolation")
    run.assert_outcomes(errors=1)
    run.stdout.fnmatch_lines(["*bubblewrap does not work here*"])
