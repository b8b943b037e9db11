"""LaTeX files in blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.notes.blocks import Directive, Display, Heading, Macro, Opaque, Prose
from derive.notes.chaining import chains_of
from derive.notes.find import find


def read(text):
    return find("notes.tex", text)


def displays(text):
    return [b.body.text.strip() for b in read(text).blocks if isinstance(b, Display)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\[a = b\] and $$c = d$$", ["a = b", "c = d"]),
        (r"\begin{align*}a &= b\end{align*}", ["a &= b"]),
        (r"\begin{equation}\begin{split}a\end{split}\end{equation}",
         [r"\begin{split}a\end{split}"]),
        (r"\begin{IEEEeqnarray}{rCl}a &=& b\end{IEEEeqnarray}", ["a &=& b"]),
        ("% \\[a\\]\n\\[b\\]", ["b"]),
        ("\\[a % \\]\n= b\\]", ["a % \\]\n= b"]),
        (r"\begin{verbatim}\[a\]\end{verbatim} \verb|\[b\]| \[c\]", ["c"]),
        (r"\begin{document}\[a\]\end{document}\[b\]", ["a"]),
        (r"\def\be{\begin{equation}}\def\ee{\end{equation}} \be a = b \ee", ["a = b"]),
        (r"\newcommand{\x}{\[a\]} \[b\]", ["b"]),
        (r"a\footnote{that \[b\] is} \[c\]", ["b", "c"]),
        (r"\begin{tabular}{l}\[a\]\end{tabular}", []),
        (r"\[a \\ \]", [r"a \\"]),
        (r"\[a \\\]", [r"a \\"]),
        (r"\[ never closed", []),
    ],
)  # fmt: skip
def test_displays(text, expected):
    assert displays(text) == expected


def test_structure():
    text = (
        "\\newtheorem{satz}{Theorem}\n\\section{On \\emph{entropy}}\nWords.\n"
        "\\begin{satz}[Gibbs] So $p$.\\end{satz}\n\\begin{proof}\\begin{itemize}\n"
        "\\item one \\[a\\] more\n\\item two\n\\end{itemize}\\end{proof}\n"
        "\\subsection*{Next}\nDone\\footnote{A note.}.\n"
    )
    found = read(text).blocks
    heads = [(b.level, b.title) for b in found if isinstance(b, Heading)]
    assert heads == [(2, "On entropy"), (3, "Next")]
    within = [b.within for b in found if isinstance(b, Prose | Display)]
    inner = ("proof", "item")
    assert within == [(), ("theorem",), inner, inner, inner, inner, (), ("footnote",), ()]
    numbers = [b.container for b in found if isinstance(b, Prose | Display)]
    assert numbers[2] == numbers[3] == numbers[4] != numbers[5]


def test_words():
    (block,) = read("Let \\emph{the law}~$p_1$ \\cite{x} be ``new'' (50\\%).\n% no\nSo").blocks
    assert " ".join(block.text.text.split()) == 'Let the law $p_1$ be "new" (50%). So'
    (formula,) = block.inline
    assert block.text.text[formula.start : formula.end] == "$p_1$" == formula.span.text


def test_directives_and_macros():
    text = (
        "\\newcommand{\\E}{\\mathbb{E}}\n% derive: log base 2\n\\begin{document}\n"
        "Words % derive: p is a law; skip\n\\[a = b\\]\n\\end{document}"
    )
    found = read(text)
    said = [b.text for b in found.blocks if isinstance(b, Directive)]
    assert said == ["log base 2", "p is a law", "skip"]
    assert [b.skip for b in found.blocks if isinstance(b, Display)] == [True]
    assert found.macros == {"\\E": Macro(0, r"\mathbb{E}")}
    assert isinstance(found.blocks[0], Opaque)


PIECES = st.sampled_from(
    [
        "$$",
        "$",
        "\\[",
        "\\]",
        "\\begin{align}",
        "\\end{align}",
        "%",
        "\n",
        "\n\n",
        "a",
        "=",
        "{",
        "}",
        "\\section{",
        "\\item ",
        "\\begin{proof}",
        "\\end{proof}",
        "\\footnote{",
        "\\verb|",
        "|",
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\newcommand{\\E}{x}",
        "\\E",
        "% derive: skip\n",
        "\\",
        "\\begin{document}",
        "\\end{document}",
        "\\def\\be{\\begin{equation}}",
        "\\be",
        " ",
        "~",
        "\r\n",
        "\\label{a}",
        "\\begin{frame}{T}",
        "\\end{frame}",
        "\\par",
        "\\emph{",
        "\x00",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_is_cut_into_blocks_with_right_places(text):
    found = read(text)
    chains_of(found)
    for block in found.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
        marked = block.body if isinstance(block, Display) else getattr(block, "text", None)
        if isinstance(block, Display | Prose):
            for i, character in enumerate(marked.text):
                if i not in marked.wide and not (character == " " and block is not None):
                    assert text[marked.offsets[i]] == character or character in '\n"'
