"""The ledger: verdicts computed from steps, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from derive.cli.main import status
from derive.language.names import DeriveError
from derive.ledger.claims import read_claims
from derive.ledger.entries import read_entries

PROOFS = Path(__file__).parent.parent.parent / "proofs"

SCRIPT = """
from derive import *
x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)

@theorem("Gibbs", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))

@theorem("Excess", given=[p << q])
def excess(proof):
    proof.claim(Eq(KL(p, q), cross_entropy(p, q) - H(p)))

@theorem("Gibbs without", expect="ill-posed")
def without(proof):
    proof.claim(KL(p, q) >= 0)

@theorem("Always positive", given=[p << q], expect="refuted")
def positive(proof):
    proof.claim(KL(p, q) > 0)

@theorem("Unfolded")
def unfolded(proof):
    proof.start(H(p))
    proof.eq(Sum(p(x) * log(1 / p(x)), x), definition)

@theorem("Seen", expect="open")
def seen(proof):
    proof.fact(Empirical("it rains", "look outside"))

@theorem("Read", expect="cited")
def read(proof):
    proof.fact(Cited("water is wet", "Anonymous 1900"))

@theorem("Not true, and said to be")
def wrong(proof):
    proof.claim(H(p) <= 0)
"""

LEDGER = """
[A]
by = "s:gibbs"
without = "s:without"
[B]
by = "s:positive"
nearest = "s:gibbs"
[C]
by = "s:unfolded:1"
[D]
by = "s:seen"
[E]
by = "s:read"
[F]
by = "s:gibbs:equality"
"""
VERDICTS = {
    "A": "proved if",
    "B": "refuted",
    "C": "definition",
    "D": "empirical",
    "E": "cited",
    "F": "proved",
}


def folder(tmp_path, ledger=LEDGER, ids="ABCDEF"):
    claims = [{"id": i, "section": "1", "claim": r"D \geq 0"} for i in ids]
    (tmp_path / "claims.json").write_text(json.dumps(claims), encoding="utf-8")
    (tmp_path / "ledger.toml").write_text(ledger, encoding="utf-8")
    (tmp_path / "s.py").write_text(SCRIPT, encoding="utf-8")
    return str(tmp_path)


def rows(tmp_path, capsys, ledger=LEDGER, ids="ABCDEF"):
    code = status(["ledger", folder(tmp_path, ledger, ids), "--format", "json"])
    return code, {c["id"]: c for c in json.loads(capsys.readouterr().out)["claims"]}


def test_every_verdict_is_computed_from_its_steps(tmp_path, capsys):
    code, found = rows(tmp_path, capsys)
    assert code == 0
    assert {i: c["verdict"] for i, c in found.items()} == VERDICTS
    assert found["A"]["condition"] == "p ≪ q"
    assert any("q = (0, 1)" in line for line in found["A"]["failure"])
    assert "left side = 0" in found["B"]["counterexample"]
    assert found["B"]["instead"] == ["D(p‖q) ≥ 0, with equality iff p(x) = q(x) (given p ≪ q)"]
    assert found["D"]["why"] == "look outside"
    assert found["E"]["cited"] == ["water is wet (Anonymous 1900)"]


@pytest.mark.parametrize(
    "ledger, why",
    [
        ('[A]\nby = "s:wrong"', "not as claimed: wrong"),
        ('[A]\nby = "s:nothing"', "no such derivation"),
        ('[A]\nby = "s:gibbs:7"', "no such step"),
        ('[A]\nby = "s:positive"', "no nearest true statement"),
        ('[A]\nby = "s:positive"\nnearest = "s:read"', "is not proved"),
        ('[A]\nby = "s:gibbs"\nwithout = "s:unfolded"', "without the condition nothing fails"),
        ('[A]\nby = "s:gibbs"\nunsaid = "x"', "without the case that shows"),
        ('[A]\nby = "s:unfolded"\nwithout = "s:without"', "neither a hypothesis nor named"),
        ('[B]\nby = "s:gibbs"', "no entry decides this claim"),
    ],
)
def test_what_does_not_decide_a_claim_is_an_error(tmp_path, capsys, ledger, why):
    code, found = rows(tmp_path, capsys, ledger, "A")
    assert code == 1
    assert found["A"]["verdict"] == "error"
    assert why in found["A"]["why"]


def test_two_derivations_of_one_name_decide_nothing(tmp_path, capsys):
    sub = tmp_path / "sub"
    sub.mkdir()
    (sub / "s.py").write_text(SCRIPT.replace("p << q", "q << p"), encoding="utf-8")
    code, found = rows(tmp_path, capsys, '[A]\nby = "s:excess"', "A")
    assert code == 1 and "more than one derivation" in found["A"]["why"]


def test_what_rests_on_a_cited_fact_is_not_called_proved(tmp_path, capsys):
    ledger = '[A]\nby = ["s:gibbs", "s:read"]'
    _, found = rows(tmp_path, capsys, ledger, "A")
    assert found["A"]["verdict"] == "cited"


def test_a_definition_says_something(tmp_path):
    from derive import Defined

    with pytest.raises(DeriveError, match="nothing is defined"):
        Defined("1 = 2")


def test_an_entry_for_no_claim_is_an_error(tmp_path, capsys):
    code, found = rows(tmp_path, capsys, LEDGER, "ABCDE")
    assert code == 1
    assert found["F"]["why"] == "no claim has this id"


UNSAID = """
[A]
by = ["s:gibbs", "s:excess"]
without = "s:without"
unsaid = "q covers p"
[B]
by = "s:positive"
nearest = "s:gibbs"
[C]
by = ["s:read", "s:gibbs"]
without = "s:without"
unsaid = "q covers p"
"""


@pytest.mark.parametrize("form", ["text", "md", "tex"])
def test_hypotheses_are_shown_beside_a_condition_in_words(tmp_path, capsys, form):
    """What the deciding steps assume is not hidden by what the ledger's author says of it."""
    assert status(["ledger", folder(tmp_path, UNSAID, "ABC"), "--format", form]) == 0
    page = capsys.readouterr().out.replace("$", "")
    assert page.count("q covers p") == 2
    assert page.count("given") == 4  # A, B and C, and the nearest statement of B
    assert len(re.findall(r"p\s*(?:≪|\\ll)\s*q", page)) == 4


@pytest.mark.parametrize("form", ["text", "md", "tex"])
def test_every_form_names_every_claim_and_verdict(tmp_path, capsys, form):
    assert status(["ledger", folder(tmp_path), "--format", form]) == 0
    page = capsys.readouterr().out.replace("$", "")
    assert "6 of 6 claims placed" in page
    for i, verdict in VERDICTS.items():
        assert i in page
        assert verdict in page


def test_the_page_is_compared_with_the_committed_one(tmp_path, capsys):
    where = folder(tmp_path)
    assert status(["ledger", where, "--format", "md"]) == 0
    page = tmp_path / "page.md"
    page.write_text(capsys.readouterr().out, encoding="utf-8")
    assert status(["ledger", where, "--compare", str(page)]) == 0
    page.write_text(page.read_text(encoding="utf-8").replace("refuted", "proved"), encoding="utf-8")
    assert status(["ledger", where, "--compare", str(page)]) == 1
    assert "not up to date" in capsys.readouterr().err
    assert status(["ledger", where, "--compare", str(tmp_path / "none.md")]) == 2


@pytest.mark.parametrize(
    "text, said",
    [
        ("[A]\n", "no `by`"),
        ("[A]\nby = []", "`by` is empty"),
        ('[A]\nby = "s"', "got 's'"),
        ('[A]\nby = "s:d"\nverdict = "proved"', "expected"),
        ("[A", "TOMLDecodeError"),
    ],
)
def test_mistakes_in_the_entries_are_named(tmp_path, text, said):
    path = tmp_path / "ledger.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeriveError, match=said):
        read_entries(path)


@pytest.mark.parametrize("text", ["", "{}", '[{"id": "A"}]', "[1]"])
def test_what_is_no_list_of_claims_is_refused(tmp_path, text):
    path = tmp_path / "claims.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeriveError, match="claims"):
        read_claims(path)


def test_a_missing_folder_is_a_usage_error(tmp_path, capsys):
    assert status(["ledger", str(tmp_path / "none")]) == 2
    assert "claims" in capsys.readouterr().err


def test_all_claims_of_the_notes_have_an_entry():
    claims = read_claims(PROOFS / "claims.json")
    entries = read_entries(PROOFS / "ledger.toml")
    assert len(claims) == 144
    assert [c.id for c in claims] == sorted(entries)
