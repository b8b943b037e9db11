"""The pages of `derive report`, without a browser: what they say, and that all holds together."""

import json
import re
from pathlib import Path

import pytest

from derive.cli.main import status
from derive.report import formulas
from tests.report.html import Page, broken_links

KATEX = Path(formulas.__file__).parent / "static" / "katex"


def badges(path):
    found = re.findall(r'<summary.*?<span class="badge ([\w-]+)"', path.read_text("utf-8"), re.S)
    return [str(v) for v in found]


def test_every_link_leads_somewhere_and_nothing_leaves_the_site(site):
    assert len(list(site.rglob("*.html"))) == 7 + 4
    assert broken_links(site) == []


def test_a_broken_link_would_be_found(site, tmp_path):
    (tmp_path / "index.html").write_text('<a href="gone.html">x</a><a href="#no">y</a>', "utf-8")
    assert [link for _, link in broken_links(tmp_path)] == ["gone.html", "#no"]


def test_identifiers_are_unique(site):
    for path in site.rglob("*.html"):
        if path.name != "figures.html":  # matplotlib names its glyphs and clips itself
            ids = Page(path).ids
            assert len(ids) == len(set(ids)), path


def test_the_verdicts_are_those_of_check(site, capsys):
    assert status(["check", str(site.parent / "script.py"), "--json"]) == 0
    for d in json.loads(capsys.readouterr().out)["derivations"]:
        page = site / "script" / f"{d['name']}.html"
        assert badges(page) == [s["verdict"] for s in d["steps"]], d["name"]


def test_what_a_script_says_is_text_not_markup(site):
    for path in site.rglob("*.html"):
        page = Page(path)
        for tag, found in page.tags:
            assert tag != "script" or "src" in found, path
            assert not any(k.startswith("on") for k in found), path
    assert "alert(1)" in "".join(Page(site / "script" / "information.html").words)
    assert "<b>& more</b>" in "".join(Page(site / "index.html").words)


def test_lemmas_are_linked_both_ways(site):
    assert "gibbs.html" in (site / "script" / "information.html").read_text("utf-8")
    used_by = (site / "script" / "gibbs.html").read_text("utf-8").partition("Used by")[2]
    assert "information.html" in used_by
    assert "Gibbs" in (site / "graph.html").read_text("utf-8")


def test_counterexamples_are_drawn_with_exact_values(site):
    page = (site / "script" / "at_most_one.html").read_text("utf-8")
    assert re.search(r"<desc>letter 1: 1/3, letter 2: 1/3, letter 3: 1/3</desc>", page)
    assert "mark-bad" in page  # models that violate the claim
    joint = (site / "script" / "independent.html").read_text("utf-8")
    assert re.search(r"<desc>\(1,1\): 1/2; \(1,2\): 0; \(2,1\): 0; \(2,2\): 1/2</desc>", joint)


def test_proved_pages_show_no_violation_and_the_certificate(site):
    page = (site / "script" / "gibbs.html").read_text("utf-8")
    assert "mark-bad" not in page and "dots-bad" not in page
    assert "exactly when" in page and r"\varphi" in page


def test_every_picture_has_a_name_and_a_description(site):
    for path in site.rglob("*.html"):
        for svg in re.findall(r"<svg .*?</svg>", path.read_text("utf-8"), re.S):
            told = r"<svg [^>]*role=\"img\"[^>]*>\s*<title>.+?</title><desc>.+?</desc>"
            assert re.match(told, svg), path


def test_the_search_index_has_titles_formulas_and_reasons(site):
    text = (site / "static" / "search-index.js").read_text("utf-8")
    rows = json.loads(text.removeprefix("window.DERIVE_SEARCH = ").rstrip().removesuffix(";"))
    assert len(rows) == 7
    assert "Gibbs" in rows["script-gibbs"] and "has mass" in rows["script-gibbs"]
    assert "D(p‖q) ≥ 0" in rows["script-gibbs"]


def test_katex_is_whole_and_has_its_licence():
    css = (KATEX / "katex.min.css").read_text("utf-8")
    fonts = re.findall(r"url\((fonts/[^)]+)\)", css)
    assert fonts and all((KATEX / f).is_file() for f in fonts)
    assert "MIT" in (KATEX / "LICENSE").read_text("utf-8")
    assert len(list((KATEX / "fonts").iterdir())) == len(set(fonts))


def test_without_an_attack_there_are_no_slack_pictures(site, tmp_path):
    script = str(site.parent / "script.py")
    status(["report", script, "-o", str(tmp_path), "--trials", "0", "-j", "1"])
    page = (tmp_path / "script" / "gibbs.html").read_text("utf-8")
    assert "Distribution of the slack" not in page
    assert badges(tmp_path / "script" / "gibbs.html")[0] == "proved"


def test_scripts_that_do_not_load_are_named_and_the_exit_status_says_so(tmp_path, capsys):
    (tmp_path / "bad.py").write_text("from derive import nothing_here\n", "utf-8")
    assert status(["report", str(tmp_path / "bad.py"), "-o", str(tmp_path / "site")]) == 2
    assert "nothing_here" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Traceback" not in capsys.readouterr().err


def test_errors_and_wrong_claims_stand_out(tmp_path):
    source = (
        "from derive import *\nx = Alphabet('x')\np = Distribution('p', x)\n"
        "@theorem('Broken')\ndef broken(proof):\n    1 / 0\n"
        "@theorem('Not so')\ndef not_so(proof):\n    proof.claim(H(p) <= 1)\n"
    )
    (tmp_path / "s.py").write_text(source, "utf-8")
    assert status(["report", str(tmp_path / "s.py"), "-o", str(tmp_path / "site"), "-j", "1"]) == 1
    index = "".join(Page(tmp_path / "site" / "index.html").words)
    assert "Not what was claimed" in index and "is refuted, claimed to be proved" in index
    assert "division by zero" in (tmp_path / "site" / "s" / "broken.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_an_output_that_is_a_file_is_refused_before_any_work(tmp_path, name, capsys):
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "s.py").write_text("1 / 0\n", "utf-8")
    assert status(["report", str(tmp_path / "s.py"), "-o", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert "-o" in said and "Try another folder" in said and "ZeroDivision" not in said
