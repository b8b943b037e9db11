"""Markdown in blocks: where formulas begin and end, what is passed over, what is undone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.notes.blocks import Directive, Display, Document, Heading, Macro, Opaque, Prose
from derive.notes.chaining import chains_of
from derive.notes.chains import Chain
from derive.notes.find import find
from derive.notes.source import NotRead


def read(text, kind="md"):
    return find("notes.md", text, kind)


def displays(text):
    return [b.body.text.strip() for b in read(text).blocks if isinstance(b, Display)]


def inline(text):
    return [i.body.text for b in read(text).blocks if isinstance(b, Prose) for i in b.inline]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$a = b$$", ["a = b"]),
        ("so\n$$\na = b\n$$\nand on", ["a = b"]),
        ("We get $x$: $$a = b$$ and $y$", ["a = b"]),
        ("\\[a = b\\]", ["a = b"]),
        ("\\\\[a = b\\\\]", ["a = b"]),
        ("\\begin{align*}a &= b\\end{align*}", ["a &= b"]),
        ("\\begin{alignat}{2}a &= b\\end{alignat}", ["a &= b"]),
        ("```math\na = b\n```", ["a = b"]),
        ("```{math}\n:label: one\na = b\n```", ["a = b"]),
        ("> $$\n> a\n> = b\n> $$", ["a\n= b"]),
        ("> $$\r\n> a\r\n> = b\r\n> $$\r\n", ["a\n= b"]),
        ("$$a\n> b$$", ["a\n> b"]),
        ("- item\n\n    $$a = b$$\n", ["a = b"]),
        ("1. item $$\n   a = b\n   $$\n", ["a = b"]),
        ("<div>\n$$a &lt; b$$\n</div>", ["a < b"]),
        ("$a = b$.\n\n$c$\n", ["a = b"]),
        ("!!! info \"Proof\"\n\n    Let\n\n    $$a = b$$\n\n    so\n", ["a = b"]),
        ("- $\\displaystyle a = b$\n", ["\\displaystyle a = b"]),
        ("so: $$a = b$$\nand", ["a = b"]),
        ("\\begin{align\\*}\na &= b\n\\end{align\\*}", ["a &= b"]),
        ("\\newcommand{\\E}{$$a = b$$}\n\n$$c = d$$", ["c = d"]),
        ("[^1]: note\n    $$a = b$$", ["a = b"]),
        ("$$p\\_i = q\\_{i}$$", ["p_i = q_{i}"]),
        ("$$\\text{a\\_b} = c$$", ["\\text{a\\_b} = c"]),
        ("$$a \\\\\\\\ b \\\\{c\\\\}$$", ["a \\\\ b \\{c\\}"]),
        ("$$a \\\\ b$$", ["a \\\\ b"]),
        ("$$\n= a\n- b\n+ c\n# d\n$$", ["= a\n- b\n+ c\n# d"]),
        ("$$ a \\\\$$", ["a \\\\"]),
        ("$$\\newcommand{\\E}{\\mathbb{E}}$$\n\n$$\\E = 1$$", ["\\E = 1"]),
        ("    $$a = b$$\n", ["a = b"]),
        ("`$$a = b$$`", []),
        ("```\n$$a = b$$\n```", []),
        ("~~~ python\n$$a = b$$\n~~~", []),
        ("<!-- $$a = b$$ -->", []),
        ("<pre>\n$$a = b$$\n</pre>", []),
        ("---\ntitle: $$a = b$$\n---\n", []),
        ("{{< figure caption=\"$$a$$\" >}}", []),
        ("| a | $$b$$ |\n|---|---|\n| c | $$d$$ |", []),
        ("price $$ and no end", []),
        ("cf. \\[1\\] and \\[see below\\]", []),
    ],
)  # fmt: skip
def test_displays(text, expected):
    assert displays(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $5 and $6.", []),
        ("$5-$10, or \\$7", []),
        ("US$5 and $x$", ["x"]),
        ("from $10 to $20 for $x_1$", ["x_1"]),
        ("$100 million and $200 million", []),
        ("is $3$ bits", ["3"]),
        ("$ p_i $ and $ x $", [" p_i ", " x "]),
        ("\\(x\\) and \\\\(y\\\\)", ["x", "y"]),
        ("\\(see above\\)", []),
        ("$`x`$", ["x"]),
        ("**$x$** and *$y$*", ["x", "y"]),
        ("a $$x$$ within a line", ["x"]),
        ("a $$x$$ within a line, so $$p = q$$.\nYes", ["x", "p = q"]),
        ("Let $$\n\\newcommand{\\E}{x}\nS$$ be", ["\nS"]),
        ("- $a = b$\n", ["a = b"]),
        ("[$x$](http://a.b/$c$)", ["x"]),
    ],
)
def test_formulas_within_lines(text, expected):
    assert inline(text) == expected


def test_words_without_their_marks():
    (block,) = read("Let *p* be a **law** [here](http://x.y) &amp; \\* $p_1$[^2].\nNext").blocks
    assert block.text.text == "Let p be a law here & * $p_1$.\nNext"
    (formula,) = block.inline
    assert block.text.text[formula.start : formula.end] == "$p_1$"
    assert formula.span.text == "$p_1$" and formula.body.span(0, 3).text == "p_1"


def test_structure():
    text = (
        "# One\n\nWords.\n\nTwo\n---\n\n- item\n\n  $$a$$\n\n- other\n\n> said\n\n"
        "> [!lemma]- Gibbs\n> one\n>\n> - two\n\n"
        "::: {.theorem}\n$$b$$\n:::\n\n```{prf:proof}\nSo\n```\n\n[^1]: foot\n"
    )
    found = read(text).blocks
    heads = [(b.level, b.title) for b in found if isinstance(b, Heading)]
    assert heads == [(1, "One"), (2, "Two")]
    rest = [(b.within, b.container) for b in found if isinstance(b, Prose | Display) and b.within]
    assert [w for w, _ in rest] == [
        ("item",), ("item",), ("item",), ("quote",), ("theorem",), ("theorem", "item"),
        ("theorem",), ("proof",), ("footnote",),
    ]  # fmt: skip
    numbers = [n for _, n in rest]
    assert numbers[0] == numbers[1] and len(set(numbers)) == 8


def test_a_rule_under_a_display_makes_no_heading_of_it():
    assert [type(b) for b in read("$$a = b$$\n---\n").blocks] == [Display]


def test_a_relation_goes_on_within_an_item_and_not_over_items():
    within = read("- $$a = b$$\n\n  so\n\n  $$= c$$\n")
    assert [type(c) for c in chains_of(within)] == [Chain, Chain]
    over = read("- $$a = b$$\n- $$= c$$\n")
    assert not isinstance(chains_of(over)[1], Chain)


def test_directives():
    text = (
        "---\ntitle: x\nderive:\n  - log base 2\n  - 'p is a law'\n---\n"
        "<!-- derive: x_i is a sample; skip -->\n\n$$a = b$$\n\n$$c = d$$\n"
    )
    found = read(text)
    said = [b.text for b in found.blocks if isinstance(b, Directive)]
    assert said == ["log base 2", "p is a law", "x_i is a sample", "skip"]
    assert [b.skip for b in found.blocks if isinstance(b, Display)] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        '+++\nderive = ["log base 2"]\n+++\n',
        "---\nderive: log base 2\n---\n",
        "---\nderive: ['log base 2']\n---\n",
        '---\nderive:\n- "log base 2"\n---\n',
    ],
)
def test_directives_of_front_matter(text):
    assert [b.text for b in read(text).blocks if isinstance(b, Directive)] == ["log base 2"]


E = Macro(1, r"\mathbb{E}[#1]")


@pytest.mark.parametrize(
    ("text", "name", "macro"),
    [
        (r"$\newcommand{\E}[1]{\mathbb{E}[#1]}$", "\\E", E),
        (r"$$\def\E#1{\mathbb{E}[#1]}$$", "\\E", E),
        ("<script>MathJax = {tex: {macros: {E: ['\\\\mathbb{E}[#1]', 1]}}}</script>", "\\E", E),
        ("---\nmacros:\n  \"\\\\E\": \"\\\\mathbb{E}[#1]\"\n---\n", "\\E", E),
        ("---\nkatex:\n  macros:\n    '\\E': '\\mathbb{E}[#1]'\n---\n", "\\E", E),
        (r"$\DeclareMathOperator{\KL}{KL}$", "\\KL", Macro(0, r"\operatorname{KL}")),
        (r"$\DeclarePairedDelimiter{\ceil}{\lceil}{\rceil}$", "\\ceil",
         Macro(1, r"\lceil #1 \rceil", starred=True)),
        (r"$\newcommand{\E}[2][p]{E_{#1} #2}$", "\\E", Macro(2, "E_{#1} #2", default="p")),
        (r"$\let\eps\varepsilon$", "\\eps", Macro(0, r"\varepsilon")),
    ],
)  # fmt: skip
def test_macros(text, name, macro):
    assert read(text).macros == {name: macro}


def test_a_macro_of_two_meanings_is_not_read():
    macros = read(r"$\newcommand{\E}{a}$ and $\renewcommand{\E}{b}$").macros
    assert macros["\\E"].why


def test_nothing_is_found_twice():
    text = "a\n\n\t$$\n\t\\begin{align\\*}\n\tb &= c\n\t\\end{align\\*}\n\t$$\n\nd\n"
    found = read(text).blocks
    assert [type(b) for b in found] == [Prose, Display, Prose]
    assert [type(c) for c in chains_of(read(text))] == [Chain]


def test_labels():
    text = "$$a = b$$ {#eq-one}\n\n$$c = d \\label{two}$$\n\n$$e = f$$ (eq:three)\n"
    found = [b.label for b in read(text).blocks if isinstance(b, Display)]
    assert found == ["eq-one", "two", "eq:three"]


def test_admonitions_are_containers():
    text = '!!! proof\n    Let $p$.\n\n    $$a = b$$\n\n???+ note "x"\n    $$c = d$$\n'
    made = [(b.within, b.container) for b in read(text).blocks]
    assert [w for w, _ in made] == [("proof",), ("proof",), ("note",), ("note",)]
    assert made[0][1] == made[1][1] != made[2][1]


def test_a_kind_that_is_not_known():
    with pytest.raises(NotRead, match=r"\.md"):
        find("notes.docx", "x")


def test_files_come_as_they_are(tmp_path):
    path = tmp_path / "n.md"
    for data in (b"\xef\xbb\xbf$$a$$\r\n", b"$$\xe9 = b$$", b"\xff\xfe$\x00x\x00$\x00"):
        path.write_bytes(data)
        found = find(str(path))
        assert isinstance(found, Document) and found.sources[0].text


PIECES = st.sampled_from(
    [
        "$$",
        "$",
        "\\[",
        "\\]",
        "\\(",
        "\\)",
        "`",
        "```\n",
        "```math\n",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "# ",
        "a",
        "5",
        "=",
        "\\",
        "\\\\",
        "_",
        "*",
        "<!--",
        "-->",
        "derive: skip",
        "---\n",
        "<div>",
        " ",
        "</div>",
        "&lt;",
        "|",
        "\\begin{align}",
        "\\end{align}",
        "\r\n",
        "\r",
        "\t",
        "[^1]:",
        "    ",
        ":::\n",
        "{{<",
        ">}}",
        "<script>",
        "</script>",
        "::: {.proof}\n",
        "\\newcommand{\\E}{x}",
        "\x00",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_is_cut_into_blocks_in_order_with_right_places(text):
    found = read(text)
    chains_of(found)
    starts = [b.span.start for b in found.blocks]
    assert starts == sorted(starts)
    at = 0
    for block in found.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
        if isinstance(block, Display | Prose):
            assert block.span.start >= at
            at = block.span.end
        if isinstance(block, Display):
            same = [
                block.body.text[i] == text[block.body.offsets[i]]
                for i in range(len(block.body.text))
                if i not in block.body.wide
            ]
            assert all(same)
        if isinstance(block, Prose):
            for i, character in enumerate(block.text.text):
                if i not in block.text.wide:
                    assert text[block.text.offsets[i]] == character
    assert all(isinstance(b, Prose | Display | Heading | Directive | Opaque) for b in found.blocks)
