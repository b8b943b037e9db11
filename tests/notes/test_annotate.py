"""Annotated copies: verdicts beside displays, everything else byte for byte."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.notes.annotate import annotated, annotated_text, without_annotations
from derive.notes.blocks import Display
from derive.notes.find import find
from derive.notes.records import ChainRecord, NotesReport, Rested, StepRecord

RESTED = Rested(1, 3, "p is a $law$ *here*", "law")


def report(path, text, verdict="refuted"):
    """Of two relations for each display."""
    blocks = find(path, text).blocks
    step = StepRecord(
        1, 1, (1, 2), "a_1", "=", r"\frac{b}{2}", verdict, readback_lhs="a", readback_rhs="b",
        rests_on_text=(RESTED,), counterexample=("p = (1, 0)", "θ̂ = 𝒳 <_*`"),
    )  # fmt: skip
    proved = StepRecord(1, 1, (1, 2), "b", "<=", "c", "proved")
    chains = [
        ChainRecord(path, 1, n, "", (step, proved))
        for n, b in enumerate(blocks)
        if isinstance(b, Display)
    ]
    return NotesReport(path, tuple(chains), (), (), (), (), 0.0)


def copy(path, text):
    return annotated_text(path, text, report(path, text))


def displays(path, text):
    return [b.body.text for b in find(path, text).blocks if isinstance(b, Display)]


def test_markdown():
    made = copy("n.md", "Let\n$$a = b$$\nand on\n")
    assert made == (
        "Let\n$$a = b$$\n<!-- derive:begin -->\n\n"
        "> - **× refuted** a\\_1 = b/2\n"
        ">     - counterexample: p = (1, 0); θ̂ = 𝒳 \\<\\_\\*\\`\n"
        ">     - under line 3: “p is a law \\*here\\*”\n"
        "> - ✓ ≤ c\n"
        "\n<!-- derive:end -->\nand on\n"
    )


def test_items_and_quotations_keep_their_lines():
    made = copy("n.md", "- one\n\n  $$a = b$$\n- two\n\n> $$\n> c\n> $$\n")
    assert "\n  <!-- derive:begin -->\n\n  > - **×" in made
    assert "\n> <!-- derive:begin -->\n>\n> > - **×" in made


def test_latex():
    text = "\\documentclass{article}\n\\begin{document}\n\\[a = b\\] so\nand\n\\end{document}\n"
    made = copy("n.tex", text)
    assert made.isascii() and "\\usepackage[marks]{derive}" in made
    head, rest = made.split("\\begin{document}\n")
    assert head.endswith("% derive:end\n") and rest.startswith("\\[a = b\\] so\n% derive:begin\n")
    assert "\\verdictmark{refuted} refuted\\quad" in rest and rest.count("% derive:begin") == 1
    assert copy("n.tex", "\\[a\\]\n").count("\\providecommand\\verdictmark") == 1


def test_html():
    made = copy("n.html", "<p>Let $$a &lt; b$$ and on</p>\n<p>$$c$$</p>")
    before, aside, behind = made.partition("<aside")
    assert before.startswith("<p>Let $$a &lt; b$$ and on</p>\n<!-- derive:begin -->")
    assert 'title="read as a = b"' in aside + behind and "𝒳 &lt;_*`" in behind
    assert behind.rstrip().endswith("<!-- derive:end -->")


def test_notebooks():
    cell = {"cell_type": "markdown", "id": "x", "metadata": {}, "source": ["$$a = b$$"]}
    for indent in (1, 2, None):
        text = json.dumps({"cells": [cell, cell], "metadata": {}, "nbformat": 4}, indent=indent)
        made = copy("n.ipynb", text)
        kinds = [c["metadata"].get("derive") for c in json.loads(made)["cells"]]
        assert kinds == [None, "verdicts", None, "verdicts"]
        assert json.loads(made)["cells"][1]["id"] == "derive-0"
        assert without_annotations("n.ipynb", made) == text
        if indent:
            assert json.dumps(json.loads(made), indent=indent, ensure_ascii=False) == made


def test_a_line_end_within_another_formula_is_no_place():
    made = copy("n.md", "$$a$$ so $$\nb\n$$\nend\n")
    assert made.startswith("$$a$$ so $$\nb\n$$\n<!-- derive:begin -->")
    assert without_annotations("n.md", made) == "$$a$$ so $$\nb\n$$\nend\n"


def test_annotating_a_copy_again_changes_nothing():
    made = copy("n.md", "$$a = b$$\n")
    assert annotated_text("n.md", made, report("n.md", made)) == made


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n.md", b"\xef\xbb\xbf$$a = b$$\r\nso\r\n"),
        ("n.md", b"$$a = b$$\ncaf\xe9\n"),
        ("n.tex", b"\\[a = b\\] caf\xe9"),
        ("n.md", "$$a = b$$\n".encode("utf-16")),
    ],
)
def test_files_in_other_encodings_keep_their_bytes(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    found = find(str(path))
    made = annotated(path, report(str(path), found.sources[0].text))
    written = made.encode("utf-8", "surrogateescape")
    assert len(written) > len(data)
    path.write_bytes(written)
    assert displays(str(path), None) == [
        b.body.text for b in found.blocks if isinstance(b, Display)
    ]
    for line in data.split(b"\n"):
        assert line.strip(b"\r\x00\xff\xfe") in written


PIECES = {
    "md": ["$$a = b$$", "$$\na\n$$", "> ", "- ", "\n", "\n\n", "so ", "$x$", "# H", "```\n", "    ",
           "<!-- x -->", "\r\n", "[^1]: ", "<div>", "</div>", "| a |", "---\n", "\ufeff", "1. "],
    "tex": ["\\[a = b\\]", "$$\na\n$$", "\n", "\n\n", "so ", "$x$", "\\begin{document}\n", "% c\n",
            "\\end{document}\n", "\\item ", "\\footnote{", "}", "\\section{S}", "\r\n"],
    "html": ["$$a = b$$", "<p>", "</p>", "\n", "so ", "<li>", "</li>", "<!-- x -->", "<pre>",
             "</pre>", "\\[c\\]", "<h1>", "</h1>", "\r\n", "<script>", "</script>"],
}  # fmt: skip


@pytest.mark.parametrize("kind", PIECES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_taking_the_lines_out_again_gives_the_text(kind, data):
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[kind]), max_size=20)))
    path = f"n.{kind}"
    made = copy(path, text)
    assert without_annotations(path, made) == text
    assert displays(path, made) == displays(path, text)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["$$a = b$$", "x", "> $$c$$\n", '"\\é']), max_size=5),
    st.sampled_from([None, 1, 4]),
    st.booleans(),
)
def test_the_same_of_notebooks(sources, indent, ends):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": [s]} for s in sources]
    text = json.dumps({"nbformat": 4, "cells": cells}, indent=indent) + "\n" * ends
    made = copy("n.ipynb", text)
    assert without_annotations("n.ipynb", made) == text
    assert displays("n.ipynb", made) == displays("n.ipynb", text)
