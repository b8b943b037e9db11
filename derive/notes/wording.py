"""What the language and the kernel say, in words for one who writes notes, with what to write."""

from __future__ import annotations

import re
from typing import Final

from derive.notes import tree as t

_OF_LANGUAGE: tuple[tuple[str, str], ...] = (
    (r"(\w+)\.size: \w+ is a point of a space.*",
     r"the number of letters of \1, which is a number itself: say over what \1 runs"),
    (r"I: the variables belong to different laws\.?.*",
     r"I of variables of different laws: say what their joint law is, as (X, Y) ∼ p"),
    (r"the name '(.+)' is declared twice, differently.*",
     r"\1 stands for two things here: write another name for one of them"),
    (r"the (?:law|letter|name|quantity|alphabet) '(.+?)' and the .+? print alike.*",
     r"\1 stands for two things here: write another name for one of them"),
    (r"the letter '(.+)' runs over the alphabet '(.+)' and over '(.+)'\..*",
     r"\1 runs over two alphabets, those of \2 and of \3: write another letter for one of them"),
)  # fmt: skip
_OF_KERNEL = re.compile(
    r"normal forms differ|a remainder is left|not visibly|no certificate found|no form|a form that"
)
_UNPOSED = "not shown to be well posed: "
_CALLED: Final[dict[type[t.Node], str]] = {
    t.Members: "a list or a set",
    t.SetOf: "a set",
    t.Dots: "dots",
    t.Range: "a row",
    t.Given: "a condition behind a bar",
    t.Event: "a relation",
    t.Matrix: "a matrix",
    t.Over: "a range",
    t.Hole: "a place that is left open",
}


def called(node: t.Node) -> str:
    """What a part of a formula is."""
    return _CALLED.get(type(node), "a formula of another kind")


def of_language(error: str) -> str:
    """Why the language refuses something."""
    for pattern, words in _OF_LANGUAGE:
        if (found := re.fullmatch(pattern, error)) is not None:
            return found.expand(words)
    return error.split(". Try")[0]


def of_open(why: str, models: int) -> str:
    """Why something is neither proved nor refuted; models: how many were tried against it."""
    if why.startswith(_UNPOSED):
        said = f"it is not shown to have a value: {why.removeprefix(_UNPOSED)}"
        return f"{said}; say what the names in it are, as “Let a > 0”"
    if why and not _OF_KERNEL.search(why):
        return why
    against = f", and no counterexample among {models} models" if models else ""
    return f"no proof found, by a search that is bounded{against}; smaller steps may be proved"
