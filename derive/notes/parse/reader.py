"""A place in a row of tokens, and what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

from derive.notes.chains import Sort, Token
from derive.notes.parse.table import SAME
from derive.notes.source import NotRead, Span
from derive.notes.tree import Choice, Node

DEEPEST = 40  # factors, groups and scripts within one another
CHOICES = 10  # scopes that one side leaves open


@dataclass(frozen=True)
class Rules:
    """The rules of the grammar that call one another from file to file."""

    expression: Callable[[Reader], Node]
    product: Callable[[Reader], Node]
    factor: Callable[[Reader], Node]
    primary: Callable[[Reader], Node]


class Reader:
    """Tokens and the index of the next one.

    bar: what | means behind an operand: "" nothing, "separator" within arguments, "closer" within
    |…|, "norm" within ‖…‖. integral: not 0 where dx ends what is read: how many factors the
    integral's range has. script: within a subscript.
    summand: whether the next product is what a Σ or ∫ sums; leads: whether the next factor is the
    first of it, before which no weight stands.
    derived: whether a log here is what ∇ is of, and reaches no further than its first factor.
    among: whether the bracket here stands among arguments, where it may hold relations.
    colon: whether : parts arguments as ; does, I(X : Y).
    open_at: sums without brackets that end at an index, the outermost first.
    """

    def __init__(self, tokens: tuple[Token, ...], rules: Rules, depth: int = 0) -> None:
        self.tokens = tokens
        self.rules = rules
        self.depth = depth
        self.i = 0
        self.bar = ""
        self.integral = 0
        self.script = False
        self.colon = True
        self.summand = False
        self.leads = False
        self.derived = False
        self.among = False
        self.open_at: dict[int, list[Node]] = {}
        self.choices = [0]  # shared with the readers of what stands within

    @classmethod
    def of(cls, tokens: tuple[Token, ...], rules: Rules) -> Reader:
        """Of tokens as they come from the text: spellings of one thing are made one."""
        same = (replace(t, text=SAME[t.text]) if _spelled(t) else t for t in _tied(tokens))
        return cls(tuple(_sorted(t) for t in same), rules)

    def expression(self) -> Node:
        """A sum of products."""
        return self.rules.expression(self)

    def product(self) -> Node:
        """Factors up to + or -, no sign before them."""
        return self.rules.product(self)

    def factor(self) -> Node:
        """One factor with its exponent."""
        with self._deeper():
            return self.rules.factor(self)

    def primary(self) -> Node:
        """One factor without an exponent."""
        with self._deeper():
            return self.rules.primary(self)

    def choice(self, span: Span, readings: tuple[Node, ...], question: str) -> Node:
        """A node whose scope TeX leaves open. NotRead: too many in one side."""
        self.choices[0] += 1
        if self.choices[0] > CHOICES:
            raise NotRead(span, f"more than {CHOICES} open scopes in one side: put brackets")
        return Choice(span, readings, question)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"a formula more than {DEEPEST} deep")
        try:
            yield
        finally:
            self.depth -= 1

    def peek(self, ahead: int = 0) -> Token | None:
        i = self.i + ahead
        return self.tokens[i] if i < len(self.tokens) else None

    def text(self, ahead: int = 0) -> str:
        """Of the sign or command there; "" where there is none."""
        token = self.peek(ahead)
        return token.text if token and token.sort in (Sort.SIGN, Sort.COMMAND) else ""

    def at(self, *texts: str) -> bool:
        return self.text() in texts and self.text() != ""

    def sort(self, ahead: int = 0) -> Sort | None:
        token = self.peek(ahead)
        return token.sort if token else None

    @property
    def done(self) -> bool:
        return self.i >= len(self.tokens)

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            self.fail("the formula ends where something has to follow")
        self.i += 1
        return token

    def expect(self, text: str, opened: Token) -> None:
        if not self.at(text):
            here = f", before {self.shown()}" if self.peek() else ""
            self.fail(f"{opened.text} is opened and not closed by {text}{here}", opened)
        self.i += 1

    def shown(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.text if token else "the end"

    def fail(self, why: str, token: Token | None = None, ask: tuple[str, ...] = ()) -> NoReturn:
        """Raises NotRead at the token, or where the reader stands."""
        token = token or self.peek() or (self.tokens[-1] if self.tokens else None)
        raise NotRead(token.span if token else None, why, ask)

    def span(self, start: int) -> Span:
        """From the token of that index to the last one taken."""
        first = self.tokens[min(start, len(self.tokens) - 1)].span
        return first.to(self.tokens[max(self.i - 1, start)].span) if self.i else first

    def group(self) -> tuple[Token, ...]:
        """What stands in the braces here, which are passed."""
        opened = self.take()
        depth, start = 1, self.i
        while depth:
            token = self.peek()
            if token is None:
                self.fail("a brace { is opened and not closed", opened)
            depth += (token.sort is Sort.OPEN) - (token.sort is Sort.CLOSE)
            self.i += 1
        return self.tokens[start : self.i - 1]

    def braces(self) -> Node:
        """The expression in the braces here, which are passed."""
        with self._deeper():
            return self.whole(self.group(), "a group")

    def argument(self) -> tuple[Token, ...]:
        """What TeX takes as the argument of a command: a group, or one token, a single digit."""
        token = self.peek()
        if token is None or token.sort is Sort.CLOSE:
            self.fail("the formula ends where an argument has to follow")
        if token.sort is Sort.OPEN:
            return self.group()
        if token.sort is Sort.NUMBER and len(token.text) > 1:
            self._split(token)
        return (self.take(),)

    def _split(self, token: Token) -> None:
        """\\frac12: the first digit by itself."""
        if not token.text.isdigit() or len(token.text) > 2:
            self.fail(f"{token.text} without braces: TeX takes its first digit; put {{ }}", token)
        end = token.span.start + 1
        first = replace(token, text=token.text[0], span=replace(token.span, end=end))
        rest = replace(token, text=token.text[1:], span=replace(token.span, start=end))
        self.tokens = (*self.tokens[: self.i], first, rest, *self.tokens[self.i + 1 :])

    def inner(self, tokens: tuple[Token, ...], script: bool = False) -> Reader:
        """A reader of what stands in braces or in a script."""
        reader = Reader(tokens, self.rules, self.depth)
        reader.script = script
        reader.choices = self.choices
        return reader

    def whole(self, tokens: tuple[Token, ...], what: str, script: bool = False) -> Node:
        """The expression that the tokens are, all of them. what: for the message if empty."""
        if not tokens:
            self.fail(f"{what} is empty", self.tokens[max(self.i - 1, 0)])
        reader = self.inner(tokens, script)
        node = reader.expression()
        reader.finish()
        return node

    def finish(self) -> None:
        """Raises NotRead unless all tokens were read."""
        if not self.done:
            self.fail(_left_over(self.shown()))

    @contextmanager
    def within(self, bar: str = "", integral: int = 0) -> Iterator[None]:
        """What is read inside a pair of brackets."""
        saved = (self.bar, self.integral, self.colon, self.among)
        self.bar, self.integral, self.colon = bar, integral, True
        self.leads = self.summand = self.among = False
        try:
            yield
        finally:
            self.bar, self.integral, self.colon, self.among = saved

    def adjacent(self, ahead: int = 0) -> bool:
        """Whether no blank stands in the text between this token and the next."""
        one, other = self.peek(ahead), self.peek(ahead + 1)
        if one is None or other is None or one.span.source is not other.span.source:
            return False
        return one.span == other.span or one.span.end == other.span.start

    def split_digits(self) -> bool:
        """Whether the number here goes on from a digit that TeX took as a script: x_12."""
        token = self.peek()
        if token is None or not self.i or token.span.start == 0:
            return False
        before = self.tokens[self.i - 1]
        if before.sort is not Sort.CLOSE or before.span.source is not token.span.source:
            return False
        return token.span.source.text[token.span.start - 1].isdigit()

    def letters(self) -> str:
        """The letters here without a blank between."""
        found = ""
        while self.sort(len(found)) is Sort.LETTER:
            token = self.peek(len(found))
            found += token.text if token else ""
            if not self.adjacent(len(found) - 1):
                break
        return found


def _tied(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Without ~, a blank in TeX; within a subscript, E_{x ~ p}, people mean ∼ by it."""
    depth, scripts = 0, [0]
    for i, token in enumerate(tokens):
        depth += (token.sort is Sort.OPEN) - (token.sort is Sort.CLOSE)
        if token.sort is Sort.OPEN and i and tokens[i - 1].sort is Sort.SUB:
            scripts.append(depth)
        if len(scripts) > 1 and depth < scripts[-1]:
            scripts.pop()
        if token.text != "~" or token.sort is not Sort.SIGN:
            yield token
        elif len(scripts) > 1:
            yield replace(token, text="\\sim", sort=Sort.COMMAND)


def _spelled(token: Token) -> bool:
    return token.text in SAME and token.sort not in (Sort.TEXT, Sort.NUMBER)


def _sorted(token: Token) -> Token:
    """Unicode's letters and signs have the sort of what they stand for."""
    if token.sort is Sort.TEXT and re.fullmatch(r"\d+(\.\d+)?", token.text.strip()):
        return replace(token, sort=Sort.NUMBER, text=token.text.strip())
    if token.sort in (Sort.LETTER, Sort.SIGN) and token.text.startswith("\\"):
        return replace(token, sort=Sort.COMMAND)
    return token


def _left_over(text: str) -> str:
    if text in (")", "]", "\\}", "}"):
        return f"{text} closes nothing"
    if text == ",":
        return "a comma between formulas"
    return f"{text} in a place where nothing can continue the formula"
