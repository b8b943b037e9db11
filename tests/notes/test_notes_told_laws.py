"""Laws that the text tells in numbers: by tables in Markdown and TeX, in words, letter by letter;
values of H, I and P under them, with letters of probability 0; how long, and of what, it is so."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.facts.grids import table
from derive.notes.settings import NOTHING
from derive.numeric import Settings

GOOD = ("proved", "proved if", "true to rounding")
BAD = ("refuted", "refuted unless", "wrong value")


def steps(text, name="n.md"):
    found = check_notes(name, Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def verdict(text, name="n.md"):
    return steps(text, name)[-1].verdict


MARKDOWN = r"""## One

The joint law of $U$ and $V$:

| $U \backslash V$ | 0 | 1 |
|---|---|---|
| 0 | 1/2 | 1/4 |
| 1 | 0 | 1/4 |

"""
TABULAR = r"""\begin{document}\section{One}
The joint law of $U$ and $V$ is
\begin{tabular}{c|cc}
 & \multicolumn{2}{c}{$V$} \\
$U$ & $0$ & $1$ \\ \hline
$0$ & $\frac12$ & $\frac{1}{4}$ \\
$1$ & 0 & 0.25
\end{tabular}

"""
BY_LABELS = r"""\begin{document}\section{One}
\[ \begin{array}{c|cc|c} & V=0 & V=1 & P(U) \\ \hline
U=0 & 1/2 & 1/4 & 3/4 \\ U=1 & 0 & 1/4 & 1/4 \end{array} \]

"""
LISTED = r"""## One

| $u$ | $v$ | $p(u,v)$ |
|---|---|---|
| 0 | 0 | 1/2 |
| 0 | 1 | 1/4 |
| 1 | 1 | 1/4 |

"""
TABLES = [(MARKDOWN, "n.md"), (TABULAR, "n.tex"), (BY_LABELS, "n.tex"), (LISTED, "n.md")]


@pytest.mark.parametrize(("text", "name"), TABLES)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"H(U) = 0.811 \text{ bits}", r"H(V) = 0.811 \text{ bits}"),
        (r"H(U,V) = \frac32 \log_2 2", r"H(U,V) = 2 \log_2 2"),
        (r"H(U|V) = 0.5 \text{ bits}", r"H(V|U) = 0.5 \text{ bits}"),
        (r"I(U;V) = 0.311 \text{ bits}", r"I(U;V) = 0.189 \text{ bits}"),
        (r"P(U = V) = \frac34", r"P(U = V) = \frac14"),
        (r"H(U|V=0) = 0", r"H(U|V=1) = 0"),
        (r"I(U;V) \ge 0.3 \text{ bits}", r"I(U;V) \ge 0.32 \text{ bits}"),
        (r"H(V|U) = \frac34 \log_2 3 - \frac12", r"H(V|U) = \frac34 \log_2 3 - 1"),
    ],
)
def test_values_under_a_table(text, name, right, wrong):
    assert verdict(rf"{text}\[ {right} \]", name) in GOOD
    assert verdict(rf"{text}\[ {wrong} \]", name) in BAD


def test_it_rests_on_the_table_and_says_so():
    step = steps(rf"{MARKDOWN}$$ H(V) = 1 \text{{ bit}} $$")[-1]
    assert step.verdict == "proved" and "joint law" in step.rests_on_text[0].quote


def test_terms_may_be_rounded():
    step = steps(rf"{MARKDOWN}$$ H(U) = 0.311 + 0.5 \text{{ bits}} $$")[-1]
    assert step.verdict == "true to rounding" and step.assumed == ("0.311 is rounded",)
    assert verdict(rf"{MARKDOWN}$$ H(U) = 0.312 + 0.5 \text{{ bits}} $$") in BAD


WORDS = [
    r"Let $U$ take the values a, b, c with probabilities $1/2$, $1/4$ and $1/4$ respectively.",
    r"A source $U$ with letters $u_1, u_2, u_3$ with probabilities 0.5, 0.25, 0.25.",
    r"The distribution of $U$ is $(\frac12, \frac14, \frac14)$.",
    r"We have $P(U=0) = 1/2$, $P(U=1) = 1/4$, $P(U=2) = 1/4$.",
    r"Let $p(u_1) = 0.5$, $p(u_2) = 0.25$, $p(u_3) = 0.25$.",
    "| $u$ | a | b | c |\n|---|---|---|---|\n| $P(u)$ | 0.5 | 0.25 | 0.25 |",
    "| Letter | $u$ | Probability | Code |\n|---|---|---|---|\n| I | 1 | 1/2 | 0 |\n"
    "| II | 2 | 1/4 | 10 |\n| III | 3 | 1/4 | 11 |",
    r"Let $U$ have the distribution $p = (1/2, 1/4, 1/4)$.",
]  # fmt: skip


@pytest.mark.parametrize("said", WORDS)
def test_laws_of_one_variable(said):
    assert verdict(f"## One\n\n{said}\n\n$$ H(U) = 1.5 \\text{{ bits}} $$") in GOOD
    assert verdict(f"## One\n\n{said}\n\n$$ H(U) = 1.6 \\text{{ bits}} $$") in BAD


def test_a_sum_over_all_letters_to_their_number():
    text = f"## One\n\n{WORDS[4]}\n\n$$ H(U) = -\\sum_{{i=1}}^%d p(u_i) \\log_2 p(u_i) = 1.5 $$"
    assert [s.verdict for s in steps(text % 3)] == ["proved", "proved"]
    assert steps(text % 2)[0].verdict == "unread"


@pytest.mark.parametrize(
    "said",
    [
        WORDS[0].replace("and $1/4$", "and $1/8$"),
        WORDS[2].replace("(", "(\\frac18, "),
        WORDS[3].replace("$P(U=2)", "$P(U=1)"),
        WORDS[3].replace("We have", "It is not true that"),
        WORDS[5].replace("0.25 |\n", "0.35 |\n").replace("0.25 |", "0.3 |"),
        WORDS[5].replace("$u$", "$w$").replace("$P(u)$", "$P(w)$"),
    ],
)
def test_what_is_no_law_of_it_tells_nothing(said):
    assert verdict(f"## One\n\n{said}\n\n$$ H(U) = 1.5 \\text{{ bits}} $$") not in GOOD


@pytest.mark.parametrize(
    "false", [r"H(U) \le H(V)", r"H(U|V) \le H(V|U)", r"H(U) + H(V) \le H(U,V) + I(U;V|V)"]
)
def test_a_relation_without_numbers_is_of_all_laws(false):
    assert verdict(f"{MARKDOWN}$$ {false} $$") not in GOOD
    assert steps(f"{MARKDOWN}$$ H(U|V) \\le H(U) $$")[-1].rests_on_text == ()


def test_a_chain_with_numbers_is_of_the_law_that_is_told():
    even = MARKDOWN.replace("1/2 | 1/4", "3/8 | 1/8").replace("0 | 1/4", "1/8 | 3/8")
    chain = r"$$ H(U) = H(V) = 1 \text{ bit} $$"
    assert [s.verdict for s in steps(even + chain)] == ["proved", "proved"]
    assert steps(MARKDOWN + chain)[0].verdict in BAD


VALUE = r"$$ H(V) = 1 \text{ bit} $$"


def test_it_ends_with_its_section():
    assert verdict(f"{MARKDOWN}## Two\n\n{VALUE}") == "open"
    assert verdict(f"{MARKDOWN.replace('## One', '')}## Two\n\n{VALUE}") == "open"
    assert verdict(f"{MARKDOWN}### (a)\n\n{VALUE}") == "proved"


def test_behind_words_that_may_begin_another_example_it_is_supposed():
    step = steps(f"{MARKDOWN}Consider a second source.\n\n{VALUE}")[-1]
    assert step.verdict == "proved if" and "still tells" in step.assumed[0]
    wrong = VALUE.replace("1", "2")
    assert verdict(f"{MARKDOWN}Consider a second source.\n\n{wrong}") == "refuted unless"


def test_a_variable_beside_it_has_no_law():
    assert verdict(rf"{MARKDOWN}$$ I(U;W) = 2 \text{{ bits}} $$") not in (*GOOD, "refuted")


CELLS = [["", "0", "1"], ["0", "1/2", "1/4"], ["1", "0", "1/4"]]


def test_rows_are_not_guessed():
    assert table(CELLS) is None
    told = table(CELLS, ("U", "V"))
    assert told is not None and told.doubt == "the rows of the table are U, and its columns V"
    even = [["", "0", "1"], ["0", "3/8", "1/8"], ["1", "1/8", "3/8"]]
    assert table(even, ("U", "V")).doubt == ""
    slash = table([["U/V", "0", "1"], *CELLS[1:]])
    assert slash.names == ("U", "V") and slash.doubt


@pytest.mark.parametrize(
    "cells",
    [
        [["V|U", "0", "1"], ["0", "1/2", "1/2"], ["1", "1/4", "3/4"]],  # a channel
        [["U\\V", "0", "1", "total"], ["0", "1/2", "1/4", "1"], ["1", "0", "1/4", "1/4"]],
        [["U\\V", "0", "0"], ["0", "1/2", "1/4"], ["1", "0", "1/4"]],
        [["U\\V", "0", "1"], ["0", "-1/2", "5/4"], ["1", "0", "1/4"]],
        [["U\\V", "0", "1"], ["0", "1/2", ""], ["1", "1/4", "1/4"]],
        [["U\\U", "0", "1"], ["0", "1/2", "1/4"], ["1", "0", "1/4"]],
        [["u", "p(v)"], ["0", "1/2"], ["1", "1/2"]],
        [["u", "p(u|v)"], ["0", "1/2"], ["1", "1/2"]],
    ],
)
def test_what_is_no_table_of_a_law(cells):
    assert table(cells) is None


def test_a_table_is_no_relation():
    text = rf"{BY_LABELS}\[ I(U;V) \approx 0.311\bits \]"
    assert [s.verdict for s in steps(text, "n.tex")] == ["true to rounding"]
