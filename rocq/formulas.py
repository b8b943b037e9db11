"""Formulas of Rocq as text, with the levels of its notations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Levels of Rocq's notations: what stands at a higher one needs brackets where a lower one is asked.
ATOM, CALL, POWER, MINUS, TIMES, SUM, PLUS = 0, 10, 30, 35, 40, 41, 50


@dataclass(frozen=True)
class Text:
    """A formula, and the level of its outermost sign."""

    text: str
    level: int

    def within(self, level: int) -> str:
        return self.text if self.level <= level else f"({self.text})"


@dataclass(frozen=True)
class Parts:
    """A product: its sign, what stands above the line, what stands below."""

    negative: bool = False
    above: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()

    def quotient(self) -> Text:
        top = product(self.above)
        if not self.below:
            return top
        return Text(f"{top.within(TIMES)} / {product(self.below).within(TIMES - 1)}", TIMES)

    def real(self) -> Text:
        if not self.negative:
            return self.quotient()
        return Text(f"- {self.quotient().within(MINUS)}", MINUS)


def product(factors: tuple[Text, ...]) -> Text:
    if len(factors) < 2:
        return factors[0] if factors else Text("1", ATOM)
    first, *others = factors
    texts = [first.within(TIMES), *(f.within(TIMES - 1) for f in others)]
    return Text(" * ".join(texts), TIMES)


def call(name: str, arguments: Sequence[str]) -> Text:
    """A function at arguments."""
    return Text(" ".join([name, *arguments]), CALL if arguments else ATOM)


_MARGINAL = re.compile(r"∑ (\S+) < (\S+), ([^\s()]+) (\S+) (\S+)")  # letter, size, law, its letters


def function(letters: Sequence[str], value: Text) -> str:
    """The function of some letters that has this value."""
    if (marginal := _MARGINAL.fullmatch(value.text)) and len(letters) == 1:
        summed, size, law, one, other = marginal.groups()
        at = [one, other]
        if at in ([*letters, summed], [summed, *letters]):
            return f"(marginal_{1 + at.index(letters[0])} {size} {law})"
    ending = f" {' '.join(letters)}"
    name = value.text.removesuffix(ending)
    if value.level == CALL and value.text.endswith(ending) and " " not in name:
        return name
    return f"(fun {' '.join(letters)} => {value.text})"
