"""Notes as pages, without a browser: what they say, and that nothing in them runs."""

import re

import pytest

from derive.cli.wire import decode, encode
from derive.notes.records import VERDICTS
from derive.report.notes import displayed
from derive.report.site import MARK
from tests.report import noted
from tests.report.html import Page, broken_links


@pytest.fixture(scope="module")
def made():
    return noted.page()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("notes")
    assert noted.write(folder, [made]) == folder / "notes" / "notes.html"
    return folder


@pytest.fixture(scope="module")
def page(folder):
    return Page(folder / "notes" / "notes.html")


def test_links_lead_somewhere_and_there_are_no_pages_of_scripts(folder):
    found = [(p, link) for p, link in broken_links(folder) if "example.org" not in link]
    assert found == []
    assert {p.name for p in folder.rglob("*.html")} == {"index.html", "reading.html", "notes.html"}


def test_nothing_of_the_notes_runs(page):
    for tag, found in page.tags:
        assert tag != "script" or found["src"].startswith("../static/"), found
        assert not any(name.startswith("on") for name in found), (tag, found)
        assert tag != "img" and tag != "b", found
        assert "javascript:" not in found.get("href", ""), found
    assert all(f"alert({k})" in "".join(page.words) for k in (1, 6, 7, 8))


def test_the_text_stands_as_it_is_in_the_notes(page):
    words = " ".join("".join(page.words).split())
    assert "Let p and q be two laws, D(p ‖ q) their" in words
    assert "and a picture of it" in words and "a link" in words
    assert ("em", {}) in page.tags
    assert [t for t, _ in page.tags if t in ("h1", "h2")][:2] != []
    assert "<!-- derive: p is a <b>law</b> -->" in words


def test_headings_have_their_formulas_and_the_title_is_words(folder, made):
    text = (folder / "notes" / "notes.html").read_text("utf-8")
    assert 'Others &amp; more of <span class="tex" data-tex="\\sqrt{p}">√p</span></h2>' in text
    plain = noted.page_of("# A & B of $p$\n\n$$a = b$$\n")
    assert plain.title == "A & B of p"


def test_every_relation_has_its_mark_at_its_display(folder):
    text = (folder / "notes" / "notes.html").read_text("utf-8")
    badges = re.findall(r'<summary.*?<span class="badge ([\w-]+)"', text, re.S)
    assert badges[:4] == ["proved-if", "refuted", "proved", "unread"]
    assert len(badges) == 4 + len(noted.STEPS) - 2
    first, second = text.index(r"\KL{p}{q} &amp;="), text.index(r"H(p) \le \href")
    proved_if, refuted = text.index('badge proved-if"'), text.index('badge refuted"')
    assert first < proved_if < refuted < second


def test_a_relation_unfolds_to_proof_counterexample_and_readback(folder):
    text = (folder / "notes" / "notes.html").read_text("utf-8")
    one, two = text.split('<details class="step')[1:3]
    assert 'class="certificate"' in one and r"\varphi" in one and "<dt>if</dt>" in one
    assert "read as" in one and "p ≪ q" in one and "open" not in one[:60]
    assert "p = (1/2, 1/2)" in two and "<svg" in two and "true is" in two
    assert " open" in two[:60]


def test_what_is_wrong_stands_first(page, folder):
    text = (folder / "notes" / "notes.html").read_text("utf-8")
    first = text[text.index("To look at first") : text.index("</section>")]
    assert first.count("<li>") == 4 and "line 6" in first


def test_verdicts_are_counted_on_the_index(folder):
    words = " ".join("".join(Page(folder / "index.html").words).split())
    assert "13 chains: 1 step proved" in words and "notes.md" in words
    assert "Graph" not in words and "0 derivations" not in words


def test_every_verdict_has_a_mark():
    assert set(VERDICTS) <= set(MARK)


def test_a_page_can_be_sent(made):
    kind, sent = decode(encode(("part", _part(made))))
    assert kind == "part" and sent.page == made


def _part(made):
    from derive.cli.parts import Part

    return Part("notes.md", "refuted", "", False, page=made)


def test_files_of_one_name_have_a_page_each(tmp_path, made):
    assert noted.write(tmp_path, [made, noted.page("other/Notes.md")]) == tmp_path / "index.html"
    assert {p.name for p in (tmp_path / "notes").iterdir()} == {"notes.html", "Notes-2.html"}


def test_tex_is_shown_as_text():
    made = noted.page("notes.tex")
    assert any("% derive: p is a &lt;b&gt;law&lt;/b&gt;" in p.html for p in made.pieces)
    prose = next(p.html for p in made.pieces if p.kind == "prose")
    assert "<b" not in prose and 'data-tex="D(p \\| q)"' in prose


@pytest.mark.parametrize(
    ("body", "delimiter", "tex"),
    [
        ("a = b", "$$", "a = b"),
        ("a &= b", r"\begin{align*}", r"\begin{align*}a &= b\end{align*}"),
        ("a &=& b", r"\begin{eqnarray}", r"\begin{array}{rcl}a &=& b\end{array}"),
        (r"\begin{eqnarray*}a &=& b\end{eqnarray*}", "$$", r"\begin{array}{rcl}a &=& b\end{array}"),
        (r"a \label{x} = b", r"\[", "a  = b"),
        (r"a \\ = b", r"\begin{multline}", r"\begin{gather*}a \\ = b\end{gather*}"),
    ],
)
def test_displays_in_what_katex_knows(body, delimiter, tex):
    assert displayed(body, delimiter) == tex
