"""Notes as a derive script: what it says is what was decided, and nothing of the notes is code."""

import json
from pathlib import Path

import pytest

from derive import (
    KL,
    Alphabet,
    Distribution,
    Eq,
    H,
    Law,
    Sum,
    Uniform,
    check,
    log,
    theorem,
)
from derive.cli.main import status
from derive.notes.faces.script import script
from tests.notes.made import report, step

x, y = Alphabet("x"), Alphabet("y")
p, q, E = Distribution("p", x), Distribution("q", x), Law("E", x, y)


def decided(claim, given=(), equality=()):
    @theorem("made", given=given)
    def made(proof):
        proof.claim(claim, equality=list(equality)) if equality else proof.claim(claim)

    return check(made, trials=60)


def stepped(lhs, rhs):
    @theorem("made")
    def made(proof):
        proof.start(lhs)
        proof.le(rhs)

    return check(made, trials=60)


CLAIMS = [
    (KL(p, q) >= 0, [p << q], [Eq(p(x), q(x))]),
    (KL(p, q) >= 0, [], []),
    (KL(p, q) <= 1, [p << q], []),
    (Eq(KL(p, q), Sum(p(x) * log(p(x) / q(x)), x)), [p << q], []),
    (H(p) <= log(x.size), [], []),
    (Eq(H(Uniform(x)), log(x.size)), [], []),
    (Eq(E(x), Sum(E(x, y), y)), [], []),
]


@pytest.fixture(scope="module")
def found():
    steps = []
    for k, (claim, given, equality) in enumerate(CLAIMS):
        made = decided(claim, given, equality)
        steps.append(step(10 + k // 2, r"a\'", "=", "b", made.verdict, report=made))
    made = stepped(H(p), log(x.size))
    steps.append(step(30, "a", "<=", "b", made.verdict, report=made))
    odd = '"""\n) import os; os.abort() #\u2028\\'
    steps.append(step(40, odd, "=", odd, "unread", why=odd))
    steps.append(step(41, odd, "=", odd, steps[0].verdict, report=steps[0].report, assumed=(odd,)))
    return report('no"t\\es.md', steps=steps)


def test_its_verdicts_are_those_of_the_notes(found, tmp_path, capsys):
    path = tmp_path / "notes.py"
    path.write_text(script(found), encoding="utf-8")
    code = status(["check", str(path), "--json", "--trials", "60", "--no-cache"])
    derivations = json.loads(capsys.readouterr().out)["derivations"]
    assert code == 0, path.read_text("utf-8")
    reports = [s.report for c in found.chains for s in c.steps if s.report is not None]
    assert [d["verdict"] for d in derivations] == [r.verdict for r in reports]
    assert {d["verdict"] for d in derivations} == {"proved", "refuted", "ill-posed"}
    claims = [d["steps"][0]["relation"] for d in derivations]
    assert [c["lhs"] for c in claims] == [_text(r.steps[0].relation.lhs) for r in reports]
    assert [d["name"] for d in derivations[:3]] == ["line_10", "line_10_2", "line_11"]


def _text(e):
    from derive.language.printing import text

    return text(e)


def test_what_is_not_read_is_a_comment(found):
    lines = script(found).splitlines()
    (line,) = [line for line in lines if "line 40" in line]
    assert line.startswith("# line 40: ")
    assert not any("os.abort" in n and not n.startswith(("#", "@theorem('line 41")) for n in lines)


def test_a_document_without_relations_is_a_script():
    made = script(report(steps=()))
    compile(made, "notes.py", "exec")
    assert "theorem" not in made and Path("notes.md").name in made
