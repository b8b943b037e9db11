"""A derivation has one verdict, that of what it states, and every face shows this one."""

import json
import re
from argparse import Namespace

import pytest

import derive
from derive.cli.main import status
from derive.derivation.overall import as_claimed, overall
from derive.derivation.report import StepReport
from derive.language.relations import Le
from derive.ledger.decide import Reports
from derive.ledger.entries import Ref
from derive.render.tex.document import Section, document
from derive.render.tex.page import Page
from derive.report.page import page_of
from derive.teaching.collect import _wrong

SCRIPT = """
from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Proved", given=[p << q])
def proved(proof):
    proof.start(KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)), x), "definition")
    proof.ge(0, "ln t ≤ t − 1")


@theorem("True, with a bad step", given=[p << q])
def bad_step(proof):
    proof.start(KL(p, q))
    proof.eq(2 * KL(p, q), "wrong")
    proof.ge(0, "right")


@theorem("True, with a step that is not defined")
def undefined_step(proof):
    proof.start(H(p))
    proof.eq(H(p) + Sum(p(x) * log(q(x)), x) - Sum(p(x) * log(q(x)), x) + KL(p, q), "wrong")
    proof.ge(0, "right")
    proof.claim(H(p) >= 0)


@theorem("False")
def false(proof):
    proof.claim(H(p) <= 1)


@theorem("False as its author says", expect="refuted")
def kept(proof):
    proof.claim(H(p) <= 1)


@theorem("Undefined", expect="ill-posed")
def undefined(proof):
    proof.claim(KL(p, q) >= 0)


@theorem("True, with a false condition for equality", given=[p << q])
def equality(proof):
    proof.claim(KL(p, q) >= 0, equality=Eq(p(x), 1 / x.size))


@theorem("Cited", expect="cited")
def cited(proof):
    proof.fact(Cited("water is wet", "Anonymous 1900"))


@theorem("One fact of two is false")
def facts(proof):
    proof.fact(Computed("1 + 1 = 2", lambda: 1 + 1 == 2))
    proof.fact(Computed("1 + 1 = 3", lambda: 1 + 1 == 3))


@theorem("A reason that is none", given=[p << q])
def unusable(proof):
    proof.start(KL(p, q))
    proof.ge(0, Le(H(p), 1))
"""
EXPECTED = {
    "proved": "proved",
    "bad_step": "open",
    "undefined_step": "open",
    "false": "refuted",
    "kept": "refuted",
    "undefined": "ill-posed",
    "equality": "refuted",
    "cited": "cited",
    "facts": "refuted",
    "unusable": "error",
}
AS_CLAIMED = {"proved", "kept", "undefined", "cited"}
ENVIRONMENT = {
    "proved": "theorem",
    "refuted": "notso",
    "ill-posed": "illposed",
    "open": "openquestion",
    "cited": "citedresult",
    "error": "unchecked",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("verdicts") / "kinds.py"
    made.write_text(SCRIPT, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def checked(path):
    from derive.cli.scripts import load_all

    (script,) = load_all([path])
    return {d.name: (d, derive.check(d)) for d in script.derivations}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_face_shows_the_verdict(name, checked):
    d, report = checked[name]
    verdict = EXPECTED[name]
    assert report.verdict == verdict
    assert repr(report).splitlines()[0] == f"{d.title}: {verdict}"
    assert report.as_claimed == (name in AS_CLAIMED)

    tex = document([Section("kinds", "Kinds.", ((report, {}),))], Page(width=426.0, marks=True))
    begun = re.findall(r"\\begin\{(\w+)\}\[", tex)[0]
    assert begun == ENVIRONMENT[verdict]

    heading = report._repr_mimebundle_()["text/latex"].split(r" \\ ")[0]
    assert re.findall(r"\\text\{([\w-]+)\}\}", heading)[0] == verdict

    page = page_of(d, report, None)
    assert (page.verdict, page.as_claimed) == (verdict, report.as_claimed)


def test_the_terminal_counts_it(path, capsys, checked):
    for name, verdict in EXPECTED.items():
        assert status(["axioms", name, str(path)]) == (0 if name in AS_CLAIMED else 1)
        told = re.search(r"^verdict +(\S+)$", capsys.readouterr().out, re.M)
        assert (told.group(1) if told else "proved") == verdict
    assert status(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "10 derivations: 1 proved, 1 cited, 2 open, 1 ill-posed, 4 refuted, 1 error" in out
    assert "6 not as claimed" in out


def test_json_has_it(path, capsys):
    status(["check", "--json", str(path)])
    told = json.loads(capsys.readouterr().out)
    assert {d["name"]: d["verdict"] for d in told["derivations"]} == EXPECTED
    assert told["summary"]["derivations"]["open"] == 2


def test_the_report_shows_it(path, tmp_path, capsys):
    status(["report", str(path), "-o", str(tmp_path / "site"), "-j", "1"])
    capsys.readouterr()
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    for name, verdict in EXPECTED.items():
        entry = re.search(rf'id="kinds-{name}" class="entry" data-verdict="([\w-]+)"', index)
        assert entry and entry.group(1) == verdict
        page = (tmp_path / "site" / "kinds" / f"{name}.html").read_text("utf-8")
        heading = page[page.index("<h1>") : page.index("</h1>")]
        assert f'class="badge {verdict}"' in heading
        assert ("Claimed to be" in page) == (name not in AS_CLAIMED)


def test_students_read_that_the_claim_is_not_shown_rather_than_false(checked):
    _, report = checked["bad_step"]
    step, claim = report.steps[0], report.steps[-1]
    from derive.teaching.message import message

    assert _wrong(report, step, False) == "" and _wrong(report, claim, True) == ""
    assert message(step).heading == "Step 1 is wrong"
    assert message(claim).heading == "The claim is not shown by the chain"


def test_the_ledger_takes_the_claim(checked):
    reports = Reports([r for _, r in checked.values()])
    report, steps = reports.steps(Ref("kinds", "bad_step", ""))
    assert [s.verdict for s in steps] == [report.verdict] == ["open"]


def parts(*pairs):
    return [Namespace(kind=k, verdict=v) for k, v in pairs]


def test_what_is_claimed_open_has_no_wrong_step():
    wrong = parts(("step", "refuted"), ("claim", "open"))
    assert overall(wrong) == "open"
    assert not as_claimed("open", "open", wrong)
    assert as_claimed("open", "open", parts(("step", "proved"), ("claim", "open")))
    assert as_claimed("refuted", "refuted", parts(("step", "ill-posed"), ("claim", "refuted")))
    assert overall([]) == "error"
    x = derive.Alphabet("x")
    alone = StepReport(1, "step", Le(x.size, 1), "", "refuted")
    assert overall([alone]) == "refuted"  # where nothing is stated beside the steps
