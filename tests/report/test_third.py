"""The third mark: of what the checker in Rocq was asked, for that very text; of nothing else."""

import json
import re

import pytest

from derive.cli.main import status
from rocq import record
from tests.rocq.toy import OF_POWERS, PROVED, TWO, needs_rocq, put

SCRIPT = TWO + """

@theorem("A slope")
def slope(proof):
    proof.fact(Derivative(s * log(s), s, log(s) + 1))


@theorem("False", expect="refuted")
def false(proof):
    proof.claim(s**2 >= 1)
"""
BADGE = 'class="badge accepted"'


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """A command of derive with a toy checker, which says this of powers."""

    def done(verdict, *arguments, script=SCRIPT):
        put(tmp_path, monkeypatch, OF_POWERS.replace("VERDICT", verdict) + PROVED)
        monkeypatch.chdir(tmp_path)
        (tmp_path / "mine.py").write_text(script, encoding="utf-8")
        code = status([*arguments, "mine.py", "--trials", "20", "--no-cache"])
        return code, capsys.readouterr().err

    return done


def pages(folder):
    return {p.stem: p.read_text("utf-8") for p in (folder / "site" / "mine").glob("*.html")}


def said(page):
    section = page.partition("<h2>In Rocq</h2>")[2].partition("</section>")[0]
    return re.findall(r'<li class="(\w+)">(.*?)</li>', section)


@needs_rocq
def test_what_the_checker_says_now_stands_on_the_page(run, tmp_path):
    assert run('Beyond 0 "powers"', "report", "--rocq")[0] == 0
    found = pages(tmp_path)
    assert {name for name, page in found.items() if BADGE in page} == {"gibbs"}
    right = "the checker that is proved right in Rocq"
    assert {name: said(page) for name, page in found.items()} == {
        "gibbs": [("accepted", f"Its certificate is accepted by {right}.")],
        "power": [("beyond", f"Its certificate is beyond {right}: powers.")],
        "slope": [("accepted", f"The certificate that fact 1 rests on is accepted by {right}.")],
        "false": [],
    }
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert index.count(BADGE) == 1
    assert f"Accepted by {right}: 2 of 3 certificates; 1 beyond" in index
    assert "In Rocq" in (tmp_path / "site" / "reading.html").read_text("utf-8")


@needs_rocq
def test_what_is_refused_is_said_and_no_success(run, tmp_path):
    code, err = run('Refused 0 "no <b>"', "report", "--rocq")
    assert code == 1 and "REFUSED   mine.power: no <b>" in err
    assert said(pages(tmp_path)["power"])[0][0] == "refused"
    assert "REFUSED" in pages(tmp_path)["power"] and "<b>" not in pages(tmp_path)["power"]


def test_where_it_was_not_asked_there_is_no_word_of_it(run, tmp_path):
    assert run("Accepted", "report")[0] == 0
    for path in (tmp_path / "site").rglob("*.html"):
        assert "Rocq" not in path.read_text("utf-8"), path


@needs_rocq
def test_a_record_speaks_of_its_own_certificates_and_checker_only(run, tmp_path):
    read = "report", "--rocq-record", "kept"
    assert run("Accepted", "check", "--rocq", "--certificates", "kept")[0] == 0
    assert run("Accepted", *read)[0] == 0
    assert {k for k, page in pages(tmp_path).items() if BADGE in page} == {"gibbs", "power"}
    other = SCRIPT.replace("KL(p, q) >= 0", "KL(p, q) >= -1")
    assert run("Accepted", *read, script=other)[0] == 0
    assert {k for k, page in pages(tmp_path).items() if BADGE in page} == {"power"}
    path = tmp_path / "kept" / record.NAME
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(data | {"checker": "0" * 64}), "utf-8")
    code, err = run("Accepted", *read)
    assert code == 2 and "made by another version of the checker" in err


def test_without_a_record_it_says_how_to_make_one(run):
    code, err = run("Accepted", "report", "--rocq-record", "nowhere")
    assert code == 2 and "`python -m rocq nowhere` writes one" in err


@pytest.mark.parametrize("face", ["report", "latex"])
def test_without_coqc_it_says_how_to_get_it(run, monkeypatch, face):
    monkeypatch.setenv("PATH", "")
    code, err = run("Accepted", face, "--rocq", *["--document"] * (face == "latex"))
    assert code == 2 and "apt-get install coq" in err


@needs_rocq
def test_the_document_has_the_mark(run, tmp_path):
    assert run('Beyond 0 "powers"', "latex", "--document", "--rocq", "-o", "n.tex")[0] == 0
    tex = (tmp_path / "n.tex").read_text("utf-8")
    assert tex.count(r"\acceptedbyrocq") == 1
    assert r"\acceptedbyrocq" in tex.partition("mine:gibbs}")[2].partition(r"\end{theorem}")[0]
    assert tex.count(r"\inrocq{") == 2 and "2 of 3 certificates; 1 beyond" in tex.replace("$", "")
    assert run("Accepted", "latex", "--document", "-o", "n.tex")[0] == 0
    assert "ocq" not in (tmp_path / "n.tex").read_text("utf-8")


def test_a_fragment_has_no_marks(run):
    code, err = run("Accepted", "latex", "--rocq")
    assert code == 2 and "Try --document" in err
