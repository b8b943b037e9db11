"""Tokens of displays, and the chains that they make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from derive.notes.blocks import Display
from derive.notes.source import Span


class Sort(Enum):
    """What a token is."""

    COMMAND = "command"  # \log, \left is dropped, \{ and \| are commands too
    LETTER = "letter"  # one character of the alphabet, Unicode's letters too
    NUMBER = "number"  # digits with at most one decimal point
    SIGN = "sign"  # + - * / ( ) [ ] | , ; : . ! ' = < > & …
    OPEN = "open"  # {
    CLOSE = "close"  # }
    SUB = "sub"  # _
    SUP = "sup"  # ^
    TEXT = "text"  # \text{…}, \mathrm{…} of words: `text` is what stands in it


@dataclass(frozen=True)
class Token:
    r"""One token. Layout (\left, \big, \,, \quad, \displaystyle, \nonumber) is gone, macros of
    the document are expanded and have the span of their call, environments are resolved.

    text: of a command with its backslash. Arguments and scripts are always in braces: x_1 is
    LETTER x, SUB, OPEN, NUMBER 1, CLOSE; \frac12 is \frac {1} {2}; x_12 is x_{1} 2.
    What looks the same has one spelling: \leq and ≤ are \le, \dfrac is \frac, \ldots is \dots,
    \Vert, \parallel and ‖ are \|, \vert is |, α is \alpha, \arg\max and \operatorname{argmax}
    are \argmax, \text{log} is \log. \left|…\right| and \bigl|…\bigr| are \lvert … \rvert, \middle|
    is \mid. Other words are TEXT: \mathrm{KL}, \operatorname{KL}, {\rm KL}. \underset{x}{\max} is
    \max_{x}; \underbrace{a}_{b} is {a}. \begin{cases} and those of matrices are one COMMAND.
    """

    sort: Sort
    text: str
    span: Span


@dataclass(frozen=True)
class Side:
    """One side of a relation.

    carried: not printed here, the last side of the chain before (a display that begins with a
    relation). loosely: and there is a heading between. latex: as it stands in the text, "" where
    carried.
    """

    tokens: tuple[Token, ...]
    span: Span
    latex: str
    carried: bool = False
    loosely: bool = False


@dataclass(frozen=True)
class Sign:
    """A relation between two sides, as printed.

    rel: one of = <= >= < > != ~ (≈, up to rounding), := (a definition, ≡ too), =: (of its right
    side), -> (tends to), prop (∝), in, sim (X ∼ p), << (p ≪ q), perp (X ⊥ Y), and "?" for one that
    is not known. latex: as it stands. reason: over it,
    in its row, or a \\tag.
    """

    rel: str
    span: Span
    latex: str
    reason: str = ""


@dataclass(frozen=True)
class Chain:
    """sides[0] signs[0] sides[1] …; `len(signs) == len(sides) - 1`, at least one sign.

    block: the index of its display among the document's blocks. after: what stands behind the last
    side, as "∀ i", "with equality iff P = Q", "for x > 0"; words are TEXT tokens. labels: \\label
    and \\tag of its rows. inline: a formula within a line of text.
    joined: how it is joined to the chain before it in its display: "implies" (⇒, then), "so" (∴,
    hence), "iff" (⇔, i.e.), "and" (a comma, a wide blank, and), "or", "where" and "let" (what
    follows says what a name is), "if"; "" for none. joins: the same of the chain behind it. So of
    A = B ⇔ C = D neither is claimed by itself.
    """

    display: Display
    block: int
    sides: tuple[Side, ...]
    signs: tuple[Sign, ...]
    after: tuple[Token, ...] = ()
    labels: tuple[str, ...] = ()
    inline: bool = False
    joined: str = ""
    joins: str = ""


@dataclass(frozen=True)
class Term:
    """A displayed formula, or a row of one, without a relation."""

    display: Display
    block: int
    tokens: tuple[Token, ...]
    span: Span
    latex: str


@dataclass(frozen=True)
class Unread:
    """A display, or a part of one, of which no chain could be made. why: as in `NotRead`."""

    display: Display
    block: int
    span: Span
    why: str
