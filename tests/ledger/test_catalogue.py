"""The catalogue of named results: verdicts computed from derivations, and nothing else."""

import json
from itertools import pairwise

import pytest

from derive.cli.main import status
from derive.language.names import DeriveError
from derive.ledger.catalogue import read_catalogue
from tests.ledger.test_ledger import PROOFS, SCRIPT

SECTION = """
section = "First"
[1]
name = "Gibbs"
statement = "D ≥ 0"
by = "s:gibbs"
fails = "s:without"
elsewhere = ["PFR `KLDiv_nonneg`"]
[2]
name = "In the limit"
by = ["s:excess", "s:unfolded"]
finite = "the limit"
[3]
name = "Read"
by = "s:read"
missing = "it is wet outside of sums"
[4]
name = "Not here"
missing = "no calculus"
"""
STANDING = {1: "proved", 2: "finite content", 3: "cited", 4: "open"}


def folder(tmp_path, section=SECTION, more=None):
    (tmp_path / "catalogue").mkdir(exist_ok=True)
    (tmp_path / "catalogue" / "1.toml").write_text(section, encoding="utf-8")
    if more is not None:
        (tmp_path / "catalogue" / "2.toml").write_text(more, encoding="utf-8")
    (tmp_path / "s.py").write_text(SCRIPT, encoding="utf-8")
    return str(tmp_path)


def run(tmp_path, *options, section=SECTION):
    return status(["ledger", "--catalogue", folder(tmp_path, section), *options])


def results(tmp_path, capsys, section=SECTION):
    code = run(tmp_path, "--format", "json", section=section)
    return code, {r["number"]: r for r in json.loads(capsys.readouterr().out)["results"]}


def test_every_standing_is_computed(tmp_path, capsys):
    code, found = results(tmp_path, capsys)
    assert code == 0
    assert {n: r["verdict"] for n, r in found.items()} == STANDING
    assert found[1]["by"][0]["says"] == ["D(p‖q) ≥ 0, with equality iff p(x) = q(x)"]
    assert found[1]["by"][0]["given"] == ["p ≪ q"]
    assert found[1]["fails"][0]["verdict"] == "ill-posed"
    assert found[1]["rests"] and found[4]["rests"] == []
    assert "cited: water is wet (Anonymous 1900)" in found[3]["rests"]


@pytest.mark.parametrize(
    "entry, why",
    [
        ('by = "s:nothing"', "no such derivation"),
        ('by = "s:wrong"', "not as claimed: s:wrong"),
        ('by = "s:positive"', "not as claimed: s:positive"),
        ('by = "s:seen"', "not as claimed: s:seen"),
        ('by = "s:seen"\nfinite = "a limit"', "not as claimed: s:seen"),
        ('by = "s:gibbs"\nfails = "s:excess"', "not as claimed: s:excess"),
        ('by = "s:gibbs"\nmissing = "much"', "but it is proved"),
        ('by = "s:read"', "`missing` nothing"),
        ("", "`missing` nothing"),
    ],
)
def test_what_is_not_proved_is_not_called_so(tmp_path, capsys, entry, why):
    code, found = results(tmp_path, capsys, f'section = "A"\n[7]\nname = "n"\n{entry}\n')
    assert code == 1
    assert found[7]["verdict"] == "error"
    assert why in found[7]["why"]


def test_a_fact_of_the_literature_among_proofs_is_cited(tmp_path, capsys):
    section = 'section = "A"\n[7]\nname = "n"\nby = ["s:gibbs", "s:read"]\nmissing = "rain"\n'
    _, found = results(tmp_path, capsys, section)
    assert found[7]["verdict"] == "cited"


@pytest.mark.parametrize("form", ["text", "md"])
def test_every_form_shows_every_row(tmp_path, capsys, form):
    assert run(tmp_path, "--format", form) == 0
    page = capsys.readouterr().out
    assert "4 named results: 1 proved, 1 finite content, 1 cited, 1 open" in page
    shown = ("s:gibbs", "s:without", "no calculus", "KLDiv_nonneg", "p ≪ q")
    assert all(words in page for words in (*STANDING.values(), *shown))
    assert page.count("found nowhere") == 3


def test_the_terminal_has_80_columns(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    section = SECTION.replace('"Gibbs"', f'"{"A very long name of a result " * 5}"')
    assert run(tmp_path, section=section) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80


def test_no_latex_and_no_folder(tmp_path, capsys):
    assert run(tmp_path, "--format", "tex") == 2
    assert status(["ledger", "--catalogue", str(tmp_path / "none")]) == 2
    (tmp_path / "empty").mkdir()
    assert status(["ledger", "--catalogue", str(tmp_path / "empty")]) == 2
    assert "no sections" in capsys.readouterr().err


def test_the_page_is_compared(tmp_path, capsys):
    assert run(tmp_path, "--format", "md") == 0
    page = tmp_path / "page.md"
    page.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(tmp_path, "--compare", str(page)) == 0
    page.write_text(page.read_text(encoding="utf-8").replace("cited", "proved"), encoding="utf-8")
    assert run(tmp_path, "--compare", str(page)) == 1
    assert "Try derive ledger --catalogue --format md" in capsys.readouterr().err


@pytest.mark.parametrize(
    "section, message",
    [
        ("[1]\nname = 1", "no `section`"),
        ('section = "A"\n[one]\nname = "n"', "is no row"),
        ('section = "A"\n[1]\nname = ""', "a name is expected"),
        ('section = "A"\n[1]\nname = "n"\nelsewhere = "PFR"', "a list of words"),
        ('section = "A"\n[1]\nname = "n"\nproved = true', "proved"),
        ('section = "A"\n[1]\nname = "n"\nby = "s"', "script:derivation"),
        ("section = ", "TOMLDecodeError"),
    ],
)
def test_a_catalogue_that_is_none(tmp_path, section, message):
    folder(tmp_path, section)
    with pytest.raises(DeriveError, match=message):
        read_catalogue(tmp_path / "catalogue")


def test_a_number_stands_once(tmp_path):
    folder(tmp_path, more='section = "B"\n[1]\nname = "n"')
    with pytest.raises(DeriveError, match="1 stand twice"):
        read_catalogue(tmp_path / "catalogue")


def test_the_catalogue_of_this_project_is_whole():
    """Every number from 1 to 158 once, in sections that do not interleave, and on the page."""
    rows = read_catalogue(PROOFS / "catalogue")
    assert [n.number for n in rows] == list(range(1, 159))
    sections = [n.section for n in rows]
    assert len(dict.fromkeys(sections)) == 1 + sum(a != b for a, b in pairwise(sections))
    page = (PROOFS.parent / "docs" / "catalogue.md").read_text(encoding="utf-8")
    assert all(f"| {n.number} | **" in page for n in rows)
    for n in rows:  # what the page says of a row is of the row's derivations
        line = next(x for x in page.splitlines() if x.startswith(f"| {n.number} |"))
        assert all(f"`{ref}`" in line for ref in (*n.by, *n.fails))
