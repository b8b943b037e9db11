"""Kraft's inequality is said of the lengths that the text names, and of no others."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

BOUND = r"$$ \sum_i p_i {0}_i \ge -\sum_i p_i \log_2 p_i $$"
P = r"with the probabilities $p_i$, $i=1,\dots,n$"


def steps(text):
    found = check_notes("n.md", Settings(trials=40), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def test_the_lengths_of_a_prefix_code_are_not_those_of_another():
    own, other = steps(
        rf"Suppose $k_i$ are the lengths of a prefix code for letters {P}."
        f"\n\n{BOUND.format('k')}\n\nTake arbitrary lengths $m_i$ now.\n\n{BOUND.format('m')}"
    )
    assert own.verdict == "proved" and "k_i" in own.rests_on_text[0].quote
    assert other.verdict == "refuted unless" and not other.rests_on_text


@pytest.mark.parametrize(
    "said",
    [
        r"Let $m_i$ be arbitrary lengths, and consider a prefix-free code.",
        r"A prefix code with lengths $k_i$ is at best as short as one with lengths $m_i$.",
        r"The lengths $m_i$ are shorter than those of a prefix code.",
        r"Prefix-free codes are read at once. A string has the length $m_i$.",
        r"We only consider prefix-free codes. Symbol $i$ is repeated; the length $m_i$ of its run",
        r"Consider a ternary prefix code with lengths $m_i$.",
        r"Over a $D$-ary alphabet take a prefix-free code with lengths $m_i$.",
        r"Let $m_i$ be the lengths of a prefix code.\n\nNow let $m_i$ be any lengths.",
        r"Let $m_i$ be the lengths of a prefix code.\n\nNow we set $m_i = 0$.",
        r"It follows that the lengths $m_i$ satisfy Kraft's inequality.",
    ],
)
def test_where_the_text_does_not_say_whose_lengths_they_are_nothing_is_known_of_them(said):
    made = steps(f"Letters {P}.\n\n" + said.replace(r"\n", "\n") + f"\n\n{BOUND.format('m')}")
    assert made[-1].verdict in ("refuted", "refuted unless")
    assert not any("2^(-m" in r.says for r in made[-1].rests_on_text)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (r"Take a uniquely decodable code with lengths $m_i$.", "lengths $m_i$"),
        (r"We use a prefix-free code. The code word of $i$ has the length $m_i$.", "length $m_i$"),
        (r"Suppose that the lengths $m_i$ satisfy Kraft's inequality.", "lengths $m_i$"),
    ],
)
def test_the_words_that_it_rests_on_name_the_lengths(said, names):
    made = steps(f"Letters {P}.\n\n{said}\n\n{BOUND.format('m')}")
    assert made[-1].verdict == "proved"
    assert [names in r.quote for r in made[-1].rests_on_text] == [True]


ROW = r"$$ \sum_{i=1}^n 2^{-l_i} \le 1 $$"


@pytest.mark.parametrize(
    "said",
    [
        r"For a prefix-free code with lengths $l_1, \dots, l_n$:",
        r"For any prefix code, the codeword lengths $l_1, \ldots, l_n$ satisfy",
        r"Every uniquely decodable code with codeword lengths $l_1, \dots, l_n$ has",
    ],
)
def test_lengths_that_are_listed_are_those_of_the_code(said):
    report = check_notes("n.md", text=f"{said}\n\n{ROW}\n", notation=NOTHING)
    ((step,),) = [c.steps for c in report.chains]
    assert step.verdict == "proved" and step.rests_on_text


@pytest.mark.parametrize(
    "said",
    [
        r"For any lengths $l_1, \dots, l_n$ of a code:",
        r"For any code with codeword lengths $l_1, \dots, l_n$:",
        r"Unlike a prefix-free code, one with lengths $l_1, \dots, l_n$ has",
    ],
)
def test_and_not_of_any_code(said):
    report = check_notes("n.md", text=f"{said}\n\n{ROW}\n", notation=NOTHING)
    ((step,),) = [c.steps for c in report.chains]
    assert not step.verdict.startswith("proved")


SIZED = "For any prefix code over an alphabet of size $D$ with lengths $l_1, \\ldots, l_m$"
SUM = r"$$\sum_{i=1}^m D^{-l_i} \le 1$$"


def test_an_alphabet_whose_size_is_said_twice():
    again = "\n\nThis holds for any uniquely decodable $D$-ary code, too.\n"
    assert steps(f"{SIZED}\n\n{SUM}{again}")[0].verdict == "proved"
    other = again.replace("$D$", "$K$")
    assert steps(f"{SIZED}\n\n{SUM}{other}")[0].verdict == "refuted unless"


def test_the_size_of_the_code_is_that_of_no_variable():
    text = f"{SIZED}\n\n{SUM}\n\n$$H(X) \\le \\log D$$"
    assert steps(text)[-1].verdict in ("refuted", "refuted unless")
