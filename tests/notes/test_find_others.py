"""Notebooks and HTML posts in blocks; files at their worst."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.notes.blocks import Directive, Display, Heading, Macro, Opaque, Prose
from derive.notes.chaining import chains_of
from derive.notes.chains import Chain
from derive.notes.find import find
from derive.notes.source import NotRead


def book(*cells):
    """Of (kind, source) pairs."""
    made = [{"cell_type": kind, "metadata": {}, "source": source} for kind, source in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def test_a_notebook_cell_by_cell():
    text = book(
        ("markdown", ["# One\n", "$$a = b$$"]), ("code", "$$no$$"), ("markdown", "so $$= c$$"),
        ("raw", "x"),
    )  # fmt: skip
    found = find("n.ipynb", text)
    assert [type(b) for b in found.blocks] == [Heading, Display, Opaque, Prose, Display, Opaque]
    assert [s.cell for s in found.sources] == [0, 1, 2, 3]
    assert found.blocks[4].span.source.cell == 2 and found.blocks[4].span.text == "$$= c$$"
    _, second = chains_of(found)
    assert isinstance(second, Chain) and second.sides[0].carried


def test_items_of_two_cells_are_two():
    found = find("n.ipynb", book(("markdown", "- $$a = b$$"), ("markdown", "- $$= c$$")))
    assert not isinstance(chains_of(found)[1], Chain)


def test_old_notebooks():
    cells = [{"cell_type": "heading", "level": 2, "source": ["T"]},
             {"cell_type": "markdown", "source": ["$$a$$"]}]  # fmt: skip
    found = find("n.ipynb", json.dumps({"worksheets": [{"cells": cells}]}))
    assert [type(b) for b in found.blocks] == [Heading, Display]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": 1}', '{"cells": [1]}', "[" * 9999,
                                  '{"cells": [', '{"cells" []}'])  # fmt: skip
def test_no_notebook(text):
    with pytest.raises(NotRead, match="no notebook"):
        find("n.ipynb", text)


PAGE = """<!DOCTYPE html><html><head><title>T</title>
<script>MathJax={tex:{macros:{E:"\\\\mathbb{E}"}}}</script></head>
<body><h2>On <em>entropy</em></h2>
<p>Let <b>$p$</b> be with $p_i &gt; 0$. Then $$a &lt;
b$$ and on</p>
<ul><li>one \\(x\\)<br> \\[ c = d \\]</li></ul>
<pre>$$ no $$
</pre>
<script type="math/tex; mode=display">e = f</script>
<!-- derive: log base 2 -->
<div class="theorem"><p>\\begin{align}g &amp;= h\\end{align}</p></div>
<math display="block"><semantics><annotation encoding="application/x-tex">k &lt; l</annotation>
</semantics></math></body></html>
"""


def test_a_page():
    found = find("n.html", PAGE)
    made = [b for b in found.blocks if isinstance(b, Display)]
    assert [" ".join(b.body.text.split()) for b in made] == [
        "a < b", "c = d", "e = f", "g &= h", "k < l"
    ]  # fmt: skip
    assert [b.within for b in made] == [(), ("item",), (), ("theorem",), ()]
    assert made[0].span.text == "$$a &lt;\nb$$"
    assert made[2].span.text == '<script type="math/tex; mode=display">e = f</script>'
    assert [b.title for b in found.blocks if isinstance(b, Heading)] == ["On entropy"]
    assert [b.text for b in found.blocks if isinstance(b, Directive)] == ["log base 2"]
    assert found.macros == {"\\E": Macro(0, r"\mathbb{E}")}
    words = next(b for b in found.blocks if isinstance(b, Prose) and b.inline)
    assert words.text.text.startswith("Let $p$ be with $p_i > 0$. Then")


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<li>",
        "</li>",
        "<h1>",
        "</h1>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "$$",
        "$",
        "\\[",
        "\\]",
        "a",
        "=",
        "&lt;",
        "&",
        "<",
        ">",
        '"',
        "<math>",
        "</math>",
        "<br>",
        "\n\n",
        "<pre>",
        "</pre>",
        '<div class="proof">',
        "</div>",
        '<script type="math/tex; mode=display">',
        "derive: skip",
        "<annotation encoding='application/x-tex'>",
        "</annotation>",
        " ",
        "\\newcommand{\\E}{x}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_page_is_cut_into_blocks_with_right_places(text):
    found = find("n.html", text)
    chains_of(found)
    for block in found.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
        if isinstance(block, Display):
            for i, character in enumerate(block.body.text):
                if i not in block.body.wide:
                    assert text[block.body.offsets[i]] == character


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["md", "tex", "html", "ipynb"]))
def test_any_text_of_any_kind(text, kind):
    try:
        chains_of(find("n", text, kind))
    except NotRead as reason:
        assert kind == "ipynb" and reason.why


HOSTILE = [
    "$$ ",
    "$x",
    "\\[ ",
    "`",
    "<!--",
    "\\begin{align}",
    "{{<",
    "[](",
    "```\n",
    "<a",
    "$ $$",
    "&lt",
    "> ",
    "- ",
    "\\newcommand{\\a}{",
    "{",
    "\\footnote{",
    "<div>",
    "<script>",
    "<li>",
    "\\begin{verbatim}",
    "\\item",
    "\\def\\a#1{\\a",
    "% derive: x\n",
    "*",
    "_a",
    "[a",
    "\\begin{proof}",
    "$$a=b$$\n",
    "\n",
    "<!-- derive: skip -->\n",
    "$a$ ",
]


@pytest.mark.parametrize("kind", ["md", "tex", "html"])
def test_long_texts_take_time_in_proportion(kind):
    from time import process_time

    for piece in HOSTILE:
        start = process_time()
        find("n", piece * (40_000 // len(piece)), kind)
        assert process_time() - start < 3, piece
